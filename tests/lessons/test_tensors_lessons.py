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
from tests.lessons.pack_checking import check_pack, openings, run


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


def test_the_ladder_goes_from_the_seed_to_a_number_of_python() -> None:
    pack = ladder_pack(LadderSpec(12), ("matrix", (1, 2)))
    assert openings(pack) == [
        ("A neural network computes with", "import torch"),
        ("## Four calls, four shapes", "scalar = torch.randint(10, ())"),
        ("## Ask the tensor", "for t in (scalar, vector, matrix, cube):"),
        ("## One element", "print(matrix[1, 2])"),
        ("## A number of Python", "print(matrix[1, 2].item())"),
        ("## Go on from here", ""),
        ("## Questions", ""),
    ]
    assert "`torch.manual_seed(12)` makes every run draw the same ones." in pack.lesson[0].text
    assert "none for the scalar, three for the cube." in pack.lesson[1].text
    assert "`matrix[1, 2]` is what was chosen on the page." in pack.lesson[3].text
    assert pack.title == "Tensors, from one number to a cube"
    assert list(pack.tensors) == ["scalar", "vector", "matrix", "cube"]


@for_each(
    ("dtype", "words"),
    [
        ("int64", "The elements are `int64`: whole numbers, as for counting and for indices."),
        (
            "float32",
            "The elements are `float32`, the type that networks compute with; it has about seven digits.",
        ),
        ("uint8", "The elements are `uint8`: whole numbers from 0 to 255, one byte each, as in pictures."),
        ("bool", "The elements are `bool`: true or false, as every comparison gives them."),
    ],
)
def test_the_type_is_said_after_the_four_shapes(dtype: str, words: str) -> None:
    assert ladder_pack(LadderSpec(dtype=dtype)).lesson[1].text.split("\n\n")[2:] == [words]


def test_the_photo_goes_from_its_numbers_to_the_channel_in_front() -> None:
    pack = photo_pack(Place(3, 5, 1), "row")
    assert openings(pack) == [
        ("A colour picture is a tensor w", "import base64"),
        ("## One number, one pixel", "print(photo.shape, photo.dtype)"),
        ("## Slices", "print(photo[1:6, 2:9, 1])"),
        ("`photo[3]` is what was lit on ", "taken = photo[3]"),
        ("## The channel in front", "first = photo.permute(2, 0, 1)"),
        ("## Questions", ""),
    ]
    picture, credit = pack.lesson[0].text.split("\n\n")
    assert "This one is a dahlia of 32 × 48 pixels, with red, green and blue for each;" in picture
    assert credit == (
        "Photo: [vultilion](https://www.flickr.com/photos/vultilion/6056698931/), "
        "[CC BY 2.0](https://creativecommons.org/licenses/by/2.0/), scaled down to 48 × 32."
    )
    assert pack.lesson[1].text.endswith(
        "With three indices one gets a single number, here the channel 1 (green) of one pixel; with two, "
        "`photo[3, 5]`, all three numbers of it."
    )
    assert pack.lesson[4].text.endswith("the element is now found as `first[1, 3, 5]`.")
    assert pack.title == "A photo is a tensor"
    assert list(pack.tensors) == ["photo", "taken", "first"]
    assert torch.equal(pack.tensors["taken"], photo()[3])


@for_each(("channel", "colour"), [(0, "red"), (1, "green"), (2, "blue")])
def test_the_channel_is_named_by_its_colour(channel: int, colour: str) -> None:
    assert (
        f"here the channel {channel} ({colour}) of one pixel" in photo_pack(Place(0, 0, channel), "row").lesson[1].text
    )


def test_the_draw_goes_from_its_size_to_sixteen_numbers() -> None:
    pack = randn_lesson(DrawSpec(12, 10_000), untranslated)
    assert openings(pack) == [
        ("`torch.randn` draws from the n", "import torch"),
        ("## Numbers for a shape", "torch.manual_seed(12)"),
        ("## The same seed, the same num", "torch.manual_seed(12)"),
        ("## 15 numbers or 16", "torch.manual_seed(12)"),
        ("## Questions", ""),
    ]
    assert pack.lesson[0].text.endswith(
        "Numbers drawn here: 10,000; `torch.manual_seed(12)` says where the generator begins."
    )
    assert "From 16 elements on torch fills a tensor by another, vectorized method: of the first 15 numbers, " in (
        pack.lesson[3].text
    )
    assert pack.lesson[4].text.count("`torch.manual_seed(12)` is called twice") == 1
    assert pack.title == "Where random numbers come from"


def test_each_draw_to_take_home_has_its_own_numbers() -> None:
    found = randn_lesson(DrawSpec(12, 20), untranslated).tensors

    def drawn(*sizes: int) -> list[torch.Tensor]:
        generator = torch.Generator().manual_seed(12)
        return [torch.randn(size, generator=generator) for size in sizes]

    model, like = drawn(6, 6)
    again, going_on = drawn(4, 4)
    expected = {
        "t": drawn(20)[0],
        "model": model.view(2, 3),
        "like": like.view(2, 3),
        "first": again,
        "again": again,
        "going_on": going_on,
        "below": drawn(15)[0],
        "above": drawn(16)[0],
    }
    assert list(found) == list(expected)
    assert all(torch.equal(found[name], numbers) for name, numbers in expected.items())
