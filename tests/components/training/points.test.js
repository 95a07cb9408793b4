// Points set by hand: by pointer and by keyboard, undone, and told to the page when they rest.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { component, load, open, pass } from "../fake_browser.js"

const PAGE = `<div id="own"><div class="own-points"><div class="kinds"></div>
  <svg class="own-plane"><g class="axes"></g><g class="set"></g></svg><p class="said"></p><div class="does">
  <button class="add"></button><button class="remove"></button><button class="undo"></button><button class="clear"></button></div></div></div>`
const NOW = 1_000_000
const FOUR = "-1_-1_0~1_1_0~-1_1_1~1_-1_1"
const WORDS = {
  plane: "plane", kinds: "kinds", kind: "class {name}", point: "{number} of {total}: {name}, {x1}, {x2}", hint: "hint", removed: "{number} is gone",
  undone: "undone", cleared: "none left", full: "full", add: "add", remove: "remove", undo: "undo", clear: "clear",
}
const LOOKS = Array.from({ length: 10 }, (_each, at) => [`M${at}`, `two-${at}`, `more-${at}`])

let window, editor
const found = selector => window.document.querySelector(`#own ${selector}`)
const all = selector => [...window.document.querySelectorAll(`#own ${selector}`)]
const points = () => all("[data-point]")
const said = () => found(".said").textContent
const show = (text = FOUR, heard = 0, more = {}) => editor.show([text, heard, JSON.stringify({ words: WORDS, reach: 2, looks: LOOKS, most: 60, ...more })])
const texts = () => editor.news().map(({ text }) => text)

// The plane is 360 pixels wide: its left end, -2, is at 34 and its right end at 350.
const at = (x1, x2) => ({ clientX: 34 + ((x1 + 2) / 4) * 316, clientY: 326 - ((x2 + 2) / 4) * 316 })
const pointer = (kind, target, place) => target.dispatchEvent(new window.PointerEvent(kind, { bubbles: true, isPrimary: true, ...place }))
const press = (target, place) => {
  pointer("pointerdown", target, place)
  target.focus?.()
}
const click = (target, place) => {
  press(target, place)
  pointer("pointerup", target, place)
  pointer("click", found(".own-plane"), place)
}
const key = (target, name, more = {}) => target.dispatchEvent(new window.KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }))

beforeEach(async () => {
  window = open(PAGE, { now: NOW })
  found(".own-plane").getBoundingClientRect = () => ({ left: 0, top: 0, width: 360, height: 360 })
  editor = component((await load("training/own/points.js")).default, window.document.querySelector("#own"))
  show()
})

test("each point is named, has the shape of its class, and stands where it is", () => {
  assert.deepEqual(points().map(each => each.getAttribute("aria-label")), ["1 of 4: 0, −1.00, −1.00", "2 of 4: 0, 1.00, 1.00", "3 of 4: 1, −1.00, 1.00", "4 of 4: 1, 1.00, −1.00"])
  assert.deepEqual(points().map(each => each.querySelector("path").getAttribute("d")), ["M0", "M0", "M1", "M1"])
  assert.deepEqual(points().map(each => each.querySelector("path").getAttribute("fill")), ["two-0", "two-0", "two-1", "two-1"])
  assert.equal(points()[1].getAttribute("transform"), "translate(271 89)")
  assert.equal(said(), "hint")
  assert.deepEqual(all(".kinds button").map(each => each.textContent), ["class 0", "class 1", "class 2"])
})

test("a click sets a point of the class that is chosen, and a second click removes it", () => {
  all(".kinds button")[2].click()
  assert.deepEqual(all(".kinds button").map(each => each.getAttribute("aria-pressed")), ["false", "false", "true"])
  click(found(".own-plane"), at(0.5, -0.25))
  assert.deepEqual(editor.news(), [{ text: `${FOUR}~0.5_-0.25_2`, number: NOW }])
  assert.equal(said(), "5 of 5: 2, 0.50, −0.25")
  assert.equal(window.document.activeElement, points()[4])
  assert.equal(points()[0].querySelector("path").getAttribute("fill"), "more-0")
  assert.equal(all(".kinds button").length, 4)
  click(points()[4], at(0.5, -0.25))
  assert.deepEqual(texts(), [FOUR])
  assert.equal(said(), "5 is gone")
})

test("what is no part of the plane sets nothing", () => {
  click(found(".own-plane"), { clientX: 5, clientY: 100 })
  click(found(".own-plane"), { clientX: 100, clientY: 355 })
  assert.deepEqual(texts(), [])
})

test("the first click on a point chooses it, the second removes it", () => {
  click(points()[1], at(1, 1))
  assert.deepEqual(texts(), [])
  assert.equal(points()[1].classList.contains("chosen"), true)
  click(points()[1], at(1, 1))
  assert.deepEqual(texts(), ["-1_-1_0~-1_1_1~1_-1_1"])
})

test("a drag moves a point, within the plane, and is told once it ends", () => {
  press(points()[0], at(-1, -1))
  pointer("pointermove", points()[0], at(0, 0.333))
  pointer("pointermove", points()[0], at(0.5, 9))
  pass(5000)
  show(FOUR, NOW + 1) // the page says what it knows; the hand has the say
  assert.deepEqual(texts(), [])
  pointer("pointerup", points()[0], at(0.5, 9))
  pointer("click", found(".own-plane"), at(0.5, 9))
  assert.deepEqual(texts(), ["0.5_2_0~1_1_0~-1_1_1~1_-1_1"])
  press(points()[0], at(0.5, 2))
  pointer("pointermove", points()[0], at(-1, 1))
  pointer("pointercancel", points()[0], {})
  assert.deepEqual(texts(), [])
  assert.equal(points()[0].getAttribute("aria-label"), "1 of 4: 0, 0.50, 2.00")
})

test("arrows move a point, and the page hears of it when they rest or another point has the keyboard", () => {
  points()[2].focus()
  assert.equal(said(), "3 of 4: 1, −1.00, 1.00")
  for (let times = 0; times < 3; times++) key(points()[2], "ArrowRight")
  assert.equal(key(points()[2], "ArrowDown", { shiftKey: true }), false)
  pass(399)
  assert.deepEqual(texts(), [])
  pass(1)
  assert.deepEqual(texts(), ["-1_-1_0~1_1_0~-0.85_0.5_1~1_-1_1"])
  key(points()[2], "ArrowUp")
  points()[3].focus()
  assert.deepEqual(texts(), ["-1_-1_0~1_1_0~-0.85_0.55_1~1_-1_1"])
  assert.equal(key(points()[3], "p"), true) // goes on to the page
})

test("Delete removes a point, and the keyboard stays among the points", () => {
  points()[1].focus()
  key(points()[1], "Delete")
  assert.deepEqual(texts(), ["-1_-1_0~-1_1_1~1_-1_1"])
  assert.equal(window.document.activeElement, points()[1])
  for (let times = 0; times < 3; times++) key(window.document.activeElement, "Backspace")
  assert.deepEqual(texts(), ["-1_-1_0~1_-1_1", "-1_-1_0", ""])
  assert.equal(window.document.activeElement, found(".add"))
  assert.equal(found(".clear").disabled, true)
})

test("a digit gives a point another class, of those that are offered", () => {
  points()[0].focus()
  key(points()[0], "7")
  key(points()[0], "2")
  assert.deepEqual(texts(), ["-1_-1_2~1_1_0~-1_1_1~1_-1_1"])
})

test("a button adds a point in the middle, and the next one beside it", () => {
  found(".add").click()
  found(".add").click()
  found(".add").click()
  assert.equal(texts().at(-1), `${FOUR}~0_0_0~-0.1_0_0~0.1_0_0`)
  assert.equal(window.document.activeElement, points()[6])
  found(".remove").click()
  assert.equal(texts().at(-1), `${FOUR}~0_0_0~-0.1_0_0`)
})

test("more points than are allowed are refused in words", () => {
  show(FOUR, 0, { most: 4 })
  assert.equal(found(".add").disabled, true)
  click(found(".own-plane"), at(0, 0))
  assert.deepEqual(texts(), [])
  assert.equal(said(), "full")
})

test("changes are undone one by one, a walk with the arrows as one", () => {
  assert.equal(found(".undo").disabled, true)
  points()[0].focus()
  key(points()[0], "ArrowLeft")
  key(points()[0], "ArrowLeft")
  pass(400)
  click(found(".own-plane"), at(0, 0))
  found(".clear").click()
  assert.equal(said(), "none left")
  texts()
  found(".undo").click()
  key(found(".own-plane"), "z", { ctrlKey: true })
  found(".undo").click()
  assert.deepEqual(texts(), ["-1.1_-1_0~1_1_0~-1_1_1~1_-1_1~0_0_0", "-1.1_-1_0~1_1_0~-1_1_1~1_-1_1", FOUR])
  assert.equal(found(".undo").disabled, true)
})

test("an answer to an older change brings nothing back, the answer to the last one counts", () => {
  click(found(".own-plane"), at(0, 0))
  click(found(".own-plane"), at(0.5, 0.5))
  const [first, second] = editor.news()
  assert.ok(second.number > first.number)
  show(first.text, first.number)
  assert.equal(points().length, 6)
  show("-1_-1_0~1_1_0~-1_1_1", second.number)
  assert.equal(points().length, 3)
})

test("an answer that got lost does not silence the page", () => {
  click(found(".own-plane"), at(0, 0))
  show(FOUR, 0)
  assert.equal(points().length, 5)
  pass(3001)
  show(FOUR, 0)
  assert.equal(points().length, 4)
})

test("a link with points far out has a larger plane", () => {
  show("-9_-1_0~1_1_0~-1_1_1~1_-1_1", 0, { reach: 9 })
  assert.equal(points()[0].getAttribute("transform"), `translate(34 ${326 - (8 / 18) * 316})`)
  assert.ok(all(".axes text").some(each => each.textContent === "−4.5"))
})
