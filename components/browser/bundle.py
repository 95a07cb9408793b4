"""Plotly's own JavaScript, the one in its wheel, served to the browser for `components/browser/chart.py`.

It is compressed once and may be kept by the browser for good, since its version stands in the address. Forty students
who open the site at once would otherwise have five megabytes compressed for each of them.
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
    """Where the wheel has it; plotly itself is not imported for that."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed: pip install -r requirements.txt")
    return Path(spec.origin).parent / "package_data"


@lru_cache(maxsize=1)
def compressed() -> bytes:
    """The file, gzipped."""
    return gzip.compress((folder() / FILE).read_bytes(), compresslevel=6)


def _serve(request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers |= {"Content-Encoding": "gzip", "Content-Length": str(len(compressed()))}
        return StreamingResponse(_pieces(), media_type="text/javascript", headers=headers)
    return FileResponse(folder() / FILE, media_type="text/javascript", headers=headers)


async def _pieces() -> AsyncIterator[memoryview]:
    """The compressed file piece by piece: in one piece, each slow reader would have a copy of it in memory."""
    whole = memoryview(compressed())
    for start in range(0, len(whole), CHUNK):
        yield whole[start : start + CHUNK]


route = Route(f"/{ADDRESS}", _serve)
"""For `st.App(routes=...)`."""


@st.cache_resource(show_spinner=False)
def addresses() -> tuple[str, ...]:
    """Where the browser finds the file, relative to the site: the second place is for a host without our routes."""
    component = st.components.v1.declare_component("plotly", path=str(folder()))
    return ADDRESS, f"component/{component.name}/{FILE}"
