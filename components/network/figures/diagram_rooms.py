"""How much room the picture of a network has, and how large circles and type are in it.

The figure does not know how large it will be. It is laid out for some rooms, and `components/browser/chart.js` takes
the largest that fits and makes all of it larger by the same factor. What does not overlap in a room does not overlap
then.
"""

from dataclasses import dataclass

from compute.network.spec import NetworkSpec

CAPTION_BAND = 34.0
"""Pixels above the circles for the captions."""

FOOT, NOTE_FOOT = 16.0, 34.0
"""Pixels below the circles, and where the strongest edges alone are drawn and a note says so."""

BIAS_HIGH, BIAS_GAP = 20.0, 4.0
"""Height of the pill with a bias, and how far below its circle it stands."""

RING = 4.0
"""Pixels of white between the fill of a circle and its outline."""

RING_FROM, NUMBER_FROM = 24.0, 42.0
"""Diameters from which on a circle has a ring, and from which on biases stand below the circles."""

TIERS = (
    (104.0, 20.0, 4, True),
    (80.0, 16.0, 4, True),
    (70.0, 14.0, 4, True),
    (60.0, 12.0, 4, True),
    (42.0, 12.0, 2, True),
    (34.0, 12.0, 2, False),
    (28.0, 12.0, 1, False),
)
"""From which diameter on: size of the type, decimals of the number, and whether the name is in the circle."""

SMALL_TYPE = 12.0
TEXT_WIDTH = 0.56
"""Width of a sign as a share of the size of its type, on the large side."""


@dataclass(frozen=True)
class Room:
    """Width and height in pixels, the largest circle that looks well there, and its share of a layer's width."""

    width: float
    height: float
    largest: float
    share: float = 0.42


NARROW = Room(330, 300, 64, 0.5)
NORMAL = Room(700, 340, 84)
LARGE = Room(1120, 590, 112)
WALL = Room(600, 280, 62)
"""A phone's, a small laptop's, a large screen's; and a wall's, where everything is enlarged afterwards."""


@dataclass(frozen=True)
class Look:
    """Where the layers stand in a room, and how large things are.

    Attributes
    ----------
    x_range, y_range: what the axes show. A layer has its number as x; y goes from 1 at the top to 0.
    pitch: pixels between two layers.
    high: pixels of y from 0 to 1.
    circle: diameter of a unit.
    type_size: type in a circle; 0 where it has no room.
    names_inside: whether the name of a unit is in its circle.
    has_biases: whether each unit has its bias below it.
    """

    room: Room
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    pitch: float
    high: float
    circle: float
    type_size: float
    decimals: int | None
    names_inside: bool
    has_biases: bool

    @property
    def names_beside(self) -> bool:
        """Whether the name is left of the circle, where there is room for type."""
        return not self.names_inside and self.circle >= 1.15 * SMALL_TYPE and self.pitch >= self.circle + 44

    @property
    def stub(self) -> float:
        """How far an edge goes straight at its ends, in layers: about as far as the circle covers it."""
        return round(self.circle / 2 / self.pitch + 0.01, 3)

    @property
    def bias_below(self) -> float:
        """Pixels from the middle of a circle down to that of its bias."""
        return self.circle / 2 + BIAS_GAP + BIAS_HIGH / 2

    @property
    def ring(self) -> float:
        """Pixels between fill and outline."""
        return RING if self.circle >= RING_FROM else 0.0


def look_in(spec: NetworkSpec, room: Room, *, has_note: bool) -> Look:
    """Return how large things are for the number of units and layers; circles never overlap.

    Parameters
    ----------
    has_note: whether a line of words stands below the circles.
    """
    count = len(spec.sizes)
    margin = 0.3 if count <= 4 else 0.45
    pitch = room.width / (count - 1 + 2 * margin)
    foot = NOTE_FOOT if has_note else FOOT
    high = room.height - CAPTION_BAND - foot
    widest = min(room.largest, room.share * pitch, 2 * (margin * pitch - 4))
    below = BIAS_HIGH + 2 * BIAS_GAP
    with_biases = min(
        widest,
        high / spec.inputs - 6,
        *(min(high / units - below, high / units + 2 * (foot - below)) for units in spec.sizes[1:]),
    )
    has_biases = spec.bias and with_biases >= NUMBER_FROM
    tallest = high / max(spec.sizes)
    circle = with_biases if has_biases else min(widest, tallest - min(6.0, 0.15 * tallest))
    tier = next((tier for tier in TIERS if circle >= tier[0]), None)
    _, type_size, decimals, names_inside = tier or (0.0, 0.0, None, False)
    return Look(
        room,
        (-margin, count - 1 + margin),
        (round(-foot / high, 3), round(1 + CAPTION_BAND / high, 3)),
        pitch,
        high,
        round(circle, 1),
        type_size,
        decimals,
        names_inside,
        has_biases,
    )
