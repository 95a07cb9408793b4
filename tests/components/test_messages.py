"""Every language says everything, and says it with the same values."""

import pytest
from babel.messages.catalog import Catalog

from components.base.text import LOCALES, SOURCE, catalogue, language_for, languages, translator
from tests import messages
from tests.cases import for_each


@pytest.mark.parametrize("language", [code for code in languages() if code != SOURCE])
def test_a_language_is_complete(language: str) -> None:
    said = catalogue(language)
    wanted = [message.id for message in messages.extracted() if message.id]
    forms = [form for message in wanted for form in ([message] if isinstance(message, str) else message)]
    assert [form for form in forms if not said.get(form)] == []


@pytest.mark.parametrize(
    ("language", "own_name", "layers", "units"),
    [
        ("pt", "Português", "camadas ocultas", "unidades h2"),
        ("es", "Español", "capas ocultas", "unidades h2"),
    ],
)
def test_languages_that_links_name(language: str, own_name: str, layers: str, units: str) -> None:
    assert languages()[language] == own_name
    assert (LOCALES / language / "LC_MESSAGES" / "tensorama.po").exists()
    assert translator(language)("hidden layers") == layers
    assert translator(language)("units in {name}", name="h2") == units


@for_each(
    ("language", "count", "said"),
    [
        ("en", 1, "1 hidden layer"),
        ("en", 0, "0 hidden layers"),
        ("en", 6, "6 hidden layers"),
        ("pt", 1, "1 camada oculta"),
        ("pt", 2, "2 camadas ocultas"),
        ("es", 1, "1 capa oculta"),
        ("es", 6, "6 capas ocultas"),
    ],
)
def test_one_is_said_as_one(language: str, count: int, said: str) -> None:
    assert translator(language).plural("{count} hidden layer", "{count} hidden layers", count) == said


@for_each(
    ("message", "portuguese"),
    [
        (
            "no result: press one of the lines above the picture",
            "sem resultado: pressione uma das linhas acima da figura",
        ),
        ("The last {name} was {value}. This one is", "O último {name} foi {value}. O novo será"),
        ("everywhere", "em qualquer página"),
        ("Change the shape of one", "Mudar a forma de um tensor"),
        ("The same as a program of your own:", "O mesmo no seu programa:"),
        ("both", "ambas"),
        ("n, number of features", "n, número de entradas"),
    ],
)
def test_what_a_word_for_word_translation_gets_wrong(message: str, portuguese: str) -> None:
    assert translator("pt")(message) == portuguese


@pytest.mark.parametrize("language", ["pt", "es"])
def test_one_word_for_one_thing(language: str) -> None:
    said = "\n".join(catalogue(language).values())
    unwanted = {
        "pt": ["notebook,", "no local", "elemento por elemento", "outra ordem", "Palpite: "],
        "es": ["notebook,", "en el lugar", "elemento por elemento", "otro orden", "usted", "traspuest", "vosotros"],
    }
    assert [words for words in unwanted[language] if words in said] == []


@pytest.mark.long
def test_a_count_without_a_form_for_one_is_noticed() -> None:
    catalog = Catalog()
    catalog.add("There are {inputs} weights.")
    catalog.add("{factor} times as fast, {name} sums up, {limit} lines at most")
    catalog.add(("{count} row", "{count} rows"))
    assert len(list(messages.uncounted(catalog))) == 1
    assert list(messages.uncounted(messages.extracted())) == []


@for_each(
    ("forms", "complaint"),
    [
        (("", ""), "missing"),
        (("{count} fila", ""), "missing"),
        (("una fila de {x}", "{count} filas"), "placeholders"),
        (("una fila", "{count} filas"), None),
    ],
)
def test_plural_forms_are_checked(forms: tuple[str, str], complaint: str | None) -> None:
    template, catalog = Catalog(), Catalog("es")
    for each, strings in ((template, ("", "")), (catalog, forms)):
        each.add(("{count} row", "{count} rows"), strings)
    found = list(messages.complaints(catalog, template))
    assert len(found) == (complaint is not None)
    assert all(str(complaint) in text for text in found)


def test_the_four_steps_have_one_name_each() -> None:
    for language in languages():
        _ = translator(language)
        names = [_(step) for step in ("product", "sum", "bias", "activation")]
        hint = _("Four steps: product, sum, bias, activation. Which operator multiplies number by number?")
        assert ", ".join(names) in hint


@for_each(
    ("code", "asks"),
    [
        ("f'<b>{_(\"word\")}</b>'", True),
        ("f'<b>{escape(_(\"word\"))}</b>'", True),
        ("f'{_(name)}'", False),
        ("_('word')", False),
        ("f'{word}'", False),
    ],
)
def test_messages_inside_strings_are_noticed(code: str, asks: bool) -> None:
    assert messages._asks_in_strings(code) is asks


@for_each(
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
def test_the_browsers_language(preferred: str | None, language: str) -> None:
    assert language_for(preferred) == language
