"""The words of Streamlit's own frontend that are translated are those that it has."""

import re
from pathlib import Path

import streamlit

from components.base.text import languages, translator, untranslated
from components.frame.interface_words import interface_words, said

FRONTEND = Path(streamlit.__file__).parent / "static" / "static" / "js"
MADE_UP = re.compile(r"Press (?:Ctrl|⌘)?\+?Enter to (?:apply|submit form)|\w+ icon")
"""What the frontend puts together from pieces."""


def test_the_frontend_says_each_of_them() -> None:
    frontend = "".join(path.read_text("utf-8") for path in FRONTEND.glob("*.js"))
    pieces = [piece for words in said(untranslated) for piece in re.split(r"\{\w+\}|\. (?=Running)", words) if piece]
    assert [piece for piece in pieces if not MADE_UP.fullmatch(piece) and piece not in frontend] == []
    assert all(piece in frontend for piece in ("Press Enter to ", "+Enter to ", "`submit form`", "`apply`", "} icon`"))


def test_no_two_of_them_are_the_same_in_english_and_each_has_its_place_in_every_language() -> None:
    english = said(untranslated)
    assert len(set(english)) == len(english)
    for language in languages():
        places = [re.findall(r"\{\w+\}", words) for words in said(translator(language))]
        assert places == [re.findall(r"\{\w+\}", words) for words in english]
        assert all(len(found) <= 1 for found in places)


def test_only_words_that_are_others_are_handed_over() -> None:
    assert interface_words(untranslated) == []
    _ = translator("pt")
    pairs = interface_words(_)
    assert ["Copied", _("Copied")] in pairs
    assert ["Help for {name}", _("Help for {name}", name="{name}")] in pairs
    assert all(english != translated for english, translated in pairs)
    assert [english for english, _translated in pairs] == [
        english for english, translated in zip(said(untranslated), said(_), strict=True) if english != translated
    ]
