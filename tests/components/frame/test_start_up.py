"""What is done before the first visitor comes."""

import gc
import importlib

import pytest

from components.browser.short_way import version
from components.frame import start_up
from components.frame.start_up import OF_STREAMLIT


def test_what_streamlit_imports_with_a_first_page_is_where_it_was() -> None:
    for name in OF_STREAMLIT:
        assert importlib.import_module(name)


def test_no_visitor_waits_until_all_of_the_code_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("collect", "freeze", "set_threshold"):
        monkeypatch.setattr(gc, name, lambda *_given: 0)
    monkeypatch.setattr(start_up, "send_at_once", lambda: None)
    version.cache_clear()
    start_up.warm_up()
    assert version.cache_info().currsize == 1
