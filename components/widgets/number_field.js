// A field of text for a number. What a person typed is sent once, when they have done with it, and says what the field stood
// for: {text, of, number}. What the page let the field show is never sent, so that it cannot come back as if it were typed.
/** @type {WeakMap<Element, {of: string, text: string}>} element -> what it stands for, and what it shows unless somebody types */
const fields = new WeakMap()

/**
 * @typedef {{text: string, of: string, number: number}} Typed
 * @type {Render<[label: string, of: string, text: string, isRefused: boolean, longest: number, answered: number], {typed: Typed}>}
 */
export default function ({ parentElement, data: [label, of, text, isRefused, longest], setTriggerValue }) {
  const place = /** @type {HTMLElement} */ (parentElement.querySelector(".number-field"))
  const input = /** @type {HTMLInputElement} */ (place.querySelector("input"))
  const caption = /** @type {HTMLElement} */ (place.querySelector("span"))
  const was = fields.get(place)
  const isTyping = was !== undefined && was.of === of && document.activeElement === input && input.value !== was.text
  const field = { of, text: isTyping ? was.text : text }
  fields.set(place, field)
  caption.textContent = label
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
