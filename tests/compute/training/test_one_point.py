"""One point of a training on its way through a network, each number beside raw torch."""

import pytest
import torch
from torch.nn import functional

from compute.network.spec import SpecError
from compute.training.course import Course, train
from compute.training.one_point import is_right, one_point
from compute.training.setting import TrainingSpec
from tests.cases import for_each

SPEC = TrainingSpec(hidden=(3,), features=("x2", "x1x2"), steps=100, points=40)


@pytest.fixture(scope="module")
def rings() -> Course:
    """A course of two classes, of which every other point has the second."""
    return train(SPEC)


@for_each("number", [0, 1, 22, 39])
def test_a_point_of_two_classes_goes_through_every_layer(rings: Course, number: int) -> None:
    found = one_point(rings, 60, number)
    (w1, w2), (b1, b2) = rings.parameters(60).weights, rings.parameters(60).biases
    x1, x2 = rings.start.data.points[number].tolist()
    assert found.features == pytest.approx((x2, x1 * x2), rel=1e-6)
    z1 = torch.tensor([[x2, x1 * x2]]) @ w1 + b1
    h = torch.tanh(z1)
    z2 = h @ w2 + b2
    y = torch.sigmoid(z2)
    assert len(found.layers) == 2
    for (z, values), (own_z, own_values) in zip(found.layers, ((z1, h), (z2, y)), strict=True):
        assert z == pytest.approx(own_z[0].tolist(), rel=1e-5)
        assert values == pytest.approx(own_values[0].tolist(), rel=1e-5)
    assert found.output == found.layers[1][1]
    wanted = number % 2
    assert (found.number, found.wanted, found.wanted_class) == (number, float(wanted), wanted)
    assert found.found_class == int(float(y) >= 0.5)
    assert found.loss == pytest.approx(float(functional.binary_cross_entropy(y, torch.tensor([[float(wanted)]]))))
    assert found.is_training == (number in rings.start.data.training.tolist())


def test_points_of_both_sides_say_on_which_they_are(rings: Course) -> None:
    sides = [one_point(rings, 0, number).is_training for number in range(40)]
    assert sum(sides) == 28
    assert [number for number, side in enumerate(sides) if not side] == sorted(rings.start.data.test.tolist())


def test_of_three_classes_the_loss_is_that_of_the_logits() -> None:
    course = train(TrainingSpec(data="iris", hidden=(), steps=100))
    (weights,), (bias,) = course.parameters(100).weights, course.parameters(100).biases
    for number in (0, 75, 149):
        found = one_point(course, 100, number)
        logits = course.start.data.points[number : number + 1] @ weights + bias
        assert found.layers[0][0] == pytest.approx(logits[0].tolist(), rel=1e-4, abs=1e-5)
        assert found.output == pytest.approx(torch.softmax(logits, 1)[0].tolist(), rel=1e-4)
        assert (found.wanted_class, found.found_class) == (number // 50, int(logits.argmax()))
        expected = functional.cross_entropy(logits, torch.tensor([number // 50]))
        assert found.loss == pytest.approx(float(expected), rel=1e-4)


def test_a_number_that_is_learned_has_no_class() -> None:
    course = train(TrainingSpec(data="plane", hidden=(), steps=100, points=40))
    found = one_point(course, 100, 7)
    wanted = float(course.start.data.wanted[7])
    assert (found.wanted, found.wanted_class, found.found_class) == (wanted, None, None)
    assert found.loss == pytest.approx((found.output[0] - wanted) ** 2, rel=1e-5)
    assert is_right(course, 100) is None


@for_each(
    ("step", "number", "field", "allowed"),
    [(0, -1, "point", "0..39"), (0, 40, "point", "0..39"), (-1, 0, "time", "0..100"), (101, 0, "time", "0..100")],
)
def test_a_point_or_step_that_is_not_there_is_refused(
    rings: Course, step: int, number: int, field: str, allowed: str
) -> None:
    with pytest.raises(SpecError) as error:
        one_point(rings, step, number)
    assert (error.value.field, error.value.allowed) == (field, allowed)
    assert error.value.value == (number if field == "point" else step)


def test_each_point_is_right_where_its_own_pass_finds_its_class(rings: Course) -> None:
    right = is_right(rings, 60)
    assert right is not None
    passes = [one_point(rings, 60, number) for number in range(40)]
    assert right.tolist() == [found.found_class == found.wanted_class for found in passes]
    assert 0 < int(right.sum()) < 40
    with pytest.raises(SpecError):
        is_right(rings, 101)
