"""The task of an exercise, its tensors as they are printed, and the help that opens step by step."""

import pytest
import torch

from components.base.text import untranslated
from components.exercises.panels.task import (
    LINE,
    SHORT_LINE,
    drawn_panel,
    help_panel,
    picture_panel,
    printed,
    task_panel,
)
from compute.exercises.filling import filled
from compute.exercises.judging import Case, given
from tests.cases import for_each
from tests.components.exercises.in_session import html, visit
from tests.pages.page_reading import codes, container, html_in

UNIT, PRODUCT, NETWORK = Case(1, 7, 5), Case(2, 7, 5), Case(3, 7, 3, 2)


@for_each(
    ("numbers", "text"),
    [
        ([[0.5]], "tensor([[0.5000]])"),
        ([[1.0, -2.25]], "tensor([[ 1.0000, -2.2500]])"),
        ([[0.00004], [1.0]], "tensor([[0.0000],\n        [1.0000]])"),
        (3.14159, "tensor(3.1416)"),
        (list(range(1001)), "tensor([   0.0000,    1.0000,    2.0000, ...,  998.0000,\n         999.0000, 1000.0000])"),
    ],
)
def test_a_tensor_is_written_as_torch_prints_it(numbers: object, text: str) -> None:
    assert printed(torch.tensor(numbers, dtype=torch.float32)) == text


def test_a_thousand_numbers_are_written_in_full_and_lines_are_as_long_as_they_may_be() -> None:
    whole = printed(torch.zeros(1000))
    assert "..." not in whole
    assert whole.splitlines()[0] == f"tensor([{', '.join(['0.0000'] * 7)},"
    assert printed(torch.zeros(40), 54).splitlines()[0] == f"tensor([{', '.join(['0.0000'] * 5)},"
    assert printed(torch.zeros(40), 30).splitlines()[0] == f"tensor([{', '.join(['0.0000'] * 2)},"
    assert (LINE, SHORT_LINE) == (66, 37)
    assert printed(torch.ones(1, requires_grad=True)) == "tensor([1.0000])"


@for_each("case", [Case(number, 7, 3, 2 if number > 2 else 0) for number in range(1, 7)])
def test_the_task_stands_in_a_paragraph(case: Case) -> None:
    said = html(visit(lambda: task_panel(case, untranslated)))
    assert said.startswith('<p class="task">')
    assert said.endswith("</p>")
    assert ("<code>" in said) == (case.exercise != 2)


def test_each_tensor_stands_below_its_line() -> None:
    said = html(visit(lambda: drawn_panel(Case(6, 7, 1, 1), untranslated)))
    assert 'tabindex="0" role="region" aria-label="the drawn tensors">' in said
    assert said.count("<span>") == 1 + 1 + 5 + 2
    assert said.count("<b>") == 7
    assert "<span>torch.manual_seed(7)\n</span>" in said
    assert "<span>features = torch.randn((1, 1))\n<b>tensor([[-0.1468]])</b>\n</span>" in said
    assert "<span>rate = torch.tensor(0.5)\n<b>tensor(0.5000)</b>\n</span>" in said


@pytest.mark.parametrize(("inputs", "look"), [(1, "drawn short"), (3, "drawn short"), (4, "drawn"), (9, "drawn")])
def test_short_lines_stand_beside_each_other(inputs: int, look: str) -> None:
    """Three numbers and what stands around them have 37 signs where none is below 0 alone."""
    assert f'<pre class="{look}" ' in html(visit(lambda: drawn_panel(Case(1, 7, inputs), untranslated)))


@pytest.mark.parametrize("fresh", [True, False])
def test_the_picture_shows_the_features_and_the_steps(fresh: bool) -> None:
    page = visit(lambda: picture_panel(UNIT, filled(UNIT, "features * weights"), fresh=fresh, _=untranslated))
    said = html_in(page, "value-filling")
    assert ('class="filling fresh"' in said) is fresh
    assert said.count("computed cell") == 5 + 5
    assert f"{float(given(UNIT)['features'][0, 1]):.4f}" in said


HINT, GAP, WHOLE = "hint {} of 3", "solution with a gap", "whole solution"


@for_each(
    ("shown", "button", "hints", "caption", "code"),
    [
        (0, HINT.format(1), 0, [], []),
        (1, HINT.format(2), 1, [], []),
        (2, HINT.format(3), 2, [], []),
        (3, GAP, 3, [], []),
        (4, WHOLE, 3, ["One step is missing: fill it in."], [PRODUCT.gap]),
        (5, None, 3, ["The whole solution:"], [PRODUCT.right]),
    ],
)
def test_the_help_opens_step_by_step(
    shown: int, button: str | None, hints: int, caption: list[str], code: list[str]
) -> None:
    page = visit(lambda: help_panel(PRODUCT, untranslated), hints=shown)
    buttons = {each.key: each.label for each in page.button}
    assert buttons == ({"more-help": button} if button else {}) | ({"hide-help": "hide"} if shown else {})
    assert html(page).count("<li>") == hints
    assert html(page).count('<ol class="hints">') == bool(hints)
    assert [each.value for each in page.caption] == caption
    assert codes(container(page, "exercise-help")) == code
    if button:
        page.button(key="more-help").click().run()
        assert page.query_params["hints"] == str(shown + 1)
    if shown:
        page.button(key="hide-help").click().run()
        assert "hints" not in page.query_params


def test_the_hints_are_those_of_the_case() -> None:
    said = html(visit(lambda: help_panel(NETWORK, untranslated), hints=3))
    assert "[0.6813, 0.4355]" in said
