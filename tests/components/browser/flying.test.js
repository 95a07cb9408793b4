// Cells that travel: from which place, to which, and who does not.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, open, pass } from "../fake_browser.js"

let fly, place, flights, isReduced

const cell = (name, x, more = "") => `<b data-cell="${name}" data-x="${x}" ${more}>${name}</b>`

beforeEach(async () => {
  const window = open('<div id="place"></div>')
  isReduced = false
  globalThis.matchMedia = /** @type {any} */ (() => ({ matches: isReduced }))
  globalThis.getComputedStyle = /** @type {any} */ (() => ({ translate: "none" }))
  flights = []
  Object.assign(window.HTMLElement.prototype, {
    /** @this {HTMLElement} */
    getBoundingClientRect() { return { x: Number(this.dataset.x), y: 0, width: 0, height: 0 } },
    /** @this {HTMLElement} */
    animate(/** @type {any[]} */ frames, /** @type {any} */ { delay }) { flights.push([this.dataset.cell, frames.map(frame => Math.round(parseFloat(frame.translate))), delay]) },
  })
  fly = (await load("browser/flying.js", "export { fly }")).fly
  place = document.getElementById("place")
})

const draw = html => {
  fly(place, () => { place.innerHTML = html })
  pass(20)
}

test("what comes first stands at its place", () => {
  draw(cell("a.1", 10) + cell("r.1", 50, 'data-way="a.1"'))
  assert.deepEqual(flights, [])
})

test("a cell that was there comes from its old place", () => {
  draw(cell("a.1", 10) + cell("a.2", 20))
  draw(cell("a.1", 10) + cell("a.2", 50))
  assert.deepEqual(flights.map(([name, [first]]) => [name, first]), [["a.2", -30]])
})

test("a cell that was not there goes its way, once", () => {
  draw(cell("a.1", 10))
  const html = cell("a.1", 10) + cell("m.1", 30) + cell("r.1", 50, 'data-way="a.1 m.1"')
  draw(html)
  const [name, places] = flights[0]
  assert.deepEqual([name, places[0], places[2], places.at(-1)], ["r.1", -40, -20, 0])
  pass(2000)
  draw(html.replace(">r.1<", ">another number<"))
  assert.equal(flights.length, 1)
})

test("one after the other, and the sum when all have come", () => {
  draw(cell("x.1", 0) + cell("x.2", 0))
  draw(cell("x.1", 0) + cell("x.2", 0) + cell("p.1", 10, 'data-way="x.1"') + cell("p.2", 20, 'data-way="x.2"')
    + '<b data-x="40" data-sends="y">sum</b>' + cell("y", 90))
  assert.deepEqual(flights.map(([name]) => name), ["p.1", "p.2", "y"])
  const delays = flights.map(([, , delay]) => delay)
  assert.ok(delays[0] < delays[1] && delays[1] < delays[2])
})

test("nothing moves for those who have asked for that", () => {
  isReduced = true
  draw(cell("a.1", 10))
  draw(cell("a.1", 60) + cell("r.1", 50, 'data-way="a.1"'))
  assert.deepEqual(flights, [])
})
