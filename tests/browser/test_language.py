"""Languages: by link, by browser, by choice."""

from playwright.sync_api import expect

from components.text import languages
from tests.browser.scene import PATIENCE, visit, wait_for_link

PORTUGUESE = "camadas ocultas"
SPANISH = "capas ocultas"
ENGLISH = "hidden layers"


def test_all_languages_stand_side_by_side(page, site):
    visit(page, f"{site}/?lang=es")
    expect(page.locator(".st-key-layers")).to_contain_text(SPANISH, timeout=PATIENCE)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    names = page.locator(".st-key-lang [role=radio]")
    boxes = [names.nth(at).bounding_box() for at in range(names.count())]
    assert len(boxes) == len(languages())
    assert len({box["y"] for box in boxes}) == 1, "the languages need more than one line"
    sidebar = page.locator("[data-testid=stSidebarUserContent]").bounding_box()
    assert boxes[-1]["x"] + boxes[-1]["width"] <= sidebar["x"] + sidebar["width"]


def test_the_browser_asks_for_its_language(visitor, site):
    page = visitor(locale="pt-BR")
    visit(page, f"{site}/?seed=7")
    expect(page.locator(".st-key-layers")).to_contain_text(PORTUGUESE, timeout=PATIENCE)


def test_choosing_a_language_puts_it_into_the_link(page, site):
    visit(page, f"{site}/?seed=7")
    expect(page.locator(".st-key-layers")).to_contain_text(ENGLISH, timeout=PATIENCE)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("radio", name="Português").click()
    expect(page.locator(".st-key-layers")).to_contain_text(PORTUGUESE, timeout=PATIENCE)
    expect(page.locator("html")).to_have_attribute("lang", "pt")
    wait_for_link(page, "lang", "pt")
    page.reload()
    expect(page.locator(".st-key-layers")).to_contain_text(PORTUGUESE, timeout=PATIENCE)
