"""A slow line: what a person does counts, also where the browser has not heard yet what came of the thing before."""

import pytest
from playwright.sync_api import Page

from tests.browser.scene import PATIENCE, click_in_diagram, in_link, settled, visit, wait_for_link
from tests.browser.test_memory_page import IDLE, open_memory

SLOW = """() => {
  const listen = WebSocket.prototype.addEventListener
  WebSocket.prototype.addEventListener = function (type, heard, ...more) {
    const late = event => setTimeout(() => heard.call(this, event), 300)
    return listen.call(this, type, type === "message" ? late : heard, ...more)
  }
}"""
"""Each message of the server arrives 300 ms later, in the order that they were sent."""


def all_has_come(page: Page) -> None:
    """Wait for what is under way at a moment in which the page looks idle."""
    settled(page)
    page.wait_for_timeout(900)
    settled(page)


@pytest.fixture
def slow_page(page: Page) -> Page:
    page.add_init_script(f"({SLOW})()")
    return page


def test_the_last_thing_counts_and_the_one_before_it(slow_page: Page, site: str) -> None:
    page = slow_page
    visit(page, f"{site}/?seed=7")
    click_in_diagram(page, "h1.1")
    wait_for_link(page, "select", "h1.1")
    settled(page)

    page.mouse.move(5, 5)
    page.locator(".hoverlayer .hovertext").wait_for(state="detached", timeout=PATIENCE)
    click_in_diagram(page, "h1.2")
    page.locator(".st-key-another-seed button").click()
    page.locator(".st-key-bias label").first.click()
    wait_for_link(page, "select", "h1.2")
    wait_for_link(page, "bias", "false")
    all_has_come(page)
    assert (in_link(page, "select"), in_link(page, "bias")) == ("h1.2", "false")
    assert in_link(page, "seed") is not None

    page.get_by_test_id("stSidebar").get_by_text("Português").click()
    wait_for_link(page, "lang", "pt")
    all_has_come(page)
    page.evaluate("history.back(); setTimeout(() => history.back(), 50)")
    wait_for_link(page, "bias", None)
    all_has_come(page)
    assert (in_link(page, "lang"), in_link(page, "bias")) == (None, None)
    assert page.locator(".st-key-bias input").is_checked()
    page.locator(".st-key-layers", has_text="hidden layers").wait_for(timeout=PATIENCE)


def test_a_cell_and_the_answer_right_after_it(slow_page: Page, site: str) -> None:
    page = slow_page
    open_memory(page, f"{site}/memory?seed=7&ops=from_a~numpy_b~mul_b&at=c.1.2")
    page.locator('[data-name="c.1.1"]').click()
    page.locator(".st-key-guess-yes button").click()
    wait_for_link(page, "guess", "yes")
    page.wait_for_function(IDLE, timeout=PATIENCE)
    assert in_link(page, "at") == "c.1.1"


@pytest.mark.parametrize("has_short_way", [True, False])
def test_keys_on_a_slider_are_counted_whatever_is_under_way(slow_page: Page, site: str, has_short_way: bool) -> None:
    page = slow_page
    if not has_short_way:
        page.route("**/scene/**", lambda route: route.fulfill(status=404, content_type="text/plain", body="none"))
    visit(page, f"{site}/gradients?seed=7&target=0.5")
    for key, pause, expected in (
        ("updates", 20, "5"),
        ("updates", 300, "10"),
        ("target", 300, "0.55"),
        ("rate", 300, "30"),
    ):
        page.locator(f".st-key-{key} input[type=range]").focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(pause)
        wait_for_link(page, key, expected)
        all_has_come(page)
        assert in_link(page, key) == expected
