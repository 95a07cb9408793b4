"""What a backward walk has computed is in the record with torch's numbers, and of the rest nothing."""

from dataclasses import fields, is_dataclass, replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from compute.gradients.backward import BackwardPass, backward
from compute.gradients.descent import take_step
from compute.gradients.known_backward import KnownBackward, known_backward
from compute.gradients.losses import LossError
from compute.gradients.walk_back import (
    EVERYTHING_BACK,
    NOTHING_BACK,
    BackStep,
    back_progress_after,
    back_steps,
)
from compute.network.elements import Bias, Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.compute.gradients.random_networks import Learning, learnings
from tests.compute.states import changeable, computed
from tests.examples import examples

COMPUTED = {
    "output_gradient": "loss",
    "slope": "slope",
    "jacobian": "slope",
    "delta": "delta",
    "weight_gradient": "gradient",
    "bias_gradient": "gradient",
    "returned": "gradient",
}
"""By which step each part of a layer becomes known; dL/dy of a layer before the last by the gradients of the next."""

CASES = learnings(60)


def run_of(case: Learning) -> BackwardPass:
    return backward(forward_network(draw(case.spec)), case.target, case.loss)


@st.composite
def walks(choose: st.DrawFn) -> tuple[Learning, tuple[BackStep, ...], int]:
    """A network with a loss, a walk through all of it or through one unit, and how far it has gone."""
    case = choose(st.sampled_from(CASES))
    layer = choose(st.integers(1, case.spec.depth))
    units = st.builds(Unit, st.just(layer), st.integers(0, case.spec.sizes[layer] - 1))
    path = back_steps(case.spec, case.loss, choose(st.none() | units))
    return case, path, choose(st.integers(0, len(path)))


def is_done(path: tuple[BackStep, ...], count: int, name: str, unit: Unit) -> bool:
    """Whether one of the first steps computes this of the unit; a walk of one unit begins where the later ones end."""
    first = path[0].layer or 0
    if unit.layer > first:
        return name != "update" or any(step.name == "update" and step.layer is None for step in path[:count])
    return any(step.name == name and step.concerns(unit) for step in path[:count])


def is_given_back(spec: NetworkSpec, path: tuple[BackStep, ...], count: int, layer: int) -> bool:
    """Whether dL/dy of a layer is known: by the loss, or by the gradients of all units of the layer after."""
    if layer == spec.depth:
        return is_done(path, count, "loss", Unit(layer, 0)) or path[0].name != "loss"
    return all(is_done(path, count, "gradient", Unit(layer + 1, index)) for index in range(spec.sizes[layer + 1]))


def value_of(part: Tensor | None, index: int, *, is_column: bool) -> list[float] | float | None:
    if part is None:
        return None
    return part[:, index].tolist() if is_column else part[0, index].item()


@given(walks())
@examples(120)
def test_each_number_is_the_pass_s_or_none(walk: tuple[Learning, tuple[BackStep, ...], int]) -> None:
    case, path, count = walk
    run = run_of(case)
    seen = known_backward(run, back_progress_after(path, count), 0.3)
    stepped = take_step(run, 0.3)
    for at, (layer, whole) in enumerate(zip(seen.layers, run.layers, strict=True), start=1):
        given_back = is_given_back(case.spec, path, count, at)
        for name, step in COMPUTED.items():
            part = getattr(whole, name)
            is_column = name in ("jacobian", "weight_gradient", "returned")
            for index, value in enumerate(getattr(layer, name)):
                known = given_back if name == "output_gradient" else is_done(path, count, step, Unit(at, index))
                expected = value_of(part, index, is_column=is_column) if known else None
                assert (value.tolist() if isinstance(value, Tensor) else value) == expected, (name, at, index)
        given_on = at > 1 and is_given_back(case.spec, path, count, at - 1)
        given_on = given_on or (
            at == 1 and all(is_done(path, count, "gradient", Unit(1, i)) for i in range(len(layer.delta)))
        )
        assert list(layer.input_gradient) == (
            whole.input_gradient[0].tolist() if given_on else [None] * len(layer.input_gradient)
        )
        for index in range(len(layer.delta)):
            updated = is_done(path, count, "update", Unit(at, index))
            new = layer.new_weights[index]
            assert (None if new is None else new.tolist()) == (
                stepped.weights[at - 1][:, index].tolist() if updated else None
            )
            bias = stepped.biases[at - 1][0, index].item() if updated and stepped.biases else None
            assert layer.new_bias[index] == bias
    has_loss = is_given_back(case.spec, path, count, case.spec.depth)
    assert seen.value == (run.value if has_loss else None)
    assert seen.step == (path[count - 1] if count else None)


def content(record: object) -> object:
    """All that a record holds, to be compared; networks and the forward pass, which are given, are left out."""
    if isinstance(record, Tensor):
        return record.tolist()
    if is_dataclass(record) and not isinstance(record, type):
        return [content(getattr(record, field.name)) for field in fields(record) if field.name != "passed"]
    if isinstance(record, list | tuple):
        return [content(each) for each in record]
    return record


def with_other_numbers(run: BackwardPass) -> BackwardPass:
    """The same pass with other numbers for everything that a backward walk computes."""
    layers = []
    for layer in run.layers:
        parts = {field.name: getattr(layer, field.name) for field in fields(layer)}
        layers.append(replace(layer, **{name: -7.5 * part - 9 for name, part in parts.items() if part is not None}))
    probabilities = None if run.probabilities is None else run.probabilities * 0
    return replace(run, value=-99.0, probabilities=probabilities, layers=tuple(layers))


@pytest.mark.parametrize("case", [CASES[4], CASES[5], CASES[17]], ids=lambda case: f"{case.loss}-{case.spec}")
def test_before_its_time_no_number_reaches_the_record(case: Learning) -> None:
    """A pass with other numbers gives the same record, as far as nothing of them has been computed."""
    run, other = run_of(case), with_other_numbers(run_of(case))
    path = back_steps(case.spec, case.loss)
    start = back_progress_after(path, 0)
    assert content(known_backward(run, start)) == content(known_backward(other, start))
    assert content(known_backward(run, NOTHING_BACK)) == content(known_backward(other, NOTHING_BACK))
    for count in range(1, len(path) + 1):
        progress = back_progress_after(path, count)
        before = back_progress_after(path, count - 1)
        seen, earlier = known_backward(run, progress), known_backward(run, before)
        assert content(seen) != content(earlier)
        assert_kept(earlier, seen)


def assert_kept(earlier: KnownBackward, later: KnownBackward) -> None:
    """What was known stays known, with the same numbers."""
    for one, other in zip(earlier.layers, later.layers, strict=True):
        for field in fields(one):
            first, second = getattr(one, field.name), getattr(other, field.name)
            if isinstance(first, bool):
                continue
            for value, after in zip(first, second, strict=True):
                if value is not None:
                    assert torch.equal(torch.as_tensor(value), torch.as_tensor(after))


def test_the_steps_of_the_notebooks_network() -> None:
    path = back_steps(NetworkSpec(), "mse")
    assert [(step.name, step.layer) for step in path] == [
        ("loss", 2), ("slope", 2), ("delta", 2), ("gradient", 2),
        ("slope", 1), ("delta", 1), ("gradient", 1), ("update", None),
    ]  # fmt: skip
    logits = back_steps(NetworkSpec(outputs=2), "ce")
    assert [(step.name, step.layer) for step in logits][:4] == [
        ("loss", 2), ("delta", 2), ("gradient", 2), ("slope", 1),
    ]  # fmt: skip
    hidden = back_steps(NetworkSpec(), "mse", Unit(1, 1))
    assert [(step.name, step.layer, step.column) for step in hidden] == [
        ("slope", 1, 1), ("delta", 1, 1), ("gradient", 1, 1), ("update", 1, 1),
    ]  # fmt: skip
    assert back_steps(NetworkSpec(), "mse", Unit(0, 1)) == path
    assert [step.name for step in back_steps(NetworkSpec(), "mse", Unit(2, 0))] == [
        "loss", "slope", "delta", "gradient", "update",
    ]  # fmt: skip
    with pytest.raises(LossError):
        back_steps(NetworkSpec(), "ce")


@for_each("case", CASES[:12])
def test_all_that_is_known_is_all_there_is(case: Learning) -> None:
    run = run_of(case)
    seen = known_backward(run, EVERYTHING_BACK, 0.2)
    assert content(seen) == content(known_backward(run, rate=0.2))
    assert seen.whole is run
    for element in (*changeable(case.spec), *computed(case.spec)):
        assert seen.gradient(element) == run.gradient(element)
    for layer, units in enumerate(case.spec.sizes):
        for index in range(units):
            unit = Unit(layer, index)
            assert tuple(seen.returned(unit)) == run.parts(unit).returned
            assert seen.output_gradient(unit) == run.output_gradient(unit)
    stepped = take_step(run, 0.2)
    for ours, expected in zip(seen.updated.weights, stepped.weights, strict=True):
        assert torch.equal(ours, expected)
    assert seen.new_value == pytest.approx(backward(forward_network(stepped), case.target, case.loss).value)
    assert list(seen.probabilities) == (
        [None] * case.spec.outputs if run.probabilities is None else run.probabilities[0].tolist()
    )


def test_nothing_is_known_at_first() -> None:
    run = run_of(CASES[0])
    for progress in (NOTHING_BACK, back_progress_after(back_steps(CASES[0].spec, CASES[0].loss), 0)):
        seen = known_backward(run, progress)
        assert (seen.value, seen.step, seen.whole, seen.updated, seen.new_value) == (None,) * 5
        assert seen.gradient(Weight(1, 0, 0)) is None
        assert seen.gradient(Unit(0, 0)) is None
        assert seen.gradient(Unit(1, 0)) is None
        depth = CASES[0].spec.depth
        assert seen.output_gradient(Unit(depth, 0)) is None
        assert all(way is None for layer in range(depth) for way in seen.returned(Unit(layer, 0)))


def test_a_bias_has_its_gradient_after_the_gradient_step() -> None:
    run = run_of(Learning(NetworkSpec(), 1, "mse"))
    path = back_steps(NetworkSpec(), "mse")
    assert known_backward(run, back_progress_after(path, 3)).gradient(Bias(2, 0)) is None
    assert known_backward(run, back_progress_after(path, 4)).gradient(Bias(2, 0)) == run.gradient(Bias(2, 0))
