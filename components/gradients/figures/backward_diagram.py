"""The picture of a backward pass: the network's own, with gradients on its edges and deltas in its units."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import torch
from torch import Tensor

from components.base.drawing import Drawing
from components.base.style import ARROW, TIMES, UNKNOWN, printed_number
from components.base.text import Translate, untranslated
from components.network.figures.network_diagram import network_diagram
from compute.gradients.known_backward import KnownBackward
from compute.gradients.walk_back import GRADIENT
from compute.network.elements import Bias, Element, Unit, Weight, layer_name, parse
from compute.network.known_pass import KnownLayer, KnownPass, Value
from compute.network.network import Network, Parameters
from compute.network.spec import NetworkSpec
from compute.network.walk import ACTIVATION, PRODUCT, Step

DELTA = "δ"


def backward_diagram(
    known: KnownBackward, *, selected: Element | None, wall: bool = False, _: Translate = untranslated
) -> Drawing:
    """Draw a backward pass: dL/dW on the edges, dL/dB below the units, delta in them, dL/dx at the inputs.

    Widths and colours are those of the share of the largest gradient: gradients are small, and differ by their size.
    What is not known yet is a question mark.
    """
    shown = as_pass(known)
    drawing = network_diagram(
        shown, selected=selected, with_legend=False, wall=wall, captions=captions, scale=scale_of(shown), _=_
    )
    (points,) = drawing.traces
    names: Sequence[str] = points["customdata"]  # type: ignore[assignment]
    hovers: Sequence[str] = points["hovertext"]  # type: ignore[assignment]
    told = [_hover(name, known) or hover for name, hover in zip(names, hovers, strict=True)]
    meta = {name: value for name, value in drawing.layout["meta"].items() if name != "step"}  # type: ignore[attr-defined]
    return Drawing([{**points, "hovertext": told}], {**drawing.layout, "meta": meta})


def as_pass(known: KnownBackward) -> KnownPass:
    """Put the gradients in the places of what they are gradients of, as the network's picture reads them."""
    network = known.passed.network
    weights, biases = [], []
    inputs = known.layers[0].input_gradient
    layers = []
    for forward, layer in zip(known.passed.layers, known.layers, strict=True):
        nothing = [None] * len(layer.delta)
        rows = forward.weights.shape[0]
        columns = [torch.full((rows,), math.nan) if each is None else each for each in layer.weight_gradient]
        weights.append(torch.stack(columns, dim=1))
        bias = _row(layer.bias_gradient) if network.biases else None
        if bias is not None:
            biases.append(bias)
        layers.append(
            KnownLayer(
                forward.activation,
                weights[-1],
                bias,
                inputs,
                products=nothing,
                weighted_sum=nothing,
                preactivation=nothing,
                output=layer.delta,
            )
        )
        inputs = layer.delta
    features = _row(known.layers[0].input_gradient)
    gradients = Network(network.spec, features, Parameters(tuple(weights), tuple(biases)))
    return KnownPass(gradients, known.passed.device, tuple(layers), _lit(known), None)


def _lit(known: KnownBackward) -> Step | None:
    """Return the step of a forward walk that lights the same: edges for a gradient, units for all else."""
    step = known.step
    if step is None or step.layer is None:
        return None
    return Step(PRODUCT if step.name == GRADIENT else ACTIVATION, step.layer, step.column)


def _row(values: Sequence[Value]) -> Tensor:
    return torch.tensor([[math.nan if value is None else value for value in values]])


def scale_of(shown: KnownPass) -> float:
    """Compute one over the largest gradient in the picture; 1 if all are 0."""
    deltas = [value for layer in shown.layers for value in layer.output if value is not None]
    parts = [*shown.network.weights, *shown.network.biases, shown.network.features, torch.tensor([0.0, *deltas])]
    largest = max(float(part.abs().nan_to_num(0.0, 0.0).max()) for part in parts)
    return 1 / largest if largest > 0 else 1.0


def captions(spec: NetworkSpec, _: Translate) -> Iterator[Sequence[str]]:
    """Yield ways to write above units and edges which gradients they have, the longest first."""
    units = ["<b>dL/dx</b>", *(f"<b>{DELTA}</b> {layer_name(spec, layer)}" for layer in range(1, len(spec.sizes)))]
    weights = [f"<b>dL/dW{layer}</b>" for layer in range(1, spec.depth + 1)]
    sizes = [f"({rows} {TIMES} {columns})" for rows, columns in pairwise(spec.sizes)]
    shapes = [f"{name} {size}" for name, size in zip(weights, sizes, strict=True)]
    for between in (shapes, weights, [""] * len(weights)):
        yield [text for pair in zip(units, [*between, ""], strict=True) for text in pair][:-1]


def _hover(name: str, known: KnownBackward) -> str:
    """Write what is said of an element on hover: its gradient, and what it is made of; nothing for a caption."""
    spec = known.passed.network.spec
    element = parse(name, spec)
    if element is None:
        return ""
    gradient = _written(known.gradient(element))
    match element:
        case Unit(0, _index):
            return f"<b>dL/d{element.label(spec)}</b> = {gradient}"
        case Unit():
            return f"<b>{DELTA}</b> {element.label(spec)} = {gradient}"
        case Bias():
            unit = element.target()
            return f"<b>dL/dB{element.layer}</b>[0, {element.column}] = {DELTA} {unit.label(spec)} = {gradient}"
        case Weight(layer, row, column):
            source, unit = Unit(layer - 1, row), element.target()
            value, delta = printed_number(known.passed.value(source)), _written(known.gradient(unit))
            return (
                f"<b>dL/dW{layer}</b>[{row}, {column}]  {source.label(spec)} {ARROW} {unit.label(spec)}<br>"
                f"{value} {TIMES} {delta} = {gradient}"
            )


def _written(value: Value) -> str:
    return UNKNOWN if value is None else printed_number(value)


def describe_backward(known: KnownBackward, _: Translate = untranslated) -> str:
    """Describe the picture in words, for a screen reader."""
    spec = known.passed.network.spec
    deltas = [known.gradient(Unit(spec.depth, index)) for index in range(spec.outputs)]
    return _(
        "Backward pass of the network {sizes}. Delta of the output: {values}",
        sizes=str(spec),
        values=", ".join(_("not computed yet") if value is None else printed_number(value) for value in deltas),
    )
