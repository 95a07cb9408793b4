"""Handwritten digits: those of the file, taken by the seed, learned from all of their pixels."""

from pathlib import Path

import pytest
import torch

from compute.training import digits as digits_module
from compute.training.autopsy import findings
from compute.training.course import train
from compute.training.data import take_digits
from compute.training.digits import written_digits
from compute.training.setting import TrainingSpec

SIGNS = {sign: value for value, sign in enumerate("0123456789abcdefg")}


def test_the_digits_are_those_of_the_published_set() -> None:
    every = written_digits()
    assert every.digits.bincount().tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert every.pixels.shape == (1797, 64)
    assert (int(every.pixels.min()), int(every.pixels.max())) == (0, 16)
    assert float(every.pixels.double().mean()) == pytest.approx(4.884165, abs=1e-6)
    lines = Path(digits_module.__file__).with_name("digits.txt").read_text("ascii").splitlines()
    head, rows = [line for line in lines if line[0] == "#"], [line for line in lines if line[0] != "#"]
    assert "CC BY 4.0" in "".join(head)
    for row in (0, 700, 1796):
        assert rows[row] == f"{int(every.digits[row])} {every.text(row)}"
        assert [SIGNS[sign] for sign in rows[row].split()[1]] == every.pixels[row].tolist()


def test_some_are_taken_by_the_seed_and_split() -> None:
    taken = take_digits(torch.Generator().manual_seed(5), 30, 70)
    order = torch.randperm(1797, generator=torch.Generator().manual_seed(5))[:30].tolist()
    every = written_digits()
    for point, row in enumerate(order):
        assert taken.points[point].tolist() == [value / 16 for value in every.pixels[row].tolist()]
        assert int(taken.wanted[point]) == int(every.digits[row])
    assert taken.training.tolist() + taken.test.tolist() == list(range(30))
    assert len(taken.training) == 21
    assert not taken.has_plane
    assert torch.equal(taken.features(("x1", "sin2")), taken.points)


@pytest.mark.long
def test_a_network_of_eight_units_learns_to_read() -> None:
    spec = TrainingSpec(data="digits", points=500, hidden=(8,), init="xavier", optimizer="adam", rate=0.03, steps=200)
    course = train(spec)
    start = course.start
    assert course.test_accuracy is not None
    assert float(course.test_accuracy[-1]) > 0.85
    w1, w2 = course.parameters(150).weights
    b1, b2 = course.parameters(150).biases
    logits = torch.tanh(start.data.points[start.data.test] @ w1 + b1) @ w2 + b2
    chosen = torch.log_softmax(logits, 1)[torch.arange(150), start.data.wanted[start.data.test]]
    assert float(course.test_loss[150]) == pytest.approx(-float(chosen.mean()), abs=1e-5)
    assert {type(finding).__name__ for finding in findings(train(TrainingSpec(data="digits", init="zeros")), 0)} >= {
        "SymmetricUnits",
        "ZeroGradients",
    }


def test_the_draws_after_the_pictures_are_those_of_the_stated_order() -> None:
    spec = TrainingSpec(data="digits", hidden=(3,), seed=11)
    generator = torch.Generator().manual_seed(11)
    torch.randperm(1797, generator=generator)
    first = torch.randn((64, 3), generator=generator)
    assert torch.equal(train(TrainingSpec(**{**vars(spec), "steps": 100})).parameters(0).weights[0], first)
