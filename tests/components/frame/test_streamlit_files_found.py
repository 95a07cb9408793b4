"""Which of Streamlit's files a page asks for at once and late, among made-up ones."""

from pathlib import Path

import pytest

from components.frame import streamlit_files
from components.frame.streamlit_files import asked_for_at_once, asked_for_late, icons, is_packed, names, packed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files as Streamlit has them, few of them; the answers from before are forgotten, here and after."""
    for kind, name, text in (
        ("js", "index.a.js", 'import"./shared.b.js"'),
        ("js", "shared.b.js", ""),
        ("js", "Html.c.js", "import{x as y}from'./late.d.js';import \"./shared.b.js\""),
        ("js", "late.d.js", 'import "./later.e.js";import"./Html.c.js"'),
        ("js", "later.e.js", 'import "./missing.js"'),
        ("js", "Button.f.js", 'from"./late.d.js"'),
        ("js", "ButtonGroup.g.js", ""),
        ("js", "Unknown.h.js", ""),
        ("js", "notes.txt", ""),
        ("css", "index.i.css", "p {}"),
        ("media", "MaterialSymbols-Rounded.2.woff2", ""),
        ("media", "MaterialSymbols-Rounded.1.woff2", ""),
    ):
        (tmp_path / "static" / kind).mkdir(parents=True, exist_ok=True)
        (tmp_path / "static" / kind / name).write_text(text, "utf-8")
    page = '<script src="./static/js/index.a.js"></script><link href="./static/js/shared.b.js">'
    (tmp_path / "index.html").write_text(f'{page}<link href="./static/css/index.i.css"><img src="./x.png">', "utf-8")
    monkeypatch.setattr(streamlit_files, "FOLDER", tmp_path)
    monkeypatch.setattr(streamlit_files, "_packed", {})
    for name in ("names", "page", "asked_for_at_once", "asked_for_late", "icons"):
        monkeypatch.setattr(streamlit_files, name, getattr(streamlit_files, name).__wrapped__)
    return tmp_path


def test_scripts_and_styles_are_compressed_and_nothing_else(folder: Path) -> None:
    known = streamlit_files.names()
    assert known["static/css/index.i.css"] == folder / "static" / "css" / "index.i.css"
    assert len(known) == 9
    assert not any(name.endswith((".txt", ".woff2")) for name in known)
    assert not streamlit_files.is_packed("static/css/index.i.css")
    packed("static/css/index.i.css")
    assert is_packed("static/css/index.i.css")


@pytest.mark.usefixtures("folder")
def test_an_element_brings_what_it_imports_in_order_and_each_once() -> None:
    assert streamlit_files.asked_for_at_once() == (
        *("static/js/index.a.js", "static/js/shared.b.js", "static/css/index.i.css"),
    )
    assert streamlit_files.asked_for_late() == (
        "static/js/Html.c.js",
        "static/js/late.d.js",
        "static/js/later.e.js",
        "static/js/Button.f.js",
        "static/js/ButtonGroup.g.js",
    )


def test_the_first_font_of_icons_is_taken_and_none_where_there_is_none(folder: Path) -> None:
    assert streamlit_files.icons() == "static/media/MaterialSymbols-Rounded.1.woff2"
    for path in (folder / "static" / "media").iterdir():
        path.unlink()
    assert streamlit_files.icons() is None


def test_the_real_ones_are_there() -> None:
    assert {*asked_for_at_once(), *asked_for_late()} <= names().keys()
    assert icons() is not None
