"""The sentences that read a measurement, from invented ones."""

import re
from collections.abc import Iterable, Sequence

import pytest

from components.base.text import languages, translator, untranslated
from components.devices.timing_words import answer, sentences, times
from compute.timing.timing import FAILED, NO_TIME, TOO_LONG, LeftOut, Measurement, Timed
from tests.cases import for_each

SIZES = (1, 2, 4, 8)
TORN = re.compile(r"\b(a|de) el\b|\b(de|em|por) o\b")
"""What Spanish and Portuguese write as one word: a preposition before a name that brings its article along."""


def invented(left_out: Iterable[LeftOut] = (), **ways: Sequence[float]) -> Measurement:
    names = {name: name.replace("_on_", " ") for name in ways}
    points = [
        Timed(names[way], size, float(seconds), 3, None if way.startswith("move") else 0.0)
        for way, found in ways.items()
        for size, seconds in zip(SIZES, found, strict=False)
    ]
    return Measurement(7, 8, 1, tuple(names.values()), tuple(points), tuple(left_out))


def said(measurement: Measurement) -> list[str]:
    return list(sentences(measurement, untranslated))


def test_from_where_on_and_by_how_much() -> None:
    found = said(invented(python=[1, 4, 40, 400], mm=[2, 2, 2, 2]))
    assert found[0] == "From n = 2 on torch.mm beats the Python loop; at n = 8 it is 200 times as fast."
    assert found[1] == (
        "Up to n = 1 the Python loop is faster: a call of torch takes about 2 s, however small the matrices are."
    )
    assert found[-1] == "torch.mm is at its best at n = 8, with 0.000000512 GFLOP/s."


def test_the_price_of_a_call_is_named_only_where_a_call_has_been_the_slower_one() -> None:
    assert said(invented(python=[4, 4, 40, 400], mm=[2, 2, 2, 2])) == [
        "From n = 1 on torch.mm beats the Python loop; at n = 8 it is 200 times as fast.",
        "torch.mm is at its best at n = 8, with 0.000000512 GFLOP/s.",
    ]
    assert not any(text.startswith("Up to") for text in said(invented(python=[1, 1, 1, 1], mm=[2, 2, 2, 2])))


def test_only_at_the_end() -> None:
    (first, *_) = said(invented(python=[1, 1, 1, 9], mm=[2, 2, 2, 3]))
    assert first == "At n = 8, and not before, torch.mm beats the Python loop: 3.0 times as fast."


@pytest.mark.parametrize("mm", [[2, 2, 2, 2], [1, 1, 1, 1]], ids=["slower", "tie"])
def test_never(mm: list[int]) -> None:
    (first, *_) = said(invented(python=[1, 1, 1, 1], mm=mm))
    assert first == "torch.mm does not beat the Python loop at n = 8, the largest size that both have."


def test_numpy_beside_torch() -> None:
    assert said(invented(numpy=[1, 1, 1, 3], mm=[1, 1, 1, 4]))[0] == (
        "NumPy has such a product too: at n = 8 it takes 0.75 times as long as torch.mm."
    )


def test_moving_the_numbers() -> None:
    always = said(invented(mm=[1, 1, 1, 1], move=[2, 2, 2, 2]))[0]
    assert always == (
        "Moving the numbers (lists to tensors and back) takes as long as torch.mm or longer, up to n = 8."
    )
    later = said(invented(mm=[1, 1, 4, 8], move=[2, 2, 2, 2]))[0]
    assert later == ("Moving the numbers (lists to tensors and back) takes less time than torch.mm only from n = 4 on.")


def test_an_accelerator_beats_the_cpu_and_moving_is_separate() -> None:
    ways = {"mm": [1, 2, 8, 64], "mm_on_cuda:0": [4, 4, 4, 4], "move_on_cuda:0": [9, 9, 9, 9]}
    found = said(invented(**ways))
    assert found[0] == "From n = 4 on torch.mm on cuda:0 beats torch.mm; at n = 8 it is 16 times as fast."
    assert found[1] == (
        "Moving the numbers (moving to cuda:0 and back) takes as long as torch.mm on cuda:0 or longer, up to n = 8."
    )


def test_what_was_left_out_and_why() -> None:
    left = [
        LeftOut("python", 4, TOO_LONG, 1.02),
        LeftOut("sum", 8, NO_TIME, 0.1),
        LeftOut("mm cuda:0", 2, FAILED, words="CUDA out of memory."),
    ]
    assert said(invented(left, python=[1])) == [
        "Left out from n = 4 on: the Python loop; one run would take about 1.02 s.",
        "Left out from n = 8 on: the loop of torch.sum; the time for one measurement was used up.",
        "Left out from n = 2 on: torch.mm on cuda:0. In torch's words: CUDA out of memory.",
    ]


def test_nothing_measured_says_nothing() -> None:
    assert said(invented()) == []
    assert said(invented(python=[1])) == []


@for_each(
    ("guess", "python", "words"),
    [
        ("2", [1, 4, 40, 400], "You guessed right: it wins from n = 2 on."),
        ("64", [1, 4, 40, 400], "You guessed n = 64; here it wins from n = 2 on."),
        ("never", [1, 4, 40, 400], "You guessed never; here it wins from n = 2 on."),
        ("never", [1, 1, 1, 1], "You guessed right: here it never wins."),
        ("8", [1, 1, 1, 1], "Here it never wins. Measure again?"),
        (None, [1, 4, 40, 400], ""),
        ("2", [], ""),
    ],
)
def test_the_guess_beside_what_was_measured(guess: str | None, python: list[int], words: str) -> None:
    assert answer(invented(python=python, mm=[2, 2, 2, 2]), guess, untranslated) == words


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_every_sentence_is_translated(language: str) -> None:
    left = [LeftOut("python", 8, why, 1.0, "words") for why in (TOO_LONG, NO_TIME, FAILED)]
    for mm in ([2, 2, 2, 2], [99, 99, 99, 2], [99, 99, 99, 99]):
        measurement = invented(left, python=[1, 4, 40, 400], sum=[5] * 4, mm=mm, numpy=[1] * 4, move=[3] * 4)
        english, other = said(measurement), list(sentences(measurement, translator(language)))
        assert len(english) == len(other)
        assert not set(english) & set(other)
        assert not [text for text in other if TORN.search(text)]


@for_each(
    ("factor", "text"), [(0.8123, "0.81"), (1, "1.0"), (1.649, "1.6"), (9.96, "10"), (15.7, "16"), (5250, "5200")]
)
def test_two_digits(factor: float, text: str) -> None:
    assert times(factor) == text
