"""The memory page in a browser: lines and cells are pressed, the seed is dragged."""

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.scene import PATIENCE, drag, wait_for_link, wait_for_values
from tests.browser.test_layout import OUT_OF_SIGHT, TOO_WIDE

IDLE = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  return app?.dataset.testScriptState === 'notRunning' && document.querySelector('.strip-frame')
    && !document.querySelector('[data-stale=true], .stSkeleton') && document.querySelector('.code-block code')
}"""


def open_memory(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(IDLE, timeout=PATIENCE)


def test_lines_and_cells(page: Page, site: str) -> None:
    open_memory(page, f"{site}/memory?seed=7")
    for above in (".st-key-another-seed button", "[data-testid=stMainMenu] button"):
        page.locator(above).first.click(trial=True, timeout=PATIENCE)  # nothing lies over it
    numbers = np.random.RandomState(7).rand(4, 3)
    page.locator(".st-key-do-mul button").click()
    wait_for_link(page, "ops", "from_a~numpy_b~mul_b")
    wait_for_values(page, "value-output", numbers[0, 0] * 2)
    cell = page.locator('[data-name="c.1.2"]')
    cell.click()
    wait_for_link(page, "at", "c.1.2")
    wait_for_values(page, "value-output", numbers[1, 2] * 2)
    cell.press("Shift+Tab")
    page.keyboard.press("Enter")  # the cell before it
    wait_for_link(page, "at", "c.1.1")
    page.locator(".st-key-guess-yes button").click()
    wait_for_link(page, "guess", "yes")
    wait_for_values(page, "value-output", numbers[1, 1] * 4)
    page.locator(".st-key-undo button").click()
    wait_for_values(page, "value-output", numbers[1, 1] * 2)
    page.locator(".st-key-do-t button").click()
    elements = page.locator(".st-key-element input")
    expect(elements.first).to_have_value("d[0, 0]", timeout=PATIENCE)
    expect(elements).to_have_count(1, timeout=PATIENCE)
    wanted = [".st-key-value-story", ".st-key-value-memory", ".st-key-undo"]
    assert page.evaluate(OUT_OF_SIGHT, wanted) == []


def test_dragging_the_seed_paints_before_the_release(page: Page, site: str) -> None:
    open_memory(page, f"{site}/memory?seed=7")
    assert len(set(drag(page, "seed", [0.2, 0.5, 0.8]))) == 3


def test_no_scrolling_sideways_on_a_laptop(page: Page, site: str) -> None:
    open_memory(page, f"{site}/memory?seed=7&ops=tensor_a~from_a~t_c~grow_b~mul_c~grow_c")
    assert page.evaluate(TOO_WIDE) == []
