"""Pieces of a drawing to the last sign: lines and curves by sign and size of a weight, boxes, points, the legend."""

from typing import Any

import numpy as np
import pytest

from components.base.drawing import (
    Drawing,
    Point,
    PointPlace,
    Text,
    bare_layout,
    caption,
    curve_at,
    curve_shapes,
    edge_shapes,
    halo_curves,
    halo_shapes,
    legend,
    note_below,
    pill_shape,
    point_places,
    point_trace,
    stage,
    text_trace,
)
from components.base.style import HIGHLIGHT, INK, NEUTRAL

BLUE, ORANGE, VIOLET = "rgba(47,120,196,{})", "rgba(217,115,26,{})", "rgba(168,85,247,{})"
BEGIN, END = np.array([[0.0, 1.0]]), np.array([[4.0, 3.0]])


def edges(*weights: float, faint: bool = False) -> list[tuple[object, object, object]]:
    """Colour, width and dash of a line for each weight."""
    ends = np.repeat(BEGIN, len(weights), 0), np.repeat(END, len(weights), 0)
    lines: list[Any] = [shape["line"] for shape in edge_shapes(*ends, np.array(weights), faint=faint)]
    return [(line["color"], line["width"], line["dash"]) for line in lines]


def curves(*weights: float, share: float = 1.0, faint: bool = False) -> list[tuple[object, object, object]]:
    """Colour, width and dash of a curve for each weight."""
    ends = np.repeat(BEGIN, len(weights), 0), np.repeat(END, len(weights), 0)
    shapes = curve_shapes(*ends, np.array(weights), stub=0.5, share=share, faint=faint)
    lines: list[Any] = [shape["line"] for shape in shapes]
    return [(line["color"], line["width"], line["dash"]) for line in lines]


def test_a_line_has_three_widths_and_the_next_begins_at_a_half_and_at_one_and_a_fifth() -> None:
    blue, orange = BLUE.format(0.85), ORANGE.format(0.85)
    assert edges(0.0, 0.49, 0.5, 1.19, 1.2, 7.0) == [(blue, width, "solid") for width in (1.0, 1.0, 2.8, 2.8, 5.0, 5.0)]
    assert edges(-0.49, -0.5, -1.19, -1.2) == [(orange, width, "6px,3px") for width in (1.0, 2.8, 2.8, 5.0)]


def test_of_hundreds_the_lines_are_thin_solid_and_half_transparent() -> None:
    assert edges(0.1, 0.5, -1.2, faint=True) == [
        (BLUE.format(0.5), 0.4, "solid"),
        (BLUE.format(0.5), pytest.approx(1.12), "solid"),
        (ORANGE.format(0.5), 2.0, "solid"),
    ]


def test_a_weight_that_is_not_known_has_neither_sign_nor_width() -> None:
    dotted = (NEUTRAL, 1.0, "1px,4px")
    assert edges(float("nan")) == edges(float("nan"), faint=True) == curves(float("nan")) == [dotted]


def test_a_line_goes_from_its_beginning_to_its_end_below_all_else() -> None:
    line = {"type": "line", "layer": "below", "x0": 0.0, "y0": 1.0, "x1": 4.0, "y1": 3.0}
    (edge,) = edge_shapes(BEGIN, END, np.array([1.0]))
    (halo,) = halo_shapes(BEGIN, END)
    (narrow,) = halo_shapes(BEGIN, END, faint=True)
    look = {"color": VIOLET.format(0.45), "dash": "solid"}
    assert {name: edge[name] for name in line} == line
    assert halo == line | {"line": look | {"width": 9.0}}
    assert narrow == line | {"line": look | {"width": 2.8}}


def test_a_curve_grows_with_its_weight_up_to_two() -> None:
    blue, orange = BLUE.format(0.85), ORANGE.format(0.85)
    assert curves(0.0, 0.123, 1.0, 2.0, 3.0) == [(blue, width, "solid") for width in (1.2, 1.64, 4.8, 8.4, 8.4)]
    assert curves(-0.5, -2.0, -9.0) == [(orange, width, "8px,5px") for width in (3.0, 8.4, 8.4)]
    assert curves(1.0, share=0.5) == [(blue, 2.4, "solid")]
    assert curves(1.0, -1.0, faint=True) == [(BLUE.format(0.5), 4.8, "solid"), (ORANGE.format(0.5), 4.8, "solid")]


def test_a_curve_is_straight_at_both_ends_and_bends_half_way() -> None:
    path = {"type": "path", "layer": "below", "path": "M0,1L0.5,1C2,1 2,3 3.5,3L4,3"}
    (curve,) = curve_shapes(BEGIN, END, np.array([1.0]), stub=0.5)
    assert {name: curve[name] for name in path} == path
    look = {"color": VIOLET.format(0.2), "dash": "solid"}
    assert halo_curves(BEGIN, END, stub=0.5) == [path | {"line": look | {"width": 18.0}}]
    assert halo_curves(BEGIN, END, stub=0.5, share=0.55) == [path | {"line": look | {"width": 9.9}}]


def test_points_on_a_curve_are_those_of_bezier() -> None:
    """Bent from (0.5, 1) to (3.5, 3) by (2, 1) and (2, 3): at a quarter of it in 27, 27, 9 and 1 parts of 64."""
    points = curve_at(BEGIN, END, np.array([0.0, 0.25, 0.5, 1.0]), 0.5)
    assert points.shape == (1, 4, 2)
    assert points[0].tolist() == [[0.5, 1.0], [89 / 64, 84 / 64], [2.0, 2.0], [3.5, 3.0]]


def test_a_box_has_round_corners_within_its_size() -> None:
    box = pill_shape(1.23456, -2.34567, (40, 20), fill="white", outline="grey", radius=4)
    assert box == {
        "type": "path",
        "layer": "below",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 1.235,
        "yanchor": -2.346,
        "path": "M-16,-10L16,-10Q20,-10 20,-6L20,6Q20,10 16,10L-16,10Q-20,10 -20,6L-20,-6Q-20,-10 -16,-10Z",
        "fillcolor": "white",
        "line": {"color": "grey", "width": 1.2, "dash": "solid"},
    }
    picked = pill_shape(0, 0, (40, 20), fill="white", outline="grey", radius=4, picked=True)
    assert picked["line"] == {"color": HIGHLIGHT, "width": 2.5, "dash": "solid"}


def test_points_stand_in_one_trace_and_what_is_equal_is_said_once() -> None:
    first = Point(1.0, 2.0, 30.0, "red", picked=True, text="a", name="x1", hover="one", night="blue", night_ink="white")
    second = Point(3.0, 4.0, 20.0, "green", edge=0.5, text="", text_at="top center", name="x2", hover="two")
    third = Point(5.0, 6.0, 20.0, "brown", symbol="square", night="black", night_ink="grey")
    trace: dict[str, Any] = point_trace([first, second, third])
    assert (trace["x"], trace["y"]) == ((1.0, 3.0, 5.0), (2.0, 4.0, 6.0))
    assert trace["meta"] == {"night": [(0, "blue", "white"), (2, "black", "grey")]}
    assert trace["mode"] == "markers+text"
    assert trace["textposition"] == ("middle center", "top center", "middle center")
    assert trace["textfont"] == {"size": 12, "color": INK}
    assert trace["marker"]["size"] == (30.0, 20.0, 20.0)
    assert trace["marker"]["symbol"] == ("circle", "circle", "square")
    assert trace["marker"]["color"] == ("red", "green", "brown")
    assert trace["marker"]["line"] == {"color": [HIGHLIGHT, NEUTRAL, NEUTRAL], "width": [4, 0.5, 1.2]}
    assert (trace["customdata"], trace["hovertext"]) == (("x1", "x2", ""), ("one", "two", ""))
    plain: dict[str, Any] = point_trace([second, second._replace(x=9.0)])
    assert (plain["mode"], plain["textposition"], plain["marker"]["size"]) == ("markers", "top center", 20.0)
    assert "meta" not in plain


def test_what_depends_on_the_room_stands_in_columns() -> None:
    places = [PointPlace(1.0, 2.0, 30.0, "a", 14.0), PointPlace(3.0, 4.0, 20.0, "b", 14.0)]
    columns = {"x": (1.0, 3.0), "y": (2.0, 4.0), "text": ("a", "b"), "size": (30.0, 20.0), "type": 14.0}
    assert point_places(places) == columns
    assert point_places([PointPlace(1.0, 2.0, 30.0)])["type"] == 12


def test_a_text_alone_is_a_point_without_a_shape_or_stands_in_a_trace_of_its_own() -> None:
    text = Text(1.0, 2.0, "word", 13.0, "top left")
    expected = Point(1.0, 2.0, 0, "rgba(0,0,0,0)", edge=0, text="word", text_size=13.0, text_at="top left")
    assert caption(text) == expected
    trace = text_trace([text, Text(3.0, 4.0, "other", 15.0)])
    assert (trace["x"], trace["y"], trace["text"]) == ([1.0, 3.0], [2.0, 4.0], ["word", "other"])
    assert trace["textposition"] == ["top left", "middle center"]
    assert trace["textfont"] == {"size": [13.0, 15.0], "color": INK}
    assert (trace["mode"], trace["hoverinfo"]) == ("text", "skip")


def test_the_legend_goes_from_minus_one_to_one_up_to_its_right_end() -> None:
    trace: dict[str, Any] = legend(10.0, 2.0, 0.5, 1.5)
    assert (trace["x"], trace["y"]) == ((2.0, 4.0, 6.0, 8.0, 10.0), (0.5,) * 5)
    assert trace["text"] == ("≤ −1", "", "0", "", "≥ 1")
    assert trace["marker"]["color"] == (
        *("rgb(194,87,12)", "rgb(240,168,104)", "rgb(243,243,241)", "rgb(134,181,227)", "rgb(31,95,168)"),
    )
    assert (trace["marker"]["size"], trace["marker"]["symbol"]) == (24.0, "square")
    assert (trace["textfont"]["size"], trace["textposition"]) == (18.0, "bottom center")
    assert trace["hoverinfo"] == "skip"


def test_a_stage_has_nothing_but_its_ranges() -> None:
    axis = {"visible": False, "fixedrange": True}
    layout = stage((0.0, 1.0), (-2.0, 3.0))
    assert layout == {
        **bare_layout(),
        "xaxis": axis | {"range": [0.0, 1.0]},
        "yaxis": axis | {"range": [-2.0, 3.0]},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "font": {"color": INK},
        "hoverdistance": 12,
        "clickmode": "event",
    }
    assert bare_layout() == {
        "template": {},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    }


def test_a_note_stands_in_the_lower_left_corner() -> None:
    note = note_below("56 more", 13.0)
    assert (note["text"], note["font"]) == ("56 more", {"size": 13.0, "color": INK})
    assert {name: note[name] for name in ("x", "y", "xref", "yref", "xanchor", "yanchor", "showarrow")} == {
        "x": 0,
        "y": 0,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
    }


def test_a_drawing_is_a_figure_in_a_notebook() -> None:
    figure = Drawing([{"type": "scatter", "x": [1], "y": [2]}], {"height": 50}).figure()
    assert (figure.data[0].x, figure.layout.height) == ((1,), 50)
