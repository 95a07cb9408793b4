"""The same network on every device, its program, and two ways to add up: how far they are apart."""

import re

import pytest
import torch

from components.base.text import untranslated
from components.devices.panels import difference
from components.devices.panels.difference import (
    agreement_html,
    agreement_panel,
    apart_text,
    generators_html,
    program_panel,
    ways_html,
)
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.ways import SumMethod, ways
from compute.timing.device_difference import runs
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SPEC = NetworkSpec(7, 5, (2,))


def method(code: str, output: float) -> SumMethod:
    return SumMethod(code, torch.tensor(0.0), torch.tensor([[output]]))


@for_each(
    ("first", "second", "words"),
    [
        (0.5, 0.5, "One unit, two ways: the same to the last digit."),
        (0.5, 0.5 + 2**-24, "One unit, two ways to add up: 6.0e-08 apart."),
        (0.5 + 2**-24, 0.5, "One unit, two ways to add up: 6.0e-08 apart."),
        (-0.25, 0.5, "One unit, two ways to add up: 7.5e-01 apart."),
    ],
)
def test_two_ways_are_the_same_or_so_far_apart(first: float, second: float, words: str) -> None:
    html = ways_html((method("torch.sum(x)", first), method("torch.mm(x, w)", second)), untranslated)
    assert f"<caption>{words}</caption>" in html
    assert html.index("torch.sum<") < html.index(f"<td>{first:.9f}"[:12]) < html.index("torch.mm<")


def test_no_difference_is_a_zero() -> None:
    assert [apart_text(value) for value in (0.0, 1.25e-7, 0.5)] == ["0", "1.2e-07", "5.0e-01"]


def test_the_output_stands_before_the_devices_and_the_two_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    page = WithoutPage(monkeypatch)
    agreement_panel(SPEC, untranslated)
    found, unit = runs(draw(SPEC)), ways(draw(NetworkSpec(7, 5, ())))
    assert [place for place, _ in page.texts] == ["value-output", "value-agreement", "value-agreement", "value-ways"]
    assert page.text("value-output") == f'<div class="output"><p>y = <b>{found[0].output:.4f}</b></p></div>'
    assert page.text("value-agreement") == agreement_html(found, untranslated) + generators_html(untranslated)
    assert re.findall(r"<td>([\d.]+)</td>", page.text("value-ways")) == [f"{float(way.output):.10f}" for way in unit]


def test_the_program_is_written_in_the_chosen_way(monkeypatch: pytest.MonkeyPatch) -> None:
    page = WithoutPage(monkeypatch)
    shown: list[str] = []
    monkeypatch.setattr(difference, "program_choice", lambda _: shown.append("choice"))
    monkeypatch.setattr(difference, "program_way", lambda: "modules")
    monkeypatch.setattr(difference, "moving_program", lambda *given: given)
    monkeypatch.setattr(difference, "code_block", lambda text, _: shown.append(text))
    program_panel(SPEC, untranslated)
    assert shown == ["choice", (SPEC, "modules")]
    assert not page.texts
