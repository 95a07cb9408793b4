// The seed as a number that is typed, beside its slider. What it shows it reads from the slider itself, so that a drag costs
// no message more; what is typed is sent once, when the person has done with it.
const WHOLE = /^\s*\+?(\d{1,9})(?:[.,]0*)?\s*$/

/**
 * @typedef {object} State
 * @property {string} [value] what the slider says
 * @property {string} [before] what the field has shown or sent last
 * @property {() => void} update
 * @property {() => void} show
 * @property {(words: string) => void} say
 * @property {() => void} destroy
 */
/** @type {WeakMap<Element, State>} element -> what keeps it in step */
const shown = new WeakMap()

/** @returns {HTMLInputElement | null} */
const slider = () => document.querySelector(".st-key-seed input[type=range]")

/**
 * @param {HTMLElement} place
 * @param {HTMLInputElement} input
 * @returns {State}
 */
function follow(place, input) {
  const alarm = /** @type {HTMLElement} */ (place.querySelector("[role=alert]"))
  let refused = false
  /** @type {State} */
  const state = {
    update() {
      const value = slider()?.value
      if (value === undefined || value === state.value) return
      state.value = value // the slider has moved: what was typed before it is out of date
      if (refused || document.activeElement !== input || input.value === state.before) state.show()
    },
    show() {
      input.value = state.before = state.value ?? ""
      state.say("")
    },
    say(words) {
      refused = words !== ""
      alarm.textContent = words
      input.setAttribute("aria-invalid", String(refused))
    },
    destroy: () => observer.disconnect(),
  }
  // A slider says where it is in three ways: an attribute, a property alone, and the number above its thumb.
  const observer = new MutationObserver(state.update)
  observer.observe(document.querySelector("[data-testid=stMain]") ?? document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["value", "aria-valuetext"],
  })
  return state
}

/** @type {Render<[label: string, low: number, high: number, refusal: string], {typed: number}>} */
export default function ({ parentElement, data: [label, low, high, refusal], setTriggerValue }) {
  const place = /** @type {HTMLElement} */ (parentElement.querySelector(".seed-typed"))
  const input = /** @type {HTMLInputElement} */ (place.querySelector("input"))
  const state = shown.get(place) ?? follow(place, input)
  shown.set(place, state)
  input.setAttribute("aria-label", label)
  const take = () => {
    const typed = WHOLE.exec(input.value)
    const value = typed ? Number(typed[1]) : NaN
    if (!(value >= low && value <= high)) {
      state.say(refusal.replace("{text}", () => input.value.trim()))
      return
    }
    state.say("")
    input.value = state.before = String(value)
    if (String(value) !== state.value) setTriggerValue("typed", value)
  }
  input.onchange = take
  input.onkeydown = event => {
    if (event.key === "Escape") state.show()
    if (event.key === "Enter") take()
  }
  state.update()
  return () => {
    if (place.isConnected) return // another message came close behind this one, see chart.js
    state.destroy()
    shown.delete(place)
  }
}
