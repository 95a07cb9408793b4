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
