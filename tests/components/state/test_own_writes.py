"""What the page wrote into a widget, and a browser that has not heard of it yet."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.cases import for_each
from tests.pages.page_reading import report


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.browser.live import watch  # noqa: PLC0415
    from components.state.own_writes import if_set_by_person, keep_written, write  # noqa: PLC0415

    def picked() -> None:
        st.session_state["asked"] = st.session_state["unit"]

    def pick_in_picture() -> None:
        st.session_state["asked"] = "h2"

    def opened() -> None:
        st.session_state["opened"] = st.session_state["detail"]

    def preset(inputs: int) -> None:
        write("inputs", inputs)

    asked = st.session_state.setdefault("asked", "h1")
    write("unit", asked)
    st.selectbox("look into", ["h1", "h2", "h3"], key="unit", on_change=if_set_by_person("unit", picked))
    st.slider("inputs", 1, 8, 3, key="inputs", on_change=keep_written, args=("inputs",))
    if not st.toggle("without", key="without"):
        st.pills("detail", ["a", "b"], key="detail", on_change=if_set_by_person("detail", opened))
        st.slider("units", 1, 8, 3, key="units", on_change=keep_written, args=("units",))
    st.button("picture", key="picture", on_click=pick_in_picture)
    st.button("preset", key="preset", on_click=preset, args=(5,))
    st.button("later", key="later", on_click=preset, args=(7,))
    watch(["inputs", "other"])
    st.button("other", key="other")


def opened() -> AppTest:
    return AppTest.from_function(script).run()


def test_a_press_that_comes_before_the_browser_has_heard() -> None:
    page = opened()
    page.button("picture").click().run()
    assert page.selectbox("unit").value == "h2"
    page.selectbox("unit").set_value("h1")  # as the browser still says
    page.button("other").click().run()
    assert (page.selectbox("unit").value, page.session_state["asked"]) == ("h2", "h2")


def test_a_person_may_choose_what_was_overwritten() -> None:
    page = opened()
    page.button("picture").click().run()
    page.selectbox("unit").set_value("h1").run()
    assert page.session_state["asked"] == "h1"
    page.button("other").click().run()
    assert page.session_state["asked"] == "h1"


def test_a_person_may_choose_together_with_a_press() -> None:
    page = opened()
    page.button("picture").click().run()
    page.selectbox("unit").set_value("h3")
    page.button("other").click().run()
    assert page.session_state["asked"] == "h3"


def test_what_a_person_set_ends_the_echoes() -> None:
    page = opened()
    page.button("picture").click().run()
    page.selectbox("unit").set_value("h3").run()
    page.selectbox("unit").set_value("h1")
    page.button("other").click().run()
    assert page.session_state["asked"] == "h1"


def test_a_widget_that_is_gone_says_nothing_more() -> None:
    page = opened()
    page.pills("detail").set_value("a").run()
    assert page.session_state["opened"] == "a"
    page.pills("detail").set_value("b")
    page.slider("units").set_value(5)
    late = page._tree.get_widget_states()  # as a timer of the browser would send them, before it has heard
    page.pills("detail").set_value("a")
    page.slider("units").set_value(3)
    page.toggle("without").set_value(True).run()
    for state in late.widgets:
        if state.id.endswith("-without"):
            state.bool_value = True
    page._run(widget_state=late)
    assert page.session_state["opened"] == "a"
    page.toggle("without").set_value(False).run()
    assert page.slider("units").value == 3
    page.pills("detail").set_value("b").run()
    assert page.session_state["opened"] == "b"


def test_a_slider_bound_to_the_link_keeps_what_a_preset_wrote() -> None:
    page = opened()
    page.button("preset").click().run()
    page.slider("inputs").set_value(3)
    page.button("other").click().run()
    assert page.slider("inputs").value == 5
    page.slider("inputs").set_value(3).run()
    assert page.slider("inputs").value == 3
    page.slider("inputs").set_value(4)
    page.button("other").click().run()
    assert page.slider("inputs").value == 4


def test_two_echoes_in_one_message() -> None:
    page = opened()
    page.button("picture").click().run()
    page.button("preset").click().run()
    page.selectbox("unit").set_value("h1")
    page.slider("inputs").set_value(3)
    page.button("other").click().run()
    assert (page.session_state["asked"], page.slider("inputs").value) == ("h2", 5)


def test_what_was_written_but_replaced_by_an_older_message_is_an_echo_too() -> None:
    page = opened()
    page.button("preset").click().run()
    page.slider("inputs").set_value(3)  # sent before the browser knew of 5
    page.button("later").click().run()
    assert page.slider("inputs").value == 7
    page.slider("inputs").set_value(5)  # sent before it knew of 7
    page.button("other").click().run()
    assert page.slider("inputs").value == 7


@for_each(
    ("told", "expected"),
    [
        ({"key": "other", "value": 3.0}, 5),
        ({"released": "other"}, 5),
        ({"key": "inputs", "value": 3.0}, 3),
        ({"released": "inputs"}, 3),
    ],
)
def test_a_component_that_tells_of_another_slider_speaks(told: object, expected: int) -> None:
    page = opened()
    page.button("preset").click().run()
    page.slider("inputs").set_value(3)
    report(page, "live", "moved", told)
    assert page.slider("inputs").value == expected


def test_on_the_way_back_no_widget_has_been_set(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened()
    page.button("preset").click().run()
    monkeypatch.setattr("components.state.own_writes.from_history", lambda: True)
    page.selectbox("unit").set_value("h3").run()
    assert (page.selectbox("unit").value, page.session_state["asked"]) == ("h1", "h1")
    page.slider("inputs").set_value(3)
    page.button("other").click().run()
    assert page.slider("inputs").value == 3  # what the link says counts, which Streamlit itself writes there


def sliding() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state.own_writes import if_set_by_person, keep_showing  # noqa: PLC0415

    def take() -> None:
        st.session_state["steps"] = st.session_state["slider"]

    def one_more() -> None:
        st.session_state["steps"] += 1

    keep_showing("slider", st.session_state.setdefault("steps", 2))
    st.slider("steps", 0, 9, key="slider", on_change=if_set_by_person("slider", take))
    st.button("more", key="more", on_click=one_more)
    st.button("other", key="other")


def is_told(page: AppTest) -> bool:
    """Whether the browser is told to show a value, whatever it has by then."""
    return bool(page.slider("slider").proto.set_value)


def test_the_browser_is_not_told_again_what_it_says_itself() -> None:
    page = AppTest.from_function(sliding).run()
    assert is_told(page)
    page.slider("slider").set_value(5).run()
    assert page.session_state["steps"] == 5
    assert not is_told(page), "keys that were pressed meanwhile would be taken back"
    page.button("more").click().run()
    assert page.slider("slider").value == 6
    assert is_told(page)
    page.run()
    assert not is_told(page), "a press anywhere would take back a key that was pressed after it"


def test_the_browser_is_told_again_what_it_may_not_have_heard() -> None:
    page = AppTest.from_function(sliding).run()
    page.button("more").click().run()
    page.slider("slider").set_value(2)  # as the browser still says
    page.button("more").click().run()
    assert (page.slider("slider").value, is_told(page)) == (4, True)
    page.session_state["steps"] = 2
    page.slider("slider").set_value(2)  # from before the browser heard of 3 and 4, of which it is to hear yet
    page.button("other").click().run()
    assert (page.slider("slider").value, is_told(page)) == (2, True)


def test_a_browser_that_does_not_say_what_the_slider_shows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    monkeypatch.setattr("components.state.own_writes.write", lambda _key, _value, *, again: told.append(again))
    page = AppTest.from_function(sliding).run()  # as after a run that ended before it placed the slider
    page.run()
    assert told == [True, False]


@pytest.mark.parametrize(("seconds", "inputs"), [(9.5, 5), (10.0, 3), (60.0, 3)])
def test_after_ten_seconds_an_older_value_is_a_persons(
    monkeypatch: pytest.MonkeyPatch, seconds: float, inputs: int
) -> None:
    now = [100.0]
    monkeypatch.setattr("components.state.own_writes.monotonic", lambda: now[0])
    page = opened()
    page.button("preset").click().run()
    now[0] += seconds
    page.slider("inputs").set_value(3)
    page.button("other").click().run()
    assert page.slider("inputs").value == inputs
