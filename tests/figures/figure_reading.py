"""Reading a figure back: its traces as plain lists, and points by where they are."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from components.base.drawing import Drawing
from components.base.text import untranslated

Place = tuple[float, float]
Golden = Callable[[Drawing, str], None]
"""Compares a figure with its stored copy of that name."""


def decoded(figure: Drawing) -> dict[str, Any]:
    """The figure as dictionaries and lists; Plotly packs its arrays into base64."""
    return _unpacked(figure.figure().to_dict())


def _unpacked(value: Any) -> Any:
    match value:
        case {"bdata": str(data), "dtype": str(dtype)}:
            array = np.frombuffer(base64.b64decode(data), dtype=dtype)
            shape = value.get("shape")
            return array.reshape([int(size) for size in shape.split(",")] if shape else -1).tolist()
        case dict():
            return {key: _unpacked(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_unpacked(inner) for inner in value]
        case np.ndarray():
            return value.tolist()
        case np.generic():
            return value.item()
        case _:
            return value


def validated(figure: Drawing) -> go.Figure:
    """The same figure, checked by Plotly; raises where a property has a value that it cannot have."""
    return go.Figure(figure.figure().to_dict())


def traces(figure: Drawing, kind: str = "scatter") -> list[dict[str, Any]]:
    return [trace for trace in decoded(figure)["data"] if trace["type"] == kind]


def heatmap(figure: Drawing) -> dict[str, Any]:
    (trace,) = traces(figure, "heatmap")
    return trace


def pickable(figure: Drawing) -> dict[str, Any]:
    """The trace whose points carry names."""
    (trace,) = (trace for trace in traces(figure) if "customdata" in trace)
    return trace


def places(trace: Mapping[str, Any]) -> list[Place]:
    """Where the points of a trace are, to two decimals."""
    return [(round(x, 2), round(y, 2)) for x, y in zip(trace["x"], trace["y"], strict=True)]


def texts(figure: Drawing) -> dict[Place, str]:
    """Every text by its place."""
    return dict(_texts(figure))


def _texts(figure: Drawing) -> Iterator[tuple[Place, str]]:
    for trace in traces(figure):
        if "text" in trace:
            yield from zip(places(trace), trace["text"], strict=True)


def points_named(figure: Drawing, name: str) -> list[Place]:
    """The places of the points that carry this name, from the top down."""
    trace = pickable(figure)
    found = [place for place, other in zip(places(trace), trace["customdata"], strict=True) if other == name]
    return sorted(found, key=lambda place: place[1])


class Marked:
    """Puts what was translated between marks, so that what was not can be told from it."""

    def __call__(self, message: str, /, **values: object) -> str:
        return f"«{message.format(**values)}»"

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        return self(one if count == 1 else many, count=count, **values)

    def count(self, count: int, /) -> str:
        return untranslated.count(count)

    def together(self, parts: Iterable[str], /) -> str:
        return untranslated.together(parts)


marked = Marked()
