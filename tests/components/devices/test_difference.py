"""The words about two ways to add up: how far they are apart, whichever is larger."""

import torch

from components.base.text import untranslated
from components.devices.panels.difference import apart_text, ways_html
from compute.network.ways import SumMethod
from tests.cases import for_each


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
