"""A walk shows each product, sum, bias and activation that raw torch gives, and none of them before its time.

Whatever has not been computed yet is put into the record as other numbers: nothing on the page may change by that,
neither a number nor a colour, a width or the range of an axis.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from components.base.drawing import HALO_OPACITY, Drawing
from components.base.style import HIGHLIGHT, MINUS, faded
from components.base.text import untranslated
from components.network.figures.activation_curve import activation_curve, describe_curve
from components.network.figures.matrix import layer_matrix
from components.network.figures.matrix_table import layer_table_html
from components.network.figures.matrix_words import describe_matrix
from components.network.figures.module_facts import module_facts_html
from components.network.figures.network_diagram import describe, network_diagram
from components.network.figures.neuron_diagram import describe_neuron, neuron_diagram
from components.network.panels import formula, result, sum_table, ways
from components.network.walk import panel as walk
from components.network.walk.walking import Walk
from compute.network.elements import Unit
from compute.network.forward import ForwardPass, forward_network
from compute.network.forward_line import forward_lines
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw
from compute.network.program_ways import SEQUENTIAL
from compute.network.spec import NetworkSpec
from compute.network.walk import Progress, progress_after, steps
from tests.cases import for_each
from tests.components.without_page import WithoutPage
from tests.examples import some
from tests.longhand import Layer, layers_longhand

SPECS = [
    NetworkSpec(),
    NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, output_activation="softmax"),
    NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, activation="relu", bias=False),
    NetworkSpec(inputs=5, hidden=()),
    NetworkSpec(inputs=3, hidden=(40,)),
]
NUMBER = re.compile(r"-?\d+\.\d{4}")


@pytest.mark.parametrize("hidden", [walk.MAX_UNITS, walk.MAX_UNITS + 1])
def test_as_many_units_as_fit_stand_side_by_side(hidden: int) -> None:
    spec = NetworkSpec(hidden=(hidden,))
    path = steps(spec)
    html = walk.walk_html(
        known_pass(forward_network(draw(spec))), Walk(None, path, 4, plays=False, held=False), untranslated
    )
    heads = re.findall(r'<th scope="col">([^<]*)</th>', html)
    few = [f"h{unit}" for unit in range(1, hidden + 1)]
    assert heads == (few if hidden == walk.MAX_UNITS else ["h1", f"{hidden - 2} more", f"h{hidden}"])


@given(st.integers(1, 64), st.integers(2, 8))
def test_a_long_sum_leaves_out_two_terms_or_more(count: int, most: int) -> None:
    """One more than fits is shown: to say that a single one is left out takes as much room."""
    rows = walk._ends(count, most)
    shown = [row for row in rows if row is not None]
    assert (shown[0], shown[-1]) == (0, count - 1)
    if count <= most + 1:
        assert rows == list(range(count))
    else:
        assert rows == [*range(most - 1), None, count - 1]
        assert len(shown) == most


@given(st.integers(1, 64))
def test_of_a_wide_layer_the_ends_are_shown(count: int) -> None:
    assert walk._units_shown(count) == (list(range(count)) if count <= walk.MAX_UNITS else [0, None, count - 1])


@given(st.integers(1, 64), st.integers(3, 8))
def test_a_formula_writes_all_terms_or_leaves_out_two_or_more(count: int, most: int) -> None:
    shown = formula._shown(count, most)
    if count <= most:
        assert shown == list(range(count))
    else:
        assert shown == [*range(most - 2), count - 1]


def walks(spec: NetworkSpec) -> Iterator[Walk]:
    """Every step of the whole network, and of a hidden unit and an output, which have neighbours where a layer has."""
    for unit in (None, *(Unit(layer, spec.sizes[layer] - 1) for layer in {min(2, spec.depth), spec.depth})):
        path = steps(spec, unit)
        for count in range(len(path) + 1):
            yield Walk(unit, path, count, plays=False, held=False)


def with_other_numbers(passed: ForwardPass, progress: Progress) -> ForwardPass:
    """The same pass with other numbers wherever none is known yet."""
    layers = []
    inputs = passed.network.features
    for at, layer in enumerate(passed.layers, start=1):
        done = torch.tensor([progress.done_of(Unit(at, column)) for column in range(layer.output.shape[1])])

        def other(values: Tensor, step: int, done: Tensor = done) -> Tensor:
            return torch.where(done >= step, values, -7.5 * values - 9)

        layers.append(
            replace(
                layer,
                inputs=inputs,
                products=other(layer.products, 1),
                weighted_sum=other(layer.weighted_sum, 2),
                preactivation=other(layer.preactivation, 3),
                output=other(layer.output, 4),
            )
        )
        inputs = layers[-1].output
    return ForwardPass(passed.network, passed.device, tuple(layers))


def walked_html(passed: ForwardPass, walked: Walk) -> str:
    """What the panel of the walk shows of the pass."""
    return walk.walk_html(known_pass(passed, walked.progress), walked, untranslated)


def sent(drawing: Drawing) -> bytes:
    return orjson.dumps([drawing.traces, drawing.layout], option=orjson.OPT_SERIALIZE_NUMPY)


def pictures(passed: KnownPass) -> Iterator[object]:
    """Every figure of the two pages, and its words."""
    spec = passed.network.spec
    yield sent(network_diagram(passed))
    yield describe(passed)
    if spec.is_unit:
        yield sent(neuron_diagram(passed))
        yield describe_neuron(passed)
    for at, layer in enumerate(passed.layers, start=1):
        yield sent(layer_matrix(passed, at))
        yield layer_table_html(passed, at)
        yield module_facts_html(passed, at, SEQUENTIAL)
        yield describe_matrix(passed, at)
        yield sent(activation_curve(layer, spec.sizes[at] - 1, "u"))
        yield describe_curve(layer, spec.sizes[at] - 1, "u")


@pytest.fixture
def panels(monkeypatch: pytest.MonkeyPatch) -> Callable[[KnownPass], list[str]]:
    """What all panels of the two pages write."""
    written: list[str] = []

    def write(text: object, *_: object, **__: object) -> None:
        written.append(str(text))

    columns = [nullcontext(), nullcontext()]
    page = SimpleNamespace(
        html=write, markdown=write, code=write, caption=write, container=nullcontext, columns=lambda _: columns
    )
    page.container = lambda **_: nullcontext()
    for module in (formula, result, sum_table, ways):
        monkeypatch.setattr(module, "st", page)

    def read(passed: KnownPass) -> list[str]:
        written.clear()
        spec = passed.network.spec
        result.output_panel(passed, untranslated)
        result.hidden_panel(passed, untranslated)
        for layer in range(1, spec.depth + 1):
            for unit in (Unit(layer, 0), Unit(layer, spec.sizes[layer] - 1)):
                sum_table.sum_panel(passed, unit, None, "diagram", untranslated)
                formula.formula_panel(passed, unit, untranslated)
        return list(written)

    return read


@pytest.mark.long
@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec} {'with' if spec.bias else 'without'} bias")
def test_nothing_depends_on_what_has_not_been_computed(
    spec: NetworkSpec, panels: Callable[[KnownPass], list[str]]
) -> None:
    passed = forward_network(draw(spec))
    for walked in some(walks(spec)):
        seen = known_pass(passed, walked.progress)
        other = known_pass(with_other_numbers(passed, walked.progress), walked.progress)
        assert list(pictures(seen)) == list(pictures(other)), walked
        assert panels(seen) == panels(other), walked
        assert walk.walk_html(seen, walked, untranslated) == walk.walk_html(other, walked, untranslated), walked


def test_the_two_ways_to_the_sum_wait_for_their_step(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    page = SimpleNamespace(
        caption=written.append,
        columns=lambda _: [nullcontext(), nullcontext()],
    )
    monkeypatch.setattr(ways, "st", page)
    monkeypatch.setattr(ways, "code_block", lambda text, _: written.append(text))
    unit = forward_network(draw(NetworkSpec(inputs=5, hidden=())))
    path = steps(unit.network.spec)
    shown = []
    for count in range(5):
        written.clear()
        ways.ways_panel(known_pass(unit, progress_after(path, count)), untranslated)
        shown.append(("-1.9796" in str(written), "0.1595" in str(written)))
    assert shown == [(False, False), (False, False), (True, False), (True, False), (True, True)]


def step_values(layer: Layer) -> dict[str, Tensor]:
    """Step of the walk -> what it computes, as raw torch gives it."""
    return dict(zip(("product", "sum", "bias", "activation"), layer, strict=True))


@for_each("bias", [True, False])
@for_each("sizes", [(3, 2, 1), (5, 4, 3, 2)])
def test_each_step_shows_torchs_numbers_in_the_picture_and_in_the_panel(sizes: tuple[int, ...], bias: bool) -> None:
    spec = NetworkSpec(inputs=sizes[0], hidden=sizes[1:-1], outputs=sizes[-1], bias=bias)
    passed, raw = forward_network(draw(spec)), [step_values(layer) for layer in layers_longhand(spec)]
    path = steps(spec)
    for count, step in enumerate(path, start=1):
        walked = Walk(None, path, count, plays=False, held=False)
        picture = json.dumps(
            orjson.loads(sent(network_diagram(known_pass(passed, walked.progress)))), ensure_ascii=False
        )
        wanted = {f"{value:.4f}" for value in raw[step.layer - 1][step.name].flatten().tolist()}
        assert wanted <= set(NUMBER.findall(picture.replace(MINUS, "-"))), step
        html = walked_html(passed, walked)
        (row,) = re.findall(rf'<tr class=lit data-step="{step.name}">(.*?)</tr>', html)
        shown = set(NUMBER.findall(row.replace(MINUS, "-")))
        assert wanted <= shown or spec.sizes[step.layer] > walk.MAX_UNITS, step
        assert len(wanted & shown) >= min(2, len(wanted)), step


def lit(html: str) -> dict[str, list[str]]:
    """What is lit in formula, numbers and code, without tags."""
    parts = {}
    for name, tag in (("walk-formula", "div"), ("walk-numbers", "div"), ("walk-code", "pre")):
        (inner,) = re.findall(rf'<{tag} class="{name}"[^>]*>(.*?)</{tag}>', html, re.DOTALL)
        parts[name] = re.findall(r'class="?(?:part )?lit"? data-step="(\w+)"', inner)
    return parts


@pytest.mark.parametrize("unit", [None, Unit(1, 1), Unit(2, 0)])
def test_formula_numbers_and_code_light_the_same_step(unit: Unit | None) -> None:
    spec = NetworkSpec()
    passed, path = forward_network(draw(spec)), steps(spec, unit)
    for count in range(len(path) + 1):
        parts = lit(walked_html(passed, Walk(unit, path, count, plays=False, held=False)))
        expected = {path[count - 1].name} if count else set()
        for where, names in parts.items():
            assert set(names) == expected, (count, where)


@for_each("hidden", [(), (2,), (2, 3), (2, 3, 4, 5)])
def test_the_program_shows_the_line_of_the_layer_at_work_among_its_neighbours(hidden: tuple[int, ...]) -> None:
    spec = NetworkSpec(inputs=5, hidden=hidden)
    program = list(map(str, forward_lines(spec)))
    for layer in range(1, spec.depth + 1):
        html = walk._code(forward_lines(spec), layer, "sum")
        lines = re.findall(r'<span class="line( lit-line)?">(.*?)</span>(?=<span class="line|$)', html)
        shown = [re.sub(r"<.*?>", "", line) for _lit, line in lines]
        assert len(shown) == min(walk.MAX_LINES, spec.depth)
        first = program.index(shown[0])
        assert shown == program[first : first + len(shown)]
        assert [text for (lit, _line), text in zip(lines, shown, strict=True) if lit] == [program[layer - 1]]
        assert html.count('class="part lit"') == 1


def test_the_code_of_the_golden_layer_is_lit_part_by_part() -> None:
    spec = NetworkSpec()
    passed, path = forward_network(draw(spec)), steps(spec)
    shown = []
    for count in range(1, 5):
        html = walked_html(passed, Walk(None, path, count, plays=False, held=False))
        line = re.search(r'lit-line">(.*?)</pre>', html)
        assert line is not None
        start = line[1].index('class="part lit"')
        inner = line[1][line[1].index(">", start) + 1 :]
        shown.append(re.sub(r"<.*?>", "", inner))
    assert shown[0].startswith("features, W1)")
    assert shown[1].startswith("torch.mm(features, W1)")
    assert shown[2].startswith(" + B1")
    assert shown[3].startswith("activation(torch.mm(features, W1) + B1)")


def test_the_picture_lights_edges_biases_and_units() -> None:
    spec = NetworkSpec()
    passed, path = forward_network(draw(spec)), steps(spec)

    def outlined(drawing: Drawing) -> set[str]:
        points = next(trace for trace in drawing.traces if "customdata" in trace)
        widths = points["marker"]["line"]["width"]
        units = {name for name, width in zip(points["customdata"], widths, strict=True) if width == 4}
        shapes: Any = drawing.layout["shapes"]
        return units | {shape["name"] for shape in shapes if "name" in shape and shape["line"]["color"] == HIGHLIGHT}

    def halo_length(drawing: Drawing) -> int:
        shapes: Any = drawing.layout["shapes"]
        return sum(shape["line"]["color"] == faded(HIGHLIGHT, HALO_OPACITY) for shape in shapes)

    drawn = [network_diagram(known_pass(passed, progress_after(path, count))) for count in range(5)]
    assert [outlined(drawing) for drawing in drawn] == [
        set(),
        set(),
        {"h1.1", "h1.2"},
        {"b1.1", "b1.2", "h1.1", "h1.2"},
        {"h1.1", "h1.2"},
    ]
    assert [halo_length(drawing) for drawing in drawn] == [0, 6, 0, 0, 0]
    of_one = steps(spec, Unit(1, 0))
    drawn = [network_diagram(known_pass(passed, progress_after(of_one, count))) for count in range(5)]
    assert [halo_length(drawing) for drawing in drawn] == [0, 3, 0, 0, 0]
    assert outlined(drawn[2]) == {"h1.1"}
    assert outlined(drawn[3]) == {"b1.1", "h1.1"}


def test_wide_layers_are_bounded_and_say_so() -> None:
    spec = NetworkSpec(inputs=64, hidden=(64,) * 6, outputs=10)
    passed, path = forward_network(draw(spec)), steps(spec)
    for count in range(len(path) + 1):
        assert len(walked_html(passed, Walk(None, path, count, plays=False, held=False))) < 6000
    assert "62 more" in walked_html(passed, Walk(None, path, 2, plays=False, held=False))


def said(spec: NetworkSpec, unit: Unit | None, count: int) -> str:
    """Return the sentence of a step."""
    return walk.walk_words(spec, Walk(unit, steps(spec, unit), count, plays=False, held=False), untranslated)


@for_each(
    ("spec", "unit", "sentences"),
    [
        (
            NetworkSpec(activation="tanh"),
            None,
            [
                "Only what is given is shown: the inputs, the weights, the biases. Press next.",
                "product: every unit of h multiplies each input by its weight",
                "sum: every unit of h adds up its products",
                "bias: every unit of h adds its bias to the sum, which gives z",
                "activation: tanh turns each z into the value of a unit of h",
                "product: y multiplies each input by its weight",
                "sum: the products of y are added up",
                "bias: y adds its bias to the sum, which gives z",
                "activation: sigmoid turns z into the value of y",
            ],
        ),
        (
            NetworkSpec(hidden=(2, 2), bias=False),
            Unit(2, 1),
            [
                "Nothing of h2.2 has been computed yet. Press next.",
                "product: h2.2 multiplies each input by its weight",
                "sum: the products of h2.2 are added up",
                "activation: sigmoid turns z into the value of h2.2",
            ],
        ),
        (
            NetworkSpec(hidden=(1, 2)),
            None,
            [
                "Only what is given is shown: the inputs, the weights, the biases. Press next.",
                "product: h1.1 multiplies each input by its weight",
            ],
        ),
    ],
)
def test_each_step_is_said_in_a_sentence(spec: NetworkSpec, unit: Unit | None, sentences: list[str]) -> None:
    assert [said(spec, unit, count) for count in range(len(sentences))] == sentences


def parts(spec: NetworkSpec, unit: Unit | None, count: int) -> dict[str, str]:
    """Return the words, the formula and the code of a walk in plain signs, and its rows of numbers."""
    walked = Walk(unit, steps(spec, unit), count, plays=False, held=False)
    html = walked_html(forward_network(draw(spec)), walked)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html)
    found = {"words": html.partition("</p>")[0], "formula": html.partition('walk-formula">')[2].partition("</div>")[0]}
    found |= {re.findall(r"<th[^>]*>([^<]*)", row)[0]: "|".join(re.findall(r"<td>(.*?)</td>", row)) for row in rows}
    found["code"] = html.partition("<pre")[2].partition(">")[2]
    plain = {
        name: part.replace("<sub>", "_").replace("<sup>", "^").replace("&thinsp;", "·") for name, part in found.items()
    }
    return {name: re.sub(r"<[^>]+>", "", part).replace("\u00a0", " ") for name, part in plain.items()}


def test_the_numbers_of_the_notebooks_output_stand_in_rows() -> None:
    found = parts(NetworkSpec(), None, 8)
    assert found["words"].endswith("step 8 of 8")
    assert found["product"] == "0.6813 × −1.6822 = −1.1461 0.4355 × 0.3177 = 0.1383"
    assert found["sum"] == "−1.1461 + 0.1383 = −1.0078"
    assert found["bias"] == "−1.0078 + 0.2405 = −0.7672"
    assert found["activation"] == "sigmoid(−0.7672) = 0.3171"


def test_a_negative_number_behind_a_plus_stands_in_brackets() -> None:
    """The second product of h1 and h2 is negative, and so is the first of h2, before which there is no plus."""
    found = parts(NetworkSpec(), None, 4)
    assert found["sum"] == "0.1636 + (−0.7035) + 1.1668 = 0.6270|−0.2482 + (−0.2796) + 0.1308 = −0.3969"
    assert found["bias"] == "0.6270 + 0.1328 = 0.7598|−0.3969 + 0.1373 = −0.2596"
    assert parts(NetworkSpec(), None, 2)["bias"] == "0.6270 + 0.1328 = ?|−0.3969 + 0.1373 = ?"
    assert parts(NetworkSpec(), None, 1)["sum"] == "0.1636 + (−0.7035) + 1.1668 = ?|−0.2482 + (−0.2796) + 0.1308 = ?"


def test_without_biases_there_is_no_row_for_them() -> None:
    found = parts(NetworkSpec(bias=False), None, 3)
    assert ("bias" in found, found["sum"].endswith("= −0.3969")) == (False, True)
    assert found["activation"] == "sigmoid(0.6270) = 0.6518|sigmoid(−0.3969) = 0.4020"
    assert found["words"].endswith("step 3 of 6")


@for_each(
    ("spec", "unit", "count", "formula"),
    [
        (NetworkSpec(), None, 0, "h_j = sigmoid( Σ_i x_i·w^(1)_i,j + b^(1)_j )"),
        (NetworkSpec(), None, 8, "y = sigmoid( h_1·w^(2)_1 + h_2·w^(2)_2 + b^(2) )"),
        (NetworkSpec(hidden=(2, 3)), None, 4, "h^(1)_j = sigmoid( Σ_i x_i·w^(1)_i,j + b^(1)_j )"),
        (NetworkSpec(hidden=(2, 3)), None, 8, "h^(2)_j = sigmoid( Σ_i h^(1)_i·w^(2)_i,j + b^(2)_j )"),
        (
            NetworkSpec(outputs=2, output_activation="tanh", bias=False),
            None,
            6,
            "y_j = tanh( Σ_i h_i·w^(2)_i,j )",
        ),
        (NetworkSpec(inputs=2, hidden=(), outputs=2), None, 0, "y_j = sigmoid( Σ_i x_i·w_i,j + b_j )"),
        (NetworkSpec(inputs=2, hidden=()), None, 0, "y = sigmoid( x_1·w_1 + x_2·w_2 + b )"),
        (
            NetworkSpec(inputs=8, hidden=()),
            None,
            0,
            "y = sigmoid( x_1·w_1 + x_2·w_2 + x_3·w_3 + x_4·w_4 + x_5·w_5 + (2 more) + x_8·w_8 + b )",
        ),
        (
            NetworkSpec(hidden=(2, 2)),
            Unit(2, 1),
            1,
            "h^(2)_2 = sigmoid( h^(1)_1·w^(2)_1,2 + h^(1)_2·w^(2)_2,2 + b^(2)_2 )",
        ),
    ],
)
def test_the_formula_of_a_layer_and_of_a_unit(spec: NetworkSpec, unit: Unit | None, count: int, formula: str) -> None:
    assert parts(spec, unit, count)["formula"] == formula


@for_each(("outputs", "others"), [(1, ""), (2, ", 1 more"), (3, ", 2 more")])
def test_a_function_of_neighbours_says_how_many_there_are(outputs: int, others: str) -> None:
    spec = NetworkSpec(outputs=outputs, output_activation="softmax")
    found = parts(spec, Unit(2, 0), 4)["activation"]
    assert re.fullmatch(rf"softmax\(−?\d\.\d{{4}}{others}\) = \d\.\d{{4}}", found)


def test_the_panel_is_a_part_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    page = WithoutPage(monkeypatch)
    walked = Walk(None, steps(NetworkSpec()), 3, plays=False, held=False)
    passed = forward_network(draw(NetworkSpec()))
    walk.walk_panel(known_pass(passed, walked.progress), walked, untranslated)
    assert page.texts == [("walk", f'<div data-part="walk">{walked_html(passed, walked)}</div>')]


@for_each(
    ("bias", "rest"),
    [(True, ["product", "product", "bias"]), (False, ["product", "product"])],
)
def test_each_part_of_formula_and_code_knows_its_step(bias: bool, rest: list[str]) -> None:
    """In a formula the whole is the activation; within it stand the sum, its products, and the bias."""
    spec = NetworkSpec(bias=bias)
    path = steps(spec, Unit(2, 0))
    for count in range(len(path) + 1):
        html = walked_html(forward_network(draw(spec)), Walk(Unit(2, 0), path, count, plays=False, held=False))
        formula, _numbers, code = re.split(r'<div class="walk-numbers"|<pre', html.partition("</p>")[2])
        assert re.findall(r'data-step="(\w*)"', formula) == ["activation", "sum", *rest]
        layer = ["activation", "sum", *rest[1:]]
        assert re.findall(r'data-step="(\w*)"', code) == layer * 2
