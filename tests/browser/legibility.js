// Every text that a person sees and that is smaller than `least` pixels: where it stands, its size, its words.
// Sizes are those on the screen, after all transforms; texts for screen readers alone do not count.
least => {
  const scaled = element => {
    if (element.ownerSVGElement) {
      const { a, b } = element.getScreenCTM()
      return Math.hypot(a, b)
    }
    let factor = 1
    for (let at = element; at; at = at.parentElement) {
      const { transform } = getComputedStyle(at)
      if (transform === "none") continue
      const { c, d } = new DOMMatrix(transform)
      factor *= Math.hypot(c, d)
    }
    return factor
  }
  const hidden = element => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const { clip, clipPath, overflow } = getComputedStyle(at)
      if (clip.startsWith("rect(") || clipPath.startsWith("inset(50%") || clipPath.startsWith("inset(100%")) return true
      if (at.offsetWidth <= 1 && at.offsetHeight <= 1 && overflow === "hidden") return true
    }
    return false
  }
  const small = new Set()
  const look = (element, words, pseudo) => {
    const size = parseFloat(getComputedStyle(element, pseudo).fontSize) * scaled(element)
    if (size >= least - 0.01 || hidden(element)) return
    const path = []
    for (let at = element; at && path.length < 4; at = at.parentElement) {
      path.unshift(at.tagName.toLowerCase() + (at.getAttribute("class") ?? "").split(" ").slice(0, 1).map(name => `.${name}`).join(""))
    }
    small.add(`${size.toFixed(1)} ${path.join(" > ")}: ${words.trim().slice(0, 40)}`)
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  let seen = 0
  while (texts.nextNode()) {
    const { data, parentElement } = /** @type {Text} */ (texts.currentNode)
    if (!data.trim() || !parentElement || parentElement.closest("script, style, noscript")) continue
    const range = document.createRange()
    range.selectNodeContents(texts.currentNode)
    const { width, height, right } = range.getBoundingClientRect()
    if (!width || !height || right <= 0) continue
    seen += 1
    look(parentElement, data)
  }
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll("input, textarea")
  for (const field of fields) {
    const typed = !["range", "checkbox", "radio", "hidden"].includes(field.type) && (field.value || field.placeholder)
    if (typed && field.getBoundingClientRect().width) look(field, typed)
  }
  for (const element of document.querySelectorAll("body *")) {
    for (const pseudo of ["::before", "::after"]) {
      const { content } = getComputedStyle(element, pseudo)
      if (content.startsWith('"') && content.length > 2 && element.getBoundingClientRect().width) look(element, content, pseudo)
    }
  }
  return [seen, [...small]]
}
