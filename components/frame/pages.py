"""The registry of pages: a page that stands here is in the menu, in the links, in share and take home."""

from importlib import import_module
from types import MappingProxyType

import streamlit as st

from components.state.page import Page
from compute.files.scene import SavedLink
from compute.files.tensor_files import FileError, Refusal

ROOMS = ("network", "tensors", "shapes", "memory", "devices", "exercises", "gradients", "training")
"""The topics; the module `page` of each says which pages it has."""

NOTEBOOK = ("neuron", "tensors", "shapes", "network", "memory", "devices")
"""The pages in the order of the notebook; what has no place in it comes after them."""


def _place(page: Page) -> int:
    return NOTEBOOK.index(page.slug) if page.slug in NOTEBOOK else len(NOTEBOOK)


PAGES: tuple[Page, ...] = tuple(
    sorted((page for room in ROOMS for page in import_module(f"components.{room}.page").PAGES), key=_place)
)
"""In the order of the menu."""

FIELDS = MappingProxyType({page.slug: page.fields for page in PAGES})
"""Slug -> what a link to the page may hold."""

PICTURES = tuple(dict.fromkeys(key for page in PAGES for key in page.picture))
"""Keys of the containers that hold the picture of a page, on one page one of them."""


def scene_now(page: str) -> SavedLink:
    """Read from the URL the scene of this page; language, look and names that are not ours are no part of it."""
    found = {field.name: field.canonical(st.query_params.get(field.name, "")) for field in FIELDS[page]}
    return SavedLink(page, {name: value for name, value in found.items() if value})


def check_known(scene: SavedLink) -> None:
    """Check that this site has the page, and the page such fields; their values the page checks when it is opened.

    Raises
    ------
    FileError: there is no such page here, or it has no such field.
    """
    if not scene.link.keys() <= {field.name for field in FIELDS.get(scene.page, ())} or scene.page not in FIELDS:
        raise FileError(Refusal.NO_SCENE, "a page or a field that is not known here")


def names_of_all_pages() -> tuple[str, ...]:
    """Return every name that some page has in its link."""
    return tuple(sorted({field.name for fields in FIELDS.values() for field in fields}))
