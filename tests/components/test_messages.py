"""Every language says everything, and says it with the same values."""

import pytest

from components.text import LOCALES, SOURCE, catalogue, language_for, languages, translator
from tests import messages


@pytest.mark.parametrize("language", [code for code in languages() if code != SOURCE])
def test_a_language_is_complete(language):
    said = catalogue(language)
    wanted = [message.id for message in messages.extracted() if message.id]
    assert [message for message in wanted if not said.get(message)] == []


@pytest.mark.parametrize(
    ("language", "own_name", "layers", "units"),
    [
        ("pt", "Português", "camadas ocultas", "unidades em h2"),
        ("es", "Español", "capas ocultas", "unidades en h2"),
    ],
)
def test_languages_that_links_name(language, own_name, layers, units):
    assert languages()[language] == own_name
    assert (LOCALES / language / "LC_MESSAGES" / "tensorama.po").exists()
    assert translator(language)("hidden layers") == layers
    assert translator(language)("units in h{layer}", layer=2) == units


def test_the_four_steps_have_one_name_each():
    for language in languages():
        _ = translator(language)
        names = [_(step) for step in ("product", "sum", "bias", "activation")]
        hint = _("Four steps: product, sum, bias, activation. Which operator multiplies number by number?")
        assert ", ".join(names) in hint


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
    [
        ("pt-BR", "pt"),
        ("pt", "pt"),
        ("PT_pt", "pt"),
        ("es-419", "es"),
        ("es-MX", "es"),
        ("en-GB", "en"),
        ("xx", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_browsers_language(preferred, language):
    assert language_for(preferred) == language
