// What stands for one element lights up together, wherever the pointer or the keyboard comes upon it.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, open, pass } from "../fake_browser.js"

const PAGE = `
  <p id="band"><button data-element="w1.1.1">-1.1</button><button data-element="w1.2.1">0.5</button><b data-element="x1">2</b></p>
  <p id="sum"><span data-element="w1.1.1"><i>-1.1143</i></span></p>
  <code data-tensor="w1">W1</code><code data-tensor="x">features</code><code data-tensor="w11">W11</code>
  <div class="chart"><svg></svg></div><em>elsewhere</em>`
let window, light, /** @type {string[]} */ told

const found = selector => window.document.querySelector(selector)
const lit = () => [...window.document.querySelectorAll(".lit-now")].map(element => element.textContent)
const over = (selector, pointerType = "mouse") => found(selector).dispatchEvent(new window.PointerEvent("pointerover", { bubbles: true, pointerType }))

beforeEach(async () => {
  window = open(PAGE)
  told = []
  window.document.addEventListener("tensorama:light", event => told.push(event.detail))
  light = (await load("browser/lighting.js", "export { light }")).light
})

test("under the pointer all that has the same name lights up, and the tensor that it is in", () => {
  over("#sum i")
  assert.deepEqual(lit(), ["-1.1", "-1.1143", "W1"])
  over("#band b")
  assert.deepEqual(lit(), ["2", "features"])
  over("em")
  assert.deepEqual(lit(), [])
  assert.deepEqual(told, ["w1.1.1", "x1", ""])
})

test("a finger has nothing under it before it presses", () => {
  over("#sum i", "touch")
  assert.deepEqual(told, [])
})

test("what has the focus is lit while the pointer is elsewhere", () => {
  found("#band button").focus()
  assert.deepEqual(lit(), ["-1.1", "-1.1143", "W1"])
  over("#band b")
  assert.deepEqual(lit(), ["2", "features"])
  over("em")
  assert.deepEqual(lit(), ["-1.1", "-1.1143", "W1"])
  found("#band button").blur()
  assert.deepEqual(lit(), [])
})

test("a picture tells what is under the pointer in it, and hears of what is lit elsewhere", () => {
  light("w1.2.1")
  assert.deepEqual(lit(), ["0.5", "W1"])
  over("svg")
  assert.deepEqual(told, ["w1.2.1"])
  light("")
  assert.deepEqual(lit(), [])
})

test("what is shown of another scene is lit like what was there before", () => {
  over("#sum i")
  window.document.dispatchEvent(new window.CustomEvent("tensorama:scene", { detail: {} }))
  found("#sum").innerHTML = '<span data-element="w1.1.1">-1.2</span>'
  pass(20)
  assert.deepEqual(lit(), ["-1.1", "-1.2", "W1"])
})

test("a second picture brings no second light", async () => {
  await load("browser/lighting.js")
  over("#sum i")
  assert.deepEqual(told, ["w1.1.1"])
})
