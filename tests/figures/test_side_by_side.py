"""Two networks in one table: what stands in it, what is marked, and what is left out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.base.style import MINUS
from components.base.text import untranslated
from components.network.compare.panel import how_far
from components.network.compare.side_by_side import (
    MAX_HIDDEN,
    MAX_PICTURED,
    headed,
    is_pictured,
    rows_shown,
    side_by_side_html,
    signed,
)
from components.network.figures.network_diagram import network_diagram
from compute.network.ablation import BIAS, SEED, side_by_side, varied
from compute.network.elements import Unit
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.figures.figure_reading import decoded

CELL = re.compile(r"<t[hd][^>]*>(?:<span[^>]*>)?([^<]*)")


def table(spec: NetworkSpec, what: str, seed: int = 8) -> tuple[list[list[str]], str]:
    html = side_by_side_html(
        side_by_side(forward_network(draw(spec)), varied(spec, what, seed), {}), ("one", "<other>")
    )
    return [CELL.findall(line) for line in html.split("<tr")[1:]], html


def test_the_notebook_network_without_biases() -> None:
    lines, html = table(NetworkSpec(), BIAS)
    assert lines == [
        ["", "one", "&lt;other&gt;", "difference", ""],
        ["h1", "0.6813", "0.6518", "−0.0295", "≠"],
        ["h2", "0.4355", "0.4020", "−0.0334", "≠"],
        ["y", "0.3171", "0.2751", "−0.0420", "≠"],
    ]
    assert html.count('class="differs"') == html.count('aria-label="differs"') == 3


def test_what_is_the_same_is_not_marked() -> None:
    lines, html = table(NetworkSpec(inputs=5, hidden=()), BIAS)
    assert lines[1] == ["sum", "−1.9796", "−1.9796", "+0.0000", "="]
    assert [line[-1] for line in lines[1:]] == ["=", "≠", "≠"]
    assert html.count('class="differs"') == 2


@for_each(
    ("difference", "text"),
    [(0.04201, "+0.0420"), (-0.04201, "−0.0420"), (0.0, "+0.0000"), (-0.0, "+0.0000"), (3.1e-6, "+3.1e−06")],
)
def test_a_difference_has_its_sign(difference: float, text: str) -> None:
    assert signed(difference) == text


@given(st.floats(1e-12, 1e6))
def test_both_signs_are_written_alike_and_what_differs_is_never_nothing(amount: float) -> None:
    above, below = signed(amount), signed(-amount)
    assert (above[0], below[0], above[1:]) == ("+", MINUS, below[1:])
    assert float(above.replace(MINUS, "-")) > 0 > float(below.replace(MINUS, "-"))


@pytest.mark.parametrize("amount", [0.04201, 3.1e-6, 60.0])
def test_how_far_says_the_same_amount_in_both_directions(amount: float) -> None:
    written = signed(amount).removeprefix("+")
    assert how_far(amount, untranslated) == f"That is {written} higher."
    assert how_far(-amount, untranslated) == f"That is {written} lower."
    assert how_far(0.0, untranslated) == how_far(-0.0, untranslated) == "That is the same."


def test_a_large_network_says_what_is_left_out() -> None:
    spec = NetworkSpec(7, 64, (64, 64), 10)
    lines, html = table(spec, SEED)
    assert len(lines) == 1 + MAX_HIDDEN + 10
    assert f"Of 128 hidden units, the {MAX_HIDDEN} that differ most are shown." in html
    assert f"more than {MAX_PICTURED} units" in html
    assert (is_pictured(spec), is_pictured(NetworkSpec())) == (False, True)
    assert "units" not in table(NetworkSpec(), SEED)[1]


@pytest.mark.parametrize("hidden", [MAX_HIDDEN - 1, MAX_HIDDEN, MAX_HIDDEN + 1])
def test_only_where_units_are_left_out_it_says_so(hidden: int) -> None:
    lines, html = table(NetworkSpec(hidden=(hidden,)), SEED)
    assert len(lines) == 1 + min(hidden, MAX_HIDDEN) + 1
    assert ("that differ most" in html) is (hidden > MAX_HIDDEN)


def test_a_heading_leaves_the_picture_as_it_is() -> None:
    plain = network_diagram(known_pass(forward_network(draw(NetworkSpec(7, 64, (64,))))))
    picture, before = decoded(headed(plain, "a < b")), decoded(plain)
    assert str(picture["data"]) == str(before["data"])
    texts = [note["text"] for note in picture["layout"]["annotations"]]
    assert texts == [before["layout"]["annotations"][0]["text"], "<b>a &lt; b</b>"]


@for_each(("hidden", "is_drawn"), [((60,), True), ((61,), False), ((30, 30), True), ((30, 31), False)])
def test_up_to_64_units_of_all_layers_are_drawn_twice(hidden: tuple[int, ...], is_drawn: bool) -> None:
    assert is_pictured(NetworkSpec(hidden=hidden)) is is_drawn


def test_the_units_that_differ_most_stand_in_their_own_order() -> None:
    spec = NetworkSpec(hidden=(30,))
    pair = side_by_side(forward_network(draw(spec)), varied(spec, SEED, 8), {})
    this, other = (forward_network(draw(NetworkSpec(seed=seed, hidden=(30,)))).layers[0].output[0] for seed in (7, 8))
    wanted = (this - other).abs().topk(MAX_HIDDEN).indices.sort().values.tolist()
    assert [row.unit for row in rows_shown(pair)] == [*(Unit(1, index) for index in wanted), Unit(2, 0)]


def test_a_picture_with_a_heading_has_a_height_with_room_for_it() -> None:
    layout = headed(network_diagram(known_pass(forward_network(draw(NetworkSpec())))), "one").layout
    assert (layout["height"], layout["margin"]) == (400, {"l": 0, "r": 0, "t": 30, "b": 0})
