"""The shapes page in a browser: cells that are pressed, sliders that speak, nothing out of sight."""

import pytest
from playwright.sync_api import Page

from tests.browser.scene import PATIENCE, drag, go_to, wait_for_another, wait_for_link
from tests.browser.test_layout import OUT_OF_SIGHT

IDLE = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  const [cells] = document.querySelectorAll('.equation .grids, .journey .grids')
  return app?.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && cells && getComputedStyle(cells).display === 'flex'
    && !document.querySelector('[data-stale=true], .stSkeleton')
}"""


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(IDLE, timeout=PATIENCE)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function(IDLE, timeout=PATIENCE)


def test_a_pressed_cell_is_looked_into(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/shapes?weights=any&weight_rows=5&weight_columns=3")
    written = ".st-key-value-sum .written"
    first = regular.locator(written).inner_text()
    regular.locator("[data-name='c1.3']").click()
    third = wait_for_another(regular, written, first)
    wait_for_link(regular, "select", "c1.3")
    regular.locator("[data-name='c1.2']").press("Enter")
    second = wait_for_another(regular, written, third)
    assert len({first, second, third}) == 3
    assert regular.evaluate("() => document.activeElement.dataset.name") == "c1.2"
    assert regular.locator("[data-name='c1.2']").get_attribute("aria-pressed") == "true"


def test_a_pressed_element_is_lit_in_every_card(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/shapes")
    regular.get_by_text("Change the shape of one").click()
    wait_for_link(regular, "part", "reshape")
    regular.locator(".card.before [data-name=e4]").click()
    wait_for_link(regular, "select", "e4")
    regular.locator(".card.t .cell.lit").wait_for(timeout=PATIENCE)
    assert regular.locator(".card .cell.lit").all_inner_texts() == ["3"] * 7
    assert regular.locator(".journey .cell.lit").all_inner_texts() == ["3"] * 3


def test_the_sizes_follow_the_pointer(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/shapes?seed=7")
    seen = drag(regular, "inputs", [0.3, 0.6, 0.95], watched=".st-key-value-error code")
    assert len(set(seen)) >= 3
    assert all(text.startswith("mat1 and mat2 shapes cannot be multiplied") for text in seen)


FLIGHTS = """() => {
  window.flights = []
  const animate = Element.prototype.animate
  Element.prototype.animate = function (frames, options) {
    window.flights.push([this.dataset.cell, frames[0].translate])
    return animate.call(this, frames, options)
  }
}"""
"""Notes which cells travel, and where they start from, as seen from their new place."""


def test_a_repair_tips_the_row_into_a_column(page: Page, site: str) -> None:
    visit(page, f"{site}/shapes?seed=7")
    assert page.locator(".equation .said").inner_text() == "5 ≠ 1"
    page.evaluate(FLIGHTS)
    page.locator(".st-key-repair-view button").click()
    page.locator(".equation .said", has_text="5 = 5").wait_for(timeout=PATIENCE)
    page.wait_for_function("() => window.flights.some(([name]) => name === 'y.0.0')", timeout=PATIENCE)
    flights = dict(page.evaluate("() => window.flights"))
    assert {f"w.{at}" for at in range(1, 5)} <= flights.keys()
    starts = [[float(length.removesuffix("px")) for length in flights[f"w.{at}"].split()] for at in range(1, 5)]
    across, down = zip(*starts, strict=True)
    assert list(across) == sorted(across)  # from the places of a row
    assert list(down) == sorted(down, reverse=True)  # to those of a column, further and further below
    assert down[0] < 0
    assert {f"{kind}.0.0.{at}" for kind in "pq" for at in range(5)} <= flights.keys()
    assert page.locator(".st-key-value-output b").inner_text() == "0.1595"


def test_nothing_travels_for_those_who_asked_for_that(page: Page, site: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{site}/shapes?seed=7")
    page.evaluate(FLIGHTS)
    page.locator(".st-key-repair-view button").click()
    page.locator(".equation .said", has_text="5 = 5").wait_for(timeout=PATIENCE)
    page.locator(".st-key-value-sum .total").wait_for(timeout=PATIENCE)
    assert page.evaluate("() => window.flights") == []


def test_a_cell_under_the_pointer_lights_its_row_and_its_column(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/shapes?weights=any&weight_rows=5&weight_columns=3")
    regular.locator("[data-name='c1.3']").hover()
    lit = regular.locator(".equation .met").evaluate_all("cells => cells.map(cell => cell.dataset.cell)")
    assert lit == [*(f"x.{at}" for at in range(5)), *(f"w.{3 * at + 2}" for at in range(5))]


def test_the_copying_case_flies_over_a_second_tape(page: Page, site: str) -> None:
    visit(page, f"{site}/shapes?part=reshape")
    page.evaluate(FLIGHTS)
    page.locator(".st-key-copying-case button").click()
    page.locator("[data-cell='n.5']").wait_for(timeout=PATIENCE)
    page.wait_for_function("() => window.flights.some(([name]) => name === 'n.5')", timeout=PATIENCE)
    tapes = page.locator(".tape")
    assert [tape.split() for tape in tapes.all_inner_texts()] == [list("012345"), list("024135")]


@pytest.mark.parametrize(
    "path", ["/shapes?seed=7&repair=view", "/shapes?part=reshape", "/shapes?weights=column&operation=sum"]
)
def test_in_sight(laptop: Page, site: str, path: str) -> None:
    go_to(laptop, site + path)
    laptop.locator(".st-key-controls [data-testid=stSlider]").first.wait_for(timeout=PATIENCE)
    wanted = [".st-key-controls [data-testid=stSlider]"]
    wanted += [".journey"] if "reshape" in path else [".equation", ".st-key-value-output p"]
    wanted += [".st-key-value-sum"] if "repair" in path else []
    assert laptop.evaluate(OUT_OF_SIGHT, wanted) == []
