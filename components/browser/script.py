"""The JavaScript of a component as the browser gets it, in each message that shows it: without what is for readers."""

import re
from pathlib import Path

_BLOCK = re.compile(r"/\*\*.*?\*/[ \t]*", re.DOTALL)
"""Types in JSDoc, also those in the middle of a line."""

_LINE = re.compile(r"^[ \t]*(?://.*)?\n", re.MULTILINE)
"""A line that is a comment and nothing else, or empty."""


def script(path: Path) -> str:
    """Read a script and leave out its JSDoc, its lines of comments and its empty lines.

    Comments behind code stay: to tell them from the `//` of an address takes more than a pattern. No text in a script
    may hold `/**`, or a line that begins with `//`.
    """
    return _LINE.sub("", _BLOCK.sub("", path.read_text("utf-8")))
