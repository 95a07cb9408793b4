"""The neuron page: dragging one of its many sliders."""

from playwright.sync_api import Error, Page

from tests.browser.scene import PATIENCE, drag, in_link, press, settled, visit, wait_for_link, wait_for_values
from tests.longhand import notebook


def test_dragging_a_weight_paints_before_the_release(page: Page, site: str) -> None:
    visit(page, f"{site}/neuron?seed=7&inputs=5")
    assert len(set(drag(page, "set-w1", [0.6, 0.75, 0.3, 0.9]))) >= 3
    _released(page)
    settled(page)
    name, _, value = (in_link(page, "edits") or "").partition("_")
    assert name == "w1.1.1"
    (output,) = notebook(7, 5, changed={1: float(value)})
    wait_for_values(page, "value-output", *output)
    thumb = page.locator(".st-key-set-w1 input[type=range]")
    assert abs(float(thumb.get_attribute("value") or "nan") - float(value)) < 1e-6


def _released(page: Page) -> None:
    """Wait until the value stands in the link.

    On a machine with much else to do Streamlit's slider now and then keeps its last word to itself, one drag in dozens;
    then the person drags once more.
    """
    for again in (0.4, 0.8, None):
        try:
            page.wait_for_function("() => new URL(location.href).searchParams.has('edits')", timeout=PATIENCE / 2)
            return
        except Error:
            said = page.locator(".st-key-set-w1").inner_text(), page.locator(".st-key-value-output").inner_text()
            assert again is not None, f"the link does not name the weight: {page.url}; the page says {said}"
            drag(page, "set-w1", [again])


def test_dragging_the_seed_changes_no_value_by_hand(page: Page, site: str) -> None:
    visit(page, f"{site}/neuron?seed=7&inputs=5")
    assert len(set(drag(page, "seed", [0.3, 0.5, 0.8]))) >= 3
    settled(page)
    assert in_link(page, "edits") is None  # the sliders follow the seed; what they report back is no edit
    (output,) = notebook(int(in_link(page, "seed") or 7), 5)
    wait_for_values(page, "value-output", *output)


def test_arrow_keys_in_a_row_change_no_value_by_hand(page: Page, site: str) -> None:
    visit(page, f"{site}/neuron?seed=7&inputs=5")
    for _ in range(8):
        press(page, "seed", "ArrowRight")
    wait_for_link(page, "seed", "15")
    (output,) = notebook(15, 5)
    wait_for_values(page, "value-output", *output)
    assert in_link(page, "edits") is None
