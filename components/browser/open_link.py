"""Open the link of another scene, checked like any foreign link; see `components/browser/open_link.js`.

Not with `st.switch_page`: it cannot name anything in the next link that a slider of this page is bound to, and where
the page stays the same it leaves its sliders alone.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from components.browser.script import script
from components.state.page_address import address_of
from compute.files.scene import SavedLink

_SCRIPT = Path(__file__).with_name("open_link.js")
_component = st.components.v2.component("tensorama_leave", html="<span></span>", js=script(_SCRIPT))


def leave_for(scene: SavedLink, names: Sequence[str]) -> None:
    """Open the scene's link in place of this page; what stands there is checked like any link.

    Parameters
    ----------
    names: all that some page has in its link; of these, only what the scene says stays.
    """
    _component(key="leave", data=[address_of(scene.page), list(scene.link.items()), list(names)])
