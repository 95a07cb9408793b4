// What may be changed in a picture that Plotly has drawn, and what then stands there: an SVG as Plotly writes it, and no Plotly.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, open } from "../fake_browser.js"

const CLEAR = "rgba(0,0,0,0)"
const NO_WIDTH = "\u200b"

/** Two edges, a curve, the box of a number, three units of which the last is a name alone, names beside them, and a curve with a gap. */
const before = () => ({
  data: [
    {
      type: "scatter",
      mode: "markers+text",
      x: [0, 1, 2],
      y: [0, 0.5, 1],
      text: ["x<sub>1</sub><br>0.1000", "-0.5", "name"],
      textposition: "middle center",
      textfont: { size: 14, color: ["#111111", "#222222", "#333333"] },
      marker: { symbol: "circle", size: [50, 50, 0], color: ["rgb(1,1,1)", "#020202", CLEAR], opacity: 1, line: { color: ["#aaaaaa", "#bbbbbb", "#cccccc"], width: [1.2, 4, 0] } },
      customdata: ["x1", "h1.1", ""],
      hovertext: ["x1 = 0.1", "h1 = -0.5", ""],
      hoverinfo: "text",
    },
    { type: "scatter", mode: "markers", x: [0, 1], y: [1, 0], marker: { size: 8, color: "#444444" }, customdata: ["w1.1.1", "b1.1"], hovertext: ["W", "b"] },
    { type: "scatter", mode: "text", x: [0], y: [0], text: ["t"], textfont: { size: 9, color: "#555555" }, hovertext: "old" },
    { type: "scatter", mode: "lines", x: [0, 1, 1.5, 2, 3, null, 4], y: [0, 1, null, 2, 3, 3.5, 4], line: { color: "#666666", width: 2, dash: "dash" }, hovertext: ["0", "1", "", "2", "3", "", "4"] },
    { type: "bar", x: [0, 1], y: [2, 3] },
    { type: "scatter", mode: "text", visible: false, x: [0], y: [0], text: ["hidden"] },
  ],
  layout: {
    width: 500,
    height: 300,
    xaxis: { range: [0, 2], title: { text: "2 numbers<br>and a curve" } },
    yaxis: { range: [0, 1] },
    annotations: [{ text: "a note" }],
    meta: { edges: [["w1.1.1"], ["b1.1"]] },
    images: [{ source: "data:one", x: 0, y: 0, sizex: 1, sizey: 1 }, { source: "data:two", x: 1, y: 0, sizex: 1, sizey: 1 }],
    shapes: [
      { type: "line", layer: "below", x0: 0, y0: 0, x1: 1, y1: 1, line: { color: "#007700", width: 1, dash: "solid" }, opacity: 0.85 },
      { type: "line", layer: "below", x0: 0, y0: 1, x1: 1, y1: 0, line: { color: "#770000", width: 5, dash: "6px,3px" }, opacity: 0.85 },
      { type: "circle", x0: 0, y0: 0, x1: 1, y1: 1, fillcolor: "#eeeeee" },
      { type: "path", path: "M0,0L0.1,0C0.5,0 0.5,1 0.9,1L1,1", line: { color: "#007700", width: 1, dash: "solid" } },
      { type: "path", name: "w1.1.1", xsizemode: "pixel", ysizemode: "pixel", xanchor: 0.5, yanchor: 0.5, path: "M-9,-5L9,-5L9,5L-9,5Z", fillcolor: "#eeeeee", line: { color: "#007700", width: 1, dash: "solid" } },
      { type: "line", xref: "x2 domain", yref: "y2", x0: 0, y0: 1, x1: 1, y1: 1, line: { color: "#007700", width: 1, dash: "dot" } },
      { type: "rect", layer: "below", x0: 0.25, y0: 0.1, x1: 0.5, y1: 0.2, fillcolor: "#eeeeee", line: { color: "#007700", width: 1, dash: "solid" } },
    ],
  },
})

const SUBSCRIPT = `<tspan style="font-size:70%" dy="0.3em">1</tspan><tspan dy="-0.21em">${NO_WIDTH}</tspan>`
const point = (fill, stroke, width, opacity = "1") => `<path class="point" d="M1,0A1,1 0 1,1 0,-1Z" style="opacity: 1; stroke: ${stroke}; stroke-width: ${width}; fill: ${fill}; fill-opacity: ${opacity};"></path>`
const PAGE = `<div id="plot"><svg>
  <g class="shapelayer">
    <path data-index="0" d="M0.00,100.00L100.00,0.00" style="opacity: 0.85; stroke: rgb(0, 119, 0); stroke-width: 1px;"></path>
    <path data-index="1" d="M0.00,0.00L100.00,100.00" style="opacity: 0.85; stroke: rgb(119, 0, 0); stroke-width: 5px; stroke-dasharray: 6px, 3px;"></path>
    <path data-index="2" d="M0,0H9V9H0Z" style="fill: rgb(238, 238, 238);"></path>
    <path data-index="3" d="M0,100L10,100C50,100 50,0 90,0L100,0" style="stroke: rgb(0, 119, 0); stroke-width: 1px;"></path>
    <path data-index="4" d="M41,55L59,55L59,45L41,45Z" style="stroke: rgb(0, 119, 0); stroke-width: 1px; fill: rgb(238, 238, 238);"></path>
    <path data-index="5" d="M460,20L660,20" style="stroke: rgb(0, 119, 0); stroke-width: 1px;"></path>
    <path data-index="6" d="M25.00,90.00H50.00V80.00H25.00Z" style="fill: rgb(238, 238, 238); stroke: rgb(0, 119, 0); stroke-width: 1px;"></path>
  </g>
  <g class="imagelayer"><image xlink:href="data:one"></image><image xlink:href="data:two"></image></g>
  <g class="barlayer"><g class="trace bars"><g class="points">
    <g class="point"><path d="M-40,100V-100H40V100Z"></path></g><g class="point"><path d="M60,100V-200H140V100Z"></path></g>
  </g></g></g>
  <g class="scatterlayer">
    <g class="trace scatter traceaaa"><g class="points">
      ${point("rgb(1, 1, 1)", "rgb(170, 170, 170)", "1.2px")}${point("rgb(2, 2, 2)", "rgb(187, 187, 187)", "4px")}${point("rgb(0, 0, 0)", "rgb(204, 204, 204)", "0px", "0")}
    </g><g class="text">
      <g class="textpoint"><text data-unformatted="x<sub>1</sub><br>0.1000" style="fill: rgb(17, 17, 17);"><tspan class="line">x${SUBSCRIPT}</tspan><tspan class="line">0.1000</tspan></text></g>
      <g class="textpoint"><text data-unformatted="-0.5" style="fill: rgb(34, 34, 34);">-0.5</text></g>
      <g class="textpoint"><text data-unformatted="name" style="fill: rgb(51, 51, 51);">name</text></g>
    </g></g>
    <g class="trace scatter tracebbb"><g class="points">${point("rgb(68, 68, 68)", "none", "0px")}${point("rgb(68, 68, 68)", "none", "0px")}</g><g class="text"></g></g>
    <g class="trace scatter traceccc"><g class="points"></g><g class="text"><g class="textpoint"><text data-unformatted="t">t</text></g></g></g>
    <g class="trace scatter traceddd"><g class="lines"><path class="js-line" d="M0,0L1,1" style="stroke: rgb(102, 102, 102);"></path><path class="js-line" d="M2,2L3,3" style="stroke: rgb(102, 102, 102);"></path></g></g>
  </g>
  <g class="infolayer"><g class="g-xtitle"><text data-unformatted="2 numbers<br>and a curve"><tspan class="line">2 numbers</tspan><tspan class="line">and a curve</tspan></text></g></g></svg></div>`

let patchable, patch, /** @type {any} */ plot, window

beforeEach(async () => {
  window = open(PAGE)
  ;({ patchable, patch } = await load("browser/patch.js", "export { patchable, patch }"))
  plot = window.document.querySelector("#plot")
  const { data, layout } = before()
  const axes = { xaxis: { c2p: value => 100 * value }, yaxis: { c2p: value => 100 - 100 * value } }
  const calcdata = data.slice(0, 5).map((trace, index) => trace.x.map((x, at) => ({ x, y: trace.y[at], ...(at ? {} : { trace: { ...trace, index } }) })))
  Object.assign(plot, { data, layout, calcdata, _fullLayout: axes, _fullData: ["aaa", "bbb", "ccc", "ddd", "eee", "fff"].map(uid => ({ uid })) })
})

/** The picture with something else in it: a path such as `data.0.text.1`, and the value. */
const but = (...changes) => {
  const figure = before()
  for (const [path, value] of changes) {
    const names = path.split(".")
    const last = names.pop()
    const record = names.reduce((inner, name) => inner[name], /** @type {any} */ (figure))
    if (value === undefined) delete record[last]
    else record[last] = value
  }
  return figure
}
const all = selector => [...plot.querySelectorAll(selector)]
const show = (...changes) => {
  const figure = but(...changes)
  assert.ok(patchable({ data: plot.data, layout: plot.layout }, figure))
  assert.ok(patch(plot, figure))
  return figure
}

const MAY = /** @type {[string, [string, any][]][]} */ ([
  ["nothing", []],
  ["the colour of a unit", [["data.0.marker.color.0", "#abcdef"]]],
  ["one colour for all points", [["data.1.marker.color", "#abcdef"]]],
  ["the border of a unit", [["data.0.marker.line.color.0", "#abcdef"], ["data.0.marker.line.width.0", 4]]],
  ["a number in a text", [["data.0.text.0", "x<sub>2</sub><br>-0.2000"]]],
  ["the ink of texts", [["data.0.textfont.color", "#000000"]]],
  ["names and hover texts", [["data.0.customdata.0", "x2"], ["data.0.hovertext.0", "x2"]]],
  ["the place of a point without a text", [["data.1.x.0", 0.5], ["data.1.y.0", 0.5]]],
  ["the place of a point with a text", [["data.0.x.1", 0.5], ["data.0.y.1", 0.75]]],
  ["the height of a bar", [["data.4.y.0", 5]]],
  ["the words of a title", [["layout.xaxis.title.text", "3 numbers<br>and a curve"]]],
  ["the course and the colour of a line", [["data.3.x.0", -1], ["data.3.line.color", "#000000"]]],
  ["the place and the look of an edge", [["layout.shapes.0.x0", 0.5], ["layout.shapes.0.line", { color: "#000000", width: 2.8, dash: "6px,3px" }], ["layout.shapes.0.opacity", 0.5]]],
  ["the text of a trace that is not seen", [["data.5.text.0", "other"]]],
  ["the course of a curve", [["layout.shapes.3.path", "M0,1L0.1,1C0.5,1 0.5,0 0.9,0L1,0"], ["layout.shapes.3.line.width", 3]]],
  ["the size and the outline of a box", [["layout.shapes.4.path", "M-11,-5L11,-5L11,5L-11,5Z"], ["layout.shapes.4.line.color", "#770000"]]],
  ["the fill of a box", [["layout.shapes.4.fillcolor", "#000000"]]],
  ["the place and the fill of a bar", [["layout.shapes.6.x1", 0.75], ["layout.shapes.6.fillcolor", "#000000"], ["layout.shapes.6.line.width", 0]]],
  ["what is in a map", [["layout.images.1.source", "data:three"]]],
  ["what the layout says of edges", [["layout.meta", { edges: [] }]]],
])
for (const [what, changes] of MAY) test(`may be another one: ${what}`, () => assert.ok(patchable(before(), but(...changes))))

const MUST_NOT = /** @type {[string, [string, any][]][]} */ ([
  ["the number of points", [["data.1.x.2", 2], ["data.1.y.2", 2]]],
  ["the number of colours", [["data.0.marker.color", ["#000000", "#000000"]]]],
  ["one colour in the place of many", [["data.0.marker.color", "#000000"]]],
  ["the number of widths", [["data.0.marker.line.width.3", 1]]],
  ["the number of hover texts", [["data.0.hovertext.3", ""]]],
  ["the size of a point", [["data.0.marker.size.0", 40]]],
  ["the symbol of a point", [["data.0.marker.symbol", "square"]]],
  ["the opacity of points", [["data.0.marker.opacity", 0.5]]],
  ["the size of type", [["data.0.textfont.size", 12]]],
  ["the place of texts", [["data.0.textposition", "top center"]]],
  ["the tags in a text", [["data.0.text.0", "x<sup>1</sup><br>0.1000"]]],
  ["a text without its tags", [["data.0.text.0", "x1 0.1000"]]],
  ["a text where there was none", [["data.2.text.0", ""]]],
  ["a word where a part of a text was empty", [["data.0.text.0", "x<sub>1</sub>!<br>0.1000"]]],
  ["a colour that is a number", [["data.0.marker.color.1", 0.5]]],
  ["a colour that can be seen through", [["data.0.marker.color.1", "rgba(1,1,1,0.5)"]]],
  ["a colour in the place of none", [["data.0.marker.color.2", "#010101"]]],
  ["the mode", [["data.0.mode", "markers"]]],
  ["a field more", [["data.0.visible", true]]],
  ["a field less", [["data.0.hoverinfo", undefined]]],
  ["a field in the place of another", [["data.0.hovertext", undefined], ["data.0.ids", ["1", "2", "3"]]]],
  ["the width of a line", [["data.3.line.width", 1]]],
  ["the dashes of a line", [["data.3.line.dash", "solid"]]],
  ["the opacity of a line", [["data.3.opacity", 0.5]]],
  ["the place of a bar", [["data.4.x.0", 5]]],
  ["the number of bars", [["data.4.x.2", 2], ["data.4.y.2", 2]]],
  ["the lines of a title", [["layout.xaxis.title.text", "3 numbers"]]],
  ["the title of another axis", [["layout.yaxis.title", { text: "t" }]]],
  ["whether a trace is seen", [["data.5.visible", true]]],
  ["the size of the picture", [["layout.width", 501]]],
  ["the range of an axis", [["layout.xaxis.range.1", 3]]],
  ["the text of a note", [["layout.annotations.0.text", "another"]]],
  ["the number of edges", [["layout.shapes.7", before().layout.shapes[0]]]],
  ["the place of a box", [["layout.shapes.4.xanchor", 0.6]]],
  ["a fill that can be seen through", [["layout.shapes.4.fillcolor", "rgba(0,0,0,0.5)"]]],
  ["whether a course is in pixels", [["layout.shapes.3.xsizemode", "pixel"]]],
  ["the layer of an edge", [["layout.shapes.0.layer", "above"]]],
  ["a shape of another kind", [["layout.shapes.0.type", "rect"]]],
  ["the place of a line on other axes", [["layout.shapes.5.y0", 0.5]]],
  ["the place of a shape of another kind", [["layout.shapes.2.x1", 2]]],
  ["an axis more", [["layout.xaxis2", {}]]],
  ["the size of a map", [["layout.images.0.sizex", 2]]],
  ["the number of maps", [["layout.images.2", before().layout.images[0]]]],
])
for (const [what, changes] of MUST_NOT) test(`must not be another one: ${what}`, () => assert.equal(patchable(before(), but(...changes)), false))

test("must not be another one: the number of traces", () => {
  const figure = before()
  figure.data.pop()
  assert.equal(patchable(before(), figure), false)
  assert.equal(patchable(figure, before()), false)
})

for (const [kind, given, changed] of /** @type {[string, object, object][]} */ ([
  ["numbers that have colours", { mode: "markers", marker: { color: [1, 2] } }, { marker: { color: [1, 3] } }],
  ["a number that has a colour", { mode: "markers", marker: { color: 1 } }, { marker: { color: 2 } }],
  ["lines between points", { mode: "lines+markers" }, { y: [0, 2] }],
  ["the mode that Plotly chooses", {}, { y: [0, 2] }],
  ["the area below a line", { mode: "lines", fill: "tozeroy" }, { y: [0, 2] }],
  ["another kind of trace", { type: "heatmap", mode: "markers" }, { y: [0, 2] }],
  ["bars that lie", { type: "bar", orientation: "h" }, { y: [0, 2] }],
  ["a list in the place of a record", { type: "bar", marker: ["x"] }, { marker: { 0: "x" } }],
  ["a longer list", { type: "bar", ids: ["x"] }, { ids: ["x", "y"] }],
  ["a name instead of another", { type: "bar", ids: { a: undefined } }, { ids: { b: undefined } }],
])) {
  test(`${kind}: only the same`, () => {
    const trace = { type: "scatter", x: [0, 1], y: [0, 1], ...given }
    assert.ok(patchable({ data: [trace], layout: {} }, structuredClone({ data: [trace], layout: {} })))
    assert.equal(patchable({ data: [trace], layout: {} }, { data: [{ ...trace, ...changed }], layout: {} }), false)
  })
}

test("a unit gets its colour and its border; what shows a text alone stays clear", () => {
  show(["data.0.marker.color", ["rgb(9,8,7)", "#030303", CLEAR]], ["data.0.marker.line", { color: ["#dddddd", "#bbbbbb", "#cccccc"], width: [4, 0, 0] }])
  const [first, second, name] = all(".traceaaa path.point").map(({ style }) => style)
  assert.deepEqual([first.fill, first.stroke, first.strokeWidth], ["rgb(9, 8, 7)", "rgb(221, 221, 221)", "4px"])
  assert.equal(all(".traceaaa [transform]").length, 0) // a point with a text stays where it is
  assert.deepEqual([second.fill, second.strokeWidth], ["rgb(3, 3, 3)", "0px"])
  assert.deepEqual([name.fill, name.fillOpacity, name.strokeWidth], ["rgb(0, 0, 0)", "0", "0px"])
})

test("one colour is that of all points", () => {
  show(["data.1.marker.color", "#0a0b0c"])
  assert.deepEqual(all(".tracebbb path.point").map(({ style }) => style.fill), ["rgb(10, 11, 12)", "rgb(10, 11, 12)"])
})

test("a text gets its numbers, part by part, and keeps what Plotly has put between them", () => {
  const [text] = all("text")
  const spans = all(".traceaaa tspan")
  show(["data.0.text.0", "h<sub>2</sub><br>-0.2000"], ["data.0.textfont.color", ["#010203", "#222222", "#333333"]])
  assert.equal(text.innerHTML, `<tspan class="line">h<tspan style="font-size:70%" dy="0.3em">2</tspan><tspan dy="-0.21em">${NO_WIDTH}</tspan></tspan><tspan class="line">-0.2000</tspan>`)
  assert.deepEqual(all(".traceaaa tspan"), spans)
  assert.equal(text.getAttribute("data-unformatted"), "h<sub>2</sub><br>-0.2000")
  assert.equal(text.style.fill, "rgb(1, 2, 3)")
  assert.equal(all("text")[1].textContent, "-0.5")
})

test("a point without a text goes to its new place", () => {
  show(["data.1.x", [0.5, 1]], ["data.1.y", [0.25, 0]])
  assert.deepEqual(all(".tracebbb path.point").map(path => path.getAttribute("transform")), ["translate(50.00,75.00)", "translate(100.00,100.00)"])
})

test("a point with a text takes it along; where the text has several lines nothing is changed", () => {
  show(["data.0.x.1", 0.5], ["data.0.y.1", 0.75])
  const [first, second] = all(".traceaaa .textpoint text")
  assert.deepEqual([second.getAttribute("x"), second.getAttribute("y"), first.getAttribute("x")], ["50.00", "25.00", null])
  assert.deepEqual(all(".traceaaa path.point").map(path => path.getAttribute("transform")), [null, "translate(50.00,25.00)", null])
  show()
  assert.deepEqual([second.getAttribute("x"), second.getAttribute("y")], ["100.00", "50.00"])
  const was = plot.innerHTML
  assert.equal(patch(plot, but(["data.0.x.0", 0.5], ["data.1.marker.color", "#abcdef"])), false)
  assert.equal(plot.innerHTML, was)
})

test("a bar gets its height: in whole pixels where Plotly has drawn it so, and at least one", () => {
  const courses = () => all(".bars path").map(path => path.getAttribute("d"))
  show(["data.4.y", [0.004, 1.237]])
  assert.deepEqual(courses(), ["M-40,100V99H40V100Z", "M60,100V-24H140V100Z"])
  show(["data.4.y", [0, 0.0201]])
  assert.deepEqual(courses(), ["M-40,100V100H40V100Z", "M60,100V98H140V100Z"])
  all(".bars path")[0].setAttribute("d", "M-40.5,100V-100H40.5V100Z")
  show(["data.4.y", [1.23456, 3]])
  assert.deepEqual(courses(), ["M-40.5,100V-23.46H40.5V100Z", "M60,100V-200H140V100Z"])
  const { y, s, s1 } = plot.calcdata[4][0]
  assert.deepEqual([y, s, s1], [1.23456, 1.23456, 1.23456])
})

test("the second trace of bars is not the first", () => {
  const { data, layout } = before()
  const figure = { data: [...data, { type: "bar", x: [0], y: [1] }], layout }
  const [first] = all(".barlayer > .trace")
  const other = first.cloneNode(true)
  other.querySelector(".point").remove()
  first.after(other)
  Object.assign(plot, { data: figure.data, calcdata: [...plot.calcdata, [{ x: 0, y: 1, trace: { index: 6 } }]] })
  assert.ok(patch(plot, { data: [...data, { type: "bar", x: [0], y: [0.5] }], layout }))
  assert.deepEqual(all(".bars path").map(path => path.getAttribute("d").match(/V([-\d]+)/)[1]), ["-100", "-200", "50"])
})

test("a title gets its words, line by line", () => {
  show(["layout.xaxis.title.text", "300 numbers<br>and a curve"])
  assert.equal(all(".g-xtitle text")[0].innerHTML, '<tspan class="line">300 numbers</tspan><tspan class="line">and a curve</tspan>')
  all(".g-xtitle")[0].remove()
  assert.equal(patch(plot, but(["layout.xaxis.title.text", "4 numbers<br>and a curve"])), false)
})

test("a line goes its new course, a path for each piece", () => {
  show(["data.3.x.1", 0.5], ["data.3.y.3", 0], ["data.3.line.color", "#010101"])
  const paths = all("path.js-line")
  assert.deepEqual(paths.map(path => path.getAttribute("d")), ["M0.00,100.00L50.00,0.00", "M200.00,100.00L300.00,-200.00"])
  assert.deepEqual(paths.map(({ style }) => style.stroke), ["rgb(1, 1, 1)", "rgb(1, 1, 1)"])
})

test("an edge gets its place and its look; another shape stays as it is", () => {
  const rect = all("[data-index='2']")[0].outerHTML
  show(
    ["layout.shapes.0", { ...before().layout.shapes[0], x0: 0.5, line: { color: "#010101", width: 2.8, dash: "1px,4px" }, opacity: 1 }],
    ["layout.shapes.1.line", { color: "#020202", width: 0.4, dash: "solid" }],
  )
  const [first, second] = all(".shapelayer path")
  assert.equal(first.getAttribute("d"), "M50.00,100.00L100.00,0.00")
  assert.deepEqual([first.style.stroke, first.style.strokeWidth, first.style.strokeDasharray, first.style.opacity], ["rgb(1, 1, 1)", "2.8px", "1px, 4px", "1"])
  assert.equal(second.getAttribute("d"), "M0.00,0.00L100.00,100.00")
  assert.deepEqual([second.style.stroke, second.style.strokeWidth, second.style.strokeDasharray, second.style.opacity], ["rgb(2, 2, 2)", "0.4px", "none", "0.85"])
  assert.equal(all("[data-index='2']")[0].outerHTML, rect)
})

test("a curve goes its new course in the units of the axes, a box in pixels around its place", () => {
  show(
    ["layout.shapes.3.path", "M0,1L0.1,1C0.5,1 0.5,-0.25 0.9,-0.25L1,-0.25"],
    ["layout.shapes.3.line", { color: "rgba(1,2,3,0.5)", width: 2.8, dash: "8px,5px" }],
    ["layout.shapes.4.path", "M-11.5,-5L11.5,-5L11.5,5L-11.5,5Z"],
    ["layout.shapes.4.line.color", "#770000"],
  )
  const [curve, box] = [3, 4].map(at => all(`[data-index='${at}']`)[0])
  assert.equal(curve.getAttribute("d"), "M0.00,0.00L10.00,0.00C50.00,0.00 50.00,125.00 90.00,125.00L100.00,125.00")
  assert.deepEqual([curve.style.stroke, curve.style.strokeOpacity, curve.style.strokeDasharray], ["rgb(1, 2, 3)", "0.5", "8px, 5px"])
  assert.equal(box.getAttribute("d"), "M38.50,55.00L61.50,55.00L61.50,45.00L38.50,45.00Z")
  assert.deepEqual([box.style.stroke, box.style.fill], ["rgb(119, 0, 0)", "rgb(238, 238, 238)"])
})

test("a line on other axes stays where it is", () => {
  const line = all("[data-index='5']")[0].outerHTML
  show(["layout.shapes.0.x0", 0.5], ["data.4.y.0", 1])
  assert.equal(all("[data-index='5']")[0].outerHTML, line)
})

test("a bar gets its place, its fill and its outline", () => {
  show(["layout.shapes.6", { ...before().layout.shapes[6], x0: 0.5, x1: -0.25, fillcolor: "#010203", line: { color: "#770000", width: 2, dash: "4px,3px" } }])
  const bar = all("[data-index='6']")[0]
  assert.equal(bar.getAttribute("d"), "M50.00,90.00H-25.00V80.00H50.00Z")
  assert.deepEqual([bar.style.fill, bar.style.stroke, bar.style.strokeDasharray], ["rgb(1, 2, 3)", "rgb(119, 0, 0)", "4px, 3px"])
})

test("a map gets its content, and the others are left alone", () => {
  const [first, second] = all("image")
  const set = first.setAttributeNS
  first.setAttributeNS = () => assert.fail("it is the same")
  show(["layout.images.1.source", "data:three"])
  const shown = () => all("image").map(image => image.getAttributeNS("http://www.w3.org/1999/xlink", "href"))
  assert.deepEqual(shown(), ["data:one", "data:three"])
  assert.deepEqual(all("image"), [first, second])
  first.setAttributeNS = set
  show()
  assert.deepEqual(shown(), ["data:one", "data:two"])
})

test("edges are found by their number, in whatever order they stand", () => {
  const layer = all(".shapelayer")[0]
  layer.append(layer.firstElementChild)
  show(["layout.shapes.0.line.color", "#010101"])
  assert.equal(all("[data-index='0']")[0].style.stroke, "rgb(1, 1, 1)")
  assert.equal(all("[data-index='1']")[0].style.stroke, "rgb(119, 0, 0)")
})

test("what Plotly hovers and what a press names follow", () => {
  const figure = show(
    ["data.0.customdata", ["x2", "h1.2", ""]],
    ["data.0.hovertext", ["x2 = 0.2", "h2 = 0", ""]],
    ["data.0.text.1", "0.7"],
    ["data.0.marker.color.1", "#0f0f0f"],
    ["data.0.marker.line.width.1", 1.2],
    ["data.1.x.1", 2],
    ["data.2.hovertext", "new"],
    ["data.3.y.0", 0.5],
    ["data.3.hovertext.0", "zero"],
    ["layout.meta", { edges: [["w9.9.9"]] }],
  )
  const [units, edges, texts, curve] = plot.calcdata
  const { htx, data, tx, mc, mlc, mlw } = units[1]
  assert.deepEqual({ htx, data, tx, mc, mlc, mlw }, { htx: "h2 = 0", data: "h1.2", tx: "0.7", mc: "#0f0f0f", mlc: "#bbbbbb", mlw: 1.2 })
  assert.deepEqual(units[0].trace.customdata, ["x2", "h1.2", ""])
  assert.deepEqual([edges[1].x, edges[1].y], [2, 0])
  assert.equal(texts[0].htx, "new")
  assert.deepEqual([curve[0].y, curve[0].htx, curve[1].htx], [0.5, "zero", "1"])
  assert.equal(plot.data, figure.data)
  assert.deepEqual(plot.layout, { ...before().layout, ...figure.layout })
})

/** How everything in the picture looks, in whatever order Plotly or the patch has written it. */
const looks = () => all("svg *").map(({ style, nodeName, children, textContent }) => {
  const text = children.length ? "" : textContent.trim()
  return [nodeName, text, style.fill, style.stroke, style.strokeWidth, style.strokeDasharray || "none", style.opacity, style.fillOpacity]
})
const every = () => MAY.flatMap(([, changes]) => changes)

test("there and back: all looks as it did", () => {
  const was = looks().map(look => look.join())
  const calcdata = plot.calcdata.map(points => points.map(({ x, y }) => [x, y]))
  show(...every())
  const differs = looks().filter((look, at) => look.join() !== was[at]).map(([name]) => name)
  assert.deepEqual(new Set(differs), new Set(["path", "text", "tspan"]))
  show()
  assert.deepEqual(looks().map(look => look.join()), was)
  assert.deepEqual(plot.calcdata.map(points => points.map(({ x, y }) => [x, y])), calcdata)
})

const LACKS = /** @type {[string, () => void][]} */ ([
  ["a trace", () => all(".traceddd")[0].remove()],
  ["what Plotly has computed", () => plot.calcdata.splice(3, 1)],
  ["the number of a trace", () => plot._fullData.splice(3)],
  ["a point", () => all(".tracebbb path.point")[0].remove()],
  ["a computed point", () => plot.calcdata[1].pop()],
  ["a computed point of a line", () => plot.calcdata[3].pop()],
  ["a place for a text", () => all(".textpoint")[1].remove()],
  ["a text", () => all(".textpoint")[1].firstChild.remove()],
  ["a part of a text", () => all(".line")[1].remove()],
  ["a piece of a line", () => all("path.js-line")[1].remove()],
  ["an edge", () => all("[data-index='1']")[0].remove()],
  ["a map", () => all("image")[1].remove()],
])
for (const [what, take] of LACKS) {
  test(`all or nothing: without ${what} nothing is changed`, () => {
    take()
    const html = plot.innerHTML
    const { data, layout } = plot
    const calcdata = JSON.stringify(plot.calcdata)
    const figure = but(...every(), ["data.0.text.1", "9.9"], ["data.2.text.0", "u"])
    assert.ok(patchable(before(), figure))
    assert.equal(patch(plot, figure), false)
    assert.equal(plot.innerHTML, html)
    assert.equal(JSON.stringify(plot.calcdata), calcdata)
    assert.equal(plot.data, data)
    assert.equal(plot.layout, layout)
  })
}

test("an empty text that Plotly has taken away is no reason to draw anew", () => {
  plot.data[0].text[1] = ""
  all(".textpoint")[1].firstChild.remove()
  const figure = but(["data.0.text.1", ""], ["data.0.marker.color.0", "#010101"])
  assert.ok(patchable(plot, figure))
  assert.ok(patch(plot, figure))
  assert.equal(all("path.point")[0].style.fill, "rgb(1, 1, 1)")
})
