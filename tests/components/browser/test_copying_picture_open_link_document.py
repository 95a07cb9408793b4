"""What small components tell their scripts: which data, in which order, under which key."""

from collections.abc import Callable

import pytest

from components.base.text import untranslated
from components.browser import copying, open_link, picture
from components.browser.document import document_words
from compute.files.scene import SavedLink
from tests.cases import for_each
from tests.components.browser.telling import Told


def test_a_text_to_copy_stands_under_its_label(listening: Callable[[object], Told]) -> None:
    told = listening(copying)
    copying.copying("Link", "http://x", key="share-link", _=untranslated)
    words = ["Copy", "Copied", "It is selected: copy it with Ctrl+C or ⌘C"]
    assert told == [{"key": "share-link", "data": ["Link", "http://x", *words]}]


def test_the_picture_is_saved_under_its_name(listening: Callable[[object], Told]) -> None:
    told = listening(picture)
    picture.picture_buttons("network", "Title", ("diagram", "plot"), untranslated)
    words = ["Picture (.svg)", "Picture (.png)", "There is no picture to save."]
    assert told == [{"key": "take-home-picture", "data": ["network", "Title", ["diagram", "plot"], *words]}]


@for_each(("page", "where"), [("network", ""), ("neuron", "neuron")])
def test_a_scene_is_opened_at_its_address_and_what_else_a_link_has_goes(page: str, where: str) -> None:
    told: Told = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(open_link, "_component", lambda **given: told.append(given))
        open_link.leave_for(SavedLink(page, {"seed": "8", "bias": "false"}), ("bias", "seed", "step"))
    assert told == [
        {"key": "leave", "data": [where, [("seed", "8"), ("bias", "false")], ["bias", "seed", "step"]]},
    ]


def test_the_document_has_its_language_and_its_words_for_a_lost_server() -> None:
    assert document_words("pt", untranslated) == [
        "pt",
        "The server does not answer. This page keeps trying, and goes on by itself where you are.",
        "This page has lost its server and cannot try again by itself.",
        "load it again",
    ]
