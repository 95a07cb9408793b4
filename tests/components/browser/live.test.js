// Dragging: what a slider says while it moves, and how it is let go.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { component, load, open, pass } from "../fake_browser.js"

const PAGE = `
  <div id="place"><span></span></div>
  <div class="st-key-seed stSlider"><b>seed</b><input type="range" min="0" max="100" value="10"></div>
  <div class="st-key-hidden"><input type="range" min="0" max="100" value="2"></div>
  <div class="st-key-other"><input type="range" value="1"></div>`
let window, live, seed

/** @param {Element} target @param {string} type @param {number} [button] */
const point = (target, type, button = 0) => target.dispatchEvent(new window.MouseEvent(type, { bubbles: true, button }))
const to = value => { seed.value = String(value) }
/** Takes the slider, moves it, and lets the position be sent. */
const drag = () => {
  point(seed, "pointerdown")
  to(11)
  pass(20)
}

beforeEach(async () => {
  window = open(PAGE)
  seed = window.document.querySelector(".st-key-seed input")
  live = component((await load(["browser/short_way.js", "browser/scrub.js", "browser/live.js"])).default, window.document.querySelector("#place"))
  live.show([["seed", "hidden"], 0])
})

test("each picture sends the position once", () => {
  point(seed, "pointerdown")
  pass(100)
  assert.deepEqual(live.news(), [])
  to(11)
  to(12)
  pass(100)
  assert.deepEqual(live.news(), [{ key: "seed", value: 12, number: 1 }])
})

test("two messages are under way at most, and the last position is always sent", () => {
  point(seed, "pointerdown")
  for (const value of [11, 12, 13, 14]) {
    to(value)
    pass(20)
  }
  assert.deepEqual(live.news().map(({ value }) => value), [11, 12])
  live.show([["seed", "hidden"], 1])
  pass(20)
  assert.deepEqual(live.news(), [{ key: "seed", value: 14, number: 3 }])
})

test("an answer to a message that was never sent counts for none", () => {
  live.show([["seed", "hidden"], 40])
  point(seed, "pointerdown")
  for (const value of [11, 12, 13]) {
    to(value)
    pass(20)
  }
  assert.deepEqual(live.news().map(({ number }) => number), [1, 2])
})

test("an answer that got lost does not silence the slider", () => {
  point(seed, "pointerdown")
  for (const value of [11, 12, 13]) {
    to(value)
    pass(20)
  }
  pass(1400)
  assert.equal(live.news().length, 2)
  pass(150)
  assert.deepEqual(live.news(), [{ key: "seed", value: 13, number: 3 }])
})

test("released, and all is answered: one more message says so", () => {
  drag()
  live.show([["seed", "hidden"], 1])
  point(window.document.body, "pointerup")
  live.news()
  pass(49)
  assert.deepEqual(live.news(), [])
  pass(1)
  assert.deepEqual(live.news(), [{ released: "seed", number: 2 }])
  pass(5000)
  assert.deepEqual(live.news(), [])
})

test("released, and something is under way: it waits for the answer", () => {
  drag()
  point(window.document.body, "pointercancel")
  live.news()
  pass(600)
  assert.deepEqual(live.news(), [])
  live.show([["seed", "hidden"], 1])
  pass(50)
  assert.deepEqual(live.news(), [{ released: "seed", number: 2 }])
})

test("released, and the answer got lost: it waits no longer than for a lost answer", () => {
  drag()
  point(window.document.body, "pointerup")
  live.news()
  pass(1450)
  assert.deepEqual(live.news(), [])
  pass(150)
  assert.deepEqual(live.news(), [{ released: "seed", number: 2 }])
})

test("who holds a slider without moving it has said nothing", () => {
  point(seed, "pointerdown")
  pass(100)
  point(window.document.body, "pointerup")
  pass(5000)
  assert.deepEqual(live.news(), [])
})

test("who comes by the first position again has said it, and takes that back", () => {
  drag()
  live.show([["seed", "hidden"], 1])
  to(10) // under way when the slider is let go elsewhere: without a word more it would win over what the slider says
  pass(20)
  to(16)
  point(window.document.body, "pointerup")
  assert.deepEqual(live.news().map(({ value }) => value), [11, 10])
  live.show([["seed", "hidden"], 2])
  pass(50)
  assert.deepEqual(live.news(), [{ released: "seed", number: 3 }])
})

test("no position is sent after the release", () => {
  drag()
  point(window.document.body, "pointerup")
  to(15)
  pass(5000)
  assert.deepEqual(live.news().filter(({ value }) => value === 15), [])
})

test("the next drag takes the place of the word about the last one", () => {
  drag()
  live.show([["seed", "hidden"], 1])
  point(window.document.body, "pointerup")
  const hidden = window.document.querySelector(".st-key-hidden input")
  point(hidden, "pointerdown")
  pass(100)
  hidden.value = "5"
  pass(100)
  assert.deepEqual(live.news(), [{ key: "seed", value: 11, number: 1 }, { key: "hidden", value: 5, number: 2 }])
})

test("only the watched sliders speak, and only under the first button", () => {
  const other = window.document.querySelector(".st-key-other input")
  for (const [target, button] of [[other, 0], [seed, 2]]) {
    point(target, "pointerdown", button)
    target.value = "44"
    pass(100)
    point(window.document.body, "pointerup")
  }
  seed.disabled = true
  point(window.document.querySelector(".st-key-seed b"), "pointerdown")
  to(60)
  pass(100)
  assert.deepEqual(live.news(), [])
})

test("the sliders are those of the last message", () => {
  live.show([["other"], 0])
  const other = window.document.querySelector(".st-key-other input")
  point(other, "pointerdown")
  other.value = "44"
  pass(20)
  assert.deepEqual(live.news(), [{ key: "other", value: 44, number: 1 }])
})

test("where the slider is taken hold of does not matter", () => {
  point(window.document.querySelector(".st-key-seed b"), "pointerdown")
  to(60)
  pass(20)
  assert.deepEqual(live.news(), [{ key: "seed", value: 60, number: 1 }])
})

test("a clean-up that comes late leaves the slider as it is", () => {
  live.cleanUp()
  point(seed, "pointerdown")
  to(60)
  pass(20)
  assert.equal(live.news().length, 1)
})

test("taken away it says nothing more, also in the middle of a drag", () => {
  point(seed, "pointerdown")
  live.remove()
  to(60)
  pass(100)
  point(window.document.body, "pointerup")
  point(seed, "pointerdown")
  to(70)
  pass(100)
  assert.deepEqual(live.news(), [])
})

/** A picture of 101 by 101 pixels, which the sliders stand for pixel by pixel. */
function picture() {
  const place = window.document.createElement("div")
  place.dataset.pad = "seed hidden"
  place.tabIndex = 0
  place.getBoundingClientRect = () => ({ x: 0, y: 0, width: 101, height: 101 })
  window.document.body.append(place)
  return place
}
const values = () => ["seed", "hidden"].map(key => Number(window.document.querySelector(`.st-key-${key} input`).value))
/** The sliders that were let go. */
const released = () => {
  const keys = []
  for (const key of ["seed", "hidden"]) {
    window.document.querySelector(`.st-key-${key} input`).addEventListener("pointerdown", () => keys.push(key))
  }
  return keys
}
const at = (place, type, clientX, clientY) => place.dispatchEvent(new window.MouseEvent(type, { bubbles: true, cancelable: true, clientX, clientY }))

test("who drags in a picture moves both of its sliders, and lets go of those that have moved", () => {
  const place = picture()
  const keys = released()
  at(place, "pointerdown", 30.5, 2.5)
  assert.deepEqual(values(), [30, 2])
  at(place, "pointermove", 40.5, 2.9)
  at(place, "pointermove", 400, 2.9)
  assert.deepEqual(values(), [100, 2])
  assert.deepEqual(keys, [])
  at(place, "pointerup", 400, 2.9)
  assert.deepEqual(keys, ["seed"])
  at(place, "pointermove", 50, 50)
  assert.deepEqual(values(), [100, 2])
})

test("the arrow keys walk in a picture, and its sliders hear of it when they rest", () => {
  const place = picture()
  const keys = released()
  const key = name => place.dispatchEvent(new window.KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }))
  key("ArrowRight")
  key("ArrowRight")
  assert.deepEqual([values(), keys], [[12, 2], []])
  key("ArrowUp")
  key("ArrowUp")
  key("ArrowUp")
  assert.deepEqual([values(), keys], [[12, 0], ["seed"]])
  pass(250)
  assert.deepEqual(keys, ["seed", "hidden"])
})

const go = (key, value) => window.document.dispatchEvent(new window.CustomEvent("tensorama:go", { detail: { key, value } }))

test("what moves a slider on its own is heard when it rests, and never on the way", () => {
  const said = []
  seed.addEventListener("pointerdown", () => said.push(Number(seed.value)))
  go("seed", 30)
  pass(100)
  go("seed", 31) // there is no short way: the page shows 30 before it hears of another one
  assert.equal(Number(seed.value), 30)
  assert.deepEqual(said, [])
  pass(150)
  assert.deepEqual(said, [30])
  go("seed", 31)
  pass(250)
  assert.deepEqual(said, [30, 31])
})

test("nothing moves a slider on its own that is not watched, or that a pointer holds", () => {
  go("other", 5)
  assert.equal(window.document.querySelector(".st-key-other input").value, "1")
  point(seed, "pointerdown")
  go("seed", 60)
  assert.equal(Number(seed.value), 10)
})

test("what was pressed before the server went is said once, when there is one again", () => {
  const keys = released()
  go("seed", 21)
  seed.disabled = true
  pass(5000)
  assert.deepEqual(keys, [])
  seed.disabled = false
  pass(250)
  assert.deepEqual(keys, ["seed"])
  assert.equal(Number(seed.value), 21)
  pass(5000)
  assert.deepEqual(keys, ["seed"])
})

test("what was dragged while the server went is said when there is one again; a drag back to where it began is not", () => {
  point(seed, "pointerdown")
  const keys = released()
  to(30)
  seed.disabled = true
  point(window.document.body, "pointerup")
  pass(5000)
  assert.deepEqual(keys, [])
  seed.disabled = false
  pass(250)
  assert.deepEqual(keys, ["seed"])
  assert.equal(Number(seed.value), 30)
  assert.equal(window.document.documentElement.hasAttribute("data-keys"), false)
  point(seed, "pointerdown")
  seed.disabled = true
  point(window.document.body, "pointerup")
  seed.disabled = false
  pass(5000)
  assert.deepEqual(keys, ["seed", "seed"]) // the second is the pointer's own
})

test("a slider that is gone by then says nothing, and keeps nobody waiting", () => {
  const keys = released()
  go("seed", 21)
  seed.disabled = true
  pass(500)
  seed.remove()
  pass(250)
  assert.deepEqual(keys, [])
  assert.equal(window.document.documentElement.hasAttribute("data-keys"), false)
})
