// What moves from one line of a program to the next: who moves from where, who slides in, and when nothing does.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, open, pass, settle } from "../fake_browser.js"

let render, parent, moved
let isReduced = false

beforeEach(async () => {
  const window = open('<div id="parent"><div class="grids-place"></div></div>')
  isReduced = false
  globalThis.ResizeObserver = /** @type {any} */ (class { observe() {} })
  globalThis.matchMedia = /** @type {any} */ (() => ({ matches: isReduced }))
  window.Element.prototype.getBoundingClientRect = function () {
    return /** @type {any} */ ({ left: 0, top: Number(/** @type {HTMLElement} */ (this).dataset.top) })
  }
  moved = []
  window.Element.prototype.animate = /** @type {any} */ (/** @this {HTMLElement} @param {any} frames */ function (frames) {
    const move = { name: this.dataset.flip, ...frames[0], currentTime: 0, finished: Promise.resolve() }
    moved.push(move)
    return move
  })
  render = (await load(["browser/moves.js", "browser/flying.js", "browser/grids.js"])).default
  parent = document.getElementById("parent")
})

const show = (turn, html) =>
  render({ parentElement: parent, data: [`<div data-turn="${turn}">${html}</div>`, null], setTriggerValue: () => {} })
/** Shows `names`, each with its distance from the top, after `turn` lines. */
const draw = (turn, names) =>
  show(turn, Object.entries(names).map(([name, top]) => `<i data-flip="${name}" data-top="${top}"></i>`).join(""))
const nested = (outer, inner) => `<p data-flip="m" data-top="${outer}"><i data-flip="b" data-top="${inner}"></i></p>`
const said = () => moved.map(({ name, transform, opacity }) => [name, transform, opacity])
const root = () => parent.querySelector("[data-turn]")

test("at first nothing moves", () => {
  draw(2, { a: 0, b: 30 })
  assert.deepEqual(said(), [])
  assert.equal(root().className, "")
})

test("after a line what has another place comes from its old one, and what is new slides in", () => {
  draw(2, { a: 0, b: 30 })
  draw(3, { a: 0, b: 90, c: 120 })
  assert.deepEqual(said(), [["b", "translate(0px, -60px)", undefined], ["c", "translate(0px, 16px)", 0]])
  assert.equal(root().className, "one-more moves")
})

test("what moves is done some time", async () => {
  draw(2, { b: 30 })
  draw(3, { b: 90 })
  await settle()
  assert.equal(root().className, "one-more")
})

test("a line back moves as well, and lights nothing", () => {
  draw(3, { b: 90 })
  draw(2, { b: 30 })
  assert.deepEqual(said(), [["b", "translate(0px, 60px)", undefined]])
  assert.equal(root().classList.contains("one-more"), false)
})

test("the same lines with other numbers move nothing", () => {
  draw(2, { b: 30 })
  draw(3, { b: 90 })
  pass(1000)
  moved = []
  draw(3, { b: 40 })
  assert.deepEqual(said(), [])
  assert.equal(root().className, "")
})

test("what is shown again while it moves goes on from there", () => {
  draw(2, { b: 30 })
  draw(3, { b: 90 })
  pass(100)
  moved = []
  draw(3, { b: 90 })
  assert.deepEqual(said(), [["b", "translate(0px, -60px)", undefined]])
  assert.equal(moved[0].currentTime, 100)
  assert.equal(root().style.getPropertyValue("--elapsed"), "-100ms")
})

test("nothing moves for those who have asked for that", () => {
  isReduced = true
  draw(2, { b: 30 })
  draw(3, { b: 90 })
  assert.deepEqual(said(), [])
})

test("what stands in something that moves goes only the rest of the way", () => {
  show(1, nested(0, 10))
  show(2, nested(50, 60))
  assert.deepEqual(said(), [["m", "translate(0px, -50px)", undefined]])
})
