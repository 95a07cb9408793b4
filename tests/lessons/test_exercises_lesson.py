"""The lesson of the exercises page: the answer goes home only with those who found it or asked for it."""

from itertools import product

import pytest
import torch

from components.base.style import number, printed_number
from components.base.text import languages, translator, untranslated
from components.exercises.lesson import exercise_lesson
from compute.exercises.judging import Case, given, solution
from compute.files.take_home import TakeHome
from compute.network.forward import forward_network
from compute.network.network import draw
from tests.cases import for_each
from tests.examples import some
from tests.lessons.pack_checking import check_pack

CASES = [
    Case(1, 7, 5),
    Case(1, 42, 1),
    Case(2, 7, 5),
    Case(2, 12, 64),
    Case(3, 7, 3, 2),
    Case(3, 9999, 64, 64),
    Case(4, 7, 3, 2),
    Case(4, 12, 8, 8),
    Case(5, 7, 3, 2),
    Case(5, 21, 1, 4),
    Case(6, 7, 3, 2),
    Case(6, 5, 6, 5),
]
GAP, WHOLE = 4, 5


def everything(pack: TakeHome) -> str:
    """All words, code and printed numbers of a pack."""
    return "\n".join([pack.title, pack.program, check_pack(pack), *(passage.text for passage in pack.lesson)])


@pytest.mark.long
@pytest.mark.parametrize(("case", "language"), some(product(CASES, languages())), ids=str)
def test_no_answer_before_its_time(case: Case, language: str) -> None:
    first = forward_network(draw(case.spec)).layers[0]
    half_way = [printed_number(float(first.weighted_sum[0, 0])), printed_number(float(first.output[0, 0]))]
    for help_shown in range(GAP + 1):
        pack = exercise_lesson(case, help_shown, False, translator(language))
        said = everything(pack)
        assert number(solution(case)) not in said
        assert printed_number(solution(case)) not in said
        for line in case.right.splitlines():
            assert f"\n{line}\n" not in f"\n{said}\n"
        assert (case.gap.splitlines()[-1] in said) == (help_shown >= GAP)
        assert any(value in said for value in half_way) == (help_shown >= 3)
        assert set(pack.tensors) == set(given(case))
        assert f"{case.answer} = None\n" in pack.program
        assert not {"Ellipsis", "None"} & set(check_pack(pack).split())


@for_each("case", CASES)
@pytest.mark.long
def test_who_found_it_or_asked_for_it_takes_it_home(case: Case) -> None:
    for help_shown, solved in ((0, True), (GAP, True), (WHOLE, False), (WHOLE, True)):
        pack = exercise_lesson(case, help_shown, solved, untranslated)
        printed = check_pack(pack)
        assert case.right in pack.program
        assert printed.endswith(f"tensor([[{number(solution(case))}]])\n")
        assert float(pack.tensors[case.answer]) == pytest.approx(solution(case), abs=1e-6)
        assert f"{case.answer} = None" not in pack.program


def test_the_hints_that_are_open_and_no_others() -> None:
    for help_shown in range(4):
        (told,) = (passage.text for passage in exercise_lesson(CASES[0], help_shown, False, untranslated).lesson[1:2])
        assert [f"\n{hint}. " in told for hint in (1, 2, 3)] == [hint <= help_shown for hint in (1, 2, 3)]


def test_what_is_given_is_printed() -> None:
    printed = check_pack(exercise_lesson(CASES[0], 0, False, untranslated))
    assert printed.startswith("tensor([[-0.1468,  0.7861,  0.9468, -1.1143,  1.6908]])\ntensor([[-0.8948")


def test_the_golden_numbers() -> None:
    stack = exercise_lesson(CASES[4], WHOLE, False, untranslated)
    assert check_pack(stack).endswith("tensor([[0.6813, 0.4355]])\ntensor([[0.3171]])\n")
    assert list(stack.tensors) == ["features", "W1", "W2", "B1", "B2", "hidden_output", "output"]
    column = exercise_lesson(CASES[2], 0, True, untranslated).tensors["weights"]
    assert torch.equal(column, given(CASES[2])["weights"].view(5, 1))


def test_the_golden_numbers_of_a_gradient() -> None:
    weight, bias, step = (exercise_lesson(Case(number, 7, 3, 2), WHOLE, False, untranslated) for number in (4, 5, 6))
    way = "tensor([[0.6813, 0.4355]])\ntensor([[0.3171]])\ntensor([[-0.2958]])\n"
    assert check_pack(weight).endswith(f"{way}tensor([[-0.2015]])\n")
    assert check_pack(bias).endswith(f"{way}tensor([[0.1080]])\n")
    assert check_pack(step).endswith(f"{way}tensor([[0.1080]])\ntensor([[-1.1064]])\n")
    assert list(step.tensors)[5:] == ["target", "rate", "h", "y", "delta", "delta_h", "weight"]
    assert "goes up, from −1.1143 to −1.1064" in everything(step)


@pytest.mark.parametrize("number_of", [4, 5, 6])
def test_the_meaning_goes_home_only_with_the_solution(number_of: int) -> None:
    case = Case(number_of, 7, 3, 2)
    for help_shown in range(WHOLE):
        assert "gradient descent takes" not in everything(exercise_lesson(case, help_shown, False, untranslated))
        assert "against the gradient" not in everything(exercise_lesson(case, help_shown, False, untranslated))


def test_names_of_files() -> None:
    assert exercise_lesson(CASES[0], 0, False, untranslated).name == "exercise-1-seed-7-5-1"
    assert exercise_lesson(CASES[4], 0, False, untranslated).name == "exercise-3-seed-7-3-2-1"
    assert exercise_lesson(Case(6, 7, 3, 2), 0, False, untranslated).name == "exercise-6-seed-7-3-2-1"


def passages(case: Case, help_shown: int, solved: bool = False) -> list[tuple[str, str]]:
    return [(each.text, each.code) for each in exercise_lesson(case, help_shown, solved, untranslated).lesson]


@for_each(
    ("help_shown", "solved", "count", "has_gap"),
    [
        (0, False, 3, False),
        (3, False, 3, False),
        (4, False, 3, True),
        (5, False, 3, False),
        (0, True, 3, False),
        (4, True, 3, False),
    ],
)
def test_the_help_decides_what_stands_in_the_lesson(help_shown: int, solved: bool, count: int, has_gap: bool) -> None:
    found = passages(CASES[0], help_shown, solved)
    whole = "\n".join(text + code for text, code in found)
    is_known = solved or help_shown == 5
    assert len(found) == count
    assert ("# One step is missing: fill it in." in whole) is has_gap
    assert ("# Write your solution here, in place of None." in whole) is (not has_gap and not is_known)
    assert ("The page can check your answer" in found[-1][0]) is not is_known
    assert ("The solution" in found[-1][0]) is is_known


def test_the_words_begin_with_the_seed_and_what_is_given() -> None:
    unit, network, weight, step = (
        passages(Case(number, 12, 4, 3 if number > 2 else 0), 0)[0][0] for number in (1, 3, 4, 6)
    )
    assert all("the seed 12," in words for words in (unit, network, weight, step))
    assert "`weights` has the same shape" in unit
    assert "`W1` leads from the inputs to the hidden units" not in unit
    assert all("`W1` leads from the inputs to the hidden units" in words for words in (network, weight, step))
    assert ["`target`" in words for words in (network, weight, step)] == [False, True, True]
    assert ["`rate`" in words for words in (network, weight, step)] == [False, False, True]


def test_the_solution_is_named_and_has_its_value() -> None:
    assert "y = 0.1595. Change the seed" in passages(CASES[0], 5)[-1][0]
    assert "`dL/dW2[0, 0]` = −0.2015. Change the seed" in passages(Case(4, 7, 3, 2), 5)[-1][0]
    assert "`W1[0, 0]` = −1.1064. Change the seed" in passages(Case(6, 7, 3, 2), 5)[-1][0]
    assert exercise_lesson(CASES[0], 0, False, untranslated).title == "Exercise 1 · sum"
