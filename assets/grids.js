// Shows tables of cells and tells which one is pressed. The HTML comes from components/figures/grid.py, which escapes it.
const callbacks = new WeakMap()

export default function ({ parentElement, data, setTriggerValue }) {
  const place = parentElement.querySelector(".grids-place")
  if (!callbacks.has(place)) {
    place.addEventListener("click", event => {
      const name = event.target.closest?.("[data-name]")?.dataset.name
      if (name) callbacks.get(place)(name)
    })
  }
  callbacks.set(place, name => setTriggerValue("picked", name))
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.name : null
  place.innerHTML = data[0]
  if (focused) place.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus()
}
