// A text to be given away, and a button that copies it.
//
// The browser's clipboard is there on https and on localhost only; a class often has plain http in its own network, where
// the old way still works: select what is shown, and ask to copy the selection.
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

export default function ({ parentElement, data }) {
  const [label, text, button, copied, failed] = data
  const [caption, field, press, said] = ["span", "textarea", "button", "[role=status]"].map(part => parentElement.querySelector(part))
  caption.textContent = label
  press.textContent = button
  press.setAttribute("aria-label", `${button}: ${label}`)
  if (field.value !== text) {
    field.value = text
    said.textContent = ""
  }
  press.onclick = async () => { said.textContent = (await copy(field)) ? copied : failed }
}
