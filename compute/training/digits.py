"""Handwritten digits of 8 x 8 pixels: data that have no plane."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from jaxtyping import Int, UInt8
from torch import Tensor

DIGITS = "digits"
"""The name of the digits in links."""

SIDE = 8
"""Pixels of a picture across and down."""

PIXELS = SIDE * SIDE
"""How many numbers the network gets of a digit."""

BLACK = 16
"""The largest value of a pixel: ink in all of its 4 x 4 dots. The network gets pixels divided by it."""

CLASSES = tuple("0123456789")

SIGNS = "0123456789abcdefg"
"""A pixel is written as one sign, here and in the program: `int(sign, 17)` reads it."""


@dataclass(frozen=True, eq=False)
class WrittenDigits:
    """All digits of the file, in its order.

    Attributes
    ----------
    pixels: of each the ink in every pixel, 0 .. 16, row by row.
    digits: which one it is; its class.
    """

    pixels: UInt8[Tensor, "pictures pixels"]
    digits: Int[Tensor, " pictures"]

    def text(self, picture: int) -> str:
        """Write the pixels of a picture as in the file, a sign each."""
        return "".join(SIGNS[value] for value in self.pixels[picture].tolist())


@lru_cache(maxsize=1)
def written_digits() -> WrittenDigits:
    """Read the 1,797 digits."""
    text = Path(__file__).with_name("digits.txt").read_text("ascii")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    pixels = torch.tensor([[int(sign, 17) for sign in signs] for _digit, signs in rows], dtype=torch.uint8)
    return WrittenDigits(pixels, torch.tensor([int(digit) for digit, _signs in rows]))
