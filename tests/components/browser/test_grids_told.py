"""What the script of tables of cells is told, and which tables need none."""

from collections.abc import Callable

import pytest
import streamlit as st

from components.base.cells import Cell, Grid
from components.browser import grids
from tests.components.browser.telling import Told, on_pick

GRID = Grid([[Cell("1", name="a")]])


def test_grids_that_can_be_pressed_are_a_component_and_others_are_not(listening: Callable[[object], Told]) -> None:
    told = listening(grids)
    grids.grids([GRID, "="], key="table", on_pick=on_pick)
    grids.pressable("<b>", key="panel", lets_go=True)
    grids.pressable("<b>", key="panel")
    assert [each["data"][1:] for each in told] == [[None, "table"], [4, "panel"], [None, "panel"]]
    assert [each["key"] for each in told] == ["table", "panel", "panel"]
    assert told[0]["data"][0].startswith('<div class="grids"><table')
    assert told[0]["on_picked_change"] is on_pick
    assert told[1]["data"][0] == "<b>"


def test_grids_that_cannot_be_pressed_stand_in_a_container(
    listening: Callable[[object], Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    told, written, keys = listening(grids), list[str](), list[str]()

    class Container:
        def __init__(self, key: str) -> None:
            keys.append(key)

        def __enter__(self) -> None:
            assert not written

        def __exit__(self, *_: object) -> None:
            assert written

    monkeypatch.setattr(st, "container", Container)
    monkeypatch.setattr(st, "html", written.append)
    grids.grids([GRID], key="table")
    assert (told, keys, len(written)) == ([], ["table"], 1)
