"""Every page by its name, and what a link to it may hold: how a scene is taken from the URL, and known again."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from components.devices import controls as devices_controls
from components.exercises import controls as exercise_controls
from components.memory import controls as memory_controls
from components.network.fields import NETWORK, NEURON
from components.shapes import controls as shapes_controls
from components.state.fields import Field
from components.state.page_address import FIRST
from components.tensors import controls as tensors_controls
from compute.files.scene import Scene
from compute.files.tensor_files import FileError, Refusal

FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        FIRST: NETWORK,
        "neuron": NEURON,
        "tensors": tensors_controls.FIELDS,
        "shapes": shapes_controls.FIELDS,
        "memory": memory_controls.FIELDS,
        "devices": devices_controls.FIELDS,
        "exercises": exercise_controls.FIELDS,
    }
)


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
