"""What stands below the picture: which way the loss goes, all digits, and matrices that can be changed or not."""

from components.base.text import untranslated
from components.gradients.panels.way_back import way_back_parts
from components.gradients.walk import BackWalk
from compute.gradients.walk_back import back_steps
from compute.network.elements import Element, Unit, Weight
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    TWO_LAYERS,
    seen_by_hand,
    seen_by_link,
    words_of,
)


@for_each(
    ("selected", "words"),
    [
        (Weight(1, 0, 0), "Where this number grows, the loss grows."),
        (Weight(1, 1, 0), "Where this number grows, the loss falls."),
        (Unit(0, 1), "Where this number grows, the loss grows."),
        (Unit(1, 0), ""),
    ],
)
def test_it_is_said_which_way_the_loss_goes_with_a_number_that_can_be_changed(selected: Element, words: str) -> None:
    chain = way_back_parts(seen_by_hand(selected=selected), "picture", untranslated)["chain"]
    meaning = words_of(chain.partition('<div class="meaning">')[2])
    assert meaning.partition("all digits")[0] == words


def test_all_digits_are_at_hand_once_they_are_known() -> None:
    shown = seen_by_hand(selected=Weight(2, 1, 0))
    chain = way_back_parts(shown, "picture", untranslated)["chain"]
    assert shown.gradient is not None
    assert f"<code>{shown.gradient:.9g}</code>" in chain
    early = seen_by_hand(walk=BackWalk(back_steps(TWO_LAYERS, "mse"), 1))
    assert "meaning" not in way_back_parts(early, "picture", untranslated)["chain"]
    assert way_back_parts(seen_by_link(activation="heaviside"), "picture", untranslated)["chain"] == ""


def test_after_a_step_the_matrices_cannot_be_changed_and_show_no_edit() -> None:
    edits = {Weight(1, 0, 0): 1.0}
    before, after = (
        way_back_parts(seen_by_hand(updates=updates, edits=edits), "picture", untranslated)["band"]
        for updates in (0, 1)
    )
    assert before.count("data-scrub") > 0
    assert "data-scrub" not in after
    assert "changed" in before
    assert "changed" not in after
