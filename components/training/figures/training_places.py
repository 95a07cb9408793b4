"""How much room the picture of a training has, and how large the maps of its units are in it.

As for the picture of a network, it is laid out for one room and grows and shrinks with its place; columns and rows of
units fill that place, and nothing overlaps in it that does not in the room.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_UNITS = 16
"""The most units of a layer that are shown."""

NAMED_FROM = 26.0
"""Pixels of a map from which on the name of its unit fits in."""

NAME_WIDTH = 0.58
"""Width of a sign as a share of the size of its type, on the large side."""


@dataclass(frozen=True)
class MapRoom:
    """Width and height in pixels, the largest map that looks well there, and the type of names."""

    width: float
    height: float
    largest: float
    type_size: float


LAPTOP = MapRoom(400, 340, 64, 12)
WALL = MapRoom(300, 250, 52, 11)
"""As on a small laptop; and a wall's, where everything is enlarged afterwards."""

EDGE, NOTE, HEAD = 5.0, 24.0, 30.0
"""Pixels around everything, below it where a line of words says what is left out, and above it where buttons stand."""


@dataclass(frozen=True)
class MapLook:
    """Where layers stand in a room, and how large things are, in pixels.

    Attributes
    ----------
    x_range, y_range: what the axes show. A layer has its number as x; y goes from 1 at the top to 0.
    pitch: between two layers.
    high: of y from 0 to 1.
    sizes: of the units of each layer; those of the inputs are circles.
    """

    room: MapRoom
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    pitch: float
    high: float
    sizes: tuple[float, ...]

    @property
    def stub(self) -> float:
        """How far edges go straight at their ends, in layers: as far as a unit may cover them."""
        return round(max(self.sizes) / 2 / self.pitch + 0.01, 3)

    def across(self, pixels: float) -> float:
        """Return so many pixels in units of x."""
        return pixels / self.pitch

    def up(self, pixels: float) -> float:
        """Return so many pixels in units of y."""
        return pixels / self.high


def look_in(units: Sequence[int], room: MapRoom, *, has_note: bool, has_head: bool = False) -> MapLook:
    """Lay out layers of so many units, the inputs first.

    Parameters
    ----------
    has_note: whether a line of words stands below.
    has_head: whether a row of buttons stands above.
    """
    layers = len(units)
    foot = NOTE if has_note else EDGE
    head = HEAD if has_head else EDGE
    high = room.height - head - foot
    # The outer layers keep clear of the edge with half of their size, which is a share of the pitch.
    widest = min(room.largest, 0.55 * (room.width - 2 * EDGE) / (layers - 1 + 0.55))
    sizes = tuple(round(min(widest, _tallest(high / count)), 1) for count in units)
    sizes = (min(sizes[0], 0.8 * room.largest), *sizes[1:])
    margin = EDGE + max(sizes[0], sizes[-1]) / 2
    pitch = (room.width - 2 * margin) / (layers - 1)
    return MapLook(
        room,
        (round(-margin / pitch, 4), round(layers - 1 + margin / pitch, 4)),
        (round(-foot / high, 4), round(1 + head / high, 4)),
        pitch,
        high,
        sizes,
    )


def _tallest(row: float) -> float:
    """Leave room between two units of a column."""
    return row - max(4.0, min(0.26 * row, 22.0))
