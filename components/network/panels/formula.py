"""Write the formula of the selected unit, in symbols and with numbers, and its layer as matrices."""

from collections.abc import Sequence

import streamlit as st
from torch import Tensor

from components.base.left_out import left_out
from components.base.style import TIMES, in_brackets, number
from components.base.text import Translate, untranslated
from compute.network.activations import Activation
from compute.network.elements import Bias, Unit, Weight, latex_of
from compute.network.known_pass import KnownLayer, KnownPass, Value
from compute.network.left_out import total_left_out
from compute.network.spec import NetworkSpec

MAX_TERMS = 6
"""Longer sums show their first terms, the sum of those left out, and the last term."""

MAX_MATRIX = 6
"""Larger matrices show their corners and dots; a sentence says how many numbers the dots stand for."""


BOX = r"\square"
"""Stands in the place of a number that has not been computed yet."""


def formula_panel(passed: KnownPass, unit: Unit, _: Translate) -> None:
    """Show the unit's formula, the same with numbers, and the matrix form of its layer."""
    spec = passed.network.spec
    if unit.layer == 0:
        st.markdown(_("{name} is an input: its value is given, not computed.", name=f"$x_{{{unit.index + 1}}}$"))
        return
    one_unit, whole_layer = _("one unit"), _("the whole layer as matrices")
    # In one element: each further one would be a message more, and a layout more in the browser.
    st.markdown(
        f"**{one_unit}**\n\n$$\n{unit_formula(spec, unit, _)}\n$$\n\n$$\n{unit_numbers(passed, unit, _)}\n$$\n\n"
        f"**{whole_layer}**\n\n$$\n{layer_symbols(spec, unit.layer, shapes=True)}\n$$\n\n"
        f"$$\n{layer_numbers(passed, unit.layer)}\n$$\n\n{dots_in(spec, unit.layer, _)}\n\n{_whole_network(spec, _)}"
    )


def _whole_network(spec: NetworkSpec, _: Translate) -> str:
    """Write all layers in one formula, with biases and without; nothing for one layer."""
    if spec.depth == 1:
        return ""
    title, other = _("all layers in one formula"), _("without biases") if spec.bias else _("with biases")
    functions = r",\quad ".join(
        rf"f_{{{layer}}} = {_function(spec.activation_of(layer))}" for layer in range(1, spec.depth + 1)
    )
    return (
        f"**{title}**\n\n$$\n{nested(spec, bias=spec.bias)}\n$$\n\n$$\n{functions}\n$$\n\n"
        f"**{other}**\n\n$$\n{nested(spec, bias=not spec.bias)}\n$$"
    )


def unit_formula(spec: NetworkSpec, unit: Unit, _: Translate = untranslated) -> str:
    """Write the unit's output in symbols: h_1 = f(x_1 w_{1,1} + x_2 w_{2,1} + b_1)."""
    rows = spec.sizes[unit.layer - 1]
    terms = [
        f"{Unit(unit.layer - 1, row).latex(spec)}\\,{latex_of(Weight(unit.layer, row, unit.index), spec)}"
        for row in range(rows)
    ]
    bias = f" + {latex_of(Bias(unit.layer, unit.index), spec)}" if spec.bias else ""
    inside = _in_brackets(_sum(terms, None, _) + bias)
    return f"{unit.latex(spec)} = {_function(spec.activation_of(unit.layer))}{inside}"


def unit_numbers(passed: KnownPass, unit: Unit, _: Translate = untranslated) -> str:
    """Write the same with numbers, a line per step: products, sum and bias, activation."""
    layer, column = passed.layers[unit.layer - 1], unit.index
    weights, products = layer.weights[:, column].tolist(), layer.products[column]
    terms = [
        rf"{BOX if value is None else _signed(value)}\cdot{_signed(weight)}"
        for value, weight in zip(layer.inputs, weights, strict=True)
    ]
    symbol = unit.latex(passed.network.spec)
    function = _function(layer.activation.name)
    weighted_sum, z, output = map(
        _written, (layer.weighted_sum[column], layer.preactivation[column], layer.output[column])
    )
    rest = None if products is None else total_left_out(products, _shown(len(terms), MAX_TERMS))
    lines = [_in_brackets(_sum(terms, rest, _) + _bias(layer, unit.index))]
    if layer.bias is not None:
        lines.append(_in_brackets(weighted_sum + _bias(layer, unit.index)))
    lines.append(_in_brackets(z))
    rows = [rf"{symbol} &= {function}{line}" for line in lines]
    rows.append(f"&= {output}")
    return r"\begin{aligned}" + r"\\ ".join(rows) + r"\end{aligned}"


def layer_symbols(spec: NetworkSpec, layer: int, *, shapes: bool = False) -> str:
    """Write the layer in the notebook's matrix form, with the bias that its program has.

    Parameters
    ----------
    shapes: whether each matrix has its shape below it, which shows that the inner sizes match.
    """
    parts = [f"{symbol}" if not shapes else _with_shape(symbol, *shape) for symbol, shape in _matrices(spec, layer)]
    before, weights, *bias, result = parts
    inside = " + ".join([rf"{before}\,{weights}", *bias])
    return rf"{result} = {_function(spec.activation_of(layer))}\!\left({inside}\right)"


def activation_formula(activation: Activation) -> str:
    """Write what the function is: sigmoid(z) = 1 / (1 + e^-z)."""
    of = "z_j" if not activation.elementwise else "z"
    return rf"{_function(activation.name)}({of}) = {activation.latex}"


def nested(spec: NetworkSpec, *, bias: bool) -> str:
    """Write the network in the notebook's form, as its program computes it: y = f_2(f_1(x W_1 + B_1) W_2 + B_2)."""
    inner = r"\vec{x}"
    for layer in range(1, spec.depth + 1):
        shift = rf" + \mathbf{{B}}_{{{layer}}}" if bias else ""
        inner = rf"f_{{{layer}}}\!\left({inner}\,\mathbf{{W}}_{{{layer}}}{shift}\right)"
    return rf"{vector(spec, spec.depth)} = {inner}"


def _matrices(spec: NetworkSpec, layer: int) -> list[tuple[str, tuple[int, int]]]:
    """Return symbols and shapes of a layer: its inputs, W, the bias where there is one, and its outputs."""
    inputs, units = spec.weight_shapes[layer - 1]
    bias = [(rf"\mathbf{{B}}_{{{layer}}}", (1, units))] if spec.bias else []
    weights = (rf"\mathbf{{W}}_{{{layer}}}", (inputs, units))
    return [(vector(spec, layer - 1), (1, inputs)), weights, *bias, (vector(spec, layer), (1, units))]


def _with_shape(symbol: str, rows: int, columns: int) -> str:
    return rf"\underset{{{rows}\times {columns}}}{{{symbol}}}"


def dots_in(spec: NetworkSpec, layer: int, _: Translate) -> str:
    """Say how many numbers the dots stand for in each matrix that is cut; empty where none is."""
    found = []
    for symbol, (rows, columns) in _matrices(spec, layer):
        missing = rows * columns - len(_shown(rows, MAX_MATRIX)) * len(_shown(columns, MAX_MATRIX))
        if missing:
            found.append(f"${symbol}$ {rows} {TIMES} {columns}: {left_out(missing, None, _)}")
    return _("The dots stand for: {matrices}.", matrices="; ".join(found)) if found else ""


def layer_numbers(passed: KnownPass, at: int) -> str:
    """Write the matrices of layer `at` with their numbers, and a box for each number not computed yet."""
    layer = passed.layers[at - 1]
    bias = "" if layer.bias is None else f" + {matrix(layer.bias)}"
    inside = rf"{_in_square_brackets([_row(layer.inputs)])}{matrix(layer.weights)}{bias}"
    output = _in_square_brackets([_row(layer.output)])
    return rf"{output} = {_function(layer.activation.name)}\!\left({inside}\right)"


def matrix(values: Tensor) -> str:
    """Write a matrix with four decimals; of a large one the corners, with dots between."""
    rows, columns = values.shape
    shown_rows = [_row(values[row].tolist()) for row in _shown(rows, MAX_MATRIX)]
    if rows > MAX_MATRIX:
        shown_rows.insert(-1, " & ".join([r"\vdots"] * min(columns, MAX_MATRIX)))
    return _in_square_brackets(shown_rows)


def _in_square_brackets(rows: Sequence[str]) -> str:
    return r"\begin{bmatrix}" + r"\\ ".join(rows) + r"\end{bmatrix}"


def _row(values: Sequence[Value]) -> str:
    shown = [values[column] for column in _shown(len(values), MAX_MATRIX)]
    cells = [_written(value) for value in shown]
    if len(values) > MAX_MATRIX:
        cells.insert(-1, r"\cdots")
    return " & ".join(cells)


def _shown(count: int, most: int) -> list[int]:
    """Return the indices that are written out: all, or the first few and the last."""
    return list(range(count)) if count <= most else [*range(most - 2), count - 1]


def _sum(terms: Sequence[str], rest: Value, _: Translate) -> str:
    """Write the terms: all, or the first few and the last, with dots and below these what they stand for.

    Parameters
    ----------
    rest: the sum of what is left out, None where it is not known or the terms are symbols.
    """
    shown = _shown(len(terms), MAX_TERMS)
    written = [terms[index] for index in shown]
    if len(shown) < len(terms):
        words = left_out(len(terms) - len(shown), rest, _)
        written.insert(-1, rf"\underbrace{{\cdots}}_{{\text{{{words}}}}}")
    return " + ".join(written)


def _bias(layer: KnownLayer, column: int) -> str:
    return "" if layer.bias is None else f" + {_signed(float(layer.bias[0, column]))}"


def _written(value: Value) -> str:
    return BOX if value is None else number(value)


def _signed(value: float) -> str:
    """Write a number inside a sum or a product: negative ones in brackets."""
    return in_brackets(number(value))


def _function(name: str) -> str:
    escaped = name.replace("_", r"\_")
    return rf"\operatorname{{{escaped}}}"


def _in_brackets(inner: str) -> str:
    return rf"\left({inner}\right)"


def vector(spec: NetworkSpec, layer: int) -> str:
    """Write all values of layer 0 .. depth as one symbol: x, h or h_1, h_2, .., y; an arrow over several."""
    if layer == 0:
        return r"\vec{x}"
    if layer == spec.depth:
        return r"\vec{y}" if spec.outputs > 1 else "y"
    return r"\vec{h}" if len(spec.hidden) == 1 else rf"\vec{{h}}_{{{layer}}}"
