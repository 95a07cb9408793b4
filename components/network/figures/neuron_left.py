"""The left part of the neuron's picture: inputs, weights, and what is written in the rows of the bars."""

from collections.abc import Iterator

from components.base.drawing import Point, Text, Trace, caption
from components.base.style import (
    LIGHT_TEXT,
    NEUTRAL,
    TIMES,
    TRANSPARENT,
    fill_at_night,
    fill_of,
    ink_at_night,
    number_or_unknown,
    printed_number,
    text_on,
)
from components.base.text import Translate
from components.network.figures.neuron_picture import LONGEST_BESIDE, MARK_LENGTH, UnitPicture, bias_text, value_text
from components.network.figures.neuron_places import (
    INPUT_TITLE_AT,
    SMALL_TYPE,
    TITLE_ROW,
    WEIGHT_TITLE_AT,
    WIDTH,
)
from compute.network.elements import Bias, Unit, Weight

PICKED = 20.0
"""Pixels of the middle of a pill, where it is picked."""


def left_points(unit: UnitPicture, _: Translate) -> Iterator[Point]:
    """Yield titles, inputs, and what is written in the rows of the bars."""
    yield from _titles(unit, _)
    yield from _input_points(unit)
    if unit.places.has_rows:
        yield from _product_points(unit)
    yield from _tail_points(unit, _)


def _titles(unit: UnitPicture, _: Translate) -> Iterator[Point]:
    inputs = unit.places.input_at
    pills = (inputs + unit.places.edges_end) / 2
    titles = (
        (max(inputs, INPUT_TITLE_AT), _("inputs"), "middle center"),
        (max(pills, WEIGHT_TITLE_AT), _("weights"), "middle center"),
        (unit.places.columns.text_end, _("product"), "middle left"),
    )
    for x, title, at in titles:
        yield caption(Text(x, TITLE_ROW, f"<b>{title}</b>", unit.places.row_type * unit.scale, at))


def _input_points(unit: UnitPicture) -> Iterator[Point]:
    places, scale = unit.places, unit.scale
    values, size = unit.passed.network.features[0].tolist(), SMALL_TYPE * scale
    for index, (value, y) in enumerate(zip(values, places.inputs.tolist(), strict=True)):
        element = Unit(0, index)
        name, mark = f"x{index + 1}", unit.mark(element)
        text = f"<b>{name}{mark}</b>" if places.has_names else ""
        if places.holds_values:
            text = f"{name}{mark}<br><b>{value_text(value)}</b>"
        yield Point(
            places.input_at,
            y,
            places.circle * scale,
            fill_of(value),
            picked=element == unit.selected,
            text=text,
            text_size=places.type * scale,
            ink=text_on(value),
            name=name,
            hover=f"<b>{name}{mark}</b> = {printed_number(value)}",
            night=fill_at_night(value),
            night_ink=ink_at_night(value),
        )
        if places.has_values and not places.holds_values:
            beside = Text(
                places.columns.values_end, y, _text_beside(value, "" if places.has_names else mark), size, "middle left"
            )
            yield caption(beside)._replace(name=name, hover=f"<b>{name}{mark}</b> = {printed_number(value)}")


def _product_points(unit: UnitPicture) -> Iterator[Point]:
    """Yield what is written in the rows of the products; a product is picked as the weight that made it."""
    values = zip(unit.products, unit.weights, unit.layer.inputs, unit.places.rows.tolist(), strict=False)
    for row, (value, weight, x, y) in enumerate(values):
        name = f"w{row + 1} x{row + 1}"
        hover = f"<b>{name}</b><br>{printed_number(weight)} {TIMES} {number_or_unknown(x)} = {number_or_unknown(value)}"
        yield _row_point(unit, y, f"{name} = <b>{value_text(value)}</b>", Weight(1, row, 0).name(), hover)


def _tail_points(unit: UnitPicture, _: Translate) -> Iterator[Point]:
    """Yield what is written in the row of the sum and, with a bias, in that of z; the bias is on its pill."""
    layer, rows = unit.layer, unit.places.rows[len(unit.layer.weights) :].tolist()
    total, z = layer.weighted_sum[0], layer.preactivation[0]
    hover, words = f"<b>Σ</b> = {number_or_unknown(total)}", _("sum")
    yield _row_point(unit, rows[0], f"{words} Σ = <b>{value_text(total)}</b>", "y1", hover)
    if layer.bias is not None:
        hover = f"<b>z</b> = {number_or_unknown(z)}"
        yield _row_point(unit, rows[2], f"z = Σ + b = <b>{value_text(z)}</b>", "y1", hover)


def _row_point(unit: UnitPicture, y: float, text: str, name: str, hover: str) -> Point:
    size = unit.places.row_type * unit.scale
    return caption(Text(unit.places.columns.text_end, y, text, size, "middle left"))._replace(name=name, hover=hover)


def _text_beside(value: float, mark: str) -> str:
    """Write the value of an input beside its circle; the mark stands there where the circle has no name."""
    return value_text(value, LONGEST_BESIDE - MARK_LENGTH * len(mark)) + mark


def weight_points(unit: UnitPicture) -> Iterator[Point]:
    """Place the weights on their pills."""
    if not unit.places.has_pills:
        return
    for row, (value, (x, y)) in enumerate(zip(unit.weights, unit.places.on_edges().tolist(), strict=True)):
        element = Weight(1, row, 0)
        mark = unit.mark(element)
        yield Point(
            x,
            y,
            size=PICKED * unit.scale,
            colour=TRANSPARENT,
            edge=0,
            text=value_text(value) + mark,
            text_size=SMALL_TYPE * unit.scale,
            name=element.name(),
            hover=f"<b>w{row + 1}{mark}</b> = {printed_number(value)}",
        )


def bias_point(unit: UnitPicture, _: Translate) -> Iterator[Point]:
    """Place the bias on its pill, where there is one."""
    bias = unit.layer.bias
    if bias is None:
        return
    element = Bias(1, 0)
    yield Point(
        *unit.bias_at,
        size=PICKED * unit.scale,
        colour=TRANSPARENT,
        edge=0,
        text=bias_text(unit, _),
        text_size=SMALL_TYPE * unit.scale,
        ink=LIGHT_TEXT,
        name=element.name(),
        hover=f"<b>b{unit.mark(element)}</b> = {printed_number(float(bias))}",
    )


def connectors(unit: UnitPicture) -> Trace:
    """Draw the lines from the end of each bar down to the row below, and from z to the right part."""
    bars, rows = unit.bars.bars, unit.places.rows.tolist()
    x: list[float | None] = []
    y: list[float | None] = []
    for bar, above, below in zip(bars[:-1], rows[:-1], rows[1:], strict=True):
        at = unit.x(bar.end if unit.bars.stacked else 0.0)
        x += [at, at, None]
        y += [above, below, None]
    end = unit.x(unit.bars.last.end)
    is_known = unit.layer.preactivation[0] is not None
    x += [end, end, WIDTH if is_known else end]
    y += [rows[-1], unit.z_row, unit.z_row]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": NEUTRAL, "width": 1.2 * unit.scale},
        "hoverinfo": "skip",
    }
