"""The beats of the tensors page: their questions have the answer that torch gives, for any scene."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from components.base.text import languages, translator, untranslated
from components.tensors.beats import BEATS
from components.tensors.controls import LADDER, PARTS, PHOTO, RANDN
from components.tensors.seen import SeenTensors, lead
from compute.tensors.ladder import FILLS, NAMES, LadderSpec
from compute.tensors.photo import SLICES, Place, photo
from compute.tensors.randn import SIZES, DrawSpec
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
