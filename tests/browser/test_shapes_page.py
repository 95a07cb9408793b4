"""The shapes page in a browser: cells that are pressed, sliders that speak, nothing out of sight."""

import pytest
from playwright.sync_api import Page

from tests.browser.scene import PATIENCE, drag, wait_for_another, wait_for_link
from tests.browser.test_layout import OUT_OF_SIGHT

IDLE = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  const shapes = document.querySelector('.st-key-shapes')
  return app?.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && shapes?.querySelector('.grid') && getComputedStyle(shapes).display === 'grid'
    && !document.querySelector('[data-stale=true], .stSkeleton')
}"""


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(IDLE, timeout=PATIENCE)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function(IDLE, timeout=PATIENCE)


def test_a_pressed_cell_is_looked_into(page: Page, site: str) -> None:
    visit(page, f"{site}/shapes?weights=any&weight_rows=5&weight_columns=3")
    written = ".st-key-value-sum .written"
    first = page.locator(written).inner_text()
    page.locator("[data-name='c1.3']").click()
    third = wait_for_another(page, written, first)
    wait_for_link(page, "select", "c1.3")
    page.locator("[data-name='c1.2']").press("Enter")
    second = wait_for_another(page, written, third)
    assert len({first, second, third}) == 3
    assert page.evaluate("() => document.activeElement.dataset.name") == "c1.2"
    assert page.locator("[data-name='c1.2']").get_attribute("aria-pressed") == "true"


def test_a_pressed_element_is_lit_in_every_card(page: Page, site: str) -> None:
    visit(page, f"{site}/shapes")
    page.get_by_text("Change the shape of one").click()
    wait_for_link(page, "part", "reshape")
    page.locator(".card.before [data-name=e4]").click()
    wait_for_link(page, "select", "e4")
    page.locator(".card.t .cell.lit").wait_for(timeout=PATIENCE)
    assert page.locator(".card .cell.lit").all_inner_texts() == ["3"] * 7


def test_the_sizes_follow_the_pointer(page: Page, site: str) -> None:
    visit(page, f"{site}/shapes?seed=7")
    seen = drag(page, "inputs", [0.3, 0.6, 0.95], watched=".st-key-value-error code")
    assert len(set(seen)) >= 3
    assert all(text.startswith("mat1 and mat2 shapes cannot be multiplied") for text in seen)


@pytest.mark.parametrize(
    "path", ["/shapes?seed=7&repair=view", "/shapes?part=reshape", "/shapes?weights=column&operation=sum"]
)
def test_in_sight(page: Page, site: str, path: str) -> None:
    visit(page, site + path)
    page.locator(".st-key-controls [data-testid=stSlider]").first.wait_for(timeout=PATIENCE)
    wanted = [".st-key-controls [data-testid=stSlider]", ".grids", ".sizes", ".st-key-value-output p"]
    wanted = [".st-key-controls [data-testid=stSlider]", ".card"] if "reshape" in path else wanted
    assert page.evaluate(OUT_OF_SIGHT, wanted) == []
