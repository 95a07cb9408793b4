"""What a link to the network page or to the neuron page may say."""

from typing import Any

from components.network.fields import EDITS, HIDDEN, LAYERS, NEURON, OTHER_SEED, SELECT, STEP, UNIT_STEP
from tests.cases import for_each


@for_each(
    ("field", "limits", "default"),
    [
        (LAYERS, "1..6", "1"),
        (STEP, "0..28", ""),
        (UNIT_STEP, "0..4", ""),
        (OTHER_SEED, "0..9999", "8"),
        (HIDDEN[5], "1..64", "2"),
    ],
)
def test_how_far_a_field_goes(field: Any, limits: str, default: str) -> None:
    assert (field.allowed, field.default) == (limits, default)


@for_each(
    ("text", "is_taken"),
    [
        ("x1", True),
        ("w1.3.2", True),
        ("h12.34", True),
        ("w1.22.33", True),
        ("", False),
        ("x", False),
        ("x123", False),
        ("w1.2.3.4", False),
        ("X1", False),
        ("xy1", False),
        ("x1 ", False),
        ("x1.", False),
    ],
)
def test_a_link_may_select_what_has_the_form_of_a_name(text: str, is_taken: bool) -> None:
    assert SELECT.canonical(text) == (text if is_taken else None)


@for_each(
    ("text", "kept"),
    [("x3_0.5~w1.2.1_-1", "x3_0.5~w1.2.1_-1.0"), ("x3_0.5~nothing", "x3_0.5"), ("nothing", None), ("", None)],
)
def test_a_link_keeps_the_changed_values_that_can_be_read(text: str, kept: str | None) -> None:
    assert EDITS.canonical(text) == kept


def test_the_neuron_page_has_its_own_number_of_steps_and_of_inputs() -> None:
    found = {field.name: field for field in NEURON}
    assert (found["inputs"].default, found["step"].allowed) == ("5", "0..4")
    assert found["details"].allowed == "formula, program, compare"
    assert "layers" not in found
