"""The strips of memory and their holders on the page; a cell of a holder can be pressed."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from components.browser.picks import SCRIPT
from components.browser.script import script

_SCRIPT = Path(__file__).parent.parent.parent / "components" / "browser" / "grids.js"
_component = st.components.v2.component(
    "tensorama_memory",
    html='<div class="grids-place"></div>',
    js=SCRIPT + script(_SCRIPT),
    isolate_styles=False,
)


def memory_board(html: str, *, key: str, on_pick: Callable[[], None]) -> None:
    """Show what `components.memory.figures.memory_strip` drew; `newly_picked(key)` says which cell is pressed."""
    _component(key=key, data=[html, None], on_picked_change=on_pick)
