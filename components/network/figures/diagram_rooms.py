"""How much room the picture of a network has, and how large circles and type are in it.

The figure does not know how large it will be. It is laid out for some rooms, and `components/browser/chart.js` takes
the largest that fits and makes all of it larger by the same factor. What does not overlap in a room does not overlap
then.
"""

from dataclasses import dataclass

from compute.network.spec import NetworkSpec

BIAS_HIGH, BIAS_GAP = 20.0, 4.0
"""Height of the pill with a bias, and how far below its circle it stands."""

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
class Spacing:
    """Pixels that are left free.

    Attributes
    ----------
    head: above the circles, for the captions.
    foot, note_foot: below the circles, and where the strongest edges alone are drawn and a note says so.
    between: between two circles of a layer.
    ring: of white between the fill of a circle and its outline.
    text: by how much type may be wider than where its letters need an outline of their own to be read.
    """

    head: float
    foot: float
    note_foot: float
    between: float
    ring: float
    text: float


WIDE = Spacing(head=34, foot=16, note_foot=34, between=6, ring=4, text=0)
CLOSE = Spacing(head=28, foot=10, note_foot=26, between=4, ring=2, text=6)
"""On a wall letters have an edge of the other lightness."""


@dataclass(frozen=True)
class Room:
    """Width and height in pixels, the largest circle that looks well there, and its share of a layer's width."""

    width: float
    height: float
    largest: float
    share: float = 0.42
    is_wall: bool = False

    @property
    def spacing(self) -> Spacing:
        """Pixels that are left free here."""
        return CLOSE if self.is_wall else WIDE


NARROW = Room(330, 300, 64, 0.5)
NORMAL = Room(700, 340, 84)
FEW = Room(900, 475, 90)
LARGE = Room(1120, 590, 112)
WALL = Room(510, 290, 62, is_wall=True)
"""A phone's, a small laptop's, a large screen's for few units and for more; and a wall's, where everything is enlarged
afterwards."""


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
        return self.room.spacing.ring if self.circle >= RING_FROM else 0.0


def large_room(spec: NetworkSpec, *, has_note: bool) -> Room:
    """Return the room for a large screen: the smaller one, with larger type, where it has all digits of all units."""
    return FEW if look_in(spec, FEW, has_note=has_note).decimals == TIERS[0][2] else LARGE


def look_in(spec: NetworkSpec, room: Room, *, has_note: bool) -> Look:
    """Return how large things are for the number of units and layers; circles never overlap.

    Parameters
    ----------
    has_note: whether a line of words stands below the circles.
    """
    count = len(spec.sizes)
    margin = 0.3 if count <= 4 else 0.45
    pitch = room.width / (count - 1 + 2 * margin)
    spacing = room.spacing
    foot = spacing.note_foot if has_note else spacing.foot
    high = room.height - spacing.head - foot
    widest = min(room.largest, room.share * pitch, 2 * (margin * pitch - 4))
    below = BIAS_HIGH + 2 * BIAS_GAP
    with_biases = min(
        widest,
        high / spec.inputs - spacing.between,
        *(min(high / units - below, high / units + 2 * (foot - below)) for units in spec.sizes[1:]),
    )
    has_biases = spec.bias and with_biases >= NUMBER_FROM
    tallest = high / max(spec.sizes)
    circle = with_biases if has_biases else min(widest, tallest - min(spacing.between, 0.15 * tallest))
    tier = next((tier for tier in TIERS if circle + spacing.text >= tier[0]), None)
    _, type_size, decimals, names_inside = tier or (0.0, 0.0, None, False)
    return Look(
        room,
        (-margin, count - 1 + margin),
        (round(-foot / high, 3), round(1 + spacing.head / high, 3)),
        pitch,
        high,
        round(circle, 1),
        type_size,
        decimals,
        names_inside,
        has_biases,
    )
