"""Below the picture: numbers that are dragged and typed where they stand, and what lights up together."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.scene import (
    LISTENS,
    PATIENCE,
    go_to,
    in_link,
    numbers,
    settled,
    wait_for_link,
    wait_for_values,
)
from tests.longhand import TOLERANCE, notebook


@pytest.fixture
def page(regular: Page) -> Page:
    return regular


LIT = "() => [...document.querySelectorAll('.lit-now')].map(each => each.closest('[data-part]')?.dataset.part)"


def cell(page: Page, name: str, part: str = "band") -> Locator:
    return page.locator(f"[data-part={part}] [data-element='{name}']").first


def value(page: Page, name: str) -> float:
    return float(cell(page, name).inner_text().replace("−", "-"))


def opened(page: Page, address: str) -> None:
    go_to(page, address)
    page.wait_for_function(LISTENS, timeout=PATIENCE)
    cell(page, "w1.1.1").wait_for(timeout=PATIENCE)


def test_a_weight_is_dragged_in_the_line_of_matrices(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    opened(page, f"{site}/?seed=7&select=h1.1")
    before = value(page, "w1.1.1")
    box = cell(page, "w1.1.1").bounding_box()
    assert box is not None
    x, y = box["x"] + 20, box["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    for moved in range(10, 101, 10):
        page.mouse.move(x + moved, y)
    page.wait_for_function(
        "text => document.querySelector(\"[data-part=band] [data-element='w1.1.1']\").textContent !== text",
        arg=f"{before:.4f}".replace("-", "−"),
        timeout=PATIENCE,
    )
    expect(cell(page, "w1.1.1")).to_have_text("−0.1143", timeout=PATIENCE)
    _, output = notebook(7, 3, (2,), {1: value(page, "w1.1.1")})
    wait_for_values(page, "value-output", *output)
    assert value(page, "y1") == pytest.approx(output[0], abs=TOLERANCE)
    assert in_link(page, "edits") is None
    page.mouse.up()
    wait_for_link(page, "edits", "w1.1.1_-0.1143")
    settled(page)
    assert in_link(page, "select") == "h1.1"  # what was dragged was not clicked
    assert numbers(page) == pytest.approx(output, abs=TOLERANCE)
    assert "−0.1143" in page.locator(".sentence").inner_text()


def test_the_keyboard_changes_types_and_selects_a_number(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    opened(page, f"{site}/?seed=7")
    focused = "name => document.activeElement.dataset.scrub === name"
    cell(page, "w1.1.1").press("ArrowUp")
    wait_for_link(page, "edits", "w1.1.1_-1.0143")
    settled(page)
    page.wait_for_function(focused, arg="w1.1.1", timeout=PATIENCE)
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    alarm = page.locator(".scrub-field [role=alert]")
    expect(alarm).to_have_text("W1[0, 0]: “two” is no number from -100 to 100. Write it like 0.5 or 0,5.")
    page.keyboard.press("Control+a")
    page.keyboard.type("0,5")
    page.keyboard.press("Enter")
    wait_for_link(page, "edits", "w1.1.1_0.5")
    wait_for_values(page, "value-output", *notebook(7, 3, (2,), {1: 0.5})[1])
    settled(page)
    page.wait_for_function(focused, arg="w1.1.1", timeout=PATIENCE)
    page.keyboard.press(" ")
    wait_for_link(page, "select", "w1.1.1")


def test_what_stands_for_one_element_lights_up_together(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    opened(page, f"{site}/?seed=7&select=h1.1&details=program")
    cell(page, "w1.2.1").hover()
    page.wait_for_function(f"() => ({LIT})().includes('sentence')", timeout=PATIENCE)
    assert {"band", "sentence", "sum"} <= set(page.evaluate(LIT))
    expect(page.locator(".st-key-program .lit-now").first).to_have_text("W1")
    assert page.locator(".st-key-diagram .chart.looks").count() == 1
    page.locator(".sentence").hover(position={"x": 2, "y": 2})
    page.wait_for_function("() => !document.querySelector('.lit-now, .chart.looks')", timeout=PATIENCE)
