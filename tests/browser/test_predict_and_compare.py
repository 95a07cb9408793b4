"""Predict, then see; and two networks side by side: by keyboard, and while a slider is being dragged."""

import pytest
from playwright.sync_api import Page

from tests.browser.barriers import grave_violations
from tests.browser.scene import (
    PATIENCE,
    drag,
    go_to,
    in_link,
    numbers,
    settled,
    wait_for_another,
    wait_for_link,
    wait_for_values,
)
from tests.longhand import notebook


@pytest.fixture
def page(regular: Page) -> Page:
    return regular


PAINTED = "() => [...document.querySelectorAll('.st-key-diagram svg text')].map(text => text.textContent).join(' ')"


def test_a_guess_opens_what_a_change_hides(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7&predict=true")
    panel = page.locator(".st-key-predict")
    assert numbers(page) == numbers(page, "value-hidden-1") == []
    assert "0.3171" not in page.evaluate(PAINTED)
    panel.get_by_role("textbox").fill("0.5")
    panel.get_by_role("textbox").press("Enter")
    wait_for_values(page, "value-guess", 0.5, 0.3171, 0.1829)
    wait_for_values(page, "value-output", 0.3171)
    page.locator(".st-key-bias label").click()
    wait_for_values(page, "value-output")
    panel.get_by_role("radio", name="lower").click()
    wait_for_values(page, "value-guess", 0.3171, 0.2751, 0.3171, 0.2751)
    # A drag hides everything at once, and asks when it is over.
    thumb = page.locator(".st-key-seed [data-testid=stSliderThumbValue]").locator("..").bounding_box()
    x, y = thumb["x"] + thumb["width"] / 2, thumb["y"] + thumb["height"] / 2
    painted = page.evaluate(PAINTED)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y, steps=4)
    page.wait_for_function(f"before => ({PAINTED})() !== before", arg=painted, timeout=PATIENCE)
    wait_for_values(page, "value-output")
    wait_for_values(page, "value-hidden-1")
    page.mouse.up()
    page.wait_for_function("() => (new URL(location.href).searchParams.get('seed') ?? '7') !== '7'", timeout=PATIENCE)
    settled(page)
    assert numbers(page) == []
    panel.get_by_role("button", name="Show it").click()
    _, output = notebook(int(in_link(page, "seed")), 3, (2,), with_bias=False)
    wait_for_values(page, "value-output", *output)


def test_two_networks_side_by_side(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7&details=compare")
    wait_for_values(page, "value-compare", *SIDE_BY_SIDE)
    page.locator(".st-key-compare").get_by_role("radio", name="seed").click()
    wait_for_link(page, "compare", "seed")
    page.locator(".st-key-other_seed").wait_for(timeout=PATIENCE)
    settled(page)
    page.locator(".st-key-other_seed").scroll_into_view_if_needed()
    words = ".st-key-value-compare p"
    assert len(set(drag(page, "other_seed", [0.3, 0.6], watched=words))) == 2
    page.wait_for_function("() => new URL(location.href).searchParams.has('other_seed')", timeout=PATIENCE)
    settled(page)
    seed = int(in_link(page, "other_seed"))
    _, output = notebook(seed, 3, (2,))
    said = f"With seed {seed} y would be {output[0]:.4f}"
    page.locator(words, has_text=said).first.wait_for(timeout=PATIENCE)
    page.locator(".st-key-compare-other .js-plotly-plot").get_by_text(f"{output[0]:.4f}").wait_for(timeout=PATIENCE)
    before = page.locator(words).first.inner_text()
    page.locator(".st-key-predict-first label").click()
    wait_for_another(page, words, before)
    page.locator(".st-key-predict").wait_for(timeout=PATIENCE)
    settled(page)
    assert not grave_violations(page)


SIDE_BY_SIDE = (
    *(0.2751, 0.3171, 0.0420),  # y without bias, y, and the difference, in words
    *(0.6813, 0.6518, -0.0295),
    *(0.4355, 0.4020, -0.0334),
    *(0.3171, 0.2751, -0.0420),
)
