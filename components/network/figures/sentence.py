"""Write in one line how the selected element is computed, with all its numbers: h1 = sigmoid(… + …) = 0.6813."""

from collections.abc import Sequence
from html import escape

from components.base.left_out import left_out
from components.base.style import TIMES, true_minus
from components.base.text import Translate
from components.network.figures.band import band_fits
from components.network.figures.element_html import plain_html, written
from compute.network.elements import Bias, Element, Unit, Weight, code_of
from compute.network.known_pass import KnownLayer, KnownPass
from compute.network.left_out import total_left_out

MAX_TERMS = 6
"""Of a longer sum the first terms and the last are written."""


def sentence_html(passed: KnownPass, selected: Element | None, _: Translate) -> str:
    """Write the line for the selected element; without one, how to select one. What is not known is a question mark."""
    match selected:
        case None:
            words = _("Click a circle, a line or a number: here you read how it is computed.")
            drag = _("Drag a number of the line above to the side, and it changes.")
            more = f" {drag}" if band_fits(passed.network.spec) else ""
            return f'<p class="sentence hint">{escape(words + more)}</p>'
        case Unit(0, _index):
            code = plain_html(selected, passed, code_of(selected, passed.network.spec))
            inner = f"<b>{_name(selected, passed)}</b> = {code} = <b>{_number(selected, passed)}</b>"
        case Unit():
            inner = _unit(passed, selected, _)
        case Weight():
            inner = _product(passed, selected)
        case Bias():
            inner = _shifted(passed, selected)
    return f'<p class="sentence">{inner}</p>'


def _unit(passed: KnownPass, unit: Unit, _: Translate) -> str:
    """Write h1 = sigmoid( x1 × w + .. + b ) = sigmoid(z) = h1, with numbers."""
    layer = passed.layers[unit.layer - 1]
    function = escape(layer.activation.name)
    neighbours = len(layer.output) - 1
    others = "" if layer.activation.elementwise or not neighbours else f", {escape(left_out(neighbours, None, _))}"
    terms = _terms(passed, layer, unit, _)
    if layer.bias is not None:
        terms.append(_number(Bias(unit.layer, unit.index), passed))
    z = written(layer.preactivation[unit.index])
    return (
        f"<b>{_name(unit, passed)}</b> = {function}( {' + '.join(terms)} ) = "
        f"{function}({z}{others}) = <b>{_number(unit, passed)}</b>"
    )


def _terms(passed: KnownPass, layer: KnownLayer, unit: Unit, _: Translate) -> list[str]:
    """Write the products of a unit: all, or the first ones, how many more there are, and the last."""
    rows = len(layer.inputs)
    shown = range(rows) if rows <= MAX_TERMS else (*range(MAX_TERMS - 2), rows - 1)
    terms = [_factors(passed, Weight(unit.layer, row, unit.index)) for row in shown]
    if len(shown) < rows:
        terms.insert(-1, f"… ({escape(true_minus(left_out(rows - len(shown), _rest(layer, unit, shown), _)))})")
    return terms


def _rest(layer: KnownLayer, unit: Unit, shown: Sequence[int]) -> float | None:
    products = layer.products[unit.index]
    return None if products is None else total_left_out(products, list(shown))


def _factors(passed: KnownPass, weight: Weight) -> str:
    source = Unit(weight.layer - 1, weight.row)
    return f'<span class="factors">{_number(source, passed)} {TIMES} {_number(weight, passed)}</span>'


def _product(passed: KnownPass, weight: Weight) -> str:
    """Write the product of a weight and the value before it, and where it goes."""
    products = passed.layers[weight.layer - 1].products[weight.column]
    product = written(None if products is None else float(products[weight.row]))
    source = Unit(weight.layer - 1, weight.row)
    code = plain_html(weight, passed, code_of(weight, passed.network.spec))
    symbols = f"{_name(source, passed)} {TIMES} {code}"
    return f"{symbols} = {_factors(passed, weight)} = <b>{product}</b>"


def _shifted(passed: KnownPass, bias: Bias) -> str:
    """Write the sum of products that a bias shifts: Σ + b = z."""
    layer = passed.layers[bias.layer - 1]
    code = plain_html(bias, passed, code_of(bias, passed.network.spec))
    total, z = written(layer.weighted_sum[bias.column]), written(layer.preactivation[bias.column])
    return f"z = Σ + {code} = {total} + {_number(bias, passed)} = <b>{z}</b>"


def _number(element: Element, passed: KnownPass) -> str:
    return plain_html(element, passed)


def _name(unit: Unit, passed: KnownPass) -> str:
    return plain_html(unit, passed, unit.label(passed.network.spec))
