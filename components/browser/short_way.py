"""The short way: while a slider moves, the browser asks for the scene of a link and shows it itself.

A run of the page costs a dozen messages and a drawing by React. A scene is a function of its link, so the browser can
have it for the asking: `components/frame/scene_route.py` answers, `short_way.js` asks and shows the answer. Streamlit
hears of the slider when it rests, and runs the page as ever.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import streamlit
import torch

from components.state.scene import FOLDER, Said

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Scrubbing:
    """Settings for numbers that are dragged or typed where they stand on the page, see `scrub.js`.

    Attributes
    ----------
    low, high: the least and the largest value allowed.
    refusal: the message for a text that is no number in this range; the browser fills in {field} and {text}.
    heard: the number of the last change that the server has received.
    """

    low: float
    high: float
    refusal: str
    heard: int


@dataclass(frozen=True)
class ShortWay:
    """The data that a browser needs to ask the server for the next scene without a run of the page.

    Attributes
    ----------
    address: the address of the scenes of this page, relative to the site.
    said: all fields of the link for the scene that is shown, including those at their defaults.
    keys: the sliders whose moves can be answered this way.
    scrubbing: settings for numbers that are changed where they stand; None where the page has none.
    options: slider -> its values as a link has them, for a slider that reports the position of an option.
    """

    address: str
    said: Said
    keys: tuple[str, ...]
    scrubbing: Scrubbing | None = None
    options: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))

    def data(self) -> dict[str, object]:
        """Return all of it in the form that `short_way.js` reads."""
        return {
            "address": self.address,
            "said": dict(self.said),
            "keys": list(self.keys),
            "values": None if self.scrubbing is None else asdict(self.scrubbing),
            "options": {key: list(options) for key, options in self.options.items()},
        }


def part(name: str, html: str) -> str:
    """Mark HTML as a part of the page that moves along; one page has each name once."""
    return f'<div data-part="{name}">{html}</div>'


def address(slug: str) -> str:
    """Return where the scenes of a page are, relative to the site."""
    return f"{FOLDER}/{version()}/{slug}"


@lru_cache(maxsize=1)
def version() -> str:
    """Return a short text that is another one for any other code, translation, torch or Streamlit.

    It stands in the address of every scene, so a browser may keep the answers for good.
    """
    digest = hashlib.sha256(f"{torch.__version__} {streamlit.__version__}".encode())
    for folder, kind in (("compute", "*.py"), ("components", "*.py"), ("assets/locales", "*.po")):
        for path in sorted((ROOT / folder).rglob(kind)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
