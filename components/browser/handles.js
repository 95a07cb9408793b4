// Lays a handle over each number of a picture that a person may change: scrub.js, which knows elements and no points, drags
// it and lets it be typed. The keyboard and screen readers have the same numbers in a table, so these are the pointer's alone.
//
// Stands before chart.js, in one script with it. A figure says in `layout.meta.values` what may be changed; it is where the
// figure has a box or a point of that name.

const BOX = /-?[\d.]+/g

/**
 * The middle of what has this name, and half of its width and height, in pixels of the picture.
 *
 * @param {Plotly.Plot} place
 * @param {string} name
 * @returns {[number, number, number, number] | null}
 */
function boxOf(place, name) {
  const { xaxis, yaxis } = place._fullLayout
  const [left, top] = [xaxis._offset, yaxis._offset]
  const pill = place.layout?.shapes?.find(shape => shape.name === name)
  if (pill) {
    const numbers = (pill.path?.match(BOX) ?? []).map(Number)
    const [wide, high] = [0, 1].map(side => Math.max(...numbers.filter((_, at) => at % 2 === side)))
    return [left + xaxis.c2p(pill.xanchor), top + yaxis.c2p(pill.yanchor), wide, high]
  }
  for (const trace of place.data ?? []) {
    const at = trace.xaxis === undefined ? trace.customdata?.indexOf(name) ?? -1 : -1
    if (at < 0) continue
    const size = Array.isArray(trace.marker?.size) ? trace.marker.size[at] : trace.marker?.size
    const [x, y] = /** @type {unknown[][]} */ ([trace.x, trace.y])
    return [left + xaxis.c2p(x[at]), top + yaxis.c2p(y[at]), Number(size ?? 0) / 2, Number(size ?? 0) / 2]
  }
  return null
}

/** @param {Plotly.Plot} place */
// oxlint-disable-next-line no-unused-vars -- chart.js, which stands behind this
function layHandles(place) {
  const values = place.layout?.meta?.values ?? []
  let layer = /** @type {HTMLElement | null} */ (place.querySelector(":scope > .handles"))
  if (!layer) {
    if (!values.length) return
    layer = document.createElement("div")
    layer.className = "handles"
    layer.setAttribute("aria-hidden", "true")
    place.append(layer)
  }
  while (layer.children.length > values.length) layer.lastElementChild?.remove()
  while (layer.children.length < values.length) layer.append(newHandle(place))
  values.forEach(({ name, label, value }, at) => {
    const handle = /** @type {HTMLElement} */ (layer.children[at])
    const box = boxOf(place, name)
    handle.hidden = !box
    if (!box) return
    const [x, y, wide, high] = box
    handle.dataset.scrub = name
    handle.setAttribute("aria-label", label)
    handle.setAttribute("aria-valuenow", String(value))
    Object.assign(handle.style, { left: `${x - wide}px`, top: `${y - high}px`, width: `${2 * wide}px`, height: `${2 * high}px` })
  })
}

// What is below a handle is hovered through it.
/** @param {Plotly.Plot} place */
function newHandle(place) {
  const handle = document.createElement("span")
  for (const kind of ["mousemove", "mouseout"]) {
    handle.addEventListener(kind, event => {
      const { clientX, clientY } = /** @type {MouseEvent} */ (event)
      place.querySelector(".nsewdrag")?.dispatchEvent(new MouseEvent(kind, { clientX, clientY, bubbles: true }))
    })
  }
  return handle
}
