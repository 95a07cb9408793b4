"""A scene as a file carries it: the page and what its link says, as a short text."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

VERSION = 1
"""A file of a later version may mean something else by the same names, so it is not read."""

MAX_TEXT = 16_000
"""Characters of a scene: two hundred changed values are half of it."""

MAX_FIELDS = 64

MAX_LINK = 8_000
"""Characters of the link that a scene makes: servers and proxies refuse longer ones, without a word to the visitor."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII)


class SceneError(ValueError):
    """A text that is no scene; the message says why, in English, for tests and logs."""


@dataclass(frozen=True)
class SavedLink:
    """A page by its name, and the parameters of a link to it.

    What the parameters mean, and which a page knows, is for the page to say; here they are texts.
    """

    page: str
    link: Mapping[str, str]


def scene_text(scene: SavedLink) -> str:
    """Write the scene as JSON, which `read_scene` reads back."""
    return json.dumps({"version": VERSION, "page": scene.page, "link": dict(scene.link)})


def read_scene(text: str) -> SavedLink:
    """Read the scene that `scene_text` wrote.

    Raises
    ------
    SceneError: the text is too long, no JSON, of another version, or says something else than a page and a link.
    """
    if len(text) > MAX_TEXT:
        raise SceneError(f"{len(text)} characters, at most {MAX_TEXT}")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SceneError("no JSON") from error
    if not isinstance(found, dict) or set(found) != {"version", "page", "link"}:
        raise SceneError("version, page and link are expected")
    if found["version"] != VERSION or isinstance(found["version"], bool):
        raise SceneError("another version")
    page, link = found["page"], found["link"]
    if not isinstance(page, str) or not _NAME.fullmatch(page):
        raise SceneError("no name of a page")
    if not isinstance(link, dict) or len(link) > MAX_FIELDS:
        raise SceneError("no link")
    if not all(_NAME.fullmatch(name) and isinstance(value, str) for name, value in link.items()):
        raise SceneError("a name or a value that no link has")
    try:
        length = len(urlencode(link))
    except UnicodeEncodeError as error:  # half a pair of surrogates, which JSON can name
        raise SceneError("a value that no link can hold") from error
    if length > MAX_LINK:
        raise SceneError(f"a link of {length} characters, at most {MAX_LINK}")
    return SavedLink(page, link)
