// Numbers on their way through a picture: which ones move, and when nothing does.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, open } from "../fake_browser.js"

let place, carryNumbers, animated, still

const axis = { _offset: 0, c2p: (/** @type {number} */ value) => value * 100 }
const PRODUCT = { name: "1.product.0", moves: [["x1", "h1.1", "−0.1468"], ["x2", "h1.1", "0.7861"], ["x9", "h1.1", "1"], ["x1", "h1.1", ""]] }
const ACTIVATION = { name: "1.activation.0", moves: [["h1.1", "h1.1", "0.6813"]] }

beforeEach(async () => {
  const window = open('<div id="plot"></div>')
  place = window.document.querySelector("#plot")
  animated = []
  still = false
  const animate = /** @type {any} */ (function (/** @type {any} */ frames, /** @type {any} */ { delay }) {
    // @ts-ignore the element
    animated.push({ text: this.textContent, from: frames[0], delay })
    return { finished: new Promise(() => {}) }
  })
  window.HTMLElement.prototype.animate = animate
  globalThis.matchMedia = /** @type {any} */ (() => ({ matches: still }))
  Object.assign(place, {
    _fullLayout: { xaxis: axis, yaxis: axis },
    data: [{ customdata: ["x1", "x2", "h1.1"], x: [0, 0, 1], y: [0, 1, 0.5], marker: { size: 40 } }],
    layout: { meta: {} },
  })
  carryNumbers = (await load(["browser/handles.js", "browser/step_motion.js"], "export { carryNumbers }")).carryNumbers
})

const show = (/** @type {any} */ step, isPassing = false) => {
  animated = []
  place.layout.meta = step ? { step } : {}
  carryNumbers(place, isPassing)
  return animated
}

test("inputs move to their unit one after the other; what has no place or no number stays", () => {
  show(null)
  assert.deepEqual(show(PRODUCT), [
    { text: "−0.1468", from: { translate: "calc(-50% + -100px) calc(-50% + -50px)" }, delay: 0 },
    { text: "0.7861", from: { translate: "calc(-50% + -100px) calc(-50% + 50px)" }, delay: 60 },
  ])
  assert.equal(place.querySelectorAll(".carried").length, 1)
  assert.equal(place.querySelector(".carried").getAttribute("aria-hidden"), "true")
})

test("the next step takes the place of the one before, and an activation stays where it is", () => {
  show(PRODUCT)
  assert.deepEqual(show(ACTIVATION), [{ text: "0.6813", from: { scale: "0.6", opacity: 0 }, delay: 0 }])
  assert.equal(place.querySelectorAll(".carried").length, 1)
})

test("nothing moves at first, for the same step, under a slider, and for those who have asked for that", () => {
  assert.deepEqual(show(PRODUCT), [])
  assert.deepEqual(show(PRODUCT), [])
  assert.deepEqual(show(ACTIVATION, true), [])
  still = true
  assert.deepEqual(show(PRODUCT), [])
})
