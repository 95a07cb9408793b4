// Draws what the page shows as SVG of its own: boxes, borders, highlights and type at their places on the screen, and
// Plotly's pictures as Plotly writes them. No HTML is left in it, so that every program that reads SVG can open it.
const WIDGETS = "button:not([data-name], .term), input, select, textarea, [data-testid=stWidgetLabel], .stButtonGroup, .stTooltipIcon,"
  + " .katex-mathml, .hoverlayer, script, style"
const SCALE = 2 // of the PNG: sharp also on paper
const MARGIN = 12

/**
 * @typedef {Record<string, string | number | undefined>} Attributes
 * @typedef {{left: number, top: number, width: number, height: number}} Rect
 * @typedef {{text: string, rect: Rect}} Line
 * @typedef {{svg: string, width: number, height: number}} Picture
 */
/** @type {(text: string) => string} */
const escape = text => text.replace(/[<>&"]/g, sign => `&#${sign.charCodeAt(0)};`)
  .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
/** @type {(of: Attributes) => string} */
const attributes = of => Object.entries(of).map(([name, value]) => {
  if (value === undefined || value === "") return ""
  return ` ${name}="${escape(typeof value === "number" ? String(Math.round(value * 100) / 100) : value)}"`
}).join("")
/** @type {(name: string, of: Attributes, inner?: string) => string} */
const tag = (name, of, inner) => `<${name}${attributes(of)}${inner === undefined ? "/>" : `>${inner}</${name}>`}`
/** @type {(colour: string | undefined) => boolean} */
const visible = colour => Boolean(colour) && !/^rgba\(.*, 0\)$/.test(colour ?? "")
/** @type {(text: string | undefined) => number} */
const number = text => parseFloat(text ?? "") || 0

class Walker {
  /** @param {Rect} origin */
  constructor(origin) {
    this.origin = origin
    this.box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
    /** @type {string[]} */
    this.parts = []
    /** @type {string[]} */
    this.definitions = []
    this.metrics = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"))
  }

  /** @param {Rect} rect */
  place({ left, top, width, height }) {
    const x = left - this.origin.left, y = top - this.origin.top
    this.box = {
      left: Math.min(this.box.left, x), top: Math.min(this.box.top, y),
      right: Math.max(this.box.right, x + width), bottom: Math.max(this.box.bottom, y + height),
    }
    return { x, y, width, height }
  }

  /** @param {(id: string) => string} inner */
  define(inner) {
    this.definitions.push(inner(`d${this.definitions.length}`))
    return `url(#d${this.definitions.length - 1})`
  }

  /** @param {HTMLElement} node */
  async element(node) {
    const style = getComputedStyle(node)
    if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0" || node.matches(WIDGETS)) return
    if (style.position === "absolute" && style.clip !== "auto") return // for screen readers
    const { transform: turn } = style
    const { transform: own, transitionProperty: passes } = node.style
    if (turn !== "none") {
      node.style.transitionProperty = "none" // at once, and not as a transition begins
      node.style.transform = "none" // measured as if it were straight, and turned afterwards
    }
    const group = this.parts.length
    try {
      const rect = node.getBoundingClientRect()
      for (const line of style.display === "inline" ? node.getClientRects() : [rect]) this.boxes(line, style)
      if (node.matches(".chart")) await this.chart(/** @type {Plotly.Plot} */ (node))
      else if (node instanceof HTMLImageElement) this.image(node, style)
      else for (const child of node.childNodes) {
        if (child instanceof Text) this.text(child, style)
        // oxlint-disable-next-line no-await-in-loop -- the parts stand one over the other, in this order
        else if (child instanceof HTMLElement) await this.element(child)
      }
      for (const pseudo of ["::before", "::after"]) this.pseudo(rect, getComputedStyle(node, pseudo))
      const [x, y] = style.transformOrigin.split(" ")
      const [left, top] = [rect.left - this.origin.left + number(x), rect.top - this.origin.top + number(y)]
      const transform = turn === "none" ? undefined : `translate(${left} ${top}) ${turn} translate(${-left} ${-top})`
      const opacity = style.opacity === "1" ? undefined : style.opacity
      if (transform || opacity) this.parts.push(tag("g", { transform, opacity }, this.parts.splice(group).join("")))
    } finally {
      if (turn !== "none") Object.assign(node.style, { transform: own, transitionProperty: passes })
    }
  }

  /** @param {Rect} rect @param {CSSStyleDeclaration} style */
  boxes(rect, style) {
    if (!rect.width || !rect.height) return
    const sides = /** @type {const} */ (["Top", "Right", "Bottom", "Left"])
    const [top, right, bottom, left] = /** @type {[number, number, number, number]} */ (sides.map(side =>
      style[`border${side}Style`] === "none" || !visible(style[`border${side}Color`]) ? 0 : number(style[`border${side}Width`])))
    const fill = this.fill(style)
    const rx = Math.min(number(style.borderTopLeftRadius), rect.height / 2)
    if (fill) this.parts.push(tag("rect", { ...this.place(rect), fill, rx }))
    /** @param {number} grow @param {number} width @param {string} stroke @param {string} [kind] */
    const line = (grow, width, stroke, kind = "") => this.parts.push(tag("rect", {
      ...this.place({ left: rect.left - grow, top: rect.top - grow, width: rect.width + 2 * grow, height: rect.height + 2 * grow }),
      fill: "none", stroke, "stroke-width": width, rx: Math.max(rx + grow, 0),
      "stroke-dasharray": kind === "dashed" ? `${2 * width + 1} ${width + 1}` : kind === "dotted" ? `${width} ${width}` : undefined,
    }))
    if (top && [right, bottom, left].every(width => width === top)) line(-top / 2, top, style.borderTopColor, style.borderTopStyle)
    else {
      /** @param {number} x @param {number} y @param {number} width @param {number} height @param {string} colour */
      const side = (x, y, width, height, colour) => {
        if (width && height) this.parts.push(tag("rect", { ...this.place({ left: x, top: y, width, height }), fill: colour }))
      }
      side(rect.left, rect.top, rect.width, top, style.borderTopColor)
      side(rect.left + rect.width - right, rect.top, right, rect.height, style.borderRightColor)
      side(rect.left, rect.top + rect.height - bottom, rect.width, bottom, style.borderBottomColor)
      side(rect.left, rect.top, left, rect.height, style.borderLeftColor)
    }
    const spread = /^(rgba?\([^)]*\)) 0px 0px 0px ([\d.]+)px$/.exec(style.boxShadow)
    if (spread && number(spread[2])) line(number(spread[2]) / 2, number(spread[2]), spread[1])
    const outline = style.outlineStyle === "none" ? 0 : number(style.outlineWidth)
    if (outline && visible(style.outlineColor)) line(number(style.outlineOffset) + outline / 2, outline, style.outlineColor)
  }

  // What stands in `fill`: a colour, or a pattern or gradient of its own; nothing where there is none.
  /** @param {CSSStyleDeclaration} style @returns {string | undefined} */
  fill({ backgroundColor, backgroundImage }) {
    const colours = backgroundImage.match(/rgba?\([^)]*\)/g)
    if (backgroundImage.startsWith("repeating-linear-gradient") && colours) {
      const line = tag("path", { d: "M-2 2 2 -2M0 8 8 0M6 10 10 6", stroke: colours.at(-1), "stroke-width": 2 })
      return this.define(id => tag("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, line))
    }
    if (backgroundImage.startsWith("linear-gradient(90deg") && colours) {
      const stops = colours.map((colour, at) => tag("stop", { offset: at / (colours.length - 1), "stop-color": colour }))
      return this.define(id => tag("linearGradient", { id }, stops.join("")))
    }
    return visible(backgroundColor) ? backgroundColor : undefined
  }

  /** @param {HTMLImageElement} node @param {CSSStyleDeclaration} style */
  image(node, style) {
    if (!node.src.startsWith("data:image/")) return // a file that stands elsewhere would be missing in ours
    this.parts.push(tag("image", {
      ...this.place(node.getBoundingClientRect()), href: node.src, preserveAspectRatio: "none",
      style: `image-rendering:${style.imageRendering}`,
    }))
  }

  /** @param {Text} node @param {CSSStyleDeclaration} style */
  text(node, style) {
    for (const { text, rect } of lines(node)) this.words(text, rect, style)
  }

  /** @param {string} text @param {Rect} rect @param {CSSStyleDeclaration} style */
  words(text, rect, style) {
    this.metrics.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = this.metrics.measureText(text)
    const { x, y, width, height } = this.place(rect)
    this.parts.push(tag("text", {
      x, y: y + (height - ascent - descent) / 2 + ascent, fill: style.color, "font-family": style.fontFamily,
      "font-size": style.fontSize, "font-weight": style.fontWeight, "font-style": style.fontStyle,
      "text-decoration": style.textDecorationLine === "none" ? undefined : style.textDecorationLine,
      textLength: width, lengthAdjust: "spacingAndGlyphs", "xml:space": "preserve",
    }, escape(text)))
  }

  // What a stylesheet puts before or after an element, where it stands at a place of its own: the scale of the colours.
  /** @param {Rect} host @param {CSSStyleDeclaration} style */
  pseudo(host, style) {
    if (style.content === "none" || style.content === "normal" || style.position !== "absolute") return
    const [width, height] = [number(style.width), number(style.height)]
    const rect = { left: host.left + number(style.left), top: host.top + number(style.top), width, height }
    this.boxes(rect, style)
    /** @type {string[]} */
    const marks = JSON.parse(style.content).split(/[\s\u00a0]{2,}/).filter(Boolean)
    this.metrics.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
    marks.forEach((mark, at) => {
      const wide = this.metrics.measureText(mark).width
      const from = rect.left + (marks.length > 1 ? at / (marks.length - 1) : 0) * (width - wide)
      this.words(mark, { left: from, top: rect.top, width: wide, height }, style)
    })
  }

  /** @param {Plotly.Plot} node */
  async chart(node) {
    if (!window.Plotly || !node.data) return
    const rect = node.getBoundingClientRect()
    const address = await window.Plotly.toImage(node, { format: "svg", width: rect.width, height: rect.height })
    const svg = new DOMParser().parseFromString(decodeURIComponent(address.slice(address.indexOf(",") + 1)), "image/svg+xml").documentElement
    const style = getComputedStyle(node)
    const ink = style.getPropertyValue("--ink").trim() // stands for the page's colour of text, see components/base/style.py
    for (const [name, value] of Object.entries(this.place(rect))) svg.setAttribute(name, String(value))
    this.parts.push(new XMLSerializer().serializeToString(svg).replaceAll(ink, style.color))
  }
}

// A text as it is broken into lines: what stands in each, and where.
/** @param {Text} node */
function lines(node) {
  /** @type {Line[]} */
  const found = []
  const range = document.createRange()
  for (let at = 0; at < node.length; at++) {
    range.setStart(node, at)
    range.setEnd(node, at + 1)
    const rect = range.getClientRects()[0]
    if (!rect?.width) continue
    const last = found.at(-1)
    if (last && Math.abs(last.rect.top - rect.top) < 2) {
      last.text += node.data.charAt(at)
      last.rect.width = rect.right - last.rect.left
    } else found.push({ text: node.data.charAt(at), rect: { left: rect.left, top: rect.top, width: rect.width, height: rect.height } })
  }
  return found.filter(line => line.text.trim())
}

/**
 * @param {HTMLElement} root
 * @param {string} title
 * @returns {Promise<Picture | null>}
 */
async function draw(root, title) {
  const walker = new Walker(root.getBoundingClientRect())
  await walker.element(root)
  if (!walker.parts.length) return null
  const { left, top, right, bottom } = walker.box
  const [width, height] = [Math.ceil(right - left) + 2 * MARGIN, Math.ceil(bottom - top) + 2 * MARGIN]
  const [x, y] = [Math.floor(left) - MARGIN, Math.floor(top) - MARGIN]
  const paper = getComputedStyle(/** @type {Element} */ (document.querySelector("[data-testid=stApp]"))).backgroundColor
  const svg = tag("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `${x} ${y} ${width} ${height}`, role: "img" }, [
    tag("title", {}, escape(root.querySelector("[role=figure]")?.getAttribute("aria-label") ?? title)),
    tag("defs", {}, walker.definitions.join("")),
    tag("rect", { x, y, width, height, fill: paper }),
    ...walker.parts,
  ].join(""))
  // Where the site's own type is missing, one that is about as wide.
  return { svg: svg.replaceAll(", sans-serif", ", Arial, sans-serif"), width, height }
}

/**
 * @param {Picture} picture
 * @returns {Promise<Blob>}
 */
async function png({ svg, width, height }) {
  const image = new Image()
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }))
  try {
    await image.decode()
    const canvas = Object.assign(document.createElement("canvas"), { width: width * SCALE, height: height * SCALE })
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((done, refuse) => canvas.toBlob(blob => (blob ? done(blob) : refuse(new Error("no picture"))), "image/png"))
  } finally {
    URL.revokeObjectURL(image.src)
  }
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** @type {Render<[name: string, title: string, places: string[], svgLabel: string, pngLabel: string, nothing: string]>} */
export default function ({ parentElement, data: [name, title, places, svgLabel, pngLabel, nothing] }) {
  const status = /** @type {HTMLElement} */ (parentElement.querySelector("[role=status]"))
  for (const button of parentElement.querySelectorAll("button")) {
    const { kind } = button.dataset
    button.textContent = kind === "svg" ? svgLabel : pngLabel
    button.onclick = async () => {
      /** @type {HTMLElement | null} */
      const root = document.querySelector(places.map(key => `.st-key-${key}`).join())
      const picture = root && await draw(root, title)
      status.textContent = picture ? "" : nothing
      if (picture) save(kind === "svg" ? new Blob([picture.svg], { type: "image/svg+xml" }) : await png(picture), `${name}.${kind}`)
    }
  }
}
