// Lets a number be changed where it stands: any element of the page with `data-scrub`, the name of what it is the value of,
// as `w1.3.2`, and the role, value and limits of a spin button. A pointer drags it to the left or to the right, a double
// click or Enter makes it a field of text, and the arrow keys go a tenth at a time. Stands between short_way.js and live.js,
// in one script with them.
//
// While it changes the page goes the short way (short_way.js), as with a slider. Streamlit hears of the value when it
// rests: {values, number}, all values that the page has not answered yet, since of two messages that wait for a run only
// the last one counts.
const EACH_PIXEL = 0.01
const EACH_KEY = 0.1
const FASTER = 10 // with Shift
const DIGITS = 4 // as the page shows a value
const BEGINS = 3 // pixels; who moves the pointer less far has clicked
const RESTS = 400 // milliseconds without a key, or of a pointer that stays, after which the page hears of the value
const TWICE = 400 // milliseconds between two clicks that are a double one
const LOST_AFTER = 1500 // milliseconds; an answer that got lost must not silence the number
const LONGEST = 40
const NUMBER = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d{1,3})?$/i

/**
 * What the page says of its values, see components/browser/short_way.py.
 *
 * @typedef {object} Values
 * @property {number} low
 * @property {number} high
 * @property {string} refusal a sentence with {field} and {text} in it
 * @property {number} heard the number of the last change that the page has heard of
 */
/** @typedef {{values: Record<string, number>, number: number}} Scrubbed */
/** @typedef {ReturnType<typeof createShortWay>} ShortWay */

/** @type {(value: number) => number} */
const rounded = value => Number(value.toFixed(DIGITS))

/** @type {(target: EventTarget | null) => (HTMLElement | SVGElement) | null} */
const scrubbedAt = target => (target instanceof Element ? target.closest("[data-scrub]") : null)

// The same number in the answer of the page, which may have brought it anew: in the same part of the page, or anywhere.
/** @type {(name: string, part: string) => HTMLElement | null} */
const scrubbedAs = (name, part) => {
  const found = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`[data-scrub="${CSS.escape(name)}"]`)])
  return found.find(each => partOf(each) === part) ?? found[0] ?? null
}
/** @type {(element: Element) => string} */
const partOf = element => element.closest("[data-part]")?.getAttribute("data-part") ?? ""

/** @type {(element: Element) => number} */
const valueOf = element => Number(element.getAttribute("aria-valuenow"))

/** A number as people type it, see compute/files/written_numbers.py. @param {string} text */
function readNumber(text) {
  const written = text.trim().replace("\u2212", "-")
  return text.length <= LONGEST && NUMBER.test(written) ? Number(written.replace(",", ".")) : NaN
}

/**
 * Lays a field of text over a number. Enter takes what is typed, and Escape leaves it; so does who goes elsewhere, with what
 * is no number.
 *
 * @param {Element} element
 * @param {(value: number) => string} take what is wrong with a number, a sentence with {field} and {text} in it; or nothing
 */
function openField(element, take) {
  const [name, part] = [element.getAttribute("data-scrub") ?? "", partOf(element)]
  const [label, first] = [element.getAttribute("aria-label") ?? name, element.getAttribute("aria-valuenow") ?? ""]
  const place = document.createElement("div")
  place.className = "scrub-field"
  const input = document.createElement("input")
  Object.assign(input, { type: "text", inputMode: "decimal", autocomplete: "off", maxLength: LONGEST, value: first })
  input.setAttribute("aria-label", label)
  const alarm = document.createElement("p")
  alarm.setAttribute("role", "alert")
  place.append(input, alarm)
  document.body.append(place)
  const stay = () => {
    const box = (scrubbedAs(name, part) ?? element).getBoundingClientRect()
    Object.assign(place.style, { left: `${box.left}px`, top: `${box.top}px` })
    Object.assign(input.style, { minWidth: `${box.width}px`, minHeight: `${box.height}px` })
  }
  let isOpen = true
  const close = () => {
    if (!isOpen) return
    isOpen = false
    document.removeEventListener("scroll", stay, true)
    place.remove()
  }
  const enter = () => {
    const refusal = input.value === first ? "" : take(readNumber(input.value))
    if (!refusal) {
      close()
      return
    }
    input.setAttribute("aria-invalid", "true")
    alarm.textContent = refusal.replace("{field}", () => label).replace("{text}", () => input.value.trim())
  }
  input.addEventListener("keydown", event => {
    event.stopPropagation()
    if (event.key !== "Enter" && event.key !== "Escape") return
    event.preventDefault()
    if (event.key === "Enter") enter()
    else close()
    if (!isOpen) scrubbedAs(name, part)?.focus()
  })
  input.addEventListener("blur", () => {
    if (isOpen && input.value !== first) take(readNumber(input.value))
    close()
  })
  document.addEventListener("scroll", stay, true)
  stay()
  input.focus()
  input.select()
  return { close }
}

/**
 * @param {ShortWay} short
 * @param {(scrubbed: Scrubbed) => void} send
 */
// oxlint-disable-next-line no-unused-vars -- live.js, which stands behind this
function createScrubbing(short, send) {
  /** @type {Values | null} what the page says; without it nothing can be changed */
  let values = null
  /** @type {{name: string, first: number, value: number, x: number, y: number, moves: boolean, seen: number, since: number, sent: number} | null} */
  let drag = null
  /** @type {{name: string, first: number, value: number, timer: ReturnType<typeof setTimeout>} | null} */
  let keyed = null
  /** @type {{close: () => void} | null} */
  let field = null
  /** @type {Record<string, number>} values that the page has not answered yet */
  let unheard = {}
  let number = 0
  let sentAt = -Infinity
  let clicked = { name: "", at: -Infinity }
  let swallowsClick = false

  /** @type {(value: number) => number} */
  const within = value => Math.min(Math.max(rounded(value), values?.low ?? -Infinity), values?.high ?? Infinity)

  /** @param {string} name @param {number} value */
  function commit(name, value) {
    unheard[name] = value
    sentAt = performance.now()
    number = Math.max(number + 1, Date.now())
    send({ values: { ...unheard }, number })
  }

  // While a value moves and the short way does not show all of it, the page hears of it in between, one message at a time.
  function watch() {
    if (!drag?.moves) return
    const isNew = drag.value !== drag.seen
    if (isNew) Object.assign(drag, { seen: drag.value, since: performance.now() })
    const isShort = short.takesValues()
    const isDue = !isShort || (short.hasWaits() && performance.now() - drag.since > RESTS)
    const isFree = Object.keys(unheard).length === 0 || performance.now() - sentAt > LOST_AFTER
    if (isDue && isFree && drag.value !== drag.sent) {
      drag.sent = drag.value
      commit(drag.name, drag.value)
    }
    requestAnimationFrame(watch)
  }

  /** @param {PointerEvent} event */
  const press = event => {
    rest()
    swallowsClick = false
    const element = scrubbedAt(event.target)
    if (!element || !values || event.button > 0 || !event.isPrimary) return
    const { clientX: x, clientY: y } = event
    const value = valueOf(element)
    drag = { name: element.dataset.scrub ?? "", first: value, value, x, y, moves: false, seen: value, since: 0, sent: value }
  }
  /** @param {PointerEvent} event */
  const move = event => {
    if (!drag || !event.isPrimary) return
    const [across, down] = [event.clientX - drag.x, event.clientY - drag.y]
    if (!drag.moves) {
      if (Math.abs(across) < BEGINS || Math.abs(across) < Math.abs(down)) return
      drag.moves = true
      document.documentElement.setAttribute("data-scrubs", "")
      requestAnimationFrame(watch)
    }
    event.preventDefault()
    drag.x = event.clientX
    const value = within(drag.value + across * EACH_PIXEL * (event.shiftKey ? FASTER : 1))
    if (value === drag.value) return
    drag.value = value
    if (short.takesValues()) short.moveValue(drag.name, value)
  }
  const release = () => {
    if (!drag) return
    const { name, first, value, moves, sent } = drag
    drag = null
    document.documentElement.removeAttribute("data-scrubs")
    if (!moves) return
    swallowsClick = true // that a pointer which has dragged is let go is no click
    setTimeout(() => { swallowsClick = false }, 0)
    if (value !== sent) commit(name, value)
    else if (value === first) short.stayValue(name)
  }

  /** @param {MouseEvent} event */
  const click = event => {
    const element = scrubbedAt(event.target)
    if (swallowsClick) {
      swallowsClick = false
      event.stopImmediatePropagation()
      return
    }
    if (!element || !values || event.detail === 0) return // a key, or a script
    const name = element.dataset.scrub ?? ""
    const isSecond = clicked.name === name && performance.now() - clicked.at < TWICE
    clicked = isSecond ? { name: "", at: -Infinity } : { name, at: performance.now() }
    if (!isSecond) return
    event.stopImmediatePropagation()
    type(element)
  }

  /** @type {Record<string, number>} */
  const STEPS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: FASTER, PageDown: -FASTER }
  /** @param {KeyboardEvent} event */
  const key = event => {
    const element = scrubbedAt(event.target)
    if (!element || !values || event.ctrlKey || event.altKey || event.metaKey) return
    const step = STEPS[event.key]
    if (event.key !== "Enter" && event.key !== " " && step === undefined) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (step === undefined) {
      rest()
      if (event.key === "Enter") type(element)
      else element.dispatchEvent(new PointerEvent("click", { bubbles: true, cancelable: true })) // selects it, as a press does
      return
    }
    const name = element.dataset.scrub ?? ""
    if (keyed && keyed.name !== name) rest()
    const first = keyed?.first ?? valueOf(element)
    const value = within((keyed?.value ?? first) + step * EACH_KEY * (event.shiftKey ? FASTER : 1))
    clearTimeout(keyed?.timer)
    keyed = { name, first, value, timer: setTimeout(rest, RESTS) }
    if (short.takesValues()) short.moveValue(name, value)
  }
  // What the keys have led to: the page hears of it.
  function rest() {
    if (!keyed) return
    const { name, first, value, timer } = keyed
    clearTimeout(timer)
    keyed = null
    if (value === first) short.stayValue(name)
    else commit(name, value)
  }

  /** Lets a number be typed. @param {Element} element */
  function type(element) {
    field?.close()
    const name = element.getAttribute("data-scrub") ?? ""
    field = openField(element, value => {
      if (values === null || !(value >= values.low && value <= values.high)) return values?.refusal ?? ""
      if (short.takesValues()) short.moveValue(name, value)
      commit(name, value)
      return ""
    })
  }

  // The answer of the page brings the number anew; the keyboard goes on from there.
  /** @type {{name: string, part: string, element: Element} | null} */
  let focused = null
  const answer = new MutationObserver(() => {
    if (focused && !focused.element.isConnected && document.activeElement === document.body) scrubbedAs(focused.name, focused.part)?.focus({ preventScroll: true })
  })
  /** @param {FocusEvent} event */
  const enter = event => {
    const element = scrubbedAt(event.target)
    answer.disconnect()
    focused = element && { name: element.dataset.scrub ?? "", part: partOf(element), element }
    if (focused) answer.observe(document.body, { childList: true, subtree: true })
  }
  /** @param {FocusEvent} event */
  const leave = event => {
    const element = scrubbedAt(event.target)
    if (!element) return
    rest()
    // What is taken out of the page loses the focus just before.
    queueMicrotask(() => { if (focused?.element === element && element.isConnected) forget() })
  }
  const forget = () => {
    focused = null
    answer.disconnect()
  }

  /** @type {[string, (event: any) => void][]} */
  const listeners = [
    ["pointerdown", press], ["pointermove", move], ["pointerup", release], ["pointercancel", release],
    ["click", click], ["keydown", key], ["focusin", enter], ["focusout", leave],
  ]
  for (const [name, listener] of listeners) document.addEventListener(name, listener, true)

  return {
    /** Whether a value moves, or the page may not have answered yet that it did. */
    isBusy: () => Boolean(drag?.moves || keyed) || performance.now() - sentAt < ANSWERED_BY_THEN,
    /** The page shows a scene, or is no longer there. @param {Values | null} next */
    tell(next) {
      values = next
      if (next && next.heard >= number) unheard = {}
      if (!next) field?.close()
    },
    destroy() {
      for (const [name, listener] of listeners) document.removeEventListener(name, listener, true)
      forget()
      field?.close()
      clearTimeout(keyed?.timer)
      drag = keyed = null
      document.documentElement.removeAttribute("data-scrubs")
    },
  }
}
