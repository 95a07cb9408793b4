"""The bars beside the values: how long each is, where it begins and its colour."""

import re
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from components.base.style import NEGATIVE, POSITIVE, VALUE_RANGE, printed_number
from components.base.text import untranslated
from components.network.panels import result
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.walk import NOTHING

ROW_BAR = re.compile(r"left:([\d.]+)%;width:([\d.]+)%;background:([^\"]+)")
STRIP_BAR = re.compile(r"top:([\d.]+)%;height:([\d.]+)%;background:([^\"]+)")


def panel(spec: NetworkSpec, monkeypatch: pytest.MonkeyPatch) -> tuple[list[float], str]:
    """The values of the first hidden layer, and the HTML that shows them."""
    written: list[str] = []
    monkeypatch.setattr(result, "st", SimpleNamespace(html=written.append, container=lambda **_: nullcontext()))
    passed = known_pass(forward_network(draw(spec)))
    result.hidden_panel(passed, untranslated)
    return [value for value in passed.values(1) if value is not None], written[0]


@pytest.mark.parametrize("units", [8, 40])
def test_a_bar_goes_from_zero_to_the_side_of_its_sign(units: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zero is in the middle; a row's bar goes to the right or the left, one of a strip up or down."""
    values, html = panel(NetworkSpec(hidden=(units,), activation="identity"), monkeypatch)
    bars = (ROW_BAR if units == 8 else STRIP_BAR).findall(html)
    assert len(bars) == len(values) == units
    assert min(values) < 0 < max(values)
    assert max(map(abs, values)) > VALUE_RANGE  # whose bar goes to the end and no further
    for value, (start, length, colour) in zip(values, bars, strict=True):
        share = 50 * min(abs(value) / VALUE_RANGE, 1)
        is_first = (value < 0) == (units == 8)  # to the left, or up: it ends in the middle
        assert float(length) == pytest.approx(share, abs=0.5)
        assert float(start) == pytest.approx(50 - share if is_first else 50, abs=0.5)
        assert colour == (NEGATIVE if value < 0 else POSITIVE)


def test_a_strip_says_how_many_numbers_there_are_and_gives_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    values, html = panel(NetworkSpec(hidden=(40,), activation="identity"), monkeypatch)
    assert f"40 numbers: [{', '.join(printed_number(value) for value in values)}]" in html


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_single_output_has_its_sign_and_its_number() -> None:
    html = result.output_html(known_pass(forward_network(draw(NetworkSpec()))), untranslated)
    assert plain(html) == "output y = 0.3171"
    assert re.findall('data-element="([^"]+)"', html) == ["y1"]


def test_several_outputs_have_a_row_each() -> None:
    passed = forward_network(draw(NetworkSpec(outputs=2)))
    html = result.output_html(known_pass(passed), untranslated)
    first, second = passed.output[0].tolist()
    assert plain(html) == f"output y1 {first:.4f} y2 {second:.4f}"
    assert re.findall('data-element="([^"]+)"', html) == ["y1", "y2"]


@pytest.mark.parametrize(("hidden", "in_rows"), [((8,), True), ((9,), False), ((4, 4), True), ((4, 5), False)])
def test_up_to_eight_hidden_units_of_all_layers_have_a_row_each(hidden: tuple[int, ...], in_rows: bool) -> None:
    passed = known_pass(forward_network(draw(NetworkSpec(hidden=hidden))))
    parts = result.hidden_parts(passed, untranslated)
    assert list(parts) == [f"value-hidden-{layer}" for layer in range(1, len(hidden) + 1)]
    for html in parts.values():
        assert ("value-row" in html) is in_rows
        assert ('class="strip"' in html) is not in_rows


def test_each_hidden_layer_is_named_and_has_its_own_values() -> None:
    passed = forward_network(draw(NetworkSpec(hidden=(2, 1))))
    parts = result.hidden_parts(known_pass(passed), untranslated)
    one, two = passed.layers[0].output[0].tolist()
    three = passed.layers[1].output.item()
    assert plain(parts["value-hidden-1"]) == f"hidden layer h1 h1.1 {one:.4f} h1.2 {two:.4f}"
    assert plain(parts["value-hidden-2"]) == f"hidden layer h2 h2.1 {three:.4f}"
    assert re.findall('data-element="([^"]+)"', parts["value-hidden-1"]) == ["h1.1", "h1.2"]


def test_what_has_not_been_computed_has_no_bar() -> None:
    for hidden, bar in ((2, '<i style="width:0"></i>'), (9, "<i></i>")):
        passed = known_pass(forward_network(draw(NetworkSpec(hidden=(hidden,)))), NOTHING)
        html = result.hidden_parts(passed, untranslated)["value-hidden-1"]
        assert html.count(bar) == hidden
        assert html.count("?") == hidden
