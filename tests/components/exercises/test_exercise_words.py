"""Every mistake, refusal and error of the exercises has words, in every language, and none lets HTML through."""

import pytest
import torch

from components.base.text import languages, translator, untranslated
from components.exercises.gradient_words import meaning_of
from components.exercises.mistake_words import mistake_words
from components.exercises.words import MAX_SHOWN, asked, explanation, hints, lead, refusal, rich, shapes_of, task, title
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


@for_each(
    ("reason", "sentence"),
    [
        (Reason.EMPTY, "Write a number, or a line of PyTorch."),
        (Reason.NOTHING, "These lines compute nothing that can be looked at"),
        (Reason.LENGTH, "Too long: up to 3000 characters."),
        (Reason.STATEMENTS, "Too many lines: up to 60."),
        (Reason.SIZE, "Too long, or too many brackets within each other: make it simpler."),
        (Reason.WORK, "That is too much work for here"),
        (Reason.CHARACTER, "The sign `it` is not allowed outside of a text in quotes."),
        (Reason.UNDERSCORE, "`it` is not allowed: no name begins with two underscores."),
        (Reason.COPIED, "`it` comes from the notebook, terminal or chat"),
        (Reason.NAME, "`it` is not known here. Known: a, b"),
        (Reason.IMPORT, "`it` cannot be imported here. Allowed: a, b"),
        (Reason.FUNCTION, "`it` does not exist, or is not allowed here. Allowed: a, b"),
        (Reason.METHOD, "`.it` cannot be used like this. Allowed on a tensor: a, b"),
        (Reason.ARGUMENT, "The argument `it` is not allowed here. Allowed: a, b"),
        (Reason.FORM, "`it` is not allowed here. Allowed: assignments, arithmetic"),
        (Reason.TARGET, "This cannot be assigned to."),
        (Reason.OPERAND, "Only tensors and numbers can be calculated with, only whole numbers are sizes."),
        (Reason.TEXT, "`it` takes tensors and numbers, and here it gets a text in quotes."),
        (Reason.NUMBER, "Only real numbers, and whole numbers up to 1,000,000,000."),
        (Reason.POWER, "The exponent of a plain number may be up to 16."),
        (Reason.ELEMENTS, "Too large: a tensor may have up to 4,096 elements here."),
        (Reason.DIMENSIONS, "A tensor may have up to 4 dimensions here."),
        (Reason.GROWTH, "`resize_` to more elements would show memory that nobody has set"),
    ],
)
def test_each_refusal_has_its_own_sentence(reason: Reason, sentence: str) -> None:
    assert refusal(RefusedError(reason, "it", ["a", "b"]), untranslated).startswith(sentence)


def test_an_argument_of_a_function_that_has_none_is_refused_without_a_list() -> None:
    assert refusal(RefusedError(Reason.ARGUMENT, "it"), untranslated) == "The argument `it` is not allowed here."


@for_each(
    ("kind", "words", "meaning"),
    [
        ("KeyError", "'a'", "The dictionary has nothing under this key."),
        ("AssertionError", "", "This line claims something that is not so here."),
        ("SyntaxError", "'(' was never closed", "Python cannot read this line"),
        ("IndentationError", "unexpected indent", "Python cannot read this line"),
        ("RuntimeError", "shapes cannot be multiplied", "The columns of the first must be as many as the rows of the"),
        ("RuntimeError", "self must be a matrix", "`torch.mm` takes two matrices"),
        ("RuntimeError", "is invalid for input of size 5", "A new shape must hold exactly as many elements"),
        ("RuntimeError", "must match the size of tensor b", "Element by element, two sizes must be equal"),
        ("RuntimeError", "t() expects a tensor", "`t()` turns a matrix"),
        ("RuntimeError", "view size is not compatible", "After `t()` the numbers do not lie in this order"),
        ("TypeError", "argument must be Tensor, not int", "This function takes a tensor"),
        ("TypeError", "invalid combination of arguments", "The function does not take arguments of this kind."),
        ("ZeroDivisionError", "division by zero", "There is a division by zero."),
        ("AttributeError", "before Module.__init__() call", "`super().__init__()` has to be the first line"),
        ("AttributeError", "has no attribute '_backward_hooks'", "`super().__init__()` has to be the first line"),
        ("NotImplementedError", 'missing the required "forward" function', "A module computes in its function"),
        ("AttributeError", "has no attribute 'a'", "There is nothing of this name"),
        ("TypeError", "missing 1 required positional argument: 'a'", "The function takes another number of arguments."),
        ("TypeError", "got an argument too many", "The function takes another number of arguments."),
        ("TypeError", "A() takes no arguments", "The function takes another number of arguments."),
        ("ValueError", "too many values to unpack", "On the left there are more or fewer names"),
        ("TypeError", "'int' object is not callable", "Only functions can be called"),
        ("TypeError", "operand: 'NoneType'", "One of the values is `None`"),
        ("IndexError", "list index out of range", "The tensor has no such dimension or place: SHAPES."),
        ("IndexError", "index 5 is out of bounds", "The tensor has no such dimension or place: SHAPES."),
        ("RuntimeError", "anything else", "Compare with the shapes: SHAPES."),
    ],
)
def test_each_error_has_its_own_meaning(kind: str, words: str, meaning: str) -> None:
    assert explanation(kind, words, "SHAPES", untranslated).startswith(meaning)


def test_each_exercise_has_its_name_and_its_sign() -> None:
    assert [title(number, untranslated) for number in EVERY_EXERCISE] == [
        "1 · sum",
        "2 · matrix product",
        "3 · two layers",
        "4 · gradient of a weight",
        "5 · gradient of a bias",
        "6 · one step",
    ]
    assert [asked(number) for number in EVERY_EXERCISE] == ["y", "y", "y", "dL/dW2[0, 0]", "dL/dB1[0, 0]", "W1[0, 0]"]


def test_the_question_has_the_network_and_the_seed_of_the_case() -> None:
    assert lead(Case(SUM, 12, 5), untranslated) == "Network **5-1** from the seed **12**: which number comes out?"
    assert lead(Case(STACK, 7, 4, 6), untranslated) == "Network **4-6-1** from the seed **7**: which number comes out?"
    assert "how steep" in lead(Case(4, 7, 4, 6), untranslated)


def test_each_task_asks_for_its_own_way() -> None:
    said = [task(number, untranslated) for number in EVERY_EXERCISE]
    assert "`torch.sum()`" in said[0]
    assert "by matrix multiplication" in said[1]
    assert "with a hidden layer" in said[2]
    assert ["dL/dW2[0, 0]" in said[3], "dL/dB1[0, 0]" in said[4], "gradient descent" in said[5]] == [True] * 3


def test_the_hints_have_the_sizes_and_the_numbers_of_the_case() -> None:
    unit, product, network = Case(SUM, 12, 9), Case(MATRIX, 12, 9), Case(STACK, 12, 4, 6)
    features, weights, bias = given(unit).values()
    z = (features * weights).sum()
    total, shifted = (f"{float(number):.4f}".replace("-", "−") for number in (z, z + bias))
    first, second, third = hints(unit, forward_network(draw(unit.spec)), untranslated)
    assert "Four steps: product, sum, bias, activation." in first
    assert "`features * weights` gives the products." in second
    assert third.startswith(f"The sum is {total}, with the bias {shifted}.")
    first, second, third = hints(product, forward_network(draw(product.spec)), untranslated)
    assert "Both are 1 × 9 here." in first
    assert "`.view(9, 1)`, `.reshape(9, 1)` or `.t()`" in second
    assert f"gives {total}." in third
    first, second, third = hints(network, forward_network(draw(network.spec)), untranslated)
    assert "1 × 4 by 4 × 6, then 1 × 6 by 6 × 1." in first
    assert "`features` by `W1`, plus `B1`" in second
    x, w1, _w2, b1, _b2 = given(network).values()
    hidden = ", ".join(f"{value:.4f}" for value in torch.sigmoid(x @ w1 + b1)[0].tolist())
    assert f"The hidden layer is [{hidden}]. Multiply it by `W2`" in third


@for_each(("hidden", "more"), [(8, ""), (9, ", 1 more"), (10, ", 2 more")])
def test_eight_numbers_of_the_hidden_layer_are_shown(hidden: int, more: str) -> None:
    case = Case(STACK, 7, 3, hidden)
    third = hints(case, forward_network(draw(case.spec)), untranslated)[2]
    inside = third[third.index("[") + 1 : third.index("]")]
    assert len(inside.removesuffix(more).split(", ")) == 8
    assert inside.endswith(more)


def test_several_tensors_are_listed_with_their_shapes() -> None:
    shapes = {"features": (1, 5), "rate": (), "W1": (5, 2, 3)}
    assert shapes_of(shapes, translator("en")) == "`features` 1 × 5 and `W1` 5 × 2 × 3"
