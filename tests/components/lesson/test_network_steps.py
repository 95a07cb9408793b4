"""Steps that several lessons have: what they say, and what their cells compute."""

from dataclasses import replace

import pytest
import torch

from components.base.text import untranslated
from components.lesson.network_steps import (
    activation_step,
    bias_step,
    changes_steps,
    code,
    device_steps,
    drawing_step,
    formula,
    heading,
    text,
    unit_step,
)
from compute.network.elements import parse
from compute.network.spec import NetworkSpec
from tests.cases import for_each

SPEC = NetworkSpec()


def test_pieces_are_joined_and_empty_ones_left_out() -> None:
    assert text("one", "", "two") == "one\n\ntwo"
    assert heading("Words") == "## Words"
    assert formula("x^2") == "$$\nx^2\n$$"
    assert code(["a = 1", "b = 2"], [], ["c = 3"]) == "a = 1\nb = 2\n\nc = 3"


@for_each("bias", [True, False])
def test_the_unit_in_one_line_says_only_of_missing_biases(bias: bool) -> None:
    step = unit_step(replace(SPEC, bias=bias), "How it begins.", untranslated)
    parts = step.text.split("\n\n")
    assert parts[0] == "How it begins."
    assert parts[2] == "$$\ny = f\\left(\\sum_i w_i x_i + b\\right)\n$$"
    assert parts[3:] == ([] if bias else ["Here the biases are switched off, so b is left out."])
    assert step.code == "import torch\n\ntorch.set_printoptions(precision=4, sci_mode=False)"


def test_one_activation_is_shown_once_and_two_one_after_the_other() -> None:
    one = activation_step(replace(SPEC, activation="tanh", output_activation="tanh"), untranslated)
    assert one.text.startswith("## The activation function\n\n")
    assert one.text.count("$$") == 2
    assert "Here f is `tanh`:" in one.text
    assert "for the output" not in one.text
    both = activation_step(replace(SPEC, activation="relu", output_activation="tanh"), untranslated)
    assert both.text.index("Here f is `relu`:") < both.text.index("and for the output it is `tanh`:")
    assert both.text.count("$$") == 4


def test_of_a_unit_alone_the_activation_is_that_of_the_output() -> None:
    step = activation_step(NetworkSpec(inputs=5, hidden=(), activation="relu", output_activation="tanh"), untranslated)
    assert "Here f is `tanh`:" in step.text
    assert "relu" not in step.text


@for_each(
    ("spec", "names"),
    [
        (NetworkSpec(inputs=16), "16 elements and more: `features` and `W1`."),
        (NetworkSpec(inputs=8), "16 elements and more: `W1`."),
        (NetworkSpec(inputs=16, hidden=()), "16 elements and more: `features` and `weights`."),
        (NetworkSpec(inputs=3, hidden=(16,)), "16 elements and more: `W1`, `W2`, and `B1`."),
        (NetworkSpec(inputs=7), None),
    ],
)
def test_what_is_drawn_by_the_other_method_is_named(spec: NetworkSpec, names: str | None) -> None:
    step = drawing_step(replace(spec, seed=12), "What lies where.", untranslated)
    parts = step.text.split("\n\n")
    assert parts[0] == "## Inputs, weights and biases"
    assert parts[1].startswith("`torch.manual_seed(12)` says where")
    assert "mean 0 and standard deviation 1." in parts[1]
    assert parts[2] == "What lies where."
    assert [f"{names}" in part for part in parts[3:]] == ([True] if names else [])
    assert step.code.startswith("torch.manual_seed(12)\n\nfeatures = ")
    assert step.code.endswith("\n\nfeatures")


def test_the_cell_draws_what_torch_draws() -> None:
    found: dict[str, torch.Tensor] = {}
    with torch.random.fork_rng(devices=[]):
        exec(drawing_step(SPEC, "", untranslated).code, {"torch": torch}, found)
        torch.manual_seed(7)
        assert torch.equal(found["features"], torch.randn(1, 3))
        assert torch.equal(found["W1"], torch.randn(3, 2))


def test_values_set_by_hand_are_named_by_indices_from_nought() -> None:
    assert list(changes_steps(SPEC, {}, untranslated)) == []
    edits = {parse(name, SPEC): value for name, value in (("x2", 0.5), ("w1.3.2", -1.0))}
    (step,) = changes_steps(SPEC, edits, untranslated)
    assert step.text == (
        "## Values changed by hand\n\nOn the page these were set by hand: `features[0, 1]` and `W1[2, 1]`. "
        "An index in the program counts from 0."
    )
    assert step.code == "features[0, 1] = 0.5\nW1[2, 1] = -1.0"


def test_only_another_device_is_moved_to() -> None:
    assert list(device_steps(SPEC, "cpu", untranslated)) == []
    (step,) = device_steps(SPEC, "cuda:0", untranslated)
    assert step.text.startswith("## To another device\n\nThe page computed on `cuda:0`.")
    assert "features = features.to(device)" in step.code


@pytest.mark.parametrize(
    ("bias", "words", "lines"),
    [
        (True, "a number of the unit's own, added to the sum. The result is called z.", "z = weighted_sum + b1[0]\nz"),
        (False, "none here, so z is the sum itself.", "z = weighted_sum\nz"),
    ],
)
def test_the_bias_is_added_where_there_is_one(bias: bool, words: str, lines: str) -> None:
    step = bias_step(replace(SPEC, bias=bias), "b1[0]", untranslated)
    assert (step.text, step.code) == (f"**Bias**: {words}", lines)
