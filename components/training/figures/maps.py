"""Maps as pictures: a small PNG for a grid of values, written by hand, that Plotly shows as it is.

A hundred rows and columns take a fifth of a millisecond and 4 kB; as a heatmap they would be a new drawing at each
step of a training. The file names each colour once, and how much of it is seen is the size of the value: what is near
zero shows the page below, light or dark.
"""

import struct
import zlib
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from jaxtyping import Float, UInt8
from numpy import ndarray

from components.base.style import NEGATIVE, NEUTRAL, POSITIVE
from components.training.figures.classes import class_colour

LEVELS, CLASS_LEVELS = 31, 24
"""How many steps a colour has from nothing to its strongest, alone and where there are up to ten."""

STRONGEST, UNKNOWN_SHARE = 0.8, 0.5
"""How much is seen of the colour of the largest value, and of the grey of what is no number."""

LEVEL = 6
"""Compression level of zlib: quick, and no higher one makes the file smaller."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INDEXED = (8, 3, 0, 0, 0)
"""Eight bits a point, each the number of a colour; the rest as every PNG has it."""


def map_image(
    values: Float[ndarray, "rows columns"],
    low: float = -1.0,
    high: float = 1.0,
    *,
    colours: tuple[str, str] = (NEGATIVE, POSITIVE),
    strongest: float = STRONGEST,
) -> str:
    """Draw a grid as an address with the picture in it, for `layout.images` of Plotly.

    Parameters
    ----------
    values: row 0 is at the bottom of the picture.
    low, high: what has the strongest of either colour, as all that lies beyond; halfway between them there is none.
    colours: of what is below the middle, and above.
    strongest: how much is seen of the colour of the largest value.
    """
    middle, reach = (low + high) / 2, (high - low) / 2
    with np.errstate(invalid="ignore"):
        share = np.clip((values - middle) / reach, -1, 1) * LEVELS + LEVELS
    codes = np.where(np.isnan(share), 2 * LEVELS + 1, np.rint(share)).astype(np.uint8)
    return _address(codes, _both_ways(*colours, strongest))


def class_image(values: Float[ndarray, "classes rows columns"]) -> str:
    """Draw the class with the largest value at each point, in its colour: stronger, the further the next one is behind.

    Where a value is no number, there is no colour.
    """
    best = values.argmax(axis=0)
    others = values.copy()
    np.put_along_axis(others, best[None], -np.inf, axis=0)
    with np.errstate(invalid="ignore"):
        ahead = np.clip(values.max(axis=0) - others.max(axis=0), 0, 1) * CLASS_LEVELS
    codes = np.where(np.isnan(ahead), 0, np.rint(ahead) + best * (CLASS_LEVELS + 1))
    return _address(codes.astype(np.uint8), _one_way(len(values)))


@lru_cache(maxsize=32)
def _both_ways(below: str, above: str, strongest: float) -> bytes:
    """Write the colours of `map_image`, from the lowest value to the highest, and that of no number."""
    shares = np.abs(np.arange(-LEVELS, LEVELS + 1)) / LEVELS * strongest
    return _colours([below] * LEVELS + [above] * (LEVELS + 1) + [NEUTRAL], [*shares.tolist(), UNKNOWN_SHARE])


@lru_cache(maxsize=16)
def _one_way(classes: int) -> bytes:
    """Write the colours of `class_image`, class by class."""
    each = np.linspace(0, STRONGEST, CLASS_LEVELS + 1).tolist()
    names = [class_colour(index, classes) for index in range(classes) for _share in each]
    return _colours(names, each * classes)


def _colours(names: Sequence[str], shares: Sequence[float]) -> bytes:
    """Write the part of a PNG that says which colours there are, and how much is seen of each."""
    table = b"".join(bytes.fromhex(name.removeprefix("#")) for name in names)
    return _part(b"PLTE", table) + _part(b"tRNS", bytes(round(255 * share) for share in shares))


def _address(codes: UInt8[ndarray, "rows columns"], colours: bytes) -> str:
    """Write a PNG, the last row first, as the address of itself."""
    rows, columns = codes.shape
    lines = np.zeros((rows, columns + 1), np.uint8)  # each begins with how it is packed: not at all
    lines[:, 1:] = codes[::-1]
    size = _part(b"IHDR", struct.pack(">II5B", columns, rows, *_INDEXED))
    packed = _part(b"IDAT", zlib.compress(lines.tobytes(), LEVEL))
    return "data:image/png;base64," + b64encode(_SIGNATURE + size + colours + packed + _part(b"IEND", b"")).decode()


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
