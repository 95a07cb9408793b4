"""A slider of the link, also while it is dragged, and the button that draws another seed."""

import random

import pytest
from streamlit.testing.v1 import AppTest

from tests.cases import for_each
from tests.scripts import open_script


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.browser.live import NO_MOVE, Move  # noqa: PLC0415
    from components.state import link  # noqa: PLC0415
    from components.state.fields import whole_number  # noqa: PLC0415
    from components.widgets.sliders import seed_control, slider  # noqa: PLC0415
    from compute.network.spec import Range  # noqa: PLC0415

    dragged = st.session_state.get("dragged")
    move = NO_MOVE if dragged is None else Move("units", dragged)
    st.session_state["now"] = slider("Units", whole_number("units", Range(2, 8), "", 3), move, "why")
    st.session_state["seed now"] = seed_control(NO_MOVE, untranslated)
    st.session_state["goes along"] = link.last_on(link.page_key(""), "seed")


def opened(dragged: float | None = None, **asked: str) -> AppTest:
    return open_script(script, asked, {"dragged": dragged})


def test_a_slider_has_the_limits_and_the_default_of_its_field() -> None:
    slider = opened().slider("units")
    assert (slider.label, slider.min, slider.max, slider.value, slider.proto.help) == ("Units", 2, 8, 3, "why")
    assert opened(units="8").session_state["now"] == 8


@for_each(("dragged", "now"), [(-1.0, 2), (2.4, 2), (2.6, 3), (7.6, 8), (99.0, 8), (0.0, 2), (None, 5)])
def test_a_dragged_slider_stays_within_its_limits(dragged: float | None, now: int) -> None:
    assert opened(dragged, units="5").session_state["now"] == now


def test_another_seed_is_any_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    class Dice:
        def randint(self, low: int, high: int) -> int:
            asked.append((low, high))
            return 4711

    page = opened(seed="12")
    assert (page.session_state["seed now"], page.session_state["goes along"]) == (12, "12")
    monkeypatch.setattr(random, "SystemRandom", Dice)
    page.button("another-seed").click().run()
    assert asked == [(0, 9999)]
    assert (page.session_state["seed now"], page.session_state["goes along"]) == (4711, "4711")
    assert page.button("another-seed").proto.help == "another seed"
