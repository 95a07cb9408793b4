"""The words that stand in several parts of the training page, each beside what it names."""

import torch

from components.base.text import translator
from components.jobs.courses import WallSoFar, WallSpec
from components.training.words import (
    column_value,
    data_names,
    feature_names,
    field_names,
    overfitting_words,
    rate_words,
    step_words,
    wall_lead,
    wall_words,
    zeros_words,
)
from compute.training.data import DATA
from compute.training.setting import TrainingSpec
from compute.training.wall import RATES, WIDTHS, WallColumn

_ = translator("en")


def test_each_kind_of_data_has_its_words() -> None:
    assert data_names(_) == {
        "rings": "two rings",
        "xor": "XOR",
        "gaussians": "two clouds",
        "spiral": "spiral",
        "moons": "two moons",
        "plane": "a plane",
        "hills": "hills",
        "iris": "iris flowers",
        "digits": "handwritten digits",
        "own": "your own data",
    }
    assert set(data_names(_)) == set(DATA)


def test_each_setting_of_a_second_training_has_its_words() -> None:
    assert field_names(_) == {
        "rate": "learning rate",
        "hidden": "hidden units",
        "layers": "hidden layers",
        "seed": "seed",
        "optimizer": "optimizer",
        "activation": "activation",
        "init": "beginning of the weights",
        "batch": "points a step looks at",
        "noise": "noise",
        "decay": "weight decay",
        "l1": "L1",
    }


def test_features_have_names_where_there_is_a_plane() -> None:
    assert feature_names(has_plane=True) == {
        "x1": "x1",
        "x2": "x2",
        "x1x1": "x1²",
        "x2x2": "x2²",
        "x1x2": "x1·x2",
        "sin1": "sin πx1",
        "sin2": "sin πx2",
    }
    assert feature_names(has_plane=False) == {}


def test_each_idea_is_said_in_its_own_words() -> None:
    assert "compute the loss over all points, then move every weight" in step_words(_)
    assert rate_words(_).startswith("A small rate goes the right way and arrives late.")
    assert zeros_words(_).startswith("Units with the same weights get the same gradients")
    assert overfitting_words(_).endswith("while that of the test climbs: **overfitting**.")


def test_a_wall_says_its_three_sentences_in_order() -> None:
    for data, field, success, measured in (
        ("rings", WIDTHS, "at least 95 % of the test are right.", "“The more units"),
        ("rings", RATES, "at least 95 % of the test are right.", "A rate that is too small"),
        ("hills", WIDTHS, "the test loss is at most 0.0500.", "“The more units"),
    ):
        said = wall_words(WallSpec(TrainingSpec(data=data), field, (1, 2), (0, 1)), _)
        assert said[0].endswith(success)
        assert said[1].startswith(measured)
        assert said[2] == "Press a cell: it opens as a training of its own."
        assert len(said) == 3


def test_a_column_is_known_by_the_width_or_the_rate_of_its_trainings() -> None:
    zeros = torch.zeros(2)
    column = WallColumn((TrainingSpec(hidden=(5, 3), rate=0.03),) * 2, zeros, zeros, None)
    assert column_value(column, WIDTHS) == 5
    assert column_value(column, RATES) == 0.03


def column(*, right: int, **changed: object) -> WallColumn:
    """Make a column of three seeds, of which the first few have all points of the test right."""
    specs = tuple(TrainingSpec(seed=seed, steps=100, **changed) for seed in range(3))
    accuracy = torch.tensor([1.0 if at < right else 0.5 for at in range(3)])
    return WallColumn(specs, torch.full((3,), 0.1), torch.full((3,), 0.1), accuracy)


def test_the_sentence_of_a_wall_counts_what_succeeds_in_its_first_and_in_its_last_column() -> None:
    widths = (column(right=0, hidden=(1,)), column(right=1, hidden=(2,)), column(right=2, hidden=(3,)))
    key = WallSpec(TrainingSpec(steps=100), WIDTHS, (1, 2, 3), (0, 1, 2))
    assert wall_lead(WallSoFar((), 0.0), key, _) == "Many trainings of 100 steps each, side by side."
    assert wall_lead(WallSoFar(widths, 1.0), key, _) == (
        "Trainings of 100 steps side by side: with 1 unit **0 of 3** succeed, with 3 units **2 of 3**."
    )
    rates = (column(right=3, rate=0.003), column(right=1, rate=10.0))
    key = WallSpec(TrainingSpec(steps=100), RATES, (0.003, 10.0), (0, 1, 2))
    assert "with the rate 0.003 **3 of 3** succeed, with the rate 10 **1 of 3**." in wall_lead(
        WallSoFar(rates, 1.0), key, _
    )
