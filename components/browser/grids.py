"""Tables of cells on the page; cells with a name can be pressed, by pointer or by keyboard. See `grids.js`."""

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from components.base.cells import Grid, grids_html
from components.browser.picks import SCRIPT, heard
from components.browser.script import script

_MOVES, _FLYING, _SCRIPT = (Path(__file__).with_name(name) for name in ("moves.js", "flying.js", "grids.js"))
_component = st.components.v2.component(
    "tensorama_grids",
    html='<div class="grids-place"></div>',
    js=SCRIPT + script(_MOVES) + script(_FLYING) + script(_SCRIPT),
    isolate_styles=False,
)


def grids(parts: Sequence[Grid | str], *, key: str, on_pick: Callable[[], None] | None = None) -> None:
    """Show grids side by side in a container with this key.

    Parameters
    ----------
    on_pick: called when a cell with a name is pressed; `components.browser.picks.newly_picked(key)` says which.
    """
    if on_pick is None:
        with st.container(key=key):
            st.html(grids_html(parts))
    else:
        pressable(grids_html(parts), key=key, on_pick=on_pick)


def _nothing_is_pressed() -> None:
    """Do nothing: grids in which no cell has a name can be shown, and move along, all the same."""


def pressable(html: str, *, key: str, on_pick: Callable[[], None] = _nothing_is_pressed, lets_go: bool = False) -> None:
    """Show HTML, whose texts the caller has escaped, and in it grids with cells that can be pressed.

    Parameters
    ----------
    lets_go: whether a press on the cell that is shown as pressed asks for none.
    """
    _component(key=key, data=[html, heard() if lets_go else None, key], on_picked_change=on_pick)
