"""On to another scene, in the same session; see `assets/leave.js`.

`st.switch_page` cannot say what the next page's link shall be as long as a slider of this page is bound to a name in
it, and leaves the sliders alone where the page is the same. The browser's own way back can do both.
"""

from pathlib import Path

import streamlit as st

from components.scenes import address_of, names_of_all_pages
from compute.scene import Scene

_SCRIPT = Path(__file__).parent.parent / "assets" / "leave.js"
_component = st.components.v2.component("tensorama_leave", html="<span></span>", js=_SCRIPT.read_text("utf-8"))


def leave_for(scene: Scene, *, key: str) -> None:
    """Go to a scene that has been checked. It happens once for each `key`, however often the page is run."""
    _component(key=key, data=[key, address_of(scene.page), list(scene.link.items()), list(names_of_all_pages())])
