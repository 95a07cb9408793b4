"""A value that the page has replaced and the browser repeats is no change by the person; what a person sets is."""

import pytest
from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state.own_writes import remember_widgets, show, taken  # noqa: PLC0415

    def take() -> None:
        st.session_state["link-taken"] = [*st.session_state.get("link-taken", []), taken("w")]

    st.slider("other", 0, 9, 1, key="other")
    st.button("press", key="press")
    show("w", st.session_state.get("link-shown", 0.125))
    st.slider("w", -4.0, 4.0, key="w", on_change=take)
    remember_widgets()


@pytest.fixture
def page() -> AppTest:
    """A page that has shown 0.125, and now shows -1.5."""
    test = AppTest.from_function(script, default_timeout=30).run()
    test.session_state["link-shown"] = -1.5
    return test.run()


def taken(page: AppTest) -> list[float | None]:
    assert not page.exception
    found: list[float | None] = page.session_state["link-taken"]
    return found


def test_what_was_replaced_and_comes_with_another_widgets_message_is_an_echo(page: AppTest) -> None:
    page.slider(key="other").set_value(5)
    page.slider(key="w").set_value(0.125).run()
    assert taken(page) == [None]
    assert page.slider(key="w").value == -1.5  # and the page writes it anew
    page.button(key="press").click()
    page.slider(key="w").set_value(0.125).run()
    assert taken(page) == [None, None]


def test_the_same_value_set_alone_is_the_persons(page: AppTest) -> None:
    page.slider(key="w").set_value(0.125).run()
    assert taken(page) == [0.125]


def test_a_value_that_was_never_replaced_is_the_persons_whatever_else_moved(page: AppTest) -> None:
    page.slider(key="other").set_value(5)
    page.slider(key="w").set_value(2.0).run()
    assert taken(page) == [2.0]


def test_a_value_that_the_person_had_set_can_be_an_echo_too(page: AppTest) -> None:
    page.slider(key="w").set_value(2.0).run()  # the page shows -1.5 again
    page.slider(key="other").set_value(5)
    page.slider(key="w").set_value(2.0).run()
    assert taken(page) == [2.0, None]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"moved": {"key": "other", "value": 3.0}}, None),
        ({"released": {"released": "other"}}, None),
        ({"picked": "w1.1.1"}, None),
        ({"moved": {"key": "w", "value": 0.125}}, 0.125),
        ({"moved": {"released": "w"}}, 0.125),
        ({"moved": None}, 0.125),
    ],
)
def test_a_component_that_tells_of_another_one_speaks(page: AppTest, told: object, expected: float | None) -> None:
    page.session_state["live"] = told
    page.slider(key="w").set_value(0.125).run()
    assert taken(page) == [expected]


def test_what_was_written_but_replaced_by_an_older_message_is_an_echo_too(page: AppTest) -> None:
    page.slider(key="other").set_value(5)
    page.slider(key="w").set_value(0.125)  # sent before the browser knew of -1.5
    page.session_state["link-shown"] = 3.0
    page.run()
    page.slider(key="other").set_value(6)
    page.slider(key="w").set_value(-1.5).run()  # sent before it knew of 3.0
    assert taken(page) == [None, None]
    assert page.slider(key="w").value == 3.0


def test_after_the_browsers_back_it_is_an_echo(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.state.link.from_history", lambda: True)
    page.slider(key="w").set_value(0.125).run()
    assert taken(page) == [None]
