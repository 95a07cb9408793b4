"""The beats of the network page: their questions have the answer that torch gives, for any network."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from components.base.style import printed_number
from components.base.text import languages, translator, untranslated
from components.network.beats import BEATS, biases_of, lead, weights_of
from components.network.lesson import network_lesson
from components.network.neuron_beats import NEURON_BEATS
from components.network.scene import SeenPass
from compute.network.elements import Bias, Element, Weight
from compute.network.forward import ForwardPass, forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import NOTHING
from tests.cases import for_each
from tests.examples import examples

SPECS = st.builds(
    NetworkSpec,
    st.integers(0, 9999),
    st.integers(1, 20),
    st.lists(st.integers(1, 9), min_size=1, max_size=3).map(tuple),
    st.integers(1, 4),
    st.sampled_from(["sigmoid", "tanh", "relu"]),
    bias=st.booleans(),
)
SUM, BIAS, WEIGHTS = 1, 5, 6
"""Indices of the beats that ask for what is computed."""


def passed_by(spec: NetworkSpec) -> ForwardPass:
    return forward_network(draw(spec), "cpu")


def seen(spec: NetworkSpec) -> SeenPass:
    return SeenPass(known_pass(passed_by(spec)), None, {})


@given(SPECS, st.sampled_from(list(languages())))
@examples(40)
def test_every_beat_can_be_told(spec: NetworkSpec, language: str) -> None:
    for beat in BEATS:
        told = beat.tell(seen(spec), translator(language))
        assert told.title
        assert any(told.text)
        if told.asked is not None:
            assert len(set(told.asked.answers)) == len(told.asked.answers) >= 2
            assert told.asked.right in range(len(told.asked.answers))


@given(SPECS)
@examples(60)
def test_the_answers_are_what_torch_computes(spec: NetworkSpec) -> None:
    passed, shown = passed_by(spec), seen(spec)
    network = passed.network
    asked = {at: BEATS[at].tell(shown, untranslated).asked for at in (SUM, BIAS, WEIGHTS)}
    total = float((network.features @ network.weights[0])[0, 0])
    assert asked[SUM].answers[asked[SUM].right] == ("negative" if total < 0 else "positive")
    weights = sum(each.numel() for each in network.weights)
    assert asked[WEIGHTS].answers[asked[WEIGHTS].right].replace(",", "") == str(weights)
    other = passed_by(
        NetworkSpec(spec.seed, spec.inputs, spec.hidden, spec.outputs, spec.activation, bias=not spec.bias)
    )
    change = float(other.output[0, 0]) - float(passed.output[0, 0])
    words = "it stays the same" if change == 0 else "it becomes larger" if change > 0 else "it becomes smaller"
    assert asked[BIAS].answers[asked[BIAS].right] == words


def test_nothing_is_told_before_its_time() -> None:
    whole = passed_by(NetworkSpec())
    hidden = SeenPass(known_pass(whole, NOTHING), None, {})
    for beat in BEATS:
        said = " ".join(beat.tell(hidden, untranslated).text)
        for value in ("0.6270", "0.6813", "0.4355", "0.3171", "0.2751"):
            assert value not in said


def test_the_heading_counts() -> None:
    assert lead(NetworkSpec(), untranslated) == (
        "**3** numbers go in, **1** comes out. The seed draws **x** and **11** weights and biases; "
        "all else follows from them."
    )
    alone = NetworkSpec(inputs=1, hidden=(1,), bias=False)
    assert lead(alone, untranslated).startswith(
        "**1** number goes in, **1** comes out. The seed draws **x** and **2** weights;"
    )


@pytest.mark.parametrize("language", languages())
def test_what_is_asked_goes_home_with_its_answers(language: str) -> None:
    packed = network_lesson(passed_by(NetworkSpec(hidden=(4,))), {}, translator(language))
    (last,) = packed.lesson[-1:]
    asked = [beat.tell(seen(NetworkSpec(hidden=(4,))), translator(language)).asked for beat in BEATS]
    for question in filter(None, asked):
        assert question.text in last.text
        assert last.text.count(question.answers[question.right]) >= 2


@for_each("seed", range(7, 13))
def test_only_a_negative_bias_stands_in_brackets(seed: int) -> None:
    shown = seen(NetworkSpec(seed=seed, inputs=5, hidden=()))
    bias = float(shown.passed.layers[0].bias)
    told = NEURON_BEATS[3].tell(shown, untranslated).text[0]
    assert f" + {printed_number(bias)} = " in told or f" + ({printed_number(bias)}) = " in told
    assert ("(" in told) == (bias < 0)


def texts(spec: NetworkSpec, at: int) -> tuple[str, ...]:
    return BEATS[at].tell(seen(spec), untranslated).text


def test_each_beat_opens_its_scene() -> None:
    assert [dict(beat.link) for beat in BEATS] == [
        {},
        {"select": "h1.1"},
        {"select": "h1.1", "step": "0"},
        {},
        {"select": "y1"},
        {},
        {"hidden": "4"},
        {},
    ]


def test_the_first_hidden_unit_is_told_with_its_numbers() -> None:
    assert texts(NetworkSpec(), 1) == (
        "**Product**: each input times its weight. **Sum**: the products added up, here 0.6270.",
        "**Bias** and **activation** make 0.6813 of that, the number in the circle of h1.",
    )


def test_a_layer_is_a_matrix_of_the_sizes_on_the_screen() -> None:
    (said,) = texts(NetworkSpec(inputs=4, hidden=(3,)), 3)
    assert said.endswith("1 × 4 times 4 × 3 gives 1 × 3.")
    asked = BEATS[3].tell(seen(NetworkSpec()), untranslated).asked
    assert asked.answers[asked.right] == "a row for each input, a column for each hidden unit"
    first = BEATS[0].tell(seen(NetworkSpec()), untranslated).asked
    assert first.answers[first.right] == "at the right, in **y**"


@for_each(("hidden", "dots"), [((4,), False), ((5,), True), ((5, 4), False), ((2, 5), True)])
def test_the_output_sees_the_last_hidden_layer_and_four_of_its_values_are_told(
    hidden: tuple[int, ...], dots: bool
) -> None:
    spec = NetworkSpec(hidden=hidden)
    passed = passed_by(spec)
    values = ", ".join(f"{value:.4f}" for value in passed.layers[-2].output[0, :4].tolist())
    assert texts(spec, 4)[1] == (
        f"y sees nothing of x. It multiplies ({values}{', …' if dots else ''}) by its own weights and takes the same "
        f"four steps: {passed.output.item():.4f}."
    )


def test_what_becomes_of_it_without_biases_and_with_them() -> None:
    for bias, this, other, words in ((True, "0.3171", "0.2751", "smaller"), (False, "0.2751", "0.3171", "larger")):
        told = BEATS[BIAS].tell(seen(NetworkSpec(bias=bias)), untranslated)
        assert told.text[0].startswith(f"From {this} it goes to **{other}**.")
        assert told.asked.text.startswith("Leave all biases out" if bias else "Switch the biases on")
        assert told.asked.text.endswith("What happens to y?")
        assert told.asked.answers[told.asked.right] == f"it becomes {words}"
    hidden = SeenPass(known_pass(passed_by(NetworkSpec()), NOTHING), None, {})
    assert BEATS[BIAS].tell(hidden, untranslated).text[0].startswith("From ? it goes to **?**.")


def test_a_changed_value_counts_in_what_becomes_of_it() -> None:
    """Without weights the output is the sigmoid of its bias, and without a bias that of 0."""
    edits: dict[Element, float] = {Weight(2, 0, 0): 0.0, Weight(2, 1, 0): 0.0}
    passed = forward_network(edit(draw(NetworkSpec()), edits), "cpu")
    told = BEATS[BIAS].tell(SeenPass(known_pass(passed), None, edits), untranslated)
    assert told.text[0].startswith(f"From {torch.sigmoid(torch.tensor(0.2405)):.4f} it goes to **0.5000**.")
    relu = NetworkSpec(activation="relu", output_activation="relu")
    edits |= {Bias(2, 0): -1.0}
    passed = forward_network(edit(draw(relu), edits), "cpu")
    asked = BEATS[BIAS].tell(SeenPass(known_pass(passed), None, edits), untranslated).asked
    assert asked.answers[asked.right] == "it stays the same"


@for_each(
    ("spec", "text", "answers"),
    [
        (
            NetworkSpec(hidden=(4,)),
            ("3 × 4 + 4 × 1 = **16**.", "Each of the 5 units has a bias besides."),
            ("21", "16", "24"),
        ),
        (NetworkSpec(hidden=(4,), bias=False), ("3 × 4 + 4 × 1 = **16**.", ""), ("21", "16", "24")),
        (
            NetworkSpec(hidden=(30, 40)),
            ("3 × 30 + 30 × 40 + 40 × 1 = **1,330**.", "Each of the 71 units has a bias besides."),
            ("1,401", "1,330", "1,404"),
        ),
    ],
)
def test_the_weights_are_counted(spec: NetworkSpec, text: tuple[str, ...], answers: tuple[str, ...]) -> None:
    told = BEATS[WEIGHTS].tell(seen(spec), untranslated)
    assert (told.text, told.asked.answers, told.asked.right) == (text, answers, 1)


def test_the_heading_counts_weights_alone_where_there_are_no_biases() -> None:
    assert lead(NetworkSpec(inputs=2, hidden=(), bias=False, outputs=2), untranslated) == (
        "**2** numbers go in, **2** come out. The seed draws **x** and **4** weights; all else follows from them."
    )
    assert (weights_of(NetworkSpec()), biases_of(NetworkSpec()), biases_of(NetworkSpec(bias=False))) == (8, 3, 0)
