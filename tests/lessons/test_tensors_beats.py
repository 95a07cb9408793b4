"""The beats of the tensors page: their questions have the answer that torch gives, for any scene."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from components.base.text import languages, translator, untranslated
from components.state.beat import Asked
from components.tensors.beats import BEATS, beats_of
from components.tensors.controls import LADDER, PARTS, PHOTO, RANDN
from components.tensors.seen import SeenTensors, lead
from compute.tensors.ladder import FILLS, NAMES, LadderSpec
from compute.tensors.photo import SLICES, Place, photo
from compute.tensors.randn import SIZES, DrawSpec
from tests.cases import for_each
from tests.examples import examples

SEEDS = st.integers(0, 9999)
SCENES = st.builds(
    SeenTensors,
    st.sampled_from(PARTS),
    st.builds(LadderSpec, SEEDS, st.integers(1, 3), st.integers(1, 4), st.integers(1, 5), st.sampled_from(list(FILLS))),
    st.integers(0, 3).map(lambda size: (NAMES[size], (0,) * size)),
    st.builds(Place, st.integers(0, 31), st.integers(0, 47), st.integers(0, 2)),
    st.sampled_from(SLICES),
    st.builds(DrawSpec, SEEDS, st.sampled_from(SIZES)),
)
LEFT, CHANNEL, AGAIN, MORE = 2, 4, 5, 6
"""Indices of the beats that ask for what torch gives."""


def answer(at: int, seen: SeenTensors) -> str:
    asked = BEATS[at].tell(seen, untranslated).asked
    assert asked is not None
    return asked.answers[asked.right]


@given(SCENES, st.sampled_from(list(languages())))
@examples(40)
def test_every_beat_can_be_told(seen: SeenTensors, language: str) -> None:
    for beat in BEATS:
        told = beat.tell(seen, translator(language))
        assert told.title
        assert any(told.text)
        if told.asked is not None:
            assert len(set(told.asked.answers)) == len(told.asked.answers) >= 2
            assert told.asked.right in range(len(told.asked.answers))
    assert "**" in lead(seen, translator(language))


@given(SCENES)
@examples(40)
def test_the_answers_are_what_torch_gives(seen: SeenTensors) -> None:
    spec, seed = seen.spec, seen.draw.seed
    assert answer(LEFT, seen) == str(tuple(torch.zeros(spec.depth, spec.rows, spec.columns)[0].shape))
    assert answer(CHANNEL, seen) == str(tuple(photo()[..., seen.place.channel].shape))
    below, again, above = (torch.randn(size, generator=torch.Generator().manual_seed(seed)) for size in (15, 15, 16))
    assert answer(AGAIN, seen) == ("the same ones" if torch.equal(below, again) else "other ones")
    assert answer(MORE, seen) == str(int((below == above[:15]).sum()))


def test_the_heading_has_the_numbers_of_the_scene() -> None:
    assert lead(SeenTensors(LADDER), untranslated) == "`cube` holds **24** numbers; `cube[0, 1, 2]` is **1**."
    scalar = SeenTensors(LADDER, picked=("scalar", ()))
    assert lead(scalar, untranslated).startswith("`scalar` holds **1** number; `scalar` is **")
    value = int(photo()[11, 20, 0])
    assert lead(SeenTensors(PHOTO), untranslated) == (
        f"A photo of 32 × 48 × 3: **4,608** numbers; `photo[11, 20, 0]` is **{value}**."
    )
    mean = torch.randn(15, generator=torch.Generator().manual_seed(7)).mean()
    assert lead(SeenTensors(RANDN), untranslated) == (
        f"The seed **7** draws **15** numbers; their mean is **{float(mean):.4f}**."
    )


SEEN = SeenTensors(LADDER, LadderSpec(7, 2, 3, 4), place=Place(3, 5, 1), draw=DrawSpec(7, 15))


def said(at: int, seen: SeenTensors = SEEN) -> tuple[str, ...]:
    return BEATS[at].tell(seen, untranslated).text


def test_the_beats_come_in_order_and_each_sets_its_scene() -> None:
    assert [(beat.tell(SEEN, untranslated).title, dict(beat.link)) for beat in BEATS] == [
        ("From a number to a cube", {}),
        ("Rows first, then columns", {"select": "matrix.1.2"}),
        ("A given index drops out of the shape", {}),
        ("A photo is a cube of numbers", {"part": "photo"}),
        ("Slices", {"part": "photo", "slice": "channel"}),
        ("A seed decides all of it", {"part": "randn"}),
        ("One number more changes them all", {"part": "randn"}),
        ("Many numbers come near the curve", {"part": "randn", "size": "1000"}),
    ]
    assert (beats_of(LADDER), beats_of(PHOTO), beats_of(RANDN)) == (BEATS[:3], BEATS[3:5], BEATS[5:])


def test_the_cube_has_its_name_and_its_shape() -> None:
    counted, walked = said(0)
    assert counted.startswith("A scalar has no index, a vector one, a matrix two, a cube three.")
    assert walked.endswith("In `cube` of shape **(2, 3, 4)** that goes in depth, down, and along a row.")


@for_each(
    ("rows", "columns", "words"),
    [
        (3, 4, "`matrix` has 3 rows and 4 columns, and its shape is **(3, 4)**."),
        (1, 2, "`matrix` has 1 row and 2 columns, and its shape is **(1, 2)**."),
        (2, 1, "`matrix` has 2 rows and 1 column, and its shape is **(2, 1)**."),
    ],
)
def test_rows_are_counted_before_columns(rows: int, columns: int, words: str) -> None:
    told = BEATS[1].tell(SeenTensors(LADDER, LadderSpec(7, 2, rows, columns)), untranslated)
    assert told.text == (f"{words} The last index always counts along a row, in a cube too.",)
    assert told.asked == Asked(
        "Which index of `matrix[1, 2]` says how far it is along the row, from the left?",
        ("the first, 1", "the last, 2"),
        1,
    )


@for_each(
    ("sides", "left", "answers", "right"),
    [
        ((2, 3, 4), "(3, 4)", ("(1, 3, 4)", "(2, 3)", "(3, 4)", "(3,)"), 2),
        ((3, 1, 2), "(1, 2)", ("(1, 1, 2)", "(1, 2)", "(1,)", "(3, 1)"), 1),
    ],
)
def test_the_first_index_is_asked_among_other_shapes(
    sides: tuple[int, int, int], left: str, answers: tuple[str, ...], right: int
) -> None:
    told = BEATS[LEFT].tell(SeenTensors(LADDER, LadderSpec(7, *sides)), untranslated)
    assert told.text == (
        f"`cube[0].shape` is **{left}**: the first sheet of the stack, a matrix.",
        "With two indices a vector is left, with three a single number.",
    )
    assert told.asked == Asked("`cube[0]` gives the first index and no other. What is its shape?", answers, right)


def test_the_photo_beats_name_the_element_and_the_channel_that_are_looked_at() -> None:
    element, _drag = said(3)
    assert element == f"Row, column, colour: `photo[3, 5, 1]` is **{int(photo()[3, 5, 1])}**."
    told = BEATS[CHANNEL].tell(SEEN, untranslated)
    assert told.text[0] == (
        "`photo[..., 1].shape` is **(32, 48)**: one matrix, and the dots stand for all indices before."
    )
    assert told.asked == Asked(
        "What is the shape of `photo[..., 1]`?", ("(3,)", "(32, 48)", "(32, 48, 3)", "(48, 3)"), 1
    )


def test_the_seed_and_the_first_number_are_those_of_the_draw() -> None:
    first = torch.randn(4, generator=torch.Generator().manual_seed(12))[0]
    told = BEATS[AGAIN].tell(SeenTensors(RANDN, draw=DrawSpec(12, 15)), untranslated)
    assert told.text == (
        "`torch.manual_seed(12)` says where the generator begins, and it always goes the same way: first "
        f"**{float(first):.4f}**.".replace("-", "−"),
        "Without setting it again the generator goes on, to other numbers.",
    )
    assert told.asked == Asked(
        "`torch.manual_seed(12)` is called twice, each time before a draw. Which numbers come the second time?",
        ("the same ones", "other ones"),
        0,
    )


def test_sixteen_numbers_are_asked_for_beside_fifteen() -> None:
    told = BEATS[MORE].tell(SEEN, untranslated)
    assert told.text[0].startswith("From 16 elements on torch fills a tensor by another, vectorized method.")
    assert told.asked == Asked(
        "The same seed, and `torch.randn(16)` instead of `torch.randn(15)`. How many of the first 15 stay?",
        ("0", "14", "15"),
        0,
    )


def test_mean_and_deviation_of_the_draw_are_told_in_this_order() -> None:
    numbers = torch.randn(15, generator=torch.Generator().manual_seed(7))
    assert said(7)[0] == (
        f"`t.mean()` is **{float(numbers.mean()):.4f}**, `t.std()` **{float(numbers.std()):.4f}**. The more numbers "
        "are drawn, the nearer to 0 and 1."
    )
