"""Every page in every language: it runs, and says nothing in English that the language has words for."""

from collections.abc import Iterator
from html import unescape
from string import Formatter

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from components.text import SOURCE, catalogue, languages

PAGES = {
    "network": {"layers": 2, "select": "w1.1.1", "edits": "x1_0.5", "details": "formula", "seed": "abc"},
    "neuron": {"select": "x1", "details": "formula"},
    "tensors": {"part": "randn", "guess": "stays"},
    "shapes": {"guess": "a"},
    "memory": {"ops": "from_a~numpy_b~mul_b", "guess": "yes"},
    "devices": {"guess": "never"},
    "exercises": {"exercise": "2", "hints": "3"},
}
"""Page -> a link that brings much of it to speak."""

CODE = ("js_content", "css_content", "html_content")
"""What of a component's message nobody reads."""


@pytest.mark.parametrize("language", [code for code in languages() if code != SOURCE])
@pytest.mark.parametrize("page", PAGES)
def test_no_english_is_left_over(open_page, page, language):
    test = open_page(page, lang=language, **PAGES[page])
    assert not test.exception
    said = "\n".join(_texts(test))
    own = [part for message in catalogue(language).values() for part in _sentences(message)]
    assert any(part in said for part in own)
    assert [part for part in _only_english(language) if part in said] == []


def _only_english(language: str) -> Iterator[str]:
    """What English says and this language does not; single words can be names as well."""
    for message, translation in catalogue(language).items():
        yield from set(_sentences(message)) - set(_sentences(translation))


def _sentences(message: str) -> Iterator[str]:
    """The words between the places for values, if they are more than one and long enough to be recognised."""
    for literal, _name, _format, _conversion in Formatter().parse(message):
        part = literal.strip(" .:;,*`")
        if " " in part and len(part) > 8:
            yield part


def _texts(test: AppTest) -> Iterator[str]:
    for element in _elements(test._tree):
        yield from _strings(element.proto)


def _elements(block) -> Iterator:
    for child in getattr(block, "children", {}).values():
        if hasattr(child, "children"):
            yield child
            yield from _elements(child)
        else:
            yield child


def _strings(proto: object) -> Iterator[str]:
    """Every text in a message to the browser, the pictures' own included."""
    if isinstance(proto, str):
        yield unescape(proto)
    elif isinstance(proto, bytes):
        yield unescape(proto.decode("unicode_escape", "replace"))
    elif isinstance(proto, Message):
        for field, value in proto.ListFields():
            if field.name not in CODE:
                yield from _strings(value)
    elif hasattr(proto, "__iter__"):
        for value in proto:
            yield from _strings(value)
