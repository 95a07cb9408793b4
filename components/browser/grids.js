// Shows tables of cells and tells which one is pressed. The HTML comes from components/base/cells.py, which escapes it.
const callbacks = new WeakMap()

// What scrolls sideways says so, by its classes: `overflows`, and `goes-on` until its right end is in sight.
const look = scroller => {
  const hidden = scroller.scrollWidth - scroller.clientWidth
  scroller.classList.toggle("overflows", hidden > 1)
  scroller.classList.toggle("goes-on", hidden - scroller.scrollLeft > 1)
}
const sizes = new ResizeObserver(entries => entries.forEach(entry => look(entry.target)))

export default function ({ parentElement, data, setTriggerValue }) {
  const place = parentElement.querySelector(".grids-place")
  if (!callbacks.has(place)) {
    place.addEventListener("click", event => {
      const name = event.target.closest?.("[data-name]")?.dataset.name
      if (name) callbacks.get(place)(name)
    })
  }
  const [html, heard] = data // a number where a press on the pressed cell lets it go
  const pressed = () => place.querySelector("[aria-pressed=true]")?.dataset.name ?? ""
  callbacks.set(place, name => setTriggerValue("picked", ask(name, heard === null ? null : pressed(), heard ?? 0)))
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.name : null
  place.innerHTML = html
  for (const scroller of place.querySelectorAll(".fit")) {
    sizes.observe(scroller)
    scroller.addEventListener("scroll", () => look(scroller), { passive: true })
    look(scroller)
  }
  if (focused) place.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus()
}
