"""A site of two small pages, for what happens on the way from one to the other."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

SITE = """
import streamlit as st

st.navigation([st.Page("first.py"), st.Page("second.py")], position="hidden").run()
"""

OpenSite = Callable[..., AppTest]


@pytest.fixture
def open_site(tmp_path: Path) -> OpenSite:
    """`open_site(first, second, seed="8")`: a first visit with this link; the two texts are the pages' scripts."""

    def opened(first: str, second: str, /, **said: str | list[str]) -> AppTest:
        for name, script in {"site": SITE, "first": first, "second": second}.items():
            (tmp_path / f"{name}.py").write_text(script, "utf-8")
        test = AppTest.from_file(str(tmp_path / "site.py"), default_timeout=30)
        test.query_params.update(said)
        test.run()
        assert not test.exception
        return test

    return opened
