"""Every language says everything, and says it with the same values."""

import pytest

from components.text import LOCALES, catalogue, language_for, languages, translator
from tests import messages


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_a_language_is_complete(language):
    said = catalogue(language)
    wanted = [message.id for message in messages.extracted() if message.id]
    assert [message for message in wanted if not said.get(message)] == []


def test_portuguese_is_there_from_the_first_day():
    assert "pt" in languages()
    assert (LOCALES / "pt" / "LC_MESSAGES" / "tensorama.po").exists()
    assert translator("pt")("hidden layers") == "camadas ocultas"
    assert translator("pt")("units in h{layer}", layer=2) == "unidades em h2"


@pytest.mark.parametrize(
    ("code", "asks"),
    [
        ("f'<b>{_(\"word\")}</b>'", True),
        ("f'<b>{escape(_(\"word\"))}</b>'", True),
        ("f'{_(name)}'", False),
        ("_('word')", False),
        ("f'{word}'", False),
    ],
)
def test_messages_inside_strings_are_noticed(code, asks):
    assert messages._asks_in_strings(code) is asks


@pytest.mark.parametrize(
    ("preferred", "language"),
    [("pt-BR", "pt"), ("pt", "pt"), ("PT_pt", "pt"), ("en-GB", "en"), ("xx", "en"), ("", "en"), (None, "en")],
)
def test_the_browsers_language(preferred, language):
    assert language_for(preferred) == language
