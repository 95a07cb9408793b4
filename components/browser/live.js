// Lets a native slider speak while it is being dragged: Streamlit sends its value on release only.
//
// During a drag the value of the slider's own input is read once per frame and sent as a trigger {key, value, number}.
// Two messages are under way at most: while the browser paints one answer the server works on the next, and a slow
// connection skips positions instead of queueing them. A trigger lives for one run of the page; after the release the
// page follows the native slider again.
const AT_ONCE = 2
const WAIT_AT_MOST = 1500 // milliseconds; an answer that got lost must not silence the slider

const instances = new WeakMap()

function create(instance) {
  let drag = null // {input, key, sent}
  let number = 0
  let answered = 0 // number of the last message that has been answered
  let sentAt = 0

  const keys = () => instance.component.data[0]
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
      send({ key: drag.key, value })
    }
    requestAnimationFrame(watch)
  }

  // A message that was under way at the release can be merged with the slider's own and would then win over it. So one
  // more is sent that says which slider was released: the page follows the native ones again, whatever they have come to
  // say, and writes nothing into that one, whose own last word may come later still.
  const settle = (released, tries) => {
    if (drag) return
    if (number === answered || performance.now() - sentAt > WAIT_AT_MOST) send({ released })
    else if (tries > 0) setTimeout(() => settle(released, tries - 1), 50)
  }

  const begin = event => {
    const container = event.target.closest?.("[class*='st-key-']")
    if (!container || event.button > 0) return
    const key = keys().find(name => container.classList.contains(`st-key-${name}`))
    const input = key && container.querySelector("input[type=range]")
    if (!input || input.disabled) return
    drag = { key, input, sent: Number(input.value), first: Number(input.value) }
    requestAnimationFrame(watch)
  }
  const end = () => {
    if (!drag) return
    const { key, sent, first } = drag
    drag = null
    if (sent !== first) setTimeout(() => settle(key, 40), 50)
  }

  const events = [["pointerdown", begin], ["pointerup", end], ["pointercancel", end]]
  events.forEach(([name, listener]) => document.addEventListener(name, listener, true))
  instance.answered = last => { answered = Math.max(answered, Math.min(last, number)) }
  instance.destroy = () => {
    drag = null
    events.forEach(([name, listener]) => document.removeEventListener(name, listener, true))
  }
}

export default function (component) {
  let instance = instances.get(component.parentElement)
  if (!instance) {
    instance = { component }
    instances.set(component.parentElement, instance)
    create(instance)
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
