"""What runs the whole page again, and what must not."""

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.jobs import coming_back
from components.jobs.coming_back import settle_interval


class RanAgainError(Exception):
    """Instead of `st.rerun`, which ends a run as well."""


def _rerun() -> None:
    raise RanAgainError


@pytest.fixture
def in_fragment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what follows be the run of a fragment alone."""
    context = SimpleNamespace(fragment_ids_this_run=["some"])
    monkeypatch.setattr(coming_back, "get_script_run_ctx", lambda: context)
    monkeypatch.setattr(st, "rerun", _rerun)


@pytest.mark.usefixtures("in_fragment")
@pytest.mark.parametrize(("wanted", "interval"), [(1.0, None), (None, 1.0), (0.3, 1.0)])
def test_a_fragment_lets_the_page_run_when_its_interval_changes(wanted: float | None, interval: float | None) -> None:
    with pytest.raises(RanAgainError):
        settle_interval(wanted, interval)


@pytest.mark.usefixtures("in_fragment")
@pytest.mark.parametrize("interval", [None, 1.0])
def test_a_fragment_whose_interval_stays_runs_nothing_again(interval: float | None) -> None:
    settle_interval(interval, interval)


def _page() -> None:
    import streamlit as st  # noqa: PLC0415  (a script of its own)

    from components.jobs.coming_back import settle_interval  # noqa: PLC0415

    pressed = st.button("press")
    wanted, interval = st.session_state.pop("wanted", None), st.session_state.pop("interval", None)
    settle_interval(wanted, interval)
    st.text(f"pressed: {pressed}")


def _pressed(page: AppTest) -> str:
    return str(page.button[0].click().run().text[0].value)


def test_a_press_in_the_run_in_which_an_interval_ends_is_not_lost() -> None:
    page = AppTest.from_function(_page).run()
    page.session_state["interval"] = 1.0
    assert _pressed(page) == "pressed: True"


def test_a_run_in_which_an_interval_begins_is_followed_by_one_that_sets_it() -> None:
    page = AppTest.from_function(_page).run()
    page.session_state["wanted"] = 1.0
    assert _pressed(page) == "pressed: False"
