"""Step by step in a real browser: keys, buttons, slider, playing, and the link that restores the step."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scene import PATIENCE, drag, go_to, press, settled, wait_for_link, wait_for_values
from tests.browser.test_layout import OUT_OF_SIGHT, TOO_WIDE


@pytest.fixture
def page(regular: Page) -> Page:
    return regular


PLAYS = ".st-key-step-play button:has-text('pause')"
RESTS = ".st-key-step-play button:has-text('play')"
PLACE = ".walk-words span"


def stands_at(page: Page, count: int, total: int = 8) -> None:
    """Wait until the words, the slider and the link all say so."""
    expect(page.locator(PLACE)).to_have_text(f"step {count} of {total}", timeout=PATIENCE)
    expect(page.locator(".st-key-step input[type=range]")).to_have_value(str(count), timeout=PATIENCE)
    wait_for_link(page, "step", str(count))


def test_walking_by_keys_buttons_and_slider(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7&step=0")
    page.locator(".st-key-step-presses").wait_for(state="attached")
    settled(page)
    assert (
        page.evaluate(OUT_OF_SIGHT, [".st-key-diagram", ".st-key-walk-bar", ".st-key-walk", ".st-key-value-output"])
        == []
    )
    for _ in range(6):  # faster than the page answers: each of them counts
        page.keyboard.press("n")
    stands_at(page, 6)
    for _ in range(2):
        page.keyboard.press("b")
    stands_at(page, 4)
    wait_for_values(page, "value-hidden-1", 0.6813, 0.4355)
    assert "0.3171" not in page.locator("body").inner_text()
    press(page, "step", "ArrowLeft")
    stands_at(page, 3)
    page.keyboard.press("n")  # the slider has the focus and does not keep the key
    stands_at(page, 4)
    page.locator(".st-key-step-next button").click()
    stands_at(page, 5)
    seen = drag(page, "step", [0.3, 0.6, 0.9], watched=PLACE)
    assert len(set(seen)) == 3
    page.reload()
    settled(page)
    count = int(page.locator(PLACE).inner_text().split()[1])
    stands_at(page, count)
    press(page, "step", "End")
    stands_at(page, 8)
    wait_for_values(page, "value-output", 0.3171)


def test_playing_to_the_end_and_stopping_by_hand(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7&step=5&speed=fast")
    page.locator(".st-key-step-presses").wait_for(state="attached")
    settled(page)
    page.keyboard.press("p")
    page.locator(PLAYS).wait_for(timeout=PATIENCE)
    for _ in range(4):  # a slider that moves meanwhile neither stops it nor sets it back
        press(page, "seed", "ArrowRight")
    stands_at(page, 8)
    page.locator(RESTS).wait_for(timeout=PATIENCE)
    page.keyboard.press("p")  # once more from the beginning
    page.locator(PLAYS).wait_for(timeout=PATIENCE)
    page.keyboard.press("b")
    page.locator(RESTS).wait_for(timeout=PATIENCE)


def test_a_phone_shows_it_one_below_the_other(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go_to(page, f"{site}/?seed=7&step=3&layers=2&hidden=9")
    assert page.evaluate(TOO_WIDE) == []
    tops = [page.locator(f".st-key-{key}").bounding_box()["y"] for key in ("diagram", "walk-bar", "walk", "controls")]
    assert tops == sorted(tops)
