"""The controls of the tensors page, and what a link to it may hold."""

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from components.base.text import Translate
from components.browser.live import Move
from components.state import link
from components.state.fields import BEAT, SEED, Field, whole_number
from components.state.fields import choice as choice_field
from components.tensors.figures.ladder_cards import element_name
from components.tensors.figures.photo_planes import channel_names
from components.widgets.choices import choice, pressed
from components.widgets.sliders import seed_control, slider
from compute.tensors.ladder import FILLS, NAMES, SIDES, LadderSpec, Picked, Rung
from compute.tensors.photo import (
    BLOCK_OF,
    CHANNEL,
    COLUMN,
    ELEMENT,
    LIMITS,
    PIXEL,
    ROW,
    SLICES,
    STEPS,
    Place,
)
from compute.tensors.randn import SIZES, DrawSpec

LADDER, PHOTO, RANDN = "ladder", "photo", "randn"
PARTS = (LADDER, PHOTO, RANDN)

PLACE, DRAW, STEPS_OF_LADDER = Place(), DrawSpec(), LadderSpec()

GUESSES: Mapping[str, tuple[str, ...]] = {
    LADDER: ("first", "last", "none"),
    PHOTO: ("matrix", "line", "number"),
    RANDN: ("stays", "changes"),
}
"""What can be guessed, by part."""

PICKED: Picked = ("cube", (0, 1, 2))

_PICKED = re.compile(rf"({'|'.join(NAMES)})((?:\.\d){{0,3}})", re.ASCII)


def _element(value: str) -> str | None:
    """Return the name of an element, if it has as many indices as its tensor, else None; they may be too large."""
    return value if _parsed(value) is not None else None


def _parsed(value: str) -> Picked | None:
    found = _PICKED.fullmatch(value)
    if found is None:
        return None
    index = tuple(int(at) for at in found[2].split(".")[1:])
    return (found[1], index) if len(index) == NAMES.index(found[1]) else None


SIDE_FIELDS = {
    name: whole_number(name, limits, "lengths in the ladder", getattr(STEPS_OF_LADDER, name))
    for name, limits in SIDES.items()
}
PLACE_FIELDS = {
    name: whole_number(name, limits, "a place in the photo", getattr(PLACE, name)) for name, limits in LIMITS.items()
}
FIELDS = (
    choice_field("part", PARTS, "the part that is open", LADDER),
    SEED,
    *SIDE_FIELDS.values(),
    choice_field("dtype", FILLS, "type of the ladder's elements", STEPS_OF_LADDER.dtype),
    Field(
        "select",
        _element,
        "scalar, vector.0, matrix.0.1, cube.0.1.2",
        "the element that is looked at",
        element_name(*PICKED),
    ),
    *PLACE_FIELDS.values(),
    choice_field("slice", SLICES, "what is taken of the photo", ELEMENT),
    choice_field("size", map(str, SIZES), "how many numbers are drawn", str(DRAW.size)),
    choice_field(
        "guess",
        [guess for guesses in GUESSES.values() for guess in guesses],
        "answer to the question of the part",
    ),
    BEAT,
)
"""What a link to the tensors page may hold."""

SLIDERS = ("seed", *SIDES, *LIMITS, "size")


def part_control(_: Translate) -> str:
    """Place the buttons of the three parts; returns the one that is open, and only that one is computed."""
    names = {LADDER: _("Scalar to cube"), PHOTO: _("A photo is a tensor"), RANDN: _("Random numbers")}
    return pressed(_("part"), "part", names, LADDER, hidden_label=True)


def ladder_controls(move: Move, _: Translate) -> LadderSpec:
    """Place the controls of seed, type, and the lengths of the three indices."""
    seed = seed_control(move, _)
    names = {"depth": _("matrices"), "rows": _("rows"), "columns": _("columns")}
    sides = {name: slider(names[name], field, move) for name, field in SIDE_FIELDS.items()}
    return LadderSpec(seed, **sides, dtype=choice(_("type"), "dtype", FILLS))


def picked_element(rungs: Sequence[Rung]) -> Picked:
    """Return the element that the link names, or its neighbour where the tensor has become smaller."""
    return picked_in(link.value("select"), rungs)


def picked_in(select: str, rungs: Sequence[Rung]) -> Picked:
    """Return the element that `select` names, or its neighbour where the tensor has become smaller."""
    name, index = _parsed(select) or PICKED
    rung = rungs[NAMES.index(name)]
    return name, rung.within(index)


def pick_element(name: str) -> None:
    """Take over what was pressed in the picture."""
    parsed = _parsed(name)
    if parsed is not None:
        link.set_value("select", "" if parsed == PICKED else element_name(*parsed))


def place_controls(move: Move, _: Translate) -> Place:
    """Place the sliders of row, column and channel."""
    row = slider(_("row"), PLACE_FIELDS["row"], move)
    column = slider(_("column"), PLACE_FIELDS["column"], move)
    names = ", ".join(f"{index} {name}" for index, name in enumerate(channel_names(_)))
    channel = slider(_("channel: {names}", names=names), PLACE_FIELDS["channel"], move)
    return Place(row, column, channel)


def slice_control(_: Translate) -> str:
    """Place the buttons for what is taken of the photo; returns which of them is pressed."""
    names = {
        ELEMENT: _("one element"),
        PIXEL: _("a pixel"),
        ROW: _("a row"),
        COLUMN: _("a column"),
        CHANNEL: _("a channel"),
        BLOCK_OF: _("a block"),
        STEPS: _("every fourth"),
    }
    return pressed(_("slice"), "slice", names, ELEMENT, hidden_label=True)


def draw_controls(move: Move, _: Translate) -> DrawSpec:
    """Place the controls of seed and size; its steps grow, so that 15 and 16 are neighbours and 10,000 is near."""
    seed = seed_control(move, _)
    native = st.select_slider(_("size"), SIZES, DRAW.size, key="size", bind="query-params")
    live = move.of("size")
    if live is None:
        return DrawSpec(seed, native)
    return DrawSpec(seed, SIZES[min(max(round(live), 0), len(SIZES) - 1)])  # the slider itself counts its options


def guess_control(part: str, names: Mapping[str, str], _: Translate) -> str | None:
    """Place the buttons of a guess; returns the guess, or None as long as there is none."""
    offered = {guess: names[guess] for guess in GUESSES[part] if guess in names}
    return pressed(_("your guess"), "guess", offered, hidden_label=True) or None
