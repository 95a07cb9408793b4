"""The notebook's two ways to a sum, side by side."""

import re
from types import SimpleNamespace

import pytest
import torch

from components.base.text import untranslated
from components.network.panels import ways
from components.network.panels.ways import ways_panel
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SUM, MM = "torch.sum(features * weights)", "torch.mm(features, weights.view(5, 1))"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    found = WithoutPage(monkeypatch)
    monkeypatch.setattr(ways, "code_block", lambda text, _: found.texts.append(("code", text)))
    return found


def shown(page: WithoutPage, spec: NetworkSpec, count: int) -> tuple[list[str], str]:
    """Return both blocks of code, and what is said below them."""
    page.clear()
    ways_panel(known_pass(forward_network(draw(spec)), progress_after(steps(spec), count)), untranslated)
    return [text for place, text in page.texts if place == "code"], page.text("")


@for_each(
    ("count", "total", "output"), [(1, "?", "?"), (2, "-1.9796", "?"), (3, "-1.9796", "?"), (4, "-1.9796", "0.1595")]
)
def test_each_way_has_its_line_and_what_torch_gives_for_it(
    page: WithoutPage, count: int, total: str, output: str
) -> None:
    blocks, said = shown(page, NetworkSpec(inputs=5, hidden=()), count)
    results = ("?", "?") if total == "?" else (f"tensor({total})", f"tensor([[{total}]])")
    y = "?" if output == "?" else f"tensor([[{output}]])"
    assert blocks == [
        f"{code}\n# {result}\nactivation({code} + bias)\n# {y}" for code, result in zip((SUM, MM), results, strict=True)
    ]
    assert bool(said) is (count == 4)


def test_without_a_bias_none_is_added(page: WithoutPage) -> None:
    blocks, _ = shown(page, NetworkSpec(inputs=5, hidden=(), bias=False), 3)
    assert blocks[1] == f"{MM}\n# tensor([[-1.9796]])\nactivation({MM})\n# tensor([[0.1214]])"


@for_each(
    ("first", "second", "words"),
    [
        (-0.5, -0.5, "Both ways agree to the last digit: -0.50000000."),
        (
            -0.5,
            -0.25,
            "The two add up in another order, so the last digits may differ: −0.50000000 and −0.25000000. Compare such "
            "numbers with a tolerance.",
        ),
    ],
)
def test_whether_they_agree_is_said(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch, first: float, second: float, words: str
) -> None:
    both = [
        SimpleNamespace(code="", weighted_sum=torch.tensor(0.0), output=torch.tensor([[value]]))
        for value in (first, second)
    ]
    monkeypatch.setattr(ways, "ways", lambda _network: both)
    assert shown(page, NetworkSpec(inputs=5, hidden=()), 4)[1] == words


def test_a_number_has_eight_decimals_there(page: WithoutPage) -> None:
    _blocks, said = shown(page, NetworkSpec(inputs=5, hidden=()), 4)
    assert all(re.fullmatch(r"0\.1595\d{4}", number) for number in re.findall(r"[\d.]+\d", said))
