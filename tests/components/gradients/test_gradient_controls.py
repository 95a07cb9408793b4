"""The controls of the gradients page: what target, rate and steps are while a slider moves, and what a press writes."""

from streamlit.testing.v1 import AppTest

from tests.cases import for_each

Moved = tuple[str, float] | tuple[str, float, str]
"""The slider that is being dragged and where it is; and the one that has just been let go."""


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.browser.live import Move  # noqa: PLC0415
    from components.gradients.controls import (  # noqa: PLC0415
        rate_now,
        rate_slider,
        target_now,
        target_slider,
        updates_controls,
        updates_now,
    )
    from compute.network.spec import NetworkSpec  # noqa: PLC0415

    state = st.session_state
    move = state.get("move", Move("", 0.0))
    target, rate, updates = target_now(move), rate_now(move), updates_now(move)
    target_slider(NetworkSpec(outputs=3), float(target), state.get("loss", "mse"), move, untranslated)
    rate_slider(move, untranslated)
    updates_controls(updates, move, untranslated)
    state["seen"] = (target, rate, updates)


def opened(moved: Moved | None = None, loss: str = "mse", **link: str) -> AppTest:
    """Open the controls, with a slider that is being dragged to a position."""
    from components.browser.live import Move  # noqa: PLC0415

    page = AppTest.from_function(script)
    if moved is not None:
        page.session_state["move"] = Move(*moved)
    page.session_state["loss"] = loss
    for name, value in link.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def in_link(page: AppTest, name: str) -> str:
    """Return what the link says of a field; empty where it says nothing."""
    return "".join(page.query_params.get(name, ""))


def test_without_a_move_the_link_is_what_holds() -> None:
    assert opened().session_state["seen"] == ("1", "0.1", 0)
    page = opened(target="0.25", rate="3", updates="12")
    assert page.session_state["seen"] == ("0.25", "3", 12)
    assert page.slider("target").value == 0.25
    assert page.select_slider("rate").value == "3"
    assert page.slider("updates").value == 12


@for_each(
    ("moved", "seen"),
    [
        (("target", 0.333), ("0.33", "3", 12)),
        (("target", 0.0), ("0", "3", 12)),
        (("target", 7.5), ("0.25", "3", 12)),
        (("rate", 0.0), ("0.25", "0.001", 12)),
        (("rate", 10.0), ("0.25", "100", 12)),
        (("rate", 4.4), ("0.25", "0.1", 12)),
        (("rate", 99.0), ("0.25", "100", 12)),
        (("rate", -1.0), ("0.25", "0.001", 12)),
        (("updates", 7.6), ("0.25", "3", 8)),
        (("updates", -5.0), ("0.25", "3", 0)),
        (("updates", 1000.0), ("0.25", "3", 1000)),
        (("updates", 1001.0), ("0.25", "3", 1000)),
    ],
)
def test_a_slider_that_moves_says_where_it_is_within_its_range(
    moved: tuple[str, float], seen: tuple[str, str, int]
) -> None:
    assert opened(moved, target="0.25", rate="3", updates="12").session_state["seen"] == seen


@for_each(
    ("name", "moved"),
    [
        ("target", ("target", 0.5)),
        ("target", ("", 0.0, "target")),
        ("updates", ("updates", 40.0)),
        ("updates", ("", 0.0, "updates")),
    ],
)
def test_a_slider_is_not_set_while_it_is_being_dragged_or_has_just_been_let_go(name: str, moved: Moved) -> None:
    page = opened(moved, target="0.25", updates="12")
    assert page.slider(name).value == 0  # the browser has it where it is
    other = "updates" if name == "target" else "target"
    assert page.slider(other).value == (12 if other == "updates" else 0.25)


def test_the_target_is_a_number_or_a_class_of_the_network() -> None:
    number, a_class = opened(target="0.25"), opened(loss="ce", target="2")
    assert [number.slider("target").min, number.slider("target").max, number.slider("target").step] == [0.0, 1.0, 0.01]
    assert number.slider("target").label == "target"
    assert [a_class.slider("target").min, a_class.slider("target").max, a_class.slider("target").value] == [0, 2, 2]
    assert a_class.slider("target").label == "right class"
    assert type(a_class.session_state["target"]) is int


def test_what_a_person_sets_is_written_into_the_link() -> None:
    page = opened()
    page.slider("target").set_value(0.35).run()
    page.slider("updates").set_value(30).run()
    page.select_slider("rate").set_value("10").run()
    assert [in_link(page, name) for name in ("target", "updates", "rate")] == ["0.35", "30", "10"]
    page.slider("target").set_value(1.0).run()
    assert in_link(page, "target") == ""  # what holds by default goes without saying
    assert page.session_state["seen"] == ("1", "10", 30)


@for_each(
    ("updates", "button", "wanted"),
    [
        ("5", "take-step", "6"),
        ("5", "take-ten", "15"),
        ("5", "step-off", "4"),
        ("1", "step-off", ""),
        ("999", "take-step", "1000"),
        ("995", "take-ten", "1000"),
        ("990", "take-ten", "1000"),
        ("989", "take-ten", "999"),
    ],
)
def test_a_press_takes_steps_or_goes_one_back(updates: str, button: str, wanted: str) -> None:
    page = opened(updates=updates)
    page.button(button).click().run()
    assert in_link(page, "updates") == wanted


@for_each(
    ("updates", "is_at_end", "is_at_start"),
    [("0", False, True), ("1", False, False), ("999", False, False), ("1000", True, False)],
)
def test_buttons_rest_at_the_ends(updates: str, is_at_end: bool, is_at_start: bool) -> None:
    page = opened(updates=updates)
    disabled = [page.button(name).disabled for name in ("take-step", "take-ten", "step-off")]
    assert disabled == [is_at_end, is_at_end, is_at_start]
    assert [page.button(name).label for name in ("take-step", "take-ten", "step-off")] == [
        "take a step",
        "ten steps",
        "one back",
    ]
    assert page.slider("updates").max == 1000
