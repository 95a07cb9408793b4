// The short way: asks for the scene of a link while a slider moves, and shows it in the place of what the page has. Stands
// before live.js, in one script with it.
//
// The page stays what it is: Streamlit's own elements are covered or get other text, and get their own back as soon as the
// page shows the scene that the sliders are at. What comes late is dropped: of two answers the later question counts.
const SCENE = "tensorama:scene"
const ASKED_AT_ONCE = 2
const SCENES_KEPT = 64
const PAUSE = 1000 // milliseconds after a refusal
const LOOK = 500 // milliseconds between two looks at whether the sliders stand for the scene of the page
const ANSWERED_BY_THEN = 3000 // milliseconds after which the page has answered, or never will

/**
 * What the page says of itself, see components/browser/short_way.py.
 *
 * @typedef {object} Way
 * @property {string} address of the scenes, relative to the site
 * @property {Record<string, string>} said the link of the scene that the page shows
 * @property {string[]} keys the sliders that can go the short way
 * @property {Record<string, string[]>} [options] of sliders that count their options: what the link says for each of them
 * @property {Values | null} values how values are changed where they stand, see scrub.js
 */
/** @typedef {{key: string, value: number}} Next a slider, and a value that it does not have yet */
/** @typedef {{charts: Record<string, object>, parts: Record<string, string>, tables: Record<string, string>, waits: string[]}} Scene */

/** @type {(key: string) => HTMLInputElement | null} */
const sliderOf = key => document.querySelector(`.st-key-${CSS.escape(key)} input[type=range]`)

/** @type {(said: Record<string, string>) => string} */
const queryOf = said => new URLSearchParams(Object.entries(said).filter(([, value]) => value).toSorted(([one], [other]) => (one < other ? -1 : 1))).toString()

// Changed values as a link has them: `x1_0.5~w1.2.1_-1`. Those that are the same keep their text.
/** @type {(edits: string, values: Record<string, number>) => string} */
const withValues = (edits, values) => {
  const said = new Map(edits.split("~").filter(Boolean).map(part => /** @type {[string, string]} */ (part.split("_"))))
  for (const [name, value] of Object.entries(values)) if (Number(said.get(name) ?? NaN) !== value) said.set(name, String(value))
  return [...said].map(part => part.join("_")).join("~")
}

// Makes the inside of one element that of another. What is the same stays: its scrolling, what has the focus in it, and the
// browser's work of laying it out.
/** @param {Element} place @param {ParentNode} like */
function become(place, like) {
  const [nodes, others] = [[...place.childNodes], [...like.childNodes]]
  others.forEach((other, at) => {
    const node = nodes[at]
    if (node?.nodeName !== other.nodeName) {
      if (node) node.replaceWith(other)
      else place.append(other)
    } else if (node instanceof Element && other instanceof Element) {
      for (const name of node.getAttributeNames()) if (!other.hasAttribute(name)) node.removeAttribute(name)
      for (const { name, value } of other.attributes) if (node.getAttribute(name) !== value) node.setAttribute(name, value)
      become(node, other)
    } else if (node.nodeValue !== other.nodeValue) node.nodeValue = other.nodeValue
  })
  for (const node of nodes.slice(others.length)) node.remove()
}
/** @param {Element} place @param {string} html */
function write(place, html) {
  const template = document.createElement("template")
  template.innerHTML = html
  become(place, template.content)
}

/** @returns {URL} */
const site = () => new URL("../../", /** @type {HTMLScriptElement} */ (document.querySelector("script[type=module][src*='static/js/']")).src)

/**
 * @param {() => boolean} isBusy whether a slider moves, or has just said where it stands
 * @param {() => void} refused called when a scene cannot be had now; `takes` then says for which sliders
 */
// oxlint-disable-next-line no-unused-vars -- live.js, which stands behind this
function createShortWay(isBusy, refused) {
  /** @type {Way | null} */
  let way = null
  /** @type {Record<string, number>} */
  let moved = {} // values that the page may not know yet, by the name of the element
  let gone = "" // an address that has no scenes
  let pausedUntil = 0
  let asked = ""
  let number = 0
  let newest = 0
  let underWay = 0
  /** @type {Next | undefined} */
  let ahead
  /** @type {Scene | null} */
  let shown = null
  /** @type {Map<string, Scene>} */
  const known = new Map()
  /** @type {Map<HTMLElement, string>} */
  const covered = new Map()

  // What the link says where a slider stands.
  /** @param {string} key @param {string} value */
  const textOf = (key, value) => way?.options?.[key]?.[Number(value)] ?? value
  const pageQuery = () => (way ? queryOf(way.said) : "")
  // The link that the sliders stand for, or would stand for with one of them elsewhere.
  /** @param {Next} [next] */
  function wantedQuery(next) {
    if (!way) return ""
    const said = { ...way.said }
    for (const key of way.keys) {
      const input = sliderOf(key)
      if (input) said[key] = textOf(key, input.value)
    }
    if (next) said[next.key] = textOf(next.key, String(next.value))
    return queryOf({ ...said, edits: withValues(said.edits ?? "", moved) })
  }

  // Who goes back right after a drag comes to the scene that the page has had all the time, and the page says nothing.
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let nextLook
  const watch = () => {
    clearTimeout(nextLook)
    nextLook = setTimeout(() => {
      if (wantedQuery() === pageQuery()) leave()
      else watch()
    }, LOOK)
  }

  /** @param {Scene} scene */
  function show(scene) {
    shown = scene
    watch()
    document.documentElement.setAttribute("data-passes", "") // for whoever waits until the page shows what it says itself
    document.dispatchEvent(new CustomEvent(SCENE, { detail: scene }))
    for (const [name, html] of Object.entries(scene.parts)) {
      const place = /** @type {HTMLElement | null} */ (document.querySelector(`[data-part="${CSS.escape(name)}"]`))
      if (!place) continue
      if (!covered.has(place)) covered.set(place, place.innerHTML)
      write(place, html)
    }
    const moving = document.activeElement?.closest("[class*='st-key-']")
    for (const key of scene.waits) {
      const place = document.querySelector(`.st-key-${CSS.escape(key)}`)
      if (place && !(moving && place.contains(moving))) place.setAttribute("data-waits", "")
    }
  }
  function leave() {
    asked = ""
    moved = {}
    newest = ++number // what is still under way comes too late
    clearTimeout(nextLook)
    if (!shown) return
    shown = null
    document.documentElement.removeAttribute("data-passes")
    for (const [place, html] of covered) if (place.isConnected) write(place, html)
    covered.clear()
    for (const place of document.querySelectorAll("[data-waits]")) place.removeAttribute("data-waits")
    document.dispatchEvent(new CustomEvent(SCENE, { detail: null }))
  }

  /** @param {string} query @param {Scene} scene */
  function keep(query, scene) {
    known.delete(query)
    known.set(query, scene)
    if (known.size > SCENES_KEPT) known.delete(/** @type {string} */ (known.keys().next().value))
  }

  /** @param {string} query @returns {Promise<Scene>} */
  async function fetched(query) {
    const address = /** @type {Way} */ (way).address
    const answer = await fetch(new URL(`${address}?${query}`, site()), { credentials: "omit" })
    // A host without the route answers with its own page, or not at all; another version of the site with 404, and what no
    // link can say with 400.
    const isScene = (answer.headers.get("content-type") ?? "").startsWith("application/json")
    if (answer.ok ? !isScene : [400, 404].includes(answer.status)) gone = address
    if (!answer.ok || !isScene) throw new Error(`no scene: ${answer.status}`)
    return answer.json()
  }

  // While nothing else is under way: the scene that the next key leads to is there before the key.
  async function askAhead() {
    const query = ahead && underWay === 0 ? wantedQuery(ahead) : ""
    ahead = undefined
    if (!query || known.has(query) || query === pageQuery()) return
    try {
      keep(query, await fetched(query))
    } catch {
      return // nobody waits for it; who asks for it hears of it
    }
  }

  async function ask() {
    const query = wantedQuery()
    if (query === asked || !way) return
    const old = known.get(query)
    if (query === pageQuery()) {
      leave()
    } else if (old) {
      asked = query
      newest = ++number
      show(old)
      askAhead()
    } else if (underWay < ASKED_AT_ONCE) {
      asked = query
      const mine = ++number
      underWay++
      try {
        const answer = await fetched(query)
        keep(query, answer)
        if (mine > newest && isBusy()) {
          newest = mine
          show(answer)
        }
      } catch {
        pausedUntil = performance.now() + PAUSE
        asked = ""
      } finally {
        underWay--
      }
      if (!isUsable()) refused()
      else if (isBusy()) {
        ask()
        askAhead()
      }
    }
  }

  const isUsable = () => Boolean(way) && gone !== way?.address && performance.now() >= pausedUntil

  // The page has another scene than the one that is shown here: it is behind the sliders, or they have not heard of it yet.
  function check() {
    if (wantedQuery() === pageQuery() || !isBusy()) leave()
    else if (shown) show(shown)
  }

  return {
    /** Whether this slider can go the short way now. @param {string} key */
    takes: key => isUsable() && Boolean(way?.keys.includes(key)),
    /** The slider has come to another value; `next` is where it may well come next. @param {string} key @param {number} value @param {number} [next] */
    move(key, value, next) {
      ahead = next === undefined || next === value ? undefined : { key, value: next }
      ask()
    },
    /** The slider stands where it stood at first. */
    stay() {
      if (wantedQuery() === pageQuery()) leave()
    },
    /** Whether the value of an element can go the short way now. */
    takesValues: () => isUsable() && Boolean(way?.values),
    /** An element has come to another value. @param {string} name @param {number} value */
    moveValue(name, value) {
      moved[name] = value
      ahead = undefined
      ask()
    },
    /** An element has the value that it had at first. @param {string} name */
    stayValue(name) {
      delete moved[name]
      if (wantedQuery() === pageQuery()) leave()
    },
    /** Whether something of the page waits for the slider to rest. */
    hasWaits: () => Boolean(document.querySelector("[data-waits]")),
    /** The page shows a scene, or is no longer there. @param {Way | null} next */
    tell(next) {
      if (next?.address !== way?.address) known.clear()
      way = next
      if (isUsable()) check()
      else leave() // the slider goes the page's own way, and what the page has is the newest there is
      if (shown) for (const later of [100, 400, ANSWERED_BY_THEN]) setTimeout(check, later)
    },
  }
}
