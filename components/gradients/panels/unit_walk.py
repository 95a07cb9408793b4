"""Write what a walk back through one unit shows: its delta as the sum of what comes back, times the slope."""

from collections.abc import Callable, Sequence
from html import escape

from components.base.left_out import left_out
from components.base.small import small
from components.base.style import TIMES
from components.base.text import Translate
from components.gradients.figures.backward_diagram import DELTA as SIGN
from components.gradients.panels.walk_parts import MAX_INPUTS, column_html, listed, row, step_part, step_rows, table
from compute.gradients import walk_back
from compute.gradients.known_backward import KnownBackward
from compute.gradients.walk_back import DELTA, GRADIENT, LOSS, SLOPE, UPDATE
from compute.network.elements import Bias, Unit, Weight, code_of
from compute.network.known_pass import Value

MAX_TERMS = 3
"""The most terms of what comes back; of a longer sum, the first ones and the last."""


NO_BREAK = "\N{NO-BREAK SPACE}"


def unit_formula(known: KnownBackward, unit: Unit, lit: str) -> str:
    """Write delta of the unit from what comes back, the gradients of its weights, and the update that follows."""
    spec, label = known.passed.network.spec, escape(unit.label(known.passed.network.spec))
    layer = known.layers[unit.layer - 1]
    activation = known.passed.layers[unit.layer - 1].activation
    delta = step_part(DELTA, lit, f"{SIGN} {label}")
    if layer.gives_delta:
        of = step_part(LOSS, lit, f"p − {_right(known, unit)}")
    elif not activation.elementwise:
        of = (
            f"Σ<sub>k</sub> {step_part(LOSS, lit, 'dL/dy<sub>k</sub>')} "
            f"{step_part(SLOPE, lit, f'dy<sub>k</sub>/dz<sub>{unit.index + 1}</sub>')}"
        )
    else:
        back = step_part(LOSS, lit, f"dL/d{label}") if unit.layer == spec.depth else f"( {_symbols(known, unit)} )"
        of = f"{back} {step_part(SLOPE, lit, f'{escape(activation.name)}′(z)')}"
    before = "x" if unit.layer == 1 else "h"
    gradient = step_part(GRADIENT, lit, f"dL/dw<sub>i</sub> = {before}<sub>i</sub> {SIGN} {label}")
    update = step_part(UPDATE, lit, "w − rate · dL/dw")
    return f"{delta} = {of}<br>{gradient}<br>{update}"


def unit_numbers(known: KnownBackward, unit: Unit, lit: str, _: Translate) -> str:
    """Write a row for each step, with a question mark for what is not known yet."""
    spec = known.passed.network.spec
    head = f'<th scope="col">{escape(unit.label(spec))}</th>'
    rows = "".join(
        row(name, words, f"<td>{_cell(known, unit, name, _)}</td>", lit)
        for name, words in step_rows(known.layers[unit.layer - 1], unit.layer == spec.depth, _)
    )
    return table(head, rows)


def _cell(known: KnownBackward, unit: Unit, name: str, _: Translate) -> str:
    match name:
        case walk_back.SLOPE:
            return _slope(known, unit, _)
        case walk_back.DELTA:
            return _delta(known, unit)
        case walk_back.GRADIENT:
            return _gradients(known, unit, _)
        case walk_back.UPDATE:
            return _updates(known, unit, _)
    return _comes_back(known, unit, _)


def _comes_back(known: KnownBackward, unit: Unit, _: Translate) -> str:
    """Write dL/dy of the unit: at the output from the loss, else the sum over the edges that lead on."""
    layer = known.layers[unit.layer - 1]
    if layer.gives_delta:
        return f"<b>{small(known.probabilities[unit.index])}</b>"
    total = f"<b>{small(layer.output_gradient[unit.index])}</b>"
    outgoing = _outgoing(known, unit)
    if not outgoing:
        return total
    terms = [
        f"{small(known.passed.network.value(each))} {TIMES} {small(known.gradient(each.target()))}" for each in outgoing
    ]
    return f"{_sum(terms, _)} = {total}"


def _slope(known: KnownBackward, unit: Unit, _: Translate) -> str:
    """Write f'(z); of softmax the slopes of all outputs."""
    layer, forward = known.layers[unit.layer - 1], known.passed.layers[unit.layer - 1]
    if not forward.activation.elementwise:
        return column_html(layer.jacobian[unit.index], len(layer.delta), _)
    z = small(float(forward.preactivation[0, unit.index]))
    return f"{escape(forward.activation.name)}′({z}) = <b>{small(layer.slope[unit.index])}</b>"


def _delta(known: KnownBackward, unit: Unit) -> str:
    layer, forward = known.layers[unit.layer - 1], known.passed.layers[unit.layer - 1]
    delta = f"<b>{small(layer.delta[unit.index])}</b>"
    if layer.gives_delta:
        return f"{small(known.probabilities[unit.index])} − {_right(known, unit)} = {delta}"
    if not forward.activation.elementwise:
        return delta
    return f"{small(layer.output_gradient[unit.index])} {TIMES} {small(layer.slope[unit.index])} = {delta}"


def _gradients(known: KnownBackward, unit: Unit, _: Translate) -> str:
    """Write the gradient of each weight into the unit as a product; the bias gets delta itself."""
    delta = small(known.gradient(unit))
    weights = [
        f"{small(known.passed.value(Unit(unit.layer - 1, each.row)))} {TIMES} {delta} = <b>{small(gradient)}</b>"
        for each, gradient in ((each, known.gradient(each)) for each in _incoming(known, unit))
    ]
    if not known.passed.network.spec.bias:
        return listed(weights, _)
    bias = f"b: <b>{small(known.gradient(Bias(unit.layer, unit.index)))}</b>"
    return f"{listed(weights, _)} <span>{bias}</span>"


def _updates(known: KnownBackward, unit: Unit, _: Translate) -> str:
    """Write each weight, minus the rate times its gradient, and what comes of it; then the same of the bias."""
    layer, network = known.layers[unit.layer - 1], known.passed.network
    column = layer.new_weights[unit.index]
    incoming = _incoming(known, unit)
    news: Sequence[Value] = [None] * len(incoming) if column is None else column.tolist()
    moved = _mover(known)
    weights = [moved(network.value(each), known.gradient(each), new) for each, new in zip(incoming, news, strict=True)]
    if not network.spec.bias:
        return listed(weights, _)
    bias = Bias(unit.layer, unit.index)
    new_bias = moved(network.value(bias), known.gradient(bias), layer.new_bias[unit.index])
    return f"{listed(weights, _)} <span>b: {new_bias}</span>"


def _mover(known: KnownBackward) -> Callable[[float, Value, Value], str]:
    """Return what writes a step of one number."""

    def moved(value: float, gradient: Value, new: Value) -> str:
        step = small(gradient)
        inner = f"({step})" if gradient is not None and gradient < 0 else step
        return f"{small(value)} − {known.rate:g} {TIMES} {inner} = <b>{small(new)}</b>"

    return moved


def _symbols(known: KnownBackward, unit: Unit) -> str:
    """Write what comes back, in symbols; of a long sum the first terms and the last."""
    spec = known.passed.network.spec
    terms = [f"{code_of(each, spec)} {SIGN} {each.target().label(spec)}" for each in _outgoing(known, unit)]
    shown = terms if len(terms) <= MAX_TERMS else [*terms[: MAX_TERMS - 1], "…", terms[-1]]
    return " + ".join(map(escape, shown))


def _sum(terms: Sequence[str], _: Translate) -> str:
    """Write a sum that breaks between its terms only; of a long one the first, how many more, and the last."""
    whole = [term.replace(" ", NO_BREAK) for term in terms]
    if len(whole) <= MAX_INPUTS:
        return " + ".join(whole)
    more = escape(left_out(len(whole) - MAX_INPUTS + 1, None, _))
    return " + ".join([*whole[: MAX_INPUTS - 2], f"({more})", whole[-1]])


def _outgoing(known: KnownBackward, unit: Unit) -> list[Weight]:
    sizes = known.passed.network.spec.sizes
    if unit.layer == len(sizes) - 1:
        return []
    return [Weight(unit.layer + 1, unit.index, column) for column in range(sizes[unit.layer + 1])]


def _incoming(known: KnownBackward, unit: Unit) -> list[Weight]:
    return [Weight(unit.layer, row, unit.index) for row in range(known.passed.network.spec.sizes[unit.layer - 1])]


def _right(known: KnownBackward, unit: Unit) -> str:
    """Write 1 if the unit stands for the right class, else 0."""
    return "1" if unit.index == int(known.target) else "0"
