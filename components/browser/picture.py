"""The picture of the page as a file: two buttons draw it anew in the browser, where it is. See `picture.js`."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from components.base.text import Translate
from components.browser.script import script

_component = st.components.v2.component(
    "tensorama_picture",
    html='<div class="picture"><button type="button" data-kind="svg"></button>'
    '<button type="button" data-kind="png"></button><p role="status"></p></div>',
    js=script(Path(__file__).with_name("picture.js")),
    css=Path(__file__).with_name("picture.css").read_text("utf-8"),
)


def picture_buttons(name: str, title: str, places: Sequence[str], _: Translate) -> None:
    """Show buttons for SVG and PNG.

    Parameters
    ----------
    name: of the files, without an ending.
    title: of the picture, where it does not describe itself.
    places: keys of the containers that may hold it; the first that is there counts.
    """
    _component(
        key="take-home-picture",
        data=[name, title, list(places), _("Picture (.svg)"), _("Picture (.png)"), _("There is no picture to save.")],
    )
