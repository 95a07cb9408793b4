"""Show the step of a walk in words, as a formula, with numbers and in the program, with the same part lit.

It is one piece of HTML without KaTeX, since every step and every move of a slider draws it anew.
"""

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from components.base.left_out import left_out
from components.base.style import TIMES, in_brackets, printed_number, true_minus
from components.base.text import Translate
from components.browser.short_way import part
from components.network.walk.walking import Walk
from components.widgets.code import with_tensors
from compute.network.elements import Bias, Element, Unit, Weight, latex_of, layer_name, name_of
from compute.network.forward_line import ForwardLine, forward_lines, variables
from compute.network.known_pass import KnownLayer, KnownPass, Value
from compute.network.left_out import total_left_out
from compute.network.spec import NetworkSpec
from compute.network.walk import ACTIVATION, BIAS, PRODUCT, STEP_NAMES, SUM

WALK = "walk"
"""Key of the container, and name of the part of the page in it."""

MAX_UNITS = 3
"""The most units of a layer with numbers; of a wider one, the first and the last."""

MAX_TERMS, MAX_TERMS_OF_ONE = 3, 6
"""The most terms of a sum, for several units side by side and for one; of a longer one, the first and the last."""

MAX_LINES = 2
"""The most lines of the program, the current one among them."""

BOX = '<span class="box">?</span>'
DOTS = "…"

BY, PLUS, EQUALS = f"\u00a0{TIMES}\u00a0", " +\u00a0", " =\u00a0"
"""Signs between numbers; a line that is too long ends before one."""

_SCRIPT = re.compile(r"([_^])\{(.*?)\}")


def walk_panel(passed: KnownPass, walk: Walk, _: Translate) -> None:
    """Show what the step does, in the container `walk`."""
    with st.container(key=WALK):
        st.html(part(WALK, walk_html(passed, walk, _)))


def walk_words(spec: NetworkSpec, walk: Walk, _: Translate) -> str:
    """Say the step in one sentence."""
    name = walk.unit.label(spec) if walk.unit else layer_name(spec, walk.path[0].layer)
    step = walk.step
    if step is None:
        if walk.unit is None:
            return _("Only what is given is shown: the inputs, the weights, the biases. Press next.")
        return _("Nothing of {unit} has been computed yet. Press next.", unit=name)
    function = spec.activation_of(step.layer)
    if walk.unit or spec.sizes[step.layer] == 1:
        return _of_unit(step.name, (walk.unit or Unit(step.layer, 0)).label(spec), function, _)
    return _of_layer(step.name, layer_name(spec, step.layer), function, _)


def _of_unit(step: str, name: str, activation: str, _: Translate) -> str:
    return {
        PRODUCT: _("product: {name} multiplies each input by its weight", name=name),
        SUM: _("sum: the products of {name} are added up", name=name),
        BIAS: _("bias: {name} adds its bias to the sum, which gives z", name=name),
        ACTIVATION: _("activation: {activation} turns z into the value of {name}", activation=activation, name=name),
    }[step]


def _of_layer(step: str, name: str, activation: str, _: Translate) -> str:
    return {
        PRODUCT: _("product: every unit of {name} multiplies each input by its weight", name=name),
        SUM: _("sum: every unit of {name} adds up its products", name=name),
        BIAS: _("bias: every unit of {name} adds its bias to the sum, which gives z", name=name),
        ACTIVATION: _(
            "activation: {activation} turns each z into the value of a unit of {name}",
            activation=activation,
            name=name,
        ),
    }[step]


def walk_html(passed: KnownPass, walk: Walk, _: Translate) -> str:
    """Write the sentence, the formula, the numbers and the code, with what the step computes lit in each.

    Parameters
    ----------
    passed: what the walk has computed.
    """
    spec, layer = passed.network.spec, walk.layer
    lit = walk.step.name if walk.step else ""
    alone = walk.unit or (Unit(layer, 0) if spec.sizes[layer] == 1 else None)
    place = _("step {step} of {count}", step=walk.count, count=len(walk.path))
    formula = _unit_formula(spec, alone, lit, _) if alone else _layer_formula(spec, layer, lit)
    shown = [alone.index] if alone else _units_shown(spec.sizes[layer])
    code = with_tensors(_code(forward_lines(spec), layer, lit), variables(spec))
    return (
        f'<p class="walk-words"><b>{escape(walk_words(spec, walk, _))}</b> <span>{escape(place)}</span></p>'
        f'<div class="walk-formula">{formula}</div>'
        f'<div class="walk-numbers" tabindex="0">{_numbers(passed, layer, shown, lit, _)}</div>'
        f'<pre class="walk-code" tabindex="0">{code}</pre>'
    )


def _part(name: str, lit: str, inner: str) -> str:
    """Write a part of a formula or of the code that belongs to a step."""
    return f'<span class="part{" lit" if name == lit else ""}" data-step="{name}">{inner}</span>'


def _unit_formula(spec: NetworkSpec, unit: Unit, lit: str, _: Translate) -> str:
    """Write h1 = f(x1 w11 + x2 w21 + b1); of a long sum the first terms, how many more, and the last."""
    rows = _ends(spec.sizes[unit.layer - 1], MAX_TERMS_OF_ONE)
    terms = [
        _dots(spec.sizes[unit.layer - 1], rows, None, _)
        if row is None
        else _part(
            PRODUCT,
            lit,
            f"{_of(Unit(unit.layer - 1, row), spec)}&thinsp;{_of(Weight(unit.layer, row, unit.index), spec)}",
        )
        for row in rows
    ]
    bias = _of(Bias(unit.layer, unit.index), spec) if spec.bias else ""
    return _whole(_of(unit, spec), spec.activation_of(unit.layer), " + ".join(terms), bias, lit)


def _layer_formula(spec: NetworkSpec, layer: int, lit: str) -> str:
    """Write h_j = f(sum over i of x_i w_ij + b_j), the same for every unit j."""
    upper = "" if len(spec.hidden) == 1 else f"<sup>({layer})</sup>"
    before = "" if len(spec.hidden) == 1 else f"<sup>({layer - 1})</sup>"
    result = "<i>y</i>" if layer == spec.depth else f"<i>h</i>{upper}"
    value = "<i>x</i>" if layer == 1 else f"<i>h</i>{before}"
    weight_upper = "" if spec.depth == 1 else f"<sup>({layer})</sup>"
    product = _part(PRODUCT, lit, f"{value}<sub>i</sub>&thinsp;<i>w</i>{weight_upper}<sub>i,j</sub>")
    bias = f"<i>b</i>{weight_upper}<sub>j</sub>" if spec.bias else ""
    return _whole(f"{result}<sub>j</sub>", spec.activation_of(layer), f"Σ<sub>i</sub> {product}", bias, lit)


def _whole(result: str, function: str, total: str, bias: str, lit: str) -> str:
    inside = _part(SUM, lit, total) + (_part(BIAS, lit, f" + {bias}") if bias else "")
    return f"{result} = " + _part(ACTIVATION, lit, f"{function}( {inside} )")


def _of(element: Element, spec: NetworkSpec) -> str:
    """Write the symbol of an element, which lights up with all that stands for it."""
    return f'<span data-element="{name_of(element, spec)}">{_symbol(latex_of(element, spec))}</span>'


def _symbol(latex: str) -> str:
    """Write a symbol like h^{(1)}_{2} as HTML."""
    tags = {"_": "sub", "^": "sup"}
    return f"<i>{latex[0]}</i>" + _SCRIPT.sub(
        lambda found: f"<{tags[found[1]]}>{found[2]}</{tags[found[1]]}>", latex[1:]
    )


def _numbers(passed: KnownPass, at: int, shown: Sequence[int | None], lit: str, _: Translate) -> str:
    """Write a row for each step and a column for each unit shown, with an empty box for unknown numbers."""
    spec, layer = passed.network.spec, passed.layers[at - 1]
    words = {PRODUCT: _("product"), SUM: _("sum"), BIAS: _("bias"), ACTIVATION: _("activation")}
    names = [name for name in STEP_NAMES if spec.bias or name != BIAS]
    more = left_out(spec.sizes[at] - 2, None, _)
    heads = "".join(
        f'<th scope="col">{escape(more if column is None else Unit(at, column).label(spec))}</th>' for column in shown
    )
    columns = [[DOTS] * len(names) if column is None else _column(layer, column, len(shown), _) for column in shown]
    rows = "".join(
        f'<tr{" class=lit" if name == lit else ""} data-step="{name}"><th scope="row">{escape(words[name])}</th>'
        f"{''.join(f'<td>{column[row]}</td>' for column in columns)}</tr>"
        for row, name in enumerate(names)
    )
    return f"<table><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _column(layer: KnownLayer, column: int, columns: int, _: Translate) -> list[str]:
    """Write the steps of one unit with numbers: products, sum, bias where there is one, activation."""
    inputs, weights = layer.inputs, layer.weights[:, column].tolist()
    rows = _ends(len(weights), MAX_TERMS_OF_ONE if columns == 1 else MAX_TERMS)
    made = layer.products[column]
    products = [None] * len(weights) if made is None else made.tolist()
    rest = None
    if None in rows and made is not None:
        rest = total_left_out(made, [row for row in rows if row is not None])
    dots = _dots(len(products), rows, rest, _)
    factors = [
        f"<span>{dots}</span>"
        if row is None
        else f"<span>{_written(inputs[row])}{BY}{printed_number(weights[row])}{EQUALS}{_written(products[row])}</span>"
        for row in rows
    ]
    terms = [dots if row is None else _written(products[row], signed=at > 0) for at, row in enumerate(rows)]
    total, z = _written(layer.weighted_sum[column]), _written(layer.preactivation[column])
    steps = [" ".join(factors), f"{PLUS.join(terms)}{EQUALS}{_bold(total)}"]
    if layer.bias is not None:
        bias = _written(float(layer.bias[0, column]), signed=True)
        steps.append(f"{total}{PLUS}{bias}{EQUALS}{_bold(z)}")
    neighbours = len(layer.output) - 1
    others = "" if layer.activation.elementwise or not neighbours else f", {escape(left_out(neighbours, None, _))}"
    steps.append(f"{layer.activation.name}({z}{others}){EQUALS}{_bold(_written(layer.output[column]))}")
    return steps


def _dots(count: int, rows: Sequence[int | None], rest: Value, _: Translate) -> str:
    """Say how many terms of a long sum are left out before its last one, and their sum if it is known."""
    missing = count - sum(row is not None for row in rows)
    return f'<span class="left-out">({escape(true_minus(left_out(missing, rest, _)))})</span>'


def _written(value: Value, *, signed: bool = False) -> str:
    """Write a number or an empty box; a negative number in brackets where a sign stands before it."""
    if value is None:
        return BOX
    return in_brackets(printed_number(value)) if signed else printed_number(value)


def _bold(text: str) -> str:
    return f"<b>{text}</b>"


def _code(lines: Sequence[ForwardLine], layer: int, lit: str) -> str:
    """Write the line of the layer among its neighbours."""
    first = min(layer - 1, max(len(lines) - MAX_LINES, 0))
    return "".join(
        f'<span class="line{" lit-line" if at == layer else ""}">{_line(line, lit if at == layer else "")}</span>'
        for at, line in enumerate(lines[first : first + MAX_LINES], start=first + 1)
    )


def _line(line: ForwardLine, lit: str) -> str:
    total = _part(SUM, lit, f"torch.mm({_part(PRODUCT, lit, line.arguments)})")
    bias = _part(BIAS, lit, line.bias) if line.bias else ""
    return f"{line.result} = " + _part(ACTIVATION, lit, f"{line.function}({total}{bias})")


def _ends(count: int, most: int) -> list[int | None]:
    """Choose which of `count` terms are shown: all, or the first ones, None for those left out, and the last."""
    return list(range(count)) if count <= most + 1 else [*range(most - 1), None, count - 1]


def _units_shown(count: int) -> list[int | None]:
    return list(range(count)) if count <= MAX_UNITS else [0, None, count - 1]
