// A field of text for a number. What a person typed is sent once, when they have done with it, and says what the field stood
// for: {text, of, number}. What the page let the field show is never sent, so that it cannot come back as if it were typed.
const fields = new WeakMap() // element -> {of, text}: what it stands for, and what it shows unless somebody types

export default function ({ parentElement, data: [label, of, text, isRefused, longest], setTriggerValue }) {
  const place = parentElement.querySelector(".number-field")
  const input = place.querySelector("input")
  const was = fields.get(place)
  const isTyping = was?.of === of && document.activeElement === input && input.value !== was.text
  const field = { of, text: isTyping ? was.text : text }
  fields.set(place, field)
  place.querySelector("span").textContent = label
  input.maxLength = longest
  input.setAttribute("aria-invalid", String(isRefused))
  if (!isTyping && input.value !== text) input.value = text
  const take = () => {
    if (input.value === field.text) return
    field.text = input.value
    setTriggerValue("typed", { text: input.value, of, number: Date.now() })
  }
  input.onchange = take
  input.onkeydown = event => {
    if (event.key === "Escape") input.value = field.text
    if (event.key === "Enter") take()
  }
}
