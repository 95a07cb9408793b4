"""Plotly's JavaScript, as much of it as the site draws with, served to the browser for `components/browser/chart.py`.

`make bundle` builds it from Plotly's own source (`assets/vendor/plotly/build.js`), of the version that the installed
Plotly for Python speaks to. It lies there ready compressed, and the browser may keep it for good, since its address
changes with its content.
"""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from components.browser.packed import FOREVER, PackedResponse, best

FOLDER = Path(__file__).parent.parent.parent / "assets" / "vendor" / "plotly"
FILE = "plotly.min.js"
ENDINGS = {"br": ".br", "gzip": ".gz"}
"""Encoding, the best first -> how the file that has it ends."""


@lru_cache(maxsize=len(ENDINGS))
def compressed(encoding: str) -> bytes:
    """The file as it was compressed when it was built."""
    return (FOLDER / f"{FILE}{ENDINGS[encoding]}").read_bytes()


ADDRESS = f"plotly/{sha256(compressed('br')).hexdigest()[:16]}/{FILE}"


def _serve(request: Request) -> Response:
    encoding = best(request.headers.get("accept-encoding", ""), ENDINGS)
    if encoding is None:
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        return FileResponse(FOLDER / FILE, media_type="text/javascript", headers=headers)
    return PackedResponse(compressed(encoding), encoding, "text/javascript", {"Cache-Control": FOREVER})


route = Route(f"/{ADDRESS}", _serve)
"""For `st.App(routes=...)`."""


@st.cache_resource(show_spinner=False)
def addresses() -> tuple[str, ...]:
    """Where the browser finds the file, relative to the site: the second place is for a host without our routes."""
    component = st.components.v1.declare_component("plotly", path=str(FOLDER))
    return ADDRESS, f"component/{component.name}/{FILE}"
