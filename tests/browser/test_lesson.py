"""The lesson beside the picture: a way through scenes, a question before its answer, folded away and remembered."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scene import (
    PATIENCE,
    drag,
    go_to,
    press,
    seen_at_rest,
    settled,
    visit,
    wait_for_link,
    wait_for_values,
)
from tests.browser.test_layout import OUT_OF_SIGHT
from tests.longhand import notebook


def test_the_way_through_the_beats(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?seed=7")
    lesson = regular.locator(".lesson")
    lesson.get_by_role("button", name="next").press("Enter")
    wait_for_link(regular, "beat", "2")
    wait_for_link(regular, "select", "h1.1")
    question = regular.locator(".st-key-question")
    expect(question).to_contain_text("positive or negative?")
    expect(lesson.get_by_role("status")).to_be_empty()
    expect(lesson.get_by_role("button", name="next")).to_be_focused()  # the keyboard stays where it is
    question.get_by_role("button", name="positive").click()
    expect(lesson.get_by_role("status")).to_contain_text("Right.")
    expect(lesson.get_by_role("status")).to_contain_text("0.6270")
    settled(regular)
    regular.go_back()
    expect(lesson).to_contain_text("Lesson, 1 of 8", timeout=PATIENCE)
    assert "select" not in regular.url
    settled(regular)
    lesson.get_by_role("button", name="beat 7").click()
    wait_for_link(regular, "hidden", "4")
    expect(regular.locator(".page-head")).to_contain_text("21 weights and biases", timeout=PATIENCE)


def test_heading_and_question_move_along_with_a_slider(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?beat=7")
    heads = drag(regular, "inputs", [0.2, 0.4, 0.6], watched=".page-head [data-part]")
    assert len(set(heads)) >= 3
    settled(regular)
    press(regular, "seed", "ArrowRight")
    settled(regular)
    expect(regular.locator(".lesson")).to_contain_text("How many are there now?")


@pytest.mark.parametrize("locale", ["pt-BR"])
def test_what_is_folded_away_stays_folded(page: Page, site: str, locale: str) -> None:
    visit(page, f"{site}/?seed=7&lang={locale[:2]}")
    lesson = page.locator(".lesson")
    lesson.get_by_role("button", name="ocultar").click()
    expect(lesson.locator("h2")).to_be_hidden()
    visit(page, f"{site}/?seed=8&lang={locale[:2]}")
    expect(lesson.locator("h2")).to_be_hidden()
    lesson.get_by_role("button", name="mostrar a lição").click()
    expect(lesson.locator("h2")).to_be_visible()


@pytest.mark.parametrize("beat", [3, 4, 5])
def test_beside_a_walk_backward_the_lesson_stays_in_sight(laptop: Page, site: str, beat: int) -> None:
    go_to(laptop, f"{site}/gradients?beat={beat}&lang=es")
    seen = [".st-key-diagram", ".lesson", ".walk-words", ".st-key-walk-bar"]
    assert seen_at_rest(laptop, OUT_OF_SIGHT, seen, is_right=lambda hidden: not hidden) == []


def test_on_a_wall_the_controls_come_with_the_sidebar(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    visit(page, f"{site}/?seed=7&projector=true&select=h1.1&step=2")
    controls = page.locator(".st-key-controls")
    expect(controls).to_be_hidden()
    for key in ("diagram", "walk-bar", "walk"):
        box = page.locator(f".st-key-{key}").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 720, key
    page.keyboard.press("h")
    expect(controls).to_be_visible()
    press(page, "seed", "ArrowRight")
    wait_for_values(page, "value-hidden-1")
    wait_for_link(page, "seed", "8")
    page.keyboard.press("n")
    page.keyboard.press("n")
    hidden = notebook(8, 3, (2,))[0]
    expect(page.locator(".st-key-walk")).to_contain_text(f"{hidden[0]:.4f}", timeout=PATIENCE)
