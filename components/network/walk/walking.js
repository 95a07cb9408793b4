// Steps a walk forward and back, by the keys n and b, by the two buttons, and by itself while it plays.
//
// The buttons and their keys are Streamlit's own and would do without this. But presses that come while the page is at
// work on an earlier one reach it as one. So they are caught here and counted, and the page is told where to go, not how
// far: {to, of, clock, number}. Two messages are under way at most; the last place is always sent. And where a slider
// has the focus, it keeps the keys to itself.
const AT_ONCE = 2
const WAIT_AT_MOST = 1500 // milliseconds; an answer that got lost must not end the walk
/** @type {[key: string, by: number][]} */
const BUTTONS = [["st-key-step-back", -1], ["st-key-step-next", 1]]
/** @type {Record<string, number>} */
const KEYS = { b: -1, n: 1 }
const PLAY = ".st-key-step-play button"
const TYPED_INTO = "textarea, select, [contenteditable=true], input:not([type=range], [type=checkbox], [type=radio])"

/**
 * @typedef {{step: number, total: number, pause: number, answered: number}} Told `pause` in milliseconds; 0 while it does not play
 * @typedef {{to: number, of: number, clock: boolean, number: number}} Stepped
 * @typedef {(stepped: Stepped) => void} Send
 * @typedef {{update: (told: Told, send: Send) => void, destroy: () => void}} Walk
 */
/** @type {WeakMap<Node, Walk>} */
const instances = new WeakMap()

/**
 * @param {Told} data what the page said last
 * @param {Send} tell
 * @returns {Walk}
 */
function create(data, tell) {
  let target = data.step // where the presses lead to
  /** @type {{clock: boolean} | null} the target has not been told yet */
  let unsent = null
  let number = 0
  let answered = 0
  let sentAt = 0
  let retry = 0
  /** @type {{wanted: string, timer: number} | null} what the clock will do, and for which step */
  let alarm = null

  // While the slider goes the short way (short_way.js), it says where the walk stands, and the page does not know yet.
  let isPassing = false
  /** @param {Event} event */
  const pass = event => { isPassing = Boolean(/** @type {CustomEvent} */ (event).detail) }
  const stands = () => {
    const slider = /** @type {HTMLInputElement | null} */ (isPassing ? document.querySelector(".st-key-step input[type=range]") : null)
    return slider ? Number(slider.value) : data.step
  }

  const late = () => performance.now() - sentAt > WAIT_AT_MOST

  const send = () => {
    clearTimeout(retry)
    if (!unsent) return
    if (number - answered >= AT_ONCE && !late()) {
      retry = setTimeout(send, WAIT_AT_MOST)
      return
    }
    sentAt = performance.now()
    const { clock } = unsent
    unsent = null
    tell({ to: target, of: data.total, clock, number: ++number })
  }
  /** @param {number} by @param {boolean} clock */
  const go = (by, clock) => {
    if (number > answered && late()) answered = number
    if (number === answered && !unsent) target = stands()
    const to = Math.min(Math.max(target + by, 0), data.total)
    if (to === target && clock) return
    target = to
    unsent = { clock }
    send()
  }

  // A page that nobody sees does not play on; it goes on when it is seen again.
  const wind = () => {
    const { step, total, pause } = data
    const wanted = pause && step < total && !document.hidden ? `${step} ${pause}` : ""
    if (wanted === (alarm?.wanted ?? "")) return
    if (alarm) clearTimeout(alarm.timer)
    alarm = wanted ? { wanted, timer: setTimeout(go, pause, 1, true) } : null
  }

  /** @param {Event} event */
  const pressed = event => {
    const button = /** @type {Element} */ (event.target).closest?.("[class*='st-key-step-'] button")
    const found = BUTTONS.find(([key]) => button?.closest(`.${key}`))
    if (found) take(event, found[1])
  }
  /** @param {KeyboardEvent} event */
  const typed = event => {
    const key = event.key?.toLowerCase()
    const other = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey
    if (other || /** @type {Element} */ (event.target).closest?.(TYPED_INTO)) return
    const by = KEYS[key]
    if (by) take(event, by)
    else if (key === "p" && !event.repeat) {
      event.preventDefault()
      event.stopPropagation()
      const play = /** @type {HTMLElement | null} */ (document.querySelector(PLAY))
      play?.click()
    }
  }
  /** @param {Event} event @param {number} by */
  const take = (event, by) => {
    event.preventDefault()
    event.stopPropagation()
    go(by, false)
  }

  document.addEventListener("click", pressed, true)
  document.addEventListener("keydown", typed, true)
  document.addEventListener("visibilitychange", wind)
  document.addEventListener("tensorama:scene", pass)
  return {
    update(news, by) {
      data = news
      tell = by
      answered = Math.max(answered, Math.min(data.answered, number))
      send()
      wind()
    },
    destroy() {
      clearTimeout(retry)
      if (alarm) clearTimeout(alarm.timer)
      document.removeEventListener("click", pressed, true)
      document.removeEventListener("keydown", typed, true)
      document.removeEventListener("visibilitychange", wind)
      document.removeEventListener("tensorama:scene", pass)
    },
  }
}

/** @type {Render<[step: number, total: number, pause: number, answered: number, words: string], {stepped: Stepped}>} */
export default function ({ parentElement: place, data: [step, total, pause, answered, words], setTriggerValue }) {
  const told = { step, total, pause, answered }
  /** @type {Send} */
  const send = stepped => setTriggerValue("stepped", stepped)
  const instance = instances.get(place) ?? create(told, send)
  instances.set(place, instance)
  instance.update(told, send)
  // One that stays and whose text changes is read out; the panel is put up anew each time.
  const said = /** @type {HTMLElement} */ (place.querySelector("[role=status]"))
  if (said.textContent !== words) said.textContent = words
  return () => {
    if (place.isConnected) return // another message came close behind this one, see chart.js
    instance.destroy()
    instances.delete(place)
  }
}
