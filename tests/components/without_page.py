"""A session without a page: what a panel places there, and what a press on it does."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

import pytest
import streamlit as st

WIDGETS = ("button", "form_submit_button", "toggle", "slider", "selectbox", "segmented_control", "text_input")
TEXTS = ("html", "markdown", "caption", "code")
PLACES = ("container", "form", "popover")


class PlacedWidget(NamedTuple):
    """A widget with all that it was given."""

    kind: str
    given: tuple[Any, ...]
    named: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What stands on it."""
        return str(self.given[0])

    def act(self) -> None:
        """Do what a press on it, or a change of it, does."""
        on: Callable[..., None] = self.named.get("on_click") or self.named["on_change"]
        on(*self.named.get("args", ()))


class WithoutPage:
    """State and link of a session, and what was placed.

    Attributes
    ----------
    widgets: by their keys.
    texts: each with the key of the innermost container that has one.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.state: dict[str, Any] = {}
        self.link: dict[str, str] = {}
        self.widgets: dict[str, PlacedWidget] = {}
        self.texts: list[tuple[str, str]] = []
        self._within = [""]
        monkeypatch.setattr(st, "session_state", self.state)
        monkeypatch.setattr(st, "query_params", self.link)
        for kind in WIDGETS:
            monkeypatch.setattr(st, kind, partial(self._place, kind))
        for kind in TEXTS:
            monkeypatch.setattr(st, kind, self._write)
        for kind in PLACES:
            monkeypatch.setattr(st, kind, self._open)
        monkeypatch.setattr(st, "columns", lambda count: [self._open() for _ in range(count)])

    def text(self, place: str) -> str:
        """Return all that stands in the container with this key."""
        return "".join(text for within, text in self.texts if within == place)

    def clear(self) -> None:
        """Take away what was placed; state and link stay."""
        self.widgets.clear()
        self.texts.clear()

    def _place(self, kind: str, *given: Any, key: str, **named: Any) -> Any:
        self.widgets[key] = PlacedWidget(kind, given, named)
        return self.state.get(key, given[1] if kind == "toggle" and len(given) > 1 else None)

    def _write(self, text: str, **_named: Any) -> None:
        self.texts.append((self._within[-1], text))

    @contextmanager
    def _open(self, *given: Any, key: str = "", **_named: Any) -> Iterator[None]:
        self._within.append(key or (str(given[0]) if given else self._within[-1]))
        yield
        self._within.pop()
