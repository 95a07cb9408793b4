"""Show the step of a walk back in words, as a formula, with numbers and in the program, with the same part lit."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from components.base.left_out import left_out
from components.base.small import small
from components.base.style import TIMES
from components.base.text import Translate
from components.browser.short_way import part
from components.gradients.figures.backward_diagram import DELTA as SIGN
from components.gradients.panels.unit_walk import unit_formula, unit_numbers
from components.gradients.panels.walk_parts import column_html, row, step_part, step_rows, table
from components.gradients.walk import BackWalk
from compute.gradients import walk_back
from compute.gradients.derivatives import DERIVATIVES, NoDerivative
from compute.gradients.known_backward import KnownBackward, KnownLayerBackward
from compute.gradients.walk_back import DELTA, GRADIENT, LOSS, SLOPE, UPDATE
from compute.network.elements import Unit, layer_name
from compute.network.forward import LayerPass
from compute.network.forward_line import values_name
from compute.network.spec import NetworkSpec

WALK = "walk"
"""Key of the container, and name of the part of the page in it."""

MAX_UNITS = 3
"""The most units of a layer with numbers; of a wider one, the first and the last."""

DOTS = "…"


def walk_panel(known: KnownBackward, walk: BackWalk, _: Translate) -> None:
    """Show what the step does, in the container `walk`."""
    with st.container(key=WALK):
        st.html(part(WALK, walk_html(known, walk, _)))


def layer_at_work(walk: BackWalk, spec: NetworkSpec) -> int:
    """Return the layer that the panel shows: that of the last step, or of the unit that is walked alone.

    Before any step it is the output, at the end the first layer.
    """
    if walk.unit is not None:
        return walk.unit.layer
    if walk.step is None:
        return spec.depth
    return walk.step.layer or 1


def walk_words(known: KnownBackward, walk: BackWalk, _: Translate) -> str:
    """Say the step in one sentence."""
    step, spec = walk.step, known.passed.network.spec
    name = walk.unit.label(spec) if walk.unit else layer_name(spec, layer_at_work(walk, spec))
    if step is None:
        if walk.unit is not None:
            return _("Nothing of {unit} has been computed on the way back yet. Press next.", unit=name)
        return _("The forward pass is done, and nothing of the way back. Press next.")
    if walk.unit is not None and step.name == UPDATE:
        return _(
            "update: the weights and the bias of {name} move by the rate times their gradients, downhill", name=name
        )
    return {
        LOSS: _("loss: how far the output is from the target, and which way it falls"),
        SLOPE: _("slope: how steep the activation of {name} is where z is", name=name),
        DELTA: _("delta: what comes back to {name}, times the slope", name=name)
        if not known.layers[layer_at_work(walk, spec) - 1].gives_delta
        else _("delta: the loss takes z itself, so it gives delta of {name} at once", name=name),
        GRADIENT: _("gradient: each weight into {name} gets what came in through it, times delta", name=name),
        UPDATE: _("update: each weight and bias moves by the rate times its gradient, downhill"),
    }[step.name]


def walk_html(known: KnownBackward, walk: BackWalk, _: Translate) -> str:
    """Write the sentence, the formula, the numbers and the code, with what the step computes lit in each."""
    spec = known.passed.network.spec
    lit, layer = walk.step.name if walk.step else "", layer_at_work(walk, spec)
    place = _("step {step} of {count}", step=walk.count, count=len(walk.path))
    if walk.unit is not None:
        alone = _("{unit} alone; select a weight to walk the whole network", unit=walk.unit.label(spec))
        place = f"{place} · {alone}"
        formula, numbers = unit_formula(known, walk.unit, lit), unit_numbers(known, walk.unit, lit, _)
    else:
        formula, numbers = _formula(known, layer, lit), _numbers(known, layer, lit, _)
    lines = "".join(
        f'<span class="line{" lit-line" if name == lit else ""}">{step_part(name, lit, escape(line))}</span>'
        for name, line in _code(known, layer)
    )
    return (
        f'<p class="walk-words"><b>{escape(walk_words(known, walk, _))}</b> <span>{escape(place)}</span></p>'
        f'<div class="walk-formula">{formula}</div>'
        f'<div class="walk-numbers" tabindex="0">{numbers}</div>'
        f'<pre class="walk-code" tabindex="0">{lines}</pre>'
    )


def _formula(known: KnownBackward, layer: int, lit: str) -> str:
    """Write dL/dw = x_i (dL/dy_j f'(z_j)) from the inside out, and the update that follows from it."""
    gives_delta = known.layers[layer - 1].gives_delta
    delta = step_part(DELTA, lit, f"{SIGN}<sub>j</sub>")
    if gives_delta:
        of = step_part(LOSS, lit, "p<sub>j</sub> − [j = t]")
    else:
        name = escape(known.passed.layers[layer - 1].activation.name)
        of = f"{step_part(LOSS, lit, 'dL/dy<sub>j</sub>')} {step_part(SLOPE, lit, f'{name}′(z<sub>j</sub>)')}"
    gradient = step_part(GRADIENT, lit, f"dL/dw<sub>i,j</sub> = x<sub>i</sub> {SIGN}<sub>j</sub>")
    update = step_part(UPDATE, lit, "w − rate · dL/dw")
    return f"{delta} = {of}<br>{gradient}<br>{update}"


def _numbers(known: KnownBackward, at: int, lit: str, _: Translate) -> str:
    """Write a row for each step and a column for each unit shown, with a question mark for unknown numbers."""
    spec, layer = known.passed.network.spec, known.layers[at - 1]
    count = spec.sizes[at]
    shown: list[int | None] = list(range(count)) if count <= MAX_UNITS else [0, None, count - 1]
    more = left_out(count - 2, None, _)
    heads = "".join(
        f'<th scope="col">{escape(more if column is None else Unit(at, column).label(spec))}</th>' for column in shown
    )
    rows = ""
    for name, words in step_rows(layer, at == spec.depth, _):
        cells = (DOTS if column is None else _cell(known, at, column, name, _) for column in shown)
        rows += row(name, words, "".join(f"<td>{cell}</td>" for cell in cells), lit)
    return table(heads, rows)


def _cell(known: KnownBackward, at: int, column: int, name: str, _: Translate) -> str:
    layer, forward = known.layers[at - 1], known.passed.layers[at - 1]
    match name:
        case walk_back.SLOPE:
            return _slope(layer, forward, column, _)
        case walk_back.DELTA:
            return _delta(known, layer, forward, column)
        case walk_back.GRADIENT:
            return column_html(layer.weight_gradient[column], len(forward.weights), _)
        case walk_back.UPDATE:
            return column_html(layer.new_weights[column], len(forward.weights), _)
    return f"<b>{small(known.probabilities[column] if layer.gives_delta else layer.output_gradient[column])}</b>"


def _slope(layer: KnownLayerBackward, forward: LayerPass, column: int, _: Translate) -> str:
    """Write f'(z); of softmax the slopes of all outputs."""
    if not forward.activation.elementwise:
        return column_html(layer.jacobian[column], len(layer.delta), _)
    z = small(float(forward.preactivation[0, column]))
    return f"{escape(forward.activation.name)}′({z}) = <b>{small(layer.slope[column])}</b>"


def _delta(known: KnownBackward, layer: KnownLayerBackward, forward: LayerPass, column: int) -> str:
    """Write what delta is made of, where that is a product or a difference."""
    delta = f"<b>{small(layer.delta[column])}</b>"
    if layer.gives_delta:
        right = "1" if column == int(known.target) else "0"
        return f"{small(known.probabilities[column])} − {right} = {delta}"
    if not forward.activation.elementwise:
        return delta
    return f"{small(layer.output_gradient[column])} {TIMES} {small(layer.slope[column])} = {delta}"


def _code(known: KnownBackward, at: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of the program that go back through a layer, each with its step."""
    spec, layer = known.passed.network.spec, known.layers[at - 1]
    before = values_name(spec, at - 1)
    derivative = DERIVATIVES[known.passed.layers[at - 1].activation.name]
    if at == spec.depth:
        yield LOSS, f"loss = {known.loss.code}"
        if layer.gives_delta:
            yield DELTA, f"delta = {known.loss.slope_code}"
        else:
            yield LOSS, f"gradient = {known.loss.slope_code}"
    if not layer.gives_delta and not isinstance(derivative, NoDerivative):
        sign = "*" if known.passed.layers[at - 1].activation.elementwise else "@"
        yield SLOPE, f"slope = {derivative.code}"
        yield DELTA, f"delta = gradient {sign} slope"
    yield GRADIENT, f"dW{at} = {before}.t() @ delta"
    if spec.bias:
        yield GRADIENT, f"dB{at} = delta"
    yield GRADIENT, f"gradient = delta @ W{at}.t()"
    yield UPDATE, f"W{at} = W{at} - {known.rate:g} * dW{at}"
