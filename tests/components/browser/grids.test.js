// Tables of cells: what is pressed, and where the focus is after they were drawn anew.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, open } from "../fake_browser.js"

let render, told, parent
const CELLS = ["x", "h1", "h1", "y"].map(name => `<button data-name="${name}">${name}</button>`).join("")

beforeEach(async () => {
  open('<div id="parent"><div class="grids-place"></div></div>')
  globalThis.ResizeObserver = /** @type {any} */ (class { observe() {} })
  globalThis.matchMedia = /** @type {any} */ (() => ({ matches: true }))
  const picks = await load("browser/picks.js", "globalThis.ask = ask; export { ask }")
  globalThis.ask = picks.ask
  render = (await load(["browser/moves.js", "browser/flying.js", "browser/grids.js"])).default
  parent = document.getElementById("parent")
  told = []
})

const draw = html =>
  render({ parentElement: parent, data: [html, null], setTriggerValue: (name, value) => told.push([name, value.name]) })
const cells = () => [...parent.querySelectorAll("button")]

test("a press tells the name", () => {
  draw(CELLS)
  cells()[3].click()
  assert.deepEqual(told, [["picked", "y"]])
})

test("the focus stays on the same of several cells with one name", () => {
  draw(CELLS)
  for (const index of [1, 2, 0]) {
    cells()[index].focus()
    draw(CELLS)
    assert.equal(cells().indexOf(document.activeElement), index)
  }
})

test("where there are fewer cells with that name, the first has the focus", () => {
  draw(CELLS)
  cells()[2].focus()
  draw('<button data-name="h1">h1</button>')
  assert.equal(document.activeElement, cells()[0])
})

test("what meets in the cell under the pointer is lit, and no longer when the pointer leaves", () => {
  draw('<i data-of="x0">1</i><i data-of="x1">2</i><i data-of="w0">3</i><button data-name="c" data-meets="x1 w0">4</button>')
  const lit = () => [...parent.querySelectorAll(".met")].map(cell => cell.textContent)
  cells()[0].dispatchEvent(new Event("pointerover", { bubbles: true }))
  assert.deepEqual(lit(), ["2", "3"])
  parent.querySelector(".grids-place").dispatchEvent(new Event("pointerleave"))
  assert.deepEqual(lit(), [])
})
