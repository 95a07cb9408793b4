"""What stands below the picture of the gradients page: what is open, and what waits for the end of a walk."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.gradients.explorer import ALWAYS, DETAIL_PANELS
from components.gradients.panels.autograd import autograd_panel
from components.gradients.panels.check import check_panel
from components.gradients.panels.program import program_panel
from components.gradients.panels.valley import valley_panel
from components.gradients.panels.values import value_parts
from components.gradients.panels.vanishing import vanishing_panel
from components.gradients.panels.walk import walk_html
from components.gradients.panels.way_back import way_back_parts
from tests.cases import for_each
from tests.components.gradients.by_hand import seen_by_link
from tests.pages.page_reading import container, html_in, tables
from tests.scripts import open_script


def test_each_name_opens_its_own_panel() -> None:
    assert dict(DETAIL_PANELS) == {
        "valley": valley_panel,
        "check": check_panel,
        "autograd": autograd_panel,
        "vanishing": vanishing_panel,
        "program": program_panel,
    }
    assert set(ALWAYS) == {autograd_panel, program_panel}


def opened(select: str) -> AppTest:
    """Open the panel of the valley alone."""

    def script() -> None:
        import streamlit as st  # noqa: PLC0415

        from components.base.text import untranslated  # noqa: PLC0415
        from components.gradients.panels.valley import valley_panel  # noqa: PLC0415
        from tests.components.gradients.by_hand import ONE_UNIT, run_by_hand, seen_by_hand, seen_by_link  # noqa: PLC0415

        select = st.session_state["select"]
        alone = seen_by_hand(run_by_hand(ONE_UNIT, {}))
        valley_panel(seen_by_link(select=select) if select else alone, untranslated)

    return open_script(script, session={"select": select})


def test_the_valley_names_what_moves() -> None:
    assert [caption.value for caption in opened("b1.2").caption] == [
        "The loss while `B1[0, 1]` alone moves. The dashed line has the slope of the gradient.",
        "The loss while `B1[0, 1]` and `B2[0, 0]` move: each line has one loss, and the arrow goes downhill.",
    ]
    assert [caption.value for caption in opened("").caption] == [
        "The loss while `weights[0, 0]` alone moves. The dashed line has the slope of the gradient."
    ]
    assert [caption.value for caption in opened("h1.2").caption] == [
        "Select a weight, a bias or an input: a computed unit has no value that could be moved alone."
    ]


def shown_below(details: str, **link: str) -> AppTest:
    """Open what stands below the picture alone."""

    def script() -> None:
        import streamlit as st  # noqa: PLC0415

        from components.base.text import untranslated  # noqa: PLC0415
        from components.gradients.explorer import _detail, _selection  # noqa: PLC0415
        from tests.components.gradients.by_hand import seen_by_link  # noqa: PLC0415

        shown = seen_by_link(**st.session_state["link"])
        with st.container(key="selection"):
            _selection(shown, untranslated)
        _detail(shown, untranslated)

    return open_script(script, {"details": details}, {"link": link})


WAITS = "This comes once the walk has gone all the way back."
NEEDS_ALL = "This needs the whole way back: select a weight, and walk it, or switch step by step off."


@for_each(
    ("details", "link", "said", "has_table"),
    [
        ("check", {}, [], True),
        ("check", {"step": "3"}, [WAITS], False),
        ("check", {"step": "8"}, [], True),
        ("check", {"step": "3", "select": "h1.1"}, [NEEDS_ALL], False),
        ("check", {"activation": "heaviside"}, [], False),
        ("vanishing", {"step": "1"}, [WAITS], False),
        ("", {"step": "1"}, [], False),
    ],
)
def test_what_is_open_waits_for_the_end_of_a_walk(
    details: str, link: dict[str, str], said: list[str], has_table: bool
) -> None:
    page = shown_below(details, **link)
    assert [caption.value for caption in page.caption if caption.value in (WAITS, NEEDS_ALL)] == said
    assert any('class="check"' in element.proto.body for element in page.get("html")) is has_table


def test_autograd_waits_for_nothing() -> None:
    assert "autograd" in tables(shown_below("autograd", step="1"))


@for_each(
    ("link", "is_said", "has_field"),
    [({}, False, True), ({"updates": "1"}, True, False), ({"select": "h1.1"}, False, False)],
)
def test_numbers_are_changed_where_the_steps_begin(link: dict[str, str], is_said: bool, has_field: bool) -> None:
    page = shown_below("", **link)
    words = "Numbers can be changed where the steps begin: set the steps taken back to 0."
    assert (words in [caption.value for caption in page.caption]) is is_said
    assert any(each.proto.component_name == "tensorama_number" for each in page.get("bidi_component")) is has_field


def test_the_panels_beside_the_picture_show_what_their_parts_say() -> None:
    def script() -> None:
        from components.base.text import untranslated  # noqa: PLC0415
        from components.gradients.panels.values import values_panel  # noqa: PLC0415
        from components.gradients.panels.walk import walk_panel  # noqa: PLC0415
        from components.gradients.panels.way_back import way_back_panel  # noqa: PLC0415
        from tests.components.gradients.by_hand import seen_by_link  # noqa: PLC0415

        shown = seen_by_link(step="1")
        assert shown.known is not None
        assert shown.walk is not None
        walk_panel(shown.known, shown.walk, untranslated)
        values_panel(shown, untranslated)
        way_back_panel(shown, "gradients-chart", untranslated)

    page = open_script(script)
    shown = seen_by_link(step="1")
    assert shown.known is not None
    assert shown.walk is not None
    assert walk_html(shown.known, shown.walk, untranslated) in html_in(page, "walk")
    for name, html in value_parts(shown, untranslated).items():
        assert html in html_in(page, name)
    for html in way_back_parts(shown, "gradients-chart", untranslated).values():
        assert html in html_in(page, "band")


def explored(**link: str) -> AppTest:
    """Open the moving part and its choices, without the frame of a page."""

    def script() -> None:
        import streamlit as st  # noqa: PLC0415

        from components.base.text import untranslated  # noqa: PLC0415
        from components.gradients.controls import details_switch, gradient_choices  # noqa: PLC0415
        from components.gradients.explorer import explorer  # noqa: PLC0415

        choices = gradient_choices(untranslated)
        details_switch(untranslated)
        st.session_state["choices"] = choices
        explorer(choices)

    return open_script(script, link)


def told_the_browser(page: AppTest) -> dict[str, Any]:
    """Return what the page tells the browser of its scene, so that a slider that moves can ask for others."""
    (live,) = (each for each in page.get("bidi_component") if each.proto.component_name == "tensorama_live")
    said: dict[str, Any] = json.loads(json.loads(live.proto.json)[2])
    return said


def test_the_browser_is_told_of_the_whole_scene() -> None:
    link = {"layers": "1", "target": "0.25", "loss": "bce", "rate": "2.5", "updates": "2"}
    page = explored(**link, details="check", view="backward", select="b1.2", edits="w1.1.1_0.5")
    way = told_the_browser(page)
    wanted = {**link, "details": "check", "view": "backward", "select": "b1.2", "edits": "w1.1.1_0.5"}
    assert {name: way["said"][name] for name in wanted} == wanted
    assert (way["said"]["device"], way["said"]["step"], way["said"]["seed"]) == ("cpu", "", "7")
    assert way["options"]["rate"][-1] == "100"
    assert "2.5" in way["options"]["rate"]
    assert way["values"] is None  # after a step no value is changed where it stands
    assert told_the_browser(explored())["values"]["high"] == 100
    choices = page.session_state["choices"]
    assert (choices.loss, choices.view, choices.network.device, choices.network.predict) == (
        "bce",
        "backward",
        "cpu",
        False,
    )


def test_the_choices_say_what_they_are_and_hide_what_stands_beside_them() -> None:
    page = explored(activation="tanh", output_activation="relu", bias="false")
    network = page.session_state["choices"].network
    assert (network.activation, network.output_activation, network.bias) == ("tanh", "relu", False)
    collapsed = [each.label for each in page.get("button_group") if each.proto.label_visibility.value == 2]
    assert {"what the picture shows", "details"} <= set(collapsed)
    offered = {each.label: [option.content for option in each.proto.options] for each in page.get("button_group")}
    assert offered["what the picture shows"] == ["forward", "backward"]
    assert offered["details"] == ["Valley", "Three ways", "autograd", "Vanishing", "Program"]
    assert {"activation", "loss", "of the output"} <= {each.label for each in page.selectbox}


@for_each(("step", "is_walked"), [("", False), ("0", True), ("3", True)])
def test_a_walk_has_its_bar_and_its_panel(step: str, is_walked: bool) -> None:
    page = explored(step=step) if step else explored()
    assert any(each.key == "step-next" for each in page.button) is is_walked
    assert any('data-part="walk"' in element.proto.body for element in page.get("html")) is is_walked
    assert told_the_browser(page)["said"]["step"] == step


def test_a_loss_that_does_not_fit_is_warned_of() -> None:
    (warning,) = explored(loss="ce").warning
    assert warning.value.startswith("`ce` chooses among classes")
    page = explored(activation="heaviside")
    assert "`heaviside` has no derivative" in page.warning[0].value
    assert not any(each.key == "take-step" for each in page.button)
    assert any(each.key == "take-step" for each in explored().button)


def test_layers_that_rest_keep_their_units() -> None:
    page = explored(layers="2")
    page.session_state["hidden_3"] = 5
    page.session_state["hidden_4"] = 99
    said = told_the_browser(page.run())["said"]
    assert (said["hidden_3"], said["hidden_4"], said["hidden_5"]) == ("5", "", "")
    assert (said["layers"], said["hidden"]) == ("2", "2")


@for_each(("view", "has_ends"), [("backward", True), ("forward", False)])
def test_the_ends_of_the_colour_scale_stand_below_the_picture_of_gradients(view: str, has_ends: bool) -> None:
    scale = "".join(element.proto.body for element in container(explored(view=view), "diagram").get("html"))
    assert ('class="scale"' in scale) is has_ends
    assert 'data-part="scale"' in scale


@for_each(("details", "is_asked"), [("program", True), ("check", False), ("", False)])
def test_the_way_of_writing_is_asked_for_beside_an_open_program(details: str, is_asked: bool) -> None:
    page = explored(details=details) if details else explored()
    labels = [each.label for each in page.get("button_group")]
    assert ("how the program is written" in labels) is is_asked


def test_a_walk_plays_until_somebody_goes_on_by_hand() -> None:
    page = explored(step="3")
    assert page.button("step-play").label == "play"
    page.button("step-play").click().run()
    assert page.button("step-play").label == "pause"
    assert page.slider("step").value == 3  # while it plays the slider is told where it is
    page.button("step-next").click().run()
    assert page.button("step-play").label == "play"
    assert told_the_browser(page)["said"]["step"] == "4"
    assert page.slider("step").value == 4
