// What a click on something with a name asks for: {name, number}. Stands before the scripts of the pictures and the tables.
//
// Clicks can be faster than their answers. Then some reach the server together or not at all, and what is selected there is
// not what the person saw. So it is decided here what a click means, by what the person has asked for last: the name is what
// shall be selected from now on, or empty where a click on the selected thing lets it go. The numbers grow, over all pictures
// of the page, so that the server knows the last one.
const ASKED = Symbol.for("tensorama.asked")
const CHANGES = /^(more|less)\./ // asks for a change, again with each click
const ANSWERED_WITHIN = 1500 // milliseconds; a click that got lost must not decide what later ones mean

/**
 * @param {string} name
 * @param {string | null} selected what the picture shows as selected, or null where a click never lets go
 * @param {number} heard the number that the server had heard when it drew that
 * @returns {Picked}
 */
// oxlint-disable-next-line no-unused-vars -- the scripts that follow call it
function ask(name, selected, heard) {
  /** @type {Picked & {at: number}} */
  const last = (window[ASKED] ??= { name: "", number: 0, at: 0 })
  const now = performance.now()
  const isOpen = last.number > heard && now - last.at < ANSWERED_WITHIN
  const letsGo = selected !== null && !CHANGES.test(name) && name === (isOpen ? last.name : selected)
  const asked = { name: letsGo ? "" : name, number: Math.max(last.number + 1, Date.now()) }
  window[ASKED] = { ...asked, at: now }
  return asked
}

