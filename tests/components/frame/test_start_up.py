"""What is done before the first visitor comes."""

import gc
import importlib

import pytest
import torch

from components.browser.short_way import version
from components.frame import start_up
from components.frame.start_up import OF_STREAMLIT
from components.frame.streamlit_files import asked_for_at_once, asked_for_late, is_packed


def test_what_streamlit_imports_with_a_first_page_is_where_it_was() -> None:
    for name in OF_STREAMLIT:
        assert importlib.import_module(name)


def test_no_visitor_waits_until_all_of_the_code_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, tuple[int, ...]]] = []
    for module, name in ((gc, "collect"), (gc, "freeze"), (gc, "set_threshold"), (torch, "set_num_threads")):
        monkeypatch.setattr(module, name, lambda *given, name=name: done.append((name, given)))
    monkeypatch.setattr(start_up, "send_at_once", lambda: None)
    version.cache_clear()
    start_up.warm_up()
    assert version.cache_info().currsize == 1
    assert all(is_packed(name) for name in (*asked_for_at_once(), *asked_for_late()))
    assert done[0] == ("set_num_threads", (1,))
    assert done[-3:] == [("collect", ()), ("freeze", ()), ("set_threshold", (20_000, 20, 20))]
