"""Counts and lists in a sentence, in each language's own way."""

from pathlib import Path
from string import Formatter

import pytest

from components.base.text import catalogue, language_for, languages, translator, untranslated


@pytest.mark.parametrize(
    ("language", "hundreds", "thousands"), [("en", "300", "4,160"), ("pt", "300", "4.160"), ("es", "300", "4.160")]
)
def test_a_count_has_the_groups_of_its_language(language: str, hundreds: str, thousands: str) -> None:
    _ = translator(language)
    assert (_.count(300), _.count(4160)) == (hundreds, thousands)


@pytest.mark.parametrize(
    ("language", "two", "three"),
    [("en", "a and c", "a, b, and c"), ("pt", "a e c", "a, b e c"), ("es", "a y c", "a, b y c")],
)
def test_several_things_are_named_as_a_sentence_does(language: str, two: str, three: str) -> None:
    _ = translator(language)
    assert _.together(["a"]) == "a"
    assert _.together(iter(["a", "c"])) == two
    assert _.together(["a", "b", "c"]) == three


def test_what_has_no_translation_is_english() -> None:
    assert translator("xx") is untranslated
    assert untranslated.count(4160) == "4,160"


def grouped_in_place(message: str) -> bool:
    """Whether a message groups a number itself, which is English in all languages."""
    return any(form and "," in form for _, _, form, _ in Formatter().parse(message))


@pytest.mark.parametrize("language", ["pt", "es"])
def test_no_message_groups_a_number_itself(language: str) -> None:
    pairs = catalogue(language)
    assert len(pairs) > 500
    assert not any(grouped_in_place(text) for pair in pairs.items() for text in pair)
    assert grouped_in_place("up to {limit:,} elements")


def test_no_code_groups_a_number_for_a_page_itself() -> None:
    root = Path(__file__).parent.parent.parent.parent
    files = [path for folder in ("components", "pages") for path in (root / folder).rglob("*.py")]
    assert len(files) > 100
    assert [path.name for path in files if ":,}" in path.read_text("utf-8")] == []


@pytest.mark.parametrize(
    ("preferred", "code"),
    [("pt-BR", "pt"), ("PT_br", "pt"), ("es", "es"), ("en-GB", "en"), ("de-pt", "en"), ("", "en"), (None, "en")],
)
def test_a_browser_gets_the_language_before_the_hyphen_or_english(preferred: str | None, code: str) -> None:
    assert language_for(preferred) == code


def test_english_comes_first_and_each_language_has_its_own_name() -> None:
    assert list(languages().items()) == [("en", "English"), ("es", "Español"), ("pt", "Português")]


def test_a_message_keeps_its_braces_where_no_values_are_given() -> None:
    assert untranslated("{a} and {b}") == "{a} and {b}"
    assert untranslated("{a} and {b}", a=1, b=2) == "1 and 2"


@pytest.mark.parametrize(("count", "text"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (4160, "4,160 rows")])
def test_english_has_one_form_for_one_and_another_for_all_else(count: int, text: str) -> None:
    assert untranslated.plural("{count} row", "{count} rows", count) == text


def test_a_catalogue_has_both_forms_and_none_for_english() -> None:
    pairs = catalogue("pt")
    assert "" not in pairs
    assert all(pairs.values())
    _ = translator("pt")
    one, many = "{count} more: {total}", "{count} more, together {total}"
    assert pairs[one].format(count=1, total=7) == _.plural(one, many, 1, total=7)
    assert pairs[many].format(count=2, total=7) == _.plural(one, many, 2, total=7)
    assert pairs[one] != pairs[many]
    assert catalogue("en") == catalogue("xx") == {}
