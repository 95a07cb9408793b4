"""The part of Plotly that is served: its version, one content in three forms, and which of them a reader gets."""

import gzip
import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from components.browser import bundle
from components.browser.bundle import ADDRESS, ENDINGS, FILE, FOLDER, compressed
from components.browser.packed import best
from tests.cases import for_each
from tests.components.browser.telling import sent_of

NODE = Path(sys.executable).with_name("node")
VERSION = re.compile(r"plotly\.js v(\d+\.\d+\.\d+)")
LARGEST = 450_000
"""Bytes of it, gzipped."""

UNPACK = "process.stdout.write(zlib.brotliDecompressSync(fs.readFileSync(process.argv[1])))"


def version(path: Path) -> str:
    """What the first lines of a file of Plotly say."""
    with path.open(encoding="utf-8") as file:
        return VERSION.search(file.read(500))[1]


def test_it_is_the_version_that_plotly_for_python_brings() -> None:
    wheel = Path(find_spec("plotly").origin).parent / "package_data" / FILE
    recipe = json.loads((FOLDER / "package.json").read_text("utf-8"))["devDependencies"]
    locked = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))["packages"]
    assert version(FOLDER / FILE) == version(wheel) == recipe["plotly.js"]
    assert locked["node_modules/plotly.js"]["version"] == version(wheel), "make bundle, after npm install in its folder"


def test_the_three_files_are_one() -> None:
    whole = (FOLDER / FILE).read_bytes()
    assert gzip.decompress(compressed("gzip")) == whole
    command = [NODE, "-e", UNPACK, FOLDER / f"{FILE}{ENDINGS['br']}"]
    assert subprocess.run(command, capture_output=True, check=True, timeout=60).stdout == whole
    assert len(compressed("br")) < len(compressed("gzip")) < LARGEST


def test_its_licences_come_along() -> None:
    words = (FOLDER / "LICENSES.txt").read_text("utf-8")
    assert f"plotly.js {version(FOLDER / FILE)}\n\nMIT License" in words
    for part in re.split(r"\n-{80}\n", words):
        assert len(part.strip().splitlines()) > 2, f"{part.strip()} says no licence"


def test_the_address_changes_with_the_content() -> None:
    assert re.fullmatch(r"plotly/[0-9a-f]{16}/plotly\.min\.js", ADDRESS)


@for_each(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("GZIP ; q=0.001", "gzip"),
        ("br;q=0.000,gzip;q=0", None),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("*;q=0", None),
        ("identity", None),
        ("brotli, xgzip", None),
        ("", None),
        (";;,,=;q", None),
    ],
)
def test_an_encoding_is_chosen_as_the_reader_says(accepted: str, encoding: str | None) -> None:
    assert best(accepted, ENDINGS) == encoding


@pytest.mark.parametrize(("accepted", "encoding"), [("br, gzip", "br"), ("gzip", "gzip")])
def test_plotly_comes_compressed_as_the_reader_takes_it(accepted: str, encoding: str) -> None:
    start, *rest = sent_of(served(accepted))
    assert dict(start["headers"])[b"content-encoding"] == encoding.encode()
    assert b"".join(piece["body"] for piece in rest) == bundle.compressed(encoding)


def test_plotly_comes_as_it_is_to_who_takes_nothing_compressed() -> None:
    answer = served("identity")
    assert answer.path == bundle.FOLDER / bundle.FILE
    assert (answer.media_type, answer.headers["vary"]) == ("text/javascript", "Accept-Encoding")
    for each in (answer, served("gzip")):
        assert each.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert each.headers["content-type"] == "text/javascript; charset=utf-8"
    assert bundle.route.path == f"/{bundle.ADDRESS}"


def served(accepted: str) -> Any:
    said = [(b"accept-encoding", accepted.encode())]
    return bundle.route.endpoint(Request({"type": "http", "method": "GET", "headers": said}))
