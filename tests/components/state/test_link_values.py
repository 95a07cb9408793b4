"""Values of the link that belong to no widget: as the link says at first, and then as they were last set here."""

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state import link  # noqa: PLC0415

    if "new" in st.session_state:
        link.set_value("select", st.session_state["new"])
        del st.session_state["new"]
    st.session_state["is known before"] = link.is_remembered("select")
    st.session_state["value"] = link.value("select", "h1")
    st.session_state["is known"] = link.is_remembered("select")
    link.keep_for_next_page("seed", "8")
    st.session_state["is seed known"] = link.is_remembered("seed")
    here = link.page_key("")
    st.session_state["last"] = [link.last_on(here, name) for name in ("select", "seed", "nothing")]
    st.session_state["link"] = {name: st.query_params[name] for name in st.query_params}


def read(page: AppTest, *names: str) -> tuple[object, ...]:
    return tuple(page.session_state[name] for name in names)


def test_at_first_the_link_counts_and_then_what_was_set() -> None:
    page = AppTest.from_function(script)
    page.query_params["select"] = "h2"
    page.run()
    assert read(page, "value", "is known before", "is known", "is seed known") == ("h2", False, True, False)
    assert read(page, "last") == (["h2", "8", ""],)
    page.query_params = {"select": "h3"}
    assert read(page.run(), "value", "link") == ("h2", {"select": "h3"})
    page.session_state["new"] = "h4"
    assert read(page.run(), "value", "link") == ("h4", {"select": "h4"})
    page.query_params = {"select": "h3"}  # a message from before
    assert read(page.run(), "value", "link") == ("h4", {"select": "h4"})
    page.session_state["new"] = ""
    assert read(page.run(), "value", "link") == ("", {})
    page.query_params = {"select": "h3"}
    assert read(page.run(), "value", "link") == ("", {})


def test_a_link_that_says_nothing_leaves_the_default() -> None:
    assert read(AppTest.from_function(script).run(), "value", "link") == ("h1", {})
