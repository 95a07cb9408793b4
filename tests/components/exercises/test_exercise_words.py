"""Every mistake, refusal and error of the exercises has words, in every language, and none lets HTML through."""

import pytest

from components.base.text import languages, translator
from components.exercises.mistake_words import mistake_words
from components.exercises.words import explanation, hints, refusal, rich, shapes_of, task, title
from compute.exercises.expression import Reason, RefusedError
from compute.exercises.judging import EXERCISES, MATRIX, STACK, SUM, Case
from compute.network.forward import forward_network
from compute.network.network import draw

CASES = [Case(SUM, 7, 5), Case(MATRIX, 7, 5), Case(STACK, 7, 3, 2)]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("case", CASES)
def test_tasks_hints_and_mistakes(case: Case, language: str) -> None:
    _ = translator(language)
    assert title(case.exercise, _).startswith(str(case.exercise))
    assert task(case.exercise, _)
    assert len(set(hints(case, forward_network(draw(case.spec)), _))) == 3
    words = [mistake_words(mistake, case, _) for mistake in EXERCISES[case.exercise].mistakes]
    assert len({name for name, _hint in words}) == len(words)
    assert all(name and hint and "{" not in name + hint for name, hint in words)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_says_something(reason: Reason, language: str) -> None:
    text = refusal(RefusedError(reason, "`<b>x</b>`", ["features", "weights"]), translator(language))
    assert len(text) > 15
    assert "{" not in text
    assert "<b>" not in rich(text)


def test_refusals_say_what_is_allowed() -> None:
    _ = translator("en")
    assert "features, weights" in refusal(RefusedError(Reason.NAME, "os", ["features", "weights"]), _)
    assert "4,096" in refusal(RefusedError(Reason.ELEMENTS), _)
    assert "mm, sum" in refusal(RefusedError(Reason.FUNCTION, "load", ["mm", "sum"]), _)


def test_hints_give_the_numbers_on_the_way() -> None:
    _ = translator("en")
    third = [hints(case, forward_network(draw(case.spec)), _)[2] for case in CASES]
    assert "-1.9796" in third[0]
    assert "-1.6619" in third[0]
    assert "-1.9796" in third[1]
    assert "0.6813, 0.4355" in third[2]
    wide = Case(STACK, 7, 3, 64)
    assert ", 56 more]" in hints(wide, forward_network(draw(wide.spec)), _)[2]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("mat1 and mat2 shapes cannot be multiplied (1x5 and 1x5)", "columns of the first"),
        ("self must be a matrix", "two matrices"),
        ("shape '[3, 2]' is invalid for input of size 5", "as many elements"),
        ("The size of tensor a (5) must match the size of tensor b (4) at non-singleton dimension 0", "equal or one"),
        ("t() expects a tensor with <= 2 dimensions, but self is 3D", "more than two dimensions"),
        ("view size is not compatible with input tensor's size and stride", "reshape"),
        ("something new", "`features` 1 × 5"),
    ],
)
def test_torchs_errors_are_explained(words: str, part: str) -> None:
    shapes = shapes_of({"features": (1, 5), "weights": (1, 5)}, translator("en"))
    assert part in explanation("RuntimeError", words, shapes, translator("en"))


def test_rich_text_is_escaped() -> None:
    assert rich("`<script>` & <b>") == "<code>&lt;script&gt;</code> &amp; &lt;b&gt;"
