"""For how many pixels a rem the sizes of a drawing are: those of a wall, of a laptop, or of its own rooms."""

import pytest

from components.base.drawing import Drawing
from components.base.style import PROJECTOR_ROOT, ROOT
from components.browser.chart import picture


@pytest.mark.parametrize(
    ("meta", "wall", "root"),
    [
        ({}, False, ROOT),
        ({"meta": {"nightScale": []}}, False, ROOT),
        ({"meta": {"rooms": [{"width": 100, "height": 50}]}}, False, None),
        ({}, True, PROJECTOR_ROOT),
        ({"meta": {"rooms": [{"width": 100, "height": 50}]}}, True, PROJECTOR_ROOT),
    ],
)
def test_a_chart_without_rooms_grows_with_the_page_and_all_do_on_a_wall(
    meta: dict[str, object], wall: bool, root: float | None
) -> None:
    shown = picture(Drawing([], {"height": 200, **meta}), alt="", wall=wall)
    assert shown.get("root") == root
