"""Streamlit's own HTML page, with a script of ours that has to be there before any of Streamlit's.

What a page corrects in a link comes with its first messages, often before the script of any component runs: it would
be an entry of its own in the browser's history, to which "back" leads, and which is corrected once more.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import streamlit

from components.browser.history import EARLY_SCRIPT

Message: TypeAlias = MutableMapping[str, Any]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Header: TypeAlias = tuple[bytes, bytes]

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_OF_THE_FILE = frozenset({b"content-length", b"content-encoding", b"accept-ranges", b"etag", b"last-modified"})
"""Headers that say something of Streamlit's file and not of this page."""


@lru_cache(maxsize=1)
def index_page() -> bytes:
    """The page: our script comes first in its head."""
    file = Path(streamlit.__file__).parent / "static" / "index.html"
    before, head, after = file.read_text("utf-8").partition("<head>")
    return f"{before}{head}<script>{EARLY_SCRIPT}</script>{after}".encode()


def inline_scripts() -> list[str]:
    """The scripts that stand in the page itself."""
    return _INLINE.findall(index_page().decode("utf-8"))


def with_our_script(send: Send) -> Send:
    """`send` that puts this page in the place of Streamlit's, and lets everything else through.

    Every path that names no file is answered with that page, and no other answer of the site is HTML.
    """
    replaced = False

    async def put(message: Message) -> None:
        nonlocal replaced
        if message["type"] == "http.response.start":
            said = list(message.get("headers") or ())
            replaced = message["status"] == 200 and _is_html(said)
            if replaced:
                await send({**message, "headers": [*_kept(said), (b"content-length", b"%d" % len(index_page()))]})
                return
        elif replaced:
            if not message.get("more_body"):
                await send({"type": "http.response.body", "body": index_page()})
            return
        await send(message)

    return put


def _is_html(said: Iterable[Header]) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in said)


def _kept(said: Iterable[Header]) -> list[Header]:
    return [(name, value) for name, value in said if name.lower() not in _OF_THE_FILE]
