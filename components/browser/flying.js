// Lets the cells of a table travel when another table comes in its place. Stands before grids.js, in one script with it.
//
// `data-cell` says what a cell is: one that was there before goes from its old place to the new one. `data-way` says where one
// that was not there comes from: the names of cells on the page, one after the other. `data-sends` names the cell that gets what
// stands here. What is written is the new text from the first moment on; only places pass over.
const FLIGHT = 250 // milliseconds from one place to the next
const APART = 40 // milliseconds between two that go the same way
const BOW = 0.18 // how far a way bows out, as a part of its length: a row tips into a column and does not slide
const STILL = "(prefers-reduced-motion: reduce)"

/** @type {Set<string>} the cells that have had their way */
let arrived = new Set()
let busyUntil = 0

/** @typedef {{x: number, y: number}} Spot */
/** Where the middle of a cell is, or will be when it has come to rest. @param {Element} cell @returns {Spot} */
const spotOf = cell => {
  const box = cell.getBoundingClientRect()
  const [x = 0, y = 0] = (getComputedStyle(cell).translate ?? "").split(" ").map(length => parseFloat(length) || 0)
  return { x: box.x + box.width / 2 - x, y: box.y + box.height / 2 - y }
}
/** @param {ParentNode} within */
const cellsIn = within => /** @type {HTMLElement[]} */ ([...within.querySelectorAll("[data-cell]")])
/** @param {string} name @returns {HTMLElement | null} */
const cellOf = name => document.querySelector(`[data-cell="${CSS.escape(name)}"]`)

/** @param {HTMLElement} cell @param {Spot[]} spots where it comes from, one after the other @param {number} delay */
function travel(cell, spots, delay) {
  const end = spotOf(cell)
  const ways = spots.map(({ x, y }) => ({ x: x - end.x, y: y - end.y }))
  if (ways.every(({ x, y }) => Math.abs(x) + Math.abs(y) < 1)) return
  /** @type {Keyframe[]} */
  const frames = []
  const stops = [...ways, { x: 0, y: 0 }]
  stops.forEach((stop, at) => {
    const next = stops[at + 1]
    frames.push({ translate: `${stop.x}px ${stop.y}px`, zIndex: 2 })
    if (!next) return
    const side = next.x < stop.x ? 1 : -1
    const bow = { x: BOW * side * (next.y - stop.y), y: BOW * side * (stop.x - next.x) }
    frames.push({ translate: `${(stop.x + next.x) / 2 + bow.x}px ${(stop.y + next.y) / 2 + bow.y}px`, zIndex: 2 })
  })
  cell.animate(frames, { duration: FLIGHT * ways.length, delay, easing: "ease-in-out", fill: "backwards" })
  busyUntil = Math.max(busyUntil, performance.now() + delay + FLIGHT * ways.length)
}

/** Sends those on their way that have come from elsewhere. */
function sendOff() {
  const before = arrived
  const here = cellsIn(document)
  arrived = new Set(here.map(cell => cell.dataset.cell ?? ""))
  const wait = Math.max(0, busyUntil - performance.now())
  let last = wait
  here.filter(cell => cell.dataset.way && !before.has(cell.dataset.cell ?? "")).forEach((cell, at) => {
    const stops = (cell.dataset.way ?? "").split(" ").flatMap(name => cellOf(name) ?? []).map(spotOf)
    last = wait + Math.min(at * APART, 4 * FLIGHT)
    if (stops.length) travel(cell, stops, last)
  })
  for (const sender of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-sends]"))) {
    const name = sender.dataset.sends ?? ""
    const to = cellOf(name)
    if (to && (last > wait || !before.has(name))) travel(to, [spotOf(sender)], last > wait ? last + FLIGHT : wait)
  }
}

/**
 * Replaces what stands in a place, and lets it travel.
 *
 * @param {HTMLElement} place @param {() => void} replace
 */
// oxlint-disable-next-line no-unused-vars -- grids.js, which stands behind this
function fly(place, replace) {
  const isStill = !place.childElementCount || matchMedia(STILL).matches
  /** @type {Map<string, Spot>} */
  const before = new Map()
  if (!isStill) for (const cell of cellsIn(place)) before.set(cell.dataset.cell ?? "", spotOf(cell))
  replace()
  if (!place.querySelector("[data-cell]")) return
  if (isStill) {
    requestAnimationFrame(() => { arrived = new Set(cellsIn(document).map(cell => cell.dataset.cell ?? "")) })
    return
  }
  for (const cell of cellsIn(place)) {
    const from = before.get(cell.dataset.cell ?? "")
    if (from) travel(cell, [from], 0)
  }
  requestAnimationFrame(sendOff)
}
