// Lets a native slider speak while it moves: Streamlit sends its value on release, and after each key.
//
// During a drag the value of the slider's own input is read once per frame. Where there is a short way (short_way.js) it goes
// there, and so do the keys: the slider follows each of them, and Streamlit hears of the last value when they rest. Elsewhere
// the value of a drag is sent as a trigger {key, value, number}, which lives for one run of the page. Two messages are under
// way at most: while the browser paints one answer the server works on the next, and a slow connection skips positions instead
// of queueing them. After the release the page follows the native slider again.
//
// A picture can be dragged in, too: `data-pad` on it has the keys of two sliders, the one across and the one down. These move
// along and take the short way; the arrow keys step in the picture as they do on a slider.
const AT_ONCE = 2
const WAIT_AT_MOST = 1500 // milliseconds; an answer that got lost must not silence the slider
const KEYS_REST = 200 // milliseconds without a key, or of a pointer that stays, after which the page hears of the value
const GO = "tensorama:go" // with the key of a slider and a value for it
const OWN = -7 // the pointer that lets a slider go, see `letGo`

/**
 * @typedef {{key: string, value: number} | {released: string}} Move
 * @typedef {Component<[keys: string[], answered: number, way: string | null], {moved: Move & {number: number}, scrubbed: Scrubbed}>} Sliders
 * @typedef {object} Instance
 * @property {Sliders} component what came with the last message
 * @property {(last: number) => void} answered
 * @property {(way: Way | null) => void} tell
 * @property {() => void} destroy
 */
/** @type {WeakMap<Node, Instance>} */
const instances = new WeakMap()

const now = () => performance.now()

// Past React, which keeps a property of its own on the element: only so does it notice the event that follows.
/** @param {HTMLInputElement} input @param {number} value */
function setValue(input, value) {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), "value")?.set?.call(input, String(value))
  input.dispatchEvent(new Event("input", { bubbles: true }))
}

/** @type {Record<string, (value: number, step: number, page: number, low: number, high: number) => number>} */
const KEYS = {
  ArrowRight: (value, step) => value + step,
  ArrowUp: (value, step) => value + step,
  ArrowLeft: (value, step) => value - step,
  ArrowDown: (value, step) => value - step,
  PageUp: (value, _step, page) => value + page,
  PageDown: (value, _step, page) => value - page,
  Home: (_value, _step, _page, low) => low,
  End: (_value, _step, _page, _low, high) => high,
}

/**
 * Where a key leads to, as Streamlit's own slider has it; undefined for another key.
 *
 * @param {HTMLInputElement} input
 * @param {KeyboardEvent} event
 */
function valueAfter(input, { key, shiftKey }) {
  const [low, high, step] = [Number(input.min), Number(input.max), Number(input.step) || 1]
  const page = Math.max(step, Math.round((high - low) / 10 / step) * step)
  const to = KEYS[key]?.(Number(input.value), shiftKey ? page : step, page, low, high)
  return to === undefined ? undefined : Math.min(Math.max(to, low), high)
}

/** Across or down in a picture, and which way. @type {Record<string, [at: 0 | 1, by: 1 | -1]>} */
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 1], ArrowUp: [1, -1] }

/** @param {HTMLInputElement} input @param {number} by */
const stepped = (input, by) => Math.min(Math.max(Number(input.value) + by, Number(input.min)), Number(input.max))

/** @typedef {{key: string, input: HTMLInputElement}} Slider */
/** @typedef {{place: HTMLElement, sliders: Slider[]}} Pad */

/** The picture that can be dragged in there, with its sliders. @param {EventTarget | null} target @returns {Pad | null} */
function padAt(target) {
  const place = /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest("[data-pad]") : null)
  const keys = place?.dataset.pad?.split(" ") ?? []
  const sliders = keys.flatMap(key => {
    const input = sliderOf(key)
    return input && !input.disabled ? { key, input } : []
  })
  return place && sliders.length === 2 ? { place, sliders } : null
}

/** Which value of a slider a place in a picture stands for. @param {HTMLInputElement} input @param {number} share */
function valueAt(input, share) {
  const [low, high] = [Number(input.min), Number(input.max)]
  return Math.min(Math.max(low + Math.floor(share * (high - low + 1)), low), high)
}

/**
 * @param {Sliders} component
 * @returns {Instance}
 */
function create(component) {
  /** @type {{input: HTMLInputElement, key: string, sent: number, spoke: boolean, first: number, seen: number, since: number} | null} */
  let drag = null
  /** @type {{input: HTMLInputElement, key: string, first: number, timer: ReturnType<typeof setTimeout>} | null} */
  let keyed = null
  let number = 0
  let answered = 0 // number of the last message that has been answered
  let sentAt = 0
  let releasedAt = -Infinity
  let isReleasing = false
  /** @type {(Pad & {box: DOMRect, first: number[]}) | null} */
  let pad = null
  const isBusy = () => Boolean(drag || keyed || pad) || scrubbing.isBusy() || now() - releasedAt < ANSWERED_BY_THEN
  const short = createShortWay(isBusy, () => keyed && letGo())
  const scrubbing = createScrubbing(short, scrubbed => instance.component.setTriggerValue("scrubbed", scrubbed))
  /** @type {Instance} */
  const instance = { component, answered: heard, tell, destroy }

  const keys = () => instance.component.data[0]
  /** @param {Move} what */
  const send = what => {
    sentAt = now()
    instance.component.setTriggerValue("moved", { ...what, number: ++number })
  }
  const free = () => number - answered < AT_ONCE || now() - sentAt > WAIT_AT_MOST

  const watch = () => {
    if (!drag) return
    const value = Number(drag.input.value)
    const isNew = value !== drag.seen
    if (isNew) Object.assign(drag, { seen: value, since: now() })
    const isShort = short.takes(drag.key)
    if (isShort && isNew) short.move(drag.key, value)
    const isDue = !isShort || (short.hasWaits() && now() - drag.since > KEYS_REST)
    if (isDue && value !== drag.sent && free()) {
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
    if (number === answered || now() - sentAt > WAIT_AT_MOST) send({ released })
    else if (tries > 0) setTimeout(() => settle(released, tries - 1), 50)
  }

  /** @param {EventTarget | null} target */
  const sliderAt = target => {
    const container = target instanceof Element ? target.closest("[class*='st-key-']") : null
    const key = container && keys().find(name => container.classList.contains(`st-key-${name}`))
    const input = /** @type {HTMLInputElement | null | undefined} */ (key && container?.querySelector("input[type=range]"))
    return key && input && !input.disabled ? { key, input } : null
  }

  /** @param {PointerEvent} event */
  const begin = event => {
    if (isReleasing) return
    letGo()
    const dragged = event.button > 0 ? null : padAt(event.target)
    if (dragged) {
      event.preventDefault() // no picture is picked up
      dragged.place.focus({ preventScroll: true })
      const first = dragged.sliders.map(({ input }) => Number(input.value))
      pad = { ...dragged, box: dragged.place.getBoundingClientRect(), first }
      movePad(event)
      return
    }
    const found = event.button > 0 ? null : sliderAt(event.target)
    if (!found) return
    const value = Number(found.input.value)
    drag = { ...found, sent: value, spoke: false, first: value, seen: value, since: now() }
    requestAnimationFrame(watch)
  }
  /** @param {PointerEvent} event */
  const movePad = event => {
    if (!pad) return
    const { box, sliders } = pad
    const shares = [(event.clientX - box.x) / box.width, (event.clientY - box.y) / box.height]
    const moved = sliders.filter(({ input }, at) => {
      const value = valueAt(input, shares[at] ?? 0)
      if (value === Number(input.value)) return false
      setValue(input, value)
      return true
    })
    // Once both stand where they shall: no scene is asked for that has moved half of the way.
    for (const { key, input } of moved) if (short.takes(key)) short.move(key, Number(input.value))
  }
  const endPad = () => {
    if (!pad || isReleasing) return
    const { sliders, first } = pad
    pad = null
    releasedAt = now()
    sliders.forEach(({ input }, at) => Number(input.value) === first[at] ? short.stay() : release(input))
  }
  const end = () => {
    endPad()
    if (!drag || isReleasing) return
    const { key, input, spoke, first } = drag
    drag = null
    releasedAt = now()
    if (input.disabled && Number(input.value) !== first) { // the server has gone meanwhile: it hears of it when there is one again
      advance({ key, input }, Number(input.value), first)
      return
    }
    // What was said last can be the position from which the drag began: it has to be taken back all the same.
    if (spoke) setTimeout(() => settle(key, 40), 50)
    else if (Number(input.value) === first) short.stay()
  }

  /** @param {KeyboardEvent} event */
  const press = event => {
    const isPlain = !(event.ctrlKey || event.altKey || event.metaKey)
    const step = isPlain ? STEPS[event.key] : undefined
    const inPad = step && padAt(event.target)?.sliders[step[0]]
    const found = inPad || (isPlain ? sliderAt(event.target) : null)
    const value = found && (inPad && step ? stepped(found.input, step[1]) : valueAfter(found.input, event))
    if (keyed && (typeof value !== "number" || keyed.input !== found?.input)) letGo()
    if (!found || typeof value !== "number" || !(inPad || short.takes(found.key))) return
    event.preventDefault()
    event.stopImmediatePropagation()
    advance(found, value)
    const next = inPad && step ? stepped(found.input, step[1]) : valueAfter(found.input, event)
    if (short.takes(found.key)) short.move(found.key, Number(found.input.value), next)
  }
  /** @param {Slider} found @param {number} value @param {number} [before] where it stood, if that is not where it stands */
  function advance(found, value, before = Number(found.input.value)) {
    clearTimeout(keyed?.timer)
    document.documentElement.setAttribute("data-keys", "")
    keyed = { ...found, first: keyed?.first ?? before, timer: setTimeout(letGo, KEYS_REST) }
    setValue(found.input, value)
  }
  // What moves a slider on its own, such as a course that plays, is shown as the keys are. Where there is no short way, the page
  // shows a value before it hears of the next one.
  /** @param {Event} event */
  const goTo = event => {
    const { key, value } = /** @type {CustomEvent<Next>} */ (event).detail
    const input = keys().includes(key) ? sliderOf(key) : null
    if (!input || input.disabled || drag || pad) return
    if (keyed && keyed.input !== input) letGo()
    const isShort = short.takes(key)
    if (keyed && !isShort) return
    advance({ key, input }, value)
    if (isShort) short.move(key, Number(input.value))
  }

  // Streamlit's slider says its value when a pointer lets it go. This one takes it and lets it go where it stands.
  function letGo() {
    if (!keyed) return
    const { input, first, timer } = keyed
    clearTimeout(timer)
    // Without a server Streamlit's slider takes nothing; what was pressed is said when there is one again.
    if (input.isConnected && input.disabled) {
      keyed.timer = setTimeout(letGo, KEYS_REST)
      return
    }
    keyed = null
    document.documentElement.removeAttribute("data-keys")
    releasedAt = now()
    if (!input.isConnected) return
    release(input)
    if (Number(input.value) === first) short.stay()
  }
  /** @param {HTMLInputElement} input */
  function release(input) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)
    const how = { bubbles: true, cancelable: true, pointerId: OWN, pointerType: "mouse" }
    isReleasing = true
    input.dispatchEvent(new PointerEvent("pointerdown", how))
    document.dispatchEvent(new PointerEvent("pointerup", how))
    isReleasing = false
    if (document.activeElement !== focused) focused?.focus()
  }
  // Whoever goes back does not mean the keys any more that the page has not heard of: the entry's own scene comes.
  const wentBack = () => {
    if (!keyed) return
    const { input, first, timer } = keyed
    clearTimeout(timer)
    keyed = null
    document.documentElement.removeAttribute("data-keys")
    if (input.isConnected) setValue(input, first)
    short.stay()
  }
  /** @param {FocusEvent} event */
  const left = event => { if (event.target === keyed?.input) setTimeout(letGo, 0) }

  document.addEventListener("pointerdown", begin, true)
  document.addEventListener("pointermove", movePad, true)
  document.addEventListener("pointerup", end, true)
  document.addEventListener("pointercancel", end, true)
  document.addEventListener("keydown", press, true)
  document.addEventListener(GO, goTo)
  document.addEventListener("focusout", left, true)
  document.addEventListener("visibilitychange", letGo)
  window.addEventListener("popstate", wentBack, true)
  /** @param {number} last */
  function heard(last) {
    answered = Math.max(answered, Math.min(last, number))
  }
  /** @param {Way | null} way */
  function tell(way) {
    scrubbing.tell(way?.values ?? null)
    short.tell(way)
  }
  function destroy() {
    drag = null
    clearTimeout(keyed?.timer)
    keyed = null
    scrubbing.destroy()
    document.documentElement.removeAttribute("data-keys")
    short.tell(null)
    document.removeEventListener("pointerdown", begin, true)
    pad = null
    document.removeEventListener("pointermove", movePad, true)
    document.removeEventListener("pointerup", end, true)
    document.removeEventListener("pointercancel", end, true)
    document.removeEventListener("keydown", press, true)
    document.removeEventListener(GO, goTo)
    document.removeEventListener("focusout", left, true)
    document.removeEventListener("visibilitychange", letGo)
    window.removeEventListener("popstate", wentBack, true)
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
  const [, answered, way] = component.data
  instance.component = component
  instance.answered(answered)
  instance.tell(way ? JSON.parse(way) : null)
  return () => {
    if (component.parentElement.isConnected) return // another message came close behind this one, see chart.js
    instance.destroy()
    instances.delete(component.parentElement)
  }
}
