"""Find pages by their names from what stands before Streamlit: its routes and the layers around it."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from components.state.page import Page


@lru_cache(maxsize=1)
def known_pages() -> Mapping[str, Page]:
    """Return name -> page; to be asked once Streamlit runs, since the components of the pages report to it."""
    from components.frame.pages import PAGES  # noqa: PLC0415

    return MappingProxyType({page.slug: page for page in PAGES})
