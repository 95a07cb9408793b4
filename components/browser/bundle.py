"""Serve Plotly's own JavaScript, from its wheel, to the browser for `components/browser/chart.py`.

The file is compressed once, not for every visitor: it has five megabytes. Browsers may keep it for good, since its
version stands in the address.
"""

import gzip
from collections.abc import AsyncIterator
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

CHUNK = 64 * 1024
"""Bytes sent to a connection at a time."""

FILE = "plotly.min.js"
ADDRESS = f"plotly/{version('plotly')}/{FILE}"


def folder() -> Path:
    """Return the file's folder in the wheel, without importing plotly."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed: pip install -r requirements.txt")
    return Path(spec.origin).parent / "package_data"


@lru_cache(maxsize=1)
def compressed() -> bytes:
    """Compress the file with gzip."""
    return gzip.compress((folder() / FILE).read_bytes(), compresslevel=6)


def _serve(request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers |= {"Content-Encoding": "gzip", "Content-Length": str(len(compressed()))}
        return StreamingResponse(_pieces(), media_type="text/javascript", headers=headers)
    return FileResponse(folder() / FILE, media_type="text/javascript", headers=headers)


async def _pieces() -> AsyncIterator[memoryview]:
    """Yield the compressed file in pieces: as a whole, each slow connection would hold a copy in memory."""
    whole = memoryview(compressed())
    for start in range(0, len(whole), CHUNK):
        yield whole[start : start + CHUNK]


route = Route(f"/{ADDRESS}", _serve)
"""The route of the file, for `st.App(routes=...)`."""


@st.cache_resource(show_spinner=False)
def addresses() -> tuple[str, ...]:
    """Return where the browser finds the file, relative to the site; the second is for hosts without our routes."""
    component = st.components.v1.declare_component("plotly", path=str(folder()))
    return ADDRESS, f"component/{component.name}/{FILE}"
