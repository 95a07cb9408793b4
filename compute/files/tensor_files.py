"""Tensors as files: NumPy's .npz, .safetensors and .csv; the first two carry the scene, which is read back.

What is read comes from anybody. Sizes are looked at before anything is unpacked, nothing is ever unpickled, and of a
file only its scene is used: the numbers in it are computed anew.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from enum import Enum

import numpy as np
import safetensors
from safetensors.torch import save
from torch import Tensor

from compute.files.scene import MAX_TEXT, SavedLink, read_scene, scene_text

SCENE = "tensorama"
"""Under this name a file carries its scene: a 0-d text among the arrays, or an entry of the metadata."""

MAX_MEGABYTES = 2
"""Of 1024 x 1024 bytes; `server.maxUploadSize` says the same, so that the browser sends no larger file."""

MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
"""Of a file, and of all that is packed in it; the largest that the site writes has a quarter of it."""

MAX_MEMBERS = 200
"""Arrays in one file; the site writes some twenty."""

MAX_DETAIL = 200
"""Characters of what a reader says of a damage, for tests and logs."""

MAX_HEADER = 100_000
"""Bytes that describe the tensors in a safetensors file."""

_ZIP_START, _SPAN = b"PK\x03\x04", 8
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
_TEXT_IN_NPY = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '<U(?P<length>\d{1,6})', 'fortran_order': False, 'shape': \(\), \} *\n", re.DOTALL
)


class Refusal(Enum):
    """Why a file is not opened."""

    OTHER_KIND = "neither .npz nor .safetensors"
    TOO_LARGE = "larger than anything that the site writes"
    NO_SCENE = "without a scene: not written by this site"
    DAMAGED = "damaged"


class FileError(ValueError):
    """A file that is not opened.

    Attributes
    ----------
    refusal: why, for a sentence in the person's language.
    detail: what exactly is wrong, in English.
    size: how many bytes there are, where there are too many.
    """

    def __init__(self, refusal: Refusal, detail: str = "", size: int = 0) -> None:
        super().__init__(f"{refusal.value}: {detail}" if detail else refusal.value)
        self.refusal = refusal
        self.detail = detail
        self.size = size


def to_npz(tensors: Mapping[str, Tensor], scene: SavedLink) -> bytes:
    """Write all tensors as NumPy arrays by name, for `numpy.load`, and the scene as a text among them."""
    arrays = {name: tensor.numpy(force=True) for name, tensor in tensors.items()}
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays, **{SCENE: np.array(scene_text(scene))})
    return file.getvalue()


def to_safetensors(tensors: Mapping[str, Tensor], scene: SavedLink) -> bytes:
    """Write all tensors by name, for `safetensors.torch.load_file`, and the scene in the metadata."""
    # The format knows no views: tensors that share memory on the page get memory of their own.
    alone = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}
    return save(alone, metadata={SCENE: scene_text(scene)})


def to_csv(tensors: Mapping[str, Tensor]) -> str:
    """Write a line for each number: name, index, value, after RFC 4180; as many digits as its type holds."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(["name", "index", "value"])
    for name, tensor in tensors.items():
        array = tensor.numpy(force=True)
        table.writerows([name, _index_text(index), str(value)] for index, value in np.ndenumerate(array))
    return file.getvalue()


def _index_text(index: tuple[int, ...]) -> str:
    """Write the place of a number as the program has it, without the brackets: 2, 1."""
    return ", ".join(str(place) for place in index)


def read_file(data: bytes) -> SavedLink:
    """Read the scene from a file that `to_npz` or `to_safetensors` wrote; what kind it is shows in its first bytes.

    Raises
    ------
    FileError: it is no such file, it is too large, it is damaged, or it carries no scene.
    """
    if len(data) > MAX_BYTES:
        raise FileError(Refusal.TOO_LARGE, f"{len(data)} bytes", len(data))
    try:
        text = _scene_in_npz(data) if data.startswith(_ZIP_START) else _scene_in_safetensors(data)
        return read_scene(text)
    except FileError:
        raise
    except Exception as error:  # what the readers of formats raise depends on the place of the damage
        raise FileError(Refusal.DAMAGED, f"{type(error).__name__}: {error}"[:MAX_DETAIL]) from error


def _scene_in_npz(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _check_members(archive.infolist())
        broken = archive.testzip()
        if broken is not None:
            raise FileError(Refusal.DAMAGED, f"checksum of {broken[:40]!a}")
        if f"{SCENE}.npy" not in archive.namelist():
            raise FileError(Refusal.NO_SCENE)
        return _text_in_npy(archive.read(f"{SCENE}.npy"))


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    """Look at what a zip says of its members before unpacking one: it unpacks to no more than it says."""
    if len(members) > MAX_MEMBERS:
        raise FileError(Refusal.OTHER_KIND, f"{len(members)} members")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_BYTES:
        raise FileError(Refusal.TOO_LARGE, f"{unpacked} bytes unpacked", unpacked)
    for member in members:
        if not member.filename.endswith(".npy"):
            raise FileError(Refusal.OTHER_KIND, "a member that is no array")
        if member.flag_bits & _ENCRYPTED or member.compress_type not in _PACKED:
            raise FileError(Refusal.OTHER_KIND, "packed in another way")


def _text_in_npy(data: bytes) -> str:
    """Read the 0-d text in an .npy; only one form of its description is accepted.

    NumPy reads a description as Python, which a nested one brings down; and of this one no object could be read.
    """
    match = _TEXT_IN_NPY.match(data)
    if match is None:
        raise FileError(Refusal.DAMAGED, "the scene is no 0-d text")
    letters = data[match.end() :]
    if len(letters) != 4 * int(match["length"]) or len(letters) > 4 * MAX_TEXT:
        raise FileError(Refusal.DAMAGED, f"the scene has {len(letters)} bytes")
    return letters.decode("utf-32-le").rstrip("\0")


def _scene_in_safetensors(data: bytes) -> str:
    """Read the scene in the metadata, after a look at the header; the format's own library checks the whole file."""
    length = int.from_bytes(data[:_SPAN], "little")
    if len(data) < _SPAN + 2 or data[_SPAN : _SPAN + 1] != b"{":
        raise FileError(Refusal.OTHER_KIND)
    if length > min(MAX_HEADER, len(data) - _SPAN):
        raise FileError(Refusal.DAMAGED, f"a header of {length} bytes in a file of {len(data)}")
    header = json.loads(data[_SPAN : _SPAN + length])
    safetensors.deserialize(data)  # types, shapes and places of all tensors
    metadata = header.get("__metadata__")
    text = metadata.get(SCENE) if isinstance(metadata, dict) else None
    if not isinstance(text, str):
        raise FileError(Refusal.NO_SCENE)
    return text
