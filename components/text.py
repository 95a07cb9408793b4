"""The words on the page, in the language of the session.

The source is English; every other language is a gettext catalogue under `assets/locales`. Nothing here is global:
a page asks for the translator of its session and hands it to what it calls.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from babel import Locale
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent / "assets" / "locales"
SOURCE = "en"


class Translate(Protocol):
    """`_("{shown} of {total} weights", shown=1000, total=4160)`: the message in some language, with its values."""

    def __call__(  # noqa: D102
        self, message: str, /, **values: object
    ) -> str: ...


@lru_cache(maxsize=1)
def languages() -> Mapping[str, str]:
    """Code -> the language's own name, English first, then what `assets/locales` holds."""
    codes = [SOURCE, *sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/tensorama.po"))]
    return MappingProxyType({code: _own_name(code) for code in codes})


def language_for(preferred: str | None) -> str:
    """The language to begin with for a browser that asks for `preferred` (pt-BR, en-GB, ..)."""
    code = (preferred or "").replace("_", "-").split("-")[0].lower()
    return code if code in languages() else SOURCE


def translator(language: str) -> Translate:
    """The function that translates into `language`; an unknown one gives the source language."""
    messages = catalogue(language)

    def translate(message: str, /, **values: object) -> str:
        translated = messages.get(message, message)
        return translated.format(**values) if values else translated

    return translate


@lru_cache(maxsize=16)
def catalogue(language: str) -> Mapping[str, str]:
    """Message -> translation, read from the `.po` file; empty for the source language."""
    path = LOCALES / language / "LC_MESSAGES" / "tensorama.po"
    if language not in languages() or not path.exists():
        return MappingProxyType({})
    with path.open("rb") as file:
        entries = read_po(file, locale=language)
    return MappingProxyType(
        {
            entry.id: entry.string
            for entry in entries
            if isinstance(entry.id, str)
            and isinstance(entry.string, str)
            and entry.id
            and entry.string
            and not entry.fuzzy
        }
    )


def _own_name(code: str) -> str:
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]


def untranslated(message: str, /, **values: object) -> str:
    """The source language itself, for figures in a notebook and for tests."""
    return message.format(**values) if values else message
