"""Plotly's own JavaScript, the one in its wheel, served to the browser for `components/chart.py`.

It is compressed once and may be kept by the browser for good, since its version stands in the address. Forty students
who open the site at once would otherwise have five megabytes compressed for each of them.
"""

import gzip
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

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
        return Response(compressed(), media_type="text/javascript", headers=headers | {"Content-Encoding": "gzip"})
    return Response((folder() / FILE).read_bytes(), media_type="text/javascript", headers=headers)


route = Route(f"/{ADDRESS}", _serve)
"""For `st.App(routes=...)`."""


@st.cache_resource(show_spinner=False)
def addresses() -> tuple[str, ...]:
    """Where the browser finds the file, relative to the site: the second place is for a host without our routes."""
    component = st.components.v1.declare_component("plotly", path=str(folder()))
    return ADDRESS, f"component/{component.name}/{FILE}"
