// What begins an entry of the browser's history, and what joins the one that is there.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, open, pass } from "../fake_browser.js"

const PAGE = `
  <div data-testid="stApp" data-test-script-state="notRunning">
    <button>draw</button>
    <div data-testid="stSlider"><b>seed</b><input type="range"></div>
    <input type="text"><textarea></textarea><input type="checkbox"><input role="combobox">
  </div>`
let window, install, entries

const found = selector => window.document.querySelector(selector)
const press = (selector = "button") => found(selector).dispatchEvent(new window.MouseEvent("pointerdown", { bubbles: true }))
const key = (name, more = {}) => found("button").dispatchEvent(new window.KeyboardEvent("keydown", { key: name, bubbles: true, ...more }))
const click = detail => found("button").dispatchEvent(new window.MouseEvent("click", { bubbles: true, detail }))
const runs = running => (found("[data-testid=stApp]").dataset.testScriptState = running ? "running" : "notRunning")
/** How many entries a change of the link makes; Streamlit writes its own with push, and a widget's with replace. */
const change = (search, way = "pushState", page = "/network") => {
  const before = window.history.length
  window.history[way](null, "", `${page}?${search}`)
  assert.equal(window.location.search, `?${search}`)
  return window.history.length - before
}

beforeEach(async () => {
  window = open(PAGE)
  install = (await load("browser/history.js")).default
  install()
  entries = window.history.length
})

test("a link that changes by itself makes no entry", () => {
  assert.equal(change("seed=8"), 0)
  assert.equal(window.history.length, entries)
})

test("an address that names no page is corrected in its own entry", () => {
  assert.equal(change("seed=7", "pushState", "/"), 0)
  press()
  assert.equal(change("seed=7", "pushState", "/memory"), 1)
})

test("what follows from one press is one entry, whoever writes it", () => {
  press()
  assert.equal(change("seed=8"), 1)
  assert.equal(change("seed=8&hidden=3"), 0)
  assert.equal(change("seed=8&hidden=3&bias=off", "replaceState"), 0)
})

test("each press makes an entry of its own, also one of a widget's own writing", () => {
  press("input[type=checkbox]")
  assert.equal(change("bias=off", "replaceState"), 1)
  press("[role=combobox]")
  assert.equal(change("bias=off&activation=tanh", "replaceState"), 1)
})

test("a press that leaves the link as it was makes none", () => {
  press()
  assert.equal(change("seed=7"), 0)
  assert.equal(change("seed=8"), 1)
})

for (const place of ["[data-testid=stSlider] b", "input[type=range]", "input[type=text]", "textarea"]) {
  test(`what is dragged or typed makes none: ${place}`, () => {
    press(place)
    assert.equal(change("seed=8"), 0)
    assert.equal(change("seed=9", "replaceState"), 0)
  })
}

test("a drag after a press joins nothing of its own to it, and the answer to the press still makes its entry", () => {
  press()
  pass(100)
  press("input[type=range]")
  assert.equal(change("seed=9", "replaceState"), 0)
  assert.equal(change("seed=9&layers=2"), 1)
})

test("long after a press that had no answer a drag puts an end to it", () => {
  press()
  pass(1001)
  press("input[type=range]")
  assert.equal(change("seed=9"), 0)
})

test("while the page is still at work on the press it does not", () => {
  press()
  runs(true)
  pass(1001)
  press("input[type=range]")
  assert.equal(change("seed=9"), 1)
})

test("what comes ten seconds later was not asked for", () => {
  press()
  pass(10_000)
  assert.equal(change("seed=8"), 1)
  press()
  pass(10_001)
  assert.equal(change("seed=9"), 0)
})

test("a step after a step makes none, the first one does", () => {
  press()
  assert.equal(change("seed=7&step=0"), 1)
  press()
  assert.equal(change("seed=7&step=1"), 0)
  press()
  assert.equal(change("seed=8&step=1"), 1)
  press()
  assert.equal(change("seed=8"), 1)
})

test("a key is a press, but not the one that goes on or is held", () => {
  for (const name of ["Tab", "Shift", "Control", "Alt", "Meta", "CapsLock"]) key(name)
  key("Enter", { repeat: true })
  assert.equal(change("seed=8"), 0)
  key("Enter")
  assert.equal(change("seed=9"), 1)
})

test("a click without a pointer is a press, the one that follows a pointer is not another", () => {
  pass(2000)
  click(0)
  assert.equal(change("seed=8"), 1)
  pass(500)
  click(0)
  assert.equal(change("seed=9"), 0)
  pass(2000)
  click(1)
  assert.equal(change("seed=10"), 0)
})

test("after the way back nothing is owed to the press before it", () => {
  press()
  window.dispatchEvent(new window.PopStateEvent("popstate"))
  assert.equal(change("seed=8"), 0)
})

test("another page is an entry, except as a part of what a press has begun", () => {
  press("input[type=text]")
  assert.equal(change("seed=7", "pushState", "/neuron"), 1)
  press()
  assert.equal(change("seed=7", "pushState", "/shapes"), 1)
  assert.equal(change("rows=3", "pushState", "/shapes"), 0)
  assert.equal(change("rows=3", "pushState", "/memory"), 0)
})

test("it is put in place once", () => {
  const { pushState } = window.history
  install()
  assert.equal(window.history.pushState, pushState)
})
