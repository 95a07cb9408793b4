// The short way: which scenes are asked for while a slider moves, which of the answers is shown, and when the page rules again.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { component, load, open, pass, settle } from "../fake_browser.js"

const VALUE = "the <b>page</b>"
const PAGE = `
  <script type="module" src="/sub/static/js/index.js"></script>
  <div id="place"><span></span></div>
  <div class="st-key-seed"><input type="range" min="0" max="100" step="1" value="10"></div>
  <div class="st-key-inputs"><input type="range" min="1" max="64" step="1" value="3"></div>
  <div class="st-key-plain"><input type="range" min="0" max="100" step="1" value="50"></div>
  <div class="st-key-output"><div data-part="value-output">${VALUE}</div></div>
  <div class="st-key-formula">a formula</div>
  <button>elsewhere</button>`
const KEYS = ["seed", "inputs", "plain"]
const ADDRESS = "scene/123/network"
const SAID = { seed: "10", inputs: "3", edits: "", select: "", lang: "en" }
const PAUSE = 1000
const REST = 200

/** @typedef {{url: URL, options: object, answer: (scene: object) => Promise<void>, refuse: (status: number, kind?: string) => Promise<void>, fail: () => Promise<void>}} Asked */
let window, live, /** @type {Asked[]} */ asked, /** @type {any[]} */ scenes, /** @type {any[]} */ heard

const slider = key => window.document.querySelector(`.st-key-${key} input`)
const output = () => window.document.querySelector("[data-part=value-output]")
const formula = () => window.document.querySelector(".st-key-formula")
const elsewhere = () => window.document.querySelector("button")
/** What the scene of a seed is in these tests. */
const scene = (name, waits = []) => ({ charts: { picture: name }, parts: { "value-output": `scene <b>${name}</b>` }, tables: {}, waits })
const shows = () => output().textContent
const queries = () => asked.map(({ url }) => url.search.slice(1))
/** What was asked with this in the link. @param {string} search @returns {Asked} */
const ask = search => {
  const found = asked.find(({ url }) => new RegExp(`[?&]${search}(&|$)`).test(url.search))
  assert.ok(found, `${search} was not asked for, but ${queries()}`)
  return found
}
const way = (said = {}, more = {}) => JSON.stringify({ address: ADDRESS, said: { ...SAID, ...said }, keys: ["seed", "inputs"], ...more })
/** The page shows a scene, and has answered all that was sent. */
const page = (said = {}, more = {}) => live.show([KEYS, 1000, way(said, more)])

const point = (target, type, more = {}) => target.dispatchEvent(new window.PointerEvent(type, { bubbles: true, pointerId: 1, ...more }))
const hold = (key = "seed") => point(slider(key), "pointerdown")
const release = () => point(window.document.body, "pointerup")
/** Moves a held slider, and lets a picture pass. */
const to = (value, key = "seed") => {
  slider(key).value = String(value)
  pass(20)
}
const press = (key, where = "seed", more = {}) => {
  slider(where).focus()
  const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more })
  slider(where).dispatchEvent(event)
  return event.defaultPrevented
}

beforeEach(async () => {
  window = open(PAGE)
  asked = []
  scenes = []
  heard = []
  globalThis.fetch = /** @type {any} */ ((url, options) => new Promise((resolve, reject) => {
    const say = (status, kind, json) => {
      resolve(/** @type {any} */ ({ ok: status < 300, status, headers: new Headers({ "content-type": kind }), json }))
      return settle()
    }
    asked.push({
      url,
      options,
      answer: given => say(200, "application/json", async () => given),
      refuse: (status, kind = "text/plain; charset=utf-8") => say(status, kind, async () => JSON.parse("<")),
      fail: () => {
        reject(new TypeError("cut"))
        return settle()
      },
    })
  }))
  const { document } = window
  document.addEventListener("tensorama:scene", event => scenes.push(event.detail))
  for (const type of ["pointerdown", "pointerup"]) {
    document.addEventListener(type, event => { if (event.pointerId === -7) heard.push([type, event.target, slider("seed")?.value]) })
  }
  live = component((await load(["browser/short_way.js", "browser/scrub.js", "browser/live.js"])).default, document.querySelector("#place"))
  page()
})

/** Values that Streamlit has been made to hear of, each by a pointer that takes a slider and one that lets it go. */
const said = () => {
  const pairs = heard.splice(0)
  pairs.forEach(([type], at) => assert.equal(type, at % 2 ? "pointerup" : "pointerdown"))
  return pairs.filter((_each, at) => at % 2).map(([, , value]) => value)
}

test("a moving slider asks for its scene by the link's own names, and sends nothing to the page", async () => {
  hold()
  to(11)
  assert.equal(asked.length, 1)
  const [{ url, options }] = asked
  assert.equal(url.href, "https://tensorama.example/sub/scene/123/network?inputs=3&lang=en&seed=11")
  assert.deepEqual(options, { credentials: "omit" })
  await asked[0].answer(scene("11"))
  assert.equal(shows(), "scene 11")
  assert.deepEqual(scenes, [scene("11")])
  assert.deepEqual(live.news(), [])
})

test("a slider that counts its options asks with what the link says for them", async () => {
  page({ inputs: "0.1" }, { options: { inputs: ["0.001", "0.01", "0.1", "1", "3"] } })
  slider("inputs").value = "2"
  hold("inputs")
  to(3, "inputs")
  assert.deepEqual(queries(), ["inputs=1&lang=en&seed=10"])
  await ask("inputs=1").answer(scene("1"))
  assert.equal(shows(), "scene 1")
  to(2, "inputs")
  assert.equal(output().innerHTML, VALUE, "the page shows this one")
  release()
  press("ArrowRight", "inputs")
  await settle()
  assert.deepEqual(queries(), ["inputs=1&lang=en&seed=10", "inputs=3&lang=en&seed=10"], "the next one is asked for ahead")
})

test("the same scene is asked for once, and one that was shown before not again", async () => {
  hold()
  to(11)
  pass(200)
  await asked[0].answer(scene("11"))
  to(12)
  await asked[1].answer(scene("12"))
  to(11)
  assert.equal(asked.length, 2)
  assert.equal(shows(), "scene 11")
})

test("of two answers the later question counts, in whatever order they come", async () => {
  hold()
  to(11)
  to(12)
  await ask("seed=12").answer(scene("12"))
  await ask("seed=11").answer(scene("11"))
  assert.equal(shows(), "scene 12")
  to(13)
  to(14)
  await ask("seed=13").answer(scene("13"))
  assert.equal(shows(), "scene 13")
  await ask("seed=14").answer(scene("14"))
  assert.equal(shows(), "scene 14")
  assert.deepEqual(scenes.map(({ charts }) => charts.picture), ["12", "13", "14"])
})

test("a scene from before does not give way to the answer to a question asked before it", async () => {
  hold()
  to(11)
  await asked[0].answer(scene("11"))
  to(12)
  to(11) // is known
  await ask("seed=12").answer(scene("12"))
  assert.equal(shows(), "scene 11")
})

test("two questions are under way at most, and the last position is always asked for", async () => {
  hold()
  for (const value of [11, 12, 13, 14, 15]) to(value)
  assert.deepEqual(asked.map(({ url }) => url.searchParams.get("seed")), ["11", "12"])
  await asked[0].answer(scene("11"))
  assert.deepEqual(asked.map(({ url }) => url.searchParams.get("seed")), ["11", "12", "15"])
  await asked[1].answer(scene("12"))
  await asked[2].answer(scene("15"))
  assert.equal(asked.length, 3)
  assert.equal(shows(), "scene 15")
})

test("a scene that was left can be shown again", async () => {
  hold()
  to(11)
  await asked[0].answer(scene("11"))
  to(10)
  to(11)
  assert.equal(shows(), "scene 11")
  assert.equal(asked.length, 1)
})

test("what comes back is what the page has now, not what it had at the first time", async () => {
  hold()
  to(11)
  await asked[0].answer(scene("11"))
  to(10)
  output().textContent = "the page in Portuguese"
  to(11)
  to(10)
  assert.equal(output().textContent, "the page in Portuguese")
})

test("a question that was refused is asked again after the pause", async () => {
  hold()
  to(11)
  await asked[0].refuse(429)
  to(12)
  pass(PAUSE)
  to(11)
  assert.equal(asked.length, 2)
})

test("also after the release the last position is asked for", async () => {
  hold()
  for (const value of [11, 12, 13]) to(value)
  release()
  await asked[1].answer(scene("12"))
  await asked[2].answer(scene("13"))
  await asked[0].answer(scene("11"))
  assert.equal(asked.length, 3)
  assert.equal(shows(), "scene 13")
})

test("an answer of the page that is behind the slider does not show", async () => {
  hold()
  to(11)
  to(12)
  await ask("seed=12").answer(scene("12", ["formula"]))
  page({ seed: "11" })
  assert.equal(shows(), "scene 12")
  assert.ok(formula().hasAttribute("data-waits"))
  assert.equal(scenes.at(-1).charts.picture, "12")
})

test("an answer that puts the page's own text there is covered again", async () => {
  hold()
  to(12)
  await asked[0].answer(scene("12"))
  output().parentElement.innerHTML = '<div data-part="value-output">the page at 11</div>'
  page({ seed: "11" })
  assert.equal(shows(), "scene 12")
  release()
  output().parentElement.innerHTML = '<div data-part="value-output">the page at 12</div>'
  page({ seed: "12" })
  assert.equal(shows(), "the page at 12")
})

test("when the page shows what the sliders say, what it has comes back", async () => {
  hold()
  to(12)
  await asked[0].answer(scene("12", ["formula"]))
  assert.ok(formula().hasAttribute("data-waits"))
  release()
  page({ seed: "12" })
  assert.equal(output().innerHTML, VALUE)
  assert.equal(formula().hasAttribute("data-waits"), false)
  assert.deepEqual(scenes, [scene("12", ["formula"]), null])
})

test("what waits is not what holds the slider itself", async () => {
  formula().innerHTML = '<div class="st-key-inputs"></div>'
  formula().firstChild.append(slider("inputs"))
  slider("inputs").focus()
  hold("inputs")
  to(4, "inputs")
  await asked[0].answer(scene("x", ["formula", "missing"]))
  assert.equal(shows(), "scene x")
  assert.equal(formula().hasAttribute("data-waits"), false)
})

test("a drag back to where it began shows the page's own scene again", async () => {
  hold()
  to(12)
  await asked[0].answer(scene("12", ["formula"]))
  to(10)
  assert.equal(output().innerHTML, VALUE)
  assert.equal(formula().hasAttribute("data-waits"), false)
  assert.equal(scenes.at(-1), null)
  release()
  pass(5000)
  assert.equal(asked.length, 1)
  assert.deepEqual(live.news(), [])
})

test("a drag back to where it began drops what is still under way", async () => {
  hold()
  to(11)
  to(10)
  await asked[0].answer(scene("11"))
  assert.equal(output().innerHTML, VALUE)
  assert.deepEqual(scenes, [])
})

test("an answer that comes after the page's own does not cover it", async () => {
  hold()
  to(11)
  release()
  page({ seed: "11" })
  await asked[0].answer(scene("11"))
  assert.equal(output().innerHTML, VALUE)
  assert.deepEqual(scenes, [])
})

test("an answer that comes long after the sliders rest does not cover anything", async () => {
  hold()
  to(11)
  release()
  pass(3100)
  await asked[0].answer(scene("11"))
  assert.equal(output().innerHTML, VALUE)
})

test("'back' right after the release: the page rules at the latest when it would have answered long ago", async () => {
  hold()
  to(12)
  await asked[0].answer(scene("12", ["formula"]))
  release()
  pass(500)
  page({ seed: "9", inputs: "4" })
  assert.equal(shows(), "scene 12")
  pass(3100)
  assert.equal(output().innerHTML, VALUE)
  assert.equal(formula().hasAttribute("data-waits"), false)
  assert.equal(scenes.at(-1), null)
})

test("'back' that has set the sliders, too: the page rules at the next look", async () => {
  hold()
  to(12)
  await asked[0].answer(scene("12"))
  release()
  page({ seed: "9" })
  slider("seed").value = "9" // React comes later than the message
  pass(110)
  assert.equal(output().innerHTML, VALUE)
})

test("'back' to the scene that the page has had all the time, of which it tells nothing: the page rules again", async () => {
  hold()
  to(12)
  await asked[0].answer(scene("12", ["formula"]))
  release()
  pass(4000)
  assert.equal(shows(), "scene 12") // the page may still be at work on it
  slider("seed").value = "10"
  pass(510)
  assert.equal(output().innerHTML, VALUE)
  assert.equal(formula().hasAttribute("data-waits"), false)
  assert.equal(window.document.documentElement.hasAttribute("data-passes"), false)
  assert.equal(scenes.at(-1), null)
  const told = scenes.length
  pass(2000)
  assert.equal(scenes.length, told)
})

test("another scene of the page when nobody has moved for long: the page rules at once", async () => {
  hold()
  to(12)
  await asked[0].answer(scene("12"))
  release()
  pass(3500)
  assert.equal(shows(), "scene 12")
  page({ seed: "9" })
  assert.equal(output().innerHTML, VALUE)
})

for (const [kind, refuse] of /** @type {[string, (asked: Asked) => Promise<void>][]} */ ([
  ["a page in HTML", each => each.refuse(200, "text/html")],
  ["not found", each => each.refuse(404)],
])) {
  test(`${kind} instead of a scene: nothing is asked at that address again`, async () => {
    hold()
    to(11)
    await refuse(asked[0])
    to(12)
    assert.deepEqual(live.news().map(({ value }) => value), [12])
    pass(60_000)
    page()
    to(13)
    assert.equal(asked.length, 1)
    assert.deepEqual(live.news().map(({ value }) => value), [13])
    assert.equal(press("ArrowRight"), false)
    page({}, { address: "scene/124/network" })
    to(14)
    assert.equal(asked.length, 2)
  })
}

for (const [kind, refuse] of /** @type {[string, (asked: Asked) => Promise<void>][]} */ ([
  ["too many at once", each => each.refuse(429)],
  ["an error of the server", each => each.refuse(500)],
  ["an error that says so in JSON", each => each.refuse(503, "application/json")],
  ["an error that says so in HTML", each => each.refuse(502, "text/html")],
  ["a cut line", each => each.fail()],
])) {
  test(`${kind}: the page is asked for a while, and then the short way again`, async () => {
    hold()
    to(11)
    await refuse(asked[0])
    assert.equal(asked.length, 1)
    to(12)
    assert.deepEqual(live.news().map(({ value }) => value), [12])
    page({ seed: "12" })
    pass(PAUSE)
    to(13)
    assert.equal(asked.length, 2)
    assert.deepEqual(live.news(), [])
    await asked[1].answer(scene("13"))
    assert.equal(shows(), "scene 13")
  })
}

test("a scene that is cut off in the middle is no scene", async () => {
  hold()
  to(11)
  await asked[0].refuse(200, "application/json")
  assert.equal(output().innerHTML, VALUE)
  to(12)
  assert.deepEqual(live.news().map(({ value }) => value), [12])
  pass(PAUSE)
  to(13)
  assert.equal(asked.length, 2)
})

test("while the page is asked, what it answers shows, though the slider has gone on", async () => {
  hold()
  to(11)
  await asked[0].answer(scene("11"))
  to(12)
  await asked[1].fail()
  to(13)
  assert.deepEqual(live.news().map(({ value }) => value), [13])
  slider("seed").value = "14"
  page({ seed: "13" })
  assert.equal(output().innerHTML, VALUE)
})

test("without a short way, keys are left alone and a drag is sent to the page", () => {
  live.show([KEYS, 1000, null])
  assert.equal(press("ArrowRight"), false)
  hold()
  to(11)
  assert.deepEqual(live.news().map(({ value }) => value), [11])
  assert.equal(asked.length, 0)
})

test("a slider that cannot go the short way is left alone", () => {
  assert.equal(press("ArrowRight", "plain"), false)
  assert.equal(slider("plain").value, "50")
  hold("plain")
  to(60, "plain")
  assert.deepEqual(live.news(), [{ key: "plain", value: 60, number: 1 }])
  assert.equal(asked.length, 0)
})

test("where something waits, the page hears of a position that a pointer rests at", async () => {
  hold()
  to(11)
  await asked[0].answer(scene("11", ["formula"]))
  pass(REST - 60)
  assert.deepEqual(live.news(), [])
  pass(100)
  assert.deepEqual(live.news(), [{ key: "seed", value: 11, number: 1 }])
  page({ seed: "11" })
  assert.equal(formula().hasAttribute("data-waits"), false)
  release()
  pass(100)
  assert.equal(live.news().at(-1)?.released, "seed")
})

test("where nothing waits, the page hears of nothing before the release", async () => {
  hold()
  to(11)
  await asked[0].answer(scene("11"))
  pass(2000)
  release()
  pass(5000)
  assert.deepEqual(live.news(), [])
})

for (const [key, value, shifted] of /** @type {[string, string, string][]} */ ([
  ["ArrowRight", "11", "20"],
  ["ArrowUp", "11", "20"],
  ["ArrowLeft", "9", "0"],
  ["ArrowDown", "9", "0"],
  ["PageUp", "20", "20"],
  ["PageDown", "0", "0"],
  ["Home", "0", "0"],
  ["End", "100", "100"],
])) {
  test(`${key} leads where Streamlit's slider would go`, () => {
    assert.ok(press(key))
    assert.equal(slider("seed").value, value)
    assert.ok(ask(`seed=${value}`))
    slider("seed").value = "10"
    press(key, "seed", { shiftKey: true })
    assert.equal(slider("seed").value, shifted)
  })
}

test("a tenth of the range is a whole number of steps, and one at least", () => {
  press("PageUp", "inputs") // a tenth of 63
  assert.equal(slider("inputs").value, "9")
  Object.assign(slider("inputs"), { min: "1", max: "3", value: "1" })
  press("PageUp", "inputs")
  assert.equal(slider("inputs").value, "2")
  Object.assign(slider("inputs"), { min: "-5", max: "8", step: "0.5", value: "0" }) // a tenth of 13
  press("PageUp", "inputs")
  assert.equal(slider("inputs").value, "1.5")
})

test("no key leads out of the range", () => {
  for (const [from, key, ends] of [["100", "ArrowRight", "100"], ["95", "PageUp", "100"], ["0", "ArrowLeft", "0"], ["3", "PageDown", "0"]]) {
    slider("seed").value = from
    assert.ok(press(key))
    assert.equal(slider("seed").value, ends)
  }
})

test("other keys, and those with a modifier, go their own way", () => {
  for (const [key, more] of /** @type {[string, object][]} */ ([["Tab", {}], ["a", {}], ["Enter", {}], ["ArrowRight", { ctrlKey: true }], ["ArrowLeft", { altKey: true }], ["Home", { metaKey: true }]])) {
    assert.equal(press(key, "seed", more), false)
  }
  assert.equal(slider("seed").value, "10")
  pass(1000)
  assert.deepEqual(said(), [])
})

test("nobody else hears of a key that goes the short way; React hears of the value", () => {
  /** @type {string[]} */
  const others = []
  slider("seed").addEventListener("keydown", () => others.push("keydown"))
  slider("seed").addEventListener("input", () => others.push(slider("seed").value))
  press("ArrowRight")
  press("ArrowRight")
  assert.deepEqual(others, ["11", "12"])
})

test("keys: Streamlit hears of the last value once, when they rest", async () => {
  for (let at = 0; at < 10; at++) {
    press("ArrowRight")
    pass(30)
  }
  assert.deepEqual(said(), [])
  pass(REST - 31)
  assert.deepEqual(said(), [])
  pass(2)
  assert.deepEqual(said(), ["20"])
  pass(5000)
  assert.deepEqual(said(), [])
  assert.deepEqual(live.news(), [])
  assert.equal(window.document.activeElement, slider("seed"))
})

test("a slider is taken at itself and let go anywhere", () => {
  press("ArrowRight")
  pass(REST + 1)
  const [[down, where], [up, anywhere]] = heard
  assert.deepEqual([down, where, up, anywhere], ["pointerdown", slider("seed"), "pointerup", window.document])
})

test("the pointer that lets a slider go is no drag of ours", () => {
  press("ArrowRight")
  pass(REST + 1)
  slider("seed").value = "40"
  pass(100)
  assert.deepEqual(asked.map(({ url }) => url.searchParams.get("seed")), ["11"])
  assert.deepEqual(live.news(), [])
})

test("focus stays on the slider, whatever letting it go does to it", () => {
  window.document.addEventListener("pointerdown", () => elsewhere().focus())
  press("ArrowRight")
  pass(REST + 1)
  assert.deepEqual(said(), ["11"])
  assert.equal(window.document.activeElement, slider("seed"))
})

for (const [what, go] of /** @type {[string, () => void][]} */ ([
  ["another key", () => press("Tab")],
  ["a press elsewhere", () => point(elsewhere(), "pointerdown")],
  ["a press on the slider itself", () => point(slider("seed"), "pointerdown")],
  ["a key on another slider", () => press("ArrowRight", "inputs")],
  ["a key on a slider that does not go the short way", () => press("ArrowRight", "plain")],
  ["a tab that goes out of sight", () => window.document.dispatchEvent(new window.Event("visibilitychange"))],
])) {
  test(`keys, and then ${what}: Streamlit hears at once`, () => {
    press("ArrowRight")
    pass(30)
    go()
    assert.deepEqual(said(), ["11"])
  })
}

test("keys, and then the focus goes: Streamlit hears right after", () => {
  press("ArrowRight")
  elsewhere().focus()
  pass(1)
  assert.deepEqual(said(), ["11"])
  assert.equal(window.document.activeElement, elsewhere())
})

test("keys on one slider and then on another: each is heard once, with its own value", () => {
  press("ArrowRight")
  press("ArrowRight", "inputs")
  pass(REST + 1)
  assert.equal(heard.length, 4)
  assert.deepEqual(heard.map(([, target]) => target), [slider("seed"), window.document, slider("inputs"), window.document])
  assert.equal(asked.at(-1)?.url.search, "?inputs=4&lang=en&seed=11")
})

test("a key is refused: Streamlit hears at once, and the next key is its own", async () => {
  press("ArrowRight")
  await asked[0].refuse(429)
  assert.deepEqual(said(), ["11"])
  assert.equal(press("ArrowRight"), false)
  assert.equal(slider("seed").value, "11")
  pass(PAUSE)
  assert.ok(press("ArrowRight"))
})

test("keys there and back: what the page has comes back, and Streamlit hears of no change", async () => {
  press("ArrowRight")
  await asked[0].answer(scene("11"))
  assert.equal(shows(), "scene 11")
  press("ArrowLeft")
  assert.equal(output().innerHTML, VALUE)
  pass(REST + 1)
  assert.equal(output().innerHTML, VALUE)
  assert.equal(slider("seed").value, "10")
})

test("keys that rest: what the page says of before does not show", async () => {
  press("ArrowRight")
  await asked[0].answer(scene("11"))
  pass(REST + 500)
  page({ inputs: "4" })
  assert.equal(shows(), "scene 11")
})

test("keys, and then 'back': they count for nothing, and the page's own comes back", async () => {
  press("ArrowRight")
  press("ArrowRight")
  await ask("seed=12").answer(scene("twelve"))
  assert.equal(shows(), "scene twelve")
  window.dispatchEvent(new window.PopStateEvent("popstate"))
  assert.equal(slider("seed").value, "10")
  assert.equal(shows(), "the page")
  pass(REST * 2)
  assert.deepEqual(heard, [])
})

test("a slider that is gone when the keys rest is not let go", () => {
  press("ArrowRight")
  slider("seed").remove()
  pass(REST + 1)
  assert.deepEqual(heard, [])
})

test("a slider that is gone, or is not there yet, has the value of the page", () => {
  slider("inputs").remove()
  hold()
  to(11)
  assert.deepEqual(queries(), ["inputs=3&lang=en&seed=11"])
})

test("what is the same in a part stays: its nodes, and the focus in it", async () => {
  output().innerHTML = '<table class="old"><tr><td><button data-name="x1" title="1">1</button></td><td>2</td></tr></table><p>more</p>'
  const [table, button, cell] = ["table", "button", "td:last-child"].map(selector => output().querySelector(selector))
  button.focus()
  const html = '<table id="new"><tr><td><button data-name="x1" class="lit">5</button></td><td>2</td></tr></table>'
  hold()
  to(11)
  await asked[0].answer({ ...scene("11"), parts: { "value-output": html } })
  assert.equal(output().innerHTML.replaceAll(/<\/?tbody>/g, ""), html)
  assert.ok([table, button, cell].every(node => node.isConnected))
  assert.equal(window.document.activeElement, button)
  to(10)
  assert.equal(button.title, "1")
  assert.equal(button.hasAttribute("class"), false)
  assert.equal(output().querySelector("p").textContent, "more")
})

test("a part of another kind is put in the place of the one that was", async () => {
  output().innerHTML = "1<b>2</b>3"
  hold()
  to(11)
  await asked[0].answer({ ...scene("11"), parts: { "value-output": "<i>1</i>2<b>3</b><u>4</u>", "not-here": "nothing" } })
  assert.equal(output().innerHTML, "<i>1</i>2<b>3</b><u>4</u>")
  to(10)
  assert.equal(output().innerHTML, "1<b>2</b>3")
})

test("at most sixty-four scenes are known, those that were had last", async () => {
  hold()
  const upTo = async last => {
    if (last > 11) await upTo(last - 1)
    to(last)
    await asked.at(-1)?.answer(scene(String(last)))
  }
  await upTo(75)
  assert.equal(asked.length, 65)
  to(12)
  assert.equal(asked.length, 65)
  to(11)
  assert.equal(asked.length, 66)
})

test("taken away: what is under way is dropped, also where another page has the same sliders", async () => {
  press("ArrowRight")
  assert.equal(asked.length, 1)
  live.remove()
  slider("seed").value = "30"
  await asked[0].answer(scene("11"))
  pass(5000)
  assert.equal(output().innerHTML, VALUE)
  assert.equal(asked.length, 1)
  assert.deepEqual(heard, [])
})

test("taken away while a scene is shown: the page's own comes back", async () => {
  hold()
  to(11)
  await asked[0].answer(scene("11", ["formula"]))
  live.remove()
  assert.equal(output().innerHTML, VALUE)
  assert.equal(formula().hasAttribute("data-waits"), false)
  to(12)
  assert.equal(asked.length, 1)
})

test("after a key, the scene that the next one leads to is asked for, and there before it comes", async () => {
  press("ArrowRight")
  assert.equal(asked.length, 1)
  await asked[0].answer(scene("11"))
  assert.deepEqual(queries(), ["inputs=3&lang=en&seed=11", "inputs=3&lang=en&seed=12"])
  await asked[1].answer(scene("12"))
  assert.equal(shows(), "scene 11")
  press("ArrowRight")
  assert.equal(shows(), "scene 12")
  assert.equal(asked.at(-1)?.url.searchParams.get("seed"), "13")
  assert.equal(asked.length, 3)
})

test("nothing is asked ahead of a pointer, of the end of a slider, of the page's own scene, or while the slider goes on", async () => {
  hold()
  to(99)
  await asked[0].answer(scene("99"))
  release()
  assert.equal(asked.length, 1)
  press("ArrowRight")
  await asked[1].answer(scene("100"))
  assert.equal(asked.length, 2) // there is none behind the last
  page({ seed: "98" })
  press("ArrowLeft") // is known, and the next is the page's
  assert.equal(shows(), "scene 99")
  assert.equal(asked.length, 2)
  press("Home")
  press("ArrowRight")
  await asked[2].answer(scene("0"))
  assert.deepEqual(queries().slice(2), ["inputs=3&lang=en&seed=0", "inputs=3&lang=en&seed=1"])
})

test("what could not be had ahead is no reason to pause", async () => {
  press("ArrowRight")
  await asked[0].answer(scene("11"))
  await asked[1].fail()
  assert.deepEqual(said(), [])
  assert.ok(press("ArrowRight"))
  assert.equal(asked.length, 3)
  await asked[2].answer(scene("12"))
  assert.equal(shows(), "scene 12")
})

test("the scenes of another version of the site are not those of this one", async () => {
  hold()
  to(11)
  await asked[0].answer(scene("11"))
  release()
  page({}, { address: "scene/124/network" })
  hold()
  to(12)
  to(11)
  assert.deepEqual(asked.slice(1).map(({ url }) => [url.pathname, url.searchParams.get("seed")]), [["/sub/scene/124/network", "12"], ["/sub/scene/124/network", "11"]])
})
