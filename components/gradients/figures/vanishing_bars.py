"""Draw how large the gradients of each layer are, for several activations side by side."""

from collections.abc import Sequence

from components.base.drawing import Drawing
from components.base.small import small
from components.base.style import FONT_SIZE, GREEN, NEGATIVE, POSITIVE
from components.base.text import Translate, untranslated
from components.gradients.figures.axes import with_axes
from compute.gradients.vanishing import GradientSizes

COLOURS = (NEGATIVE, POSITIVE, GREEN)
PATTERNS = ("", "/", "x")
"""A colour and a pattern for each activation, in their order."""


def vanishing_bars(sizes: Sequence[GradientSizes], *, _: Translate = untranslated) -> Drawing:
    """Draw a bar for each layer and activation; each step of the upright axis is ten times as much."""
    bars: list[dict[str, object]] = [
        {
            "type": "bar",
            "name": each.activation,
            "x": [f"W{layer.layer}" for layer in each.layers],
            "y": [layer.mean for layer in each.layers],
            "marker": {"color": colour, "pattern": {"shape": pattern}},
            "hovertext": [f"{each.activation}, W{layer.layer}: {small(layer.mean)}" for layer in each.layers],
            "hoverinfo": "text",
        }
        for each, colour, pattern in zip(sizes, COLOURS, PATTERNS, strict=False)
    ]
    layout = with_axes((_("layer"), _("mean size of dL/dW")))
    layout["yaxis"] = {**layout["yaxis"], "type": "log", "dtick": 1, "exponentformat": "power"}  # type: ignore[dict-item]
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": FONT_SIZE}}
    return Drawing(bars, {**layout, "showlegend": True, "legend": legend, "barmode": "group", "margin": {"t": 30}})


def describe_bars(sizes: Sequence[GradientSizes], _: Translate = untranslated) -> str:
    """Describe the picture in words, for a screen reader."""
    told = (
        _(
            "{activation}: from {first} in the first layer to {last} in the last",
            activation=each.activation,
            first=small(each.layers[0].mean),
            last=small(each.layers[-1].mean),
        )
        for each in sizes
    )
    return _("Mean size of the gradients by layer. {sizes}", sizes="; ".join(told))
