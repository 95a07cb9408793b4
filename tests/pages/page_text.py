"""All that a page says, as lines that can be stored and compared: its HTML, its texts, its labels, and its lesson."""

import json
import math
import re
from collections.abc import Iterator
from itertools import zip_longest

from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from tests.pages.page_reading import pictures

HIDDEN = (
    (re.compile(r'src="data:[^"]*"'), 'src=".."'),
    (re.compile(r"\b0x[0-9a-f]+"), "0x.."),
    (re.compile(r"\b\d\.\de-\d\d\b"), "#e-#"),
    (re.compile(r"\ball: \d+"), "all: #"),
)
"""What is another one in every run or on every machine: pictures, addresses, errors of rounding, how many cores."""

OF_THE_MACHINE = "devices-heading"
"""In the HTML that names the machine itself."""

NUMBER = re.compile(r"(-?\d+\.\d+)")
LEAST = 1e-6
"""Numbers may differ by their last decimal, or by this: processors add up in another order."""


def page_text(page: AppTest) -> list[str]:
    """Everything on the page in lines, in the order of its kinds; what the page leaves out is not there."""
    lines = [line for line in _lines(page) if line.strip()]
    for pattern, instead in HIDDEN:
        lines = [pattern.sub(instead, line) for line in lines]
    return lines


def _lines(page: AppTest) -> Iterator[str]:
    for element in page.get("html"):
        if OF_THE_MACHINE not in element.proto.body and "<style" not in element.proto.body:
            yield from _tags(element.proto.body)
    for element in page.get("bidi_component"):
        if element.proto.component_name == "tensorama_grids":
            yield from _tags(json.loads(element.proto.json)[0])
    for key, picture in pictures(page).items():
        yield f"picture {key}: {picture['alt']}"
    for kind in ("markdown", "caption", "warning", "code"):
        for element in page.get(kind):
            yield from (f"{kind}: {line}" for line in element.value.splitlines())
    for kind in ("button", "slider", "toggle", "selectbox", "segmented_control", "radio", "text_input", "text_area"):
        for element in page.get(kind):
            value = str(getattr(element, "value", "")).replace("\n", "\\n")
            options = list(getattr(element, "options", [])) or ""
            look = element.proto.type if kind == "button" else ""
            off = "off" if element.disabled else ""
            yield f"{kind} {element.key}: {element.label} = {value} {options} {look} {off}".rstrip()
    yield from _lesson(page)


def _tags(html: str) -> Iterator[str]:
    """A line for each tag with what follows it."""
    yield from re.split(r"\n|(?=<(?!/))", html)


def _lesson(page: AppTest) -> Iterator[str]:
    """What the page offers to take home."""
    if "take-home-pack" not in page.session_state:
        return
    pack = page.session_state["take-home-pack"](untranslated)
    yield f"take home {pack.name}: {pack.title}"
    for passage in pack.lesson:
        yield from (f"lesson: {line}" for line in passage.text.splitlines())
        yield from (f"lesson code: {line}" for line in passage.code.splitlines())
    yield from (f"tensor {name}: {tuple(tensor.shape)} {tensor.dtype}" for name, tensor in pack.tensors.items())


def differences(stored: list[str], seen: list[str]) -> Iterator[str]:
    """Lines that are not the same, numbers aside that differ in their last decimal only."""
    for at, (before, now) in enumerate(zip_longest(stored, seen), start=1):
        if before is None or now is None or not _same(before, now):
            yield f"line {at}: {before!r} became {now!r}"


def _same(stored: str, seen: str) -> bool:
    before, now = NUMBER.split(stored), NUMBER.split(seen)
    return before[::2] == now[::2] and all(
        math.isclose(
            float(old), float(new), rel_tol=1e-6, abs_tol=max(1.01 * 10.0 ** -len(old.partition(".")[2]), LEAST)
        )
        for old, new in zip(before[1::2], now[1::2], strict=True)
    )
