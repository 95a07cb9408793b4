// Shows tables of cells and tells which one is pressed. The HTML comes from components/base/cells.py, which escapes it.
/** @type {WeakMap<Element, (name: string) => void>} */
const callbacks = new WeakMap()

// What scrolls sideways says so, by its classes: `overflows`, and `goes-on` until its right end is in sight.
/** @param {Element} scroller */
const look = scroller => {
  const hidden = scroller.scrollWidth - scroller.clientWidth
  scroller.classList.toggle("overflows", hidden > 1)
  scroller.classList.toggle("goes-on", hidden - scroller.scrollLeft > 1)
}
const sizes = new ResizeObserver(entries => entries.forEach(entry => look(entry.target)))

/** @type {WeakMap<Element, string>} */
const pages = new WeakMap() // what the page has in a place

// While a slider goes the short way, what it shows stands in the place of what the page has, see short_way.js.
/** @param {HTMLElement} place @param {string} key */
function passAlong(place, key) {
  let isPassing = false
  /** @param {Event} event */
  const pass = event => {
    if (!place.isConnected) {
      document.removeEventListener("tensorama:scene", pass)
      return
    }
    const html = /** @type {CustomEvent} */ (event).detail?.tables[key]
    if (html !== undefined || isPassing) show(place, html ?? pages.get(place) ?? "")
    isPassing = html !== undefined
  }
  document.addEventListener("tensorama:scene", pass)
}

/** @param {HTMLElement} place @param {string} html */
function show(place, html) {
  place.innerHTML = html
  for (const scroller of place.querySelectorAll(".fit")) {
    sizes.observe(scroller)
    scroller.addEventListener("scroll", () => look(scroller), { passive: true })
    look(scroller)
  }
}

// `heard` is a number where a press on the pressed cell lets it go.
/** @type {Render<[html: string, heard: number | null, key: string], {picked: Picked}>} */
export default function ({ parentElement, data: [html, heard, key], setTriggerValue }) {
  const place = /** @type {HTMLElement} */ (parentElement.querySelector(".grids-place"))
  if (!callbacks.has(place)) {
    passAlong(place, key)
    place.addEventListener("click", event => {
      /** @type {HTMLElement | null} */
      const cell = /** @type {Element} */ (event.target).closest?.("[data-name]")
      if (cell?.dataset.name) callbacks.get(place)?.(cell.dataset.name)
    })
  }
  const pressed = () => /** @type {HTMLElement | null} */ (place.querySelector("[aria-pressed=true]"))?.dataset.name ?? ""
  callbacks.set(place, name => setTriggerValue("picked", ask(name, heard === null ? null : pressed(), heard ?? 0)))
  const active = /** @type {HTMLElement | null} */ (document.activeElement)
  const focused = place.contains(active) ? active?.dataset.name : undefined
  // Several cells can have one name: of a unit the sum, the preactivation and the output. Focus stays on the same one.
  /** @param {string} name */
  const named = name => /** @type {HTMLElement[]} */ ([...place.querySelectorAll(`[data-name="${CSS.escape(name)}"]`)])
  const which = focused && active ? named(focused).indexOf(active) : -1
  pages.set(place, html)
  show(place, html)
  if (focused) (named(focused)[which] ?? named(focused)[0])?.focus()
}
