// Draws a Plotly picture and keeps it: a new figure that has the same things otherwise coloured and numbered changes what
// is drawn (patch.js); any other goes through Plotly's own `react`.
//
// Plotly comes from the address that the page gives, once, for all pictures. Where it cannot be had, the picture's
// description in words stands in its place.
/**
 * @typedef {Plotly.Figure & {root?: number}} Figure `root`: pixels of 1 rem that its sizes are for
 * @typedef {Figure & {alt: string, selected?: string}} Picture where things can be picked, `selected` names one, or is empty
 * @typedef {object} Chart
 * @property {Picture} picture what the page shows
 * @property {(name: string) => void} pick
 * @property {boolean} drawn
 * @property {() => void} redraw
 * @property {() => void} destroy
 */
const decoder = new TextDecoder()
/** @type {WeakMap<HTMLElement, Chart>} */
const charts = new WeakMap()
const OPTIONS = { displayModeBar: false, scrollZoom: false, doubleClick: false }
const SCENE = "tensorama:scene" // as in short_way.js
const REACH = 8 // pixels beside an edge in which it is hit
const LEAST = 0.4
const MOST = 2.6
const MOST_OF_SMALL = 1.3 // how much larger or smaller than its room a picture gets; what is left is air
const FITS = 0.9 // from here on a larger room is taken
const NUMBERS = /-?[\d.]+/g
const STEPS = 12 // straight pieces that a curve is taken for
const STILL = 8 // pixels; who moves the pointer further than that while it is down has not clicked
/** @type {Promise<Plotly.Library> | undefined} */
let plotly

/**
 * @param {string[]} addresses
 * @returns {Promise<Plotly.Library>}
 */
function load(addresses) {
  const site = new URL("../../", /** @type {HTMLScriptElement} */ (document.querySelector("script[type=module][src*='static/js/']")).src)
  /** @type {(address: string) => Promise<Plotly.Library>} */
  const script = address => new Promise((resolve, reject) => {
    const element = document.createElement("script")
    element.src = new URL(address, site).href
    element.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error(`no Plotly at ${address}`)))
    element.onerror = () => reject(new Error(`cannot load ${address}`))
    document.head.append(element)
  })
  return addresses.reduce((found, address) => found.catch(() => script(address)), /** @type {Promise<Plotly.Library>} */ (Promise.reject(new Error("no address of Plotly"))))
}

// What a figure wants to be like where it has less room (`layout.meta.narrow`): some axes elsewhere, all shapes smaller by
// `shrink`, type by `type`, and single traces otherwise. The figure that came stays as it is, for the day that the phone
// is turned.
/**
 * @param {Figure} figure
 * @param {number} width
 * @param {number} height
 * @returns {Figure}
 */
function fitted({ data, layout }, width, height) {
  const { narrow, rooms } = layout.meta ?? {}
  if (!narrow || width >= narrow.below) return rooms ? inRoom({ data, layout }, rooms, width, height) : { data, layout }
  const factors = { marker: narrow.shrink, textfont: narrow.type ?? narrow.shrink }
  const parts = /** @type {const} */ (["marker", "textfont"])
  /** @type {(trace: Plotly.Trace) => [string, object][]} */
  const smaller = trace => parts.flatMap(part => {
    const size = trace[part]?.size
    return size ? [[part, { ...trace[part], size: times(size, factors[part]) }]] : []
  })
  const axes = Object.entries(narrow.axes).map(([name, change]) => [name, { .../** @type {object} */ (layout[name]), ...change }])
  return {
    data: data.map((trace, at) => ({ ...trace, ...Object.fromEntries(smaller(trace)), ...narrow.traces?.[at] })),
    layout: { ...layout, ...Object.fromEntries(axes) },
  }
}

/** @type {(size: Plotly.Sizes, factor: number) => Plotly.Sizes} */
const times = (size, factor) => (Array.isArray(size) ? size.map(each => times(each, factor)) : Math.round(size * factor * 100) / 100)

// A figure that is laid out for several rooms (`layout.meta.rooms`, the first as it came): that of the largest room which fits,
// with all sizes in pixels larger by what is left. So what stands apart there does so here.
/**
 * @param {Figure} figure
 * @param {Plotly.Room[]} rooms
 * @param {number} width
 * @param {number} height
 * @returns {Figure}
 */
function inRoom({ data, layout }, rooms, width, height) {
  const { l = 0, r = 0, t = 0, b = 0 } = layout.margin ?? {}
  /** @type {(room: Plotly.Room) => number} */
  const factorOf = room => Math.min((width - l - r) / room.width, (height - t - b) / (room.least ?? room.height))
  const bySize = rooms.toSorted((one, other) => other.width - one.width)
  const room = bySize.find(each => factorOf(each) >= FITS) ?? bySize[bySize.length - 1]
  const factor = Math.min(Math.max(factorOf(room), LEAST), room === bySize[0] ? MOST : MOST_OF_SMALL)
  const shapes = layout.shapes ?? []
  const boxes = (layout.meta?.first ?? 0) + (layout.meta?.edges?.length ?? 0)
  const { axes = {}, points, pills = shapes.slice(boxes), hangs, aside } = room
  const yaxis = /** @type {{range: [number, number]}} */ ({ .../** @type {object} */ (layout.yaxis), ...axes.yaxis })
  // What hangs below a circle comes as near to it as in the room.
  const span = yaxis.range[1] - yaxis.range[0]
  const rise = hangs ? hangs.by * span * (1 / room.height - factor / (height - t - b)) : 0
  const hanging = new Set(hangs?.names)
  const more = { across: factor / (width - l - r) - 1 / room.width, up: factor / (height - t - b) - 1 / room.height }
  const traces = data.map((trace, at) => {
    const marker = trace.marker && { ...trace.marker, size: times(points && at === 0 ? points.size : trace.marker.size ?? 0, factor) }
    const textfont = trace.textfont && { ...trace.textfont, size: times(points && at === 0 ? points.type : trace.textfont.size ?? 0, factor) }
    const there = points && at === 0 ? { x: points.x, y: points.y, text: points.text } : {}
    const ys = /** @type {number[]} */ (points && at === 0 ? points.y : trace.y)
    const hung = hangs && at === 0 ? { y: ys.map((y, point) => hanging.has(trace.customdata?.[point] ?? "") ? y + rise : y) } : {}
    const beside = aside && at === 0 ? moved(trace, aside, more, layout) : {}
    return { ...trace, ...there, ...hung, ...beside, ...(marker && { marker }), ...(textfont && { textfont }) }
  })
  /** @type {(shape: Plotly.Shape) => Plotly.Shape} */
  const wider = shape => ({ ...shape, line: { ...shape.line, width: /** @type {number} */ (times(shape.line.width, factor)) } })
  /** @type {(image: Plotly.Image) => Plotly.Image} */
  const framed = image => ({ ...image, sizex: image.sizex * factor * room.width / (width - l - r), sizey: image.sizey * factor * room.height / (height - t - b) })
  /** @type {(shape: Plotly.Shape) => Plotly.Shape} */
  const larger = shape => ({ ...wider(shape), ...(hanging.has(shape.name ?? "") && { yanchor: Number(shape.yanchor) + rise }), path: shape.path?.replace(NUMBERS, value => String(times(Number(value), factor))) })
  return {
    data: traces,
    layout: {
      ...layout,
      ...Object.fromEntries(Object.entries(axes).map(([name, change]) => [name, { .../** @type {object} */ (layout[name]), ...change }])),
      shapes: [...shapes.slice(0, boxes).map(wider), ...pills.map(larger)],
      images: layout.images?.map(framed),
      annotations: layout.annotations?.map(note => ({ ...note, font: { ...note.font, size: /** @type {number} */ (times(note.font?.size ?? 0, note.name ? 1 : factor)) } })),
    },
  }
}

// Points that stand so many pixels beside something come as near to it as in the room.
/**
 * @param {Plotly.Trace} trace
 * @param {Plotly.Aside} aside
 * @param {{across: number, up: number}} more what a pixel of the room is more here, as a share of the axes
 * @param {Plotly.Layout} layout
 */
function moved(trace, { points, across, up }, more, { xaxis, yaxis }) {
  const [wide, high] = [xaxis, yaxis].map(axis => {
    const [low, top] = /** @type {{range: [number, number]}} */ (axis).range
    return top - low
  })
  const [x, y] = [[.../** @type {number[]} */ (trace.x)], [.../** @type {number[]} */ (trace.y)]]
  points.forEach((point, at) => {
    x[point] += across[at] * wide * more.across
    y[point] += up[at] * high * more.up
  })
  return { x, y }
}

// On a dark page some points and colour scales have other colours, so that zero is that of the page there as well.
/** @param {Figure} figure @returns {Figure} */
const atNight = ({ data, layout }) => ({ data: data.map(darkened), layout })
/** @param {Plotly.Trace} trace @returns {Plotly.Trace} */
function darkened(trace) {
  const { night, nightScale: colorscale } = trace.meta ?? {}
  const { x, marker, textfont } = trace
  if (colorscale) return trace.colorscale ? { ...trace, colorscale } : { ...trace, marker: { ...marker, colorscale } }
  if (!night) return trace
  /** @type {(of: unknown) => unknown[]} */
  const each = of => Array.isArray(of) ? [...of] : /** @type {unknown[]} */ (x).map(() => of)
  const [colours, inks] = [each(marker?.color), each(textfont?.color)]
  for (const [at, colour, ink] of night) [colours[at], inks[at]] = [colour, ink]
  return { ...trace, marker: { ...marker, color: colours }, textfont: { ...textfont, color: inks } }
}

// For a projector the sizes of a figure belong to a screen on which 1 rem has `root` pixels. Where it has fewer, the
// figure is drawn for the larger screen and shrunk as a whole.
/**
 * @param {HTMLElement} place
 * @param {Figure} figure
 */
function fit(place, { layout, root }) {
  const zoom = root ? parseFloat(getComputedStyle(document.documentElement).fontSize) / root : 1
  const whole = zoom === 1 ? "" : `${100 / zoom}%`
  Object.assign(place.style, { width: whole, height: whole, transformOrigin: "0 0", transform: whole && `scale(${zoom})` })
  if (root && layout.height && place.parentElement) place.parentElement.style.height = `${layout.height * zoom}px`
}

/**
 * @param {Plotly.Plot} place
 * @param {number} clientX
 * @param {number} clientY
 * @returns {[number, number]} the place on the screen in the pixels of the picture
 */
function inside(place, clientX, clientY) {
  const { xaxis, yaxis } = place._fullLayout
  const box = place.getBoundingClientRect()
  const zoom = box.width / place.clientWidth
  return [(clientX - box.x) / zoom - xaxis._offset, (clientY - box.y) / zoom - yaxis._offset]
}

// The name of what is at a place on the screen, or nothing. Plotly's click names what was hovered, which in a burst of clicks
// is what the click before has hit, and takes the second of two quick ones for half of a double click.
/**
 * @param {Plotly.Plot} place
 * @param {number} x
 * @param {number} y
 */
function nameAt(place, x, y) {
  const pill = pillAt(place, x, y)
  if (pill) return pill
  const point = pointAt(place, x, y)
  const edge = point.distance === 0 ? null : edgeAt(place, x, y)
  return (edge && edge.distance < point.distance ? edge.name : point.name) || cellAt(place, x, y)
}

// The name of the cell of a heatmap that a place is in; its rows and columns are whole numbers.
/**
 * @param {Plotly.Plot} place
 * @param {number} x
 * @param {number} y
 */
function cellAt(place, x, y) {
  const { xaxis, yaxis } = place._fullLayout
  const trace = place.calcdata.map(([{ trace: each }]) => /** @type {Plotly.Trace} */ (each)).find(({ type, customdata }) => type === "heatmap" && customdata)
  const names = /** @type {string[][] | undefined} */ (/** @type {unknown} */ (trace?.customdata))
  return names?.[Math.round(yaxis.p2c(y))]?.[Math.round(xaxis.p2c(x))] ?? ""
}

// The edge nearest to a place, as far as a finger misses a thin line.
/**
 * @param {Plotly.Plot} place
 * @param {number} x
 * @param {number} y
 */
function edgeAt(place, x, y) {
  const { xaxis, yaxis } = place._fullLayout
  const { shapes = [], meta } = place.layout ?? {}
  const edges = meta?.edges ?? []
  let nearest = { name: "", distance: REACH }
  const first = meta?.first ?? shapes.length - edges.length
  shapes.slice(first, first + edges.length).forEach((shape, at) => {
    const course = pointsOf(shape).map(([across, up]) => [xaxis.c2p(across), yaxis.c2p(up)])
    for (let piece = 1; piece < course.length; piece++) {
      const distance = apart(x, y, course[piece - 1], course[piece])
      if (distance < nearest.distance) nearest = { name: edges[at][0], distance }
    }
  })
  return nearest.name ? nearest : null
}

// How far a place is from a straight piece.
/** @type {(x: number, y: number, from: number[], to: number[]) => number} */
function apart(x, y, [fromX, fromY], [toX, toY]) {
  const [wide, high] = [toX - fromX, toY - fromY]
  const along = Math.min(Math.max(((x - fromX) * wide + (y - fromY) * high) / (wide * wide + high * high || 1), 0), 1)
  return Math.hypot(x - fromX - along * wide, y - fromY - along * high)
}

// Points of an edge in the units of the axes: the ends of a line, or as many of a curve as it takes to follow it. A curve is
// one as `curve_shapes` in components/base/drawing.py draws it: straight, bent, straight.
/** @type {(shape: Plotly.Shape) => number[][]} */
function pointsOf({ path, x0, y0, x1, y1 }) {
  if (!path) return [[Number(x0), Number(y0)], [Number(x1), Number(y1)]]
  const numbers = (path.match(NUMBERS) ?? []).map(Number)
  const [start, from, near, far, to, end] = [0, 2, 4, 6, 8, 10].map(at => numbers.slice(at, at + 2))
  /** @type {(t: number) => number[]} */
  const bent = t => [0, 1].map(at => (1 - t) ** 3 * from[at] + 3 * t * (1 - t) ** 2 * near[at] + 3 * t * t * (1 - t) * far[at] + t ** 3 * to[at])
  return [start, ...Array.from({ length: STEPS + 1 }, (_, step) => bent(step / STEPS)), end]
}

// The box with a name that a place is in: the number of an edge or of a bias.
/**
 * @param {Plotly.Plot} place
 * @param {number} x
 * @param {number} y
 */
function pillAt(place, x, y) {
  const { xaxis, yaxis } = place._fullLayout
  return place.layout?.shapes?.find(({ name, path, xanchor, yanchor }) => {
    if (!name) return false
    const numbers = (path?.match(NUMBERS) ?? []).map(Number)
    const [wide, high] = [0, 1].map(side => Math.max(...numbers.filter((_, at) => at % 2 === side)))
    return Math.abs(x - xaxis.c2p(xanchor)) <= wide && Math.abs(y - yaxis.c2p(yanchor)) <= high
  })?.name ?? ""
}

// The point nearest to a place by its edge, as far as Plotly's own hover would reach.
/**
 * @param {Plotly.Plot} place
 * @param {number} x
 * @param {number} y
 */
function pointAt(place, x, y) {
  const { xaxis, yaxis, hoverdistance } = place._fullLayout
  const axes = /** @type {Record<string, Plotly.Axis>} */ (/** @type {unknown} */ (place._fullLayout))
  let nearest = { name: "", distance: hoverdistance < 0 ? Infinity : hoverdistance, middle: Infinity }
  for (const points of place.calcdata) {
    const { customdata, hoverinfo, marker, xaxis: across = "x", yaxis: up = "y" } = /** @type {{trace: Plotly.Trace}} */ (points[0]).trace
    if (!customdata || hoverinfo === "skip") continue
    const [own, other] = [axes[String(across).replace("x", "xaxis")], axes[String(up).replace("y", "yaxis")]]
    const [shiftX, shiftY] = [own._offset - xaxis._offset, other._offset - yaxis._offset]
    points.forEach((point, index) => {
      const name = customdata[index]
      if (typeof name !== "string" || !name) return
      const middle = Math.hypot(x - shiftX - own.c2p(point.x), y - shiftY - other.c2p(point.y))
      const size = Array.isArray(marker?.size) ? marker.size[index] : marker?.size
      const distance = Math.max(0, middle - Number(size ?? 0) / 2)
      const nearer = distance < nearest.distance || (distance === nearest.distance && middle < nearest.middle)
      if (nearer) nearest = { name, distance, middle }
    })
  }
  return nearest
}

// Plotly takes the text away from a point that shows none, keeps the point, and finds nothing to write into when the same
// point has one again: edges and units change places whenever a size does.
/** @param {HTMLElement} place */
function giveBackTexts(place) {
  for (const point of place.querySelectorAll("g.textpoint:empty")) {
    point.append(document.createElementNS("http://www.w3.org/2000/svg", "text"))
  }
}

// Plotly writes into what it gets, and takes an array that it knows for one that has not changed.
/** @template Record @param {Record} record @returns {Record} */
const copy = record => structuredClone(record)

const unlight = () => light("")

/**
 * @param {HTMLElement} place
 * @param {Picture} first
 * @param {string} key
 * @returns {Chart}
 */
function create(place, first, key) {
  const isPickable = first.selected !== undefined
  /** @type {Chart} */
  const chart = { picture: first, pick: () => {}, drawn: false, redraw, destroy }

  /** @type {Plotly.Figure | null} */
  let known = null // what Plotly has drawn last
  /** @type {Plotly.Figure | null} */
  let shown = null // what `patch` has made of it
  let size = "" // of the place, when it was drawn last
  // While a slider goes the short way, what it shows stands in the place of what the page has, see short_way.js.
  /** @type {Picture | null} */
  let passing = null
  /** @param {Event} event */
  const pass = event => {
    const picture = /** @type {CustomEvent} */ (event).detail?.charts[key] ?? null
    if (!picture && !passing) return
    passing = picture
    place.classList.toggle("passing", Boolean(picture)) // a slider that moves is motion enough
    redraw()
  }
  document.addEventListener(SCENE, pass)

  /** @param {Plotly.Library} library */
  function draw(library) {
    const picture = passing ?? chart.picture
    fit(place, picture)
    const { clientWidth: width, clientHeight: height } = place
    if (!width || !height) return // not on the screen yet; the observer tells when it is
    size = `${width}x${height}`
    const { colorScheme, fontFamily } = getComputedStyle(place)
    const fitting = fitted(picture, width, height)
    const { data, layout } = colorScheme === "dark" ? atNight(fitting) : fitting
    const font = { family: fontFamily, ...layout.font }
    const figure = { data, layout: { ...layout, font, width, height } }
    const plot = /** @type {Plotly.Plot} */ (place)
    const changed = shown && patchable(shown, figure) && patch(plot, figure)
    if (!changed) {
      if (known && shown !== known) patch(plot, known)
      giveBackTexts(place)
      library.react(place, copy(data), copy(figure.layout), OPTIONS)
      known = figure
    }
    shown = figure
    chart.drawn = true
    layHandles(plot)
    carryNumbers(plot, Boolean(passing))
  }
  function redraw() {
    place.setAttribute("aria-label", (passing ?? chart.picture).alt)
    if (window.Plotly) draw(window.Plotly)
    else plotly?.then(draw).catch(() => { place.textContent = place.getAttribute("aria-label") })
  }

  /** @type {PointerEvent | null} */
  let down = null
  /** @param {PointerEvent} event */
  const press = event => { down = chart.drawn && event.isPrimary && event.button === 0 ? event : null }
  /** @param {PointerEvent} event */
  const release = event => {
    const still = down && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) <= STILL
    down = null
    const plot = /** @type {Plotly.Plot} */ (place)
    const name = still && nameAt(plot, ...inside(plot, event.clientX, event.clientY))
    if (name) chart.pick(name)
  }

  // What belongs to the unit or edge under a mouse: a finger has nothing under it before it presses.
  let looked = ""
  /** @param {string} name */
  const look = name => {
    if (name === looked) return
    looked = name
    place.style.cursor = name && isPickable ? "pointer" : ""
    const { shapes = [], meta } = /** @type {Plotly.Plot} */ (place).layout ?? {}
    const edges = meta?.edges ?? []
    const begin = meta?.first ?? shapes.length - edges.length
    for (const path of /** @type {NodeListOf<SVGElement>} */ (place.querySelectorAll(".shapelayer path[data-index]"))) {
      const at = Number(path.dataset.index)
      path.classList.toggle("looked-at", Boolean(shapes[at]?.name) || edges[at - begin]?.includes(name))
    }
    place.classList.toggle("looks", edges.some(edge => edge.includes(name)))
  }
  /** @param {PointerEvent} event */
  const hover = event => {
    const plot = /** @type {Plotly.Plot} */ (place)
    if (chart.drawn && event.pointerType === "mouse") light(nameAt(plot, ...inside(plot, event.clientX, event.clientY)))
  }
  /** @param {Event} event */
  const lit = event => look(/** @type {CustomEvent} */ (event).detail)
  document.addEventListener(LIGHT, lit)
  place.addEventListener("pointermove", hover)
  place.addEventListener("pointerleave", unlight)
  const cancel = () => { down = null }
  place.addEventListener("pointerdown", press, true)
  document.addEventListener("pointerup", release, true) // elsewhere: Plotly lays a cover over the page meanwhile
  document.addEventListener("pointercancel", cancel, true) // a finger that scrolls

  // A number elsewhere on the page, `data-pick` the key of this picture, is pressed instead of the point `data-name`. The
  // answer brings it anew; the keyboard goes on from there.
  /** @param {Event} event */
  const pressed = event => {
    /** @type {HTMLElement | null} */
    const button = /** @type {Element} */ (event.target).closest?.("[data-pick]")
    const { pick = "", name = "" } = button?.dataset ?? {}
    if (!button || !place.closest(`.st-key-${CSS.escape(pick)}`)) return
    chart.pick(name)
    const inPart = button.closest("[data-part]")?.getAttribute("data-part")
    const again = `${inPart ? `[data-part="${CSS.escape(inPart)}"] ` : ""}[data-pick="${CSS.escape(pick)}"][data-name="${CSS.escape(name)}"]`
    const answer = new MutationObserver(() => {
      if (document.activeElement === document.body) /** @type {HTMLElement | null} */ (document.querySelector(again))?.focus()
    })
    answer.observe(document.body, { childList: true, subtree: true })
    for (const next of ["pointerdown", "keydown"]) document.addEventListener(next, () => answer.disconnect(), { once: true })
  }
  document.addEventListener("click", pressed)

  // What is around the place may take another size between the first drawing and the first look at it.
  const observer = new ResizeObserver(() => {
    if (`${place.clientWidth}x${place.clientHeight}` !== size) chart.redraw()
  })
  observer.observe(place)
  function destroy() {
    observer.disconnect()
    document.removeEventListener(SCENE, pass)
    document.removeEventListener(LIGHT, lit)
    place.removeEventListener("pointerdown", press, true)
    place.removeEventListener("pointermove", hover)
    place.removeEventListener("pointerleave", unlight)
    document.removeEventListener("pointerup", release, true)
    document.removeEventListener("pointercancel", cancel, true)
    document.removeEventListener("click", pressed)
    window.Plotly?.purge(place)
  }
  return chart
}

/** @type {Render<BufferSource, {picked: Picked}>} */
export default function ({ parentElement, data, setTriggerValue }) {
  const place = /** @type {HTMLElement} */ (parentElement.querySelector(".chart"))
  const { data: traces, layout, root, alt, key, selected, heard, plotly: addresses } = JSON.parse(decoder.decode(data))
  const picture = { data: traces, layout, root, alt, selected }
  const chart = charts.get(place) ?? create(place, picture, key)
  charts.set(place, chart)
  plotly ??= load(addresses)
  chart.picture = picture
  chart.pick = name => setTriggerValue("picked", ask(name, selected ?? "", heard ?? 0))
  place.setAttribute("role", "figure")
  chart.redraw()
  return () => {
    if (place.isConnected) return // another message came close behind: Streamlit cleans up after the first one only now
    chart.destroy()
    charts.delete(place)
  }
}
