// Says in the visitor's language what Streamlit says in English: that a file is larger than what it takes.
//
// The browser sends such a file nowhere, so the page hears nothing of it. Streamlit's own mark of it is out of sight, see
// components/frame/take_home.css.
/** @type {Render<[place: string, words: string]>} */
export default function ({ parentElement, data: [place, words] }) {
  const said = /** @type {HTMLElement} */ (parentElement.querySelector("p"))
  const look = () => {
    const refused = document.querySelector(`.st-key-${place} [data-testid=stFileChip][aria-invalid=true]`)
    const now = refused ? words : ""
    if (said.textContent !== now) said.textContent = now
  }
  const watching = new MutationObserver(look)
  watching.observe(document.querySelector(`.st-key-${place}`) ?? document.body, { attributes: true, childList: true, subtree: true })
  look()
  return () => watching.disconnect()
}
