"""What grows on a wall and by how much, part by part; what is no length stays."""

from typing import Any

from components.base.drawing import Drawing
from components.base.projection import enlarged


def layout_of(**layout: object) -> dict[str, Any]:
    """The layout of a drawing with this one, twice as large."""
    return dict(enlarged(Drawing([], layout)).layout)


def test_type_is_at_least_twelve_before_it_grows() -> None:
    (trace,) = enlarged(Drawing([{"textfont": {"size": [8, 12, 13]}}], {})).traces
    assert trace["textfont"] == {"size": [24.0, 24.0, 26.0]}
    (trace,) = enlarged(Drawing([{"textfont": {"size": 11}, "marker": {"size": 11}}], {}), 3).traces
    assert (trace["textfont"], trace["marker"]) == ({"size": 36.0}, {"size": 33.0})


def test_what_a_figure_leaves_to_plotly_grows_too_and_what_it_says_stays() -> None:
    assert layout_of() == {"font": {"size": 28.0}, "hoverlabel": {"font": {"size": 28.0}}}
    assert layout_of(font={"color": "red"})["font"] == {"size": 28.0, "color": "red"}
    assert layout_of(font={"size": 20})["font"] == {"size": 40.0}


def test_lengths_grow_by_their_names_and_others_do_not() -> None:
    assert layout_of(hoverdistance=12)["hoverdistance"] == 24
    axis = {"standoff": 3, "zerolinewidth": 1, "dtick": 2, "ticklen": 5}
    assert layout_of(xaxis=axis)["xaxis"] == {"standoff": 6, "zerolinewidth": 2, "dtick": 2, "ticklen": 5}
    note = {"xshift": 4, "yshift": -5, "x": 1, "width": 7}
    assert layout_of(annotations=[note])["annotations"] == [{"xshift": 8, "yshift": -10, "x": 1, "width": 7}]
    rooms = [{"width": 100, "least": 30, "height": 40, "count": 2}]
    assert layout_of(meta={"rooms": rooms})["meta"] == {
        "rooms": [{"width": 200, "least": 60, "height": 80, "count": 2}]
    }


def test_a_path_in_pixels_grows_and_one_in_units_does_not() -> None:
    shapes = [{"xsizemode": "pixel", "path": "M-16,-10.5L.5,3Z"}, {"path": "M1,2L3,4"}]
    assert layout_of(shapes=shapes)["shapes"] == [
        {"xsizemode": "pixel", "path": "M-32,-21L1,6Z"},
        {"path": "M1,2L3,4"},
    ]


def test_a_subscript_becomes_plain_and_dashes_grow() -> None:
    given = {"text": ["b<sub>1</sub>", ["x<sup>2</sup>"], 3], "line": {"dash": "6px,3px"}}
    (trace,) = enlarged(Drawing([given], {})).traces
    assert trace == {"text": ["b1", ["x2"], 3], "line": {"dash": "12px,6px"}}
