"""The picture of a network against its stored copies."""

import pytest

from components.network.figures.network_diagram import NARROW_ROOM, describe, network_diagram
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.figures.figure_reading import Golden, validated

CASES = {
    "diagram-3-2-1": NetworkSpec(),
    "diagram-5-4-3-2-without-bias": NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, bias=False),
    "diagram-1-1": NetworkSpec(inputs=1, hidden=()),
    "diagram-64-64-1": NetworkSpec(inputs=64, hidden=(64,)),
}


@pytest.mark.parametrize("name", CASES)
def test_golden(golden: Golden, name: str) -> None:
    golden(network_diagram(known_pass(forward_network(draw(CASES[name])))), name)


@pytest.mark.parametrize("name", CASES)
def test_figures_are_valid(name: str) -> None:
    validated(network_diagram(known_pass(forward_network(draw(CASES[name])))))


@pytest.mark.parametrize("hidden", [(2,), (16,), (9, 2), (2,) * 6, (40, 40)], ids=str)
def test_on_a_phone_circles_and_names_leave_each_other_room(hidden: tuple[int, ...]) -> None:
    """`components/browser/chart.js` shrinks what it draws on a phone as the picture asks."""
    spec = NetworkSpec(inputs=6, hidden=hidden)
    drawing = network_diagram(known_pass(forward_network(draw(spec))), with_legend=False)
    narrow = drawing.layout["meta"]["narrow"]
    between = NARROW_ROOM / len(spec.sizes)
    units = next(trace for trace in drawing.traces if "customdata" in trace)
    circle = max(size for size, name in zip(units["marker"]["size"], units["customdata"], strict=True) if name == "y1")
    assert narrow["shrink"] * circle <= 0.57 * between
    assert 0 < narrow["shrink"] < narrow["type"] <= 1
    for at, change in narrow["traces"].items():
        assert len(change.get("textposition", drawing.traces[int(at)]["x"])) == len(drawing.traces[int(at)]["x"])
        if "x" in change:
            gaps = [x - round(x + 0.3) for x in change["x"]]  # to the middle of the circle, in layers
            assert max(gaps) * between <= -narrow["shrink"] * circle / 2
            assert min(gaps) * between >= narrow["shrink"] * circle / 2 + 24 - between


def test_on_a_phone_no_circle_covers_the_number_of_an_edge() -> None:
    """A covered minus sign would be another number."""
    drawing = network_diagram(known_pass(forward_network(draw(NetworkSpec()))), with_legend=False)
    (at, change), *_others = drawing.layout["meta"]["narrow"]["traces"].items()
    points = drawing.traces[int(at)]
    places = dict(zip(points["customdata"], change["textposition"], strict=True))
    assert {name for name, place in places.items() if place == "top right"} == {"w1.1.1", "w2.1.1"}
    assert all(places[name] == "top center" for name in ("w1.2.1", "w1.3.1", "w1.1.2", "w2.2.1", "b1.1"))


def test_the_words_for_a_screen_reader() -> None:
    def words(name: str) -> str:
        return describe(known_pass(forward_network(draw(CASES[name]))))

    assert words("diagram-3-2-1") == (
        "Network diagram 3-2-1: 3 inputs, 1 hidden layer (2 units), 1 output. Output: 0.3171"
    )
    output = forward_network(draw(CASES["diagram-5-4-3-2-without-bias"])).output[0].tolist()
    assert words("diagram-5-4-3-2-without-bias") == (
        "Network diagram 5-4-3-2: 5 inputs, 2 hidden layers (4 units, 3 units), 2 outputs. "
        f"Output: {output[0]:.4f}, {output[1]:.4f}"
    )
    assert "1 input, 0 hidden layers (–), 1 output." in words("diagram-1-1")
