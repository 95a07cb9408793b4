// Lights all that stands for one element of the network together: cells, numbers, symbols and lines of code with its name in
// `data-element`, and what the pictures draw of it (chart.js), wherever a pointer or the keyboard comes upon one of them.
// What names a whole tensor says in `data-tensor` which: w1 is lit by each of its elements. Stands before chart.js.
//
// One for the page, however many pictures it has.
const LIGHT = "tensorama:light"
const LIGHTING = Symbol.for("tensorama.lighting")
const LIT = "lit-now"

/** The tensor of an element: w1 of w1.3.2, x of x3. @type {(name: string) => string} */
const tensorOf = name => name.replace(/^([xy])\d+$|\..*$/, "$1")

/** Lights what has this name, and nothing else. @param {string} name */
function lightUp(name) {
  for (const element of document.querySelectorAll(`.${LIT}`)) element.classList.remove(LIT)
  if (!name) return
  const same = `[data-element="${CSS.escape(name)}"], [data-tensor="${CSS.escape(tensorOf(name))}"]`
  for (const element of document.querySelectorAll(same)) element.classList.add(LIT)
}

/** @type {(target: EventTarget | null) => string} */
const elementAt = target => (target instanceof Element ? target.closest("[data-element]")?.getAttribute("data-element") : "") ?? ""

/** @returns {(name: string) => void} tells what the pointer has come upon, empty for nothing */
function startLighting() {
  const now = { hovered: "", focused: "", lit: "" }
  const show = () => {
    const name = now.hovered || now.focused
    if (name === now.lit) return
    now.lit = name
    lightUp(name)
    document.dispatchEvent(new CustomEvent(LIGHT, { detail: name }))
  }
  /** @param {string} name */
  const hover = name => {
    now.hovered = name
    show()
  }
  document.addEventListener("pointerover", event => {
    const isInPicture = event.target instanceof Element && event.target.closest(".chart") // which tells by `light`
    if (event.pointerType === "mouse" && !isInPicture) hover(elementAt(event.target))
  })
  document.addEventListener("focusin", event => {
    now.focused = elementAt(event.target)
    show()
  })
  document.addEventListener("focusout", () => {
    now.focused = ""
    show()
  })
  // What shows another scene, or is drawn anew by the page, has lost its light.
  const again = () => { if (now.lit) lightUp(now.lit) }
  document.addEventListener("tensorama:scene", () => requestAnimationFrame(again))
  return hover
}

/** Tells what the pointer has come upon in a picture. @param {string} name */
// oxlint-disable-next-line no-unused-vars -- chart.js, which stands behind this
function light(name) {
  window[LIGHTING](name)
}
window[LIGHTING] ??= startLighting()
