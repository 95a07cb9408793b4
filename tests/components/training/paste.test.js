// A pasted text that does not fit is said.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { component, load, open } from "../fake_browser.js"

const WORDS = "{total} are too many"
let window, note
const area = () => window.document.querySelector("textarea")
const said = () => window.document.querySelector("p").textContent
const paste = (text, at = area()) => {
  const event = new window.Event("paste", { bubbles: true })
  event.clipboardData = { getData: () => text }
  at.dispatchEvent(event)
}

beforeEach(async () => {
  window = open(`<div id="note"><p></p></div><div class="st-key-own-text"><textarea>abcde</textarea></div><input>`)
  note = component((await load("training/own/paste.js")).default, window.document.querySelector("#note"))
  note.show(["own-text", 10, WORDS])
})

test("what fits is not said, what does not is, until something else is typed", () => {
  paste("12345")
  assert.equal(said(), "")
  paste("123456")
  assert.equal(said(), "11 are too many")
  area().dispatchEvent(new window.Event("input", { bubbles: true }))
  assert.equal(said(), "")
})

test("what is pasted takes the place of what is selected", () => {
  area().setSelectionRange(0, 5)
  paste("1234567890")
  assert.equal(said(), "")
  paste("12345678901")
  assert.equal(said(), "11 are too many")
})

test("other fields, and the time after, are not meant", () => {
  paste("12345678901", window.document.querySelector("input"))
  assert.equal(said(), "")
  note.cleanUp()
  paste("12345678901")
  assert.equal(said(), "")
})

test("a message leaves the sentence, another language takes it away", () => {
  paste("12345678901")
  note.cleanUp()
  note.show(["own-text", 10, WORDS])
  assert.equal(said(), "16 are too many")
  note.cleanUp()
  note.show(["own-text", 10, "otro"])
  assert.equal(said(), "")
})
