// Steps a walk forward and back, by the keys n and b, by the two buttons, and by itself while it plays.
//
// The buttons and their keys are Streamlit's own and would do without this. But presses that come while the page is at
// work on an earlier one reach it as one. So they are caught here and counted, and the page is told where to go, not how
// far: {to, of, clock, number}. Two messages are under way at most; the last place is always sent. And where a slider
// has the focus, it keeps the keys to itself.
const AT_ONCE = 2
const WAIT_AT_MOST = 1500 // milliseconds; an answer that got lost must not end the walk
const BUTTONS = { "st-key-step-back": -1, "st-key-step-next": 1 }
const KEYS = { b: -1, n: 1 }
const PLAY = ".st-key-step-play button"
const TYPED_INTO = "textarea, select, [contenteditable=true], input:not([type=range], [type=checkbox], [type=radio])"

const instances = new WeakMap()

function create(instance) {
  let target = null // where the presses lead to
  let unsent = null // {clock}: the target has not been told yet
  let number = 0
  let answered = 0
  let sentAt = 0
  let retry = null
  let alarm = null // what the clock will do, and for which step

  const late = () => performance.now() - sentAt > WAIT_AT_MOST
  const data = () => instance.component.data

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
    instance.component.setTriggerValue("stepped", { to: target, of: data().total, clock, number: ++number })
  }
  const go = (by, clock) => {
    if (number > answered && late()) answered = number
    if (number === answered && !unsent) target = data().step
    const to = Math.min(Math.max(target + by, 0), data().total)
    if (to === target && clock) return
    target = to
    unsent = { clock }
    send()
  }

  // A page that nobody sees does not play on.
  const tick = () => {
    if (document.hidden) document.addEventListener("visibilitychange", wind, { once: true })
    else go(1, true)
  }
  const wind = () => {
    const { step, total, pause } = data()
    const wanted = pause && step < total && !document.hidden ? `${step} ${pause}` : ""
    if (wanted === (alarm?.wanted ?? "")) return
    clearTimeout(alarm?.timer)
    alarm = wanted ? { wanted, timer: setTimeout(tick, pause) } : null
  }

  const pressed = event => {
    const button = event.target.closest?.("[class*='st-key-step-'] button")
    const key = Object.keys(BUTTONS).find(name => button?.closest(`.${name}`))
    if (key) take(event, BUTTONS[key])
  }
  const typed = event => {
    const key = event.key?.toLowerCase()
    const other = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey
    if (other || event.target.closest?.(TYPED_INTO)) return
    if (key in KEYS) take(event, KEYS[key])
    else if (key === "p" && !event.repeat) {
      event.preventDefault()
      event.stopPropagation()
      document.querySelector(PLAY)?.click()
    }
  }
  const take = (event, by) => {
    event.preventDefault()
    event.stopPropagation()
    go(by, false)
  }

  document.addEventListener("click", pressed, true)
  document.addEventListener("keydown", typed, true)
  instance.update = () => {
    answered = Math.max(answered, Math.min(data().answered, number))
    send()
    wind()
  }
  instance.destroy = () => {
    clearTimeout(retry)
    clearTimeout(alarm?.timer)
    document.removeEventListener("click", pressed, true)
    document.removeEventListener("keydown", typed, true)
    document.removeEventListener("visibilitychange", wind)
  }
}

export default function (component) {
  const place = component.parentElement
  let instance = instances.get(place)
  const [step, total, pause, answered, words] = component.data
  const told = { ...component, data: { step, total, pause, answered } }
  if (!instance) {
    instance = { component: told }
    instances.set(place, instance)
    create(instance)
  }
  instance.component = told
  instance.update()
  // One that stays and whose text changes is read out; the panel is put up anew each time.
  const said = place.querySelector("[role=status]")
  if (said.textContent !== words) said.textContent = words
  return () => {
    if (place.isConnected) return // another message came close behind this one, see chart.js
    instance.destroy()
    instances.delete(place)
  }
}
