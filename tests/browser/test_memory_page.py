"""The memory page in a browser: lines and cells are pressed, the seed is dragged."""

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.scene import PATIENCE, drag, go_to, unfold, wait_for_link, wait_for_values
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
    wait_for_link(page, "ops", "from_a~numpy_b~mul_b")
    unfold(page, "memory-more")
    page.locator(".st-key-do-t button").click()
    wait_for_link(page, "ops", "from_a~numpy_b~mul_b~t_c")
    elements = page.locator(".st-key-element input")
    expect(elements.first).to_have_value("d[0, 0]", timeout=PATIENCE)
    expect(elements).to_have_count(1, timeout=PATIENCE)
    page.locator(".st-key-memory-more summary").click()
    wanted = [".st-key-value-story", ".st-key-value-memory", ".st-key-undo"]
    assert page.evaluate(OUT_OF_SIGHT, wanted) == []


def test_dragging_the_seed_paints_before_the_release(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/memory?seed=7")
    assert len(set(drag(regular, "seed", [0.2, 0.5, 0.8]))) == 3


def test_no_scrolling_sideways_on_a_laptop(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/memory?seed=7&ops=tensor_a~from_a~t_c~grow_b~mul_c~grow_c")
    assert regular.evaluate(TOO_WIDE) == []


def test_a_line_of_the_program_leads_back_and_forth(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/memory?seed=7&ops=from_a~mul_b~again_b")
    numbers = np.random.RandomState(7).rand(4, 3)
    expect(regular.locator(".tape")).to_have_count(2)
    regular.locator('[data-name="line.1"]').click()
    wait_for_link(regular, "ops", "from_a")
    wait_for_values(regular, "value-output", numbers[0, 0])
    expect(regular.locator(".tape")).to_have_count(1)
    regular.locator('[data-name="line.2"]').focus()
    regular.keyboard.press("Enter")
    wait_for_link(regular, "ops", "from_a~mul_b")
    wait_for_values(regular, "value-output", numbers[0, 0] * 2)
    expect(regular.locator('[data-name="line.2"]')).to_be_focused()


def test_a_bracket_moves_to_the_new_tape_and_written_cells_light_up(page: Page, site: str) -> None:
    open_memory(page, f"{site}/memory?seed=7&ops=from_a")
    page.evaluate("""() => {
      window.moved = new Set()
      const animate = Element.prototype.animate
      Element.prototype.animate = function (...how) {
        window.moved.add(this.dataset.flip)
        return animate.apply(this, how)
      }
    }""")
    page.locator(".st-key-do-again button").click()
    wait_for_link(page, "ops", "from_a~again_b")
    expect(page.locator('[data-flip="memory-1"] [data-flip="bracket-b"]')).to_have_count(1)
    assert {"bracket-b", "memory-1"} <= set(page.evaluate("[...window.moved]"))
    page.locator(".st-key-do-mul button").click()
    expect(page.locator(".memory.one-more .tape .changed")).to_have_count(12)


def test_addresses_and_strides_come_with_more(page: Page, site: str) -> None:
    open_memory(page, f"{site}/memory?seed=7&ops=from_a~t_b")
    hidden = page.locator(".holder-facts, .tape thead, .seat .more")
    assert not [at for at in range(hidden.count()) if hidden.nth(at).is_visible()]
    unfold(page, "memory-more")
    expect(page.locator(".tape thead")).to_be_visible()
    assert all(hidden.nth(at).is_visible() for at in range(hidden.count()))
