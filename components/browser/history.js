// Makes one entry of the browser's history out of one thing that a person did on purpose.
//
// Streamlit writes an entry for each message about the link, so that a network whose sizes come one by one leaves its
// half-built forms behind, and none for what a widget writes itself, such as the switch of the biases. Here every
// change of the link goes into the entry that is there, but for the first one after a press that was meant to change
// the scene; what follows from the same press joins it. Nothing that is dragged, typed or walked begins an entry. The
// way back is Streamlit's own: it reads the link of the entry and runs the page from that.
const DRAGGED_OR_TYPED = `[data-testid=stSlider], [data-testid=stSelectSlider], [data-testid=stNumberInput],
  [data-testid=stTextInput], [data-testid=stTextArea], textarea, [contenteditable=true], .own-plane,
  input:not([type=checkbox], [type=radio], [type=button], [role=combobox])`
const NO_PRESS = new Set(["Tab", "Shift", "Control", "Alt", "Meta", "CapsLock"])
const WALKED = "step" // a step that follows a step, by hand or by the clock
const ANSWERED_WITHIN = 10_000 // milliseconds; what changes the link later was not asked for by this press
const NO_ANSWER_YET = 1000 // milliseconds; after that an idle page has nothing more to say about a press
const INSTALLED = Symbol.for("tensorama.history")

const running = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=stApp]"))?.dataset.testScriptState === "running"

/** @param {URL} here @param {URL} there */
function isWalk(here, there) {
  const [from, to] = [new URLSearchParams(here.search), new URLSearchParams(there.search)]
  if (!from.has(WALKED) || !to.has(WALKED)) return false
  from.delete(WALKED)
  to.delete(WALKED)
  return from.toString() === to.toString()
}

function install() {
  const write = { push: history.pushState.bind(history), replace: history.replaceState.bind(history) }
  /** @type {{at: number, written: boolean} | null} the last thing done on purpose, and whether it has an entry */
  let press = null
  let quiet = false // whether something was dragged or typed since
  let pressedAt = 0

  /** @param {Event} event */
  const begin = event => {
    pressedAt = performance.now()
    const at = /** @type {Element} */ (event.composedPath()[0])
    quiet = Boolean(at.closest?.(DRAGGED_OR_TYPED))
    if (!quiet) press = { at: pressedAt, written: false }
    else if (press && !running() && pressedAt - press.at > NO_ANSWER_YET) press = null
  }
  /** @param {KeyboardEvent} event */
  const pressedKey = event => {
    if (!NO_PRESS.has(event.key) && !event.repeat) begin(event)
  }
  // A screen reader presses without a pointer and without a key.
  /** @param {MouseEvent} event */
  const clicked = event => {
    if (event.detail === 0 && performance.now() - pressedAt > NO_ANSWER_YET) begin(event)
  }
  const wentBack = () => {
    press = null
  }

  /** @param {URL} here @param {URL} there @param {boolean} byWidget */
  const begins = (here, there, byWidget) => {
    if (!press || press.written || performance.now() - press.at > ANSWERED_WITHIN) return false
    return here.search !== there.search && !(byWidget && quiet) && !isWalk(here, there)
  }
  /** @type {(byWidget: boolean) => History["pushState"]} */
  const put = byWidget => (state, title, url) => {
    const here = new URL(location.href)
    const there = new URL(url ?? here, here)
    // Before anything was pressed, another page is one in the place of an address that names none.
    const toAnotherPage = here.pathname !== there.pathname
    const entry = toAnotherPage ? pressedAt > 0 && !press?.written : begins(here, there, byWidget)
    if (press && entry) press.written = true
    write[entry ? "push" : "replace"](state, title, url)
  }

  document.addEventListener("pointerdown", begin, true)
  document.addEventListener("keydown", pressedKey, true)
  document.addEventListener("click", clicked, true)
  window.addEventListener("popstate", wentBack, true)
  history.pushState = put(false)
  history.replaceState = put(true)
}

/** @type {Render} */
export default function () {
  if (window[INSTALLED]) return
  window[INSTALLED] = true
  install()
}
