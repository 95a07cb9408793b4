// The two keys that no button can have: "?" asks for the list of keys, "h" presses Streamlit's own button of the sidebar.
// And a letter pressed while a slider or a switch has the focus goes on to Streamlit's shortcuts, which take every input
// for a field of text.
const TYPED = "input, textarea, select, [contenteditable]:not([contenteditable=false])"
const NOT_TYPED = "input:is([type=range], [type=checkbox], [type=radio], [type=button])"
const SIDEBAR = "[data-testid=stSidebarCollapseButton] button, [data-testid=stExpandSidebarButton]"

/**
 * @typedef {Component<null, {asked: boolean}>} Keys
 * @typedef {{component: Keys, destroy: () => void}} Instance
 */
/** @type {WeakMap<Node, Instance>} */
const instances = new WeakMap()

/**
 * @param {Keys} component
 * @returns {Instance}
 */
function create(component) {
  const instance = { component, destroy: () => document.removeEventListener("keydown", pressed) }
  /** @param {KeyboardEvent} event */
  const pressed = event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
    const at = /** @type {Element} */ (event.composedPath()[0])
    const field = at.closest?.(TYPED)
    if (field && !field.matches(NOT_TYPED)) return
    if (event.key === "?") {
      event.preventDefault()
      if (!document.querySelector("[role=dialog]")) instance.component.setTriggerValue("asked", true)
    } else if (event.key === "h") {
      event.preventDefault()
      const button = /** @type {HTMLElement | null} */ (document.querySelector(SIDEBAR))
      button?.click()
    } else if (field && /^[a-z]$/.test(event.key)) {
      const { key, code, keyCode } = event
      for (const type of ["keydown", "keyup"]) document.dispatchEvent(new KeyboardEvent(type, { key, code, keyCode, bubbles: true }))
    }
  }
  document.addEventListener("keydown", pressed)
  return instance
}

/** @param {Keys} component */
export default function (component) {
  const instance = instances.get(component.parentElement) ?? create(component)
  instances.set(component.parentElement, instance)
  instance.component = component
  return () => {
    if (component.parentElement.isConnected) return // another message came close behind this one, see chart.js
    instance.destroy()
    instances.delete(component.parentElement)
  }
}
