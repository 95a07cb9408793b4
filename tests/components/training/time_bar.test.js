// The time of a course: back, next, and what plays.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { component, load, open, pass } from "../fake_browser.js"

const PAGE = `
  <div id="place"><div class="time-buttons"><button>◀</button><button class="play"></button><button>▶</button></div></div>
  <div class="st-key-time"><input type="range" min="0" max="100" value="10"></div><input id="text">`
const TOLD = { key: "time", speed: 100, play: "play", pause: "pause", back: "one step back", next: "one step on" }
let window, bar, time, buttons, went

/** @param {string} key @param {Element} [target] */
const press = (key, target = window.document.body) => target.dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true }))

beforeEach(async () => {
  window = open(PAGE)
  time = window.document.querySelector(".st-key-time input")
  buttons = [...window.document.querySelectorAll("button")]
  bar = component((await load("training/time_bar.js")).default, window.document.querySelector("#place"))
  bar.show(TOLD)
  went = []
  window.document.addEventListener("tensorama:go", event => {
    assert.equal(event.detail.key, "time")
    went.push(event.detail.value)
    time.value = String(event.detail.value)
  })
})

test("the buttons and their keys go one step, as far as there are steps", () => {
  buttons[0].click()
  buttons[2].click()
  buttons[2].click()
  press("n")
  press("b")
  assert.deepEqual(went, [9, 10, 11, 12, 11])
  time.value = "100"
  press("n")
  assert.equal(went.length, 5)
  time.value = "0"
  buttons[0].click()
  assert.equal(went.length, 5)
})

test("who types writes letters", () => {
  press("n", window.document.querySelector("#text"))
  assert.deepEqual(went, [])
})

test("it plays as fast as it is told, up to the last step, and then from the beginning", () => {
  buttons[1].click()
  assert.match(buttons[1].textContent, /pause/)
  pass(330)
  assert.ok(went.every((value, at) => at === 0 || value > went[at - 1]))
  assert.ok(Math.abs(Number(time.value) - 43) <= 2, time.value)
  pass(2000)
  assert.equal(Number(time.value), 100)
  assert.match(buttons[1].textContent, /play/)
  went.length = 0
  press("p")
  pass(50)
  assert.equal(went[0], 0)
  assert.ok(Number(time.value) > 0)
})

test("it stops where somebody says so", () => {
  buttons[1].click()
  pass(100)
  press("p")
  const at = time.value
  pass(200)
  assert.equal(time.value, at)
  buttons[1].click()
  pass(100)
  buttons[2].click()
  const then = time.value
  pass(200)
  assert.equal(time.value, then)
})

test("what is no longer there plays no more", () => {
  buttons[1].click()
  bar.remove()
  const count = went.length
  pass(300)
  press("n")
  assert.equal(went.length, count)
})
