"""Run a few lines within a session of Streamlit's, with what the session and the link hold at their beginning."""

from collections.abc import Callable, Mapping
from typing import Any

from streamlit.testing.v1 import AppTest


def _acting() -> None:
    import streamlit as st  # noqa: PLC0415

    st.session_state["given back"] = st.session_state["act"]()


def visit(act: Callable[[], object], session: Mapping[str, object] | None = None, **link: object) -> AppTest:
    """Run `act` as a page of its own, as a first visitor with this link."""
    test = AppTest.from_function(_acting, default_timeout=30)
    test.query_params.update({name: str(value) for name, value in link.items()})
    for name, value in {**(session or {}), "act": act}.items():
        test.session_state[name] = value
    test.run()
    assert not test.exception, test.exception[0].value
    return test


def given_back(act: Callable[[], object], session: Mapping[str, object] | None = None, **link: object) -> Any:
    """What `act` gives back."""
    return visit(act, session, **link).session_state["given back"]


def html(test: AppTest) -> str:
    """All HTML that was placed."""
    return "".join(element.proto.body for element in test.get("html"))
