"""Every page by its name, and what a link to it may hold: how a scene is taken from the URL and checked again."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from components import (
    devices_controls,
    exercise_controls,
    link,
    memory_controls,
    shapes_controls,
    tensors_controls,
)
from compute.scene import Scene
from compute.tensor_files import FileError, Refusal

FIRST = "network"
"""The page without an address of its own."""

FIELDS: Mapping[str, tuple[link.Field, ...]] = MappingProxyType(
    {
        FIRST: link.NETWORK,
        "neuron": link.NEURON,
        "tensors": tensors_controls.FIELDS,
        "shapes": shapes_controls.FIELDS,
        "memory": memory_controls.FIELDS,
        "devices": devices_controls.FIELDS,
        "exercises": exercise_controls.FIELDS,
    }
)


def page_named(address: str) -> str:
    """The page's name, from its address."""
    return address or FIRST


def address_of(page: str) -> str:
    """The page's address below that of the site."""
    return "" if page == FIRST else page


def scene_now(page: str) -> Scene:
    """What the URL says of this page; language, look and names that are not ours are no part of a scene."""
    found = {field.name: field.canonical(st.query_params.get(field.name, "")) for field in FIELDS[page]}
    return Scene(page, {name: value for name, value in found.items() if value})


def usable(scene: Scene) -> tuple[Scene, tuple[link.Ignored, ...]]:
    """The scene as it can be shown here, and what had to be left out: a device, say, that this machine has not.

    Raises
    ------
    FileError: it is of a page, or says something, that this site does not know.
    """
    fields = {field.name: field for field in FIELDS.get(scene.page, ())}
    if not fields or not fields.keys() >= scene.link.keys():
        raise FileError(Refusal.NO_SCENE, "a page or a field that is not known here")
    kept, ignored = {}, []
    for name, value in scene.link.items():
        canonical = fields[name].canonical(value)
        if canonical is None:
            ignored.append(link.Ignored(name, value[: link.MAX_SHOWN], fields[name].allowed))
        else:
            kept[name] = canonical
    return Scene(scene.page, kept), tuple(ignored)


def names_of_all_pages() -> tuple[str, ...]:
    """Every name that some page has in its link."""
    return tuple(sorted({field.name for fields in FIELDS.values() for field in fields}))
