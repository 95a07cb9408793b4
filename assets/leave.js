// Goes to another scene of the site as the browser's "back" would: the URL is what counts then, for every control.
//
// What the URL holds besides the scene (language, look, what others have put there) stays.
const gone = new Set()

export default function ({ data: [ticket, address, link, names] }) {
  if (gone.has(ticket)) return
  gone.add(ticket)
  const site = new URL("../../", document.querySelector("script[type=module][src*='static/js/']").src)
  const there = new URL(address, site)
  there.search = location.search
  for (const name of names) there.searchParams.delete(name)
  for (const [name, value] of link) there.searchParams.set(name, value)
  history.pushState(null, "", there)
  dispatchEvent(new PopStateEvent("popstate"))
}
