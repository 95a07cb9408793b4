"""Pictures of eight by eight pixels: a digit that a network reads, and the weights of a unit as a picture."""

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from torch import Tensor

from components.base.drawing import Drawing, Trace, stage
from components.base.style import NEUTRAL, number, true_minus
from components.base.text import Translate, untranslated
from components.training.figures.maps import map_image

SIDE = 8
"""Rows and columns; the first pixel is at the top on the left."""

ENLARGED = 8
"""Each pixel is so many in the file, that it stays a square however large the picture is."""


def weights_image(weights: Float[Tensor, " pixels"]) -> str:
    """Draw the weights of a unit behind the pixels, the largest the strongest: blue where ink speaks for it."""
    values = weights.numpy().reshape(SIDE, SIDE)
    largest = float(np.abs(values).max()) or 1.0
    return map_image(_squares(values), -largest, largest)


def digit_image(pixels: Float[Tensor, " pixels"]) -> str:
    """Draw a digit, the ink in grey: what is paper shows the page."""
    values = pixels.numpy().reshape(SIDE, SIDE)
    largest = float(values.max()) or 1.0
    return map_image(_squares(values), -largest, largest, colours=(NEUTRAL, NEUTRAL), strongest=1.0)


def _squares(values: Float[ndarray, "rows columns"]) -> Float[ndarray, "more_rows more_columns"]:
    """Make many of each pixel, the last row first."""
    enlarged: ndarray = np.kron(values, np.ones((ENLARGED, ENLARGED)))
    return enlarged[::-1]


def weights_picture(weights: Float[Tensor, " pixels"]) -> Drawing:
    """Draw the weights of one unit, with the exact number of each under the pointer."""
    return _picture(weights_image(weights), weights)


def digit_picture(pixels: Float[Tensor, " pixels"]) -> Drawing:
    """Draw one digit, with the exact number of each pixel under the pointer."""
    return _picture(digit_image(pixels), pixels)


def _picture(source: str, values: Tensor) -> Drawing:
    rows, columns = (index.ravel() for index in np.indices((SIDE, SIDE)))
    written = [true_minus(number(value)) for value in values.tolist()]
    points: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": columns,
        "y": rows,
        "marker": {"size": 1, "opacity": 0, "color": NEUTRAL},
        "hovertext": [
            f"[{row}, {column}] {text}"
            for row, column, text in zip(rows.tolist(), columns.tolist(), written, strict=True)
        ],
        "hoverinfo": "text",
    }
    image = {
        "source": source,
        "xref": "x",
        "yref": "y",
        "x": (SIDE - 1) / 2,
        "y": (SIDE - 1) / 2,
        "xanchor": "center",
        "yanchor": "middle",
        "sizex": SIDE,
        "sizey": SIDE,
        "sizing": "contain",
        "layer": "below",
    }
    layout = stage((-0.5, SIDE - 0.5), (SIDE - 0.5, -0.5)) | {"images": [image], "hoverdistance": 40}
    layout["yaxis"] = {**layout["yaxis"], "scaleanchor": "x"}  # type: ignore[dict-item]
    return Drawing([points], layout)


def describe_weights(weights: Float[Tensor, " pixels"], name: str, _: Translate = untranslated) -> str:
    """The picture of the weights in words, for a screen reader: the strongest of either sign, and where."""
    low, high = int(weights.argmin()), int(weights.argmax())
    return _(
        "The weights of {name} as a picture: from {low} in row {row_of_low}, column {column_of_low} to {high} in row "
        "{row_of_high}, column {column_of_high}",
        name=name,
        low=true_minus(number(float(weights[low]))),
        high=true_minus(number(float(weights[high]))),
        row_of_low=low // SIDE,
        column_of_low=low % SIDE,
        row_of_high=high // SIDE,
        column_of_high=high % SIDE,
    )


def describe_digit(label: str, _: Translate = untranslated) -> str:
    """The picture of a digit in words, for a screen reader."""
    return _("A handwritten {digit}", digit=label)
