// The two keys that no button can have: "?" asks for the list of keys, "h" presses Streamlit's own button of the sidebar.
// And a letter pressed while a slider or a switch has the focus goes on to Streamlit's shortcuts, which take every input
// for a field of text.
const TYPED = "input, textarea, select, [contenteditable]:not([contenteditable=false])"
const NOT_TYPED = "input:is([type=range], [type=checkbox], [type=radio], [type=button])"
const SIDEBAR = "[data-testid=stSidebarCollapseButton] button, [data-testid=stExpandSidebarButton]"

const instances = new WeakMap()

function create(instance) {
  const pressed = event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
    const at = event.composedPath()[0]
    const field = at.closest?.(TYPED)
    if (field && !field.matches(NOT_TYPED)) return
    if (event.key === "?") {
      event.preventDefault()
      if (!document.querySelector("[role=dialog]")) instance.component.setTriggerValue("asked", true)
    } else if (event.key === "h") {
      event.preventDefault()
      document.querySelector(SIDEBAR)?.click()
    } else if (field && /^[a-z]$/.test(event.key)) {
      const { key, code, keyCode } = event
      for (const type of ["keydown", "keyup"]) document.dispatchEvent(new KeyboardEvent(type, { key, code, keyCode, bubbles: true }))
    }
  }
  document.addEventListener("keydown", pressed)
  instance.destroy = () => document.removeEventListener("keydown", pressed)
}

export default function (component) {
  let instance = instances.get(component.parentElement)
  if (!instance) {
    instance = { component }
    instances.set(component.parentElement, instance)
    create(instance)
  }
  instance.component = component
  return () => {
    if (component.parentElement.isConnected) return // another message came close behind this one, see chart.js
    instance.destroy()
    instances.delete(component.parentElement)
  }
}
