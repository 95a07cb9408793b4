"""Describe a layer's table for a screen reader."""

from collections.abc import Sequence

from components.base.left_out import left_out
from components.base.style import number_or_unknown
from components.base.text import Translate, untranslated
from compute.network.elements import layer_name
from compute.network.known_pass import KnownPass, Value

MAX_TOLD = 8
"""The words for a screen reader give the values of this many units."""


def describe_matrix(passed: KnownPass, layer: int, _: Translate = untranslated) -> str:
    """Describe the table for a screen reader: what it holds, and z and the output of every unit."""
    spec, step = passed.network.spec, passed.layers[layer - 1]
    inputs, units = step.weights.shape
    result = layer_name(spec, layer)
    words = _(
        "Matrix W{layer} with {rows} and {columns}, from {inputs} to {outputs}.",
        layer=layer,
        rows=_.plural("{count} row", "{count} rows", inputs),
        columns=_.plural("{count} column", "{count} columns", units),
        inputs=layer_name(spec, layer - 1),
        outputs=result,
    )
    z, outputs = _told(step.preactivation, _), _told(step.output, _)
    return f"{words} z = {z}. {result} = {outputs}."


def _told(values: Sequence[Value], _: Translate) -> str:
    """Write the first values of a row, and how many more there are."""
    if all(value is None for value in values):
        return _("not computed yet")
    told = ", ".join(map(number_or_unknown, values[:MAX_TOLD]))
    rest = len(values) - MAX_TOLD
    return told if rest <= 0 else f"{told}, {left_out(rest, None, _)}"
