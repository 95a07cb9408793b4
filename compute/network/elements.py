"""Name what can be selected in a network: a unit, or one element of one of its tensors.

The same short names stand in links, in lists and beside the picture, counted from 1 as on the screen:

    x3        feature 3, and the input unit that shows it
    h1.2      unit 2 of hidden layer 1
    y1        output unit 1
    w1.3.2    element of W1 from unit 3 to unit 2
    b1.2      element of B1, the bias of unit 2 of layer 1
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from compute.network.spec import NetworkSpec


@dataclass(frozen=True)
class Unit:
    """A unit of layer 0 (the inputs) .. depth (the outputs); `index` counts from 0."""

    layer: int
    index: int

    def name(self, spec: NetworkSpec) -> str:
        """Return the short name in links."""
        if self.layer == 0:
            return f"x{self.index + 1}"
        if self.layer == spec.depth:
            return f"y{self.index + 1}"
        return f"h{self.layer}.{self.index + 1}"

    def label(self, spec: NetworkSpec) -> str:
        """Return the name on the screen: h2 where one layer is hidden, else h1.2; y where it is the only output."""
        if self.layer == spec.depth and spec.outputs == 1:
            return "y"
        if 0 < self.layer < spec.depth and len(spec.hidden) == 1:
            return f"h{self.index + 1}"
        return self.name(spec)

    def latex(self, spec: NetworkSpec) -> str:
        """Write the label as a formula: h_{2}, h^{(1)}_{2}, y."""
        subscript = f"_{{{self.index + 1}}}"
        if self.layer == 0:
            return f"x{subscript}"
        if self.layer == spec.depth:
            return "y" if spec.outputs == 1 else f"y{subscript}"
        return f"h{subscript}" if len(spec.hidden) == 1 else f"h^{{({self.layer})}}{subscript}"


@dataclass(frozen=True)
class Weight:
    """Element [row, column] of W`layer`: from unit `row` of the layer before to unit `column`; counted from 0."""

    layer: int
    row: int
    column: int

    def name(self) -> str:
        """Return the short name in links."""
        return f"w{self.layer}.{self.row + 1}.{self.column + 1}"

    def target(self) -> Unit:
        """Return the unit whose sum this weight enters."""
        return Unit(self.layer, self.column)


@dataclass(frozen=True)
class Bias:
    """Element [0, column] of B`layer`; counted from 0."""

    layer: int
    column: int

    def name(self) -> str:
        """Return the short name in links."""
        return f"b{self.layer}.{self.column + 1}"

    def target(self) -> Unit:
        """Return the unit whose sum this bias enters."""
        return Unit(self.layer, self.column)


def layer_name(spec: NetworkSpec, layer: int) -> str:
    """Name all values of layer 0 .. depth together: x; h where one layer is hidden, else h1, h2, ..; y."""
    if layer == 0:
        return "x"
    if layer == spec.depth:
        return "y"
    return hidden_name(layer, len(spec.hidden))


def hidden_name(layer: int, count: int) -> str:
    """Name hidden layer 1 .. `count`: h where it is the only one, else h1, h2, .."""
    return "h" if count == 1 else f"h{layer}"


Element: TypeAlias = Unit | Weight | Bias
"""Something that can be selected. Of the units, only the inputs hold a value that a person can change."""

_NAME = re.compile(
    r"""x(?P<x>[1-9]\d{0,2})
      | y(?P<y>[1-9]\d{0,2})
      | h(?P<hl>[1-9]\d?)\.(?P<h>[1-9]\d{0,2})
      | w(?P<wl>[1-9]\d?)\.(?P<row>[1-9]\d{0,2})\.(?P<column>[1-9]\d{0,2})
      | b(?P<bl>[1-9]\d?)\.(?P<b>[1-9]\d{0,2})""",
    re.VERBOSE | re.ASCII,
)
"""No leading zero: an element must have only one name, or a value could be changed under two."""


def parse(name: str, spec: NetworkSpec) -> Element | None:
    """Return the element of a network of this `spec` that has the short `name`; None where there is none."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    at = {key: int(value) for key, value in match.groupdict().items() if value is not None}
    element: Element
    if "x" in at:
        element = Unit(0, at["x"] - 1)
    elif "y" in at:
        element = Unit(spec.depth, at["y"] - 1)
    elif "h" in at:
        element = Unit(at["hl"], at["h"] - 1)
        if not 0 < element.layer < spec.depth:
            return None
    elif "row" in at:
        element = Weight(at["wl"], at["row"] - 1, at["column"] - 1)
    else:
        element = Bias(at["bl"], at["b"] - 1)
    return element if exists(element, spec) else None


def exists(element: Element, spec: NetworkSpec) -> bool:
    """Tell whether a network of this `spec` has the element."""
    match element:
        case Unit(layer, index):
            return 0 <= layer <= spec.depth and 0 <= index < spec.sizes[layer]
        case Weight(layer, row, column):
            return 1 <= layer <= spec.depth and 0 <= row < spec.sizes[layer - 1] and 0 <= column < spec.sizes[layer]
        case Bias(layer, column):
            return spec.bias and 1 <= layer <= spec.depth and 0 <= column < spec.sizes[layer]


def is_changeable(element: Element) -> bool:
    """Tell whether a person can set the element's value: features, weights and biases, not computed units."""
    return not isinstance(element, Unit) or element.layer == 0


def name_of(element: Element, spec: NetworkSpec) -> str:
    """Return the short name of any element, as in links."""
    return element.name(spec) if isinstance(element, Unit) else element.name()


def unit_of(element: Element) -> Unit:
    """Return the unit whose sum explains the element: itself, or the one that a weight or a bias enters."""
    return element if isinstance(element, Unit) else element.target()


def tensor_of(element: Element, spec: NetworkSpec) -> str:
    """Return what the short names of all elements of its tensor begin with: x, w1, b1, h1, y."""
    name = name_of(element, spec)
    return name[0] if name[0] in "xy" else name.partition(".")[0]


def code_of(element: Element, spec: NetworkSpec) -> str:
    """Write the element as in the program: features[0, 2], W1[2, 1], B1[0, 1], of one unit weights[0, 2]."""
    match element:
        case Unit(_, index):
            return f"features[0, {index}]"
        case Weight(layer, row, column):
            return f"weights[0, {row}]" if spec.is_unit else f"W{layer}[{row}, {column}]"
        case Bias(layer, column):
            return "bias[0, 0]" if spec.is_unit else f"B{layer}[0, {column}]"


def latex_of(element: Element, spec: NetworkSpec) -> str:
    """Write the element as a formula: x_{3}, w_{32}, w^{(1)}_{32}, b_{2}."""
    match element:
        case Unit():
            return element.latex(spec)
        case Weight(layer, row, column):
            upper = "" if spec.depth == 1 else f"^{{({layer})}}"
            lower = f"{row + 1}" if spec.sizes[layer] == 1 else f"{row + 1},{column + 1}"
            return f"w{upper}_{{{lower}}}"
        case Bias(layer, column):
            upper = "" if spec.depth == 1 else f"^{{({layer})}}"
            lower = "" if spec.sizes[layer] == 1 else f"_{{{column + 1}}}"
            return f"b{upper}{lower}"
