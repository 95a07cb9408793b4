// Opens another scene of the site. What the URL holds besides a scene (language, look, what others have put there) stays.
/** @type {Render<[address: string, link: [name: string, value: string][], names: string[]]>} */
export default function ({ data: [address, link, names] }) {
  const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[type=module][src*='static/js/']"))
  const site = new URL("../../", script.src)
  const there = new URL(address, site)
  there.search = location.search
  for (const name of names) there.searchParams.delete(name)
  for (const [name, value] of link) there.searchParams.set(name, value)
  location.assign(there.href)
}
