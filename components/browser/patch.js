// Changes what Plotly has drawn, without Plotly: colours, widths, dashes, numbers, the course of a line, the height of bars,
// maps. Plotly's own `react` draws a whole picture anew for that, which takes twenty times as long.
//
// Stands before chart.js, in one script with it. What is changed here Plotly does not know: before it draws again, the
// picture is changed back to what it drew last, see `draw` there.

const MARKUP = /<[^>]*>/
const SEEN_THROUGH = /^rgba\((.*),([\d.]+)\)$/ // Plotly keeps the share apart from the colour, and so do the stylesheets
const XLINK = "http://www.w3.org/1999/xlink"
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
// Plotly writes what shows through a colour elsewhere, and a number is a place on a scale.
/** @type {(colour: unknown) => boolean} */
const isOpaque = colour => typeof colour === "string" && !colour.startsWith("rgba") && colour !== "transparent"
/** @type {(one: unknown, other: unknown) => boolean} */
const sameKind = (one, other) => eachOf(one, other, (was, is) => was === is || (isOpaque(was) && isOpaque(is)))
/** @type {(one: any, other: any) => boolean} */
const sameMarker = (one, other) => alike(one, other, { color: sameKind, line: sameBorder })
/** @type {(one: any, other: any) => boolean} */
const sameShape = (one, other) => isCourse(one) ? alike(one, other, { x0: anything, y0: anything, x1: anything, y1: anything, path: anything, fillcolor: sameKind, line: anything, opacity: anything }) : same(one, other)
/** @type {(one: unknown, other: unknown) => boolean} */
const sameFrame = (one, other) => alike(one, other, { source: anything })
/** @type {(one: any, other: any) => boolean} */
const sameAxis = (one, other) => alike(one, other, { title: (was, is) => alike(was, is, { text: sameMarkup }) })
// A shape on other axes than the first two is left where it is.
/** @type {(shape: Plotly.Shape) => boolean} */
const isCourse = ({ type, xref = "x", yref = "y" }) => xref === "x" && yref === "y" && (type === "line" || type === "path" || type === "rect")

const PAIR = /(-?[\d.]+(?:e-?\d+)?),(-?[\d.]+(?:e-?\d+)?)/g

// What the `d` of a shape's path is: of a line, of a box or a curve in the units of the axes, or of a box in pixels around a point.
/** @type {(shape: Plotly.Shape, to: ToPixels) => string} */
function courseOf({ type, path, x0, y0, x1, y1, xsizemode, xanchor, yanchor }, to) {
  if (type !== "path") {
    const [left, top, right, bottom] = [...to(x0, y0), ...to(x1, y1)].map(value => value.toFixed(2))
    return type === "line" ? `M${left},${top}L${right},${bottom}` : `M${left},${top}H${right}V${bottom}H${left}Z`
  }
  const [left, top] = xsizemode === "pixel" ? to(xanchor, yanchor) : [0, 0]
  /** @type {ToPixels} */
  const place = xsizemode === "pixel" ? (x, y) => [left + Number(x), top - Number(y)] : (x, y) => to(Number(x), Number(y))
  return (path ?? "").replace(PAIR, (_, x, y) => place(x, y).map(value => value.toFixed(2)).join(","))
}

/**
 * Whether `patch` can make one picture of the other: the same things in the same number, otherwise coloured and numbered.
 *
 * @param {Plotly.Figure} before
 * @param {Plotly.Figure} after
 */
// oxlint-disable-next-line no-unused-vars -- chart.js, which stands behind this
function patchable(before, after) {
  return eachOf(before.data, after.data, (one, other) => sameTrace(/** @type {any} */ (one), /** @type {any} */ (other)))
    && alike(before.layout, after.layout, { meta: anything, xaxis: sameAxis, shapes: (one, other) => eachOf(one, other, sameShape), images: (one, other) => eachOf(one, other, sameFrame) })
}

/** @type {(trace: Plotly.Trace) => boolean} */
const hasTexts = trace => Boolean(trace.mode?.includes("text"))

/** @type {(one: any, other: any) => boolean} */
const sameLine = (one, other) => alike(one, other, { x: sameLength, y: sameLength, hovertext: sameLength, line: (was, is) => alike(was, is, { color: anything }) })
/** @type {(one: any, other: any) => boolean} */
const samePoints = (one, other) => alike(one, other, {
  x: sameLength,
  y: sameLength,
  text: (was, is) => eachOf(was, is, sameMarkup),
  textfont: (was, is) => alike(was, is, { color: anything }),
  hovertext: sameLength,
  customdata: sameLength,
  meta: anything,
  marker: sameMarker,
})
/** @type {(one: any, other: any) => boolean} */
const sameBars = (one, other) => one.orientation === "h" ? same(one, other) : alike(one, other, { y: sameLength, hovertext: sameLength })
// Of each kind of trace, what may be another one; all other kinds have to be the same.
/** @type {Record<string, (one: Plotly.Trace, other: Plotly.Trace) => boolean>} */
const KINDS = { lines: sameLine, markers: samePoints, text: samePoints, "markers+text": samePoints }
/** @type {(one: Plotly.Trace, other: Plotly.Trace) => boolean} */
const sameTrace = (one, other) => (one.type === "bar" ? sameBars : (one.type === "scatter" && !one.fill && KINDS[one.mode ?? ""]) || same)(one, other)

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
    && imageChanges(place, layout, changes) && titleChanges(place, layout, changes)
  if (!whole) return false
  for (const change of changes) change()
  place.data = data
  place.layout = { ...place.layout, ...layout }
  return true
}

/** @type {(place: Plotly.Plot, trace: Plotly.Trace, at: number, changes: (() => void)[]) => boolean} */
function traceChanges(place, trace, at, changes) {
  if (trace.visible === false || same(trace, place.data?.[at])) return true
  const group = groupOf(place, trace, at)
  const points = place.calcdata.find(each => each[0].trace.index === at)
  if (!group || !points) return false
  const { xaxis = "x", yaxis = "y" } = /** @type {Record<string, string>} */ (trace)
  const to = pixels(place, xaxis, yaxis)
  if (trace.type === "bar") return barChanges(group, trace, points, to, changes)
  if (trace.mode === "lines") return lineChanges(group, trace, points, to, changes)
  return pointChanges(group, trace, place.data?.[at], points, to, changes)
}

// Where a trace was drawn: only points and lines have their name there, bars stand in the order of their traces.
/** @type {(place: Plotly.Plot, trace: Plotly.Trace, at: number) => Element | null | undefined} */
function groupOf(place, trace, at) {
  if (trace.type !== "bar") return place.querySelector(`.trace${CSS.escape(place._fullData[at]?.uid ?? "")}`)
  const before = place.data?.slice(0, at).filter(({ type, visible }) => type === "bar" && visible !== false) ?? []
  return place.querySelectorAll(".barlayer > .trace.bars")[before.length]
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
  const [, channels, share = "1"] = SEEN_THROUGH.exec(color) ?? []
  style.stroke = channels ? `rgb(${channels})` : color
  style.strokeOpacity = share
  style.strokeWidth = `${width}px`
  style.strokeDasharray = dash === "solid" ? "none" : dash.replaceAll(",", ", ")
  if (opacity !== undefined) style.opacity = String(opacity)
}

/** @type {(group: Element, trace: Plotly.Trace, points: Plotly.Point[], to: ToPixels, changes: (() => void)[]) => boolean} */
function lineChanges(group, trace, points, to, changes) {
  const paths = /** @type {SVGElement[]} */ ([...group.querySelectorAll("path.js-line")])
  const [x, y] = /** @type {unknown[][]} */ ([trace.x, trace.y])
  // A gap begins another path; of a single point there is none.
  /** @type {string[][]} */
  const pieces = [[]]
  x.forEach((each, at) => {
    if (each === null || y[at] === null) pieces.push([])
    else pieces[pieces.length - 1].push(to(each, y[at]).map(value => value.toFixed(2)).join(","))
  })
  const courses = pieces.filter(piece => piece.length > 1).map(piece => `M${piece.join("L")}`)
  if (paths.length !== courses.length || points.length !== x.length) return false
  const { color } = /** @type {Record<string, any>} */ (trace.line ?? {})
  changes.push(() => {
    paths.forEach((path, at) => {
      path.setAttribute("d", courses[at])
      if (color) path.style.stroke = color
    })
    points.forEach((point, at) => Object.assign(point, { x: x[at], y: y[at], htx: nth(trace.hovertext, at) }))
  })
  return true
}

const BAR = /^(M[-\d.]+,)([-\d.]+)V[-\d.]+H/

// Bars keep their width, and where they begin.
/** @type {(group: Element, trace: Plotly.Trace, points: Plotly.Point[], to: ToPixels, changes: (() => void)[]) => boolean} */
function barChanges(group, trace, points, to, changes) {
  const paths = [...group.querySelectorAll(".point > path")]
  const [x, y] = /** @type {unknown[][]} */ ([trace.x, trace.y])
  if (paths.length !== y.length || points.length !== y.length) return false
  for (let at = 0; at < paths.length; at++) {
    const course = paths[at].getAttribute("d") ?? ""
    const [, begin, base] = BAR.exec(course) ?? []
    const top = to(x[at], y[at])[1]
    if (!begin || !Number.isFinite(top)) return false
    const isWhole = !course.includes(".") // Plotly gives bars without a gap whole pixels, and at least one where there is something
    const high = isWhole ? (Math.abs(top - Number(base)) < 2 ? Math.floor : Math.round)(top) : top.toFixed(2)
    changes.push(() => {
      paths[at].setAttribute("d", course.replace(BAR, `${begin}${base}V${high}H`))
      Object.assign(points[at], { y: y[at], s: y[at], s1: y[at], htx: nth(trace.hovertext, at) })
    })
  }
  return true
}

/** @type {(group: Element, trace: Plotly.Trace, was: Plotly.Trace | undefined, points: Plotly.Point[], to: ToPixels, changes: (() => void)[]) => boolean} */
function pointChanges(group, trace, was, points, to, changes) {
  const paths = /** @type {SVGElement[]} */ ([...group.querySelectorAll(".points > path.point")])
  const texts = /** @type {SVGElement[]} */ ([...group.querySelectorAll(".text > .textpoint")])
  const count = /** @type {unknown[]} */ (trace.x).length
  const { color, line = {} } = /** @type {Record<string, any>} */ (trace.marker ?? {})
  const hasText = hasTexts(trace)
  if ((color !== undefined && paths.length !== count) || (hasText && texts.length !== count) || points.length !== count) return false
  if (trace.customdata) changes.push(() => { points[0].trace.customdata = trace.customdata }) // by which a press is named
  for (let at = 0; at < count; at++) {
    if (hasText && !textChanges(texts[at], nth(trace.text, at), nth(/** @type {any} */ (trace.textfont)?.color, at), changes)) return false
    const moves = !hasText || nth(was?.x, at) !== nth(trace.x, at) || nth(was?.y, at) !== nth(trace.y, at)
    const [left, top] = moves ? to(nth(trace.x, at), nth(trace.y, at)).map(value => value.toFixed(2)) : []
    if (hasText && moves && !textMoves(texts[at], left, top, changes)) return false
    const point = points[at]
    changes.push(() => Object.assign(point, {
      x: nth(trace.x, at), y: nth(trace.y, at), tx: nth(trace.text, at), htx: nth(trace.hovertext, at), data: nth(trace.customdata, at),
    }))
    if (color === undefined) continue
    const [fill, border, width] = [nth(color, at), nth(line.color, at), nth(line.width, at)]
    changes.push(() => {
      paint(paths[at], fill, border, width)
      Object.assign(point, { mc: fill, mlc: border, mlw: width })
    })
    if (moves) changes.push(() => paths[at].setAttribute("transform", `translate(${left},${top})`))
  }
  return true
}

/** @type {(path: SVGElement, fill: string, border: string, width: number) => void} */
function paint({ style }, fill, border, width) {
  if (Number(style.fillOpacity || 1) === 1) style.fill = fill // what can be seen through stays as it is, see `sameKind`
  if (width !== undefined) style.strokeWidth = `${width}px`
  if (width) style.stroke = border
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

// A text of several lines has a place for each of them.
/** @type {(place: SVGElement, x: string, y: string, changes: (() => void)[]) => boolean} */
function textMoves(place, x, y, changes) {
  const shown = place.querySelector("text")
  if (shown?.querySelector("tspan")) return false
  if (shown) changes.push(() => {
    shown.setAttribute("x", x)
    shown.setAttribute("y", y)
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
    const shape = shapes[Number(path.dataset.index)]
    if (!isCourse(shape)) continue // is the same, see `sameShape`
    const { line, opacity, fillcolor } = shape
    const course = courseOf(shape, to)
    changes.push(() => {
      if (path.getAttribute("d") !== course) path.setAttribute("d", course)
      if (isOpaque(fillcolor)) path.style.fill = String(fillcolor)
      stroke(path, line, opacity)
    })
  }
  return true
}

// A picture within the picture has another content, in the same place.
/** @type {(place: Plotly.Plot, layout: Plotly.Layout, changes: (() => void)[]) => boolean} */
function imageChanges(place, { images = [] }, changes) {
  const shown = /** @type {SVGElement[]} */ ([...place.querySelectorAll(".imagelayer image")])
  if (shown.length !== images.length) return false
  shown.forEach((image, at) => {
    const { source } = images[at]
    if (source !== place.layout?.images?.[at]?.source) changes.push(() => image.setAttributeNS(XLINK, "xlink:href", source))
  })
  return true
}

// The title of the axis below.
/** @type {(place: Plotly.Plot, layout: Plotly.Layout, changes: (() => void)[]) => boolean} */
function titleChanges(place, { xaxis }, changes) {
  const [was, is] = [place.layout?.xaxis, xaxis].map(axis => /** @type {any} */ (axis)?.title?.text)
  if (was === is) return true
  const title = /** @type {SVGElement | null} */ (place.querySelector(".g-xtitle"))
  return Boolean(title) && textChanges(/** @type {SVGElement} */ (title), is, undefined, changes)
}
