// Walking: presses, their messages, and the clock that walks by itself.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { component, load, open, pass } from "../fake_browser.js"

const PAGE = `
  <div id="place"><span role="status"></span></div>
  <div class="st-key-step-back"><button><p>back</p></button></div>
  <div class="st-key-step-next"><button><p>next</p></button></div>
  <div class="st-key-step-play"><button><p>play</p></button></div>
  <input type="range"><textarea></textarea><input type="text">`
const TOTAL = 9
let window, walk, found

/** The page has come so far: `step` steps are behind it, `answered` is the last message it knows. */
const page = (step, answered = 0, pause = 0) => walk.show([step, TOTAL, pause, answered, `step ${step}`])
const click = selector => {
  const event = new window.MouseEvent("click", { bubbles: true, cancelable: true })
  found(selector).dispatchEvent(event)
  return event
}
const type = (key, at = "body", more = {}) => {
  const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more })
  found(at).dispatchEvent(event)
  return event
}
const hide = hidden => {
  Object.defineProperty(window.document, "hidden", { value: hidden, configurable: true })
  window.document.dispatchEvent(new window.Event("visibilitychange"))
}
const NEXT = ".st-key-step-next p"
const BACK = ".st-key-step-back p"

beforeEach(async () => {
  window = open(PAGE)
  found = selector => window.document.querySelector(selector)
  walk = component((await load("network/walk/walking.js")).default, found("#place"))
  page(3)
})

test("a press tells where it leads to, and Streamlit's own button hears nothing of it", () => {
  let heard = 0
  found(".st-key-step-next button").addEventListener("click", () => (heard += 1))
  const event = click(NEXT)
  assert.deepEqual(walk.news(), [{ to: 4, of: TOTAL, clock: false, number: 1 }])
  assert.equal(event.defaultPrevented, true)
  assert.equal(heard, 0)
  click(BACK)
  assert.deepEqual(walk.news(), [{ to: 3, of: TOTAL, clock: false, number: 2 }])
})

test("presses faster than their answers add up, and the last place is always sent", () => {
  for (let press = 0; press < 5; press++) click(NEXT)
  assert.deepEqual(walk.news().map(({ to }) => to), [4, 5])
  page(4, 1)
  assert.deepEqual(walk.news(), [{ to: 8, of: TOTAL, clock: false, number: 3 }])
  page(8, 3)
  pass(5000)
  assert.deepEqual(walk.news(), [])
})

test("while something is unsent, presses count from where they lead to and not from the page", () => {
  for (let press = 0; press < 3; press++) click(NEXT)
  page(3, 0)
  click(NEXT)
  page(5, 2)
  assert.deepEqual(walk.news().map(({ to }) => to), [4, 5, 7])
})

test("once all is answered, a press counts from where the page is", () => {
  click(NEXT)
  page(7, 1)
  click(NEXT)
  assert.deepEqual(walk.news().map(({ to }) => to), [4, 8])
})

test("an answer that got lost does not end the walk", () => {
  for (let press = 0; press < 3; press++) click(NEXT)
  walk.news()
  pass(1500)
  assert.deepEqual(walk.news(), [])
  pass(1501)
  assert.deepEqual(walk.news(), [{ to: 6, of: TOTAL, clock: false, number: 3 }])
})

test("after a lost answer a press counts from where the page is", () => {
  click(NEXT)
  click(NEXT)
  pass(1501)
  walk.news()
  click(NEXT)
  assert.deepEqual(walk.news().map(({ to }) => to), [4])
})

test("after a lost answer what is still unsent counts", () => {
  click(NEXT)
  click(NEXT)
  pass(100)
  click(NEXT)
  pass(1410)
  walk.news()
  click(NEXT)
  assert.deepEqual(walk.news().map(({ to }) => to), [7])
})

test("no press leads beyond the ends", () => {
  page(0)
  click(BACK)
  page(TOTAL, 1)
  click(NEXT)
  assert.deepEqual(walk.news().map(({ to }) => to), [0, TOTAL])
})

test("n and b step, also in upper case and on a slider", () => {
  type("n")
  type("N")
  page(5, 2)
  type("b", "input[type=range]")
  assert.deepEqual(walk.news().map(({ to }) => to), [4, 5, 4])
})

test("a key is no step in a field of text, or with another key", () => {
  for (const at of ["textarea", "input[type=text]"]) assert.equal(type("n", at).defaultPrevented, false)
  for (const other of ["ctrlKey", "metaKey", "altKey", "shiftKey"]) type("n", "body", { [other]: true })
  type("x")
  assert.deepEqual(walk.news(), [])
})

test("p presses play once, however long it is held", () => {
  let pressed = 0
  found(".st-key-step-play button").addEventListener("click", () => (pressed += 1))
  type("p")
  type("p", "body", { repeat: true })
  assert.equal(pressed, 1)
  assert.deepEqual(walk.news(), [])
})

test("while it plays, each pause sends one step, and the next waits for the page", () => {
  page(3, 0, 600)
  pass(599)
  assert.deepEqual(walk.news(), [])
  pass(1)
  assert.deepEqual(walk.news(), [{ to: 4, of: TOTAL, clock: true, number: 1 }])
  pass(3000)
  assert.deepEqual(walk.news(), [])
  page(4, 1, 600)
  pass(600)
  assert.deepEqual(walk.news(), [{ to: 5, of: TOTAL, clock: true, number: 2 }])
})

test("the same message again does not wind the clock anew", () => {
  page(3, 0, 600)
  pass(500)
  page(3, 0, 600)
  pass(100)
  assert.equal(walk.news().length, 1)
})

test("a step by another way winds the clock anew", () => {
  page(3, 0, 600)
  pass(500)
  page(6, 0, 600)
  pass(599)
  assert.deepEqual(walk.news(), [])
  pass(1)
  assert.deepEqual(walk.news().map(({ to }) => to), [7])
})

test("paused, or at the end, nothing moves", () => {
  page(3, 0, 600)
  page(3, 0, 0)
  pass(5000)
  page(TOTAL, 0, 600)
  pass(5000)
  assert.deepEqual(walk.news(), [])
})

test("a page that nobody sees waits, and goes on when it is seen", () => {
  page(3, 0, 600)
  pass(500)
  hide(true)
  pass(5000)
  assert.deepEqual(walk.news(), [])
  hide(false)
  pass(599)
  assert.deepEqual(walk.news(), [])
  pass(1)
  assert.deepEqual(walk.news().map(({ to, clock }) => [to, clock]), [[4, true]])
})

test("an answer that comes while nobody looks is played on from when somebody does", () => {
  page(3, 0, 600)
  pass(600)
  hide(true)
  page(4, 1, 600)
  pass(5000)
  assert.equal(walk.news().length, 1)
  hide(false)
  pass(600)
  assert.deepEqual(walk.news().map(({ to }) => to), [5])
})

test("the clock says nothing where a press has led to the end already", () => {
  page(TOTAL - 1, 0, 600)
  click(NEXT)
  pass(600)
  assert.deepEqual(walk.news().map(({ to, clock }) => [to, clock]), [[TOTAL, false]])
})

test("the words of the step are told to a screen reader", () => {
  page(5)
  assert.equal(found("[role=status]").textContent, "step 5")
})

test("taken away it walks no further and hears no press", () => {
  page(3, 0, 600)
  for (let press = 0; press < 3; press++) click(NEXT)
  walk.news()
  walk.remove()
  pass(5000)
  click(NEXT)
  type("n")
  assert.deepEqual(walk.news(), [])
})

test("a clean-up that comes late leaves the walk as it is", () => {
  walk.cleanUp()
  click(NEXT)
  assert.equal(walk.news().length, 1)
})

test("while its slider goes the short way, a press goes on from where the slider stands", () => {
  const slider = window.document.createElement("div")
  slider.className = "st-key-step"
  slider.innerHTML = `<input type="range" min="0" max="${TOTAL}" value="6">`
  window.document.body.append(slider)
  const say = detail => window.document.dispatchEvent(new window.CustomEvent("tensorama:scene", { detail }))
  say({ charts: {} })
  type("n")
  assert.deepEqual(walk.news().map(({ to }) => to), [7])
  page(7, 1)
  say(null)
  type("n")
  assert.deepEqual(walk.news().map(({ to }) => to), [8])
})
