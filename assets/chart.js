// Draws a Plotly picture and keeps it: a new figure goes through Plotly's own `react`, which changes what is different.
//
// Plotly comes from the address that the page gives, once, for all pictures. Where it cannot be had, the picture's
// description in words stands in its place.
const decoder = new TextDecoder()
const charts = new WeakMap() // element -> its chart
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

// What a figure wants to be like where it has less room (`layout.meta.narrow`): some axes elsewhere, all shapes and type
// smaller. The figure that came stays as it is, for the day that the phone is turned.
function fitted({ data, layout }, width) {
  const narrow = layout.meta?.narrow
  if (!narrow || width >= narrow.below) return { data, layout }
  const times = size => (Array.isArray(size) ? size.map(times) : size * narrow.shrink)
  const smaller = trace => ["marker", "textfont"].filter(part => trace[part]?.size)
    .map(part => [part, { ...trace[part], size: times(trace[part].size) }])
  const axes = Object.entries(narrow.axes).map(([name, change]) => [name, { ...layout[name], ...change }])
  return {
    data: data.map(trace => ({ ...trace, ...Object.fromEntries(smaller(trace)) })),
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
    Plotly.react(place, data, { ...layout, font, width, height }, { displayModeBar: false, scrollZoom: false })
    if (chart.drawn) return
    chart.drawn = true
    place.on("plotly_click", ({ points }) => {
      const name = points[0]?.customdata
      if (typeof name === "string" && name) chart.pick(name)
    })
  }
  chart.redraw = () => {
    if (window.Plotly) chart.draw(window.Plotly)
    else plotly.then(chart.draw).catch(() => { place.textContent = place.getAttribute("aria-label") })
  }

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
    document.removeEventListener("click", pressed)
    window.Plotly?.purge(place)
  }
  return chart
}

export default function ({ parentElement, data, setTriggerValue }) {
  const place = parentElement.querySelector(".chart")
  const { data: traces, layout, root, alt, plotly: addresses } = JSON.parse(decoder.decode(data))
  if (!charts.has(place)) charts.set(place, create(place))
  const chart = charts.get(place)
  plotly ??= load(addresses)
  chart.figure = { data: traces, layout, root }
  chart.pick = name => setTriggerValue("picked", name)
  place.setAttribute("role", "figure")
  place.setAttribute("aria-label", alt)
  chart.redraw()
  return () => {
    chart.destroy()
    charts.delete(place)
  }
}
