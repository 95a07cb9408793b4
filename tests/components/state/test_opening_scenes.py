"""A scene is opened: widgets, link and what is remembered say it, also where a widget is yet to come."""

import pytest
from streamlit.testing.v1 import AppTest


def controls() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state import link  # noqa: PLC0415
    from components.state.fields import choice, switch, whole_number  # noqa: PLC0415
    from components.state.opening import open_scene  # noqa: PLC0415
    from compute.network.spec import Range  # noqa: PLC0415

    made = (
        whole_number("units", Range(1, 8), "", 3),
        switch("bias", "", on=True),
        choice("kind", ("relu", "tanh"), "", "relu"),
        choice("select", ("h1", "h2"), ""),
        whole_number("late", Range(1, 8), "", 3),
        choice("other", ("a", "b"), "", "a"),
    )
    link.value("select")
    st.button("open", key="open", on_click=open_scene, args=({each.name: each for each in made}, st.session_state.said))
    st.slider("units", 1, 8, 3, key="units", bind="query-params")
    st.toggle("bias", True, key="bias", bind="query-params")
    st.selectbox("kind", ["relu", "tanh"], key="kind", bind="query-params")
    if "come" in st.session_state:
        st.slider("late", 1, 8, 3, key="late", bind="query-params")
    st.session_state["link"] = {name: st.query_params[name] for name in st.query_params}
    st.session_state["selected"] = link.value("select")


def opened(said: dict[str, str], *, come: bool = False, **asked: str) -> AppTest:
    page = AppTest.from_function(controls)
    page.session_state["said"] = said
    page.query_params.update(asked)
    page.run()
    if come:
        page.session_state["come"] = True
    page.button("open").click().run()
    assert not page.exception
    return page


def test_each_widget_gets_a_value_of_its_own_kind() -> None:
    page = opened({"units": "5", "bias": "false", "kind": "tanh"})
    assert (page.slider("units").value, page.toggle("bias").value, page.selectbox("kind").value) == (5, False, "tanh")
    page = opened({"bias": "true"}, bias="false")
    assert page.toggle("bias").value is True


def test_what_says_nothing_goes_back_to_its_default() -> None:
    page = opened({"units": "", "bias": "", "kind": ""}, units="5", bias="false", kind="tanh")
    assert (page.slider("units").value, page.toggle("bias").value, page.selectbox("kind").value) == (3, True, "relu")


@pytest.mark.parametrize(("said", "link"), [("h2", {"select": "h2"}), ("", {})])
def test_what_belongs_to_no_widget_stands_in_the_link(said: str, link: dict[str, str]) -> None:
    page = opened({"select": said}, select="h1")
    assert page.session_state["selected"] == said
    assert page.session_state["link"] == link


def test_the_value_of_a_widget_that_is_yet_to_come_waits_in_the_link() -> None:
    assert opened({"other": "b"}).session_state["link"] == {"other": "b"}
    assert opened({"other": "a"}, other="b").session_state["link"] == {}
    assert opened({"other": ""}, other="b").session_state["link"] == {}


def test_a_slider_that_comes_in_this_very_run_shows_it() -> None:
    assert opened({"late": "6"}, come=True).slider("late").value == 6
    assert opened({"late": "3"}, come=True).slider("late").value == 3
