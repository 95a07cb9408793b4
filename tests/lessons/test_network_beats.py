"""The beats of the network page: their questions have the answer that torch gives, for any network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.base.style import printed_number
from components.base.text import languages, translator, untranslated
from components.network.beats import BEATS, lead
from components.network.lesson import network_lesson
from components.network.neuron_beats import NEURON_BEATS
from components.network.scene import SeenPass
from compute.network.forward import ForwardPass, forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
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
