// Fields of text: what a person typed is sent once, and nothing that the page let them show.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { component, load, open, settle } from "../fake_browser.js"

const PAGE = `
  <div id="number"><label class="number-field"><span></span><input></label></div>
  <div id="seed"><div class="seed-typed"><input><p role="alert"></p></div></div>
  <div data-testid="stMain"><div class="st-key-seed"><input type="range" min="0" max="9999" value="7"></div></div>`
const NOW = 1_000_000
let window

const found = selector => window.document.querySelector(selector)
const enter = (input, text, key = "") => {
  input.focus()
  input.value = text
  if (key) input.dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true }))
  else input.dispatchEvent(new window.Event("change", { bubbles: true }))
}

beforeEach(() => {
  window = open(PAGE, { now: NOW })
})

for (const key of ["", "Enter"]) {
  test(`a number that is typed is sent once, with the value that it is for: ${key || "left"}`, async () => {
    const field = component((await load("widgets/number_field.js")).default, found("#number"))
    const input = found("#number input")
    field.show(["weight", "w1.1.2", "0.5000", false, 40, 0])
    assert.equal(input.value, "0.5000")
    enter(input, "0,25", key)
    enter(input, "0,25")
    assert.deepEqual(field.news(), [{ text: "0,25", of: "w1.1.2", number: NOW }])
  })
}

test("the page's own number is not sent, and replaces what was typed when that was answered", async () => {
  const field = component((await load("widgets/number_field.js")).default, found("#number"))
  const input = found("#number input")
  field.show(["weight", "w1.1.2", "0.5000", false, 40, 0])
  enter(input, "0.5000")
  enter(input, "0,25", "Enter")
  field.news()
  field.show(["weight", "w1.1.2", "0.2500", false, 40, NOW])
  assert.equal(input.value, "0.2500")
  enter(input, "0.2500")
  assert.deepEqual(field.news(), [])
})

test("who is still typing keeps the text, unless the field is for another value now", async () => {
  const field = component((await load("widgets/number_field.js")).default, found("#number"))
  const input = found("#number input")
  field.show(["weight", "w1.1.2", "0.5000", false, 40, 0])
  input.focus()
  input.value = "0,2"
  field.show(["weight", "w1.1.2", "0.7000", false, 40, 0])
  assert.equal(input.value, "0,2")
  input.blur()
  field.show(["weight", "w1.1.2", "0.7000", false, 40, 0])
  assert.equal(input.value, "0.7000")
  input.focus()
  input.value = "0,2"
  field.show(["weight", "w1.1.3", "0.1000", true, 40, 0])
  assert.equal(input.value, "0.1000")
  assert.equal(input.getAttribute("aria-invalid"), "true")
})

test("escape gives back what was there", async () => {
  const field = component((await load("widgets/number_field.js")).default, found("#number"))
  field.show(["weight", "w1.1.2", "0.5000", false, 40, 0])
  enter(found("#number input"), "0,2", "Escape")
  assert.equal(found("#number input").value, "0.5000")
  assert.deepEqual(field.news(), [])
})

const REFUSAL = "“{text}” is none from 0 to 9999"
const seedField = async () => {
  const field = component((await load("widgets/seed_field.js")).default, found("#seed"))
  field.show(["seed", 0, 9999, REFUSAL])
  return field
}

test("the seed is what the slider says, and goes along with it", async () => {
  const field = await seedField()
  const [input, slider] = [found("#seed input"), found(".st-key-seed input")]
  assert.equal(input.value, "7")
  slider.value = "12"
  slider.setAttribute("aria-valuetext", "12")
  await settle()
  assert.equal(input.value, "12")
  assert.deepEqual(field.news(), [])
})

test("a seed that is typed is sent as a number, the one that is there is not", async () => {
  const field = await seedField()
  enter(found("#seed input"), "41", "Enter")
  assert.deepEqual(field.news(), [41])
  for (const text of ["7", " 42 ", "42", "0043,0", "+9999"]) enter(found("#seed input"), text)
  assert.deepEqual(field.news(), [42, 42, 43, 9999])
})

test("what is no seed is said, not sent, and stays until the slider moves", async () => {
  const field = await seedField()
  const [input, slider, alarm] = [found("#seed input"), found(".st-key-seed input"), found("[role=alert]")]
  for (const text of ["10000", "-1", "1.5", "$&", ""]) {
    enter(input, text)
    assert.equal(alarm.textContent, REFUSAL.replace("{text}", () => text))
    assert.equal(input.getAttribute("aria-invalid"), "true")
  }
  enter(input, "10000", "Enter")
  assert.equal(input.value, "10000")
  assert.deepEqual(field.news(), [])
  slider.value = "12"
  slider.setAttribute("aria-valuetext", "12")
  await settle()
  assert.deepEqual([input.value, alarm.textContent, input.getAttribute("aria-invalid")], ["12", "", "false"])
})

test("a seed has a least as well", async () => {
  const field = component((await load("widgets/seed_field.js")).default, found("#seed"))
  field.show(["seed", 1, 9999, REFUSAL])
  enter(found("#seed input"), "0")
  assert.deepEqual(field.news(), [])
})

test("who is typing a seed is not disturbed by the slider, who has not begun yet is", async () => {
  await seedField()
  const [input, slider] = [found("#seed input"), found(".st-key-seed input")]
  input.focus()
  slider.value = "11"
  slider.setAttribute("aria-valuetext", "11")
  await settle()
  assert.equal(input.value, "11")
  input.value = "123"
  slider.value = "12"
  slider.setAttribute("aria-valuetext", "12")
  await settle()
  assert.equal(input.value, "123")
  enter(input, "123", "Escape")
  assert.equal(input.value, "12")
})
