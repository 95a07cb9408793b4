"""The loss and the gradient beside the picture, and what the steps have done."""

from components.base.text import untranslated
from components.gradients.panels.values import descent_part, value_parts
from components.gradients.walk import BackWalk
from compute.gradients.walk_back import back_steps
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    TWO_LAYERS,
    seen_by_hand,
    words_of,
)


def test_loss_and_gradient_stand_beside_the_picture_under_their_own_names() -> None:
    parts = {name: words_of(html) for name, html in value_parts(seen_by_hand(), untranslated).items()}
    assert parts["value-loss"].endswith("mse = 4.0000")
    assert parts["value-gradient"].endswith("dL/dW1[0, 0] = 16.0000")
    assert parts["value-loss"].startswith("loss")
    assert parts["value-gradient"].startswith("gradient")
    unknown = value_parts(seen_by_hand(walk=BackWalk(back_steps(TWO_LAYERS, "mse"), 0)), untranslated)
    assert words_of(unknown["value-gradient"]).endswith("dL/dW1[0, 0] = ?")


@for_each(
    ("updates", "asked", "words"),
    [
        (0, 0, ""),
        (1, 1, "The loss after 1 step: 5.5000 → 4.0000"),
        (2, 2, "The loss after 2 steps: 5.5000 → 4.0000"),
        (0, 1, "After 0 steps the numbers would no longer be finite: the rate is too large."),
        (
            1,
            2,
            "The loss after 1 step: 5.5000 → 4.0000"
            "After 1 step the numbers would no longer be finite: the rate is too large.",
        ),
    ],
)
def test_steps_say_what_they_have_done_and_where_they_had_to_stop(updates: int, asked: int, words: str) -> None:
    shown = seen_by_hand(updates=updates, asked_updates=asked, first_loss=5.5)
    assert words_of(descent_part(shown, untranslated)["descent"]) == words
