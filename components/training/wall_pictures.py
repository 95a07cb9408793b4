"""Draw a wall, and read which of its cells was clicked."""

import re
from collections.abc import Mapping

from components.base.text import Translate
from components.browser.chart import picture
from components.jobs.courses import WallSoFar, WallSpec
from components.training.figures.wall_picture import describe_wall, wall_curve, wall_picture
from components.training.words import column_value

WALL, CURVE = "training-wall", "training-wall-curve"
"""Keys of the pictures."""

_CELL = re.compile(r"c([1-9]\d?)\.([1-9]\d{0,2})", re.ASCII)


def wall_pictures(found: WallSoFar, key: WallSpec, _: Translate, *, wall: bool) -> Mapping[str, dict[str, object]]:
    """Draw the wall and its curve, by the keys of the pictures."""
    there = {column_value(column, key.field): column for column in found.columns}
    columns = [there.get(value) for value in key.values]
    alt = describe_wall(columns, key.values, key.field, _=_)
    cells = wall_picture(columns, key.values, key.seeds, key.field, _=_)
    return {
        WALL: picture(cells, alt=alt, wall=wall, selected=""),
        CURVE: picture(wall_curve(columns, key.values, key.field, _=_), alt=alt, wall=wall),
    }


def picked_cell(name: str, key: WallSpec) -> tuple[int | float, int] | None:
    """Read the value of the column and the seed of a cell; None for what is none of this wall."""
    found = _CELL.fullmatch(name)
    if found is None:
        return None
    column, row = int(found[1]) - 1, int(found[2]) - 1
    return (key.values[column], key.seeds[row]) if column < len(key.values) and row < len(key.seeds) else None
