"""The layout that the pictures with axes share: titles, ranges, and what Plotly is left to choose."""

from components.gradients.figures.axes import with_axes


def test_each_axis_has_its_own_title_and_range() -> None:
    layout = with_axes(("across", "upright"), (-1.0, 2.0), (3.0, 5.0))
    x, y = layout["xaxis"], layout["yaxis"]
    assert isinstance(x, dict)
    assert isinstance(y, dict)
    assert (x["title"]["text"], x["range"]) == ("across", [-1.0, 2.0])
    assert (y["title"]["text"], y["range"]) == ("upright", [3.0, 5.0])
    assert x["fixedrange"]
    assert y["fixedrange"]
    assert not x["zeroline"]
    assert layout["height"] == 320
    assert layout["margin"] == {"l": 60, "r": 12, "t": 10, "b": 48}


def test_a_range_that_is_not_given_is_left_to_plotly() -> None:
    layout = with_axes(("across", "upright"), y=(0.0, 1.0))
    x, y = layout["xaxis"], layout["yaxis"]
    assert isinstance(x, dict)
    assert isinstance(y, dict)
    assert "range" not in x
    assert y["range"] == [0.0, 1.0]
