"""Write a sentence of Markdown as HTML: **strong** words and `code`, as far as the texts of the lesson use them."""

import re
from collections.abc import Iterable
from html import escape

from components.base.style import MINUS

_STRONG = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_MINUS = re.compile(r"(?<![\w.])-(?=\d)")
"""The hyphen before a negative number, and not the one between two sizes such as 3-2-1."""


def sentence_html(text: str) -> str:
    """Write one paragraph without its tags; everything else in the text is escaped."""
    parts = _CODE.split(text)  # every second one is code, in which asterisks are asterisks
    return "".join(f"<code>{escape(part)}</code>" if index % 2 else _printed(part) for index, part in enumerate(parts))


def _printed(text: str) -> str:
    return _STRONG.sub(r"<strong>\1</strong>", _MINUS.sub(MINUS, escape(text)))


def paragraphs_html(texts: Iterable[str]) -> str:
    """Write each text as a paragraph; empty ones are left out."""
    return "".join(f"<p>{sentence_html(text)}</p>" for text in texts if text)
