"""A value that the page wrote itself is no change by the person."""

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state.own_writes import show, taken  # noqa: PLC0415

    for value in st.session_state.get("shown", []):
        show("w", value)
    st.session_state["echo"] = [taken("w")]
    st.session_state["w"] = st.session_state.get("sent", 0.0)
    st.session_state["result"] = taken("w")


def test_echoes_and_changes() -> None:
    test = AppTest.from_function(script)
    test.session_state["shown"] = [0.125, -1.114276, 0.3487638533115387]
    test.session_state["sent"] = -1.114276
    test.run()
    assert test.session_state["echo"] == [None]
    assert test.session_state["result"] is None
    test.session_state["sent"] = 0.5
    test.run()
    assert test.session_state["result"] == 0.5
