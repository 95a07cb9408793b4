// What the tab keeps for the session after this one.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { component, load, open } from "../fake_browser.js"

const PAGE = `<div id="place"></div><div class="st-key-answer"><textarea></textarea></div><div class="st-key-other"><textarea></textarea></div>`
const MOST = 2000
const NAME = "tensorama.kept"
let window, keeping

const kept = () => JSON.parse(window.sessionStorage.getItem(NAME))
const left = what => window.sessionStorage.setItem(NAME, JSON.stringify(what))
const read = sent => JSON.parse(Buffer.from(sent, "base64").toString("utf-8"))
const type = (text, at = ".st-key-answer textarea") => {
  const field = window.document.querySelector(at)
  field.value = text
  field.dispatchEvent(new window.Event("input", { bubbles: true }))
}
const show = (session, { taken = false, text = "", field = "answer", about = "sum", most = MOST } = {}) =>
  keeping.show([session, taken, text, field, about, most])
const begin = async () => {
  keeping = component((await load("frame/keeping.js")).default, window.document.querySelector("#place"))
}

beforeEach(async () => {
  window = open(PAGE)
  await begin()
})

test("what the page says is kept, and nothing is sent", () => {
  show("a", { text: "solved" })
  show("a", { text: "solved more" })
  assert.deepEqual(kept(), { session: "a", text: "solved more", draft: null })
  assert.deepEqual(keeping.news(), [])
})

test("a session that is new gets what is there, once, and writes only when it has taken it", () => {
  const before = { session: "a", text: "gelöst ✓", draft: { about: "sum", text: "x.sum(" } }
  left(before)
  show("b")
  show("b", { text: "something" })
  assert.deepEqual(keeping.news().map(read), [before])
  assert.deepEqual(kept(), before)
  show("b", { taken: true, text: "solved" })
  assert.deepEqual(kept(), { session: "b", text: "solved", draft: { about: "sum", text: "x.sum(" } })
  show("c")
  assert.equal(keeping.news().length, 1)
})

test("what holds nothing is handed to nobody", () => {
  left({ session: "a", text: "", draft: null })
  show("b", { text: "new" })
  assert.deepEqual(keeping.news(), [])
  assert.deepEqual(kept(), { session: "b", text: "new", draft: null })
})

test("what is typed in the field is kept at once, and stays as long as it is about the same", () => {
  show("a")
  type("x + 1")
  type("elsewhere", ".st-key-other textarea")
  assert.deepEqual(kept().draft, { about: "sum", text: "x + 1" })
  show("a", { text: "solved" })
  assert.deepEqual(kept(), { session: "a", text: "solved", draft: { about: "sum", text: "x + 1" } })
  show("a", { about: "mean" })
  assert.equal(kept().draft, null)
})

test("on the way back from another page the draft is gone", async () => {
  show("a")
  type("x + 1")
  await begin()
  show("a")
  assert.equal(kept().draft, null)
})

test("where the page names no field nothing typed is kept", () => {
  show("a", { field: "" })
  type("x + 1")
  assert.equal(kept().draft, null)
})

test("what is too much goes without the draft, or not at all", () => {
  show("a", { text: "solved", most: 150 })
  type("x".repeat(200))
  assert.deepEqual(kept(), { session: "a", text: "solved", draft: null })
  show("a", { text: "solved".repeat(50), most: 150 })
  assert.deepEqual(kept(), { session: "a", text: "solved", draft: null })
})

test("a draft gives way to what is worth more", () => {
  show("a", { text: "solved" })
  type("x + 1")
  show("a", { text: "solved and solved", most: 100 })
  assert.deepEqual(kept(), { session: "a", text: "solved and solved", draft: null })
})

test("a draft alone is handed on as well", () => {
  left({ session: "a", text: "", draft: { about: "sum", text: "x" } })
  show("b")
  assert.equal(keeping.news().length, 1)
})

test("without storage the page itself remembers", () => {
  Object.defineProperty(globalThis, "sessionStorage", { get: () => { throw new Error("not allowed") }, configurable: true })
  show("a", { text: "solved" })
  show("b")
  assert.deepEqual(keeping.news().map(read), [{ session: "a", text: "solved", draft: null }])
})

test("what somebody else has left there stops nothing", () => {
  for (const text of ["no JSON", "3", "null"]) {
    window.sessionStorage.setItem(NAME, text)
    show("a", { text: "solved" })
    assert.deepEqual(kept(), { session: "a", text: "solved", draft: null })
    window.sessionStorage.clear()
  }
  assert.deepEqual(keeping.news(), [])
})

test("a frame of another site's page has a place of its own", async () => {
  const outer = { length: 2, 0: {}, 1: window }
  Object.assign(outer, { parent: outer })
  Object.defineProperty(globalThis, "window", { value: Object.create(window, { parent: { value: outer } }), configurable: true })
  Object.assign(outer, { 1: globalThis.window })
  await begin()
  show("a", { text: "solved" })
  assert.equal(kept(), null)
  assert.equal(JSON.parse(window.sessionStorage.getItem(`${NAME}.1`)).text, "solved")
})

test("taken away it listens no more", () => {
  show("a")
  keeping.cleanUp()
  type("x + 1")
  assert.equal(kept().draft, null)
})
