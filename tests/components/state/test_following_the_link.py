"""A choice shows what the link says, and what was chosen goes into the link, as short as it can be."""

from streamlit.testing.v1 import AppTest

from components.state.following import place
from tests.cases import for_each


def keeping() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state.following import keep  # noqa: PLC0415

    keep("kind", ["a", "b"], st.session_state["default"])
    st.session_state["link"] = st.query_params.get("kind", "nothing")


@for_each(
    ("chosen", "default", "link"),
    [
        ("b", "a", "b"),
        ("a", "a", "nothing"),
        (None, "a", "nothing"),
        ("a", "", "a"),
        (None, "", "nothing"),
        ("words of another language", "a", "before"),
    ],
)
def test_what_was_chosen_stands_in_the_link_unless_it_is_the_default(
    chosen: str | None, default: str, link: str
) -> None:
    page = AppTest.from_function(keeping)
    page.query_params["kind"] = "before"
    page.session_state["kind"], page.session_state["default"] = chosen, default
    assert page.run().session_state["link"] == link


def following() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.state.following import follow  # noqa: PLC0415

    names = {"a": st.session_state.get("words", "one"), "b": "two"}
    st.session_state["followed"] = follow("kind", names, st.session_state["default"])
    st.selectbox("kind", list(names), format_func=names.__getitem__, key="kind")


def followed(default: str, **said: str) -> AppTest:
    page = AppTest.from_function(following)
    page.session_state["default"] = default
    page.query_params.update(said)
    return page.run()


@for_each(
    ("said", "default", "expected"),
    [("b", "a", "b"), ("x", "a", "a"), ("x", "", None), (None, "a", "a"), (None, "b", "b"), (None, "", None)],
)
def test_a_link_that_names_nothing_of_it_leaves_the_default(
    said: str | None, default: str, expected: str | None
) -> None:
    page = followed(default, **({} if said is None else {"kind": said}))
    assert page.session_state["followed"] == expected
    assert page.selectbox("kind").value == expected


def test_the_browser_is_told_again_where_the_words_of_the_chosen_one_have_changed() -> None:
    page = followed("a", kind="a")
    assert not page.run().selectbox("kind").proto.set_value
    page.session_state["words"] = "um"
    assert page.run().selectbox("kind").proto.set_value
    other = followed("a", kind="b").run()
    other.session_state["words"] = "um"
    assert not other.run().selectbox("kind").proto.set_value


def test_a_name_has_its_place_from_nought_on() -> None:
    names = {"a": "one", "b": "two"}
    assert [place(names, name) for name in ("a", "b", None)] == [0, 1, None]
