"""Keyboard shortcuts: their list, the button that opens it, and the two keys that belong to no button.

Streamlit's `shortcut=` takes letters and digits only and cannot press its own button of the sidebar; `keys.js`
does the rest.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import streamlit as st

from components.base.text import Translate

SCRIPT = Path(__file__).with_name("keys.js")


def keys_panel(asked: bool, _: Translate) -> None:
    """Place the button in the frame; it opens the list of the keys.

    Parameters
    ----------
    asked: whether "?" has just been pressed, which opens it too.
    """
    opened = st.button(_("Keys"), icon=":material/keyboard:", key="keys", type="tertiary", width="stretch")
    if asked or opened:
        st.dialog(_("Keys"), width="large")(_show)(_)


def _show(_: Translate) -> None:
    st.html(keys_html(_))


def keys_html(_: Translate) -> str:
    """Write a table with a row for each key: what it does, and where."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (_("key"), _("what it does"), _("where")))
    rows = "".join(
        f'<tr><th scope="row">{_pressed(keys)}</th><td>{escape(what)}</td><td>{escape(where)}</td></tr>'
        for keys, what, where in _rows(_)
    )
    return f'<table class="keys"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _rows(_: Translate) -> Iterator[tuple[str, str, str]]:
    everywhere, steps = _("everywhere"), _("where there are steps")
    number = _("on a number that can be changed")
    yield "n", _("next step"), steps
    yield "b", _("one step back"), steps
    yield "p", _("play and pause"), steps
    yield "s", _("another seed"), _("where there is a seed")
    yield "h", _("hide and show the sidebar, with the projector also the controls"), everywhere
    yield "g", _("glossary"), everywhere
    yield "r", _("run the page again"), everywhere
    yield "?", _("this list"), everywhere
    yield "← →", _("one step"), _("on a slider")
    yield "← → ↑ ↓", _("one row or column"), _("in the photo")
    yield "↑ ↓", _("change it by a tenth; with Shift by 1"), number
    yield "Enter", _("type it"), number
    yield "Space", _("select it"), number
    yield "Tab", _("on to the next; with Shift back"), everywhere
    yield "Enter", _("press, or take over what was typed"), everywhere
    yield "Esc", _("close"), _("in a dialog or a list")


def _pressed(keys: str) -> str:
    return " ".join(f"<kbd>{escape(key)}</kbd>" for key in keys.split())
