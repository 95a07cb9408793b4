"""Values that a person changed: what the link keeps of them, what is taken over, and how they are put back."""

import pytest

from components.base.text import untranslated
from components.network.panels.changes import (
    change,
    changed_values,
    put_all_back,
    put_back,
    scrubbing,
    take_scrubbed,
)
from compute.network.edits import MAX_EDITS
from compute.network.elements import Unit
from compute.network.network import VALUE_LIMIT
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.without_page import WithoutPage


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


def test_a_changed_value_stands_in_the_link_behind_those_before_it(page: WithoutPage) -> None:
    assert changed_values() == {}
    change("x3", 0.5)
    change("w1.2.1", -1.0)
    assert page.link["edits"] == "x3_0.5~w1.2.1_-1.0"
    change("x3", 0.25)
    assert changed_values() == {"x3": 0.25, "w1.2.1": -1.0}


@pytest.mark.usefixtures("page")
def test_as_many_as_a_link_holds_are_kept_and_no_more() -> None:
    names = [f"w1.{row}.{column}" for row in range(1, 5) for column in range(1, 52)]
    for name in names:
        change(name, 1.0)
    assert list(changed_values()) == names[:MAX_EDITS]
    change(names[0], 2.0)  # which is no value more
    assert changed_values()[names[0]] == 2.0


@for_each(("name", "link"), [("x1", "b1.1_2.0"), ("b1.1", "x1_1.0"), ("x2", "x1_1.0~b1.1_2.0"), (None, None)])
def test_one_value_is_put_back_or_all_of_them(page: WithoutPage, name: str | None, link: str | None) -> None:
    page.state.clear()
    page.link["edits"] = "x1_1.0~b1.1_2.0"
    put_back(name)
    assert page.link.get("edits") == link


def test_a_button_puts_all_back_where_there_is_something(page: WithoutPage) -> None:
    page.link["edits"] = "x1_1.0~b1.1_2.0"
    put_all_back({}, untranslated)
    assert page.widgets == {}
    put_all_back({Unit(0, 0): 1.0}, untranslated)
    assert page.widgets["put-all-back"].label == "put all back"
    page.widgets["put-all-back"].act()
    assert "edits" not in page.link


@for_each(
    ("name", "value", "is_taken"),
    [
        ("w1.3.2", VALUE_LIMIT, True),
        ("w1.3.2", -VALUE_LIMIT, True),
        ("w1.3.2", VALUE_LIMIT + 0.001, False),
        ("w1.3.2", -VALUE_LIMIT - 0.001, False),
        ("x3", 0.0, True),
        ("b2.1", 1.0, True),
        ("h1.1", 1.0, False),
        ("y1", 1.0, False),
        ("x4", 1.0, False),
        ("w1.4.2", 1.0, False),
        ("nothing", 1.0, False),
    ],
)
def test_of_the_values_changed_where_they_stand_those_that_may_be_are_taken(
    page: WithoutPage, name: str, value: float, is_taken: bool
) -> None:
    page.state.clear()
    page.link.clear()
    page.state["live"] = {"scrubbed": {"number": 1, "values": {"x1": 0.75, name: value}}}
    take_scrubbed(NetworkSpec())
    assert changed_values() == {"x1": 0.75} | ({name: value} if is_taken else {})


def test_the_browser_knows_the_limits_and_what_to_say_beyond_them(page: WithoutPage) -> None:
    page.state["scrubs-heard"] = 3
    told = scrubbing(untranslated)
    assert (told.low, told.high, told.heard) == (-VALUE_LIMIT, VALUE_LIMIT, 3)
    assert told.refusal.startswith("{field}: “{text}” is no number from -100 to 100.")
