"""Language and projector of a visit: the choice made here, else the link, else what the browser asks for."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.cases import for_each
from tests.scripts import open_script


def settings() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state.session import (  # noqa: PLC0415
        begin_run,
        choose_language,
        language,
        projector,
        said_of_visit,
        switch_projector,
        translate,
    )

    begin_run()
    st.session_state["before"] = [language(), projector()]
    choose_language("language")
    switch_projector("projector")
    st.session_state["said"] = dict(said_of_visit())
    st.session_state["word"] = translate()("Copied")
    st.session_state["link"] = {name: st.query_params[name] for name in st.query_params}


def visit(**asked: str) -> AppTest:
    return open_script(settings, asked)


def said(page: AppTest) -> tuple[object, ...]:
    """What the visit is said to be, and its link."""
    return page.session_state["said"], page.session_state["link"]


@for_each(
    ("asked", "language", "is_projector", "link"),
    [
        ({}, "en", False, {}),
        ({"lang": "pt"}, "pt", False, {"lang": "pt"}),
        ({"lang": "en"}, "en", False, {}),
        ({"lang": "xx"}, "en", False, {}),
        ({"projector": "true"}, "en", True, {"projector": "true"}),
        ({"projector": "ON", "lang": "es"}, "es", True, {"projector": "true", "lang": "es"}),
        ({"projector": "false"}, "en", False, {}),
        ({"projector": "perhaps"}, "en", False, {"projector": "perhaps"}),
    ],
)
def test_a_visit_begins_as_its_link_says(
    asked: dict[str, str], language: str, is_projector: bool, link: dict[str, str]
) -> None:
    page = visit(**asked)
    assert page.session_state["before"] == [language, is_projector]
    assert said(page) == ({"lang": language, "projector": "true" if is_projector else ""}, link)


def test_what_is_chosen_here_goes_into_the_link_and_leaves_it_again() -> None:
    page = visit()
    page.segmented_control(key="lang").set_value("pt").run()
    assert said(page) == ({"lang": "pt", "projector": ""}, {"lang": "pt"})
    page.segmented_control(key="lang").set_value("en").run()
    assert said(page) == ({"lang": "en", "projector": ""}, {})
    page.toggle("projector").set_value(True).run()
    assert page.session_state["before"] == ["en", True], "the link does not say it yet"
    assert said(page)[1] == {"projector": "true"}
    page.toggle("projector").set_value(False).run()
    assert page.session_state["before"] == ["en", False], "the link still says so"
    assert said(page) == ({"lang": "en", "projector": ""}, {})


def test_the_language_that_a_browser_asks_for_goes_without_saying(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.state.session.language_for", lambda _preferred: "pt")
    page = visit()
    assert said(page) == ({"lang": "pt", "projector": ""}, {})
    assert page.session_state["word"] == "Copiado"
    assert said(visit(lang="pt"))[1] == {}
    assert said(visit(lang="en")) == ({"lang": "en", "projector": ""}, {"lang": "en"})


def test_after_back_the_link_counts_and_not_what_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(lang="es", projector="true")
    page.query_params = {"lang": "pt"}
    monkeypatch.setattr("components.state.link.from_history", lambda: True)
    page.run()
    assert said(page) == ({"lang": "pt", "projector": ""}, {"lang": "pt"})
