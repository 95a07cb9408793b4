"""The goal that a link describes, as near to it as the network allows, and what is said where a loss does not fit."""

from components.base.text import untranslated
from components.gradients.goal import Goal, goal_of, refused_words
from compute.gradients.losses import CLASSES, NO_DERIVATIVE, RANGE
from compute.network.spec import NetworkSpec
from tests.cases import for_each

SIGMOID = NetworkSpec()
TANH_OUTPUT = NetworkSpec(output_activation="tanh")
STEP_OUTPUT = NetworkSpec(output_activation="heaviside")


def goal(spec: NetworkSpec, loss: str, target: str = "1") -> Goal:
    return goal_of(spec, {"loss": loss, "target": target})


@for_each(
    ("spec", "asked", "used", "reason"),
    [
        (SIGMOID, "mse", "mse", None),
        (SIGMOID, "bce", "bce", None),
        (NetworkSpec(outputs=2), "ce", "ce", None),
        (TANH_OUTPUT, "bce", "mse", RANGE),
        (SIGMOID, "ce", "mse", CLASSES),
        (STEP_OUTPUT, "mse", "mse", NO_DERIVATIVE),
        (NetworkSpec(activation="heaviside"), "bce", "bce", NO_DERIVATIVE),
        (NetworkSpec(outputs=2, activation="heaviside"), "ce", "ce", NO_DERIVATIVE),
        (NetworkSpec(outputs=2, output_activation="heaviside"), "ce", "ce", None),
        (STEP_OUTPUT, "bce", "mse", NO_DERIVATIVE),
        (STEP_OUTPUT, "ce", "mse", NO_DERIVATIVE),
        (NetworkSpec(activation="heaviside"), "ce", "mse", NO_DERIVATIVE),
    ],
)
def test_a_loss_that_does_not_fit_gives_way_to_mse_and_the_worst_reason_is_kept(
    spec: NetworkSpec, asked: str, used: str, reason: str | None
) -> None:
    found = goal(spec, asked)
    assert found.loss == used
    assert (found.refused.reason if found.refused else None) == reason
    assert found.has_gradients is (reason != NO_DERIVATIVE)


@for_each(
    ("outputs", "loss", "written", "target"),
    [
        (1, "mse", "0", 0.0),
        (1, "mse", "0.25", 0.25),
        (1, "mse", "1", 1.0),
        (1, "mse", "2", 1.0),
        (3, "mse", "9", 1.0),
        (3, "bce", "0.75", 0.75),
        (3, "ce", "0", 0.0),
        (3, "ce", "1", 1.0),
        (3, "ce", "2", 2.0),
        (3, "ce", "3", 2.0),
        (10, "ce", "9", 9.0),
        (3, "ce", "0.75", 1.0),
        (3, "ce", "0.25", 0.0),
        (1, "ce", "9", 1.0),
    ],
)
def test_the_target_is_a_number_up_to_one_or_a_class_that_the_network_has(
    outputs: int, loss: str, written: str, target: float
) -> None:
    assert goal(NetworkSpec(outputs=outputs), loss, written).target == target


@for_each(
    ("spec", "asked", "words"),
    [
        (SIGMOID, "mse", ""),
        (
            SIGMOID,
            "ce",
            "`ce` chooses among classes, so it needs 2 outputs or more, and this network has one. "
            "Here `mse` stands in.",
        ),
        (
            TANH_OUTPUT,
            "bce",
            "`bce` takes outputs between 0 and 1, and `tanh` at the output gives others. Allowed are `sigmoid`, "
            "`softmax`. Here `mse` stands in.",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_what_stands_in(spec: NetworkSpec, asked: str, words: str) -> None:
    assert refused_words(goal(spec, asked), asked, untranslated) == words


def test_an_activation_without_a_derivative_is_named_with_those_that_have_one() -> None:
    words = refused_words(goal(STEP_OUTPUT, "mse"), "mse", untranslated)
    assert words.startswith("`heaviside` has no derivative in torch: it is flat everywhere and jumps at 0")
    assert "Allowed are `sigmoid`, `tanh`, `relu`, " in words
    assert words.count("heaviside") == 1
