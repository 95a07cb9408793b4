"""What a browser gets before anything is said on the websocket: the page itself, and Streamlit's own scripts.

Streamlit serves one page for every address, in English, with its own name as the title. Here it comes in the visitor's
language with the title of the page that was asked for, and says beforehand what will be needed: the scripts of the
elements, Plotly, the font of the icons. An ASGI layer for `st.App(middleware=...)`; without it Streamlit's own page
does, only later.
"""

import asyncio
import gzip
import html
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import Response
from streamlit import config

from components.base.text import language_for, languages, translator
from components.browser.bundle import ADDRESS
from components.browser.history import EARLY_SCRIPT
from components.browser.packed import FOREVER, PackedResponse, best
from components.frame.guard import Application, Message, Receive, Scope, Send
from components.frame.headers import FIND_SERVER
from components.frame.known_pages import known_pages
from components.frame.streamlit_files import MEDIA_TYPES, asked_for_late, icons, is_packed, names, packed, page
from components.state.page import Page, document_title
from components.state.page_address import address_of
from components.state.session import KEY

_OF_THE_FILE = frozenset({b"content-length", b"content-encoding", b"accept-ranges", b"etag", b"last-modified"})
"""Headers that say something of Streamlit's file, and not of what is made of it."""

_STATIC = re.compile(r"/(?:.*/)?(static/(?:js|css)/[^/]+)")


class FirstAnswers:
    """The ASGI layer; there is one for a server."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is asked for here, and leave everything else to Streamlit."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        answer = await _answer(scope)
        if answer is not None:
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, _with_history(send))


async def _answer(scope: Scope) -> Response | None:
    headers = Headers(scope=scope)
    encoding = best(headers.get("accept-encoding", ""), ["gzip"])
    static = _STATIC.fullmatch(scope["path"])
    if static and static[1] in names() and encoding:
        name = static[1]
        body = packed(name) if is_packed(name) else await asyncio.to_thread(packed, name)
        return PackedResponse(body, encoding, MEDIA_TYPES[names()[name].suffix], {"Cache-Control": FOREVER})
    address = _address(scope["path"])
    if address not in _pages():
        return None
    shown = address, _language(scope["query_string"], headers.get("accept-language", ""))
    said = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding, Accept-Language"}
    if encoding:
        return PackedResponse(_packed_document(*shown), encoding, "text/html", said)
    return Response(document(*shown), media_type="text/html", headers=said)


def _with_history(send: Send) -> Send:
    """Return a `send` that puts the script of the history into Streamlit's page where the address is of no page.

    No other answer of the site is HTML. Where the page lies is not known there, so it has no other hints.
    """
    replaced = False

    async def put(message: Message) -> None:
        nonlocal replaced
        if message["type"] == "http.response.start":
            said = list(message.get("headers") or ())
            is_html = any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in said)
            replaced = message["status"] == 200 and is_html
            if replaced:
                kept = [(name, value) for name, value in said if name.lower() not in _OF_THE_FILE]
                await send({**message, "headers": [*kept, (b"content-length", b"%d" % len(_nowhere()))]})
                return
        elif replaced:
            if not message.get("more_body"):
                await send({"type": "http.response.body", "body": _nowhere()})
            return
        await send(message)

    return put


@lru_cache(maxsize=1)
def _nowhere() -> bytes:
    """Return Streamlit's page with the script of the history alone."""
    return page().replace("<head>", f"<head><script>{EARLY_SCRIPT}</script>", 1).encode()


def _address(path: str) -> str | None:
    """Return what a path names below the address of the site, or None where it is not below it."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    site = f"/{base}/" if base else "/"
    return path.removeprefix(site) if path.startswith(site) else None


@lru_cache(maxsize=1)
def _pages() -> Mapping[str, Page]:
    """Return address below that of the site -> page."""
    return {address_of(slug): page for slug, page in known_pages().items()}


def _language(query: bytes, accepted: str) -> str:
    """Choose the language of the link, or the first that the browser asks for, as the session will have it."""
    linked = parse_qs(query.decode("latin-1")).get(KEY, [""])[-1]
    first, *_others = re.split("[,;]", accepted)
    return linked if linked in languages() else language_for(first.strip())


@lru_cache(maxsize=128)
def document(address: str, language: str) -> bytes:
    """Write Streamlit's page as this site serves it; nothing of a request stands in it.

    Parameters
    ----------
    address: of one of the pages, below that of the site.
    language: one of those that there are.
    """
    shown = _pages()[address]
    title = html.escape(document_title(shown.title(translator(language))))
    changes = {
        '<html lang="en">': f'<html lang="{language}">',
        "<title>Streamlit</title>": f"<title>{title}</title>",
        "</head>": f"{_beforehand(shown)}</head>",
    }
    text = page()
    for old, new in changes.items():
        text = text.replace(old, new, 1)
    return text.encode()


@lru_cache(maxsize=128)
def _packed_document(address: str, language: str) -> bytes:
    """Return what `document` writes, gzipped."""
    return gzip.compress(document(address, language), mtime=0)


def _beforehand(shown: Page) -> str:
    """Write our scripts, and what the browser may ask for while Streamlit's first scripts are still on their way."""
    lines = [f"<script>{script}</script>" for script in (EARLY_SCRIPT, FIND_SERVER)]
    lines += [f'<link rel="modulepreload" crossorigin href="./{name}">' for name in asked_for_late()]
    if shown.plotly:
        lines.append(f'<link rel="preload" as="script" href="./{ADDRESS}">')
    if font := icons():
        lines.append(f'<link rel="preload" as="font" type="font/woff2" crossorigin href="./{font}">')
    return "".join(f"  {line}\n  " for line in lines)
