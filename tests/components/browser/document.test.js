// Whether the server answers, and what is said when it does not.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { component, load, open, pass, settle } from "../fake_browser.js"

const PAGE = `<div data-testid="stApp" data-test-connection-state="CONNECTED" data-test-script-state="notRunning"><button>run</button></div>
  <div id="place"></div>`
const WORDS = ["pt", "sem resposta", "acabou", "carregar"]
let window, app, frame, asked, healthy

const said = () => window.document.querySelector("#no-server").textContent
const connection = async state => {
  app.dataset.testConnectionState = state
  await settle()
}
const press = () => window.document.querySelector("button").dispatchEvent(new window.MouseEvent("pointerup", { bubbles: true }))

beforeEach(async () => {
  window = open(PAGE)
  window.document.head.innerHTML = '<script type="module" src="https://tensorama.example/static/js/index.js"></script>'
  app = window.document.querySelector("[data-testid=stApp]")
  asked = 0
  healthy = true
  globalThis.fetch = /** @type {any} */ (async address => {
    asked += 1
    assert.equal(String(address), "https://tensorama.example/_stcore/health")
    if (healthy === null) throw new Error("no line")
    return { ok: healthy }
  })
  frame = component((await load("browser/document.js")).default, window.document.querySelector("#place"))
  frame.show(WORDS)
})

test("the language is told to the document", () => {
  assert.equal(window.document.documentElement.lang, "pt")
})

test("a short gap in the connection is nobody's business", async () => {
  await connection("PINGING_SERVER")
  pass(999)
  assert.equal(said(), "")
  await connection("CONNECTED")
  pass(5000)
  assert.equal(said(), "")
})

test("a second without a connection is said, until there is one again", async () => {
  await connection("PINGING_SERVER")
  pass(500)
  await connection("CONNECTING")
  pass(500)
  assert.equal(said(), "sem resposta")
  await connection("CONNECTED")
  assert.equal(said(), "")
})

test("what is over for good is said at once, with a button", async () => {
  await connection("DISCONNECTED_FOREVER")
  assert.equal(said(), "acabou carregar")
  assert.equal(window.document.querySelector("#no-server button").textContent, "carregar")
})

test("a press that nobody answers asks for the server's health, and says what it finds", async () => {
  healthy = null
  press()
  pass(4999)
  assert.equal(asked, 0)
  pass(1)
  await settle()
  assert.equal(asked, 1)
  assert.equal(said(), "sem resposta")
  healthy = true
  pass(5000)
  await settle()
  assert.equal(asked, 2)
  assert.equal(said(), "")
  pass(20_000)
  await settle()
  assert.equal(asked, 2)
})

test("a server that is ill does not answer", async () => {
  healthy = false
  press()
  pass(5000)
  await settle()
  assert.equal(said(), "sem resposta")
})

test("a press that a run follows asks for nothing", async () => {
  press()
  pass(100)
  app.dataset.testScriptState = "running"
  await settle()
  pass(20_000)
  assert.equal(asked, 0)
})

test("many presses wait for one answer", async () => {
  press()
  pass(3000)
  press()
  pass(2000)
  await settle()
  assert.equal(asked, 1)
})

test("a health that comes after the connection says nothing", async () => {
  const { promise, resolve: answer } = Promise.withResolvers()
  globalThis.fetch = /** @type {any} */ (() => promise)
  press()
  pass(5000)
  await connection("CONNECTED")
  answer({ ok: false })
  await settle()
  assert.equal(said(), "")
})

test("a press while the connection is gone does not put off the word about it", async () => {
  await connection("PINGING_SERVER")
  pass(500)
  press()
  pass(500)
  assert.equal(said(), "sem resposta")
})

test("other words are for the next time", async () => {
  frame.show(["es", "sin respuesta", "terminó", "cargar"])
  await connection("PINGING_SERVER")
  pass(1000)
  assert.equal(said(), "sin respuesta")
})

test("taken away it says nothing more", async () => {
  await connection("PINGING_SERVER")
  frame.remove()
  pass(5000)
  assert.equal(window.document.querySelector("#no-server"), null)
})

test("taken away it asks for nothing more", async () => {
  press()
  frame.remove()
  pass(5000)
  press()
  pass(5000)
  assert.equal(asked, 0)
})

test("the button of a block of code copies it, or selects it where there is no clipboard", async () => {
  const { document } = window
  const block = document.createElement("div")
  block.className = "code-block"
  block.innerHTML = '<pre><code>x = <span>1</span>\n</code></pre><span role="status"></span><button data-copied="copiado" data-selected="selecionado"></button>'
  document.body.append(block)
  const status = block.querySelector("[role=status]")
  const copy = async () => {
    status.textContent = ""
    block.querySelector("button").click()
    await settle()
    return status.textContent
  }
  const copies = []
  let allowed = true
  document.execCommand = () => allowed
  Object.defineProperty(window.navigator, "clipboard", { value: { writeText: async text => { copies.push(text) } }, configurable: true })
  Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true })
  globalThis.getSelection = () => window.getSelection()
  assert.equal(await copy(), "copiado")
  assert.deepEqual(copies, ["x = 1\n"])
  Object.defineProperty(window.navigator, "clipboard", { value: undefined })
  assert.equal(await copy(), "copiado")
  assert.equal(String(window.getSelection()), "x = 1\n")
  allowed = false
  assert.equal(await copy(), "selecionado")
})
