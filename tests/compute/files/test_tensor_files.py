"""Tensors as files: other programs read them, the scene in them comes back, and no foreign file does harm."""

import contextlib
import csv
import io
import json
import pickle
import random
import struct
import zipfile
from collections.abc import Callable, Mapping

import numpy as np
import pytest
import safetensors.torch
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.files.scene import MAX_TEXT, SavedLink, SceneError, read_scene, scene_text
from compute.files.tensor_files import (
    MAX_BYTES,
    MAX_HEADER,
    MAX_MEMBERS,
    SCENE,
    FileError,
    Refusal,
    read_file,
    to_csv,
    to_npz,
    to_safetensors,
)
from tests.cases import for_each
from tests.examples import examples

SHARED = torch.arange(6, dtype=torch.float64).reshape(2, 3)
TENSORS = {
    "features": torch.tensor([[0.1, -1e-30, 3.4028235e38]]),
    "W1": SHARED.t(),
    "view": SHARED[0],
    "same": SHARED,
    "counted": torch.tensor([[[2**53 + 1, -7]]]),
    "photo": torch.tensor([0, 255], dtype=torch.uint8),
    "mask": torch.tensor([True, False]),
    "scalar": torch.tensor(0.3),
    "unset": torch.tensor([float("nan"), float("inf")]),
    "nothing": torch.empty(0, 3),
}
THERE = SavedLink("network", {"seed": "7", "edits": "x3_0.5~w1.2.1_-1", "activation": "tanh"})
WRITERS = [to_npz, to_safetensors]
FILES = [writer(TENSORS, THERE) for writer in WRITERS]
Writer = Callable[[Mapping[str, torch.Tensor], SavedLink], bytes]


def refused(data: bytes) -> Refusal:
    with pytest.raises(FileError) as caught:
        read_file(data)
    return caught.value.refusal


def same(one: torch.Tensor, other: torch.Tensor) -> bool:
    return one.dtype == other.dtype and torch.equal(one.nan_to_num(), other.nan_to_num())


def test_numpy_and_safetensors_read_what_was_written() -> None:
    with np.load(io.BytesIO(FILES[0]), allow_pickle=False) as arrays:
        assert list(arrays) == [*TENSORS, SCENE]
        assert all(same(torch.from_numpy(arrays[name]), tensor) for name, tensor in TENSORS.items())
        assert arrays[SCENE].shape == ()
    loaded = safetensors.torch.load(FILES[1])
    assert set(loaded) == set(TENSORS)
    assert all(same(loaded[name], tensor) for name, tensor in TENSORS.items())


@pytest.mark.parametrize("data", FILES, ids=["npz", "safetensors"])
def test_the_scene_comes_back(data: bytes) -> None:
    assert read_file(data) == THERE


def test_a_file_that_numpy_has_packed_again_is_still_read() -> None:
    with np.load(io.BytesIO(FILES[0]), allow_pickle=False) as arrays:
        again = io.BytesIO()
        np.savez_compressed(again, **arrays)
    assert read_file(again.getvalue()) == THERE


def test_every_number_in_the_table_is_the_same_when_read_back() -> None:
    text = to_csv(TENSORS)
    assert text.count("\r\n") == text.count("\n")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert head == ["name", "index", "value"]
    assert len(rows) == sum(tensor.numel() for tensor in TENSORS.values())
    for name, index, value in rows:
        place = tuple(int(part) for part in index.split(", ")) if index else ()
        expected = TENSORS[name][place]
        read = {"True": True, "False": False}.get(value) if expected.dtype == torch.bool else None
        number = read if read is not None else float(value) if expected.is_floating_point() else int(value)
        assert same(torch.tensor(number, dtype=expected.dtype), expected), (name, index, value)


@given(
    page=st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True),
    link=st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True), st.text(max_size=40), max_size=20),
)
@examples(20)
def test_any_scene_comes_back_from_both(page: str, link: dict[str, str]) -> None:
    scene = SavedLink(page, link)
    for writer in WRITERS:
        assert read_file(writer({"x": torch.zeros(1)}, scene)) == scene


@for_each(
    "text",
    [
        "",
        "[]",
        "null",
        "7",
        '{"version": 1}',
        '{"version": 1, "page": "network", "link": {}, "more": 1}',
        '{"version": 2, "page": "network", "link": {}}',
        '{"version": true, "page": "network", "link": {}}',
        '{"version": 1, "page": "../../etc", "link": {}}',
        '{"version": 1, "page": "net\\nwork", "link": {}}',
        '{"version": 1, "page": "network", "link": []}',
        '{"version": 1, "page": "network", "link": {"seed": 7}}',
        '{"version": 1, "page": "network", "link": {"": "7"}}',
        '{"version": 1, "page": "network", "link": {"<b>": "7"}}',
        "[" * 15_000,
        '{"a":' * 3_000,
        scene_text(SavedLink("network", {f"a{number}": "" for number in range(65)})),
        scene_text(SavedLink("network", {"edits": "x" * MAX_TEXT})),
    ],
)
def test_what_is_no_scene_is_refused(text: str) -> None:
    with pytest.raises(SceneError):
        read_scene(text)
    stored = io.BytesIO()
    np.savez(stored, **{SCENE: np.array(text or "x")})
    assert refused(stored.getvalue()) is Refusal.DAMAGED
    assert refused(safetensors.torch.save({}, {SCENE: text})) is Refusal.DAMAGED


class _Bomb:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return (pytest.fail, ("unpickled",))


def npz(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return file.getvalue()


def npy(array: object) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


def test_nothing_is_unpickled() -> None:
    bomb = np.array(_Bomb(), dtype=object)
    for data in (
        npz(**{SCENE: npy(bomb)}),
        npz(**{SCENE: pickle.dumps(_Bomb())}),
        npy(bomb),
        pickle.dumps(_Bomb()),
    ):
        assert refused(data) in (Refusal.DAMAGED, Refusal.OTHER_KIND)
    assert read_file(npz(weights=npy(bomb), **{SCENE: npy(np.array(scene_text(THERE)))})) == THERE  # left packed


@for_each(
    "described",
    [
        b"(" * 9000,
        b"-" * 9000 + b"1",
        b"1+" * 4000 + b"1",
        b"{'descr': '<U999999', 'fortran_order': False, 'shape': (), }\n",
        b"{'descr': '|O', 'fortran_order': False, 'shape': (), }\n",
        b"{'descr': '<U4', 'fortran_order': False, 'shape': (0,), }\n",
        b"{'descr': '<U4', 'fortran_order': False, 'shape': (), }\n" + b"\xff" * 16,
    ],
)
def test_a_description_that_brings_numpy_down_is_refused(described: bytes) -> None:
    start = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(described))
    assert refused(npz(**{SCENE: start + described})) is Refusal.DAMAGED


def test_sizes_are_looked_at_before_anything_is_unpacked() -> None:
    bomb = npz(weights=bytes(50_000_000))
    assert len(bomb) < MAX_BYTES
    assert refused(bomb) is Refusal.TOO_LARGE
    assert refused(bytes(MAX_BYTES + 1)) is Refusal.TOO_LARGE
    assert refused(npz(**{f"a{number}": b"" for number in range(MAX_MEMBERS + 1)})) is Refusal.OTHER_KIND
    assert refused(npz(**{f"a{number}": b"" for number in range(MAX_MEMBERS)})) is Refusal.NO_SCENE
    # A member that says it is small and is not: its checksum is wrong where it says it ends.
    lying = bomb.replace(struct.pack("<L", 50_000_000), struct.pack("<L", 1000))
    assert lying != bomb
    assert refused(lying) is Refusal.DAMAGED


@for_each("length", [0, 1, MAX_HEADER + 1, 2**31, 2**63, 2**64 - 1])
def test_the_length_of_a_header_is_taken_at_no_ones_word(length: int) -> None:
    assert refused(struct.pack("<Q", length) + FILES[1][8:]) is Refusal.DAMAGED


@for_each("header", [b"{" * 50_000, b'{"a":' * 20_000, b'{"__metadata__": 7}', b"{}"])
def test_a_header_of_any_depth_is_refused(header: bytes) -> None:
    assert refused(struct.pack("<Q", len(header)) + header) in (Refusal.DAMAGED, Refusal.NO_SCENE)


def test_tensors_that_do_not_fit_the_file_are_damage() -> None:
    header = json.dumps({"W": {"dtype": "F32", "shape": [2**40], "data_offsets": [0, 2**42]}}).encode()
    assert refused(struct.pack("<Q", len(header)) + header + bytes(64)) is Refusal.DAMAGED


def test_files_of_others_are_named_as_such() -> None:
    assert refused(npz(weights=npy(np.zeros(3)))) is Refusal.NO_SCENE
    assert refused(safetensors.torch.save({"weights": torch.zeros(3)})) is Refusal.NO_SCENE
    for data in (b"", b"name,index,value\r\n", b"\x89PNG\r\n\x1a\n" + bytes(100), b"%PDF-1.7", b"{}"):
        assert refused(data) is Refusal.OTHER_KIND
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("word/document.xml", "<xml/>")
    assert refused(document.getvalue()) is Refusal.OTHER_KIND


@pytest.mark.parametrize("data", FILES, ids=["npz", "safetensors"])
def test_cut_off_anywhere_a_file_is_refused(data: bytes) -> None:
    for end in [*range(0, len(data), 17), len(data) - 1]:
        refused(data[:end])


@pytest.mark.parametrize("data", FILES, ids=["npz", "safetensors"])
def test_with_any_byte_changed_a_file_is_refused_or_says_a_scene(data: bytes) -> None:
    for place in range(len(data)):
        flipped = data[place] ^ (0x01 if place % 2 else 0xFF)
        with contextlib.suppress(FileError):
            assert isinstance(read_file(data[:place] + bytes([flipped]) + data[place + 1 :]), SavedLink)


def test_a_changed_number_in_an_npz_is_damage() -> None:
    number = TENSORS["features"].numpy().tobytes()
    assert FILES[0].count(number) == 1
    assert refused(FILES[0].replace(number, bytes(len(number)))) is Refusal.DAMAGED


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", struct.pack("<Q", 40) + b"{"]))
@examples(200)
def test_random_bytes_are_refused(data: bytes, start: bytes) -> None:
    refused(start + data)


@given(st.data())
@examples(200)
def test_pieces_of_real_files_in_any_order_are_refused_or_say_a_scene(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(file)), max_size=4)))
    pieces = [file[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(file)], strict=True)]
    mixed = b"".join(data.draw(st.permutations(pieces)))
    with contextlib.suppress(FileError):
        assert isinstance(read_file(mixed), SavedLink)


MARKS = [
    b"\xff" * 4,
    b"\xff" * 8,
    bytes(4),
    b"PK\x06\x06",
    b"PK\x06\x07",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"[" * 9,
    b'"',
    b"9" * 30,
]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file with one to four places changed, cut, doubled, or overwritten by what means something in a file."""
    file = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(file))
        end, mark = place + chance.randint(1, 30), chance.choice(MARKS)
        match chance.randrange(6):
            case 0:
                file[place] = chance.randrange(256)
            case 1:
                file[place : place + len(mark)] = mark
            case 2:
                del file[place:end]
            case 3:
                file[place:place] = chance.randbytes(end - place)
            case 4:
                del file[place + 1 :]
            case 5:
                file[place:place] = file[place:end]
        file = file or bytearray(b"x")
    return bytes(file)


@pytest.mark.parametrize("data", FILES, ids=["npz", "safetensors"])
def test_whatever_a_reader_raises_the_file_is_refused(data: bytes) -> None:
    for seed in range(2_500):
        with contextlib.suppress(FileError):
            assert isinstance(read_file(damaged(data, random.Random(seed))), SavedLink), seed


def test_a_place_beyond_all_numbers_in_a_zip_is_damage() -> None:
    far = struct.pack("<HHQ", 1, 8, 2**64 - 2)  # the extra field that says where a member begins, in eight bytes
    file = bytearray(npz(x=npy(np.zeros(1))))
    entry = file.index(b"PK\x01\x02")
    name = struct.unpack_from("<H", file, entry + 28)[0]
    struct.pack_into("<H", file, entry + 30, len(far))
    struct.pack_into("<I", file, entry + 42, 0xFFFFFFFF)
    file[entry + 46 + name : entry + 46 + name] = far
    end = file.index(b"PK\x05\x06")
    struct.pack_into("<I", file, end + 12, struct.unpack_from("<I", file, end + 12)[0] + len(far))
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.infolist()[0].header_offset == 2**64 - 2
    assert refused(bytes(file)) is Refusal.DAMAGED


@pytest.mark.parametrize("value", ["\U0001f600" * 1_300, "x" * 8_000, "\ud800"], ids=["emoji", "long", "half a pair"])
def test_a_scene_that_no_link_can_hold_is_damage(value: str) -> None:
    text = scene_text(SavedLink("network", {"edits": value}))
    assert len(text) < MAX_TEXT
    with pytest.raises(SceneError, match="link"):
        read_scene(text)
    assert refused(safetensors.torch.save({}, {SCENE: text})) is Refusal.DAMAGED
