// Pairs of circles, of maps and of texts of the network's picture that share a place, as words, and how many of each there are.
() => {
  const picture = /** @type {HTMLElement} */ (document.querySelector(".st-key-diagram"))
  const frame = picture.getBoundingClientRect()
  const middle = path => {
    const { left, top, width, height } = path.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2, radius: width / 2 }
  }
  const discs = /** @type {SVGElement[]} */ ([...picture.querySelectorAll("path.point")]).filter(({ style }) => style.fillOpacity !== "0").map(middle)
  // A ring and its filling have one middle, and are one circle.
  const isOne = (one, other) => Math.hypot(one.x - other.x, one.y - other.y) < 1 && other.radius <= one.radius
  const circles = discs.filter((disc, at) => !discs.some((other, before) => before < at && isOne(other, disc)))
  const texts = [...picture.querySelectorAll("svg text")]
    .filter(text => (text.textContent ?? "").replaceAll("\u200b", ""))
    .map(text => ({ words: text.textContent, box: text.getBoundingClientRect() }))
  // The maps of a training: what each unit answers for every point of the plane.
  const maps = [...picture.querySelectorAll("svg image")].map(map => ({ words: "a map", box: map.getBoundingClientRect() }))
  const LEADING = 0.14 // of the height of a line that letters leave empty

  const found = []
  const pairs = (list, test) => list.forEach((one, at) => list.slice(at + 1).forEach(other => test(one, other)))
  pairs(circles, (one, other) => {
    const gap = Math.hypot(one.x - other.x, one.y - other.y) - one.radius - other.radius
    if (gap < -0.5) found.push(`circles at ${[one.x, one.y, other.x, other.y].map(Math.round)}: ${gap.toFixed(1)}`)
  })
  const shared = (one, other) => [
    Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left),
    Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top),
  ]
  const boxOf = ({ x, y, radius }) => ({ words: "a circle", box: { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius } })
  pairs([...maps, ...(maps.length ? circles.map(boxOf) : [])], (one, other) => {
    if (Math.min(...shared(one, other)) > 0.5) found.push(`${one.words} and ${other.words}`)
  })
  pairs(texts, (one, other) => {
    const [wide, high] = shared(one, other)
    const least = LEADING * Math.min(one.box.height, other.box.height)
    if (wide > 0.5 && high > least) found.push(`texts '${one.words}' and '${other.words}'`)
  })
  for (const { words, box } of [...texts, ...maps]) {
    const inside = box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1
    if (!inside) found.push(`'${words}' is cut off`)
  }
  return { found, circles: circles.length, maps: maps.length, texts: texts.length }
}
