"""Short names of elements: parse reads back every name and nothing else; formulas and code point at the right place."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.network.elements import (
    Bias,
    Element,
    Unit,
    Weight,
    code_of,
    exists,
    is_changeable,
    latex_of,
    layer_name,
    name_of,
    parse,
    unit_of,
)
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.compute.states import SPECS, changeable, changeable_of, computed

UNIT = NetworkSpec(inputs=5, hidden=())
STACK = NetworkSpec()
DEEP = NetworkSpec(inputs=3, hidden=(4, 2), outputs=3)
LARGE = NetworkSpec(inputs=64, hidden=(64, 2, 2, 2, 2, 64), outputs=10)
WITHOUT_BIASES = NetworkSpec(hidden=(4, 2), bias=False)


@for_each("spec", [UNIT, STACK, DEEP, LARGE, WITHOUT_BIASES])
def test_every_name_is_its_own_and_reads_back(spec: NetworkSpec) -> None:
    elements = changeable(spec) + computed(spec)
    names = [name_of(element, spec) for element in elements]
    assert len(set(names)) == len(elements)
    assert [parse(name, spec) for name in names] == elements


@given(spec=SPECS, data=st.data())
def test_names_read_back_in_any_network(spec: NetworkSpec, data: st.DataObject) -> None:
    element = data.draw(changeable_of(spec) | st.sampled_from(computed(spec)))
    assert exists(element, spec)
    assert parse(name_of(element, spec), spec) == element


@for_each(
    ("name", "element"),
    [
        ("x3", Unit(0, 2)),
        ("h1.2", Unit(1, 1)),
        ("h2.1", Unit(2, 0)),
        ("y1", Unit(3, 0)),
        ("w1.3.2", Weight(1, 2, 1)),
        ("w3.2.3", Weight(3, 1, 2)),
        ("b1.4", Bias(1, 3)),
        ("b3.3", Bias(3, 2)),
    ],
)
def test_published_names_keep_their_meaning(name: str, element: Element) -> None:
    assert parse(name, DEEP) == element
    assert name_of(element, DEEP) == name


RUBBISH = [
    *("", " ", "x", "y", "h", "w", "b", "z1", "1", "x1x1", "x1,x2", "x1~x2", "none", "None"),
    *("x0", "y0", "h0.1", "h1.0", "w0.1.1", "w1.0.1", "w1.1.0", "b0.1", "b1.0"),
    *("x-1", "x+1", "h-1.1", "w1.-1.1", "b1.-1", "x1.0", "x 1", "x1_0", "x1e0", "x0x1"),
    *("x4", "y4", "h1.5", "h2.3", "h3.1", "h4.1", "w1.4.1", "w1.1.5", "w4.1.1", "b4.1", "b3.4"),
    *("h1", "h1.1.1", "w1", "w1.1", "w1.1.1.1", "b1", "b1.1.1", "x1.1", "y1.1"),
    *("x1\n", "\nx1", "x1 ", " x1", "x1\x00", "w1.1.1\n", "h1.1\r\n", "x1\u2028"),
    *("x\u0661", "x\u0967", "x\uff11", "x\u00b9", "h\u0661.1", "w1.\u0661.1", "b1.\u0661", "\u04451", "\uff581"),
    *("X1", "Y1", "H1.1", "W1.1.1", "B1.1"),
    *("x9999", "x" + "9" * 5000, "w1.1." + "9" * 5000, "h99.1", "h" + "1" * 5000 + ".1", "x" * 100_000),
]


@for_each("text", RUBBISH)
def test_rubbish_is_no_element(text: str) -> None:
    assert parse(text, DEEP) is None


@pytest.mark.parametrize("spec", [UNIT, DEEP, WITHOUT_BIASES], ids=str)
@given(text=st.text() | st.from_regex(r"[xyhwb]\d{1,4}(\.\d{1,4}){0,3}\n?", fullmatch=True))
def test_any_text_is_an_element_of_the_network_or_none(spec: NetworkSpec, text: str) -> None:
    element = parse(text, spec)
    if element is not None:
        assert text.isascii()
        assert element in changeable(spec) + computed(spec)


def test_biases_are_elements_only_where_there_are_biases() -> None:
    assert parse("b1.1", STACK) == Bias(1, 0)
    assert parse("b1.1", NetworkSpec(bias=False)) is None


@for_each(
    "element",
    [
        *(Unit(-1, 0), Unit(4, 0), Unit(0, 3), Unit(1, 4), Unit(3, 3), Unit(0, -1), Unit(1, -1)),
        *(Weight(0, 0, 0), Weight(4, 0, 0), Weight(1, 3, 0), Weight(1, 0, 4), Weight(1, -1, 0), Weight(1, 0, -1)),
        *(Bias(0, 0), Bias(4, 0), Bias(1, 4), Bias(1, -1)),
    ],
)
def test_what_a_network_lacks_does_not_exist(element: Element) -> None:
    assert not exists(element, DEEP)


def test_all_but_computed_units_can_be_changed() -> None:
    assert all(map(is_changeable, changeable(DEEP)))
    assert not any(map(is_changeable, computed(DEEP)))


def test_the_unit_that_an_element_enters() -> None:
    assert unit_of(Weight(2, 3, 1)) == Unit(2, 1)
    assert unit_of(Bias(3, 2)) == Unit(3, 2)
    assert unit_of(Unit(0, 1)) == Unit(0, 1)


@given(spec=SPECS, data=st.data())
def test_code_reads_the_elements_value(spec: NetworkSpec, data: st.DataObject) -> None:
    network = draw(spec)
    element = data.draw(changeable_of(spec))
    names: dict[str, object] = {"features": network.features}
    names |= {f"W{layer}": weights for layer, weights in enumerate(network.weights, start=1)}
    names |= {f"B{layer}": biases for layer, biases in enumerate(network.biases, start=1)}
    if not spec.hidden and spec.outputs == 1:
        names = {"features": network.features, "weights": network.weights[0].t(), "bias": names.get("B1")}
    value = eval(code_of(element, spec), names)
    assert isinstance(value, torch.Tensor)
    assert value.item() == network.value(element)


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        (DEEP, {Unit(0, 2): "features[0, 2]", Weight(2, 3, 1): "W2[3, 1]", Bias(1, 3): "B1[0, 3]"}),
        (UNIT, {Unit(0, 4): "features[0, 4]", Weight(1, 4, 0): "weights[0, 4]", Bias(1, 0): "bias[0, 0]"}),
    ],
)
def test_code_counts_from_zero_and_calls_tensors_as_the_notebook(spec: NetworkSpec, code: dict[Element, str]) -> None:
    assert {element: code_of(element, spec) for element in code} == code


@for_each(
    ("spec", "unit", "label", "latex"),
    [
        (UNIT, Unit(0, 4), "x5", "x_{5}"),
        (UNIT, Unit(1, 0), "y", "y"),
        (STACK, Unit(1, 1), "h2", "h_{2}"),
        (STACK, Unit(2, 0), "y", "y"),
        (DEEP, Unit(1, 3), "h1.4", "h^{(1)}_{4}"),
        (DEEP, Unit(2, 1), "h2.2", "h^{(2)}_{2}"),
        (DEEP, Unit(3, 2), "y3", "y_{3}"),
    ],
)
def test_units_on_the_screen_and_as_formulas(spec: NetworkSpec, unit: Unit, label: str, latex: str) -> None:
    assert unit.label(spec) == label
    assert unit.latex(spec) == latex_of(unit, spec) == latex


@for_each(
    ("spec", "element", "latex"),
    [
        (UNIT, Weight(1, 4, 0), "w_{5}"),
        (UNIT, Bias(1, 0), "b"),
        (NetworkSpec(hidden=(), outputs=2), Weight(1, 2, 1), "w_{3,2}"),
        (NetworkSpec(hidden=(), outputs=2), Bias(1, 1), "b_{2}"),
        (STACK, Weight(1, 2, 1), "w^{(1)}_{3,2}"),
        (STACK, Weight(2, 1, 0), "w^{(2)}_{2}"),
        (STACK, Bias(1, 1), "b^{(1)}_{2}"),
        (STACK, Bias(2, 0), "b^{(2)}"),
    ],
)
def test_weights_and_biases_as_formulas(spec: NetworkSpec, element: Element, latex: str) -> None:
    assert latex_of(element, spec) == latex


def test_a_layer_has_one_name_and_hidden_ones_are_numbered_where_there_are_several() -> None:
    assert [layer_name(NetworkSpec(), layer) for layer in range(3)] == ["x", "h", "y"]
    assert [layer_name(NetworkSpec(hidden=(2, 2), outputs=3), layer) for layer in range(4)] == ["x", "h1", "h2", "y"]
    assert [layer_name(NetworkSpec(hidden=()), layer) for layer in range(2)] == ["x", "y"]
