// Numbers that are changed where they stand: by dragging, by keys, by typing; and what the page hears of it.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { component, load, open, pass, settle } from "../fake_browser.js"

/** @type {(value: string) => string} */
const cell = value => `<span data-element="w1.1.1" data-name="w1.1.1" data-scrub="w1.1.1" role="spinbutton" tabindex="0" aria-label="W1[0, 0]" aria-valuenow="${value}">${value}</span>`
const PAGE = `
  <script type="module" src="/static/js/index.js"></script>
  <div id="place"><span></span></div>
  <div class="st-key-seed"><input type="range" min="0" max="100" step="1" value="7"></div>
  <div class="st-key-formula">a formula</div>
  <div class="st-key-sum"><div data-part="sum">${cell("-1.1143")}</div></div>
  <div class="st-key-band"><div data-part="band">${cell("-1.1143")}<span data-scrub="x1" role="spinbutton" tabindex="0" aria-label="features[0, 0]" aria-valuenow="0.5">0.5</span></div></div>`
const SAID = { seed: "7", edits: "", lang: "en" }
const VALUES = { low: -100, high: 100, refusal: "{field}: “{text}” is no number.", heard: 0 }
const RESTS = 400

let window, live, /** @type {any[]} */ asked, /** @type {string[]} */ clicks

const way = (said = {}, values = {}) => JSON.stringify({ address: "scene/1/network", said: { ...SAID, ...said }, keys: ["seed"], values: { ...VALUES, ...values } })
const page = (said = {}, values = {}) => live.show([["seed"], 1000, way(said, values)])
const number = (part = "band", name = "w1.1.1") => window.document.querySelector(`[data-part=${part}] [data-scrub="${name}"]`)
const field = () => window.document.querySelector(".scrub-field input")
const edits = () => asked.map(({ url }) => url.searchParams.get("edits"))
/** What the page has heard of since the last time, without the numbers of the messages. */
const heard = () => live.news().map(({ values }) => values)
const point = (type, x, more = {}, target = number()) => target.dispatchEvent(new window.PointerEvent(type, { bubbles: true, cancelable: true, isPrimary: true, clientX: x, clientY: 0, ...more }))
const click = (target = number()) => target.dispatchEvent(new window.MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }))
const press = (key, more = {}, target = number()) => {
  target.focus()
  const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more })
  target.dispatchEvent(event)
  return event.defaultPrevented
}
const answer = (at, parts, waits = []) => asked[at].answer({ charts: {}, parts, tables: {}, waits })

beforeEach(async () => {
  window = open(PAGE)
  asked = []
  clicks = []
  globalThis.fetch = /** @type {any} */ (url => new Promise(resolve => {
    asked.push({ url, answer: scene => {
      resolve(/** @type {any} */ ({ ok: true, status: 200, headers: new Headers({ "content-type": "application/json" }), json: async () => scene }))
      return settle()
    } })
  }))
  window.document.addEventListener("click", event => clicks.push(event.target.dataset.name))
  live = component((await load(["browser/short_way.js", "browser/scrub.js", "browser/live.js"])).default, window.document.querySelector("#place"))
  page()
})

test("a number that is dragged shows its scene, and the page hears of it when it is let go", async () => {
  point("pointerdown", 100)
  point("pointermove", 150)
  assert.deepEqual(edits(), ["w1.1.1_-0.6143"])
  await answer(0, { band: cell("-0.6143") })
  assert.equal(number().textContent, "-0.6143")
  assert.deepEqual(heard(), [])
  point("pointermove", 160, { shiftKey: true })
  point("pointerup", 160)
  assert.deepEqual(heard(), [{ "w1.1.1": 0.3857 }])
})

test("what was dragged is not clicked, and what was not moved is", () => {
  point("pointerdown", 100)
  point("pointermove", 150)
  point("pointerup", 150)
  click()
  assert.deepEqual(clicks, [])
  point("pointerdown", 100)
  point("pointermove", 101)
  point("pointerup", 101)
  click()
  assert.deepEqual(clicks, ["w1.1.1"])
  assert.equal(heard().length, 1)
})

test("who drags it back to where it was has changed nothing", () => {
  point("pointerdown", 100)
  point("pointermove", 150)
  point("pointermove", 100)
  point("pointerup", 100)
  assert.deepEqual(heard(), [])
})

test("a pointer that goes down the page scrolls it", () => {
  point("pointerdown", 100)
  point("pointermove", 104, { clientY: 30 })
  point("pointerup", 104)
  assert.deepEqual([edits(), heard()], [[], []])
})

test("no value leaves its limits", () => {
  point("pointerdown", 0)
  point("pointermove", 99_999)
  point("pointerup", 99_999)
  assert.deepEqual(heard(), [{ "w1.1.1": 100 }])
})

test("arrow keys go a tenth at a time, and the page hears of it when they rest", () => {
  assert.ok(press("ArrowUp"))
  press("ArrowRight")
  press("ArrowDown", { shiftKey: true })
  assert.deepEqual(edits(), ["w1.1.1_-1.0143", "w1.1.1_-0.9143"])
  pass(RESTS - 10)
  assert.deepEqual(heard(), [])
  pass(20)
  assert.deepEqual(heard(), [{ "w1.1.1": -1.9143 }])
  assert.ok(!press("a"))
})

test("two numbers that are changed before the page answers both reach it", () => {
  press("ArrowUp")
  press("ArrowUp", {}, number("band", "x1"))
  pass(RESTS + 10)
  assert.deepEqual(heard(), [{ "w1.1.1": -1.0143 }, { "w1.1.1": -1.0143, x1: 0.6 }])
  page({ edits: "w1.1.1_-1.0143~x1_0.6" }, { heard: Number.MAX_SAFE_INTEGER })
  press("ArrowDown", {}, number("band", "x1"))
  pass(RESTS + 10)
  assert.deepEqual(heard(), [{ x1: 0.4 }])
})

test("a value goes among the changed ones, in the place that it had", () => {
  page({ edits: "w1.1.1_-1.50~x1_0.0~b1.1_2" })
  press("ArrowUp", {}, number("band", "x1"))
  assert.deepEqual(edits(), ["w1.1.1_-1.50~x1_0.6~b1.1_2"])
})

test("a value that nobody has changed yet stands behind those that were", () => {
  page({ edits: "b1.1_-1.50" })
  press("ArrowUp", {}, number("band", "x1"))
  assert.deepEqual(edits(), ["b1.1_-1.50~x1_0.6"])
})

test("a value that is the same number keeps its text, so that the page can be recognised", async () => {
  press("ArrowUp")
  await answer(0, { band: cell("-1.0143") })
  assert.equal(number().textContent, "-1.0143")
  page({ edits: "w1.1.1_-1.01430" })
  assert.equal(number().textContent, "-1.1143")
})

test("a value that is moved back shows what the page has", async () => {
  point("pointerdown", 100)
  point("pointermove", 150)
  await answer(0, { band: cell("-0.6143") })
  point("pointermove", 100)
  point("pointerup", 100)
  assert.equal(number().textContent, "-1.1143")
})

test("a value that has been moved goes along with the next slider", () => {
  const seed = window.document.querySelector("input[type=range]")
  press("ArrowRight", {}, seed)
  press("ArrowUp")
  press("ArrowRight", {}, seed)
  assert.deepEqual(asked.map(({ url }) => url.search), ["?lang=en&seed=8", "?edits=w1.1.1_-1.0143&lang=en&seed=8"])
})

test("a value that the page has taken over and put back again is forgotten", () => {
  press("ArrowUp")
  pass(RESTS + 10)
  page({ edits: "w1.1.1_-1.0143" })
  page({ edits: "" })
  press("ArrowRight", {}, window.document.querySelector("input[type=range]"))
  assert.deepEqual(edits(), ["w1.1.1_-1.0143", null])
})

test("Enter and a double click let a number be typed, with a comma or a point", () => {
  press("Enter")
  assert.equal(field().value, "-1.1143")
  field().value = " 0,5"
  press("Enter", {}, field())
  assert.equal(field(), null)
  assert.deepEqual(heard(), [{ "w1.1.1": 0.5 }])
  assert.deepEqual(edits(), ["w1.1.1_0.5"])
  assert.equal(window.document.activeElement, number())
  click()
  click()
  assert.ok(field())
  assert.deepEqual(clicks, ["w1.1.1"])
})

test("what is no number within the limits is refused with words, and Escape leaves the number as it was", () => {
  for (const text of ["abc", "101", "", "1 2", "0x10", "1e999"]) {
    press("Enter")
    field().value = text
    press("Enter", {}, field())
    assert.equal(window.document.querySelector(".scrub-field [role=alert]").textContent, `W1[0, 0]: “${text}” is no number.`)
    assert.equal(field().getAttribute("aria-invalid"), "true")
    press("Escape", {}, field())
    assert.equal(field(), null)
  }
  assert.deepEqual(heard(), [])
})

test("who goes elsewhere has typed it, unless it is no number", () => {
  press("Enter")
  field().value = "2"
  field().blur()
  press("Enter")
  field().value = "two"
  field().blur()
  assert.equal(field(), null)
  assert.deepEqual(heard(), [{ "w1.1.1": 2 }])
})

test("the space bar selects the number like a press", () => {
  press(" ")
  assert.deepEqual(clicks, ["w1.1.1"])
})

test("the answer of the page may bring the number anew, and the keyboard goes on from the same one", async () => {
  number("sum").focus()
  for (const part of ["band", "sum"]) window.document.querySelector(`[data-part=${part}]`).innerHTML = cell("-1.0143")
  await settle()
  assert.equal(window.document.activeElement, number("sum"))
})

test("while a value rests under the pointer the page hears of it if something waits for it", async () => {
  point("pointerdown", 100)
  point("pointermove", 150)
  await answer(0, {}, ["formula"])
  pass(RESTS + 50)
  assert.deepEqual(heard(), [{ "w1.1.1": -0.6143 }])
  point("pointerup", 150)
  assert.deepEqual(heard(), [])
})

test("where there is no short way the page hears of each value in turn", async () => {
  asked.length = 0
  globalThis.fetch = /** @type {any} */ (async () => { throw new TypeError("cut") })
  point("pointerdown", 100)
  point("pointermove", 150)
  await settle()
  pass(20)
  point("pointermove", 160)
  pass(50)
  assert.deepEqual(heard(), [{ "w1.1.1": -0.6143 }])
  page({ edits: "w1.1.1_-0.6143" }, { heard: Number.MAX_SAFE_INTEGER })
  pass(20)
  assert.deepEqual(heard(), [{ "w1.1.1": -0.5143 }])
})

test("a page that does not say its limits has no number that can be changed", () => {
  live.show([["seed"], 1000, null])
  press("Enter")
  point("pointerdown", 100)
  point("pointermove", 150)
  point("pointerup", 150)
  assert.deepEqual([field(), heard()], [null, []])
})
