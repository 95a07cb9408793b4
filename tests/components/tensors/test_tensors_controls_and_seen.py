"""What a link to the tensors page says, what its controls ask for, and the sentence at its head."""

import pytest
import streamlit as st

from components.base.text import untranslated
from components.browser.live import NO_MOVE
from components.tensors import controls
from components.tensors.controls import (
    FIELDS,
    GUESSES,
    SLIDERS,
    guess_control,
    part_control,
    pick_element,
    picked_element,
    picked_in,
    slice_control,
)
from components.tensors.seen import SeenTensors, lead
from compute.tensors.ladder import LadderSpec, Picked, ladder
from compute.tensors.photo import Place, photo
from compute.tensors.randn import DrawSpec, draw_numbers
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SMALL = LadderSpec(7, depth=2, rows=3, columns=4)


@for_each(
    ("text", "kept"),
    [
        ("scalar", True),
        ("vector.0", True),
        ("matrix.0.1", True),
        ("cube.9.9.9", True),
        ("scalar.0", False),
        ("vector", False),
        ("vector.0.1", False),
        ("cube.0.1", False),
        ("cube.0.1.2.3", False),
        ("cube.10.0.0", False),
        ("line.0", False),
        ("", False),
    ],
)
def test_an_element_has_as_many_indices_as_its_tensor(text: str, kept: bool) -> None:
    canonical = {field.name: field.canonical for field in FIELDS}["select"]
    assert canonical(text) == (text if kept else None)


@for_each(
    ("select", "picked"),
    [
        ("", ("cube", (0, 1, 2))),
        ("nonsense", ("cube", (0, 1, 2))),
        ("scalar", ("scalar", ())),
        ("vector.1", ("vector", (1,))),
        ("vector.9", ("vector", (3,))),
        ("matrix.9.0", ("matrix", (2, 0))),
        ("cube.9.9.9", ("cube", (1, 2, 3))),
    ],
)
def test_the_picked_element_or_its_neighbour(select: str, picked: Picked) -> None:
    assert picked_in(select, ladder(SMALL)) == picked
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.link["select"] = select
        assert picked_element(ladder(SMALL)) == picked


@for_each(
    ("name", "select"), [("matrix.1.0", "matrix.1.0"), ("cube.0.1.2", None), ("cube.0.1", "scalar"), ("", "scalar")]
)
def test_a_press_on_an_element_picks_it(name: str, select: str | None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.link["select"] = "scalar"
        pick_element(name)
        assert page.link.get("select") == select


def test_what_can_be_guessed_and_which_values_are_sliders() -> None:
    assert GUESSES == {
        "ladder": ("first", "last", "none"),
        "photo": ("matrix", "line", "number"),
        "randn": ("stays", "changes"),
    }
    assert SLIDERS == ("seed", "depth", "rows", "columns", "row", "column", "channel", "size")


@for_each(("link", "guess"), [({}, None), ({"guess": "first"}, "first"), ({"guess": "stays"}, None)])
def test_only_guesses_of_the_part_are_offered(link: dict[str, str], guess: str | None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.link |= link
        patch.setattr("components.widgets.choices.st.segmented_control", picks(page))
        names = {"first": "(3, 4)", "none": "(1, 3, 4)", "stays": "x"}
        assert guess_control("ladder", names, untranslated) == guess
        assert page.state["offered"] == ["first", "none"]


def picks(page: WithoutPage) -> object:
    """Return a choice that shows its default."""

    def choose(_label: str, names: list[str], *, default: str | None, **_named: object) -> str | None:
        page.state["offered"] = names
        return default

    return choose


@for_each(("live", "size"), [(None, 7), (0.0, 1), (-3.0, 1), (0.6, 2), (999.0, 10_000)])
def test_the_slider_of_the_size_counts_its_steps(live: float | None, size: int) -> None:
    class MovedSize:
        def of(self, name: str) -> float | None:
            return live if name == "size" else None

    with pytest.MonkeyPatch.context() as patch:
        WithoutPage(patch)
        patch.setattr(controls, "seed_control", lambda *_: 5)
        patch.setattr(st, "select_slider", lambda *_given, **_named: 7)
        move = NO_MOVE if live is None else MovedSize()
        assert controls.draw_controls(move, untranslated) == DrawSpec(5, size)


def test_the_sentence_at_the_head_of_the_ladder() -> None:
    rungs = ladder(SMALL)
    cube = rungs[3].tensor[1, 2, 3].item()
    seen = SeenTensors("ladder", SMALL, ("cube", (1, 2, 3)))
    assert seen.rung.name == "cube"
    assert lead(seen, untranslated) == f"`cube` holds **24** numbers; `cube[1, 2, 3]` is **{cube}**."
    only = rungs[0].tensor.item()
    assert lead(SeenTensors("ladder", SMALL, ("scalar", ())), untranslated) == (
        f"`scalar` holds **1** number; `scalar` is **{only}**."
    )


def test_the_sentence_at_the_head_of_the_photo() -> None:
    place = Place(3, 5, 1)
    assert lead(SeenTensors("photo", place=place), untranslated) == (
        f"A photo of 32 × 48 × 3: **4,608** numbers; `photo[3, 5, 1]` is **{int(photo()[3, 5, 1])}**."
    )


@for_each(("size", "words"), [(1, "number: "), (20, "numbers; their mean is ")])
def test_the_sentence_at_the_head_of_a_draw(size: int, words: str) -> None:
    spec = DrawSpec(9, size)
    mean = f"{float(draw_numbers(spec).mean()):.4f}".replace("-", "−")
    assert lead(SeenTensors("randn", draw=spec), untranslated) == f"The seed **9** draws **{size}** {words}**{mean}**."


def test_part_slice_and_guess_are_rows_of_buttons_without_a_label_in_sight() -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        part_control(untranslated)
        slice_control(untranslated)
        guess_control("photo", {"matrix": "matrix", "line": "vector", "number": "number"}, untranslated)
        shown = [page.widgets[key] for key in ("part", "slice", "guess")]
        assert [each.label for each in shown] == ["part", "slice", "your guess"]
        assert [each.named["label_visibility"] for each in shown] == ["collapsed"] * 3
        assert [{name: each.named["format_func"](name) for name in each.given[1]} for each in shown] == [
            {"ladder": "Scalar to cube", "photo": "A photo is a tensor", "randn": "Random numbers"},
            {
                "element": "one element",
                "pixel": "a pixel",
                "row": "a row",
                "column": "a column",
                "channel": "a channel",
                "block": "a block",
                "steps": "every fourth",
            },
            {"matrix": "matrix", "line": "vector", "number": "number"},
        ]
