// What belongs to the whole document and Streamlit does not do: the language for screen readers and hyphenation, and on a
// phone, where the sidebar lies over the page, closing it when another page was chosen there.
const NARROW = "(max-width: 768px)" // where Streamlit lays the sidebar over the page

function closeSidebar(event) {
  if (!event.target.closest?.("[data-testid=stSidebar] a[data-testid=stPageLink-NavLink]")) return
  if (matchMedia(NARROW).matches) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click()
}

export default function ({ data, parentElement }) {
  const [language] = data
  document.documentElement.lang = language
  document.addEventListener("click", closeSidebar) // the same function again is no second listener
  return () => {
    if (parentElement.isConnected) return // another message came close behind this one, see chart.js
    document.removeEventListener("click", closeSidebar)
  }
}
