"""The beats of the neuron page: their numbers and their right answers, worked out by hand."""

import torch

from components.base.text import untranslated
from components.network.neuron_beats import NEURON_BEATS
from components.network.scene import SeenPass
from components.state.beat import Told
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import NOTHING
from tests.cases import for_each

NOTEBOOK = NetworkSpec(inputs=5, hidden=())
WHOLE, PRODUCT, SUM, BIAS, ACTIVATION, BY_HAND = range(6)


def told(
    beat: int, spec: NetworkSpec = NOTEBOOK, edits: dict[Element, float] | None = None, *, hidden: bool = False
) -> Told:
    """Tell a beat of a unit, before anything of it is computed or when all is."""
    whole = forward_network(edit(draw(spec), edits or {}), "cpu")
    passed = known_pass(whole, NOTHING) if hidden else known_pass(whole)
    return NEURON_BEATS[beat].tell(SeenPass(passed, None, edits or {}), untranslated)


def answer(beat: Told) -> str:
    assert beat.asked is not None
    return beat.asked.answers[beat.asked.right]


def test_each_beat_opens_its_scene() -> None:
    assert [dict(beat.link) for beat in NEURON_BEATS] == [
        {},
        {"select": "w1.1.1", "step": "0"},
        {"step": "2"},
        {"select": "b1.1"},
        {"select": "y1"},
        {},
    ]


@for_each(
    ("inputs", "words"),
    [
        (1, "At the left stands **1** input, with a weight on its line."),
        (2, "At the left stand **2** inputs, each with a weight on its line."),
    ],
)
def test_the_first_beat_counts_the_inputs(inputs: int, words: str) -> None:
    whole = told(WHOLE, NetworkSpec(inputs=inputs, hidden=()))
    assert whole.text[0].startswith(words)
    assert answer(whole) == "at the right, in **y**"


@for_each(
    ("value", "weight", "product", "sign"),
    [
        (-0.5, -2.0, "−0.5000 × −2.0000", "positive"),
        (-0.5, 2.0, "−0.5000 × 2.0000", "negative"),
        (0.5, -2.0, "0.5000 × −2.0000", "negative"),
        (0.5, 2.0, "0.5000 × 2.0000", "positive"),
    ],
)
def test_the_sign_of_the_first_product(value: float, weight: float, product: str, sign: str) -> None:
    """The others have the other sign."""
    others: dict[Element, float] = {Unit(0, row): -1.0 if value * weight > 0 else 1.0 for row in range(1, 5)}
    others |= {Weight(1, row, 0): 1.0 for row in range(1, 5)}
    for hidden in (True, False):
        beat = told(PRODUCT, edits={Unit(0, 0): value, Weight(1, 0, 0): weight, **others}, hidden=hidden)
        assert beat.asked is not None
        assert beat.asked.text == f"The first input times its weight is {product}. Is that positive or negative?"
        assert answer(beat) == sign


def test_the_sum_is_told_once_it_is_known() -> None:
    assert told(SUM).text[1] == "Where the last bar ends is the **sum** Σ: −1.9796."
    assert told(SUM, hidden=True).text[1] == "Where the last bar ends is the **sum** Σ: ?."


@for_each(
    ("bias", "line", "question", "side"),
    [
        (0.5, "−1.9796 + 0.5000 = **−1.4796**", "0.5000", "to the right"),
        (-0.5, "−1.9796 + (−0.5000) = **−2.4796**", "−0.5000", "to the left"),
        (0.0, "−1.9796 + 0.0000 = **−1.9796**", "0.0000", "to the right"),
    ],
)
def test_the_bias_pushes_to_the_side_of_its_sign(bias: float, line: str, question: str, side: str) -> None:
    beat = told(BIAS, edits={Bias(1, 0): bias})
    assert beat.text[0] == f"z = Σ + b = {line}."
    assert beat.asked is not None
    assert beat.asked.text == f"The bias is {question}. To which side of the sum does it push z?"
    assert answer(beat) == side


def test_before_its_time_sum_and_z_are_question_marks() -> None:
    beat = told(BIAS, edits={Bias(1, 0): -0.5}, hidden=True)
    assert beat.text[0] == "z = Σ + b = ? + (−0.5000) = **?**."
    assert answer(beat) == "to the left"


def test_without_a_bias_there_is_nothing_to_ask() -> None:
    beat = told(BIAS, NetworkSpec(inputs=5, hidden=(), bias=False))
    assert (beat.title, beat.asked, len(beat.text)) == ("Bias: a push, whatever goes in", None, 1)
    assert "the sum is **z** itself" in beat.text[0]


@for_each(
    ("activation", "z", "after", "words"),
    [
        ("sigmoid", -1.0, torch.sigmoid(torch.tensor(-0.5)).item(), "it becomes larger"),
        ("relu", -1.0, 0.0, "it stays the same"),
        ("relu", -0.25, 0.25, "it becomes larger"),
        ("sin", 2.0, torch.sin(torch.tensor(2.5)).item(), "it becomes smaller"),
        ("sigmoid", 30.0, 1.0, "it stays the same"),
        ("identity", -1.0, -0.5, "it becomes larger"),
    ],
)
def test_half_a_step_along_the_curve(activation: str, z: float, after: float, words: str) -> None:
    spec = NetworkSpec(inputs=1, hidden=(), output_activation=activation)
    edits: dict[Element, float] = {Unit(0, 0): 0.0, Bias(1, 0): z}
    for hidden in (True, False):
        beat = told(ACTIVATION, spec, edits, hidden=hidden)
        assert beat.text[0] == f"At z + 0.5 the curve is at **{after:.4f}**.".replace("-", "−")
        assert answer(beat) == words
        assert beat.asked is not None
        assert f"the curve of {activation}," in beat.asked.text
        assert "larger by 0.5," in beat.asked.text


def test_the_height_of_the_curve_is_the_output() -> None:
    assert told(ACTIVATION).text[1] == "The height of the curve at z is the output: y = **0.1595**."
    assert told(ACTIVATION, hidden=True).text[1].endswith("y = **?**.")


def test_the_last_beat_asks_nothing() -> None:
    assert (told(BY_HAND).asked, len(told(BY_HAND).text)) == (None, 3)
