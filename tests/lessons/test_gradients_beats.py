"""The beats of the gradients page have the numbers of the scene, worked out by hand, and their right answers."""

from collections.abc import Mapping

from components.base.text import untranslated
from components.gradients.beats import BEATS, DEEP
from components.gradients.seen import SeenGradients
from components.state.beat import Asked, Told
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    CLASSES,
    CLASSES_VALUES,
    FIRST_WEIGHT,
    TWO_LAYERS,
    TWO_LAYERS_VALUES,
    run_by_hand,
    seen_by_hand,
    seen_by_link,
)

IDENTITY_UNIT = NetworkSpec(inputs=1, hidden=(), output_activation="identity", bias=False)
LARGER, SMALLER, SAME = 0, 1, 2


def told(beat: int, shown: SeenGradients) -> Told:
    return BEATS[beat].tell(shown, untranslated)


def asked(beat: int, shown: SeenGradients) -> Asked:
    question = told(beat, shown).asked
    assert question is not None
    return question


def unit(x: float, w: float, target: float) -> SeenGradients:
    """Show one unit y = x w."""
    return seen_by_hand(run_by_hand(IDENTITY_UNIT, {Unit(0, 0): x, Weight(1, 0, 0): w}, target))


@for_each(
    ("w", "target", "other", "now", "then", "right"),
    [
        (3.0, 1.0, "0", "4.0000", "9.0000", LARGER),
        (3.0, 0.75, "0", "5.0625", "9.0000", LARGER),
        (3.0, 0.5, "1", "6.2500", "4.0000", SMALLER),
        (3.0, 0.25, "1", "7.5625", "4.0000", SMALLER),
        (3.0, 0.0, "1", "9.0000", "4.0000", SMALLER),
        (0.5, 1.0, "0", "0.2500", "0.2500", SAME),
        (0.5, 0.0, "1", "0.2500", "0.2500", SAME),
    ],
)
def test_the_other_target_is_at_the_far_end(
    w: float, target: float, other: str, now: str, then: str, right: int
) -> None:
    shown = unit(1.0, w, target)
    question = asked(0, shown)
    assert f"if the target was **{other}** instead" in question.text
    assert told(0, shown).text[1] == f"From {now} it goes to **{then}**."
    assert question.right == right
    assert question.answers[right] == ("it becomes larger", "it becomes smaller", "it stays the same")[right]


@for_each(
    ("target", "other", "words", "right"),
    [
        (0.0, "1", "From 0.2231 it goes to **1.6094**.", LARGER),
        (1.0, "0", "From 1.6094 it goes to **0.2231**.", SMALLER),
    ],
)
def test_the_other_class_is_the_first_one_or_the_second(target: float, other: str, words: str, right: int) -> None:
    shown = seen_by_hand(run_by_hand(CLASSES, CLASSES_VALUES, target, "ce"))
    assert f"**{other}** instead" in asked(0, shown).text
    assert (told(0, shown).text[1], asked(0, shown).right) == (words, right)


def test_of_three_classes_the_last_one_is_compared_with_the_first() -> None:
    three = NetworkSpec(inputs=1, hidden=(), outputs=3, bias=False)
    assert "**0** instead" in asked(0, seen_by_hand(run_by_hand(three, {}, 2.0, "ce"))).text


@for_each(
    ("selected", "edge", "product", "press"),
    [
        (Weight(2, 1, 0), "dL/dW2[1, 0]", "−0.0400 × 4.0000", "Press δ y in"),
        (Weight(1, 1, 1), "dL/dW1[1, 1]", "−1.0000 × 0.1200", "Press δ h2 in"),
        (Bias(1, 1), "dL/dW1[0, 0]", "2.0000 × 8.0000", "Press δ h1 in"),
    ],
)
def test_the_gradient_of_an_edge_is_a_product(selected: Element, edge: str, product: str, press: str) -> None:
    first, second = told(1, seen_by_hand(selected=selected)).text
    assert first.endswith(f"{edge} is the number that goes in, times what comes back: {product}.")
    assert second.startswith(press)
    assert told(1, seen_by_hand()).asked is None


@for_each(
    ("selected", "values", "name", "gradient", "right"),
    [
        (Weight(2, 0, 0), {}, "W2[0, 0]", "6.0000", 1),
        (Weight(2, 1, 0), {}, "W2[1, 0]", "−0.1600", 0),
        (Unit(1, 0), {}, "W2[0, 0]", "6.0000", 1),
        (Weight(1, 0, 0), {Unit(0, 0): 0.0, Bias(2, 0): 2.0}, "W1[0, 0]", "0.0000", 2),
    ],
)
def test_a_weight_moves_against_the_sign_of_its_gradient(
    selected: Element, values: Mapping[Element, float], name: str, gradient: str, right: int
) -> None:
    shown = seen_by_hand(run_by_hand(TWO_LAYERS, {**TWO_LAYERS_VALUES, **values}), selected)
    assert told(2, shown).text == (f"The gradient of `{name}` is **{gradient}**, and a step goes against its sign.",)
    assert f"Will `{name}` go up or down?" in asked(2, shown).text
    assert asked(2, shown).answers == ("it goes up", "it goes down", "it stays")
    assert asked(2, shown).right == right


def test_the_edges_into_the_first_unit_are_compared_by_the_size_of_their_gradients() -> None:
    shown = seen_by_hand()
    question = asked(4, shown)
    assert question.answers == ("`W1[0, 0]`", "`W1[1, 0]`")
    assert question.right == 0
    assert told(4, shown).text == ("The sizes of their gradients: `W1[0, 0]` 16.0000, `W1[1, 0]` 8.0000.",)
    other = seen_by_hand(run_by_hand(TWO_LAYERS, {**TWO_LAYERS_VALUES, Unit(0, 0): 1.0, Unit(0, 1): -3.0}))
    assert asked(4, other).right == 1  # its gradient is the smaller one, and further from 0


@for_each(
    ("link", "answers"),
    [
        ({"inputs": "4"}, ("`W1[0, 0]`", "`W1[1, 0]`", "`W1[2, 0]`", "`W1[3, 0]`")),
        ({"inputs": "5"}, ("`W1[0, 0]`", "`W1[1, 0]`", "`W1[2, 0]`", "`W1[3, 0]`")),
        ({"inputs": "1", "hidden": "3"}, ("`W1[0, 0]`", "`W1[0, 1]`", "`W1[0, 2]`")),
        ({"inputs": "1", "hidden": "5"}, ("`W1[0, 0]`", "`W1[0, 1]`", "`W1[0, 2]`", "`W1[0, 3]`")),
    ],
)
def test_four_edges_are_compared_at_most(link: dict[str, str], answers: tuple[str, ...]) -> None:
    assert asked(4, seen_by_link(**link)).answers == answers


def test_a_single_edge_is_compared_with_no_other() -> None:
    assert told(4, seen_by_link(inputs="1", hidden="1")).asked is None


@for_each(
    ("x", "w", "before", "after", "right"),
    [
        (0.5, 1.0, "0.2500", "600.2500", LARGER),  # w - 100 * 2 * 0.5 * 0.5 = -49
        (0.0625, 1.0, "0.0039", "0.0002", SMALLER),  # w - 100 * 2 * 0.0625 * 0.0625 = 0.21875
        (0.0625, 0.0, "0.0000", "0.0000", SAME),
    ],
)
def test_a_step_of_the_rate_100_leads_where_it_leads(x: float, w: float, before: str, after: str, right: int) -> None:
    shown = unit(x, w, 0.0)
    assert told(5, shown).text[1] == f"With the rate 100 the loss goes from {before} to **{after}**."
    question = asked(5, shown)
    assert question.text.endswith("with one step of the learning rate 100?")
    assert question.answers == ("it becomes larger", "it becomes smaller", "it stays the same")
    assert question.right == right


def test_the_share_of_the_gradient_that_reaches_the_first_layer_is_told_for_three_activations() -> None:
    shown = seen_by_link(**DEEP)
    question, shares = asked(6, shown), told(6, shown).text[1]
    assert question.answers == ("sigmoid", "tanh", "relu")
    assert [part.split(" ")[0] for part in shares.removesuffix(".").split(", ")] == list(question.answers)
    numbers = [float(part.split("**")[1]) for part in shares.split(", ")]
    assert question.right == numbers.index(max(numbers))
    assert shown.spec.hidden == (4,) * 6


def test_without_a_way_back_the_questions_can_still_be_asked() -> None:
    shown = seen_by_link(activation="heaviside")
    assert (asked(2, shown).right, asked(4, shown).right, asked(5, shown).right) == (2, 0, SAME)
    assert (asked(6, shown).answers, asked(6, shown).right) == (("sigmoid", "tanh", "relu"), 0)
    assert "times what comes back: " in told(1, shown).text[0]
    assert "× ?" in told(1, shown).text[0]


def test_which_beats_ask_and_which_are_told_at_once() -> None:
    shown = seen_by_hand(selected=FIRST_WEIGHT)
    assert [told(beat, shown).asked is not None for beat in range(len(BEATS))] == [
        True,
        False,
        True,
        False,
        True,
        True,
        True,
        False,
    ]


def test_what_is_told_without_numbers_has_its_title_and_its_next_press() -> None:
    shown = seen_by_hand()
    way_back, go_on = told(3, shown), told(7, shown)
    assert (way_back.title, len(way_back.text)) == ("The way back, step by step", 2)
    assert way_back.text[0].startswith("The **chain rule** goes back from the loss")
    assert way_back.text[1].startswith("Press **play**, or go step by step with **next**")
    assert (go_on.title, len(go_on.text)) == ("Go on from here", 2)
    assert "`loss.backward()`: open **autograd** below" in go_on.text[0]
    assert go_on.text[1].startswith("Take the network home as a program")


def test_each_beat_sets_what_it_is_about() -> None:
    assert [dict(beat.link) for beat in BEATS] == [
        {},
        {"view": "backward", "select": "w1.1.1"},
        {"step": "0", "select": "w2.1.1"},
        {"view": "backward", "step": "0"},
        {"view": "backward", "step": "2"},
        {},
        {
            "layers": "6",
            "hidden": "4",
            "hidden_2": "4",
            "hidden_3": "4",
            "hidden_4": "4",
            "hidden_5": "4",
            "hidden_6": "4",
        },
        {"details": "autograd"},
    ]
