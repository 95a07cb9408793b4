"""A unit whose numbers are worked out by hand: products 1 and -0.25, sum 0.75, z and y 0.5.

The scale of its bars goes from -0.25 to 1, so that an amount of 0.25 is a fifth of its 156 units.
"""

from collections.abc import Collection

from components.network.figures.neuron_picture import UnitPicture
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps

VALUES: dict[Element, float] = {
    Unit(0, 0): 0.5,
    Unit(0, 1): -1.0,
    Weight(1, 0, 0): 2.0,
    Weight(1, 1, 0): 0.25,
    Bias(1, 0): -0.25,
}

BARS = {-0.25: 310.0, 0.0: 341.2, 0.5: 403.6, 0.75: 434.8, 1.0: 466.0}
"""Where an amount is on the scale."""

ROWS = [0.7125, 0.5775, 0.4425, 0.3075, 0.1725]
"""Height of each row: the products, the sum, the bias, z."""

INPUTS = [0.675, 0.355]
"""Height of each input."""


def hand_made_pass(count: int = 4, *, bias: bool = True) -> KnownPass:
    """Compute so many steps of the unit."""
    spec = NetworkSpec(inputs=2, hidden=(), output_activation="identity", bias=bias)
    values = {element: value for element, value in VALUES.items() if bias or not isinstance(element, Bias)}
    return known_pass(forward_network(edit(draw(spec), values)), progress_after(steps(spec), count))


def hand_made(
    count: int | None = None,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    scale: float = 1.0,
    bias: bool = True,
) -> UnitPicture:
    """Return what is drawn after so many steps of a walk, or of the whole unit without a walk."""
    if count is not None:
        return UnitPicture.of(hand_made_pass(count, bias=bias), selected, changed, scale, wall=False)
    whole = hand_made_pass(bias=bias).whole
    assert whole is not None
    return UnitPicture.of(known_pass(whole), selected, changed, scale, wall=False)
