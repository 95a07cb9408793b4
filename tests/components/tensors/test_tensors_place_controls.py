"""What the sliders of the ladder and of the photo make of a link, each in its own place."""

from streamlit.testing.v1 import AppTest

from compute.tensors.ladder import LadderSpec
from compute.tensors.photo import Place


def placed() -> None:
    import streamlit as st  # noqa: PLC0415  (a script of its own)

    from components.base.text import untranslated  # noqa: PLC0415
    from components.browser.live import NO_MOVE  # noqa: PLC0415
    from components.tensors.controls import ladder_controls, part_control, place_controls, slice_control  # noqa: PLC0415

    st.session_state["place"] = place_controls(NO_MOVE, untranslated)
    st.session_state["spec"] = ladder_controls(NO_MOVE, untranslated)
    st.session_state["chosen"] = (part_control(untranslated), slice_control(untranslated))


def test_each_slider_sets_its_own_length_or_place() -> None:
    page = AppTest.from_function(placed)
    page.query_params.update(
        {"seed": "8", "depth": "3", "rows": "2", "columns": "4", "dtype": "float32"}
        | {"row": "3", "column": "5", "channel": "1", "part": "photo", "slice": "row"}
    )
    page.run()
    assert not page.exception
    assert page.session_state["place"] == Place(3, 5, 1)
    assert page.session_state["spec"] == LadderSpec(8, depth=3, rows=2, columns=4, dtype="float32")
    assert page.session_state["chosen"] == ("photo", "row")
    labels = {slider.key: slider.label for slider in page.slider}
    assert labels == {
        "row": "row",
        "column": "column",
        "channel": "channel: 0 red, 1 green, 2 blue",
        "seed": "seed",
        "depth": "matrices",
        "rows": "rows",
        "columns": "columns",
    }


def test_at_first_all_stand_at_their_defaults() -> None:
    page = AppTest.from_function(placed).run()
    assert page.session_state["place"] == Place()
    assert page.session_state["spec"] == LadderSpec()
    assert page.session_state["chosen"] == ("ladder", "element")
