// Shows tables of cells and tells which one is pressed. The HTML comes from components/base/cells.py, which escapes it. Stands
// behind flying.js, in one script with it.
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
/** @type {WeakMap<Element, string>} */
const stands = new WeakMap() // what stands there now

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
    const wanted = html ?? pages.get(place) ?? ""
    // While a slider moves most of the lesson says the same: what stands there already is not laid out anew.
    if ((html !== undefined || isPassing) && wanted !== stands.get(place)) show(place, wanted)
    isPassing = html !== undefined
  }
  document.addEventListener("tensorama:scene", pass)
}

/** @param {HTMLElement} place @param {string} html */
function show(place, html) {
  const from = standing(place)
  const backToFocus = focusIn(place)
  place.innerHTML = html
  stands.set(place, html)
  settle(place, from, performance.now())
  for (const scroller of place.querySelectorAll(".fit")) {
    sizes.observe(scroller)
    scroller.addEventListener("scroll", () => look(scroller), { passive: true })
    look(scroller)
  }
  backToFocus()
}

// Returns what brings the focus back to where it is now, once other HTML stands in the place.
/** @param {HTMLElement} place */
function focusIn(place) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement)
  if (!active || !place.contains(active)) return () => {}
  const { name, place: spot } = active.dataset
  // Several cells can have one name: of a unit the sum, the preactivation and the output. Focus stays on the same one.
  const named = () => /** @type {HTMLElement[]} */ (name ? [...place.querySelectorAll(`[data-name="${CSS.escape(name)}"]`)] : [])
  const which = named().indexOf(active)
  return () => {
    // A button such as "next", which asks for something else each time, says by its place that it is the same one.
    const same = spot && /** @type {HTMLElement | null} */ (place.querySelector(`[data-place="${CSS.escape(spot)}"]`))
    const found = same || named()[which] || named()[0]
    found?.focus({ preventScroll: true })
  }
}

// What a press folds away stays folded in this browser: `data-folds="lesson"` sets `data-folded-lesson` on the document,
// which the stylesheet reads.
/** @type {(what: string) => string} */
const folded = what => `tensorama-folded-${what}`
/** @param {string} what @param {boolean} isFolded */
const fold = (what, isFolded) => document.documentElement.toggleAttribute(`data-folded-${what}`, isFolded)
/** @param {string} what */
function pressFold(what) {
  const isFolded = !document.documentElement.hasAttribute(`data-folded-${what}`)
  fold(what, isFolded)
  try {
    localStorage.setItem(folded(what), String(isFolded))
  } catch {
    return // a browser that keeps nothing folds for as long as the page is there
  }
}
/** @param {Element} place */
function foldAsKept(place) {
  const what = /** @type {HTMLElement | null} */ (place.querySelector("[data-folds]"))?.dataset.folds
  if (!what) return
  try {
    fold(what, localStorage.getItem(folded(what)) === "true")
  } catch {
    return
  }
}

// What meets in the cell that is looked at: `data-meets` has the names, `data-of` says whose they are.
/** @param {HTMLElement} place @param {EventTarget | null} looked */
function light(place, looked) {
  const cell = /** @type {HTMLElement | null | undefined} */ (looked instanceof Element ? looked.closest("[data-meets]") : null)
  const names = new Set(cell?.dataset.meets?.split(" "))
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-of]"))) {
    each.classList.toggle("met", names.has(each.dataset.of ?? ""))
  }
}

// `heard` is a number where a press on the pressed cell lets it go.
/** @type {Render<[html: string, heard: number | null, key: string], {picked: Picked}>} */
export default function ({ parentElement, data: [html, heard, key], setTriggerValue }) {
  const place = /** @type {HTMLElement} */ (parentElement.querySelector(".grids-place"))
  if (!callbacks.has(place)) {
    passAlong(place, key)
    queueMicrotask(() => foldAsKept(place)) // once its first HTML is there
    place.addEventListener("click", event => {
      /** @type {HTMLElement | null} */
      const cell = /** @type {Element} */ (event.target).closest?.("[data-name], [data-folds]")
      if (cell?.dataset.folds) {
        pressFold(cell.dataset.folds)
        const other = /** @type {HTMLElement[]} */ ([...place.querySelectorAll("[data-folds]")]).find(button => button.offsetParent)
        other?.focus()
      }
      if (cell?.dataset.name) callbacks.get(place)?.(cell.dataset.name)
    })
    for (const how of ["pointerover", "focusin"]) place.addEventListener(how, event => light(place, event.target))
    for (const how of ["pointerleave", "focusout"]) place.addEventListener(how, () => light(place, null))
  }
  const pressed = () => /** @type {HTMLElement | null} */ (place.querySelector("[aria-pressed=true]"))?.dataset.name ?? ""
  callbacks.set(place, name => setTriggerValue("picked", ask(name, heard === null ? null : pressed(), heard ?? 0)))
  const isNew = pages.get(place) !== html
  pages.set(place, html)
  if (isNew) fly(place, () => show(place, html))
  else show(place, html)
}
