"""The order of the steps, and what is known after each of them."""

import pytest

from compute.network.elements import Unit
from compute.network.spec import NetworkSpec
from compute.network.walk import EVERYTHING, NOTHING, STEP_NAMES, Progress, Step, progress_after, steps

DEEP = NetworkSpec(inputs=5, hidden=(4, 3), outputs=2)
WITHOUT_BIAS = NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, bias=False)


def known(progress: Progress, unit: Unit) -> tuple[bool, bool, bool, bool]:
    """Product, sum, z and output."""
    done = progress.done_of(unit)
    return done >= 1, done >= 2, done >= 3, done >= 4


def test_four_steps_a_layer_and_three_without_biases() -> None:
    assert [(step.layer, step.name) for step in steps(DEEP)] == [(at, name) for at in (1, 2, 3) for name in STEP_NAMES]
    assert [step.name for step in steps(WITHOUT_BIAS)] == ["product", "sum", "activation"] * 3
    assert steps(DEEP, Unit(2, 1)) == tuple(Step(name, 2, 1) for name in STEP_NAMES)
    assert steps(DEEP, Unit(0, 1)) == steps(DEEP)  # an input is not computed


@pytest.mark.parametrize("spec", [DEEP, WITHOUT_BIAS])
def test_each_step_of_the_walk_adds_itself_and_nothing_else(spec: NetworkSpec) -> None:
    walk = steps(spec)
    for count in range(len(walk) + 1):
        progress, behind = progress_after(walk, count), walk[:count]
        for layer in range(1, spec.depth + 1):
            names = {step.name for step in behind if step.layer == layer}
            z = "bias" in names if spec.bias else "sum" in names
            for index in range(spec.sizes[layer]):
                expected = ("product" in names, "sum" in names, z, "activation" in names)
                assert known(progress, Unit(layer, index)) == expected
        assert all(known(progress, Unit(0, 0)))
        assert progress.step == (behind[-1] if behind else None)
    assert progress_after(walk, 999) == progress_after(walk, len(walk))


def test_the_walk_of_a_unit_knows_the_layers_before_but_no_neighbour() -> None:
    walk = steps(DEEP, Unit(2, 1))
    for count in range(5):
        progress = progress_after(walk, count)
        assert known(progress, Unit(2, 1)) == tuple(at < count for at in range(4))
        assert all(known(progress, Unit(1, 0)))
        for other in (Unit(2, 0), Unit(2, 2), Unit(3, 0)):
            assert not any(known(progress, other))


def test_nothing_and_everything() -> None:
    largest = NetworkSpec(hidden=(2,) * 6)
    for layer in range(1, largest.depth + 1):
        assert not any(known(NOTHING, Unit(layer, 0)))
        assert all(known(EVERYTHING, Unit(layer, 0)))
    assert all(known(NOTHING, Unit(0, 0)))
    assert progress_after(steps(DEEP), 0) == NOTHING
