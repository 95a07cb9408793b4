"""Run a few lines within a session of Streamlit's, with what the session and the link hold at their beginning."""

from collections.abc import Callable, Mapping
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.scripts import open_script


def _acting() -> None:
    import streamlit as st  # noqa: PLC0415

    st.session_state["given back"] = st.session_state["act"]()


def visit(act: Callable[[], object], session: Mapping[str, object] | None = None, **link: object) -> AppTest:
    """Run `act` as a page of its own, as a first visitor with this link."""
    said = {name: str(value) for name, value in link.items()}
    return open_script(_acting, said, {**(session or {}), "act": act})


def given_back(act: Callable[[], object], session: Mapping[str, object] | None = None, **link: object) -> Any:
    """What `act` gives back."""
    return visit(act, session, **link).session_state["given back"]


def html(test: AppTest) -> str:
    """All HTML that was placed."""
    return "".join(element.proto.body for element in test.get("html"))
