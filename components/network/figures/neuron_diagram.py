"""One unit, taken apart: each input times its weight, the products as bars that add up, the bias, the activation.

It is drawn from left to right in the four steps that have the same names everywhere: product, sum, bias, activation.
The bars are a waterfall: each begins where the one before has ended, and at what they come to the curve is entered.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from components.base.drawing import Drawing, Point, Text, Trace, legend, point_trace, stage, text_trace
from components.base.style import printed_number
from components.base.text import Translate, untranslated
from components.network.figures.activation_curve import curve_ranges
from components.network.figures.neuron_left import bias_point, connectors, left_points, weight_points
from components.network.figures.neuron_picture import UnitPicture
from components.network.figures.neuron_places import LEFT_SHARE, NARROW_TITLE, SMALL_TYPE, TYPE, WIDTH, RightPart
from components.network.figures.neuron_right import curve, dot, right_points, way
from components.network.figures.neuron_shapes import FIRST_EDGE, names, shapes
from components.network.figures.step_moves import step_moves
from compute.network.elements import Bias, Element, Unit, Weight, code_of, name_of
from compute.network.known_pass import KnownPass

NARROW_PARTS = {
    "xaxis": {"domain": [0, 1]},
    "yaxis": {"domain": [0.4, 1]},
    "xaxis2": {"domain": [0, 1]},
    "yaxis2": {"domain": [0, 0.4]},
}
"""On a phone the curve stands below the bars, and each has the whole width. `components/browser/chart.js` knows how
wide the picture is, and makes the change."""


BEYOND = "7"
"""Number of the trace with all that is written in the right part."""


def neuron_diagram(
    passed: KnownPass,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    scale: float = 1.0,
    with_legend: bool = True,
    wall: bool = False,
    _: Translate = untranslated,
) -> Drawing:
    """Draw the forward pass of a single unit.

    What has not been computed yet are empty circles, question marks and bars without a length. The last step of a walk
    stands out instead of what is selected.

    Parameters
    ----------
    selected: the input, weight, bias or output that stands out.
    changed: elements whose value a person set; they are marked.
    scale: factor on circles and type, for a projector.
    with_legend: whether the colour scale is part of the picture; a page that draws it beside saves the time.
    wall: whether all of it is enlarged afterwards; then there is less room.

    Returns
    -------
    A drawing whose pickable points carry the short name of their element as `customdata`; a product is picked as its
    weight, and the sum, z and y as the unit.
    """
    unit = UnitPicture.of(passed, selected, changed, scale, wall)
    right = RightPart(*curve_ranges(unit.layer, 0))
    beside, beyond = list(left_points(unit, _)), list(right_points(unit, right, _))
    pills = [*weight_points(unit), *bias_point(unit, _)]
    traces = [
        connectors(unit),
        way(unit, right),
        *curve(unit, right, scale),
        point_trace(beside),
        point_trace(pills) if pills else text_trace([Text(0, 0, "", SMALL_TYPE)]),
        dot(unit, right),
        point_trace(beyond) | {"xaxis": "x2", "yaxis": "y2"},
    ]
    if with_legend:
        traces.append(legend(WIDTH, 20, 0.03, scale))
    narrow = _narrow(unit, right, {"4": beside, "5": pills, BEYOND: beyond})
    return Drawing(traces, _layout(unit, right, _) | {"meta": _meta(unit, narrow)})


def _layout(unit: UnitPicture, right: RightPart, _: Translate) -> dict[str, object]:
    layout = stage((0, WIDTH), (0, 1))
    plain = {"visible": False, "fixedrange": True}
    layout["shapes"] = shapes(unit, _)
    layout["xaxis"] = plain | {"range": [0, WIDTH], "domain": [0, LEFT_SHARE]}
    layout["xaxis2"] = plain | {"range": right.x_range, "domain": [LEFT_SHARE, 1], "anchor": "y2"}
    layout["yaxis2"] = plain | {"range": right.y_range, "anchor": "x2"}
    return layout


def _meta(unit: UnitPicture, narrow: Trace) -> Trace:
    """Return what `components/browser/chart.js` has to know."""
    width, height = unit.places.room
    rooms = [{"width": width, "height": height, "least": round(unit.places.least_height, 1)}]
    moves = step_moves(unit.passed)
    return {
        "narrow": narrow,
        "rooms": rooms,
        "edges": list(names(unit)),
        "first": FIRST_EDGE,
        "values": list(_changeable(unit)),
        **({} if moves is None else {"step": moves}),
    }


def _changeable(unit: UnitPicture) -> Iterator[Trace]:
    """Yield the values that can be changed where they stand, see `components/browser/handles.js`."""
    spec, inputs = unit.passed.network.spec, range(len(unit.layer.weights))
    elements: list[Element] = []
    if unit.places.has_values:
        elements += [Unit(0, row) for row in inputs]
    if unit.places.has_pills:
        elements += [Weight(1, row, 0) for row in inputs]
    if spec.bias:
        elements.append(Bias(1, 0))
    for element in elements:
        value = round(unit.passed.network.value(element), 4)
        yield {"name": name_of(element, spec), "label": code_of(element, spec), "value": value}


def _narrow(unit: UnitPicture, right: RightPart, points: Mapping[str, Sequence[Point]]) -> Trace:
    """Return what differs on a phone: type is as small as it may be, and the way from z leads down to the curve.

    Parameters
    ----------
    points: those of the traces that have texts, by the number of the trace; the first of `BEYOND` is the curve's title.
    """
    (low, high), level = right.x_range, right.y(1)
    lines, ride = connectors(unit), way(unit, right)
    is_known = unit.layer.preactivation[0] is not None
    end = unit.x(unit.bars.last.end)
    down: Trace = {"x": [*lines["x"][:-1], end], "y": [*lines["y"][:-1], 0 if is_known else unit.z_row]}  # type: ignore[index]
    start = low + (high - low) * end / WIDTH
    x, y = list(ride["x"]), list(ride["y"])  # type: ignore[call-overload]
    x[0], y[0], y[1] = start, level, level
    title, *others = points[BEYOND]
    beside = title._replace(x=right.x(NARROW_TITLE[0]), y=right.y(NARROW_TITLE[1]), text_at="middle left")
    return {
        "below": 480,
        "shrink": SMALL_TYPE / TYPE,
        "axes": NARROW_PARTS,
        "traces": {
            "0": down,
            "1": {"x": x, "y": y},
            **{at: _narrow_type(each) for at, each in points.items() if each},
            BEYOND: _narrow_type([beside, *others]) | _narrow_places([beside, *others]),
        },
    }


def _narrow_type(points: Sequence[Point]) -> Trace:
    """Return the type of these points in the size that it has on a phone."""
    sizes = [max(SMALL_TYPE, point.text_size * SMALL_TYPE / TYPE) for point in points]
    return {"textfont": {"size": sizes, "color": [point.ink for point in points]}}


def _narrow_places(points: Sequence[Point]) -> Trace:
    """Return the places that these points have on a phone."""
    x, y, at = zip(*((point.x, point.y, point.text_at) for point in points), strict=True)
    return {"x": x, "y": y, "textposition": at}


def describe_neuron(passed: KnownPass, _: Translate = untranslated) -> str:
    """Describe the picture in words, for a screen reader."""
    layer = passed.layers[0]
    steps = {"sum": layer.weighted_sum[0], "z": layer.preactivation[0], "output": layer.output[0]}
    return _.plural(
        "One unit with one input: sum {sum}, z {z}, output {output}",
        "One unit with {count} inputs: sum {sum}, z {z}, output {output}",
        passed.network.spec.inputs,
        **{name: _("not computed yet") if value is None else printed_number(value) for name, value in steps.items()},
    )
