// What a click means where clicks are faster than their answers.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, open, pass } from "../fake_browser.js"

let ask
const NOW = 1_000_000

beforeEach(async () => {
  open("", { now: NOW })
  ask = (await load("browser/picks.js", "export { ask }")).ask
})

test("a click selects; on what is selected it lets go", () => {
  assert.deepEqual(ask("h1.1", "", 0), { name: "h1.1", number: NOW })
  pass(2000)
  assert.deepEqual(ask("h1.1", "h1.1", NOW), { name: "", number: NOW + 2000 })
  assert.equal(ask("h1.2", "h1.1", NOW + 2000).name, "h1.2")
})

test("before the answer a second click on the same lets go, and a third selects again", () => {
  const names = [ask("h1.1", "", 0), ask("h1.1", "", 0), ask("h1.1", "", 0)].map(({ name }) => name)
  assert.deepEqual(names, ["h1.1", "", "h1.1"])
})

test("before the answer a click on what is still shown as selected selects it", () => {
  ask("h1.2", "h1.1", 0)
  assert.equal(ask("h1.1", "h1.1", 0).name, "h1.1")
})

test("after the answer the picture decides", () => {
  const { number } = ask("h1.1", "", 0)
  assert.equal(ask("h1.1", "", number).name, "h1.1")
})

test("a click that got lost decides nothing any more", () => {
  ask("h1.1", "", 0)
  pass(1500)
  assert.equal(ask("h1.1", "", 0).name, "h1.1")
  pass(1499)
  assert.equal(ask("h1.1", "", 0).name, "")
})

test("where a click never lets go, the same one again asks for the same", () => {
  assert.equal(ask("h1.1", null, 0).name, "h1.1")
  assert.equal(ask("h1.1", null, 0).name, "h1.1")
})

test("numbers grow although the clock stands, and over all scripts of the page", async () => {
  const other = (await load("browser/picks.js", "export { ask }")).ask
  const numbers = [ask("a", "", 0), other("b", "", 0), ask("c", "", 0)].map(({ number }) => number)
  assert.deepEqual(numbers, [NOW, NOW + 1, NOW + 2])
  assert.equal(other("c", "", 0).name, "")
})
