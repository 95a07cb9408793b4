"""What is prepared once is what Streamlit makes of it."""

import base64
from pathlib import Path

import pytest
from streamlit.elements.html import _html_only_style_tags
from streamlit.testing.v1 import AppTest

from components.base.stylesheet import palette, stylesheet
from components.frame.look import drawing_address

ASSETS = Path(__file__).parent.parent.parent.parent / "assets"


def styles() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.frame.look import place_style  # noqa: PLC0415

    st.html("<style>p { margin: 0 }</style>")
    place_style("<style>b { margin: 0 }</style>")


def test_a_style_stands_where_streamlit_puts_one() -> None:
    events = AppTest.from_function(styles).run()._tree[2]
    assert [element.proto.body for element in events.children.values()] == [
        *("<style>p { margin: 0 }</style>", "<style>b { margin: 0 }</style>"),
    ]


def test_the_stylesheets_are_nothing_else() -> None:
    for name in ("site.css", "projector.css"):
        assert _html_only_style_tags(palette() + stylesheet(ASSETS / name))


@pytest.mark.parametrize("name", ["logo.svg", "icon.svg"])
def test_a_drawing_is_the_one_in_the_file(name: str) -> None:
    kind, _, coded = drawing_address(ASSETS / name).partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(coded) == (ASSETS / name).read_bytes()
    assert b"xmlns" in (ASSETS / name).read_bytes()
