// Says in the visitor's language that a pasted text does not fit into a field. Streamlit's own field then takes nothing of it,
// and says nothing: whoever pastes would see nothing happen.
/** @type {Render<[field: string, most: number, words: string]>} */
export default function ({ parentElement, data: [field, most, words] }) {
  const said = /** @type {HTMLElement} */ (parentElement.querySelector("p"))
  const area = () => /** @type {HTMLTextAreaElement | null} */ (document.querySelector(`.st-key-${field} textarea`))
  /** @param {Event} event */
  const pasted = event => {
    const at = area()
    if (!at || event.target !== at) return
    const text = /** @type {ClipboardEvent} */ (event).clipboardData?.getData("text") ?? ""
    const length = at.value.length - (at.selectionEnd - at.selectionStart) + text.length
    said.textContent = length > most ? words.replace("{total}", String(length)) : ""
  }
  /** @param {Event} event */
  const typed = event => {
    if (event.target === area()) said.textContent = ""
  }
  document.addEventListener("paste", pasted, true)
  document.addEventListener("input", typed, true)
  if (said.dataset.words !== words) said.textContent = "" // in another language
  said.dataset.words = words
  return () => {
    document.removeEventListener("paste", pasted, true)
    document.removeEventListener("input", typed, true)
  }
}
