// The seed as a number that is typed, beside its slider. What it shows it reads from the slider itself, so that a drag costs
// no message more; what is typed is sent once, when the person has done with it.
const WHOLE = /^\s*\+?(\d{1,9})(?:[.,]0*)?\s*$/

const shown = new WeakMap() // element -> what keeps it in step

function follow(place, input) {
  const slider = () => document.querySelector(".st-key-seed input[type=range]")
  const state = { refused: false }
  state.update = () => {
    const value = slider()?.value
    if (value === undefined || value === state.value) return
    state.value = value // the slider has moved: what was typed before it is out of date
    if (state.refused || document.activeElement !== input || input.value === state.before) state.show()
  }
  state.show = () => {
    input.value = state.before = state.value ?? ""
    state.say("")
  }
  state.say = words => {
    state.refused = words !== ""
    place.querySelector("[role=alert]").textContent = words
    input.setAttribute("aria-invalid", String(state.refused))
  }
  // A slider says where it is in three ways: an attribute, a property alone, and the number above its thumb.
  const observer = new MutationObserver(state.update)
  observer.observe(document.querySelector("[data-testid=stMain]") ?? document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["value", "aria-valuetext"],
  })
  state.destroy = () => observer.disconnect()
  return state
}

export default function ({ parentElement, data: [label, low, high, refusal], setTriggerValue }) {
  const place = parentElement.querySelector(".seed-typed")
  const input = place.querySelector("input")
  if (!shown.has(place)) shown.set(place, follow(place, input))
  const state = shown.get(place)
  input.setAttribute("aria-label", label)
  const take = () => {
    const typed = WHOLE.exec(input.value)
    const value = typed ? Number(typed[1]) : NaN
    if (!(value >= low && value <= high)) return state.say(refusal.replace("{text}", () => input.value.trim()))
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
