"""What a page shows for a link, as a topic hands it to the browser; see `components.browser.short_way`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

import orjson

FOLDER = "scene"
"""The first part of the address of every scene."""

Said: TypeAlias = Mapping[str, str]
"""What a link says: name -> value, each as the link's field writes it; empty where nothing is chosen."""


class NotReady(Exception):  # noqa: N818  (nothing has gone wrong)
    """What a link shows takes longer to compute than a slider can wait: the page itself has to be asked."""


@dataclass(frozen=True)
class Scene:
    """What a page shows for a link, as far as it moves along with a slider.

    Attributes
    ----------
    charts: key of a picture -> what `chart.js` draws.
    parts: name of a part of the page -> its HTML, see `components.browser.short_way.part`.
    tables: key of a table of cells -> its HTML.
    waits: keys of containers that show something of the scene, and follow only when the slider rests.
    """

    charts: Mapping[str, object]
    parts: Mapping[str, str]
    tables: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    waits: tuple[str, ...] = ()

    def json(self) -> bytes:
        """Write the scene as the browser gets it."""
        said = {
            "charts": dict(self.charts),
            "parts": dict(self.parts),
            "tables": dict(self.tables),
            "waits": self.waits,
        }
        return orjson.dumps(said, option=orjson.OPT_SERIALIZE_NUMPY)
