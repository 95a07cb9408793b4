"""Write the gradient of what is selected as the product or the sum that it is, with all its numbers.

Every factor is a button that selects what it is the number of, so that a reader follows a gradient to the loss and
back.
"""

from collections.abc import Sequence
from html import escape

from components.base.left_out import left_out
from components.base.small import small
from components.base.style import TIMES, true_minus
from components.base.text import Translate
from components.gradients.figures.backward_diagram import DELTA
from compute.gradients.known_backward import KnownBackward
from compute.gradients.losses import BCE, MSE
from compute.network.elements import Bias, Element, Unit, Weight, code_of, name_of
from compute.network.known_pass import Value
from compute.network.spec import NetworkSpec

MAX_TERMS = 5
"""The most terms of a sum that are written; of a longer sum only the first ones and the last."""


def chain_html(known: KnownBackward, selected: Element, pick: str, _: Translate) -> str:
    """Write the gradient of what is selected as a line of HTML.

    Parameters
    ----------
    pick: key of the picture in which a press on a factor counts as a click.
    """
    writer = _Chain(known, pick, _)
    match selected:
        case Weight():
            inner = writer.of_weight(selected)
        case Bias():
            inner = writer.of_bias(selected)
        case Unit(layer, _index) if layer == known.passed.network.spec.depth:
            inner = writer.of_output(selected)
        case Unit():
            inner = writer.of_unit(selected)
    return f'<p class="sentence chain">{inner}</p>'


def gradient_name(element: Element, spec: NetworkSpec) -> str:
    """Name a gradient as the page does: dL/dW1[0, 0], dL/dx1, and δ h1 of a unit that is computed."""
    if isinstance(element, Unit):
        label = element.label(spec)
        return f"dL/d{label}" if element.layer == 0 else f"{DELTA} {label}"
    return f"dL/d{code_of(element, spec)}"


class _Chain:
    """Writes the lines of one backward pass."""

    def __init__(self, known: KnownBackward, pick: str, _: Translate) -> None:
        self._known, self._pick, self._ = known, pick, _
        self._spec = known.passed.network.spec

    def of_weight(self, weight: Weight) -> str:
        """Write dL/dw = x_i * delta_j."""
        source, unit = Unit(weight.layer - 1, weight.row), weight.target()
        symbols = f"{self._at(source, source.label(self._spec))} {TIMES} {self._delta(unit)}"
        numbers = f"{small(self._known.passed.value(source))} {TIMES} {self._number(unit)}"
        return f"<b>{self._name(weight)}</b> = {symbols} = {numbers} = <b>{self._number(weight)}</b>"

    def of_bias(self, bias: Bias) -> str:
        """Write dL/db = delta: a bias is only added, so delta reaches it unchanged."""
        return f"<b>{self._name(bias)}</b> = {self._delta(bias.target())} = <b>{self._number(bias)}</b>"

    def of_unit(self, unit: Unit) -> str:
        """Write what comes back along the edges of a feature or a hidden unit, times f'(z) of the latter."""
        name, end = f"<b>{self._name(unit)}</b>", f"<b>{self._number(unit)}</b>"
        outgoing = [Weight(unit.layer + 1, unit.index, column) for column in range(self._spec.sizes[unit.layer + 1])]
        ways = self._known.returned(unit)
        symbols = self._sum(
            [f"{self._at(each, code_of(each, self._spec))} {TIMES} {self._delta(each.target())}" for each in outgoing],
            None,
        )
        values = [self._known.passed.network.value(each) for each in outgoing]
        deltas = [self._known.gradient(each.target()) for each in outgoing]
        numbers = self._sum(
            [f"{small(value)} {TIMES} {small(delta)}" for value, delta in zip(values, deltas, strict=True)],
            [None if each is None else each.product for each in ways],
        )
        if unit.layer == 0:
            return f"{name} = {symbols} = {numbers} = {end}"
        layer = self._known.layers[unit.layer - 1]
        slope, back = small(layer.slope[unit.index]), small(layer.output_gradient[unit.index])
        total = "" if len(outgoing) == 1 else f"{back} {TIMES} {slope} = "
        return f"{name} = ( {symbols} ) {TIMES} {self._slope(unit)} = ( {numbers} ) {TIMES} {slope} = {total}{end}"

    def of_output(self, unit: Unit) -> str:
        """Write what the loss gives an output, and what its activation makes of it."""
        layer, label = self._known.layers[-1], escape(unit.label(self._spec))
        name, end = f"<b>{self._name(unit)}</b>", f"<b>{self._number(unit)}</b>"
        if layer.gives_delta:
            right = "1" if unit.index == int(self._known.target) else "0"
            return f"{name} = p − {right} = {small(self._known.probabilities[unit.index])} − {right} = {end}"
        if not self._known.passed.layers[-1].activation.elementwise:
            return f"{name} = {self._of_neighbours(unit)} = {end}"
        gradient, slope = small(layer.output_gradient[unit.index]), small(layer.slope[unit.index])
        return (
            f"dL/d{label} = {self._loss_slope(unit)} = {gradient}; "
            f"{name} = dL/d{label} {TIMES} {self._slope(unit)} = {gradient} {TIMES} {slope} = {end}"
        )

    def _of_neighbours(self, unit: Unit) -> str:
        """Write delta of a softmax unit: every output depends on its z."""
        layer = self._known.layers[-1]
        column = layer.jacobian[unit.index]
        slopes: Sequence[Value] = [None] * self._spec.outputs if column is None else column.tolist()
        pairs = list(zip(layer.output_gradient, slopes, strict=True))
        numbers = self._sum(
            [f"{small(one)} {TIMES} {small(other)}" for one, other in pairs],
            [None if one is None or other is None else one * other for one, other in pairs],
        )
        return f"Σ<sub>k</sub> dL/dy<sub>k</sub> {TIMES} dy<sub>k</sub>/dz<sub>{unit.index + 1}</sub> = {numbers}"

    def _loss_slope(self, unit: Unit) -> str:
        """Write the slope of the loss with numbers."""
        value, target = small(self._known.passed.value(unit)), f"{self._known.target:g}"
        share = "" if self._spec.outputs == 1 else f" / {self._spec.outputs}"
        if self._known.loss.name == MSE:
            return f"2 {TIMES} ({value} − {target}){share}"
        assert self._known.loss.name == BCE  # `ce` takes logits
        return f"({value} − {target}) / ({value} {TIMES} (1 − {value})){share}"

    def _slope(self, unit: Unit) -> str:
        """Write f'(z) with the z of a unit."""
        layer = self._known.passed.layers[unit.layer - 1]
        return f"{escape(layer.activation.name)}′({small(float(layer.preactivation[0, unit.index]))})"

    def _sum(self, terms: Sequence[str], values: Sequence[Value] | None) -> str:
        """Write a sum; of a long one the first terms, how many more there are, and the last."""
        whole = [f'<span class="factors">{term}</span>' for term in terms]
        if len(terms) <= MAX_TERMS:
            return " + ".join(whole)
        hidden = (values or [None])[MAX_TERMS - 2 : len(terms) - 1]
        known = [value for value in hidden if value is not None]
        total = sum(known) if known and len(known) == len(hidden) else None
        more = escape(true_minus(left_out(len(terms) - MAX_TERMS + 1, total, self._)))
        return " + ".join([*whole[: MAX_TERMS - 2], f"… ({more})", whole[-1]])

    def _delta(self, unit: Unit) -> str:
        return self._at(unit, f"{DELTA} {unit.label(self._spec)}")

    def _at(self, element: Element, text: str) -> str:
        name = name_of(element, self._spec)
        return (
            f'<button type="button" class="follow" data-element="{name}" data-pick="{self._pick}" data-name="{name}">'
            f"{escape(text)}</button>"
        )

    def _name(self, element: Element) -> str:
        return escape(gradient_name(element, self._spec))

    def _number(self, element: Element) -> str:
        return small(self._known.gradient(element))
