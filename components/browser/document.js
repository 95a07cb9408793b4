// What belongs to the whole document and Streamlit does not do: the language for screen readers and hyphenation; on a phone,
// where the sidebar lies over the page, closing it when another page was chosen there; copying a block of code; and saying
// in the visitor's own words that the server does not answer. Those words are here before they are needed.
const NARROW = "(max-width: 768px)" // where Streamlit lays the sidebar over the page
const APP = "[data-testid=stApp]"
const NOTICE = "no-server"
const SILENT_FOR = 1000 // milliseconds without a connection that nobody needs to know of
const ANSWERED_WITHIN = 5000 // milliseconds; a line can be cut without either end knowing

/** @typedef {{words: string[], destroy: () => void}} Watch */
/** @type {WeakMap<Node, Watch>} what holds the component -> what watches the connection for it */
const watches = new WeakMap()

/** @param {Event} event */
function closeSidebar(event) {
  if (!/** @type {Element} */ (event.target).closest?.("[data-testid=stSidebar] a[data-testid=stPageLink-NavLink]")) return
  if (matchMedia(NARROW).matches) /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=stSidebarCollapseButton] button"))?.click()
}

// The browser's clipboard is there on https and on localhost only; a class often has plain http, where the old way works.
/** @param {Element} code */
async function copied(code) {
  try {
    await navigator.clipboard.writeText(code.textContent ?? "")
    return true
  } catch {
    getSelection()?.selectAllChildren(code)
    return document.execCommand("copy")
  }
}

// The button of a block of code, see components/widgets/code.py, which says what to say.
/** @param {Event} event */
async function copyCode(event) {
  /** @type {HTMLElement | null} */
  const button = /** @type {Element} */ (event.target).closest?.(".code-block button")
  const block = button?.closest(".code-block")
  const [code, said] = [block?.querySelector("code"), block?.querySelector("[role=status]")]
  if (button && code && said) said.textContent = ((await copied(code)) ? button.dataset.copied : button.dataset.selected) ?? ""
}

// A screen reader speaks what changes in a place that was there before.
function noticePlace() {
  const place = document.getElementById(NOTICE) ?? document.createElement("div")
  place.id = NOTICE
  place.setAttribute("role", "status")
  if (!place.isConnected) document.querySelector(APP)?.append(place) // where light or dark is known
  return place
}

// After some tries Streamlit says the same in English, in a dialog over the page. Closed once, it does not come back until
// there has been a connection; what is seen here has not been painted yet.
function closeStreamlitsOwn() {
  /** @type {NodeListOf<HTMLElement>} */
  const dialogs = document.querySelectorAll("[data-testid=stDialog]")
  for (const dialog of dialogs) {
    if (dialog.querySelector("[slot=title], h1, h2, h3")?.textContent !== "Connection error") continue
    dialog.style.visibility = "hidden"
    const close = /** @type {HTMLElement | null} */ (dialog.querySelector("button[aria-label=Close]"))
    close?.click()
  }
}

// Whether it answers anything at all: it may just be busy.
async function serverLives() {
  const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[type=module][src*='static/js/']"))
  const address = new URL("../../_stcore/health", script.src)
  try {
    return (await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(ANSWERED_WITHIN) })).ok
  } catch {
    return false
  }
}

/** @returns {Watch} */
function watchConnection() {
  const place = noticePlace()
  const app = /** @type {HTMLElement} */ (document.querySelector(APP))
  const self = { words: ["", "", ""], destroy }
  let wait = 0
  let waitsFor = "" // "", "connection" or "answer"
  const overlays = new MutationObserver(closeStreamlitsOwn)

  /** @param {string} sentence @param {string} [button] */
  const say = (sentence, button) => {
    if (place.dataset.says === sentence) return
    place.dataset.says = sentence
    place.textContent = sentence
    if (!button) return
    const reload = document.createElement("button")
    reload.type = "button"
    reload.textContent = button
    reload.onclick = () => location.reload()
    place.append(" ", reload)
  }
  const stopWaiting = () => {
    clearTimeout(wait)
    waitsFor = ""
  }
  /** @param {string} what @param {number} time @param {() => void} then */
  const later = (what, time, then) => {
    if (waitsFor === what) return
    clearTimeout(wait)
    waitsFor = what
    wait = setTimeout(then, time)
  }
  const disconnected = () => say(self.words[0])
  const unanswered = async () => {
    const lives = await serverLives()
    if (waitsFor !== "answer") return
    say(lives ? "" : self.words[0])
    if (lives) stopWaiting()
    else wait = setTimeout(unanswered, ANSWERED_WITHIN)
  }
  // What a press brings about is a run of the page. Where none begins the press may have asked for none, or nobody heard it.
  const pressed = () => {
    if (waitsFor === "") later("answer", ANSWERED_WITHIN, unanswered)
  }
  const look = () => {
    const connection = app.dataset.testConnectionState
    if (connection === "CONNECTED") {
      overlays.disconnect()
      stopWaiting()
      say("")
      return
    }
    overlays.observe(document.body, { childList: true, subtree: true })
    if (connection === "DISCONNECTED_FOREVER") {
      stopWaiting()
      say(self.words[1], self.words[2])
    } else later("connection", SILENT_FOR, disconnected)
  }
  const observer = new MutationObserver(look)
  observer.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state", "data-test-script-state"] })
  const presses = ["pointerup", "keyup"]
  presses.forEach(name => document.addEventListener(name, pressed, true))
  function destroy() {
    presses.forEach(name => document.removeEventListener(name, pressed, true))
    observer.disconnect()
    overlays.disconnect()
    clearTimeout(wait)
    place.remove()
  }
  return self
}

/** @type {Render<[language: string, silent: string, ended: string, reload: string]>} */
export default function ({ data: [language, ...words], parentElement }) {
  document.documentElement.lang = language
  const heard = [closeSidebar, copyCode]
  heard.forEach(listener => document.addEventListener("click", listener)) // the same function again is no second listener
  const watch = watches.get(parentElement) ?? watchConnection()
  watches.set(parentElement, watch)
  watch.words = words
  return () => {
    if (parentElement.isConnected) return // another message came close behind this one, see chart.js
    heard.forEach(listener => document.removeEventListener("click", listener))
    watches.get(parentElement)?.destroy()
    watches.delete(parentElement)
  }
}
