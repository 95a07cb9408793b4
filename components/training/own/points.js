// Sets, moves and removes points in a plane. A click sets one, a drag moves it, a second click on it removes it; with the
// keyboard each is reached by Tab, moved by the arrows and removed by Delete.
//
// The page hears of all points when they rest: {text, number}, the text as a link has it. Until it has answered the last of
// these, what it says of the points is older than what stands here, and changes nothing.
const SIZE = 360 // of the drawing, in its own units
const [LEFT, RIGHT, TOP, BOTTOM] = [34, 350, 10, 326]
const RADIUS = 6
const REACHED = 13 // so far from its middle a point is hit
const STEP = 0.05
const FASTER = 10 // with Shift
const BEGINS = 3 // pixels; who moves the pointer less far has clicked
const RESTS = 400 // milliseconds without a key after which the page hears of it
const LOST_AFTER = 3000 // milliseconds; an answer that got lost must not silence the page
const LATELY = 100 // changes that can be undone
const SVG = "http://www.w3.org/2000/svg"
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }

/**
 * @typedef {{x1: number, x2: number, kind: number}} SetPoint
 * @typedef {Record<"plane" | "kinds" | "kind" | "point" | "hint" | "removed" | "undone" | "cleared" | "full" | "add" | "remove" | "undo" | "clear", string>} Words
 * @typedef {{words: Words, reach: number, looks: [shape: string, ofTwo: string, ofMore: string][], most: number}} Told
 * @typedef {[text: string, heard: number, told: string]} Said
 * @typedef {Component<Said, {set: {text: string, number: number}}>} Editor
 * @typedef {{tell: (component: Editor) => void, destroy: () => void}} Instance
 */
/** @type {WeakMap<Node, Instance>} */
const instances = new WeakMap()

/** @type {(value: number) => number} */
const hundredths = value => Math.round(value * 100) / 100 + 0
/** @type {(value: number) => string} */
const shown = value => value.toFixed(2).replace("-", "\u2212")

/** @param {string} text @returns {SetPoint[]} */
const readPoints = text => text.split("~").filter(Boolean).map(part => {
  const [x1, x2, kind] = part.split("_").map(Number)
  return { x1: x1 ?? 0, x2: x2 ?? 0, kind: kind ?? 0 }
})
/** @param {SetPoint[]} points */
const written = points => points.map(({ x1, x2, kind }) => `${hundredths(x1)}_${hundredths(x2)}_${kind}`).join("~")

/** @param {string} words @param {Record<string, unknown>} values */
const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => String(values[name]))

/** @param {string} name @param {Record<string, unknown>} attributes @param {string} [text] */
function drawn(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  element.textContent = text
  return element
}

/**
 * @param {HTMLElement} root
 * @returns {Instance}
 */
function create(root) {
  const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector))
  const plane = /** @type {SVGSVGElement} */ (root.querySelector(".own-plane"))
  const axes = /** @type {SVGGElement} */ (root.querySelector(".axes"))
  const layer = /** @type {SVGGElement} */ (root.querySelector(".set"))
  const [kinds, note] = [part(".kinds"), part(".said")]
  const [add, remove, undo, clear] = /** @type {HTMLButtonElement[]} */ ([".add", ".remove", ".undo", ".clear"].map(part))
  /** @type {Editor | undefined} */
  let component
  /** @type {Told | undefined} */
  let told
  /** @type {SetPoint[]} */
  let points = []
  /** @type {string[]} what stood there before each change */
  const before = []
  let chosen = -1
  let kind = 0
  let number = 0
  let sentAt = -Infinity
  let axesOf = 0
  /** @type {{at: number, first: string, wasChosen: boolean, x: number, y: number, moves: boolean} | null} */
  let drag = null
  let swallowsClick = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer

  const reach = () => told?.reach ?? 2
  const within = (/** @type {number} */ value) => hundredths(Math.min(Math.max(value, -reach()), reach()))
  const across = (/** @type {number} */ x1) => LEFT + ((x1 + reach()) / (2 * reach())) * (RIGHT - LEFT)
  const up = (/** @type {number} */ x2) => BOTTOM - ((x2 + reach()) / (2 * reach())) * (BOTTOM - TOP)
  const used = () => new Set(points.map(point => point.kind))
  // Those that are there, and one more: they are counted without a gap, in the link and in the picture.
  const offered = () => Math.min(Math.max(1, ...used()) + 2, told?.looks.length ?? 2)

  /** @param {string} words @param {Record<string, unknown>} [values] */
  const say = (words, values = {}) => {
    note.textContent = filled(words, values)
  }
  /** @param {number} at */
  const words = at => {
    const { x1 = 0, x2 = 0, kind: name = 0 } = points[at] ?? {}
    return { number: at + 1, total: points.length, name, x1: shown(x1), x2: shown(x2) }
  }
  const sayChosen = () => {
    if (told) say(points[chosen] ? told.words.point : told.words.hint, words(chosen))
  }

  const drawAxes = () => {
    if (axesOf === reach()) return
    axesOf = reach()
    const ticks = [-1, -0.5, 0, 0.5, 1].map(share => share * reach())
    axes.replaceChildren(
      drawn("rect", { x: LEFT, y: TOP, width: RIGHT - LEFT, height: BOTTOM - TOP }),
      ...ticks.flatMap(value => [
        drawn("path", { d: `M${across(value)} ${TOP}V${BOTTOM}M${LEFT} ${up(value)}H${RIGHT}`, class: value ? "" : "zero" }),
        drawn("text", { x: across(value), y: BOTTOM + 15, "text-anchor": "middle" }, String(value).replace("-", "\u2212")),
        drawn("text", { x: LEFT - 6, y: up(value) + 4, "text-anchor": "end" }, String(value).replace("-", "\u2212")),
      ]),
      drawn("text", { x: (LEFT + RIGHT) / 2, y: SIZE - 4, "text-anchor": "middle" }, "x1"),
      drawn("text", { x: 4, y: TOP + 24 }, "x2"),
    )
  }
  /** @param {SVGElement} shape @param {number} of */
  const look = (shape, of) => {
    const [path, ofTwo, ofMore] = told?.looks[of] ?? ["", "", ""]
    shape.setAttribute("d", path)
    shape.setAttribute("fill", Math.max(1, ...used()) > 1 ? ofMore : ofTwo)
  }
  // The elements stay, and are those of the points by their place in the list: so the keyboard stays where it is.
  const drawPoints = () => {
    while (layer.children.length > points.length) layer.lastElementChild?.remove()
    while (layer.children.length < points.length) {
      const element = drawn("g", { tabindex: 0, role: "button", "data-point": layer.children.length })
      element.append(drawn("circle", { r: REACHED }), drawn("path", { transform: `scale(${RADIUS})` }))
      layer.append(element)
    }
    points.forEach((point, at) => {
      const element = /** @type {SVGElement} */ (layer.children[at])
      element.setAttribute("transform", `translate(${across(point.x1)} ${up(point.x2)})`)
      element.classList.toggle("chosen", at === chosen)
      element.setAttribute("aria-label", filled(told?.words.point ?? "", words(at)))
      look(/** @type {SVGElement} */ (element.lastElementChild), point.kind)
    })
  }
  const drawKinds = () => {
    kind = Math.min(kind, offered() - 1)
    while (kinds.children.length > offered()) kinds.lastElementChild?.remove()
    while (kinds.children.length < offered()) {
      const button = document.createElement("button")
      const at = kinds.children.length
      button.type = "button"
      const sign = drawn("svg", { viewBox: "-1.6 -1.6 3.2 3.2", "aria-hidden": "true" })
      sign.append(drawn("path", {}))
      button.append(sign, document.createTextNode(""))
      button.addEventListener("click", () => {
        kind = at
        drawKinds()
      })
      kinds.append(button)
    }
    ;[...kinds.children].forEach((button, at) => {
      button.setAttribute("aria-pressed", String(at === kind))
      if (button.lastChild) button.lastChild.nodeValue = filled(told?.words.kind ?? "", { name: at })
      look(/** @type {SVGElement} */ (button.querySelector("path")), at)
    })
  }
  const draw = () => {
    if (!told) return
    drawAxes()
    drawPoints()
    drawKinds()
    if (add && remove && undo && clear) {
      add.disabled = points.length >= told.most
      remove.disabled = !points[chosen]
      undo.disabled = !before.length
      clear.disabled = !points.length
    }
  }

  const send = () => {
    clearTimeout(timer)
    timer = undefined
    sentAt = performance.now()
    number = Math.max(number + 1, Date.now())
    component?.setTriggerValue("set", { text: written(points), number })
  }
  /** @param {string} first what stood there before the change */
  const changed = (first = written(points)) => {
    before.push(first)
    if (before.length > LATELY) before.shift()
  }
  /** @param {number} at */
  const focus = at => {
    chosen = points[at] ? at : points.length - 1
    draw()
    const element = /** @type {SVGElement | undefined} */ (layer.children[chosen])
    element?.focus({ preventScroll: true })
    sayChosen()
  }
  /** @param {number} x1 @param {number} x2 */
  const set = (x1, x2) => {
    if (!told) return
    if (points.length >= told.most) {
      say(told.words.full)
      return
    }
    changed()
    points = [...points, { x1: within(x1), x2: within(x2), kind }]
    focus(points.length - 1)
    send()
  }
  /** @param {number} at */
  const takeAway = at => {
    if (!points[at] || !told) return
    changed()
    points = points.filter((_point, index) => index !== at)
    const held = layer.contains(document.activeElement)
    chosen = -1
    if (held && points.length) focus(Math.min(at, points.length - 1))
    else draw()
    if (held && !points.length) add?.focus()
    say(told.words.removed, { number: at + 1 })
    send()
  }
  const takeBack = () => {
    const last = before.pop()
    if (last === undefined || !told) return
    points = readPoints(last)
    chosen = Math.min(chosen, points.length - 1)
    draw()
    say(told.words.undone)
    send()
  }
  /** @param {number} at @param {number} x1 @param {number} x2 */
  const moveTo = (at, x1, x2) => {
    points = points.map((point, index) => (index === at ? { ...point, x1: within(x1), x2: within(x2) } : point))
    drawPoints()
  }

  /** @param {EventTarget | null} target */
  const pointAt = target => {
    const found = target instanceof Element ? target.closest("[data-point]") : null
    return found && layer.contains(found) ? Number(found.getAttribute("data-point")) : -1
  }
  /** @param {MouseEvent} event @returns {[number, number]} */
  const placeOf = event => {
    const box = plane.getBoundingClientRect()
    const [x, y] = [((event.clientX - box.left) / box.width) * SIZE, ((event.clientY - box.top) / box.height) * SIZE]
    return [((x - LEFT) / (RIGHT - LEFT)) * 2 * reach() - reach(), ((BOTTOM - y) / (BOTTOM - TOP)) * 2 * reach() - reach()]
  }

  /** @param {PointerEvent} event */
  const press = event => {
    swallowsClick = false
    const at = pointAt(event.target)
    if (at < 0 || event.button > 0 || !event.isPrimary) return
    if (timer) send()
    drag = { at, first: written(points), wasChosen: at === chosen, x: event.clientX, y: event.clientY, moves: false }
    plane.setPointerCapture?.(event.pointerId)
  }
  /** @param {PointerEvent} event */
  const move = event => {
    if (!drag || !event.isPrimary) return
    drag.moves ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) >= BEGINS
    if (!drag.moves) return
    event.preventDefault()
    moveTo(drag.at, ...placeOf(event))
  }
  const release = () => {
    if (!drag) return
    const { at, first, wasChosen, moves } = drag
    drag = null
    swallowsClick = true // what follows is the end of this press
    if (moves) {
      if (first !== written(points)) {
        changed(first)
        send()
      }
      focus(at)
    } else if (wasChosen) takeAway(at)
    else focus(at)
  }
  const cancel = () => {
    if (drag) points = readPoints(drag.first)
    drag = null
    draw()
  }
  /** @param {MouseEvent} event */
  const click = event => {
    if (swallowsClick) {
      swallowsClick = false
      return
    }
    const at = pointAt(event.target)
    const [x1, x2] = placeOf(event)
    if (at >= 0) focus(at) // pressed by a screen reader
    else if (Math.abs(x1) <= reach() * 1.03 && Math.abs(x2) <= reach() * 1.03) set(x1, x2)
  }
  /** @param {KeyboardEvent} event */
  const key = event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault()
      takeBack()
      return
    }
    const at = pointAt(event.target)
    const point = points[at]
    if (!point || event.ctrlKey || event.altKey || event.metaKey) return
    const arrow = ARROWS[event.key]
    const isKind = /^\d$/.test(event.key) && Number(event.key) < offered()
    if (!arrow && !isKind && event.key !== "Delete" && event.key !== "Backspace") return
    event.preventDefault()
    event.stopPropagation()
    if (arrow) {
      if (!timer) changed()
      const by = STEP * (event.shiftKey ? FASTER : 1)
      moveTo(at, point.x1 + arrow[0] * by, point.x2 + arrow[1] * by)
      clearTimeout(timer)
      timer = setTimeout(send, RESTS)
      sayChosen()
    } else if (isKind) {
      changed()
      points = points.map((each, index) => (index === at ? { ...each, kind: Number(event.key) } : each))
      draw()
      sayChosen()
      send()
    } else takeAway(at)
  }
  /** @param {FocusEvent} event */
  const enter = event => {
    const at = pointAt(event.target)
    if (at < 0 || at === chosen || drag) return
    chosen = at
    draw()
    sayChosen()
  }
  const leave = () => {
    if (timer) send()
  }

  plane.addEventListener("pointerdown", press)
  plane.addEventListener("pointermove", move)
  plane.addEventListener("pointerup", release)
  plane.addEventListener("pointercancel", cancel)
  plane.addEventListener("click", click)
  root.addEventListener("keydown", key)
  plane.addEventListener("focusin", enter)
  plane.addEventListener("focusout", leave)
  add?.addEventListener("click", () => {
    // In the middle, or beside what is there.
    let at = 0
    while (points.some(point => point.x1 === hundredths(at * STEP * 2) && point.x2 === 0)) at = at < 0 ? -at : -at - 1
    set(at * STEP * 2, 0)
  })
  remove?.addEventListener("click", () => takeAway(chosen))
  undo?.addEventListener("click", takeBack)
  clear?.addEventListener("click", () => {
    if (!told) return
    changed()
    points = []
    chosen = -1
    draw()
    say(told.words.cleared)
    send()
  })

  return {
    tell(next) {
      component = next
      const [text, heard, more] = next.data
      told = /** @type {Told} */ (JSON.parse(more))
      const isOlder = number > heard && performance.now() - sentAt < LOST_AFTER
      if (!isOlder && !drag && !timer && written(points) !== text) {
        points = readPoints(text)
        chosen = Math.min(chosen, points.length - 1)
      }
      plane.setAttribute("aria-label", told.words.plane)
      kinds.setAttribute("aria-label", told.words.kinds)
      for (const [button, label] of /** @type {[HTMLButtonElement | undefined, string][]} */ ([[add, told.words.add], [remove, told.words.remove], [undo, told.words.undo], [clear, told.words.clear]])) {
        if (button) button.textContent = label
      }
      draw()
      if (!note.textContent) sayChosen()
    },
    destroy() {
      clearTimeout(timer)
    },
  }
}

/** @type {Render<Said, {set: {text: string, number: number}}>} */
export default function (component) {
  const root = /** @type {HTMLElement} */ (component.parentElement.querySelector(".own-points"))
  const instance = instances.get(component.parentElement) ?? create(root)
  instances.set(component.parentElement, instance)
  instance.tell(component)
  return () => {
    if (component.parentElement.isConnected) return // another message came close behind this one, see chart.js
    instance.destroy()
    instances.delete(component.parentElement)
  }
}
