// Lets a native slider speak while it is being dragged: Streamlit sends its value on release only.
//
// During a drag the value of the slider's own input is read once per frame and sent as a trigger {key, value, number}.
// Two messages are under way at most: while the browser paints one answer the server works on the next, and a slow
// connection skips positions instead of queueing them. A trigger lives for one run of the page; after the release the
// page follows the native slider again.
const AT_ONCE = 2
const WAIT_AT_MOST = 1500 // milliseconds; an answer that got lost must not silence the slider

/**
 * @typedef {{key: string, value: number} | {released: string}} Move
 * @typedef {Component<[keys: string[], answered: number], {moved: Move & {number: number}}>} Sliders
 * @typedef {object} Instance
 * @property {Sliders} component what came with the last message
 * @property {(last: number) => void} answered
 * @property {() => void} destroy
 */
/** @type {WeakMap<Node, Instance>} */
const instances = new WeakMap()

/**
 * @param {Sliders} component
 * @returns {Instance}
 */
function create(component) {
  /** @type {Instance} */
  const instance = { component, answered: heard, destroy }
  /** @type {{input: HTMLInputElement, key: string, sent: number, spoke: boolean} | null} */
  let drag = null
  let number = 0
  let answered = 0 // number of the last message that has been answered
  let sentAt = 0

  const keys = () => instance.component.data[0]
  /** @param {Move} what */
  const send = what => {
    sentAt = performance.now()
    instance.component.setTriggerValue("moved", { ...what, number: ++number })
  }
  const free = () => number - answered < AT_ONCE || performance.now() - sentAt > WAIT_AT_MOST

  const watch = () => {
    if (!drag) return
    const value = Number(drag.input.value)
    if (value !== drag.sent && free()) {
      drag.sent = value
      drag.spoke = true
      send({ key: drag.key, value })
    }
    requestAnimationFrame(watch)
  }

  // A message that was under way at the release can be merged with the slider's own and would then win over it. So one
  // more is sent that says which slider was released: the page follows the native ones again, whatever they have come to
  // say, and writes nothing into that one, whose own last word may come later still.
  /** @param {string} released @param {number} tries */
  const settle = (released, tries) => {
    if (drag) return
    if (number === answered || performance.now() - sentAt > WAIT_AT_MOST) send({ released })
    else if (tries > 0) setTimeout(() => settle(released, tries - 1), 50)
  }

  /** @param {PointerEvent} event */
  const begin = event => {
    const container = /** @type {Element} */ (event.target).closest?.("[class*='st-key-']")
    if (!container || event.button > 0) return
    const key = keys().find(name => container.classList.contains(`st-key-${name}`))
    const input = /** @type {HTMLInputElement | null} */ (container.querySelector("input[type=range]"))
    if (!key || !input || input.disabled) return
    drag = { key, input, sent: Number(input.value), spoke: false }
    requestAnimationFrame(watch)
  }
  const end = () => {
    if (!drag) return
    const { key, spoke } = drag
    drag = null
    // What was said last can be the position from which the drag began: it has to be taken back all the same.
    if (spoke) setTimeout(() => settle(key, 40), 50)
  }

  document.addEventListener("pointerdown", begin, true)
  document.addEventListener("pointerup", end, true)
  document.addEventListener("pointercancel", end, true)
  /** @param {number} last */
  function heard(last) {
    answered = Math.max(answered, Math.min(last, number))
  }
  function destroy() {
    drag = null
    document.removeEventListener("pointerdown", begin, true)
    document.removeEventListener("pointerup", end, true)
    document.removeEventListener("pointercancel", end, true)
  }
  return instance
}

/** @param {Sliders} component */
export default function (component) {
  const known = instances.get(component.parentElement)
  const instance = known ?? create(component)
  if (!known) {
    instances.set(component.parentElement, instance)
    component.parentElement.querySelector("span")?.setAttribute("data-listens", "")
  }
  instance.component = component
  instance.answered(component.data[1])
  return () => {
    if (component.parentElement.isConnected) return // another message came close behind this one, see chart.js
    instance.destroy()
    instances.delete(component.parentElement)
  }
}
