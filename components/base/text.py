"""The words on the page, in the language of the session.

The source is English; every other language is a gettext catalogue under `assets/locales`. Nothing here is global:
a page asks for the translator of its session and hands it to what it calls.
"""

import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from babel import Locale
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LOCALES = Path(__file__).parent.parent.parent / "assets" / "locales"
SOURCE = "en"


class Translate(Protocol):
    """`_("{shown} of {total} weights", shown=1000, total=4160)`: the message in some language, with its values."""

    def __hash__(self) -> int: ...

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate a message and put in its values."""

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Translate a message about `count` things: `_.plural("{count} row", "{count} rows", 3)`.

        It is put in as `{count}`, written as `count` writes it; the message may leave it out. A language chooses among
        its forms by its own rule, gettext's.
        """

    def count(self, count: int, /) -> str:
        """Write a count with its thousands separated: 4,160 in English, 4.160 in Portuguese and Spanish.

        For counts in a sentence alone: a value has its point in all languages, as in the program.
        """

    def together(self, parts: Iterable[str], /) -> str:
        """Join the names of several things for a sentence: `a`, `a and c`, `a, b, and c`."""


@lru_cache(maxsize=1)
def languages() -> Mapping[str, str]:
    """Return code -> the language's own name: English first, then the languages in `assets/locales`."""
    codes = [SOURCE, *sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/tensorama.po"))]
    return MappingProxyType({code: _own_name(code) for code in codes})


def language_for(preferred: str | None) -> str:
    """Return the code of the language to begin with for a browser that asks for `preferred` (pt-BR, en-GB, ..)."""
    code = (preferred or "").replace("_", "-").split("-")[0].lower()
    return code if code in languages() else SOURCE


class _Translator:
    """gettext's lookups, with values put into what they find."""

    def __init__(self, messages: NullTranslations, language: str) -> None:
        self._messages = messages
        self._language = language

    def __call__(self, message: str, /, **values: object) -> str:
        translated = self._messages.gettext(message)
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        return self._messages.ngettext(one, many, count).format(count=self.count(count), **values)

    def count(self, count: int, /) -> str:
        return _count(count, self._language)

    def together(self, parts: Iterable[str], /) -> str:
        return str(format_list(list(parts), locale=self._language))


@lru_cache(maxsize=1024)
def _count(count: int, language: str) -> str:
    """Write a count; a sentence that moves along with a slider says the same ones again and again."""
    return str(format_decimal(count, locale=language))


untranslated: Translate = _Translator(NullTranslations(), SOURCE)
"""The source language itself, for figures in a notebook and for tests."""


@lru_cache(maxsize=16)
def translator(language: str) -> Translate:
    """Return the translator into `language`; an unknown one gives the source language."""
    catalog = _catalog(language)
    if catalog is None:
        return untranslated
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return _Translator(GNUTranslations(compiled), language)


@lru_cache(maxsize=16)
def catalogue(language: str) -> Mapping[str, str]:
    """Return message -> translation, both forms of a message with a plural; empty for the source language."""
    pairs: dict[str, str] = {}
    for entry in _catalog(language) or ():
        ids = [entry.id] if isinstance(entry.id, str) else entry.id
        strings = [entry.string] if isinstance(entry.string, str) else entry.string or [""]
        if ids[0] and all(strings) and not entry.fuzzy:
            pairs |= dict(zip(ids, (strings[0], strings[-1]), strict=False))
    return MappingProxyType(pairs)


def _catalog(language: str) -> Catalog | None:
    """Read the `.po` file of a language; None for the source language and for one that is not there."""
    path = LOCALES / language / "LC_MESSAGES" / "tensorama.po"
    if language not in languages() or not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _own_name(code: str) -> str:
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]
