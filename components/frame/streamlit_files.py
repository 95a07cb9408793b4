"""Streamlit's own scripts and styles: compressed once, and known before the browser finds out that it needs them.

Streamlit sends them as they lie in its wheel, three megabytes for a first page, since it would compress them for each
reader anew. And it asks for the script of an element when the first of that kind arrives, after the others have run.
"""

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import streamlit

FOLDER = Path(streamlit.__file__).parent / "static"
MEDIA_TYPES = MappingProxyType({".js": "text/javascript", ".css": "text/css"})
"""Ending of what is compressed -> its type."""

ELEMENTS = ("BidiComponent", "Html", "PageLink", "Button", "Checkbox", "ButtonGroup", "Slider", "Selectbox")
"""Streamlit's names for the kinds of elements that nearly every page begins with."""

ICONS = "MaterialSymbols-Rounded"
"""The font of the icons, which no page does without."""

_IMPORT = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
_ASKED_FOR = re.compile(r'(?:src|href)="\./(static/(?:js|css)/[\w.-]+)"')


@lru_cache(maxsize=1)
def names() -> Mapping[str, Path]:
    """Return address below that of the site -> file, of all that are compressed."""
    found = (path for kind in ("js", "css") for path in (FOLDER / "static" / kind).glob("*.*"))
    return MappingProxyType(
        {f"static/{each.parent.name}/{each.name}": each for each in found if each.suffix in MEDIA_TYPES}
    )


_packed: dict[str, bytes] = {}
"""By their names in `names`, so that there are no more than these."""


def packed(name: str) -> bytes:
    """Return one of the files, gzipped.

    Raises
    ------
    KeyError: there is none of that name.
    """
    if name not in _packed:
        _packed[name] = gzip.compress(names()[name].read_bytes(), mtime=0)
    return _packed[name]


def is_packed(name: str) -> bool:
    """Tell whether the file has been gzipped already, so that `packed` takes no time."""
    return name in _packed


@lru_cache(maxsize=1)
def page() -> str:
    """Read the page that Streamlit serves at every address."""
    return (FOLDER / "index.html").read_text("utf-8")


@lru_cache(maxsize=1)
def asked_for_at_once() -> tuple[str, ...]:
    """Return the scripts and styles that Streamlit's page asks for."""
    return tuple(_ASKED_FOR.findall(page()))


@lru_cache(maxsize=1)
def asked_for_late() -> tuple[str, ...]:
    """Return the scripts of a page's first elements and what they import, without what Streamlit's page names."""
    known = dict.fromkeys(asked_for_at_once())
    for element in ELEMENTS:
        for name in _named(f"static/js/{element}."):
            known |= dict.fromkeys(_with_imports(name, set(known)))
    return tuple(known)[len(asked_for_at_once()) :]


@lru_cache(maxsize=1)
def icons() -> str | None:
    """Find the address of the font of the icons; None if Streamlit has it elsewhere."""
    found = sorted((FOLDER / "static" / "media").glob(f"{ICONS}.*.woff2"))
    return f"static/media/{found[0].name}" if found else None


def _named(beginning: str) -> list[str]:
    return [name for name in names() if name.startswith(beginning)]


def _with_imports(name: str, known: set[str]) -> Iterator[str]:
    """Yield the script and what it imports, each once, without what is known; put into `known` what was given."""
    if name in known or name not in names():
        return
    known.add(name)
    yield name
    for imported in _IMPORT.findall(names()[name].read_text("utf-8")):
        yield from _with_imports(f"static/js/{imported}", known)
