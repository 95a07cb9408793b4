"""The stylesheets, which reach the page as HTML."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
STYLES = sorted([*(ROOT / "assets").glob("*.css"), *(ROOT / "components").rglob("*.css")])


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_nothing_in_a_stylesheet_looks_like_a_tag(path: Path) -> None:
    """Streamlit leaves a whole stylesheet away that has a tag in it, such as the `<length>` of @property."""
    assert re.findall(r"<[/\w!]", path.read_text("utf-8")) == []
