"""Files at their limits: the largest that is read, and what is said of one that is not."""

import io
import json
import struct
import zipfile

import numpy as np
import pytest
import safetensors.torch
import torch

from compute.files.scene import SavedLink, scene_text
from compute.files.tensor_files import MAX_BYTES, MAX_HEADER, FileError, Refusal, read_file, to_csv
from tests.cases import for_each

HERE = SavedLink("network", {"seed": "7"})


def why(data: bytes) -> FileError:
    with pytest.raises(FileError) as caught:
        read_file(data)
    return caught.value


def packed(text: str, kind: int = zipfile.ZIP_STORED, **members: bytes) -> bytes:
    """Pack a scene and other members, as `numpy.savez` does."""
    stored, file = io.BytesIO(), io.BytesIO()
    np.save(stored, np.array(text))
    with zipfile.ZipFile(file, "w", kind) as archive:
        archive.writestr("tensorama.npy", stored.getvalue())
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return file.getvalue()


def test_a_file_may_have_two_megabytes() -> None:
    assert MAX_BYTES == 2_097_152
    one = why(bytes(MAX_BYTES + 1))
    assert (one.refusal, one.detail, one.size) == (Refusal.TOO_LARGE, "2097153 bytes", 2_097_153)
    assert str(one) == "larger than anything that the site writes: 2097153 bytes"
    largest = why(bytes(MAX_BYTES))
    assert (largest.refusal, str(largest)) == (Refusal.OTHER_KIND, "neither .npz nor .safetensors")


@for_each(("more", "is_read"), [(0, True), (1, False)])
def test_all_that_is_packed_in_a_file_may_have_two_megabytes(more: int, is_read: bool) -> None:
    scene = packed(scene_text(HERE))
    with zipfile.ZipFile(io.BytesIO(scene)) as archive:
        taken = archive.infolist()[0].file_size
    data = packed(scene_text(HERE), zipfile.ZIP_DEFLATED, weights=bytes(MAX_BYTES - taken + more))
    if is_read:
        assert read_file(data) == HERE
        return
    refused = why(data)
    assert (refused.refusal, refused.size) == (Refusal.TOO_LARGE, MAX_BYTES + 1)
    assert refused.detail == "2097153 bytes unpacked"


def test_what_is_packed_in_a_way_of_its_own_is_another_kind() -> None:
    other = why(packed(scene_text(HERE), zipfile.ZIP_BZIP2))
    assert (other.refusal, other.detail) == (Refusal.OTHER_KIND, "packed in another way")
    locked = bytearray(packed(scene_text(HERE)))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1  # the flag that says that a password is needed
    assert why(bytes(locked)).detail == "packed in another way"


def test_the_longest_text_of_a_scene_is_read_from_an_npz() -> None:
    assert read_file(packed(scene_text(HERE).ljust(16_000, " "))) == HERE
    refused = why(packed(scene_text(HERE).ljust(16_000, " ") + "\n"))
    assert (refused.refusal, refused.detail) == (Refusal.DAMAGED, "the scene has 64004 bytes")


def with_header(length: int) -> bytes:
    """Write a file of no tensors whose header has so many bytes."""
    header = json.dumps({"__metadata__": {"tensorama": scene_text(HERE)}}).encode()
    return struct.pack("<Q", length) + header.ljust(length)


def test_a_header_may_be_as_long_as_the_rest_of_the_file_or_as_its_limit() -> None:
    assert read_file(with_header(MAX_HEADER)) == HERE
    refused = why(with_header(MAX_HEADER + 8))
    assert refused.detail == "a header of 100008 bytes in a file of 100016"
    cut = with_header(400)[:-1]
    assert why(cut).detail == "a header of 400 bytes in a file of 407"


def test_the_shortest_header_has_no_scene() -> None:
    assert why(struct.pack("<Q", 2) + b"{}").refusal is Refusal.NO_SCENE
    assert why(struct.pack("<Q", 1) + b"{").refusal is Refusal.OTHER_KIND
    assert why(safetensors.torch.save({}, {"other": "x"})).refusal is Refusal.NO_SCENE


def test_what_a_reader_says_is_cut_off() -> None:
    """The library of safetensors names the tensor whose numbers do not begin where those before it end."""
    header = json.dumps({"a" * 300: {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}).encode()
    refused = why(struct.pack("<Q", len(header)) + header + bytes(8))
    assert refused.refusal is Refusal.DAMAGED
    assert refused.detail.endswith("aaa")
    assert len(refused.detail) == 200
    assert refused.size == 0


def test_the_lines_of_a_table() -> None:
    tensors = {"W1": torch.tensor([[1.5, -2.0], [0.25, 3.0]]), "y": torch.tensor(7)}
    assert to_csv(tensors) == (
        'name,index,value\r\nW1,"0, 0",1.5\r\nW1,"0, 1",-2.0\r\nW1,"1, 0",0.25\r\nW1,"1, 1",3.0\r\ny,,7\r\n'
    )
