"""The layout that the pictures with axes share."""

from components.base.drawing import bare_layout
from components.base.style import FONT_SIZE, INK, NEUTRAL, faded

HEIGHT = 320
GRID = faded(NEUTRAL, 0.25)


def with_axes(
    titles: tuple[str, str], x: tuple[float, float] | None = None, y: tuple[float, float] | None = None
) -> dict[str, object]:
    """Lay out a picture with a title at each axis.

    Parameters
    ----------
    x, y: the ranges of the axes; None leaves that to Plotly.
    """
    font = {"size": FONT_SIZE, "color": INK}
    axis = {"fixedrange": True, "gridcolor": GRID, "zeroline": False, "tickfont": font, "automargin": True}
    return {
        "xaxis": axis | _range(x) | {"title": {"text": titles[0], "font": font, "standoff": 6}},
        "yaxis": axis | _range(y) | {"title": {"text": titles[1], "font": font}},
        "margin": {"l": 60, "r": 12, "t": 10, "b": 48},
        "height": HEIGHT,
        **bare_layout(),
        "font": {"color": INK},
    }


def _range(limits: tuple[float, float] | None) -> dict[str, object]:
    return {} if limits is None else {"range": list(limits)}
