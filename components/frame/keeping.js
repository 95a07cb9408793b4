// Keeps in the browser's tab what a visit has given and no link holds, and hands it to a session that is new: its server has
// started again, or another one has taken over, or the tab was put away and loaded once more.
//
// What is kept: {session, text, draft: {about, text}}. `text` is the server's, as it last wrote it; `draft` is what stands
// in the field and has not been handed in. A session that has not been here yet gets both, and writes only after that.
/**
 * @typedef {{about: string, text: string}} Draft
 * @typedef {{session: string, text: string, draft: Draft | null}} Kept
 * @typedef {{handed: string, field: string, about: string, most: number, destroy: () => void}} Instance
 */
const PLACE = `tensorama.kept${frame(window)}`
/** @type {WeakMap<Node, Instance>} what holds the component -> what it knows */
const instances = new WeakMap()

// Frames of one page share their tab's storage, so each has a place of its own in it.
/** @param {Window} here @returns {string} */
function frame(here) {
  const outer = here.parent
  if (outer === here) return ""
  let at = 0
  while (at < outer.length && outer[at] !== here) at += 1
  return `${frame(outer)}.${at}`
}

// Inside another site a browser may allow no storage; then the page itself remembers, as long as it lives.
/** @type {{text?: string}} */
const remembered = (window[Symbol.for("tensorama.kept")] ??= {})

/** @returns {Kept | null} */
function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? remembered.text ?? "null")
    return typeof kept === "object" ? kept : null
  } catch {
    return remembered.text ? JSON.parse(remembered.text) : null
  }
}

/** @param {Kept} kept @param {number} most */
function write(kept, most) {
  const fits = packed(kept).length > most ? { ...kept, draft: null } : kept
  if (packed(fits).length > most) return
  remembered.text = JSON.stringify(fits)
  try {
    sessionStorage.setItem(PLACE, remembered.text)
  } catch {
    // not allowed, or full
  }
}

// The server counts brackets in what a script says; in this writing there are none.
/** @param {Kept} kept */
function packed(kept) {
  return btoa(Array.from(new TextEncoder().encode(JSON.stringify(kept)), byte => String.fromCharCode(byte)).join(""))
}

/** @returns {Instance} */
function create() {
  /** @param {Event} event */
  const typed = event => {
    const kept = read()
    const at = /** @type {HTMLTextAreaElement} */ (event.target)
    if (!instance.field || !kept || !at.closest?.(`.st-key-${instance.field}`)) return
    write({ ...kept, draft: { about: instance.about, text: at.value } }, instance.most)
  }
  const destroy = () => document.removeEventListener("input", typed, true)
  const instance = { handed: "", field: "", about: "", most: 0, destroy }
  document.addEventListener("input", typed, true)
  return instance
}

/** @type {Render<[session: string, taken: boolean, text: string, field: string, about: string, most: number], {kept: string}>} */
export default function ({ parentElement, data: [session, taken, text, field, about, most], setTriggerValue }) {
  const known = instances.get(parentElement)
  const instance = known ?? create()
  instances.set(parentElement, instance)
  Object.assign(instance, { field, about, most })
  const kept = read()
  const isNews = kept && kept.session !== session && (kept.text || kept.draft)
  if (isNews && !taken) {
    if (instance.handed !== session) setTriggerValue("kept", packed(kept))
    instance.handed = session
  } else {
    // On the way back from another page the field shows what was handed in last, and another exercise has an empty one.
    const draft = known && kept?.draft?.about === about ? kept.draft : null
    write({ session, text, draft }, most)
  }
  return () => {
    instance.destroy()
    instances.delete(parentElement)
  }
}
