"""A layer's table in words, for a screen reader."""

from collections.abc import Sequence

from torch import Tensor

from components.base.left_out import left_out
from components.base.style import (
    UNKNOWN,
    number,
)
from components.base.text import Translate, untranslated
from components.network.figures.matrix_cells import vector_name
from compute.network.elements import Unit
from compute.network.forward import ForwardPass
from compute.network.walk import EVERYTHING, Progress

MAX_TOLD = 8
"""The words for a screen reader give the values of this many units."""


def describe_matrix(
    passed: ForwardPass, layer: int, translate: Translate = untranslated, progress: Progress | None = None
) -> str:
    """The table in words, for a screen reader: what it holds, and z and the output of every unit."""
    spec, step, known = passed.network.spec, passed.layers[layer - 1], progress or EVERYTHING
    inputs, units = step.weights.shape
    result = vector_name(spec, layer)
    words = translate(
        "Matrix W{layer} with {rows} and {columns}, from {inputs} to {outputs}.",
        layer=layer,
        rows=translate.plural("{count} row", "{count} rows", inputs),
        columns=translate.plural("{count} column", "{count} columns", units),
        inputs=vector_name(spec, layer - 1),
        outputs=result,
    )
    after = [Unit(layer, index) for index in range(units)]
    z = _told(step.preactivation, [known.knows_preactivation(unit) for unit in after], translate)
    outputs = _told(step.output, [known.knows_output(unit) for unit in after], translate)
    return f"{words} z = {z}. {result} = {outputs}."


def _told(values: Tensor, knows: Sequence[bool], translate: Translate) -> str:
    """The first values of a row, and how many more there are."""
    if not any(knows):
        return translate("not computed yet")
    told = ", ".join(
        number(value) if known else UNKNOWN for value, known in zip(values[0, :MAX_TOLD].tolist(), knows, strict=False)
    )
    rest = values.shape[1] - MAX_TOLD
    return told if rest <= 0 else f"{told}, {left_out(rest, None, translate)}"
