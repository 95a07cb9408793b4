"""What the script of a chart is told, and how high the chart is."""

import json
from collections.abc import Callable

import pytest

from components.base.drawing import Drawing
from components.browser import chart
from tests.cases import for_each
from tests.components.browser.telling import Told, on_pick


@pytest.fixture
def charted(monkeypatch: pytest.MonkeyPatch, listening: Callable[[object], Told]) -> Told:
    monkeypatch.setattr(chart, "addresses", lambda: ("ours", "theirs"))
    monkeypatch.setattr(chart, "projector", lambda: False)
    return listening(chart)


DRAWING = Drawing([{"type": "scatter"}], {"height": 200.4, "meta": {"rooms": []}})


def test_a_chart_that_cannot_be_clicked_selects_nothing(charted: Told) -> None:
    chart.chart(DRAWING, key="some-chart", alt="in words", selected="h1")
    (told,) = charted
    assert json.loads(told["data"]) == {
        "data": [{"type": "scatter"}],
        "layout": {"height": 200.4, "meta": {"rooms": []}},
        "alt": "in words",
        "key": "some-chart",
        "plotly": ["ours", "theirs"],
    }
    assert (told["key"], told["height"]) == ("some-chart", 200)


def test_a_chart_that_can_be_clicked_says_what_is_selected_and_heard(charted: Told) -> None:
    chart.chart(DRAWING, key="some-chart", alt="", selected="h1", on_pick=on_pick)
    chart.chart(DRAWING, key="some-chart", alt="", on_pick=on_pick)
    assert [json.loads(told["data"])["selected"] for told in charted] == ["h1", ""]
    assert [json.loads(told["data"])["heard"] for told in charted] == [4, 4]
    assert charted[0]["on_picked_change"] is on_pick


@for_each(
    ("layout", "height"),
    [
        ({"meta": {"rooms": []}}, "stretch"),
        ({"meta": {"rooms": []}, "height": 120}, 120),
        ({"height": 120}, "content"),
        ({}, "stretch"),
    ],
)
def test_a_chart_has_the_height_of_its_layout(layout: dict[str, object], height: object) -> None:
    """Beside a root the script gives it; without a height it fills its container."""
    assert chart._height(chart.picture(Drawing([], layout), alt="", wall=False)) == height


def test_on_a_wall_a_chart_is_larger(charted: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "projector", lambda: True)
    chart.chart(Drawing([], {"height": 100}), key="some-chart", alt="")
    sent = json.loads(charted[0]["data"])
    assert (sent["layout"]["height"], sent["root"]) == (200.0, 28.0)
