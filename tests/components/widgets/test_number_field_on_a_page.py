"""A field for a number: what was typed is handed on for the value that the person saw, or stays with a reason."""

import pytest
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.widgets.number_field import refusal, refusal_words
from tests.cases import for_each
from tests.pages.page_reading import Field, field, type_into


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.widgets.number_field import number_field, refused_panel  # noqa: PLC0415

    values = st.session_state.setdefault("values", {"w1": 0.25, "w2": -1.5})
    of = st.session_state.setdefault("of", "w1")
    number_field("weight", "number", (-10.0, 10.0), of, values[of], lambda name, number: values.update({name: number}))
    refused_panel("weight", "number", (-10.0, 10.0), untranslated)


def refusals(page: AppTest) -> list[str]:
    return [element.proto.body for element in page.get("html")]


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(script).run()


def test_a_number_is_shown_with_four_decimals_and_no_refusal(page: AppTest) -> None:
    assert field(page, "number") == Field("weight", "w1", "0.2500", False, 0)
    assert refusals(page) == []


def test_a_number_within_the_limits_is_taken(page: AppTest) -> None:
    type_into(page, "number", "-0,5")
    assert page.session_state["values"] == {"w1": -0.5, "w2": -1.5}
    assert field(page, "number") == Field("weight", "w1", "-0.5000", False, 1)
    type_into(page, "number", "10")
    type_into(page, "number", "-10", "w2")  # the page had gone on
    assert page.session_state["values"] == {"w1": 10.0, "w2": -10.0}
    assert field(page, "number") == Field("weight", "w1", "10.0000", False, 3)


@for_each("text", ["10.001", "-10.001", "abc", ""])
def test_what_is_none_stays_as_it_was_typed_with_the_reason(text: str) -> None:
    page = AppTest.from_function(script).run()
    type_into(page, "number", text)
    assert page.session_state["values"] == {"w1": 0.25, "w2": -1.5}
    assert field(page, "number") == Field("weight", "w1", text, True, 1)
    words = f"weight: “{text}” is no number from -10 to 10. Write it like 0.5 or 0,5."
    assert refusals(page) == [f'<p class="refused" role="alert">{words}</p>']


def test_a_refusal_ends_with_a_number_with_another_value_and_with_another_name(page: AppTest) -> None:
    type_into(page, "number", "abc")
    type_into(page, "number", "0.25")  # what the value is already
    assert field(page, "number") == Field("weight", "w1", "0.2500", False, 2)
    type_into(page, "number", "abc")
    page.session_state["values"] = {"w1": 0.75, "w2": -1.5}
    assert field(page.run(), "number").text == "0.7500"
    assert refusals(page) == []
    type_into(page, "number", "abc")
    page.session_state["of"] = "w2"
    assert field(page.run(), "number") == Field("weight", "w2", "-1.5000", False, 4)
    type_into(page, "number", "abc")
    page.session_state["values"], page.session_state["of"] = {"w1": -1.5, "w2": -1.5}, "w1"
    assert field(page.run(), "number") == Field("weight", "w1", "-1.5000", False, 5)


def test_what_is_refused_for_another_value_does_not_stand_here(page: AppTest) -> None:
    type_into(page, "number", "abc", "w2")
    assert field(page, "number") == Field("weight", "w1", "0.2500", False, 1)
    assert refusals(page) == []


def test_a_refusal_shows_forty_signs_and_no_markup() -> None:
    words = refusal_words("bias", "x", (-5.0, 7.0), untranslated)
    assert words == "bias: “x” is no number from -5 to 7. Write it like 0.5 or 0,5."
    assert f"“{'x' * 40}”" in refusal("bias", f"  {'x' * 41}", (-5.0, 7.0), untranslated)
    assert "“&lt;b&gt;”" in refusal("bias", "<b>", (-5.0, 7.0), untranslated)
