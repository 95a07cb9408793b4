"""The way from the features to the output as a picture, in which only what was computed has a number."""

from collections.abc import Sequence
from html import escape

from components.base.left_out import left_out
from components.base.style import number, painted, true_minus
from components.base.text import Translate, untranslated
from compute.exercises.filling import (
    ACTIVATION,
    BIAS,
    DELTA,
    GRADIENT,
    HIDDEN_DELTA,
    LOSS,
    PRODUCT,
    UPDATE,
    WEIGHTED_SUM,
    FilledStep,
)

MAX_SHOWN = 5
"""The most numbers of a step that are shown."""

MAX_BESIDE = 6
"""The most steps of a way that leaves room for the answer beside it, on a wall."""

COMPUTED, PASSED, OPEN = "computed", "passed", "open"


def filling_html(
    features: Sequence[float], steps: Sequence[FilledStep], _: Translate = untranslated, *, fresh: bool = False
) -> str:
    """Draw the features and then each step as HTML; the numbers of a step are circles, one below the other.

    A step that was jumped over, as the products within a matrix product, is filled where a later one was computed.

    Parameters
    ----------
    fresh: whether the lines have just been run, so that the circles fill one step after the other.
    """
    layers = [[_column(_("inputs"), 0, features, (COMPUTED,) * len(features), _, last=False)]]
    for place, step in enumerate(steps):
        jumped = any(later.is_done for later in steps[place + 1 :])
        states = tuple(COMPUTED if known else PASSED if jumped else OPEN for known in step.computed)
        if step.layer > len(layers):
            layers.append([])
        layers[-1].append(_column(_name(step, _), place + 1, step.values, states, _, last=place == len(steps) - 1))
    arrow = '<span class="leads" aria-hidden="true">→</span>'
    rows = arrow.join(f'<div class="layer">{arrow.join(columns)}</div>' for columns in layers)
    title = escape(_("What your lines have computed"))
    look = " ".join(["filling", *["fresh"] * fresh, *["far"] * (len(steps) > MAX_BESIDE)])
    return f'<div class="{look}" tabindex="0" role="region" aria-label="{title}">{rows}</div>'


def _name(step: FilledStep, _: Translate) -> str:
    """Name a step in the same words as everywhere on the site."""
    return {
        PRODUCT: _("product"),
        WEIGHTED_SUM: _("sum"),
        BIAS: _("bias"),
        ACTIVATION: _("activation"),
        LOSS: _("loss"),
        DELTA: _("delta"),
        HIDDEN_DELTA: _("delta of h"),
        GRADIENT: _("gradient"),
        UPDATE: _("update"),
    }[step.step]


def _column(name: str, turn: int, values: Sequence[float], states: Sequence[str], _: Translate, *, last: bool) -> str:
    circles = "".join(_circle(value, state, _) for value, state in zip(values[:MAX_SHOWN], states, strict=False))
    more = f"<small>{escape(left_out(len(values) - MAX_SHOWN, None, _))}</small>" if len(values) > MAX_SHOWN else ""
    look = "step last" if last else "step"
    return f'<div class="{look}" style="--turn:{turn}"><span>{escape(name)}</span>{circles}{more}</div>'


def _circle(value: float, state: str, _: Translate) -> str:
    if state == OPEN:
        words = escape(_("not computed yet"))
        return f'<b class="{state}" title="{words}">?</b>'
    return f'<b class="{state} cell" style="{painted(value)}">{true_minus(number(value))}</b>'
