// Moves the time of a course: a step back or on, and by itself while it plays. The slider of the time stays the one thing that
// says where the course stands; each move asks live.js, which shows it as it shows the keys.
const GO = "tensorama:go"
const TYPED_INTO = "textarea, select, [contenteditable=true], input:not([type=range], [type=checkbox], [type=radio])"

/**
 * @typedef {{key: string, speed: number, play: string, pause: string, back: string, next: string}} Told `speed` in steps a second
 * @typedef {{tell: (told: Told) => void, destroy: () => void}} Player
 */
/** @type {WeakMap<Node, Player>} */
const instances = new WeakMap()

/**
 * @param {HTMLElement} root
 * @returns {Player}
 */
function create(root) {
  /** @type {Told | undefined} */
  let told
  let frame = 0
  let at = 0 // between two steps, while it plays
  let before = 0
  const [back, play, next] = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll("button")])
  const slider = () => /** @type {HTMLInputElement | null} */ (told ? document.querySelector(`.st-key-${CSS.escape(told.key)} input[type=range]`) : null)

  /** @param {number} value */
  const go = value => {
    const input = slider()
    if (!input || !told) return
    const to = Math.min(Math.max(Math.round(value), Number(input.min)), Number(input.max))
    if (to !== Number(input.value)) document.dispatchEvent(new CustomEvent(GO, { detail: { key: told.key, value: to } }))
  }
  const label = () => {
    if (!told || !play || !back || !next) return
    play.textContent = frame ? `⏸ ${told.pause}` : `▶ ${told.play}`
    play.setAttribute("aria-pressed", String(Boolean(frame)))
    back.setAttribute("aria-label", told.back)
    next.setAttribute("aria-label", told.next)
  }
  const stop = () => {
    cancelAnimationFrame(frame)
    frame = 0
    label()
  }
  const tick = () => {
    const input = slider()
    if (!input || !told || document.hidden) return stop()
    const now = performance.now()
    at += (told.speed * Math.min(now - before, 250)) / 1000
    before = now
    go(Math.floor(at))
    if (at >= Number(input.max)) return stop()
    frame = requestAnimationFrame(tick)
  }
  const start = () => {
    const input = slider()
    if (!input) return
    at = Number(input.value) >= Number(input.max) ? Number(input.min) : Number(input.value)
    if (at !== Number(input.value)) go(at)
    before = performance.now()
    frame = requestAnimationFrame(tick)
    label()
  }
  /** @param {number} by */
  const step = by => {
    stop()
    go(Number(slider()?.value ?? 0) + by)
  }
  const toggle = () => (frame ? stop() : start())
  const stepBack = () => step(-1)
  const stepOn = () => step(1)

  /** @param {KeyboardEvent} event */
  const press = event => {
    const isTyped = event.target instanceof Element && event.target.closest(TYPED_INTO)
    if (isTyped || event.ctrlKey || event.altKey || event.metaKey) return
    const does = { b: stepBack, n: stepOn, p: toggle }[event.key]
    if (does) does()
  }
  // Whoever takes hold of the slider has the say.
  /** @param {Event} event */
  const taken = event => {
    if (frame && event.isTrusted && event.target instanceof Element && told && event.target.closest(`.st-key-${CSS.escape(told.key)}`)) stop()
  }

  back?.addEventListener("click", stepBack)
  play?.addEventListener("click", toggle)
  next?.addEventListener("click", stepOn)
  document.addEventListener("keydown", press)
  document.addEventListener("keydown", taken, true)
  document.addEventListener("pointerdown", taken, true)
  return {
    tell(data) {
      told = data
      label()
    },
    destroy() {
      cancelAnimationFrame(frame)
      document.removeEventListener("keydown", press)
      document.removeEventListener("keydown", taken, true)
      document.removeEventListener("pointerdown", taken, true)
    },
  }
}

/** @type {Render<Told>} */
export default function (component) {
  const root = /** @type {HTMLElement} */ (component.parentElement.querySelector(".time-buttons"))
  const known = instances.get(component.parentElement)
  const instance = known ?? create(root)
  if (!known) instances.set(component.parentElement, instance)
  instance.tell(component.data)
  return () => {
    if (component.parentElement.isConnected) return
    instance.destroy()
    instances.delete(component.parentElement)
  }
}
