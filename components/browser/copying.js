// A text to be given away, and a button that copies it.
//
// The browser's clipboard is there on https and on localhost only; a class often has plain http in its own network, where
// the old way still works: select what is shown, and ask to copy the selection.
/** @param {HTMLTextAreaElement} field */
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value)
    return true
  } catch {
    field.focus()
    field.select()
    return document.execCommand("copy")
  }
}

/** @type {Render<[label: string, text: string, button: string, copied: string, failed: string]>} */
export default function ({ parentElement, data: [label, text, button, copied, failed] }) {
  const caption = /** @type {HTMLElement} */ (parentElement.querySelector("span"))
  const field = /** @type {HTMLTextAreaElement} */ (parentElement.querySelector("textarea"))
  const press = /** @type {HTMLButtonElement} */ (parentElement.querySelector("button"))
  const said = /** @type {HTMLElement} */ (parentElement.querySelector("[role=status]"))
  caption.textContent = label
  press.textContent = button
  press.setAttribute("aria-label", `${button}: ${label}`)
  if (field.value !== text) {
    field.value = text
    said.textContent = ""
  }
  press.onclick = async () => { said.textContent = (await copy(field)) ? copied : failed }
}
