"""Why a training broke, or what keeps it from learning, with the right numbers in each sentence."""

import math
from dataclasses import replace
from functools import lru_cache

import pytest
import torch

from components.base.style import true_minus
from components.base.text import translator
from components.training.autopsy_words import (
    before_words,
    broken_words,
    finding_words,
    largest_of,
    last_bit_words,
    nothing_words,
    units_of,
)
from components.training.fields import FIELDS
from components.training.seen import SeenTraining, seen_in
from compute.network.elements import Bias, Unit, Weight
from compute.network.network import Parameters
from compute.training.autopsy import (
    ACTIVATION,
    GRADIENT,
    LOSS,
    MEMORY,
    PREACTIVATION,
    UPDATE,
    Before,
    DeadUnits,
    NotFinite,
    OtherRate,
    SaturatedUnits,
    SettingRepair,
    SymmetricUnits,
    ZeroGradients,
)
from compute.training.course import Course, train
from compute.training.last_bit import LastBit
from compute.training.setting import TrainingSpec

REPAIR = SettingRepair("rate", 0.25)
_ = translator("en")


@lru_cache(maxsize=1)
def trained() -> Course:
    return train(TrainingSpec(points=20, split=50, steps=100, hidden=(8,), rate=0.5))


def at(step: int) -> SeenTraining:
    """Show a step of the training."""
    said = {field.name: field.default for field in FIELDS} | {"steps": "100", "time": str(step)}
    return seen_in(said, trained(), lambda _spec: trained(), None)


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (PREACTIVATION, "the weighted sum"),
        (ACTIVATION, "the activation"),
        (LOSS, "the loss `"),
        (GRADIENT, "the gradient, by autograd"),
        (MEMORY, "what `sgd` remembers"),
        (UPDATE, "the change by `sgd`"),
    ],
)
def test_the_first_number_that_is_not_finite_is_named_with_its_operation(operation: str, words: str) -> None:
    found = NotFinite(1234, "z2", operation, -math.inf, (0, 1), (Before("h1", 3.14159e20), Before("W2", 7e5)), REPAIR)
    said = broken_words(found, TrainingSpec(), _)
    assert said.startswith("In step **1,234** came")
    assert f"`-inf` in `z2` ({words}" in said
    assert "`h1` **3.14e+20** and `W2` **7e+05**." in before_words(found, _)


def test_what_was_found_about_units_has_its_numbers() -> None:
    dead = finding_words(DeadUnits(((1, 1), (1, 3)), (-0.5, -0.25), REPAIR), at(0), _)
    assert dead.startswith("2 units are dead (")
    assert "at most −0.2500, never above 0, for all 10 points" in true_minus(dead)
    flat = finding_words(SaturatedUnits(((1, 2), (1, 4)), (0.999, 0.919), (0.0125, 0.0375), REPAIR), at(0), _)
    assert flat.startswith("2 units are saturated (")
    assert "flat for at least 91 % of the points" in flat
    assert "mean slope of at most **0.0375**" in flat
    one = DeadUnits(((1, 1),), (-0.5,), REPAIR)
    assert finding_words(one, at(0), _).startswith("1 unit is dead (")


def test_six_units_are_named_and_of_seven_the_first_six() -> None:
    def said(count: int) -> str:
        return finding_words(SymmetricUnits(((1, tuple(range(1, count + 1))),), REPAIR), at(0), _)

    assert said(6).count("`") == 12
    assert "…" not in said(6)
    assert said(7).count("`") == 12
    assert ", … are copies" in said(7)


def test_gradients_that_are_0_are_counted() -> None:
    said = finding_words(ZeroGradients(("W1", "B2"), 17, 33, REPAIR), at(0), _)
    assert said.startswith("**17 of 33** gradients are exactly 0, among them all of `W1` and `B2`:")


@pytest.mark.parametrize("too_large", [True, False])
def test_a_rate_is_compared_with_another_one(too_large: bool) -> None:
    said = finding_words(OtherRate(too_large, 0.5, 1e6, 999_999.0, REPAIR), at(0), _)
    assert said.startswith(f"**The learning rate is too {'large' if too_large else 'small'}.** In 100 steps")
    assert "from 0.5000 to **1e+06** " in said
    assert "with 0.5, and to **999999.0000** with 0.25." in said.replace("999,999", "999999")
    assert "**inf**" in finding_words(OtherRate(too_large, 0.5, math.inf, 0.1, REPAIR), at(0), _)


def test_what_is_looked_at_is_counted_from_0() -> None:
    units = ((1, 1), (2, 3))
    expected = (Unit(1, 0), Unit(2, 2))
    assert units_of(DeadUnits(units, (-1.0, -1.0), REPAIR)) == expected
    assert units_of(SaturatedUnits(units, (1.0, 1.0), (0.0, 0.0), REPAIR)) == expected
    assert units_of(SymmetricUnits(((1, (1, 4)), (2, (2,))), REPAIR)) == (Unit(1, 0), Unit(1, 3), Unit(2, 1))
    assert units_of(ZeroGradients(("W2", "B1"), 1, 2, REPAIR)) == (Weight(2, 0, 0), Bias(1, 0))
    assert units_of(OtherRate(True, 1.0, 1.0, 1.0, REPAIR)) == ()


def test_where_nothing_is_wrong_the_gradients_of_the_step_are_counted() -> None:
    tensors = trained().gradients(40).tensors
    every = torch.cat([tensor.flatten() for tensor in tensors])
    said = nothing_words(at(40), _)
    assert f"At step 40 {every.count_nonzero()} of {every.numel()} gradients are not 0" in said
    assert f"up to **{every.abs().max():.4f}**" in said
    assert f"the training loss is **{trained().training_loss[40]:.4f}**" in said


def test_the_last_bit_is_said_with_both_losses_and_the_step() -> None:
    hangs = last_bit_words(LastBit(7, 0.25, 0.75), trained(), _)
    assert "the training loss 0.7500 instead of 0.2500 at step 7." in hangs
    assert hangs.startswith("**This training hangs")
    stays = last_bit_words(LastBit(None, 0.25, 0.75), trained(), _)
    assert "the training loss 0.7500 beside 0.2500 at step 100." in stays
    assert last_bit_words(LastBit(0, 0.25, 0.75), trained(), _).endswith("from there.")


def test_gradients_that_are_0_are_not_counted_as_moving_and_the_largest_has_no_sign() -> None:
    course = trained()
    gradients = Parameters((torch.tensor([[0.0, -2.5], [0.5, 0.0]]),), (torch.tensor([[1.0, 0.25]]),))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Course, "gradients", lambda _course, step: gradients if step == 40 else None)
        said = nothing_words(replace(at(40), course=course), _)
    assert "At step 40 4 of 6 gradients are not 0, up to **2.5000**," in said
    assert largest_of(gradients) == 2.5


def test_one_dead_and_one_saturated_unit_are_said_in_the_singular_with_the_worst_of_its_numbers() -> None:
    dead = finding_words(DeadUnits(((1, 2),), (-0.5,), REPAIR), at(0), _)
    assert true_minus(dead) == (
        "1 unit is dead (`h2`): its z is at most −0.5000, never above 0, for all 10 points for training. "
        "`relu` gives 0 for each of them, and no gradient comes back through it."
    )
    flat = finding_words(SaturatedUnits(((1, 2),), (0.919,), (0.0125,), REPAIR), at(0), _)
    assert flat == (
        "1 unit is saturated (`h2`): `tanh` is flat for at least 91 % of the points for training, with a mean "
        "slope of at most **0.0125**. So little comes back through it that it hardly learns."
    )


def test_a_rate_that_another_setting_repairs_names_its_value() -> None:
    said = finding_words(OtherRate(True, 1.0, 2.0, 0.5, SettingRepair("optimizer", "adam")), at(0), _)
    assert said == (
        "**The learning rate is too large.** In 100 steps from here the loss goes from 1.0000 to **2.0000** with 0.5, "
        "and to **0.5000** with adam."
    )
