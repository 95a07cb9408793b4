"""The JavaScript of a component as the browser gets it, in each message that shows it: without what is for readers."""

import re
from pathlib import Path

_BLOCK = re.compile(r"/\*\*.*?\*/[ \t]*", re.DOTALL)
"""Types in JSDoc, also those in the middle of a line."""

_TOGETHER = Path(__file__).with_name("together.js")
_PLACE = "const parts = []"
_GIVEN = "export default function"

_LINE = re.compile(r"^[ \t]*(?://.*)?\n", re.MULTILINE)
"""A line that is a comment and nothing else, or empty."""


def script(path: Path) -> str:
    """Read a script and leave out its JSDoc, its lines of comments and its empty lines.

    Comments behind code stay: to tell them from the `//` of an address takes more than a pattern. No text in a script
    may hold `/**`, or a line that begins with `//`.
    """
    return _LINE.sub("", _BLOCK.sub("", path.read_text("utf-8")))


def together(*scripts: str) -> str:
    """Make one script of several, as `script` has read them: each gets its own piece of the component's data."""
    parts = ",\n".join(f"(() => {{\n{_given_back(text)}}})()" for text in scripts)
    return script(_TOGETHER).replace(_PLACE, f"const parts = [\n{parts}\n]")


def _given_back(text: str) -> str:
    """Turn a script into the body of a function that returns what the script exports."""
    if text.count(_GIVEN) != 1:
        raise ValueError(f"a script says `{_GIVEN}` once")
    return text.replace(_GIVEN, "return function")
