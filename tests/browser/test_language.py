"""Languages: by link, by browser, by choice."""

import re

from playwright.sync_api import Page, expect

from components.base.text import languages
from tests.browser.scene import PATIENCE, Visitor, go_to, visit, wait_for_link

PORTUGUESE = "camadas ocultas"
SPANISH = "capas ocultas"
ENGLISH = "hidden layers"

FRONTEND = """() => {
  const own = `code, pre, style, script, noscript, .katex, [data-testid=stIconMaterial], [data-testid=stHtml],
    [data-testid^=stBidiComponent], [data-testid=stMarkdownContainer]:not([data-testid=stFileUploaderDropzone] *),
    [data-live-announcer]`
  const found = [document.title]
  for (const name of ["aria-label", "aria-description", "title", "placeholder", "alt"])
    for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name))
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) if (!texts.currentNode.parentElement.closest(own)) found.push(texts.currentNode.data)
  return found.map(text => text.trim()).filter(Boolean)
}"""
"""Every text of Streamlit's own frontend, and all that a screen reader says of any element.

How many entries a list has is announced in the browser's own language.
"""

ENGLISH_WORDS = re.compile(
    r"\b(add|again|apply|choose|clear|click|clipboard|close|collapse|copy|dark|dismiss|drag|drop|enter to|expand|"
    r"file|help|home|icon|light|made|main|navigate|open|option|options|page|per|please|press|print|"
    r"remove|results|running|settings|shortcut|sidebar|skip|stop|submit|system|the|theme|this|upload|with|your)\b",
    re.IGNORECASE,
)


def test_all_languages_stand_side_by_side(page: Page, site: str) -> None:
    visit(page, f"{site}/?lang=es")
    expect(page.locator(".st-key-layers")).to_contain_text(SPANISH, timeout=PATIENCE)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    names = page.locator(".st-key-lang [role=radio]")
    boxes = [names.nth(at).bounding_box() for at in range(names.count())]
    assert len(boxes) == len(languages())
    assert len({box["y"] for box in boxes}) == 1, "the languages need more than one line"
    sidebar = page.locator("[data-testid=stSidebarUserContent]").bounding_box()
    assert boxes[-1]["x"] + boxes[-1]["width"] <= sidebar["x"] + sidebar["width"]


def test_the_browser_asks_for_its_language(visitor: Visitor, site: str) -> None:
    page = visitor(locale="pt-BR")
    visit(page, f"{site}/?seed=7")
    expect(page.locator(".st-key-layers")).to_contain_text(PORTUGUESE, timeout=PATIENCE)


def test_choosing_a_language_puts_it_into_the_link(page: Page, site: str) -> None:
    visit(page, f"{site}/?seed=7")
    expect(page.locator(".st-key-layers")).to_contain_text(ENGLISH, timeout=PATIENCE)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("radio", name="Português").click()
    expect(page.locator(".st-key-layers")).to_contain_text(PORTUGUESE, timeout=PATIENCE)
    expect(page.locator("html")).to_have_attribute("lang", "pt")
    wait_for_link(page, "lang", "pt")
    page.reload()
    expect(page.locator(".st-key-layers")).to_contain_text(PORTUGUESE, timeout=PATIENCE)


def test_streamlits_own_words_are_in_the_visitors_language(page: Page, site: str) -> None:
    heard: set[str] = set()

    def listen() -> None:
        heard.update(page.evaluate(FRONTEND))

    visit(page, f"{site}/?select=x1&lang=pt")
    listen()
    page.get_by_test_id("stMainMenuButton").click()
    page.get_by_test_id("stMainMenuPopover").wait_for(timeout=PATIENCE)
    listen()
    page.keyboard.press("Escape")
    page.locator(".st-key-activation input").fill("zzz")
    page.locator("[role=listbox]").wait_for(timeout=PATIENCE)
    listen()
    page.keyboard.press("Escape")
    page.locator(".st-key-take-home button").click()
    chosen = page.locator(".st-key-take-home-open input[type=file]")
    chosen.wait_for(state="attached", timeout=PATIENCE)
    listen()
    chosen.set_input_files({"name": "x.bin", "mimeType": "application/octet-stream", "buffer": b"x"})
    page.get_by_test_id("stAlert").wait_for(timeout=PATIENCE)
    listen()
    page.keyboard.press("Escape")
    for name in ("neuron", "tensors", "shapes", "memory", "devices", "gradients", "training", "exercises"):
        go_to(page, f"{site}/{name}?lang=pt")
        listen()
    page.locator(".st-key-answer textarea").fill("0")
    page.get_by_test_id("InputInstructions").wait_for(timeout=PATIENCE)
    listen()
    for words in ("Menu principal", "Escuro", "Nenhum resultado", "Enviar arquivo", "Remover x.bin", "Fechar"):
        assert words in heard
    assert [words for words in sorted(heard) if ENGLISH_WORDS.search(words)] == []

    menu = page.get_by_test_id("stMainMenuButton")
    for language, name in (("Español", "Menú principal"), ("English", "Main menu"), ("Português", "Menu principal")):
        page.get_by_role("radio", name=language).click()
        expect(menu).to_have_attribute("aria-label", name, timeout=PATIENCE)
