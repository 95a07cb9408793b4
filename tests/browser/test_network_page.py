"""The network page: keyboard, dragging, picking in the picture, changing what was picked."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scene import (
    PATIENCE,
    click_in_diagram,
    drag,
    go_to,
    in_link,
    numbers,
    press,
    settled,
    wait_for_another,
    wait_for_link,
    wait_for_values,
)
from tests.longhand import TOLERANCE, notebook


@pytest.fixture
def page(regular: Page) -> Page:
    return regular


def test_an_arrow_key_moves_the_seed(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7")
    press(page, "seed", "ArrowRight")
    hidden, output = notebook(8, 3, (2,))
    wait_for_values(page, "value-output", *output)
    wait_for_values(page, "value-hidden-1", *hidden)
    wait_for_link(page, "seed", "8")


def test_the_seed_is_typed_and_its_field_follows_the_slider(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7")
    typed = page.locator(".st-key-seed-typed input")
    expect(typed).to_have_value("7")
    typed.fill("8")
    typed.press("Enter")
    wait_for_values(page, "value-output", *notebook(8, 3, (2,))[1])
    wait_for_link(page, "seed", "8")
    press(page, "seed", "ArrowRight")
    wait_for_link(page, "seed", "9")
    expect(typed).to_have_value("9")
    typed.fill("<b>10000,5</b>")
    typed.press("Enter")
    refused = page.locator(".seed-typed [role=alert]")
    expect(refused).to_have_text("seed: “<b>10000,5</b>” is no whole number from 0 to 9999.")
    expect(typed).to_have_value("<b>10000,5</b>")  # to be mended
    drag(page, "seed", [0.3, 0.6])
    settled(page)
    expect(refused).to_be_empty()
    expect(typed).to_have_value(in_link(page, "seed"))
    before = page.locator(".st-key-value-output").inner_text()
    page.locator(".st-key-another-seed button").click()
    wait_for_another(page, ".st-key-value-output", before)
    settled(page)
    expect(typed).to_have_value(in_link(page, "seed"))


@pytest.mark.parametrize(("key", "positions"), [("seed", [0.2, 0.35, 0.5, 0.7]), ("inputs", [0.2, 0.4, 0.6, 0.8])])
def test_dragging_paints_before_the_release(page: Page, site: str, key: str, positions: list[float]) -> None:
    go_to(page, f"{site}/?seed=7")
    assert len(set(drag(page, key, positions))) >= 3
    page.wait_for_function("name => new URL(location.href).searchParams.has(name)", arg=key, timeout=PATIENCE)
    settled(page)
    hidden, output = notebook(int(in_link(page, "seed") or 7), int(in_link(page, "inputs") or 3), (2,))
    wait_for_values(page, "value-output", *output)
    wait_for_values(page, "value-hidden-1", *hidden)
    settled(page)  # and it stays: no late message of the drag wins over the slider
    assert numbers(page) == pytest.approx(output, abs=TOLERANCE)


def test_the_picture_moves_with_the_drag(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7")
    texts = drag(page, "seed", [0.25, 0.5, 0.75], watched=".st-key-value-output")
    assert len(set(texts)) == 3
    page.wait_for_function("() => new URL(location.href).searchParams.has('seed')", timeout=PATIENCE)
    _, output = notebook(int(in_link(page, "seed") or 7), 3, (2,))
    wait_for_values(page, "value-output", *output)
    picture = page.locator(".st-key-diagram .js-plotly-plot")
    picture.get_by_text(f"{output[0]:.4f}").first.wait_for(timeout=PATIENCE)


def test_clicking_a_unit_selects_it_and_changes_no_number(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7")
    click_in_diagram(page, "h1.1")
    wait_for_link(page, "select", "h1.1")
    page.locator(".sum-table", has_text="1.1668").first.wait_for(timeout=PATIENCE)
    settled(page)
    assert numbers(page) == [0.3171]
    assert numbers(page, "value-hidden-1") == [0.6813, 0.4355]


def test_picking_an_edge_and_changing_its_weight(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7")
    click_in_diagram(page, "w1.1.1")
    wait_for_link(page, "select", "w1.1.1")
    value = page.locator(".st-key-selected-value input")
    value.wait_for(timeout=PATIENCE)
    assert value.input_value() == "-1.1143"
    value.fill("0.5")
    value.press("Enter")
    wait_for_another(page, ".st-key-value-output b", "0.3171")
    wait_for_link(page, "edits", "w1.1.1_0.5")
    hidden, output = notebook(7, 3, (2,), changed={1: 0.5})
    wait_for_values(page, "value-output", *output)
    page.reload()
    settled(page)
    wait_for_values(page, "value-output", *output)
    wait_for_values(page, "value-hidden-1", *hidden)
    assert page.locator(".st-key-selected-value input").input_value() == "0.5000"
    assert (in_link(page, "select"), in_link(page, "edits")) == ("w1.1.1", "w1.1.1_0.5")


def test_dragging_the_seed_with_a_selected_weight_changes_no_value_by_hand(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7&select=w1.1.1")
    drag(page, "seed", [0.2, 0.4, 0.6, 0.8])
    settled(page)
    assert in_link(page, "edits") is None  # the editor follows the seed; what it reports back is no edit
    _, output = notebook(int(in_link(page, "seed") or 7), 3, (2,))
    wait_for_values(page, "value-output", *output)


def test_a_cell_of_the_matrix_is_picked_and_let_go(page: Page, site: str) -> None:
    go_to(page, f"{site}/?seed=7&select=h1.1&details=matrices")
    table = page.locator(".st-key-matrix-chart table.grid")
    table.get_by_role("button", name="x3 → h2, W1[2, 1] = 0.1382").click()
    wait_for_link(page, "select", "w1.3.2")
    expect(page.locator(".layer-table .lit [data-name='w1.3.2']")).to_have_attribute("aria-pressed", "true")
    bias = page.locator(".layer-table [data-name='b1.1']")
    bias.focus()
    bias.press("Enter")
    wait_for_link(page, "select", "b1.1")
    expect(bias).to_be_focused()
    bias.press("Enter")
    wait_for_link(page, "select", None)
