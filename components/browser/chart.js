// Draws a Plotly picture and keeps it: a new figure goes through Plotly's own `react`, which changes what is different.
//
// Plotly comes from the address that the page gives, once, for all pictures. Where it cannot be had, the picture's
// description in words stands in its place.
const decoder = new TextDecoder()
const charts = new WeakMap() // element -> its chart
const OPTIONS = { displayModeBar: false, scrollZoom: false, doubleClick: false }
const STILL = 8 // pixels; who moves the pointer further than that while it is down has not clicked
let plotly = null // promise of Plotly

function load(addresses) {
  const site = new URL("../../", document.querySelector("script[type=module][src*='static/js/']").src)
  const script = address => new Promise((resolve, reject) => {
    const element = document.createElement("script")
    element.src = new URL(address, site).href
    element.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error(`no Plotly at ${address}`)))
    element.onerror = () => reject(new Error(`cannot load ${address}`))
    document.head.append(element)
  })
  return addresses.reduce((found, address) => found.catch(() => script(address)), Promise.reject(new Error()))
}

// What a figure wants to be like where it has less room (`layout.meta.narrow`): some axes elsewhere, all shapes smaller by
// `shrink`, type by `type`, and single traces otherwise. The figure that came stays as it is, for the day that the phone
// is turned.
function fitted({ data, layout }, width) {
  const narrow = layout.meta?.narrow
  if (!narrow || width >= narrow.below) return { data, layout }
  const times = (size, factor) => (Array.isArray(size) ? size.map(each => times(each, factor)) : size * factor)
  const factors = { marker: narrow.shrink, textfont: narrow.type ?? narrow.shrink }
  const smaller = trace => Object.keys(factors).filter(part => trace[part]?.size)
    .map(part => [part, { ...trace[part], size: times(trace[part].size, factors[part]) }])
  const axes = Object.entries(narrow.axes).map(([name, change]) => [name, { ...layout[name], ...change }])
  return {
    data: data.map((trace, at) => ({ ...trace, ...Object.fromEntries(smaller(trace)), ...narrow.traces?.[at] })),
    layout: { ...layout, ...Object.fromEntries(axes) },
  }
}

// For a projector the sizes of a figure belong to a screen on which 1 rem has `root` pixels. Where it has fewer, the
// figure is drawn for the larger screen and shrunk as a whole.
function fit(place, { layout, root }) {
  const zoom = root ? parseFloat(getComputedStyle(document.documentElement).fontSize) / root : 1
  const whole = zoom === 1 ? "" : `${100 / zoom}%`
  Object.assign(place.style, { width: whole, height: whole, transformOrigin: "0 0", transform: whole && `scale(${zoom})` })
  if (root && layout.height) place.parentElement.style.height = `${layout.height * zoom}px`
}

// The name of the point at a place on the screen, or nothing: the one whose edge is nearest, as far as Plotly's own hover
// would reach. Plotly's click names what was hovered, which in a burst of clicks is what the click before has hit, and
// takes the second of two quick ones for half of a double click.
function pointAt(place, clientX, clientY) {
  const { xaxis, yaxis, hoverdistance } = place._fullLayout
  const box = place.getBoundingClientRect()
  const zoom = box.width / place.clientWidth
  const x = (clientX - box.x) / zoom - xaxis._offset
  const y = (clientY - box.y) / zoom - yaxis._offset
  let nearest = { name: "", distance: hoverdistance < 0 ? Infinity : hoverdistance, middle: Infinity }
  for (const points of place.calcdata) {
    const { customdata, hoverinfo, marker } = points[0].trace
    if (!customdata || hoverinfo === "skip") continue
    points.forEach((point, index) => {
      const name = customdata[index]
      if (typeof name !== "string" || !name) return
      const middle = Math.hypot(x - xaxis.c2p(point.x), y - yaxis.c2p(point.y))
      const distance = Math.max(0, middle - (marker?.size?.[index] ?? marker?.size ?? 0) / 2)
      const nearer = distance < nearest.distance || (distance === nearest.distance && middle < nearest.middle)
      if (nearer) nearest = { name, distance, middle }
    })
  }
  return nearest.name
}

// Plotly takes the text away from a point that shows none, keeps the point, and finds nothing to write into when the same
// point has one again: edges and units change places whenever a size does.
function giveBackTexts(place) {
  for (const point of place.querySelectorAll("g.textpoint:empty")) {
    point.append(document.createElementNS("http://www.w3.org/2000/svg", "text"))
  }
}

function create(place) {
  const chart = { place, figure: null, pick: null, drawn: false }

  chart.draw = Plotly => {
    fit(place, chart.figure)
    const { clientWidth: width, clientHeight: height } = place
    if (!width || !height) return // not on the screen yet; the observer tells when it is
    const { data, layout } = fitted(chart.figure, width)
    const font = { family: getComputedStyle(place).fontFamily, ...layout.font }
    giveBackTexts(place)
    Plotly.react(place, data, { ...layout, font, width, height }, OPTIONS)
    chart.drawn = true
  }
  chart.redraw = () => {
    if (window.Plotly) chart.draw(window.Plotly)
    else plotly.then(chart.draw).catch(() => { place.textContent = place.getAttribute("aria-label") })
  }

  let down = null
  const press = event => { down = chart.drawn && event.isPrimary && event.button === 0 ? event : null }
  const release = event => {
    const still = down && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) <= STILL
    down = null
    const name = still && pointAt(place, event.clientX, event.clientY)
    if (name) chart.pick(name)
  }
  const cancel = () => { down = null }
  place.addEventListener("pointerdown", press, true)
  document.addEventListener("pointerup", release, true) // elsewhere: Plotly lays a cover over the page meanwhile
  document.addEventListener("pointercancel", cancel, true) // a finger that scrolls

  // A button elsewhere on the page, `data-pick` the key of this picture, is pressed instead of the point `data-name`. The
  // answer brings the button anew; the keyboard goes on from there.
  const pressed = event => {
    const button = event.target.closest?.("button[data-pick]")
    if (!button || !place.closest(`.st-key-${CSS.escape(button.dataset.pick)}`)) return
    chart.pick(button.dataset.name)
    const again = `button[data-pick="${CSS.escape(button.dataset.pick)}"][data-name="${CSS.escape(button.dataset.name)}"]`
    const answer = new MutationObserver(() => {
      if (document.activeElement === document.body) document.querySelector(again)?.focus()
    })
    answer.observe(document.body, { childList: true, subtree: true })
    for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, () => answer.disconnect(), { once: true })
  }
  document.addEventListener("click", pressed)

  let size = ""
  const observer = new ResizeObserver(() => {
    const now = `${place.clientWidth}x${place.clientHeight}`
    if (now !== size && (size || !chart.drawn)) chart.redraw()
    size = now
  })
  observer.observe(place)
  chart.destroy = () => {
    observer.disconnect()
    place.removeEventListener("pointerdown", press, true)
    document.removeEventListener("pointerup", release, true)
    document.removeEventListener("pointercancel", cancel, true)
    document.removeEventListener("click", pressed)
    window.Plotly?.purge(place)
  }
  return chart
}

export default function ({ parentElement, data, setTriggerValue }) {
  const place = parentElement.querySelector(".chart")
  const { data: traces, layout, root, alt, selected, heard, plotly: addresses } = JSON.parse(decoder.decode(data))
  if (!charts.has(place)) charts.set(place, create(place))
  const chart = charts.get(place)
  plotly ??= load(addresses)
  chart.figure = { data: traces, layout, root }
  chart.pick = name => setTriggerValue("picked", ask(name, selected ?? "", heard ?? 0))
  place.setAttribute("role", "figure")
  place.setAttribute("aria-label", alt)
  chart.redraw()
  return () => {
    if (place.isConnected) return // another message came close behind: Streamlit cleans up after the first one only now
    chart.destroy()
    charts.delete(place)
  }
}
