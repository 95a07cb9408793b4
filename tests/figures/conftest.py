"""The stored copies of figures: what a figure is made of, as text, so that a change shows in a diff."""

import itertools
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from components.base.drawing import Drawing
from tests.figures.figure_reading import Golden, decoded

STORED = Path(__file__).parent / "golden"
SHOWN_DIFFERENCES = 12

NUMBER = re.compile(r"(-?\d+\.\d{4}(?!\d))")
"""A number with four decimals inside a text; names like w1.3.2 are none."""


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    """Tiny tensors are faster on one thread; other test folders get their setting back."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a figure with its stored copy; with --refresh-golden, store it."""

    def check(figure: Drawing, name: str) -> None:
        path = STORED / f"{name}.json"
        seen = plain(decoded(figure))
        if request.config.getoption("--refresh-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(as_text(seen) + "\n", encoding="utf-8")
            return
        assert path.exists(), f"no stored copy {path.name}: run pytest with --refresh-golden, and look at the figure"
        stored = json.loads(path.read_text(encoding="utf-8"))
        found = list(itertools.islice(differences(stored, seen, "figure"), SHOWN_DIFFERENCES))
        assert not found, "\n".join([f"{path.name}: the figure has changed (--refresh-golden if it should)", *found])

    return check


def plain(value: Any) -> Any:
    """The same with four significant digits, and None for what is not a number."""
    match value:
        case dict():
            return {key: plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case float():
            return (float(f"{value:.4g}") or 0.0) if math.isfinite(value) else None
        case _:
            return value


def as_text(value: Any, indent: str = "") -> str:
    """JSON with a line for every entry, and one line for a list of numbers."""
    inner = indent + " "
    if isinstance(value, dict) and value:
        lines = [f"{inner}{json.dumps(key)}: {as_text(part, inner)}" for key, part in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(part, dict | list | str) for part in value):
        return "[\n" + ",\n".join(inner + as_text(part, inner) for part in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def differences(stored: Any, seen: Any, path: str) -> Iterator[str]:
    """Where the two differ by more than the last digit; processors round differently."""
    if isinstance(stored, dict) and isinstance(seen, dict):
        for key in sorted(stored.keys() | seen.keys()):
            if key not in seen or key not in stored:
                yield f"{path}.{key}: {'gone' if key not in seen else 'new'}"
            else:
                yield from differences(stored[key], seen[key], f"{path}.{key}")
    elif isinstance(stored, list) and isinstance(seen, list):
        if len(stored) != len(seen):
            yield f"{path}: {len(stored)} entries became {len(seen)}"
        for at, (before, now) in enumerate(zip(stored, seen, strict=False)):
            yield from differences(before, now, f"{path}[{at}]")
    elif not same(stored, seen):
        yield f"{path}: {stored!r} became {seen!r}"


def same(stored: Any, seen: Any) -> bool:
    """Equal; a number, also inside a text, may differ in its last digit."""
    if isinstance(stored, str) and isinstance(seen, str):
        before, now = NUMBER.split(stored), NUMBER.split(seen)
        return before[::2] == now[::2] and all(
            math.isclose(float(old), float(new), rel_tol=1e-6, abs_tol=1.01e-4)
            for old, new in zip(before[1::2], now[1::2], strict=True)
        )
    if isinstance(stored, bool) or isinstance(seen, bool):
        return stored is seen
    if isinstance(stored, int | float) and isinstance(seen, int | float):
        return math.isclose(stored, seen, rel_tol=1.01e-3, abs_tol=1e-6)
    return stored == seen
