// Where the handles over a picture are, and what they say to scrub.js.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, open } from "../fake_browser.js"

let window, place, layHandles

const axis = (/** @type {number} */ offset) => ({ _offset: offset, c2p: (/** @type {number} */ value) => value * 100 })
const PILL = { type: "path", name: "w1.1.1", xsizemode: "pixel", xanchor: 2, yanchor: 0.5, path: "M-20,-9L20,-9L20,9L-20,9Z" }
const VALUES = [{ name: "x1", label: "features[0, 0]", value: 0.5 }, { name: "w1.1.1", label: "weights[0, 0]", value: -1.25 }]

beforeEach(async () => {
  window = open(`<div id="plot"><svg><rect class="nsewdrag"></rect></svg></div>`)
  globalThis.MouseEvent = window.MouseEvent
  place = window.document.querySelector("#plot")
  Object.assign(place, {
    _fullLayout: { xaxis: axis(10), yaxis: axis(5) },
    data: [{ mode: "lines" }, { customdata: ["", "x1"], x: [0, 1], y: [0, 0.25], marker: { size: [0, 40] } }],
    layout: { shapes: [{ type: "rect" }, PILL], meta: { values: VALUES } },
  })
  layHandles = (await load("browser/handles.js", "export { layHandles }")).layHandles
  layHandles(place)
})

const handles = () => [...place.querySelectorAll(".handles > span")]
const places = () => handles().map(({ style }) => [style.left, style.top, style.width, style.height].map(parseFloat))

test("a handle lies over each number that may be changed: over its circle, or over its box", () => {
  assert.deepEqual(places(), [[90, 10, 40, 40], [190, 46, 40, 18]])
  assert.deepEqual(handles().map(each => [each.dataset.scrub, each.getAttribute("aria-valuenow"), each.getAttribute("aria-label")]), [
    ["x1", "0.5", "features[0, 0]"],
    ["w1.1.1", "-1.25", "weights[0, 0]"],
  ])
  assert.equal(place.querySelector(".handles").getAttribute("aria-hidden"), "true")
})

test("another picture has others; those that stay are the same elements", () => {
  const [first] = handles()
  place.layout.meta.values = [{ ...VALUES[0], value: 0.75 }]
  place.data[1].x = [0, 3]
  layHandles(place)
  assert.deepEqual(handles(), [first])
  assert.equal(first.getAttribute("aria-valuenow"), "0.75")
  assert.deepEqual(places()[0], [290, 10, 40, 40])
  place.layout.meta = {}
  layHandles(place)
  assert.deepEqual(handles(), [])
})

test("what is nowhere in the picture has no handle", () => {
  place.layout.meta.values = [{ name: "b1.1", label: "bias[0, 0]", value: 1 }]
  layHandles(place)
  assert.equal(handles()[0].hidden, true)
})

test("what lies below a handle is hovered through it", () => {
  const seen = []
  place.querySelector(".nsewdrag").addEventListener("mousemove", event => seen.push([event.clientX, event.clientY]))
  handles()[0].dispatchEvent(new window.MouseEvent("mousemove", { clientX: 7, clientY: 8 }))
  assert.deepEqual(seen, [[7, 8]])
})
