"""The training page in a browser: time is dragged and plays, a point is clicked, a cell of the wall opens."""

from functools import lru_cache

import pytest
from playwright.sync_api import FloatRect, Page

from compute.training.course import Course, train
from compute.training.setting import TrainingSpec
from tests.browser.scene import (
    PATIENCE,
    POLLING,
    complete,
    drag,
    go_to,
    in_link,
    numbers,
    wait_for_another,
    wait_for_link,
    wait_for_values,
)


@pytest.fixture
def page(regular: Page) -> Page:
    return regular


LINK = "steps=200&points=60"


@lru_cache(maxsize=1)
def course() -> Course:
    return train(TrainingSpec(steps=200, points=60))


def losses() -> set[str]:
    return {f"{loss:.4f}" for loss in course().training_loss.tolist()}


def at(step: int) -> float:
    return float(course().training_loss[step])


def image(page: Page) -> str:
    """The map of the plane as the browser has it."""
    return page.locator(".st-key-map .chart image").first.get_attribute("href") or ""


def test_time_is_dragged_and_every_step_on_the_way_is_the_courses(page: Page, site: str) -> None:
    go_to(page, f"{site}/training?{LINK}")
    wait_for_values(page, "value-loss", at(0))
    before = image(page)
    shown = drag(page, "time", [0.2, 0.5, 0.8], watched=".st-key-value-loss b")
    assert len(shown) >= 2
    assert set(shown) <= losses()
    complete(page)
    time = int(in_link(page, "time") or 0)
    assert time > 60
    wait_for_values(page, "value-loss", at(time))
    assert image(page) != before
    page.locator(".time-buttons button").last.click()
    wait_for_link(page, "time", str(time + 1))
    wait_for_values(page, "value-loss", at(time + 1))
    page.keyboard.press("b")
    wait_for_link(page, "time", str(time))
    page.go_back()
    wait_for_link(page, "time", str(time + 1))
    wait_for_values(page, "value-loss", at(time + 1))


def test_it_plays_until_somebody_stops_it(page: Page, site: str) -> None:
    go_to(page, f"{site}/training?{LINK}&speed=slow")
    play = page.locator(".time-buttons .play")
    play.click()
    first = wait_for_another(page, ".st-key-value-loss b", f"{at(0):.4f}")
    assert first in losses()
    wait_for_another(page, ".st-key-value-loss b", first)
    play.click()
    complete(page)
    time = int(in_link(page, "time") or 0)
    assert time > 0
    wait_for_values(page, "value-loss", at(time))


def test_a_point_is_clicked_and_a_cell_of_the_wall_opens(page: Page, site: str) -> None:
    go_to(page, f"{site}/training?{LINK}&time=200")
    point = page.locator(".st-key-map .chart path.point").nth(5)
    point.hover(force=True)
    point.click(force=True)
    page.wait_for_function("() => new URL(location.href).searchParams.get('point')", timeout=PATIENCE, polling=POLLING)
    page.locator(".st-key-point .grid").first.wait_for(timeout=PATIENCE)
    go_to(page, f"{site}/training?steps=100&points=40&part=wall")
    page.locator(".st-key-wall-open-cell button").wait_for(timeout=PATIENCE)
    page.locator(".st-key-wall-picture .hovertext, .st-key-wall-picture .chart text").first.wait_for(timeout=PATIENCE)
    page.wait_for_function("() => !document.querySelector('.st-key-wall-stop')", timeout=PATIENCE)
    complete(page)
    page.locator(".st-key-wall-open-cell button").click()
    wait_for_link(page, "part", None)
    wait_for_link(page, "hidden", "1")
    complete(page)
    one = train(TrainingSpec(steps=100, points=40, hidden=(1,)))
    wait_for_values(page, "value-loss", float(one.training_loss[0]))
    assert numbers(page, "value-test-loss") == [float(f"{float(one.test_loss[0]):.4f}")]


def test_nothing_lies_on_the_wall_of_a_phone_and_no_lesson_is_below_the_edge_of_a_projector(
    page: Page, site: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go_to(page, f"{site}/training?steps=100&points=20&part=wall")
    page.locator(".st-key-training .st-key-curve .chart svg").first.wait_for(timeout=PATIENCE)
    cells, curve = (box(page, f".st-key-{key}") for key in ("wall-picture", "curve"))
    assert cells["height"] > 300
    assert curve["y"] >= cells["y"] + cells["height"]
    page.set_viewport_size({"width": 1280, "height": 720})
    for scene, words in (
        ("part=wall", ".st-key-beside > :nth-child(3) p"),
        ("beat=2", ".lesson"),
        ("beat=7", ".lesson"),
    ):
        go_to(page, f"{site}/training?steps=100&points=40&lang=es&projector=true&{scene}")
        page.wait_for_function(IN_SIGHT, arg=f".st-key-training {words}", timeout=PATIENCE, polling=POLLING)


IN_SIGHT = """selector => {
  const seen = document.querySelector(selector)?.getBoundingClientRect()
  return seen && seen.height > 40 && seen.top > 0 && seen.bottom <= innerHeight
}"""
"""Whether all of an element is on the screen."""


def box(page: Page, selector: str) -> FloatRect:
    """Where an element is, in pixels."""
    found = page.locator(selector).bounding_box(timeout=PATIENCE)
    assert found is not None
    return found
