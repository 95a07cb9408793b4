// Carries numbers through a picture when a step of a walk is taken: x to its weight, products and bias to their unit.
//
// The figure says in `layout.meta.step` which step it shows and what moves there (components/network/figures/step_moves.py).
// The picture has its new numbers from the first moment on; what moves lies over it for a moment, and is gone. Stands behind
// handles.js, which knows where things are, and before chart.js, in one script with them.
const CARRIED_IN = 350 // milliseconds
const ONE_AFTER_THE_OTHER = 60 // milliseconds between two that move to the same place
const NO_MOTION = "(prefers-reduced-motion: reduce)"

/** @type {WeakMap<HTMLElement, string>} the step that a picture has shown last */
const stepsShown = new WeakMap()

/** @param {Plotly.Plot} place @param {boolean} isPassing whether a slider is being dragged */
// oxlint-disable-next-line no-unused-vars -- chart.js, which stands behind this
function carryNumbers(place, isPassing) {
  const { name, moves } = place.layout?.meta?.step ?? { name: "", moves: [] }
  const before = stepsShown.get(place)
  stepsShown.set(place, name)
  // At first nothing moves: who opens a link sees where it stands.
  if (before === undefined || before === name || isPassing || matchMedia(NO_MOTION).matches) return
  place.querySelector(":scope > .carried")?.remove()
  const layer = document.createElement("div")
  layer.className = "carried"
  layer.setAttribute("aria-hidden", "true")
  /** @type {Promise<unknown>[]} */
  const done = []
  /** @type {Map<string, number>} */
  const queues = new Map()
  for (const [from, to, text] of moves) {
    const [start, end] = [boxOf(place, from), boxOf(place, to)]
    if (!start || !end || !text) continue
    const at = queues.get(to) ?? 0
    queues.set(to, at + 1)
    const number = document.createElement("span")
    number.textContent = text
    Object.assign(number.style, { left: `${end[0]}px`, top: `${end[1]}px` })
    layer.append(number)
    const there = from === to
    const first = there ? { scale: "0.6", opacity: 0 } : { translate: `calc(-50% + ${start[0] - end[0]}px) calc(-50% + ${start[1] - end[1]}px)` }
    const frames = [first, { offset: 0.85, opacity: 1, translate: "-50% -50%", scale: there ? "1.25" : "1" }, { opacity: 0, translate: "-50% -50%" }]
    const delay = at * ONE_AFTER_THE_OTHER
    done.push(number.animate(frames, { duration: CARRIED_IN, delay, easing: "ease-in-out", fill: "both" }).finished)
  }
  if (!done.length) return
  place.append(layer)
  Promise.allSettled(done).then(() => layer.remove())
}
