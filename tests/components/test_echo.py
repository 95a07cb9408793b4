"""A value that the page wrote itself is no change by the person."""

from streamlit.testing.v1 import AppTest


def script():
    import streamlit as st  # noqa: PLC0415

    from components.panels.echo import show, taken  # noqa: PLC0415

    for value in st.session_state.get("shown", []):
        show("w", value)
    st.session_state["echo"] = [taken("w")]
    st.session_state["w"] = st.session_state.get("sent", 0.0)
    st.session_state["result"] = taken("w")


def test_echoes_and_changes():
    test = AppTest.from_function(script)
    test.session_state["shown"] = [0.125, -1.114276, 0.3487638533115387]
    test.session_state["sent"] = -1.114276
    test.run()
    assert test.session_state["echo"] == [None]
    assert test.session_state["result"] is None
    test.session_state["sent"] = 0.5
    test.run()
    assert test.session_state["result"] == 0.5


def typing():
    import streamlit as st  # noqa: PLC0415

    from components.panels.echo import show_text, taken_text  # noqa: PLC0415

    results = []
    for what, text in st.session_state["events"]:
        if what == "page":
            show_text("t", text)
        else:
            st.session_state["t"] = text
            results.append(taken_text("t"))
    st.session_state["results"] = results


def test_a_text_that_was_just_replaced_is_an_echo_and_one_typed_again_is_not():
    test = AppTest.from_function(typing)
    test.session_state["events"] = [
        ("page", "1.0000"),
        ("page", "2.0000"),
        ("browser", "1.0000"),  # sent before it had the second
        ("page", "3.0000"),
        ("browser", "2.0000"),
        ("browser", "0,5"),
        ("page", "0.5000"),
        ("page", "0.5000"),  # the browser's next message has it
        ("browser", "1.0000"),
    ]
    test.run()
    assert test.session_state["results"] == [None, None, "0,5", "1.0000"]
