"""The picture of an exercise: a number only where one was computed, and the same four words as everywhere."""

import re

import pytest

from components.base.style import painted
from components.exercises.figures.filling_picture import MAX_BESIDE, MAX_SHOWN, filling_html
from compute.exercises.cases import BIAS_GRADIENT, MATRIX, STACK, SUM, UPDATED_WEIGHT, WEIGHT_GRADIENT, Case, given
from compute.exercises.filling import FilledStep, filled

NOTEBOOK = dict.fromkeys((Case(SUM, 7, 5), Case(MATRIX, 7, 5), Case(STACK, 7, 3, 2)))
GRADIENTS = dict.fromkeys(Case(asked, 7, 3, 2) for asked in (WEIGHT_GRADIENT, BIAS_GRADIENT, UPDATED_WEIGHT))
STEP = re.compile(r'<div class="step(?: last)?" style="--turn:(\d+)"><span>(.*?)</span>(.*?)</div>')
CIRCLE = re.compile(r'<b class="(\w+)[^>]*>(.*?)</b>')


def drawn(case: Case, text: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    html = filling_html(given(case)["features"].flatten().tolist(), filled(case, text))
    return [(name, CIRCLE.findall(circles)) for _turn, name, circles in STEP.findall(html)]


def test_before_an_answer_only_the_inputs_have_numbers() -> None:
    inputs, *steps = drawn(Case(SUM, 7, 5))
    assert inputs == ("inputs", [("computed", text) for text in ("−0.1468", "0.7861", "0.9468", "−1.1143", "1.6908")])
    assert [name for name, _ in steps] == ["product", "sum", "bias", "activation"]
    assert {circle for _, circles in steps for circle in circles} == {("open", "?")}


@pytest.mark.long
def test_it_fills_as_far_as_the_lines_go() -> None:
    steps = dict(drawn(Case(SUM, 7, 5), "torch.sum(features * weights)"))
    assert steps["product"][0] == ("computed", "0.1314")
    assert steps["sum"] == [("computed", "−1.9796")]
    assert steps["bias"] == steps["activation"] == [("open", "?")]


def test_a_step_that_was_jumped_over_is_filled_in_another_way() -> None:
    steps = dict(drawn(Case(SUM, 7, 5), "activation(torch.mm(features, weights.t()) + bias)"))
    assert steps["product"][0] == ("passed", "0.1314")
    assert steps["activation"] == [("computed", "0.1595")]


def test_two_layers_one_after_the_other() -> None:
    html = filling_html([1.0], filled(Case(STACK, 7, 3, 2)))
    assert [STEP.findall(layer)[-1][1] for layer in html.split('<div class="layer">')[1:]] == ["activation"] * 2
    assert [int(turn) for turn, *_ in STEP.findall(html)] == list(range(7))


def test_the_way_back_goes_on_from_the_output() -> None:
    case = Case(UPDATED_WEIGHT, 7, 3, 2)
    names = [name for name, _ in drawn(case)]
    assert names[-8:] == ["sum", "bias", "activation", "loss", "delta", "delta of h", "gradient", "update"]
    steps = dict(drawn(case, case.right))
    assert steps["loss"] == [("passed", "0.4664")]
    assert steps["delta"] == [("computed", "−0.2958")]
    assert steps["gradient"] == [("passed", "−0.0159")]
    assert steps["update"] == [("computed", "−1.1064")]
    assert filling_html([1.0], filled(case)).count('class="step last"') == 1


def test_a_way_that_goes_far_says_so() -> None:
    far = {case: 'class="filling far"' in filling_html([1.0], filled(case)) for case in NOTEBOOK | GRADIENTS}
    assert far == dict.fromkeys(NOTEBOOK, False) | dict.fromkeys(GRADIENTS, True)


def test_many_numbers_are_cut_and_counted() -> None:
    html = filling_html([0.5] * 64, filled(Case(SUM, 7, 64)))
    assert [len(CIRCLE.findall(circles)) for *_, circles in STEP.findall(html)] == [MAX_SHOWN, MAX_SHOWN, 1, 1, 1]
    assert html.count("<small>59 more</small>") == 2


def test_it_is_fresh_only_where_it_is_said_to_be() -> None:
    steps = filled(Case(SUM, 7, 5))
    assert 'class="filling"' in filling_html([1.0], steps)
    assert 'class="filling fresh"' in filling_html([1.0], steps, fresh=True)


def step(layer: int, name: str, values: tuple[float, ...], *known: bool) -> FilledStep:
    return FilledStep(layer, name, values, known)


def test_all_of_a_small_picture() -> None:
    steps = [step(1, "product", (0.5, -2.0), True, False), step(1, "sum", (-1.5,), False)]
    computed = [f'<b class="computed cell" style="{painted(value)}">{text}</b>' for value, text in
                ((0.25, "0.2500"), (-3.0, "−3.0000"), (0.5, "0.5000"))]  # fmt: skip
    unknown = '<b class="open" title="not computed yet">?</b>'
    arrow = '<span class="leads" aria-hidden="true">→</span>'
    assert filling_html([0.25, -3.0], steps) == (
        '<div class="filling" tabindex="0" role="region" aria-label="What your lines have computed">'
        f'<div class="layer"><div class="step" style="--turn:0"><span>inputs</span>{computed[0]}{computed[1]}</div>'
        f'{arrow}<div class="step" style="--turn:1"><span>product</span>{computed[2]}{unknown}</div>'
        f'{arrow}<div class="step last" style="--turn:2"><span>sum</span>{unknown}</div></div></div>'
    )


def test_only_a_step_before_one_that_is_done_was_jumped_over() -> None:
    def looks(*known: bool) -> list[str]:
        steps = [
            step(1, name, (1.0,), is_known) for name, is_known in zip(("sum", "bias", "activation"), known, strict=True)
        ]
        return [look for look, _text in CIRCLE.findall(filling_html([], steps))]

    assert looks(False, False, True) == ["passed", "passed", "computed"]
    assert looks(False, True, False) == ["passed", "computed", "open"]
    assert looks(True, False, False) == ["computed", "open", "open"]
    half = [step(1, "sum", (1.0,), False), step(1, "bias", (1.0, 2.0), True, False)]
    assert [look for look, _text in CIRCLE.findall(filling_html([], half))] == ["open", "computed", "open"]


def test_five_numbers_of_a_step_are_shown_and_six_steps_stand_beside_the_answer() -> None:
    assert (MAX_SHOWN, MAX_BESIDE) == (5, 6)
    five, six = (filling_html([0.5] * count, []) for count in (5, 6))
    assert (five.count("<b "), "<small>" in five) == (5, False)
    assert (six.count("<b "), "<small>1 more</small>" in six) == (5, True)
    near, far = (filling_html([], [step(1, "sum", (1.0,), True)] * count, fresh=True) for count in (6, 7))
    assert 'class="filling fresh"' in near
    assert 'class="filling fresh far"' in far


def test_the_names_of_the_way_back() -> None:
    names = ["loss", "delta", "delta of h", "gradient", "update"]
    html = filling_html([], [step(2, name, (1.0,), True) for name in names])
    assert re.findall("<span>(.*?)</span>", html) == ["inputs", *names]
    assert html.count('<div class="layer">') == 2
