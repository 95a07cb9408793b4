"""What a walk has computed is in the record with torch's numbers, and of the rest nothing, wherever one looks."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from compute.network.elements import Unit
from compute.network.forward import ForwardPass, forward, forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import Network, Parameters, draw
from compute.network.spec import NetworkSpec
from compute.network.walk import NOTHING, Step, progress_after, steps
from tests.compute.states import SPECS

COMPUTED = {"product": "products", "sum": "weighted_sum", "bias": "preactivation", "activation": "output"}
"""What each step computes, by its name in `LayerPass` and in `KnownLayer`."""


@st.composite
def walks(choose: st.DrawFn) -> tuple[NetworkSpec, tuple[Step, ...], int]:
    """A network, a walk through all of it or through one unit, and how far it has gone."""
    spec = choose(SPECS)
    layer = choose(st.integers(1, spec.depth))
    units = st.builds(Unit, st.just(layer), st.integers(0, spec.sizes[layer] - 1))
    path = steps(spec, choose(st.none() | units))
    return spec, path, choose(st.integers(0, len(path)))


def is_done(path: tuple[Step, ...], count: int, name: str, unit: Unit) -> bool:
    """Whether one of the first steps computes this of the unit; a walk of one unit begins where others have ended."""
    if unit.layer < path[0].layer:
        return True
    names = {step.name for step in path[:count] if step.concerns(unit)}
    has_bias = any(step.name == "bias" for step in path)
    return name in names or (name == "bias" and not has_bias and "sum" in names)


def known_values(seen: KnownPass) -> Iterator[tuple[str, Unit, list[float] | float | None]]:
    for at, layer in enumerate(seen.layers, start=1):
        for name, field in COMPUTED.items():
            for index, value in enumerate(getattr(layer, field)):
                yield name, Unit(at, index), value.tolist() if isinstance(value, Tensor) else value


@given(walks())
def test_each_number_is_torchs_or_none(walk: tuple[NetworkSpec, tuple[Step, ...], int]) -> None:
    spec, path, count = walk
    passed = forward_network(draw(spec))
    seen = known_pass(passed, progress_after(path, count))
    for name, unit, value in known_values(seen):
        torchs = getattr(passed.layers[unit.layer - 1], COMPUTED[name])
        column = torchs[:, unit.index].tolist() if name == "product" else torchs[0, unit.index].item()
        assert value == (column if is_done(path, count, name, unit) else None), (name, unit)
    assert seen.step == (path[count - 1] if count else None)
    assert seen.values(0) == passed.network.features[0].tolist()
    for layer in range(1, spec.depth + 1):
        assert seen.layers[layer - 1].inputs == seen.values(layer - 1)


def with_other_numbers(passed: ForwardPass, path: tuple[Step, ...], count: int) -> ForwardPass:
    """The same pass with other numbers wherever none has been computed yet."""
    layers = []
    for at, layer in enumerate(passed.layers, start=1):
        others = {}
        for name, field in COMPUTED.items():
            values = getattr(layer, field)
            done = torch.tensor([is_done(path, count, name, Unit(at, index)) for index in range(values.shape[1])])
            others[field] = torch.where(done, values, -7.5 * values - 9)
        layers.append(replace(layer, **others))
    return ForwardPass(passed.network, passed.device, tuple(layers))


def content(record: object) -> object:
    """All that a record holds, to be compared; a network, which is given, stands for itself."""
    if isinstance(record, Tensor):
        return record.tolist()
    if isinstance(record, list | tuple):
        return [content(part) for part in record]
    if is_dataclass(record) and not isinstance(record, Network):
        return {field.name: content(getattr(record, field.name)) for field in fields(record)}
    return record


@given(walks())
def test_nothing_in_the_record_depends_on_what_has_not_been_computed(
    walk: tuple[NetworkSpec, tuple[Step, ...], int],
) -> None:
    spec, path, count = walk
    passed, progress = forward_network(draw(spec)), progress_after(path, count)
    seen, other = (known_pass(each, progress) for each in (passed, with_other_numbers(passed, path, count)))
    assert content(seen) == content(other)


def test_the_pass_itself_is_there_once_all_of_it_is_known() -> None:
    spec = NetworkSpec(inputs=5, hidden=(4,), outputs=2)
    passed = forward_network(draw(spec))
    path = steps(spec)
    assert known_pass(passed).whole is passed
    assert known_pass(passed, progress_after(path, len(path))).whole is passed
    assert known_pass(passed, progress_after(path, len(path) - 1)).whole is None
    assert known_pass(passed, NOTHING).whole is None
    of_one = steps(spec, Unit(2, 0))
    assert known_pass(passed, progress_after(of_one, len(of_one))).whole is None  # its neighbour is not computed
    alone = replace(spec, outputs=1)
    of_one = steps(alone, Unit(2, 0))
    passed = forward_network(draw(alone))
    assert known_pass(passed, progress_after(of_one, len(of_one))).whole is passed


def test_of_a_batch_the_first_row_is_seen_and_nothing_requires_gradients() -> None:
    spec = NetworkSpec(inputs=2, hidden=(3,))
    network = draw(spec)
    parameters = Parameters(
        tuple(weight.requires_grad_() for weight in network.weights),
        tuple(bias.requires_grad_() for bias in network.biases),
    )
    inputs = torch.tensor([[0.5, -1.0], [2.0, 3.0]])
    passed = forward(parameters, inputs, spec)
    seen = known_pass(passed)
    assert seen.output == passed.output[0].tolist()
    assert seen.value(Unit(0, 1)) == -1.0
    for layer in seen.layers:
        products = [column for column in layer.products if column is not None]
        assert len(products) == layer.weights.shape[1]
        assert not any(tensor.requires_grad for tensor in (layer.weights, layer.bias, *products) if tensor is not None)


@pytest.mark.parametrize("unit", [Unit(0, 2), Unit(1, 1), Unit(2, 0)])
def test_a_unit_has_its_value(unit: Unit) -> None:
    passed = forward_network(draw(NetworkSpec()))
    assert known_pass(passed).value(unit) == passed.value(unit)
    assert known_pass(passed, NOTHING).value(unit) == (passed.value(unit) if unit.layer == 0 else None)
