"""Show the losses and the accuracy of the step, and what the step did."""

import math
from collections.abc import Mapping
from html import escape

import streamlit as st

from components.base.glossary import LOSS, term_html
from components.base.prose import sentence_html
from components.base.text import Translate
from components.browser.short_way import part
from components.training.seen import SeenTraining, loss_text, moved_words

NAMES, LOSS_VALUE, TEST_LOSS, ACCURACY = "value-names", "value-loss", "value-test-loss", "value-accuracy"
"""Keys of the containers, and names of the parts in them."""

MOVED, STANDS = "moved", "stands"
"""Names of the parts that say what the step did, and which step it is."""


def values_panel(shown: SeenTraining, _: Translate) -> None:
    """Show losses and accuracy in the containers `value-loss`, `value-test-loss` and `value-accuracy`."""
    for name, html in value_parts(shown, _).items():
        with st.container(key=name, gap=None):
            st.html(part(name, html))


def moved_panel(shown: SeenTraining, _: Translate) -> None:
    """Say what the step did to the weight that is looked at."""
    with st.container(key="moved", gap=None):
        st.html(part(MOVED, moved_html(shown, _)))


def value_parts(shown: SeenTraining, _: Translate) -> Mapping[str, str]:
    """Write the values by the name of their part."""
    name, other = shown.spec.loss_name, shown.second
    parts = {
        NAMES: "" if other is None else _names(_("this"), shown.other_words(_)),
        LOSS_VALUE: _row(
            term_html(LOSS, _("training loss")),
            name,
            loss_text(shown.training_loss),
            None if other is None else loss_text(other.training_loss),
        ),
        TEST_LOSS: _row(
            escape(_("test loss")),
            name,
            loss_text(shown.test_loss),
            None if other is None else loss_text(other.test_loss),
        ),
        ACCURACY: "",
    }
    accuracy = shown.accuracy
    if accuracy is not None:
        words = _("right, of {count} test points", count=shown.test_points)
        share = "nan" if math.isnan(accuracy) else f"{100 * accuracy:.1f} %"
        second = None if other is None else _right(other)
        parts[ACCURACY] = _row(escape(words), share if second is None else "", _right(shown), second)
    return parts


def _right(shown: SeenTraining) -> str:
    return "nan" if shown.right is None else str(shown.right)


def stands_html(shown: SeenTraining, _: Translate) -> str:
    """Write which step is shown."""
    words = _("step {step}", step=_.count(shown.time))
    return f"<b>{escape(words)}</b>"


def moved_html(shown: SeenTraining, _: Translate) -> str:
    """Write what the step did."""
    return f"<p>{sentence_html(moved_words(shown, _))}</p>"


def _names(first: str, second: str) -> str:
    return f'<div class="row names"><b>{escape(first)}</b><i class="second">{escape(second)}</i></div>'


def _row(heading: str, note: str, value: str, other: str | None) -> str:
    """Write a row; the value of a second course follows that of the first."""
    second = "" if other is None else f'<i class="second">{escape(other)}</i>'
    return f'<div class="row"><span>{heading} <small>{escape(note)}</small></span><b>{escape(value)}</b>{second}</div>'
