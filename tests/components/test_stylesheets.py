"""The stylesheets, which reach the page as HTML."""

import re
from pathlib import Path

from tests.cases import for_each

ROOT = Path(__file__).parent.parent.parent
STYLES = sorted([*(ROOT / "assets").glob("*.css"), *(ROOT / "components").rglob("*.css")])


@for_each("path", STYLES)
def test_nothing_in_a_stylesheet_looks_like_a_tag(path: Path) -> None:
    """Streamlit leaves a whole stylesheet away that has a tag in it, such as the `<length>` of @property."""
    assert re.findall(r"<[/\w!]", path.read_text("utf-8")) == []


@for_each(
    ("text", "found"),
    [
        ('.a:has(> [class*="st-key-value"])', 1),
        (".a:has(> :is(.b, [class^=x]) .c)", 1),
        ('.a:has(> .b) > [class*="c"]', 0),
        ('.a:has([data-b="c"])', 0),
    ],
)
def test_a_part_of_a_class_within_has_is_found(text: str, found: int) -> None:
    assert len(parts_of_classes(text)) == found


@for_each("path", STYLES)
def test_within_has_each_class_has_its_name(path: Path) -> None:
    """With a part of one, the browser goes over the page again at each change of any class: 10 ms in each picture."""
    assert parts_of_classes(path.read_text("utf-8")) == []


def parts_of_classes(text: str) -> list[str]:
    """What stands within a `:has()` and looks at parts of classes."""
    return [within for within in map(_closed, re.findall(r":has\((.*)", text)) if "[class" in within]


def _closed(text: str) -> str:
    """The text up to the bracket that closes what was opened before it."""
    depth = 1
    for at, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return text[:at]
    return text
