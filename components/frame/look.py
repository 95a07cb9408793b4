"""The look of the site as Streamlit is handed it: what it would prepare anew for everybody who comes, prepared once."""

import base64
from functools import lru_cache
from pathlib import Path

from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.proto.Html_pb2 import Html


@lru_cache(maxsize=8)
def drawing_address(path: Path) -> str:
    """Write a drawing (SVG) as an address that holds all of it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


def place_style(html: str) -> None:
    """Place stylesheets where `st.html` places them, which looks through tens of thousands of characters three times.

    Parameters
    ----------
    html: `<style>` elements and nothing else.
    """
    get_dg_singleton_instance().event_dg._enqueue("html", Html(body=html))
