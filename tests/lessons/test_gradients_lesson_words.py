"""The lesson of the gradients page says what the page shows, and leaves out what it does not."""

from components.base.text import untranslated
from components.gradients.lesson import gradients_lesson, source_of, task_of
from compute.gradients.losses import LOSSES
from compute.network.elements import Bias, Weight
from compute.network.program_ways import NOTEBOOK, WAYS
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    TWO_LAYERS,
    TWO_LAYERS_VALUES,
    run_by_hand,
    seen_by_hand,
    seen_by_link,
)


def passages(**link: str) -> list[str]:
    return [passage.text for passage in gradients_lesson(seen_by_link(**link), untranslated).lesson]


def test_the_pack_is_named_after_the_network_and_has_a_program_for_each_way() -> None:
    shown = seen_by_link(inputs="4", hidden="3", seed="12")
    pack = gradients_lesson(shown, untranslated)
    assert pack.name == "gradients-4-3-1-seed-12"
    assert pack.title == "The gradients of the network 4-3-1"
    assert set(pack.programs) == set(WAYS)
    assert pack.program == pack.programs[NOTEBOOK] == source_of(shown, NOTEBOOK)
    assert pack.lesson[0].text.startswith("What Tensorama shows for the network 4-3-1 of seed 12:")


def test_the_loss_the_way_back_and_what_it_gives_have_their_numbers() -> None:
    shown = seen_by_hand(run_by_hand(TWO_LAYERS, TWO_LAYERS_VALUES), Weight(1, 1, 0))
    words = [passage.text for passage in gradients_lesson(shown, untranslated).lesson]
    assert "The target t is 1, for every output." in words[1]
    assert LOSSES["mse"].latex in words[1]
    assert LOSSES["mse"].slope_latex in words[2]
    assert words[3].endswith("The page shows the loss 4.0000, and -8.0000 for `dL/dW1[1, 0]`.")


def test_with_ce_the_right_class_is_named() -> None:
    said = passages(outputs="3", loss="ce", target="2")
    assert "The right class is 2, counted from 0." in said[1]
    assert "The target t" not in said[1]
    assert "The right class" not in passages(target="0.25")[1]
    assert "The target t is 0.25, for every output." in passages(target="0.25")[1]


@for_each(("updates", "is_told"), [("0", False), ("1", True)])
def test_steps_are_explained_where_some_were_taken(updates: str, is_told: bool) -> None:
    assert ("gradient descent" in passages(updates=updates)[2]) is is_told


@for_each(
    ("link", "count"),
    [
        ({}, 1),
        ({"activation": "tanh"}, 2),
        ({"layers": "3", "activation": "tanh"}, 2),
        ({"output_activation": "softmax", "outputs": "2"}, 1),
        ({"layers": "0"}, 1),
    ],
)
def test_each_slope_on_the_way_is_written_once(link: dict[str, str], count: int) -> None:
    assert passages(**link)[2].count("f'(z) = ") == count


def slopes(**link: str) -> list[str]:
    """Return the formulas of f'(z) in the passage on the way back."""
    return [line for line in passages(**link)[2].split("\n") if "f'(z) = " in line]


def test_the_slope_of_the_output_comes_first() -> None:
    tanh, relu = slopes(output_activation="tanh", layers="0"), slopes(output_activation="relu", layers="0")
    assert tanh != relu
    assert slopes(activation="relu", output_activation="tanh") == [*tanh, *relu]


def test_a_task_has_all_that_the_page_shows() -> None:
    link = {"target": "0.25", "loss": "bce", "rate": "2", "updates": "3", "select": "b1.2", "edits": "w1.1.1_0.5"}
    task = task_of(seen_by_link(**link))
    assert (task.target, task.loss, task.rate, task.updates) == (0.25, "bce", 2.0, 3)
    assert (task.selected, dict(task.edits), task.device) == (Bias(1, 1), {Weight(1, 0, 0): 0.5}, "cpu")


def test_without_a_way_back_the_lesson_is_one_passage_with_the_network_alone() -> None:
    shown = seen_by_link(activation="heaviside")
    pack = gradients_lesson(shown, untranslated)
    assert len(pack.lesson) == 1
    assert pack.lesson[0].text.startswith("What Tensorama shows for the network 3-2-1 of seed 7:")
    assert "backward" not in pack.program
    assert "backward" in source_of(seen_by_link(), NOTEBOOK)
    changed = seen_by_link(activation="heaviside", edits="w1.1.1_0.5")
    assert all("W1[0, 0] = 0.5\n" in source_of(changed, way) for way in WAYS)
