"""Who comes for the first time: a strip above the network, and words that say what they mean."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from components.browser.bundle import ADDRESS
from components.frame.streamlit_files import asked_for_at_once, asked_for_late
from tests.browser.barriers import grave_violations
from tests.browser.scene import PATIENCE, Visitor, complete, in_link, settled, visit, wait_for_link
from tests.browser.test_layout import OUT_OF_SIGHT, TOO_WIDE

OPEN = ".term-entry:popover-open"


@pytest.mark.parametrize("address", ["", "neuron", "tensors"])
def test_what_a_page_needs_is_asked_for_with_it(visitor: Visitor, site: str, address: str) -> None:
    """Nothing of it twice, no script later than the page itself has said, and the server looked for in one place."""
    page, asked = visitor(), []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.removeprefix("/")))
    page.goto(f"{site}/{address}?seed=7")
    complete(page)
    beforehand = {*asked_for_at_once(), *asked_for_late()}
    assert {path for path in asked if path.startswith("static/js/")} == {path for path in beforehand if ".js" in path}
    assert sorted(asked) == sorted(set(asked))
    assert (ADDRESS in asked) is (address != "tensors")
    assert [path for path in asked if path.endswith("health")] == ["_stcore/health"]


def test_the_page_has_its_language_and_title_before_any_script(visitor: Visitor, site: str) -> None:
    page = visitor(java_script_enabled=False, locale="es-ES")
    page.goto(f"{site}/neuron?seed=7")
    assert page.locator("html").get_attribute("lang") == "es"
    assert page.title() == "Neurona · Tensorama"


def test_the_welcome_and_the_network_are_in_one_look(page: Page, site: str) -> None:
    visit(page, f"{site}/?lang=pt")
    wanted = [
        ".st-key-welcome",
        ".st-key-controls [data-testid=stSlider]",
        ".st-key-diagram",
        ".st-key-value-output",
        ".sentence",
    ]
    assert page.evaluate(OUT_OF_SIGHT, wanted) == []
    assert not grave_violations(page)
    page.locator(".st-key-welcome-deep button").click()
    wait_for_link(page, "hidden_3", "3")
    settled(page)
    assert in_link(page, "lang") == "pt"
    expect(page.locator(".st-key-welcome")).to_have_count(0)


def test_the_unit_is_a_link_that_keeps_the_language_on_a_phone(visitor: Visitor, site: str) -> None:
    page = visitor(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit(page, f"{site}/?lang=es")
    assert page.evaluate(TOO_WIDE) == []
    page.locator(".st-key-welcome a:visible").tap()
    page.wait_for_url("**/neuron?lang=es", timeout=PATIENCE)


def test_words_say_what_they_mean_by_keyboard(page: Page, site: str) -> None:
    visit(page, f"{site}/?seed=7&select=h1.1")
    page.locator(".sum-table .term", has_text="bias").press("Enter")
    expect(page.locator(OPEN)).to_contain_text("A number that a unit adds")
    page.locator(".st-key-seed input[type=range]").press("ArrowRight")
    wait_for_link(page, "seed", "8")
    page.locator(".values-heading .term").click()
    expect(page.locator(OPEN)).to_contain_text("hidden layer")
    assert not grave_violations(page)
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    page.locator(".st-key-bias [data-testid=stTooltipIcon] button").focus()
    expect(page.get_by_role("tooltip")).to_contain_text("A number that a unit adds")
    switch, help_box = page.locator(".st-key-bias label").bounding_box(), page.get_by_role("tooltip").bounding_box()
    above = help_box["y"] + help_box["height"] <= switch["y"]
    assert above or help_box["y"] >= switch["y"] + switch["height"]  # not over what it explains
    assert help_box["y"] >= 0
    assert help_box["x"] + help_box["width"] <= 1366
    assert help_box["y"] + help_box["height"] <= 768
    page.keyboard.press("g")
    expect(page.get_by_role("dialog").locator(".glossary dt").first).to_be_visible(timeout=PATIENCE)
