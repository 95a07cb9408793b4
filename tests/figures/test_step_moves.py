"""What a step moves: each number that it uses, from where that stands to where it is used."""

from typing import Any

import pytest

from components.base.style import number, true_minus
from components.network.figures.network_diagram import network_diagram
from components.network.figures.step_moves import MOST, step_moves
from compute.network.elements import Unit
from compute.network.forward import ForwardPass, forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.walk import EVERYTHING, NOTHING, progress_after, steps


def passed(spec: NetworkSpec) -> ForwardPass:
    return forward_network(draw(spec), "cpu")


def moved(spec: NetworkSpec, unit: Unit | None, count: int) -> Any:
    found = step_moves(known_pass(passed(spec), progress_after(steps(spec, unit), count)))
    assert found is not None
    return found


def texts(*values: float) -> list[str]:
    return [true_minus(number(value)) for value in values]


def test_the_four_steps_of_a_unit() -> None:
    spec, unit = NetworkSpec(), Unit(1, 0)
    layer = passed(spec).layers[0]
    x, products = layer.inputs[0].tolist(), (layer.inputs[0] * layer.weights[:, 0]).tolist()
    weights, inputs = ["w1.1.1", "w1.2.1", "w1.3.1"], ["x1", "x2", "x3"]
    assert moved(spec, unit, 1)["moves"] == list(zip(inputs, weights, texts(*x), strict=True))
    assert moved(spec, unit, 2)["moves"] == [
        (each, "h1.1", text) for each, text in zip(weights, texts(*products), strict=True)
    ]
    assert moved(spec, unit, 3)["moves"] == [("b1.1", "h1.1", "0.1328")]
    assert moved(spec, unit, 4)["moves"] == [("h1.1", "h1.1", "0.6813")]


def test_a_whole_layer_moves_at_once_and_each_step_has_its_name() -> None:
    spec = NetworkSpec()
    found = [moved(spec, None, count) for count in range(1, 9)]
    assert len({each["name"] for each in found}) == 8
    assert len(found[0]["moves"]) == 6
    assert [move[:2] for move in found[7]["moves"]] == [("y1", "y1")]


@pytest.mark.parametrize("progress", [NOTHING, EVERYTHING])
def test_without_a_step_nothing_moves(progress: object) -> None:
    assert step_moves(known_pass(passed(NetworkSpec()), progress)) is None


def test_more_than_an_eye_can_follow_does_not_move() -> None:
    assert len(moved(NetworkSpec(inputs=6, hidden=(4,)), None, 1)["moves"]) == MOST
    assert moved(NetworkSpec(inputs=5, hidden=(5,)), None, 1)["moves"] == []


def test_the_picture_carries_it() -> None:
    spec = NetworkSpec()
    seen = known_pass(passed(spec), progress_after(steps(spec), 1))
    assert network_diagram(seen).layout["meta"]["step"] == step_moves(seen)
    assert "step" not in network_diagram(known_pass(passed(spec))).layout["meta"]  # type: ignore[operator]


def test_a_step_is_named_by_layer_step_and_unit() -> None:
    spec = NetworkSpec(hidden=(3,))
    assert [moved(spec, None, count)["name"] for count in (1, 4, 6)] == ["1.product.", "1.activation.", "2.sum."]
    assert [moved(spec, Unit(1, 2), count)["name"] for count in (1, 3)] == ["1.product.2", "1.bias.2"]


def test_without_biases_none_moves() -> None:
    spec = NetworkSpec(bias=False)
    assert [move[:2] for move in moved(spec, None, 3)["moves"]] == [("h1.1", "h1.1"), ("h1.2", "h1.2")]
