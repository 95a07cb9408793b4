// Changes what Plotly has drawn, without Plotly: colours, widths, dashes, numbers, the course of a line. Plotly's own
// `react` draws a whole picture anew for that, which takes twenty times as long.
//
// Stands before chart.js, in one script with it. What is changed here Plotly does not know: before it draws again, the
// picture is changed back to what it drew last, see `draw` there.

const MARKUP = /<[^>]*>/
const NO_WIDTH = "\u200b" // Plotly puts one behind a subscript

/** @type {(one: unknown, other: unknown) => boolean} */
const same = (one, other) => {
  if (one === other) return true
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [before, after] = [Object.keys(one), Object.keys(other)]
  return before.length === after.length && before.every(key => key in other && same(/** @type {any} */ (one)[key], /** @type {any} */ (other)[key]))
}

/** @type {(one: unknown, other: unknown) => boolean} */
const sameLength = (one, other) => Array.isArray(one) && Array.isArray(other) ? one.length === other.length : !Array.isArray(one) && !Array.isArray(other)

// A text in its parts: those between tags, without the empty ones. Plotly writes each as a node of its own.
/** @type {(text: unknown) => string[]} */
const parts = text => String(text).split(MARKUP).filter(part => part)
/** @type {(text: unknown) => string} */
const tags = text => String(text).match(new RegExp(MARKUP, "g"))?.join("") ?? ""
/** @type {(one: unknown, other: unknown) => boolean} */
const sameMarkup = (one, other) => one === other || (tags(one) === tags(other) && parts(one).length === parts(other).length)

/** @type {(one: unknown, other: unknown, what: (one: unknown, other: unknown) => boolean) => boolean} */
const eachOf = (one, other, what) => sameLength(one, other) && (Array.isArray(one) && Array.isArray(other) ? one.every((each, at) => what(each, other[at])) : what(one, other))

// Whether two records have the same names, and where `may` does not say otherwise the same values.
/** @type {(one: any, other: any, may?: Record<string, (one: any, other: any) => boolean>) => boolean} */
const alike = (one, other, may = {}) => {
  if (!one || !other) return one === other
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every(name => name in other && (may[name] ?? same)(one[name], other[name]))
}
const anything = () => true
/** @type {(one: any, other: any) => boolean} */
const sameBorder = (one, other) => alike(one, other, { color: sameLength, width: sameLength })
/** @type {(one: any, other: any) => boolean} */
const sameMarker = (one, other) => alike(one, other, { color: sameLength, line: sameBorder }) && typeof [one?.color].flat()[0] !== "number"
/** @type {(one: any, other: any) => boolean} */
const sameShape = (one, other) => alike(one, other, { x0: anything, y0: anything, x1: anything, y1: anything, line: anything, opacity: anything })

/**
 * Whether `patch` can make one picture of the other: the same things in the same number, otherwise coloured and numbered.
 *
 * @param {Plotly.Figure} before
 * @param {Plotly.Figure} after
 */
// oxlint-disable-next-line no-unused-vars -- chart.js, which stands behind this
function patchable(before, after) {
  return eachOf(before.data, after.data, (one, other) => sameTrace(/** @type {any} */ (one), /** @type {any} */ (other)))
    && alike(before.layout, after.layout, { meta: anything, shapes: (one, other) => eachOf(one, other, sameShape) })
}

/** @type {(trace: Plotly.Trace) => boolean} */
const hasTexts = trace => Boolean(trace.mode?.includes("text"))

/** @type {(one: Plotly.Trace, other: Plotly.Trace) => boolean} */
const sameTrace = (one, other) => one.mode === "lines"
  ? alike(one, other, { x: anything, y: anything, hovertext: anything, line: anything, opacity: anything })
  : alike(one, other, {
    x: hasTexts(one) ? same : sameLength,
    y: hasTexts(one) ? same : sameLength,
    text: (was, is) => eachOf(was, is, sameMarkup),
    textfont: (was, is) => alike(was, is, { color: anything }),
    hovertext: sameLength,
    customdata: sameLength,
    marker: sameMarker,
  })

/** @type {(values: unknown, at: number) => any} */
const nth = (values, at) => Array.isArray(values) ? values[at] : values

/**
 * Changes what stands in `place` to another picture, for which `patchable` was true.
 *
 * @param {Plotly.Plot} place
 * @param {Plotly.Figure} figure
 * @returns {boolean} whether all was found that had to be changed; if not, nothing was
 */
// oxlint-disable-next-line no-unused-vars -- chart.js, which stands behind this
function patch(place, { data, layout }) {
  /** @type {(() => void)[]} */
  const changes = []
  const whole = data.every((trace, at) => traceChanges(place, trace, at, changes)) && shapeChanges(place, layout, changes)
  if (!whole) return false
  for (const change of changes) change()
  place.data = data
  place.layout = { ...place.layout, ...layout }
  return true
}

/** @type {(place: Plotly.Plot, trace: Plotly.Trace, at: number, changes: (() => void)[]) => boolean} */
function traceChanges(place, trace, at, changes) {
  if (trace.visible === false) return true
  const group = place.querySelector(`.trace${CSS.escape(place._fullData[at]?.uid ?? "")}`)
  const points = place.calcdata.find(each => each[0].trace.index === at)
  if (!group || !points) return false
  const { xaxis = "x", yaxis = "y" } = /** @type {Record<string, string>} */ (trace)
  const to = pixels(place, xaxis, yaxis)
  return trace.mode === "lines" ? lineChanges(group, trace, to, changes) : pointChanges(group, trace, points, to, changes)
}

/** @typedef {(x: unknown, y: unknown) => [number, number]} ToPixels */
/** @type {(place: Plotly.Plot, xaxis: string, yaxis: string) => ToPixels} */
function pixels(place, xaxis, yaxis) {
  const axes = /** @type {Record<string, Plotly.Axis>} */ (/** @type {unknown} */ (place._fullLayout))
  const [x, y] = [axes[xaxis.replace("x", "xaxis")], axes[yaxis.replace("y", "yaxis")]]
  return (one, other) => [x.c2p(one), y.c2p(other)]
}

/** @type {(path: SVGElement, line: Plotly.Line, opacity?: number) => void} */
function stroke(path, { color, width, dash }, opacity) {
  const { style } = path
  style.stroke = color
  style.strokeWidth = `${width}px`
  style.strokeDasharray = dash === "solid" ? "none" : dash.replaceAll(",", ", ")
  if (opacity !== undefined) style.opacity = String(opacity)
}

/** @type {(group: Element, trace: Plotly.Trace, to: ToPixels, changes: (() => void)[]) => boolean} */
function lineChanges(group, trace, to, changes) {
  const path = /** @type {SVGElement | null} */ (group.querySelector("path.js-line"))
  if (!path) return false
  const [x, y] = /** @type {unknown[][]} */ ([trace.x, trace.y])
  let pen = "M"
  const course = x.map((each, at) => {
    if (each === null || y[at] === null) {
      pen = "M"
      return ""
    }
    const step = `${pen}${to(each, y[at]).map(value => value.toFixed(2)).join(",")}`
    pen = "L"
    return step
  }).join("")
  const line = /** @type {Record<string, any>} */ (trace.line ?? {})
  changes.push(() => {
    path.setAttribute("d", course)
    if (line.color) path.style.stroke = line.color
  })
  return true
}

/** @type {(group: Element, trace: Plotly.Trace, points: Plotly.Point[], to: ToPixels, changes: (() => void)[]) => boolean} */
function pointChanges(group, trace, points, to, changes) {
  const paths = /** @type {SVGElement[]} */ ([...group.querySelectorAll(".points > path.point")])
  const texts = /** @type {SVGElement[]} */ ([...group.querySelectorAll(".text > .textpoint")])
  const count = /** @type {unknown[]} */ (trace.x).length
  const { color, line = {} } = /** @type {Record<string, any>} */ (trace.marker ?? {})
  const hasText = hasTexts(trace)
  if ((color !== undefined && paths.length !== count) || (hasText && texts.length !== count)) return false
  for (let at = 0; at < count; at++) {
    if (hasText && !textChanges(texts[at], nth(trace.text, at), nth(/** @type {any} */ (trace.textfont)?.color, at), changes)) return false
    const point = points[at]
    if (color === undefined) continue
    const [fill, border, width] = [nth(color, at), nth(line.color, at), nth(line.width, at)]
    changes.push(() => paint(paths[at], fill, border, width))
    if (!hasText) {
      const [x, y] = to(nth(trace.x, at), nth(trace.y, at))
      changes.push(() => paths[at].setAttribute("transform", `translate(${x.toFixed(2)},${y.toFixed(2)})`))
    }
    changes.push(() => Object.assign(point, {
      x: nth(trace.x, at), y: nth(trace.y, at), mc: fill, mlc: border, mlw: width,
      tx: nth(trace.text, at), htx: nth(trace.hovertext, at), data: nth(trace.customdata, at),
    }))
  }
  return true
}

/** @type {(path: SVGElement, fill: string, border: string, width: number) => void} */
function paint({ style }, fill, border, width) {
  if (style.fillOpacity !== "0") style.fill = fill // what shows a text alone
  if (!width) return
  style.stroke = border
  style.strokeWidth = `${width}px`
}

/** @type {(place: SVGElement, text: unknown, colour: string | undefined, changes: (() => void)[]) => boolean} */
function textChanges(place, text, colour, changes) {
  const words = parts(text ?? "")
  const shown = place.querySelector("text")
  if (!shown) return words.length === 0
  /** @type {Node[]} */
  const nodes = []
  const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (walker.currentNode.nodeValue?.replaceAll(NO_WIDTH, "")) nodes.push(walker.currentNode)
  if (nodes.length !== words.length) return false
  changes.push(() => {
    nodes.forEach((node, at) => { if (node.nodeValue !== words[at]) node.nodeValue = words[at] })
    shown.setAttribute("data-unformatted", String(text))
    if (colour) shown.style.fill = colour
  })
  return true
}

/** @type {(place: Plotly.Plot, layout: Plotly.Layout, changes: (() => void)[]) => boolean} */
function shapeChanges(place, layout, changes) {
  const shapes = layout.shapes ?? []
  const paths = /** @type {SVGElement[]} */ ([...place.querySelectorAll(".shapelayer path[data-index]")])
  if (paths.length !== shapes.length) return false
  const to = pixels(place, "x", "y")
  for (const path of paths) {
    const { x0, y0, x1, y1, line, opacity } = shapes[Number(path.dataset.index)]
    const course = `M${to(x0, y0).map(value => value.toFixed(2)).join(",")}L${to(x1, y1).map(value => value.toFixed(2)).join(",")}`
    changes.push(() => {
      if (path.getAttribute("d") !== course) path.setAttribute("d", course)
      stroke(path, line, opacity)
    })
  }
  return true
}
