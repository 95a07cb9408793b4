"""The registry of pages: a page that stands here is in the menu, in the links, in share and take home."""

from types import MappingProxyType

import streamlit as st

from components.devices.page import PAGE as DEVICES
from components.exercises.page import PAGE as EXERCISES
from components.memory.page import PAGE as MEMORY
from components.network.page import NETWORK, NEURON
from components.shapes.page import PAGE as SHAPES
from components.state.page import Page
from components.tensors.page import PAGE as TENSORS
from compute.files.scene import Scene
from compute.files.tensor_files import FileError, Refusal

PAGES: tuple[Page, ...] = (
    NETWORK,
    NEURON,
    TENSORS,
    SHAPES,
    MEMORY,
    DEVICES,
    EXERCISES,
)
"""In the order of the menu; the first has no address of its own."""

FIELDS = MappingProxyType({page.slug: page.fields for page in PAGES})
"""Slug -> what a link to the page may hold."""

PICTURES = tuple(dict.fromkeys(key for page in PAGES for key in page.picture))
"""Keys of the containers that hold the picture of a page, on one page one of them."""


def scene_now(page: str) -> Scene:
    """What the URL says of this page; language, look and names that are not ours are no part of a scene."""
    found = {field.name: field.canonical(st.query_params.get(field.name, "")) for field in FIELDS[page]}
    return Scene(page, {name: value for name, value in found.items() if value})


def check_known(scene: Scene) -> None:
    """Whether this site has the page, and the page such fields; what they may be, the page says when it is opened.

    Raises
    ------
    FileError: there is no such page here, or it has no such field.
    """
    if not scene.link.keys() <= {field.name for field in FIELDS.get(scene.page, ())} or scene.page not in FIELDS:
        raise FileError(Refusal.NO_SCENE, "a page or a field that is not known here")


def names_of_all_pages() -> tuple[str, ...]:
    """Every name that some page has in its link."""
    return tuple(sorted({field.name for fields in FIELDS.values() for field in fields}))
