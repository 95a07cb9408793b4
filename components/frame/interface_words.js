// Says in the visitor's language what Streamlit's own frontend says in English, to the eye and to a screen reader.
//
// Streamlit draws these words itself, whenever it likes, and knows no other language. So every change of the document is
// looked through before it is painted. What stood there in English is remembered, for the next change of language.
const ATTRIBUTES = ["aria-label", "placeholder", "title", "alt"]
const LABELLED = ATTRIBUTES.map(name => `[${name}]`).join()
// Where Streamlit shows words of its own; words of the site are there as well, but none that are the same.
const SHOWN = ["stSkipToContent", "InputInstructions", "stMainMenuPopover", "stFileUploaderDropzone", "stStatusWidget",
  "stConnectionStatus", "stSelectboxVirtualDropdown", "stTooltipContent", "stDialog"]
  .map(name => `[data-testid=${name}]`).concat("[role=dialog]", "[data-testid^=stBaseButton]").join()
const PLACE = /\{\w+\}/
const INSTALLED = Symbol.for("tensorama.interface-words")

class Words {
  constructor() {
    /** @type {WeakMap<Node, Record<string, [english: string, said: string]>>} by name of an attribute, or "text" */
    this.known = new WeakMap()
    /** @type {Map<string, string>} */
    this.whole = new Map()
    /** @type {{before: string, after: string, said: string}[]} */
    this.parts = []
    this.due = 0
    this.observer = new MutationObserver(() => {
      this.due ||= requestAnimationFrame(() => { // once a frame, before it is painted, however much has changed
        this.due = 0
        this.look()
      })
    })
  }

  // A place in braces stands for any words, which stay as they are.
  /** @param {[english: string, said: string][]} pairs */
  speak(pairs) {
    const others = pairs.filter(([english, said]) => english !== said)
    this.whole = new Map(others)
    this.parts = others.filter(([english]) => PLACE.test(english)).map(([english, said]) => {
      const [before = "", after = ""] = english.split(PLACE)
      return { before, after, said }
    })
    this.look()
    if (others.length)
      this.observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES })
    else this.observer.disconnect()
  }

  /** @param {string} english */
  translated(english) {
    const whole = this.whole.get(english)
    if (whole !== undefined) return whole
    for (const { before, after, said } of this.parts)
      if (english.startsWith(before) && english.endsWith(after) && english.length > before.length + after.length)
        return said.replace(PLACE, () => english.slice(before.length, english.length - after.length))
    return english
  }

  // What is to stand where `now` does.
  /** @param {Node} node @param {string} name @param {string} now */
  instead(node, name, now) {
    const known = this.known.get(node)?.[name]
    const english = known?.[1] === now ? known[0] : now
    const said = this.translated(english)
    if (said !== english) this.known.set(node, { ...this.known.get(node), [name]: [english, said] })
    return said
  }

  look() {
    for (const element of document.querySelectorAll(LABELLED))
      for (const name of ATTRIBUTES) {
        const now = element.getAttribute(name)
        if (!now) continue
        const said = this.instead(element, name, now)
        if (said !== now) element.setAttribute(name, said)
      }
    for (const place of document.querySelectorAll(SHOWN)) {
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
      while (texts.nextNode()) {
        const node = /** @type {Text} */ (texts.currentNode)
        const said = this.instead(node, "text", node.data)
        if (said !== node.data) node.data = said
      }
    }
  }
}

/** @type {Render<[pairs: [english: string, said: string][]]>} */
export default function ({ data: [pairs] }) {
  window[INSTALLED] ??= new Words()
  window[INSTALLED].speak(pairs)
}
