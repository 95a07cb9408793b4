// A page without a browser, and a clock that moves only when a test says so.
//
// The scripts run as Streamlit runs them: their default export is called with a component, again for each message. SERVED
// names a folder with the texts that reach the browser (tests/components/test_javascript.py writes it); without it they are
// read as they stand in components/.
import { readFileSync } from "node:fs"
import { mock } from "node:test"
import { JSDOM } from "jsdom"

const FOLDER = process.env.SERVED ?? new URL("../..", import.meta.url).pathname
const FRAME = 16 // milliseconds between two pictures
const GLOBALS = ["CustomEvent", "Event", "PointerEvent", "document", "location", "history", "sessionStorage", "MutationObserver", "Element", "Node", "NodeFilter", "CSS"]

/** @typedef {{name: string, value: any}} Sent */

/**
 * Shows a page, and lets the clock stand at `now` milliseconds.
 *
 * @param {string} html what stands in its body
 * @param {{url?: string, now?: number}} [options]
 */
export function open(html, { url = "https://tensorama.example/network?seed=7", now = 1_000_000 } = {}) {
  const { window } = new JSDOM(html, { url, pretendToBeVisual: true })
  for (const name of GLOBALS) Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true })
  Object.defineProperty(globalThis, "window", { value: window, configurable: true, writable: true })
  globalThis.CSS ??= /** @type {any} */ ({ escape: (/** @type {string} */ text) => text })
  globalThis.requestAnimationFrame = then => /** @type {any} */ (setTimeout(then, FRAME))
  globalThis.cancelAnimationFrame = clearTimeout
  mock.reset()
  mock.timers.reset()
  mock.timers.enable({ apis: ["setTimeout", "Date"], now })
  mock.method(performance, "now", () => Date.now())
  return window
}

/** @param {number} milliseconds */
export function pass(milliseconds) {
  // One by one: a timer that is set on the way counts from there.
  for (let at = 0; at < milliseconds; at++) mock.timers.tick(1)
}

/** Lets observers of the page and promises have their turn. */
export const settle = () => new Promise(done => setImmediate(done))

let loaded = 0

/**
 * The exports of a script that nobody has used before.
 *
 * @param {string | string[]} path in components/; of several, one stands behind the other, as the browser gets them
 * @param {string} [more] JavaScript that is put behind it
 */
export function load(path, more = "") {
  const texts = [path].flat().map(each => readFileSync(`${FOLDER}/components/${each}`, "utf-8"))
  const text = `${texts.join("\n")}\n${more}\n// ${loaded++}`
  return import(`data:text/javascript,${encodeURIComponent(text)}`)
}

/**
 * One component on the page: `show(data)` is a message of the page to it, `sent` is what it has told, `remove` takes it away.
 *
 * @param {(component: object) => (void | (() => void))} render
 * @param {HTMLElement} parentElement
 */
export function component(render, parentElement) {
  /** @type {Sent[]} */
  const sent = []
  /** @type {void | (() => void)} */
  let cleanUp
  const setTriggerValue = (/** @type {string} */ name, /** @type {any} */ value) => sent.push({ name, value })
  return {
    sent,
    /** @param {any} data */
    show(data) {
      cleanUp = render({ parentElement, data, setTriggerValue })
    },
    /** What was told since the last time. */
    news: () => sent.splice(0).map(({ value }) => value),
    remove() {
      parentElement.remove()
      cleanUp?.()
    },
    cleanUp: () => cleanUp?.(),
  }
}
