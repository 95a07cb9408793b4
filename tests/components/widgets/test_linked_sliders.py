"""Values of the link without a widget of their own, and the slider over numbers whose steps grow."""

import pytest
from streamlit.testing.v1 import AppTest

from components.browser.live import NO_MOVE, Move
from components.state import link
from components.state.fields import choice
from components.widgets.linked import linked, offered, option_now, take
from tests.cases import for_each

RATE = choice("rate", ("0.001", "0.01", "0.1", "0.3", "1", "10"), "", "0.1")
OPTIONS = ("0.01", "0.1", "1", "10")


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the link says."""
    said: dict[str, str] = {}
    monkeypatch.setattr(link, "value", lambda name, default="": said.get(name, default))
    monkeypatch.setattr(link, "set_value", said.__setitem__)
    return said


@for_each(("said", "value"), [("0.3", "0.3"), ("7", "0.1"), ("", "0.1")])
def test_what_the_link_says_counts_where_it_can_be_used(say: dict[str, str], said: str, value: str) -> None:
    say["rate"] = said
    assert linked(RATE) == value


@for_each(("text", "said"), [("0.3", "0.3"), ("0.1", ""), ("7", "before")])
def test_the_default_goes_without_saying_and_what_cannot_be_is_not_taken(
    say: dict[str, str], text: str, said: str
) -> None:
    say["rate"] = "before"
    take(RATE, text)
    assert say == {"rate": said}


def test_the_value_of_the_link_is_offered_in_its_place_and_once(say: dict[str, str]) -> None:
    assert offered(RATE, OPTIONS) == ["0.01", "0.1", "1", "10"]
    say["rate"] = "0.3"
    assert offered(RATE, reversed(OPTIONS)) == ["0.01", "0.1", "0.3", "1", "10"]
    say["rate"] = "0.001"
    assert offered(RATE, OPTIONS)[0] == "0.001"


@for_each(
    ("move", "value"),
    [
        (NO_MOVE, "0.3"),
        (Move("other", 0.0), "0.3"),
        (Move("rate", -5.0), "0.01"),
        (Move("rate", 0.4), "0.01"),
        (Move("rate", 0.6), "0.1"),
        (Move("rate", 3.6), "10"),
        (Move("rate", 99.0), "10"),
    ],
)
def test_a_dragged_slider_counts_what_it_offers(say: dict[str, str], move: Move, value: str) -> None:
    say["rate"] = "0.3"
    assert option_now(RATE, OPTIONS, move) == value


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.browser.live import NO_MOVE, Move  # noqa: PLC0415
    from components.state.fields import choice  # noqa: PLC0415
    from components.widgets.linked import option_slider  # noqa: PLC0415

    rate = choice("rate", ("0.01", "0.1", "0.3", "1"), "", "0.1")
    move = {
        "no": NO_MOVE,
        "dragged": Move("rate", 0.0),
        "released": Move("", 0.0, "rate"),
        "another": Move("other", 0.0, "third"),
    }[st.session_state["move"]]
    st.session_state["now"] = option_slider("Rate", rate, ("0.01", "0.1", "1"), move, "why")
    st.session_state["link"] = {name: st.query_params[name] for name in st.query_params}


def slide(move: str = "no", **asked: str) -> AppTest:
    page = AppTest.from_function(script)
    page.session_state["move"] = move
    page.query_params.update(asked)
    return page.run()


def test_a_slider_shows_the_link_and_writes_into_it() -> None:
    page = slide(rate="0.3")
    slider = page.select_slider("rate")
    assert (slider.options, slider.value, slider.proto.help) == (["0.01", "0.1", "0.3", "1"], "0.3", "why")
    slider.set_value("1").run()
    assert (page.session_state["now"], page.session_state["link"]) == ("1", {"rate": "1"})
    page.select_slider("rate").set_value("0.1").run()
    assert (page.session_state["now"], page.session_state["link"]) == ("0.1", {})


@pytest.mark.parametrize(
    ("move", "now", "is_told"),
    [("dragged", "0.01", False), ("released", "0.3", False), ("no", "0.3", True), ("another", "0.3", True)],
)
def test_the_browser_is_not_told_of_a_slider_that_it_moves(move: str, now: str, is_told: bool) -> None:
    page = slide(move, rate="0.3")
    assert page.session_state["now"] == now
    assert ("rate" in page.session_state and page.select_slider("rate").value == "0.3") is is_told
