"""What the controls of both parts of the shapes page make of a link, each in its own place."""

from compute.shapes.operations import ShapesSpec
from compute.shapes.reshaping import ChangeSpec
from tests.cases import for_each
from tests.scripts import open_script


def operands() -> None:
    import streamlit as st  # noqa: PLC0415  (a script of its own)

    from components.base.text import untranslated  # noqa: PLC0415
    from components.browser.live import NO_MOVE  # noqa: PLC0415
    from components.shapes.controls import operand_controls  # noqa: PLC0415

    st.session_state["made"] = operand_controls(NO_MOVE, untranslated)


def sides() -> None:
    import streamlit as st  # noqa: PLC0415  (a script of its own)

    from components.base.text import untranslated  # noqa: PLC0415
    from components.browser.live import NO_MOVE  # noqa: PLC0415
    from components.shapes.controls import change_controls  # noqa: PLC0415

    st.session_state["made"] = change_controls(NO_MOVE, untranslated)


@for_each(
    ("link", "spec", "sliders"),
    [
        ({}, ShapesSpec(), ["seed", "inputs"]),
        (
            {
                "seed": "8",
                "inputs": "2",
                "features": "column",
                "weights": "any",
                "weight_rows": "6",
                "dtype": "float64",
            },
            ShapesSpec(8, 2, "column", "any", 6, 4, dtype="float64"),
            ["seed", "inputs", "weight_rows", "weight_columns"],
        ),
        (
            {"features": "vector", "weights": "any_vector", "weight_rows": "6", "weight_columns": "7"},
            ShapesSpec(features_form="vector", form="any_vector", columns=7),
            ["seed", "inputs", "weight_columns"],
        ),
    ],
)
def test_the_two_operands_of_a_link(link: dict[str, str], spec: ShapesSpec, sliders: list[str]) -> None:
    page = open_script(operands, link)
    assert page.session_state["made"] == spec
    assert [slider.key for slider in page.slider] == sliders


SIZES = {"rows": "4", "columns": "3", "new_rows": "6", "new_columns": "5", "depth": "2"}


@for_each(
    ("link", "spec", "has_seed"),
    [
        ({}, ChangeSpec(), False),
        (
            SIZES | {"transposed": "true", "infer": "rows", "owner": "numpy"},
            ChangeSpec(4, 3, 6, 5, 2, transposed=True, infer="rows", owner="numpy"),
            False,
        ),
        (SIZES | {"fill": "drawn", "seed": "8"}, ChangeSpec(4, 3, 6, 5, 2, fill="drawn", seed=8), True),
        (SIZES | {"transposed": "true", "flat": "true"}, ChangeSpec(4, 3, 6, 5, 1, flat=True), False),
    ],
)
def test_the_change_of_a_link(link: dict[str, str], spec: ChangeSpec, has_seed: bool) -> None:
    page = open_script(sides, link)
    assert page.session_state["made"] == spec
    assert ("seed" in [slider.key for slider in page.slider]) is has_seed
    assert ("transposed" in [toggle.key for toggle in page.toggle]) is not spec.flat
