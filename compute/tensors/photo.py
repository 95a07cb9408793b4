"""A small photo as a tensor of three indices, its elements, and what a slice takes of it.

`photo[row, column, channel]`: as every program that reads pictures gives it, channel last, red, green, blue.
"""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import EllipsisType, MappingProxyType
from typing import TypeAlias

import numpy as np
import torch
from jaxtyping import Bool, Shaped, UInt8
from PIL import Image
from torch import Tensor

from compute.files.steps import in_one
from compute.network.spec import Range, SpecError

PATH = Path(__file__).parent.parent.parent / "assets" / "photo.png"
"""By vultilion, CC BY 2.0; see assets/CREDITS.md."""

SOURCE, LICENCE = "https://www.flickr.com/photos/vultilion/6056698931/", "https://creativecommons.org/licenses/by/2.0/"
CREDIT = f"A dahlia, photo by vultilion ({SOURCE}), CC BY 2.0, scaled down to 48 x 32."
"""Goes wherever the photo goes."""

LINE = 100
"""Letters in a line, where the photo is written as text."""

ROWS, COLUMNS, CHANNELS = 32, 48, 3
LIMITS: Mapping[str, Range] = MappingProxyType(
    {"row": Range(0, ROWS - 1), "column": Range(0, COLUMNS - 1), "channel": Range(0, CHANNELS - 1)}
)
"""What each of the three indices may be."""

BLOCK = (6, 10)
"""Rows and columns of a block; at the edge it has fewer, as torch cuts a slice off there."""

AROUND = (2, 3)
"""Rows and columns that are shown on each side of the element."""

EVERY = 4
"""The step of the slice that takes every n-th row and column."""

Part: TypeAlias = int | slice | EllipsisType
Index: TypeAlias = tuple[Part, ...]

ELEMENT, PIXEL, ROW, COLUMN, CHANNEL, BLOCK_OF, STEPS = "element", "pixel", "row", "column", "channel", "block", "steps"
SLICES = (ELEMENT, PIXEL, ROW, COLUMN, CHANNEL, BLOCK_OF, STEPS)


@dataclass(frozen=True)
class Place:
    """One element of the photo, counted from 0.

    Raises
    ------
    SpecError: an index is out of its range; the error names it.
    """

    row: int = 11
    column: int = 20
    channel: int = 0

    def __post_init__(self) -> None:
        for field, value in {"row": self.row, "column": self.column, "channel": self.channel}.items():
            if value not in LIMITS[field]:
                raise SpecError(field, value, str(LIMITS[field]))

    @property
    def index(self) -> tuple[int, int, int]:
        """In the order of the photo's indices."""
        return self.row, self.column, self.channel


@dataclass(frozen=True, eq=False)  # tensors have no single answer to ==
class Slice:
    """What an index expression takes of the photo.

    Attributes
    ----------
    code: the expression, `photo[11, :, 0]`.
    result: what torch gives for it.
    taken: True where an element of the photo is part of it.
    """

    code: str
    result: Shaped[Tensor, "..."]
    taken: Bool[Tensor, "32 48 3"]


@lru_cache(maxsize=1)
def _read() -> bytes:
    """Read the file's pixels as bytes, which cannot be changed."""
    with Image.open(PATH) as picture:
        return picture.convert("RGB").tobytes()


def photo() -> UInt8[Tensor, "32 48 3"]:
    """Return the photo; each call gives a tensor with a memory of its own."""
    return torch.from_numpy(np.frombuffer(_read(), np.uint8).reshape(ROWS, COLUMNS, CHANNELS).copy())


def index_of(kind: str, place: Place) -> Index:
    """Return the index for a kind of slice at a place.

    Raises
    ------
    SpecError: there is no such kind.
    """
    row, column, channel = place.index
    indices: dict[str, Index] = {
        ELEMENT: (row, column, channel),
        PIXEL: (row, column),
        ROW: (row,),
        COLUMN: (slice(None), column),
        CHANNEL: (..., channel),
        BLOCK_OF: (slice(row, row + BLOCK[0]), slice(column, column + BLOCK[1])),
        STEPS: (slice(None, None, EVERY), slice(None, None, EVERY)),
    }
    if kind not in indices:
        raise SpecError("slice", kind, ", ".join(SLICES))
    return indices[kind]


def code_of(index: Index, name: str = "photo") -> str:
    """Write the index as Python does: `photo[4:12, :, 0]`."""
    return f"{name}[{', '.join(map(_part, index))}]"


def _part(part: Part) -> str:
    match part:
        case slice():
            ends = ("" if end is None else str(end) for end in (part.start, part.stop))
            return ":".join(ends) + ("" if part.step is None else f":{part.step}")
        case EllipsisType():
            return "..."
        case _:
            return str(part)


def cut(picture: UInt8[Tensor, "32 48 3"], index: Index) -> Slice:
    """Return what `picture[index]` gives, and which elements it takes: the same index, applied to a tensor of marks."""
    taken = torch.zeros(picture.shape, dtype=torch.bool)
    taken[index] = True
    return Slice(code_of(index), picture[index], taken)


def permuted(picture: UInt8[Tensor, "32 48 3"], place: Place) -> tuple[UInt8[Tensor, "3 32 48"], str]:
    """Return the photo with the channel as its first index, and the expression for the same element there."""
    row, column, channel = place.index
    return picture.permute(2, 0, 1), code_of((channel, row, column), "first")


def around(place: Place) -> tuple[slice, slice, int]:
    """Return the index of an element and its neighbours of the same channel.

    At the edge of the photo the element is not in their middle.
    """
    row, column = (
        _window(at, reach, size)
        for at, reach, size in zip((place.row, place.column), AROUND, (ROWS, COLUMNS), strict=True)
    )
    return row, column, place.channel


def _window(at: int, reach: int, size: int) -> slice:
    start = min(max(at - reach, 0), size - 2 * reach - 1)
    return slice(start, start + 2 * reach + 1)


FROM_A_FILE = """import numpy as np
import torch
from PIL import Image

photo = torch.from_numpy(np.array(Image.open("photo.png")))  # or any picture of yours"""
"""Reads the photo where it lies as a file."""


def from_its_pixels() -> str:
    """Write code that has the photo within itself: every pixel, compressed, as letters."""
    letters = base64.b64encode(zlib.compress(_read(), 9)).decode("ascii")
    lines = "\n".join(letters[at : at + LINE] for at in range(0, len(letters), LINE))
    return f'''import base64
import zlib

import torch

# {CREDIT}
PIXELS = """
{lines}
"""

pixels = bytearray(zlib.decompress(base64.b64decode(PIXELS)))
photo = torch.frombuffer(pixels, dtype=torch.uint8).view({ROWS}, {COLUMNS}, {CHANNELS})'''


def photo_steps(place: Place, taken: str, reading: str) -> tuple[str, str, str, str, str]:
    """Write a program in steps that reads the photo and prints an element, neighbours, a slice, and the channel first.

    Parameters
    ----------
    taken: the expression for the slice.
    reading: code that gives the photo, `FROM_A_FILE` or `from_its_pixels`.
    """
    row, column, channel = place.index
    return (
        reading,
        f"print(photo.shape, photo.dtype)\nprint({code_of(place.index)})\nprint({code_of(place.index[:2])})",
        f"print({code_of(around(place))})",
        f"taken = {taken}\nprint(taken.shape)",
        f"first = photo.permute(2, 0, 1)\nprint(first.shape, first[{channel}, {row}, {column}])",
    )


def photo_program(place: Place, index: Index) -> str:
    """Write a program that reads the photo's file and prints what the page shows of it."""
    return in_one(photo_steps(place, code_of(index), FROM_A_FILE))
