"""How a session came to a page: with which link, from where, and whether it was there before."""

from tests.cases import for_each
from tests.components.state.conftest import OpenSite

PAGE = """
import streamlit as st
from components.state import link
from components.state.arrival import arrive, arrived_bare, came_back

st.session_state["came from"] = arrive()
st.session_state["key"] = link.page_key("")
st.session_state["bare"] = arrived_bare()
st.session_state["back"] = came_back()
st.session_state["select"] = link.value("select")
st.session_state["there"] = link.last_on(st.session_state["came from"], "select")
"""


@for_each(
    ("said", "bare"),
    [
        ({}, True),
        ({"lang": "pt"}, True),
        ({"projector": "true", "lang": "es", "embed": "true", "embed_options": "dark_theme"}, True),
        ({"seed": "7"}, False),
        ({"lang": "pt", "unknown": "x"}, False),
    ],
)
def test_a_link_without_a_scene(open_site: OpenSite, said: dict[str, str], bare: bool) -> None:
    site = open_site(PAGE, PAGE, **said)
    assert site.session_state["bare"] is bare


def test_how_it_began_stays_whatever_the_link_says_later(open_site: OpenSite) -> None:
    site = open_site(PAGE, PAGE)
    site.query_params = {"seed": "7"}
    site.run()
    assert site.session_state["bare"] is True
    site.switch_page("second.py").run()
    assert site.session_state["bare"] is True


def test_from_page_to_page_and_back(open_site: OpenSite) -> None:
    site = open_site(PAGE, PAGE)
    first = site.session_state["key"]
    assert (site.session_state["came from"], site.session_state["back"]) == ("", False)
    site.run()
    assert (site.session_state["came from"], site.session_state["back"]) == ("", False)
    site.switch_page("second.py").run()
    second = site.session_state["key"]
    assert second != first
    assert (site.session_state["came from"], site.session_state["back"]) == (first, False)
    site.run()
    assert site.session_state["came from"] == ""
    site.switch_page("first.py").run()
    assert (site.session_state["came from"], site.session_state["back"]) == (second, True)
    site.switch_page("second.py").run()
    assert (site.session_state["came from"], site.session_state["back"]) == (first, True)


def test_a_page_forgets_what_was_selected_there_on_the_visit_before(open_site: OpenSite) -> None:
    site = open_site(PAGE, PAGE, select="h1.1")
    site.query_params = {}
    site.run()
    assert site.session_state["select"] == "h1.1"
    site.switch_page("second.py").run()
    assert site.session_state["select"] == ""
    assert site.session_state["there"] == "h1.1"  # what goes along is read from there
    site.switch_page("first.py").run()
    assert site.session_state["select"] == ""
