"""The whole link: what the browser asked for, and what is written past Streamlit's own names."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.query_params import QueryParams
from streamlit.testing.v1 import AppTest

from components.state.url import said_by
from tests.scripts import open_script


def asking() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state.url import asked, note_request  # noqa: PLC0415

    if "notes" in st.session_state:
        note_request()
    st.query_params["lang"] = "pt"
    st.session_state["asked"] = asked()


def writing() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state.url import let_begin_with, rewrite  # noqa: PLC0415

    if "kept" in st.session_state:
        rewrite(st.session_state["kept"])
    if "begins" in st.session_state:
        let_begin_with("inputs", st.session_state["begins"])
    st.slider("inputs", 1, 8, 3, key="inputs", bind="query-params")
    st.session_state["said"] = {name: st.query_params.get_all(name) for name in st.query_params}


def run(script: Callable[[], None], session: dict[str, object], **said: str | list[str]) -> AppTest:
    return open_script(script, said, session)


@pytest.mark.parametrize(("session", "written"), [({"notes": True}, {}), ({}, {"lang": ["pt"]})])
def test_every_value_that_the_browser_asks_for(session: dict[str, object], written: dict[str, list[str]]) -> None:
    """Without a note what the page has written meanwhile is among them."""
    test = run(asking, session, seed=["7", "8"], note="", unknown="a&b=c")
    assert test.session_state["asked"] == {"seed": ["7", "8"], "note": [""], "unknown": ["a&b=c"]} | written


def test_an_embedding_site_has_names_of_its_own() -> None:
    test = run(asking, {"notes": True}, seed="7", embed="true", EMBED="1", embed_options="dark_theme", embedded="x")
    assert test.session_state["asked"] == {"seed": ["7"], "embedded": ["x"]}


def test_what_was_noted_is_that_of_the_last_run() -> None:
    test = run(asking, {"notes": True}, seed="7")
    test.query_params = {"seed": "8"}
    test.run()
    assert test.session_state["asked"] == {"seed": ["8"]}


def test_one_value_is_a_text_and_several_are_a_list() -> None:
    assert said_by(["7"]) == "7"
    assert said_by(["7", "8"]) == ["7", "8"]


def test_a_widget_of_this_run_begins_with_what_is_written() -> None:
    assert run(writing, {}, inputs="2").slider(key="inputs").value == 2
    test = run(writing, {"begins": "5"}, inputs="2", other=["a", "b"])
    assert test.slider(key="inputs").value == 5
    assert test.session_state["said"] == {"inputs": ["5"], "other": ["a", "b"]}


def test_rewriting_leaves_nothing_else_in_the_link() -> None:
    test = run(writing, {"kept": {"inputs": "4", "other": ["a", "b"]}}, inputs="2", seed="7", embed="true")
    assert test.slider(key="inputs").value == 4
    assert test.session_state["said"] == {"inputs": ["4"], "other": ["a", "b"]}


@pytest.mark.parametrize(("kept", "messages"), [({"inputs": "2"}, 0), ({"inputs": "4"}, 1), ({}, 1)])
def test_the_browser_is_told_of_a_link_only_where_it_is_another(
    monkeypatch: pytest.MonkeyPatch, kept: dict[str, str], messages: int
) -> None:
    sent = []
    monkeypatch.setattr(QueryParams, "_send_query_param_msg", lambda _params: sent.append(kept))
    run(writing, {"kept": kept}, inputs="2")
    assert len(sent) == messages


def completing() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state.url import complete_link, note_write  # noqa: PLC0415

    if st.session_state.get("write"):
        note_write()
    st.slider("inputs", 1, 8, 3, key="inputs", bind="query-params")
    if "without" not in st.session_state:
        st.slider("outputs", 1, 8, 3, key="outputs", bind="query-params")
    complete_link()
    st.session_state["said"] = {name: st.query_params.get_all(name) for name in st.query_params}


@pytest.mark.parametrize(
    ("asked", "value", "written", "messages"),
    [
        ({"other": "a"}, 5, {"other": ["a"], "inputs": ["5"]}, 1),
        ({"inputs": "5"}, 5, {"inputs": ["5"]}, 0),
        ({"inputs": "4"}, 5, {"inputs": ["5"]}, 1),
        ({"inputs": "4"}, 3, {}, 1),
        ({}, 3, {}, 0),
    ],
)
def test_a_link_says_in_the_end_what_the_widgets_show(
    monkeypatch: pytest.MonkeyPatch, asked: dict[str, str], value: int, written: dict[str, list[str]], messages: int
) -> None:
    """The default goes without saying."""
    test = run(completing, {})
    sent = []
    monkeypatch.setattr(QueryParams, "_send_query_param_msg", lambda _params: sent.append(asked))
    test.slider(key="inputs").set_value(value)
    test.query_params = asked
    test.run()
    assert test.session_state["said"] == written
    assert len(sent) == messages


@pytest.mark.parametrize(("back", "messages"), [(True, 1), (False, 0)])
def test_the_answer_to_back_says_its_link_again(monkeypatch: pytest.MonkeyPatch, *, back: bool, messages: int) -> None:
    """An answer that was under way may have put its own link into the entry that the browser went to."""
    test = run(completing, {}, inputs="5")
    sent = []
    reset = ScriptRunContext.reset

    def begin(context: ScriptRunContext, *given: Any, **named: Any) -> None:
        """Begin a run as the browser asked for it."""
        reset(context, *given, **(named | {"is_history_navigation": back}))

    monkeypatch.setattr(ScriptRunContext, "reset", begin)
    monkeypatch.setattr(QueryParams, "_send_query_param_msg", lambda _params: sent.append(back))
    test.run()
    assert test.session_state["said"] == {"inputs": ["5"]}
    assert len(sent) == messages


@pytest.mark.parametrize(("seconds", "messages"), [(None, 0), (0.0, 1), (9.5, 1), (10.0, 0)])
def test_the_link_is_said_again_while_a_message_may_cross_what_the_page_wrote(
    monkeypatch: pytest.MonkeyPatch, seconds: float | None, messages: int
) -> None:
    """A slider's own link is overwritten in the browser by the answer to a press before it."""
    now = [100.0]
    monkeypatch.setattr("components.state.url.monotonic", lambda: now[0])
    test = run(completing, {} if seconds is None else {"write": True}, inputs="5")
    now[0] += seconds or 0.0
    sent = []
    monkeypatch.setattr(QueryParams, "_send_query_param_msg", lambda _params: sent.append(seconds))
    test.session_state["write"] = False
    test.run()
    assert len(sent) == messages


def told() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state import link  # noqa: PLC0415
    from components.state.fields import SEED  # noqa: PLC0415
    from components.state.opening import open_scene  # noqa: PLC0415
    from components.state.url import rewrite  # noqa: PLC0415

    match st.session_state["by"]:
        case "value":
            link.set_value("select", "x1")
        case "scene":
            open_scene({SEED.name: SEED}, {SEED.name: "8"})
        case "all":
            rewrite({"seed": "9"})
        case "reading":
            link.value("select")
    st.session_state["noted"] = "link-written" in st.session_state


@pytest.mark.parametrize(("by", "noted"), [("value", True), ("scene", True), ("all", True), ("reading", False)])
def test_what_the_page_writes_into_the_link_is_noted(by: str, *, noted: bool) -> None:
    assert run(told, {"by": by}).session_state["noted"] == noted
