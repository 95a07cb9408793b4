"""The formulas of a unit and of its layer, sign by sign, for the notebook's network and for others."""

import re

import pytest
import torch

from components.base.text import untranslated
from components.network.panels.formula import (
    activation_formula,
    dots_in,
    formula_panel,
    layer_numbers,
    layer_symbols,
    matrix,
    nested,
    unit_formula,
    unit_numbers,
    vector,
)
from compute.network.activations import ACTIVATIONS
from compute.network.elements import Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SPEC = NetworkSpec(activation="tanh")
"""The notebook's network, but for the function of its hidden layer."""

DEEP = NetworkSpec(hidden=(2, 3), outputs=2, bias=False)


def passed(spec: NetworkSpec = SPEC, count: int = 99) -> KnownPass:
    """Compute so many steps of the network."""
    return known_pass(forward_network(draw(spec)), progress_after(steps(spec), count))


def plain(latex: str) -> str:
    """Write a formula with plain brackets, functions and matrices."""
    latex = re.sub(r"\\operatorname\{(\w+)\}", r"\1", latex).replace(r"\begin{bmatrix}", "[")
    for sign, text in ((r"\end{bmatrix}", "]"), (r"\!", ""), (r"\left(", "("), (r"\right)", ")"), (r"\,", " ")):
        latex = latex.replace(sign, text)
    return latex.replace(r"\cdot(", "·(").replace(r"\cdot", "·").replace(r"·s", r"\cdots")


@for_each(
    ("spec", "unit", "line"),
    [
        (
            SPEC,
            Unit(1, 1),
            "h_{2} = tanh(x_{1} w^{(1)}_{1,2} + x_{2} w^{(1)}_{2,2} + x_{3} w^{(1)}_{3,2} + b^{(1)}_{2})",
        ),
        (SPEC, Unit(2, 0), "y = sigmoid(h_{1} w^{(2)}_{1} + h_{2} w^{(2)}_{2} + b^{(2)})"),
        (
            DEEP,
            Unit(3, 1),
            "y_{2} = sigmoid(h^{(2)}_{1} w^{(3)}_{1,2} + h^{(2)}_{2} w^{(3)}_{2,2} + h^{(2)}_{3} w^{(3)}_{3,2})",
        ),
        (NetworkSpec(inputs=1, hidden=()), Unit(1, 0), "y = sigmoid(x_{1} w_{1} + b)"),
    ],
)
def test_a_unit_in_symbols(spec: NetworkSpec, unit: Unit, line: str) -> None:
    assert plain(unit_formula(spec, unit)) == line


@for_each(
    ("inputs", "shown"),
    [(6, [1, 2, 3, 4, 5, 6]), (7, [1, 2, 3, 4, "2 more", 7]), (9, [1, 2, 3, 4, "4 more", 9])],
)
def test_up_to_six_terms_are_written_and_of_more_the_first_four_and_the_last(inputs: int, shown: list[object]) -> None:
    line = unit_formula(NetworkSpec(inputs=inputs, hidden=()), Unit(1, 0))
    terms = line.split(r"\left(")[1].split(" + ")
    assert len(terms) == len(shown) + 1
    for term, wanted in zip(terms, shown, strict=False):
        assert (f"x_{{{wanted}}}" if isinstance(wanted, int) else rf"\text{{{wanted}}}") in term


@for_each(
    ("count", "lines"),
    [
        (
            99,  # tanh(0.7598) and tanh(-0.2596), and what the notebook does with them
            [
                "y &= sigmoid(0.6409·(-1.6822) + (-0.2539)·0.3177 + 0.2405)",
                "y &= sigmoid(-1.1589 + 0.2405)",
                "y &= sigmoid(-0.9183)",
                "&= 0.2853",
            ],
        ),
        (
            0,
            [
                r"y &= sigmoid(\square·(-1.6822) + \square·0.3177 + 0.2405)",
                r"y &= sigmoid(\square + 0.2405)",
                r"y &= sigmoid(\square)",
                r"&= \square",
            ],
        ),
    ],
)
def test_a_unit_in_numbers_has_a_line_for_each_step(count: int, lines: list[str]) -> None:
    written = plain(unit_numbers(passed(count=count), Unit(2, 0)))
    found = written.removeprefix(r"\begin{aligned}").removesuffix(r"\end{aligned}").split(r"\\ ")
    assert found == lines


def test_without_a_bias_a_unit_has_a_line_less() -> None:
    written = plain(unit_numbers(passed(NetworkSpec(inputs=5, hidden=(), bias=False)), Unit(1, 0)))
    assert written == (
        r"\begin{aligned}y &= sigmoid((-0.1468)·(-0.8948) + 0.7861·(-0.3556) + 0.9468·1.2324 + (-1.1143)·0.1382 + "
        r"1.6908·(-1.6822))\\ y &= sigmoid(-1.9796)\\ &= 0.1214\end{aligned}"
    )


def test_a_negative_bias_stands_in_brackets() -> None:
    network = edit(draw(SPEC), {Weight(2, 0, 0): 1.0})
    assert " + 0.2405)" in plain(unit_numbers(known_pass(forward_network(network)), Unit(2, 0)))
    negative = NetworkSpec(seed=9)
    bias = draw(negative).biases[1].item()
    assert bias < 0
    assert plain(unit_numbers(passed(negative), Unit(2, 0))).count(f" + ({bias:.4f}))") == 2


@for_each(
    ("spec", "layer", "line"),
    [
        (SPEC, 1, r"\vec{h} = tanh(\vec{x} \mathbf{W}_{1} + \mathbf{B}_{1})"),
        (SPEC, 2, r"y = sigmoid(\vec{h} \mathbf{W}_{2} + \mathbf{B}_{2})"),
        (DEEP, 2, r"\vec{h}_{2} = sigmoid(\vec{h}_{1} \mathbf{W}_{2})"),
        (DEEP, 3, r"\vec{y} = sigmoid(\vec{h}_{2} \mathbf{W}_{3})"),
    ],
)
def test_a_layer_in_symbols(spec: NetworkSpec, layer: int, line: str) -> None:
    assert plain(layer_symbols(spec, layer)) == line


@for_each(
    ("spec", "layer", "shapes"),
    [
        (SPEC, 1, [("1", "2"), ("1", "3"), ("3", "2"), ("1", "2")]),
        (SPEC, 2, [("1", "1"), ("1", "2"), ("2", "1"), ("1", "1")]),
        (DEEP, 2, [("1", "3"), ("1", "2"), ("2", "3")]),
    ],
)
def test_below_each_matrix_stands_its_shape(spec: NetworkSpec, layer: int, shapes: list[tuple[str, str]]) -> None:
    """Outputs, inputs, weights, and the bias where there is one: rows, then columns."""
    line = layer_symbols(spec, layer, shapes=True)
    assert re.findall(r"\\underset\{(\d+)\\times (\d+)\}", line) == shapes


@for_each(
    ("count", "line"),
    [
        (99, r"[0.2853] = sigmoid([0.6409 & -0.2539][-1.6822\\ 0.3177] + [0.2405])"),
        (4, r"[\square] = sigmoid([0.6409 & -0.2539][-1.6822\\ 0.3177] + [0.2405])"),
        (3, r"[\square] = sigmoid([\square & \square][-1.6822\\ 0.3177] + [0.2405])"),
    ],
)
def test_a_layer_in_numbers(count: int, line: str) -> None:
    assert plain(layer_numbers(passed(count=count), 2)) == line


def test_without_biases_a_layer_adds_none() -> None:
    written = plain(layer_numbers(passed(NetworkSpec(bias=False)), 1))
    assert written == (
        r"[0.6518 & 0.4020] = sigmoid([-0.1468 & 0.7861 & 0.9468]"
        r"[-1.1143 & 1.6908\\ -0.8948 & -0.3556\\ 1.2324 & 0.1382])"
    )


def row(*numbers: int | str) -> str:
    return " & ".join(f"{number}.0000" if isinstance(number, int) else number for number in numbers)


@for_each(
    ("rows", "columns", "lines"),
    [
        (1, 6, [row(0, 1, 2, 3, 4, 5)]),
        (1, 7, [row(0, 1, 2, 3, r"\cdots", 6)]),
        (7, 2, [row(0, 1), row(2, 3), row(4, 5), row(6, 7), row(r"\vdots", r"\vdots"), row(12, 13)]),
        (6, 1, [row(at) for at in range(6)]),
    ],
)
def test_a_large_matrix_is_cut_behind_its_fourth_row_and_column(rows: int, columns: int, lines: list[str]) -> None:
    values = torch.arange(rows * columns, dtype=torch.float32).reshape(rows, columns)
    assert plain(matrix(values)) == "[" + r"\\ ".join(lines) + "]"


def test_the_row_of_dots_is_as_wide_as_the_others() -> None:
    lines = matrix(torch.zeros(7, 9)).split(r"\\ ")
    assert {line.count("&") for line in lines} == {5}
    assert [r"\vdots" in line for line in lines] == [False, False, False, False, True, False]


@for_each(
    ("spec", "layer", "words"),
    [
        (NetworkSpec(inputs=6, hidden=(6,)), 1, ""),
        (NetworkSpec(inputs=7, hidden=(6,)), 1, r"$\vec{x}$ 1 × 7: 2 more; $\mathbf{W}_{1}$ 7 × 6: 12 more"),
        (
            NetworkSpec(inputs=2, hidden=(8,)),
            1,
            r"$\mathbf{W}_{1}$ 2 × 8: 6 more; $\mathbf{B}_{1}$ 1 × 8: 3 more; $\vec{h}$ 1 × 8: 3 more",
        ),
        (
            NetworkSpec(hidden=(8,), bias=False),
            2,
            r"$\vec{h}$ 1 × 8: 3 more; $\mathbf{W}_{2}$ 8 × 1: 3 more",
        ),
    ],
)
def test_what_the_dots_of_each_matrix_stand_for(spec: NetworkSpec, layer: int, words: str) -> None:
    assert dots_in(spec, layer, untranslated) == (f"The dots stand for: {words}." if words else "")


@for_each(
    ("spec", "bias", "line"),
    [
        (SPEC, True, r"y = f_{2}(f_{1}(\vec{x} \mathbf{W}_{1} + \mathbf{B}_{1}) \mathbf{W}_{2} + \mathbf{B}_{2})"),
        (SPEC, False, r"y = f_{2}(f_{1}(\vec{x} \mathbf{W}_{1}) \mathbf{W}_{2})"),
        (DEEP, False, r"\vec{y} = f_{3}(f_{2}(f_{1}(\vec{x} \mathbf{W}_{1}) \mathbf{W}_{2}) \mathbf{W}_{3})"),
    ],
)
def test_all_layers_in_one_formula(spec: NetworkSpec, bias: bool, line: str) -> None:
    assert plain(nested(spec, bias=bias)) == line


@for_each(
    ("spec", "layer", "symbol"),
    [
        (SPEC, 0, r"\vec{x}"),
        (SPEC, 1, r"\vec{h}"),
        (SPEC, 2, "y"),
        (DEEP, 1, r"\vec{h}_{1}"),
        (DEEP, 2, r"\vec{h}_{2}"),
        (DEEP, 3, r"\vec{y}"),
    ],
)
def test_all_values_of_a_layer_have_one_symbol(spec: NetworkSpec, layer: int, symbol: str) -> None:
    assert vector(spec, layer) == symbol


def test_only_a_function_of_neighbours_has_an_index() -> None:
    assert activation_formula(ACTIVATIONS["softmax"]).startswith(r"\operatorname{softmax}(z_j) = ")
    assert activation_formula(ACTIVATIONS["leaky_relu"]).startswith(r"\operatorname{leaky\_relu}(z) = ")


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


def test_an_input_is_given_and_has_no_formula(page: WithoutPage) -> None:
    formula_panel(passed(), Unit(0, 2), untranslated)
    assert page.text("") == "$x_{3}$ is an input: its value is given, not computed."


@for_each(
    ("spec", "with_biases", "without_biases"),
    [(SPEC, "all layers in one formula", "without biases"), (DEEP, "with biases", "all layers in one formula")],
)
def test_the_whole_network_stands_below_with_biases_and_without(
    page: WithoutPage, spec: NetworkSpec, with_biases: str, without_biases: str
) -> None:
    page.clear()
    formula_panel(passed(spec), Unit(1, 0), untranslated)
    said = page.text("")
    assert f"**{with_biases}**\n\n$$\n{nested(spec, bias=True)}\n$$" in said
    assert f"**{without_biases}**\n\n$$\n{nested(spec, bias=False)}\n$$" in said
    assert re.findall(r"\*\*(.*?)\*\*", said)[:3] == [
        "one unit",
        "the whole layer as matrices",
        "all layers in one formula",
    ]


def test_each_function_of_the_network_is_named(page: WithoutPage) -> None:
    formula_panel(passed(), Unit(2, 0), untranslated)
    assert r"f_{1} = \operatorname{tanh},\quad f_{2} = \operatorname{sigmoid}" in page.text("")
    assert unit_formula(SPEC, Unit(2, 0)) in page.text("")
    assert layer_symbols(SPEC, 2, shapes=True) in page.text("")
    assert layer_numbers(passed(), 2) in page.text("")


def test_one_layer_is_the_whole_network(page: WithoutPage) -> None:
    formula_panel(passed(NetworkSpec(inputs=5, hidden=())), Unit(1, 0), untranslated)
    assert re.findall(r"\*\*(.*?)\*\*", page.text("")) == ["one unit", "the whole layer as matrices"]
