"""The lessons of the tensors page: the ladder in every type, the photo without its file, draws small and large."""

import re
from pathlib import Path

import pytest
import torch

from components.base.text import Translate, languages, translator, untranslated
from components.tensors.beats import beats_of
from components.tensors.controls import LADDER, PHOTO, RANDN
from components.tensors.lesson import ladder_lesson, photo_lesson, randn_lesson
from components.tensors.seen import SeenTensors
from compute.files.take_home import TakeHome
from compute.tensors.ladder import FILLS, LadderSpec, ladder
from compute.tensors.photo import CREDIT, SLICES, Place, cut, index_of, photo
from compute.tensors.randn import DrawSpec, draw_numbers
from tests.cases import for_each
from tests.lessons.pack_checking import check_pack, run


def ladder_pack(
    spec: LadderSpec, picked: tuple[str, tuple[int, ...]] = ("cube", (0, 0, 0)), _: Translate = untranslated
) -> TakeHome:
    return ladder_lesson(spec, ladder(spec), picked, _)


def photo_pack(place: Place, kind: str, _: Translate = untranslated) -> TakeHome:
    return photo_lesson(place, cut(photo(), index_of(kind, place)), _)


@for_each("dtype", FILLS)
def test_the_ladder_prints_its_tensors(dtype: str) -> None:
    for sizes in ((1, 1, 1), (2, 3, 4), (3, 4, 5)):
        spec = LadderSpec(42, *sizes, dtype)
        scalar, vector, matrix, cube = ladder(spec)
        printed = check_pack(ladder_pack(spec))
        for rung in (scalar, vector, matrix, cube):
            assert " ".join(rung.properties.values()) in printed
        if dtype == "float32":
            shown = [float(text) for text in re.findall(r"-?\d\.\d{4}\b", printed)]
            drawn = [value for rung in (scalar, vector, matrix, cube) for value in rung.tensor.flatten().tolist()]
            assert shown == pytest.approx([*drawn, float(cube.tensor[0, 0, 0])], abs=6e-5)


def test_the_picked_element_and_the_number_in_it_are_printed_last() -> None:
    scalar, _, matrix, _ = (rung.tensor for rung in ladder(LadderSpec()))
    printed = check_pack(ladder_pack(LadderSpec(), ("matrix", (1, 2))))
    assert f"{matrix[1, 2]!s}\n{matrix[1, 2].item()}\ninvalid index of a 0-dim tensor." in printed
    assert printed.endswith("a Tensor with 12 elements cannot be converted to Scalar\n")
    printed = check_pack(ladder_pack(LadderSpec(), ("scalar", ())))
    assert f"{scalar!s}\n{scalar.item()}\ninvalid index of a 0-dim tensor." in printed


@pytest.mark.parametrize("kind", SLICES)
def test_the_photo_comes_with_the_program(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # nothing lies here that it could read
    for place in (Place(), Place(31, 47, 2), Place(0, 0, 1)):
        pack = photo_pack(place, kind)
        printed = check_pack(pack)
        picture = photo()
        assert torch.equal(run([pack.program])[0]["photo"], picture)
        assert f"{picture[place.index]!s}\n{picture[place.index[:2]]!s}\n" in printed
        assert f"{picture[index_of(kind, place)].shape}\n" in printed
        assert printed.endswith(f"{picture[place.index]!s}\n")
        assert CREDIT in pack.program
        assert len(pack.program) < 8000


@for_each("size", [1, 15, 16, 20, 25, 10_000])
@pytest.mark.filterwarnings("ignore:std")  # torch says that one number has no deviation
def test_a_draw_prints_what_the_page_writes_out(size: int) -> None:
    spec = DrawSpec(7, size)
    numbers = draw_numbers(spec)
    shown = [float(text) for text in re.findall(r"-?\d\.\d{4}\b", check_pack(randn_lesson(spec, untranslated)))]
    written = numbers[:20].tolist()
    assert shown[: len(written)] == pytest.approx(written, abs=6e-5)
    assert shown[len(written)] == pytest.approx(float(numbers.mean()), abs=6e-5)


def test_the_lesson_counts_what_stays_from_15_to_16() -> None:
    told = "\n".join(passage.text for passage in randn_lesson(DrawSpec(), untranslated).lesson)
    assert "0 stay the same" in told


@pytest.mark.parametrize("language", languages())
def test_every_language(language: str) -> None:
    _ = translator(language)
    for dtype in FILLS:
        check_pack(ladder_pack(LadderSpec(dtype=dtype), _=_))
    check_pack(photo_pack(Place(), "block", _))
    check_pack(randn_lesson(DrawSpec(), _))


def test_names_of_files() -> None:
    assert ladder_pack(LadderSpec()).name == "tensors-ladder-seed-7"
    assert photo_pack(Place(), "row").name == "tensors-photo-11-20-0"
    assert randn_lesson(DrawSpec(), untranslated).name == "tensors-randn-seed-7-size-15"


@for_each("language", languages())
@for_each("part", [LADDER, PHOTO, RANDN])
def test_what_is_asked_goes_home_with_its_answers(part: str, language: str) -> None:
    _ = translator(language)
    packs = {
        LADDER: ladder_pack(LadderSpec(), _=_),
        PHOTO: photo_pack(Place(), "channel", _),
        RANDN: randn_lesson(DrawSpec(), _),
    }
    *_before, last = packs[part].lesson
    asked = [beat.tell(SeenTensors(part), _).asked for beat in beats_of(part)]
    questions = [each for each in asked if each is not None]
    assert questions
    for question in questions:
        assert question.text in last.text
        assert last.text.count(question.answers[question.right]) >= 2
