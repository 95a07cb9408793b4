"""The weights of a unit that reads pixels, as a picture of eight by eight."""

import numpy as np
from jaxtyping import Float
from torch import Tensor

from components.training.figures.maps import map_image
from compute.training.digits import SIDE

ENLARGED = 8
"""Each pixel is so many in the file, that it stays a square however large the picture is."""


def weights_image(weights: Float[Tensor, " pixels"]) -> str:
    """Draw the weights of a unit behind the pixels, the largest the strongest: blue where ink speaks for it."""
    values = weights.numpy().reshape(SIDE, SIDE)
    largest = float(np.abs(values).max()) or 1.0
    enlarged = np.kron(values, np.ones((ENLARGED, ENLARGED)))
    return map_image(enlarged[::-1], -largest, largest)  # the last row first
