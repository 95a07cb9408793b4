"""What is drawn below the circles and texts of the neuron's picture: edges, bars, pills, and what lights them."""

from collections.abc import Iterator, Sequence

from components.base.drawing import HALO_OPACITY, HALO_WIDTH, Trace, curve_shapes, pill_shape
from components.base.style import DARK_TEXT, DIVERGING, EMPTY, HIGHLIGHT, NEUTRAL, colour_of, faded
from components.base.text import Translate
from components.network.figures.activation_curve import AXIS
from components.network.figures.neuron_picture import UnitPicture, bias_text, value_text
from components.network.figures.neuron_places import STUB, WIDTH
from compute.network.elements import Bias, Weight
from compute.network.walk import BIAS, PRODUCT, SUM

DIGIT, WORD_LETTER = 5.9, 5.3
"""Pixels of a digit in small type, and of a letter, on average with the spaces."""

MANY = 20
"""From this many inputs on the edges are thin."""

NO_LINE = {"color": NEUTRAL, "width": 0, "dash": "solid"}
LIT = faded(HIGHLIGHT, 0.18)
FIRST_EDGE = 3
"""Which of the shapes is the first edge."""


def shapes(unit: UnitPicture, _: Translate) -> list[Trace]:
    """Draw from the lowest to the highest: band, zero line and glow, edges and bars (see `names`), then the pills."""
    weights = unit.layer.weights[:, 0].numpy()
    edges = curve_shapes(*unit.places.edges(), weights, stub=STUB, faint=len(weights) >= MANY)
    return [_lit_band(unit), _zero_line(unit), _halo(unit, edges), *edges, *_bar_shapes(unit), *_pill_shapes(unit, _)]


def names(unit: UnitPicture) -> Iterator[tuple[str, ...]]:
    """Yield for each edge and each bar its short name, and the names of what it belongs to."""
    weights = [Weight(1, row, 0).name() for row in range(len(unit.layer.weights))]
    edges: list[tuple[str, ...]] = [(weight, f"x{row}", "y1") for row, weight in enumerate(weights, start=1)]
    yield from edges
    yield from edges
    yield ("y1",)
    if unit.layer.bias is not None:
        yield Bias(1, 0).name(), "y1"
        yield ("y1",)


def _lit_band(unit: UnitPicture) -> Trace:
    """Draw a band behind the rows that stand out; it has no height where there are none."""
    places, rows = unit.places, _lit_rows(unit)
    lit = places.rows[rows].tolist() or [0.0]
    inputs = len(unit.layer.weights)
    thick = places.thick[0 if rows.start < inputs else 1] if len(places.rows[rows]) else 0.0
    return {
        "type": "rect",
        "layer": "below",
        "x0": places.edges_end,
        "x1": WIDTH - 4,
        "y0": lit[-1] - 0.7 * thick,
        "y1": lit[0] + 0.7 * thick,
        "fillcolor": LIT,
        "line": NO_LINE,
    }


def _lit_rows(unit: UnitPicture) -> slice:
    """Return the rows of the waterfall that stand out: those that a step computes, or that of what is selected."""
    inputs, row = len(unit.layer.weights), unit.chosen_row
    if unit.step in (PRODUCT, SUM, BIAS):
        return {PRODUCT: slice(0, inputs), SUM: slice(inputs, inputs + 1), BIAS: slice(inputs + 1, None)}[unit.step]
    if row is not None:
        return slice(row, row + 1)
    if isinstance(unit.selected, Bias):
        return slice(inputs + 1, inputs + 2)
    return slice(0, 0)


def _zero_line(unit: UnitPicture) -> Trace:
    zero, places = unit.x(0), unit.places
    ends = places.rows[0] + places.thick[0], places.rows[-1] - places.thick[1]
    return {
        "type": "line",
        "layer": "below",
        "x0": zero,
        "x1": zero,
        "y0": float(ends[0]),
        "y1": float(ends[1]),
        "line": {"color": AXIS, "width": 1, "dash": "solid"},
    }


def _halo(unit: UnitPicture, edges: Sequence[Trace]) -> Trace:
    """Draw a glow along the edges that stand out, as one path; a point where there are none."""
    row = unit.chosen_row
    lit = edges if unit.step == PRODUCT else [] if row is None else edges[row : row + 1]
    return {
        "type": "path",
        "layer": "below",
        "path": "".join(str(edge["path"]) for edge in lit) or "M0,0L0,0",
        "line": {"color": faded(HIGHLIGHT, HALO_OPACITY), "width": HALO_WIDTH * unit.scale, "dash": "solid"},
    }


def _bar_shapes(unit: UnitPicture) -> Iterator[Trace]:
    """Draw the bars; those of sum and z are solid, and a negative one is dashed all around."""
    inputs = len(unit.layer.weights)
    for at, (bar, y) in enumerate(zip(unit.bars.bars, unit.places.rows.tolist(), strict=True)):
        half = unit.places.thick[0 if at < inputs else 1] / 2
        length = bar.end - bar.begin
        is_result = at == inputs or at == len(unit.places.rows) - 1
        yield {
            "type": "rect",
            "layer": "below",
            "x0": unit.x(bar.begin),
            "x1": unit.x(bar.end),
            "y0": y - half,
            "y1": y + half,
            "fillcolor": _bar_fill(length, is_result),
            "line": {
                "color": colour_of(length),
                "width": 0 if length == 0 else 1.2 * unit.scale,
                "dash": "4px,3px" if length < 0 else "solid",
            },
        }


def _bar_fill(length: float, is_result: bool) -> str:
    """Return a light colour for what is added, and the full one for what comes out."""
    negative, light_negative, _none, light, positive = (colour for _at, colour in DIVERGING)
    if is_result:
        return negative if length < 0 else positive
    return light_negative if length < 0 else light


def _pill_shapes(unit: UnitPicture, _: Translate) -> Iterator[Trace]:
    """Draw a white pill behind each weight with the colour of its edge around it, and a dark one behind the bias."""
    if unit.places.has_pills:
        for row, (value, at) in enumerate(zip(unit.weights, unit.places.on_edges().tolist(), strict=True)):
            weight = Weight(1, row, 0)
            width = DIGIT * len(value_text(value) + unit.mark(weight))
            is_lit = unit.selected == weight or unit.step == PRODUCT
            yield _pill(unit, weight, at, width, fill=EMPTY, outline=colour_of(value), picked=is_lit)
    if unit.layer.bias is not None:
        width = WORD_LETTER * len(bias_text(unit, _))
        is_lit = isinstance(unit.selected, Bias) or unit.step == BIAS
        yield _pill(unit, Bias(1, 0), unit.bias_at, width, fill=DARK_TEXT, outline=NEUTRAL, picked=is_lit)


def _pill(
    unit: UnitPicture,
    element: Weight | Bias,
    at: Sequence[float],
    width: float,
    *,
    fill: str,
    outline: str,
    picked: bool,
) -> Trace:
    """Draw a box around a text of so many pixels; the browser knows by its name what is picked there."""
    size = ((width + 14) * unit.scale, 19 * unit.scale)
    pill = pill_shape(at[0], at[1], size, fill=fill, outline=outline, radius=9.5 * unit.scale, picked=picked)
    return pill | {"name": element.name()}
