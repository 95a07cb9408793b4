"""Every mistake, refusal and error of the exercises has words, in every language, and none lets HTML through."""

import pytest
import torch

from components.base.text import languages, translator
from components.exercises.gradient_words import meaning_of
from components.exercises.mistake_words import mistake_words
from components.exercises.words import MAX_SHOWN, explanation, hints, lead, refusal, rich, shapes_of, task, title
from compute.exercises.expression import Reason, RefusedError
from compute.exercises.judging import EVERY_EXERCISE, GRADIENT_EXERCISES, MATRIX, STACK, SUM, Case, given, solution
from compute.network.forward import forward_network
from compute.network.network import draw
from tests.cases import for_each

CASES = [Case(SUM, 7, 5), Case(MATRIX, 7, 5), Case(STACK, 7, 3, 2), *(Case(number, 7, 3, 2) for number in (4, 5, 6))]


@pytest.mark.long
@for_each("language", languages())
@for_each("case", CASES)
def test_tasks_hints_and_mistakes(case: Case, language: str) -> None:
    _ = translator(language)
    assert title(case.exercise, _).startswith(str(case.exercise))
    assert task(case.exercise, _)
    assert len(set(hints(case, forward_network(draw(case.spec)), _))) == 3
    words = [mistake_words(mistake, case, _) for mistake in EVERY_EXERCISE[case.exercise].mistakes]
    assert len({name for name, _hint in words}) == len(words)
    assert all(name and hint and "{" not in name + hint for name, hint in words)
    assert all((name + hint).count("`") % 2 == 0 for name, hint in words)


@for_each("case", CASES)
def test_no_words_but_the_solution_are_english_in_another_language(case: Case) -> None:
    english = translator("en")
    for language in (name for name in languages() if name != "en"):
        _ = translator(language)
        for mistake in EVERY_EXERCISE[case.exercise].mistakes:
            here, there = mistake_words(mistake, case, _), mistake_words(mistake, case, english)
            assert all(one != other for one, other in zip(here, there, strict=True)), (language, there)
        assert lead(case, _) != lead(case, english)
        assert task(case.exercise, _) != task(case.exercise, english)
        assert title(case.exercise, _) != title(case.exercise, english)


@pytest.mark.long
@for_each(
    ("case", "way"),
    [
        (Case(4, 7, 3, 2), "Below 0: the loss falls where `W2[0, 0]` grows"),
        (Case(5, 7, 3, 2), "Above 0: the loss grows with `B1[0, 0]`"),
        (Case(5, 8, 3, 2), "Below 0: the loss falls where `B1[0, 0]` grows"),
        (Case(6, 7, 3, 2), "which is −0.0159: `W1[0, 0]` goes up, from −1.1143 to −1.1064"),
        (Case(6, 10, 3, 2), "which is 0.0112: `W1[0, 0]` goes down"),
        (Case(6, 8, 3, 2), "which is −0.0001: `W1[0, 0]` stays 0.4181 in four decimals"),
    ],
)
def test_the_meaning_of_a_gradient_says_which_way_it_goes(case: Case, way: str) -> None:
    assert way in meaning_of(case, translator("en"))
    weight = torch_gradient(case)
    if "stays" not in way:
        assert ("goes up" in way or "Below 0" in way) == (weight < 0)
    if case.exercise != 6:
        assert solution(case) == pytest.approx(weight, abs=1e-6)


def torch_gradient(case: Case) -> float:
    """What `backward()` says of the weight or bias that is asked about."""
    tensors = {name: tensor.clone().requires_grad_() for name, tensor in given(case).items() if name != "features"}
    hidden = torch.sigmoid(torch.mm(given(case)["features"], tensors["W1"]) + tensors["B1"])
    output = torch.sigmoid(torch.mm(hidden, tensors["W2"]) + tensors["B2"])
    torch.nn.functional.mse_loss(output, torch.ones(1, 1)).backward()
    return float(torch.as_tensor(tensors[{4: "W2", 5: "B1", 6: "W1"}[case.exercise]].grad)[0, 0])


def test_the_other_exercises_say_nothing_about_a_gradient() -> None:
    assert [meaning_of(case, translator("en")) != "" for case in CASES] == [False] * 3 + [True] * 3
    assert {case.exercise for case in CASES} == set(EVERY_EXERCISE) > set(GRADIENT_EXERCISES)


@for_each("language", languages())
@for_each("reason", Reason)
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
    assert "−1.9796" in third[0]
    assert "−1.6619" in third[0]
    assert "−1.9796" in third[1]
    assert "0.6813, 0.4355" in third[2]
    assert "0.6813" in third[3]
    assert "−0.2958" in third[3]
    assert "−1.6822" in third[4]
    assert "−0.2958" in third[4]
    assert "0.1080" in third[5]
    full = Case(STACK, 7, 3, MAX_SHOWN)
    assert "more]" not in hints(full, forward_network(draw(full.spec)), _)[2]
    wide = Case(STACK, 7, 3, 64)
    assert ", 56 more]" in hints(wide, forward_network(draw(wide.spec)), _)[2]


@for_each(
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


def test_a_single_number_has_no_shape_to_name() -> None:
    assert shapes_of({"features": (1, 3), "rate": ()}, translator("en")) == "`features` 1 × 3"


def test_rich_text_is_escaped() -> None:
    assert rich("`<script>` & <b>") == "<code>&lt;script&gt;</code> &amp; &lt;b&gt;"
