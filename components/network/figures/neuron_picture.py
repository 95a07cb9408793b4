"""What all parts of the neuron's picture are drawn from, and how a number is written in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from components.base.style import CHANGED, UNKNOWN, number, short_number, true_minus
from components.base.text import Translate
from components.network.figures.neuron_places import NeuronPlaces
from components.network.figures.waterfall import Waterfall
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.known_pass import KnownLayer, KnownPass

UNIT = Unit(1, 0)
LONGEST = 8
"""Characters of a number in the picture; a longer one has fewer decimals, and all of them where it is hovered."""

LONGEST_BESIDE, MARK_LENGTH = 7, 2
"""The same beside the circle of an input, and what the mark of a changed value takes of them."""


@dataclass(frozen=True)
class UnitPicture:
    """What all parts of the picture are drawn from.

    Attributes
    ----------
    layer: the only one of the pass.
    step: name of the last step of a walk, or nothing.
    selected: what stands out where no step does.
    changed: elements whose value a person set.
    scale: factor on circles and type.
    """

    passed: KnownPass
    layer: KnownLayer
    bars: Waterfall
    places: NeuronPlaces
    step: str
    selected: Element | None
    changed: Collection[Element]
    scale: float

    @classmethod
    def of(
        cls, passed: KnownPass, selected: Element | None, changed: Collection[Element], scale: float, wall: bool
    ) -> "UnitPicture":
        """Return what is drawn of a pass; the parameters are those of `neuron_diagram`."""
        layer, step = passed.layers[0], passed.step
        places = NeuronPlaces.of(len(layer.weights), 1 if layer.bias is None else 3, wall=wall)
        name = step.name if step else ""
        return cls(passed, layer, Waterfall.of(layer), places, name, None if step else selected, changed, scale)

    @property
    def weights(self) -> list[float]:
        """The weight of each input."""
        values: list[float] = self.layer.weights[:, 0].tolist()
        return values

    @property
    def products(self) -> Sequence[float | None]:
        """The product of each input, or None as long as it is not known."""
        products = self.layer.products[0]
        return [None] * len(self.layer.weights) if products is None else products.tolist()

    @property
    def z_row(self) -> float:
        """Height of the way from z to the curve, just below the row that ends at z."""
        return float(self.places.rows[-1]) - 0.8 * self.places.thick[1]

    @property
    def bias_at(self) -> tuple[float, float]:
        """Where the pill of the bias has its middle."""
        return self.places.columns.bias_at, float(self.places.rows[len(self.layer.weights) + 1])

    @property
    def chosen_row(self) -> int | None:
        """The input that is selected, itself or by its weight."""
        match self.selected:
            case Weight(_, row, _):
                return row
            case Unit(0, index):
                return index
        return None

    def x(self, value: float) -> float:
        """Return where an amount is on the scale of the bars."""
        low, high = self.bars.low, self.bars.high
        begin, end = self.places.columns.bars
        return begin + (end - begin) * (value - low) / (high - low)

    def mark(self, element: Element) -> str:
        """Return the mark behind the number of an element that a person has changed, else an empty text."""
        return CHANGED if element in self.changed else ""


def value_text(value: float | None, longest: int = LONGEST) -> str:
    """Write a number as it stands in the picture, with a true minus sign."""
    if value is None:
        return UNKNOWN
    text = number(value)
    if len(text) > longest:
        text = short_number(value, max(0, 4 - (len(text) - longest)))
    return true_minus(text)


def bias_text(unit: UnitPicture, _: Translate) -> str:
    """Write what stands on the pill of the bias; nothing where there is none."""
    bias, word = unit.layer.bias, _("bias")
    return "" if bias is None else f"{word} b = {value_text(float(bias))}{unit.mark(Bias(1, 0))}"
