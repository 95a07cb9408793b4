// Keeps in the browser's tab what a visit has given and no link holds, and hands it to a session that is new: its server has
// started again, or another one has taken over, or the tab was put away and loaded once more.
//
// What is kept: {session, text, draft: {about, text}}. `text` is the server's, as it last wrote it; `draft` is what stands
// in the field and has not been handed in. A session that has not been here yet gets both, and writes only after that.
const PLACE = `tensorama.kept${frame(window)}`
const instances = new WeakMap() // what holds the component -> what it knows

// Frames of one page share their tab's storage, so each has a place of its own in it.
function frame(here) {
  const outer = here.parent
  if (outer === here) return ""
  let at = 0
  while (at < outer.length && outer[at] !== here) at += 1
  return `${frame(outer)}.${at}`
}

// Inside another site a browser may allow no storage; then the page itself remembers, as long as it lives.
const remembered = (window[Symbol.for("tensorama.kept")] ??= {})

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? remembered.text ?? "null")
    return typeof kept === "object" ? kept : null
  } catch {
    return remembered.text ? JSON.parse(remembered.text) : null
  }
}

function write(kept, most) {
  if (packed(kept).length > most) kept = { ...kept, draft: null }
  if (packed(kept).length > most) return
  remembered.text = JSON.stringify(kept)
  try {
    sessionStorage.setItem(PLACE, remembered.text)
  } catch {
    // not allowed, or full
  }
}

// The server counts brackets in what a script says; in this writing there are none.
function packed(kept) {
  return btoa(Array.from(new TextEncoder().encode(JSON.stringify(kept)), byte => String.fromCharCode(byte)).join(""))
}

function create() {
  const instance = { handed: "", field: "", about: "", most: 0 }
  const typed = event => {
    const kept = read()
    if (!instance.field || !kept || !event.target.closest?.(`.st-key-${instance.field}`)) return
    write({ ...kept, draft: { about: instance.about, text: event.target.value } }, instance.most)
  }
  document.addEventListener("input", typed, true)
  instance.destroy = () => document.removeEventListener("input", typed, true)
  return instance
}

export default function ({ parentElement, data: [session, taken, text, field, about, most], setTriggerValue }) {
  const known = instances.has(parentElement)
  const instance = known ? instances.get(parentElement) : create()
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
