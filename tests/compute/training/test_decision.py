"""The map of a network over the plane: each point as the network computes it alone."""

import pytest
import torch

from compute.network.spec import SpecError
from compute.training.course import train
from compute.training.data import LearningData
from compute.training.decision import Span, decision_map, span_of
from compute.training.setting import TrainingSpec


@pytest.mark.parametrize("size", [2, 7, 100])
def test_each_unit_has_its_value_at_each_point(size: int) -> None:
    spec = TrainingSpec(steps=100, hidden=(3, 2), features=("x2", "x1x1"), activation="sigmoid")
    course = train(spec)
    parameters, span = course.parameters(60), Span(-1.0, 2.0, -3.0, 5.0)
    found = decision_map(spec, parameters, span, size)
    w1, w2, w3 = parameters.weights
    b1, b2, b3 = parameters.biases
    for row, column in ((0, 0), (0, size - 1), (size - 1, 0), (size // 2, size // 3)):
        x1, x2 = -1 + 3 * column / (size - 1), -3 + 8 * row / (size - 1)
        h1 = torch.sigmoid(torch.tensor([[x2, x1 * x1]]) @ w1 + b1)
        h2 = torch.sigmoid(h1 @ w2 + b2)
        y = torch.sigmoid(h2 @ w3 + b3)
        for layer, values in zip(found.layers, (h1, h2, y), strict=True):
            assert torch.allclose(layer[:, row, column], values[0], atol=1e-5)
        assert int(found.classes[row, column]) == int(y[0, 0] >= 0.5)
        assert (float(found.across[column]), float(found.up[row])) == pytest.approx((x1, x2), abs=1e-5)


def test_of_three_classes_the_largest_output_is_shown() -> None:
    course = train(TrainingSpec(data="iris", steps=300))
    found = decision_map(course.spec, course.parameters(300), span_of(course.start.data), 20)
    assert set(found.classes.flatten().tolist()) == {0, 1, 2}
    assert torch.equal(found.classes, found.output.argmax(dim=0))
    assert torch.allclose(found.output.sum(dim=0), torch.ones(20, 20), atol=1e-5)


def test_all_points_lie_within_the_map() -> None:
    data = train(TrainingSpec(steps=100)).start.data
    span, points = span_of(data), data.points
    width = float(points[:, 0].max() - points[:, 0].min())
    assert span.right - span.left == pytest.approx(1.2 * width, rel=1e-5)
    assert span.left < points[:, 0].min() < points[:, 0].max() < span.right
    assert span.bottom < points[:, 1].min() < points[:, 1].max() < span.top


def test_a_map_has_a_bounded_size() -> None:
    course = train(TrainingSpec(steps=100))
    for size in (1, 201):
        with pytest.raises(SpecError):
            decision_map(course.spec, course.parameters(0), span_of(course.start.data), size)


def test_data_without_a_plane_have_no_map() -> None:
    course = train(TrainingSpec(data="digits", points=20, steps=100))
    for refused in (
        lambda: span_of(course.start.data),
        lambda: decision_map(course.spec, course.parameters(0), Span(0.0, 1.0, 0.0, 1.0)),
    ):
        with pytest.raises(SpecError) as error:
            refused()
        assert (error.value.field, error.value.value) == ("data", "digits")
        assert "rings" in error.value.allowed
        assert "digits" not in error.value.allowed


def test_a_tenth_is_left_around_the_points_on_each_side() -> None:
    points = torch.tensor([[2.0, 30.0], [10.0, 10.0], [0.0, 20.0]])
    number = torch.arange(3)
    data = LearningData(points, torch.tensor([0, 1, 0]), 2, number[:2], number[2:])
    assert span_of(data) == Span(-1.0, 11.0, 8.0, 32.0)


@pytest.mark.parametrize(("size", "is_good"), [(1, False), (2, True), (200, True), (201, False), (True, False)])
def test_a_map_has_from_two_to_two_hundred_points_in_each_direction(size: int, is_good: bool) -> None:
    course = train(TrainingSpec(steps=100, hidden=()))
    given = course.spec, course.parameters(0), Span(-1.0, 1.0, 0.0, 3.0), size
    if is_good:
        found = decision_map(*given)
        assert found.output.shape == (1, size, size)
        assert [found.across[0].item(), found.across[-1].item()] == [-1.0, 1.0]
        assert [found.up[0].item(), found.up[-1].item()] == [0.0, 3.0]
        return
    with pytest.raises(SpecError) as error:
        decision_map(*given)
    assert (error.value.field, error.value.value, error.value.allowed) == ("size", size, "2..200")


def test_a_map_has_a_hundred_points_in_each_direction_if_nothing_is_said() -> None:
    course = train(TrainingSpec(steps=100, hidden=()))
    found = decision_map(course.spec, course.parameters(0), Span(-1.0, 1.0, 0.0, 3.0))
    assert found.output.shape == (1, 100, 100)
