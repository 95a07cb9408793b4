// What a table or a tape shows passes over into what it shows after one line more. Stands before grids.js, in one script.
//
// The HTML says with `data-turn` how many lines were run. Between two turns, what has the same `data-flip` moves from its old
// place to its new one, what is new slides in, and the root has the class `one-more` after a further line, by which a
// stylesheet lights what has changed; it has `moves` while anything does. Within a turn, as while a slider moves, nothing does.
const MOVING = 250 // milliseconds
const IN_FROM = 16 // pixels below its place

/**
 * @typedef {object} Turn
 * @property {number} count of the lines
 * @property {boolean} isFurther whether there were fewer before
 * @property {number} began when it was first shown, in milliseconds
 * @property {Map<string, DOMRect>} from where everything stood before
 */
/** @type {WeakMap<HTMLElement, Turn>} */
const turns = new WeakMap()

/** @type {(place: HTMLElement) => HTMLElement[]} */
const flipping = place => [...place.querySelectorAll("[data-flip]")].map(element => /** @type {HTMLElement} */ (element))

/** What is to be called before a place shows something else. @param {HTMLElement} place @returns {Map<string, DOMRect>} */
// oxlint-disable-next-line no-unused-vars -- grids.js, which stands behind this
function standing(place) {
  if (!turns.has(place)) return new Map()
  return new Map(flipping(place).map(element => [element.dataset.flip ?? "", element.getBoundingClientRect()]))
}

/** What is to be called after it does. @param {HTMLElement} place @param {Map<string, DOMRect>} from @param {number} now */
// oxlint-disable-next-line no-unused-vars -- grids.js, which stands behind this
function settle(place, from, now) {
  const root = /** @type {HTMLElement | null} */ (place.querySelector("[data-turn]"))
  if (!root) return
  const [count, before] = [Number(root.dataset.turn), turns.get(place)]
  if (count !== before?.count) {
    turns.set(place, { count, isFurther: before !== undefined && count > before.count, began: before ? now : -Infinity, from })
  }
  const turn = /** @type {Turn} */ (turns.get(place))
  const elapsed = now - turn.began // the page may show the same once more while things still move
  if (elapsed > 3 * MOVING) return
  root.classList.toggle("one-more", turn.isFurther)
  root.style.setProperty("--elapsed", `${-elapsed}ms`)
  if (elapsed > MOVING || matchMedia("(prefers-reduced-motion: reduce)").matches) return
  /** @type {Map<Element, [left: number, top: number]>} */
  const ways = new Map() // what stands in something that moves has that part of its way already
  /** @type {Animation[]} */
  const moves = []
  for (const element of flipping(place)) {
    const [old, at] = [turn.from.get(element.dataset.flip ?? ""), element.getBoundingClientRect()]
    const [left, top] = old ? [old.left - at.left, old.top - at.top] : [0, IN_FROM]
    const around = ways.get(element.parentElement?.closest("[data-flip]") ?? element) ?? [0, 0]
    ways.set(element, [left, top])
    const [x, y] = old ? [left - around[0], top - around[1]] : [left, top]
    if (Math.abs(x) + Math.abs(y) < 1) continue
    const start = { transform: `translate(${x}px, ${y}px)`, ...(old ? {} : { opacity: 0 }) }
    const move = element.animate([start, {}], { duration: MOVING, easing: "ease-out" })
    move.currentTime = elapsed
    moves.push(move)
  }
  if (moves.length === 0) return
  root.classList.add("moves")
  Promise.allSettled(moves.map(move => move.finished)).then(() => root.classList.remove("moves"))
}
