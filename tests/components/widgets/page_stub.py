"""As much of a page as its heading and its beginning read."""

from pathlib import Path
from typing import Any


class PageStub:
    """As much of the record of a page as heading and beginning read."""

    stylesheet: Path | None = None
    fields, beats = ("fields",), ("beats",)

    def title(self, _: Any) -> str:
        return "Memory & more"

    def block(self, _: Any) -> str:
        return "block <2>"
