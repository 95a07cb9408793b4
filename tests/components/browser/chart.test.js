// How a picture that is laid out for a room is fitted into its place, what then stands as near to something as it did there,
// and which cell a press hits.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, open } from "../fake_browser.js"

const ROOM = { width: 400, height: 200 }
/** A unit in the middle, its name 20 pixels to the right and 10 above it, and a map of 40 pixels around it. */
const figure = () => ({
  data: [
    { type: "scatter", x: [2, 2.2], y: [1, 1.1], marker: { size: [40, 0] }, textfont: { size: 10 } },
    { type: "scatter", x: [0], y: [0], marker: { size: 8 } },
  ],
  layout: {
    xaxis: { range: [0, 4] },
    yaxis: { range: [0, 2] },
    images: [{ source: "data:one", x: 2, y: 1, sizex: 0.4, sizey: 0.4 }],
    meta: { rooms: [{ ...ROOM, aside: { points: [1], across: [20], up: [10] } }] },
  },
})

let fitted, cellAt

beforeEach(async () => {
  open("<div></div>")
  ;({ fitted, cellAt } = await load("browser/chart.js", "export { fitted, cellAt }"))
})

for (const [what, width, height, factor] of /** @type {[string, number, number, number][]} */ ([
  ["the room itself", 400, 200, 1],
  ["twice as large", 800, 400, 2],
  ["wider alone", 800, 200, 1],
  ["higher alone", 400, 500, 1],
  ["half as high", 400, 100, 0.5],
])) {
  test(`${what}: a map is a square, and a name stands in its corner`, () => {
    const { data: [units, others], layout } = fitted(figure(), width, height)
    const [pixelX, pixelY] = [width / 4, height / 2]
    const { sizex, sizey } = layout.images[0]
    assert.deepEqual([sizex * pixelX, sizey * pixelY].map(Math.round), [40 * factor, 40 * factor])
    assert.equal(units.marker.size[0], 40 * factor)
    const [across, up] = [(units.x[1] - units.x[0]) * pixelX, (units.y[1] - units.y[0]) * pixelY]
    assert.ok(Math.abs(across - 20 * factor) < 1e-6 && Math.abs(up - 10 * factor) < 1e-6)
    assert.deepEqual([units.x[0], units.y[0], others.x, others.y], [2, 1, [0], [0]])
  })
}

test("what came stays as it is, for the day that its place has another size", () => {
  const given = figure()
  fitted(given, 800, 200)
  assert.deepEqual(given, figure())
})

test("a picture that may be lower has smaller type only below that", () => {
  const { data, layout } = figure()
  const sizes = [200, 120, 100, 50].map(height => {
    const low = { data, layout: { ...layout, meta: { rooms: [{ ...ROOM, least: 100 }] } } }
    return fitted(low, 400, height).data[1].marker.size
  })
  assert.deepEqual(sizes, [8, 8, 8, 4])
})

test("a picture without maps and names aside gets none", () => {
  const { data, layout } = figure()
  const plain = { data, layout: { ...layout, images: undefined, meta: { rooms: [ROOM] } } }
  const { data: [units], layout: { images } } = fitted(plain, 800, 200)
  assert.equal(images, undefined)
  assert.deepEqual(units.x, [2, 2.2])
})

test("a cell of a heatmap is named by the row and the column that a place is in", () => {
  const [xaxis, yaxis] = [{ p2c: pixels => pixels / 10 - 0.5 }, { p2c: pixels => pixels / 20 - 0.5 }]
  const customdata = [["c1.1", "c2.1"], ["c1.2", "c2.2"]]
  const calcdata = [[{ trace: { type: "scatter", customdata: ["p1"] } }], [{ trace: { type: "heatmap", customdata } }]]
  const plot = { _fullLayout: { xaxis, yaxis }, calcdata }
  assert.deepEqual([[1, 1], [9, 19], [11, 19], [9, 21], [19, 39]].map(([x, y]) => cellAt(plot, x, y)), ["c1.1", "c1.1", "c2.1", "c1.2", "c2.2"])
  assert.deepEqual([[21, 1], [-1, 1], [1, 41]].map(([x, y]) => cellAt(plot, x, y)), ["", "", ""])
  assert.equal(cellAt({ ...plot, calcdata: calcdata.slice(0, 1) }, 1, 1), "")
})
