"""Numbers that are read have the minus of print; code, and what torch prints, keep the hyphen.

What all pages say, and all texts of the figures, is stored; other tests hold the stored copies against the site.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.base.style import MINUS

TESTS = Path(__file__).parent
PAGES = sorted((TESTS / "pages" / "golden").glob("*.txt"))
FIGURES = sorted((TESTS / "figures" / "golden").glob("*.json"))

HYPHEN = re.compile(r"(?<![\w.\])-])-\d+\.\d+")
"""A negative number with decimals, as code has it."""

CODE = re.compile(
    r"<(code|pre|svg)\b.*?</\1>|`[^`\n]*`|tensor\([^)]*\)|^\s*<?/?b?>?\[.*\]\)?.*$"
    r'|<ul class="asked">.*?</ul>'
    r"|^[^\n]*\\(?:operatorname|left|cdot|begin)[^\n]*$"
    r"|^(?:code|lesson code|text_area|text_input|slider|tensor) ?.*$"
    r'|\b(?:style|data-[\w-]+|aria-value(?:min|max|now)|points|d)="[^"]*"|\$\$?[^$\n]*\$\$?',
    re.DOTALL | re.MULTILINE,
)
"""Code and what torch prints, what only a script reads, and formulas, in which the browser sets the sign."""

TEXTS = ("text", "hovertext", "ticktext", "title", "name")
"""Under which names a figure has its texts."""


def hyphens(said: str) -> list[str]:
    """Return the negative numbers outside code that have a hyphen, with what stands around them."""
    read = CODE.sub(" ", said)
    return [read[max(found.start() - 30, 0) : found.end() + 10] for found in HYPHEN.finditer(read)]


def texts(part: object, name: str = "") -> Iterator[str]:
    """Go over the texts of a figure, however deep they lie."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from texts(value, name if key == "text" and name in TEXTS else str(key))
    elif isinstance(part, list):
        for value in part:
            yield from texts(value, name)
    elif isinstance(part, str) and name in TEXTS:
        yield part


def test_a_hyphen_is_found_in_words_and_not_in_code() -> None:
    assert hyphens("y = -0.5000") == ["y = -0.5000"]
    assert hyphens(f"y = {MINUS}0.5000 and <code>y = -0.5</code>, `-0.5`, tensor([[-0.5]])") == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_page_says_has_the_minus_of_print(path: Path) -> None:
    assert hyphens(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_the_texts_of_a_figure_have_the_minus_of_print(path: Path) -> None:
    found = list(texts(json.loads(path.read_text("utf-8"))))
    assert found
    assert [text for text in found if hyphens(text)] == []
