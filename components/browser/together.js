// Several scripts in one component, which is one message: Python writes them into `parts` (together in script.py). Each gets
// its own piece of the data; one whose piece is null has nothing to do on this page.
/** @type {Render<any>[]} */
const parts = []

/** @type {Render<unknown[], any>} */
export default function (component) {
  const { parentElement, data } = component
  const ends = parts.map((part, place) => {
    const own = data[place] ?? null
    if (own === null) return
    return part({ parentElement, data: own, setTriggerValue: (name, value) => component.setTriggerValue(name, value) })
  })
  return () => ends.forEach(end => end?.())
}
