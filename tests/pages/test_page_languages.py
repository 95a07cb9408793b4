"""Every page in every language: it runs, and says nothing in English that the language has words for."""

from collections.abc import Iterator
from string import Formatter

import pytest

from components.base.text import SOURCE, catalogue, languages
from tests.pages.page_reading import OpenPage, texts

PAGES = {
    "network": {"layers": 2, "select": "w1.1.1", "edits": "x1_0.5", "details": "formula", "seed": "abc"},
    "neuron": {"select": "x1", "details": "formula"},
    "tensors": {"part": "randn", "guess": "stays"},
    "shapes": {"guess": "a"},
    "memory": {"ops": "from_a~numpy_b~mul_b", "guess": "yes"},
    "devices": {"guess": "never"},
    "exercises": {"exercise": "2", "hints": "3"},
    "gradients": {"layers": 2, "loss": "ce", "step": 3, "details": "check", "lines": "grad~square~double"},
    "training": {"steps": 100, "points": 40, "rate": 10, "data": "plane", "time": 100, "details": "autopsy"},
}
"""Page -> a link that brings much of it to speak."""


@pytest.mark.parametrize("language", [code for code in languages() if code != SOURCE])
@pytest.mark.parametrize("page", PAGES)
def test_no_english_is_left_over(open_page: OpenPage, page: str, language: str) -> None:
    test = open_page(page, lang=language, **PAGES[page])
    assert not test.exception
    said = "\n".join(texts(test))
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
