"""The parts of the panel of a walk back: what is lit, which row belongs to which step, and what is listed of many."""

from components.base.text import untranslated
from components.gradients.panels.walk_parts import MAX_INPUTS, listed, row, step_part, step_rows
from compute.gradients.known_backward import known_backward
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.gradients.by_hand import CLASSES, TWO_LAYERS, run_by_hand, words_of


@for_each(("name", "lit", "is_lit"), [("delta", "delta", True), ("delta", "slope", False), ("delta", "", False)])
def test_a_part_is_lit_in_its_own_step(name: str, lit: str, is_lit: bool) -> None:
    look = "part lit" if is_lit else "part"
    assert step_part(name, lit, "x") == f'<span class="{look}" data-step="delta">x</span>'
    start = "<tr class=lit" if is_lit else "<tr"
    assert row(name, "a & b", "<td>1</td>", lit) == (
        f'{start} data-step="delta"><th scope="row">a &amp; b</th><td>1</td></tr>'
    )


@for_each(
    ("spec", "loss", "at", "rows"),
    [
        (
            TWO_LAYERS,
            "mse",
            1,
            [
                ("", "comes back"),
                ("slope", "slope"),
                ("delta", "delta"),
                ("gradient", "gradient"),
                ("update", "update"),
            ],
        ),
        (
            TWO_LAYERS,
            "mse",
            2,
            [
                ("loss", "comes back"),
                ("slope", "slope"),
                ("delta", "delta"),
                ("gradient", "gradient"),
                ("update", "update"),
            ],
        ),
        (
            CLASSES,
            "ce",
            1,
            [("loss", "probability"), ("delta", "delta"), ("gradient", "gradient"), ("update", "update")],
        ),
    ],
)
def test_each_row_belongs_to_a_step(spec: NetworkSpec, loss: str, at: int, rows: list[tuple[str, str]]) -> None:
    known = known_backward(run_by_hand(spec, {}, 1.0, loss))
    assert list(step_rows(known.layers[at - 1], at == spec.depth, untranslated)) == rows


@for_each(
    ("count", "words"),
    [
        (1, "n0"),
        (MAX_INPUTS, "n0 n1 n2 n3"),
        (MAX_INPUTS + 1, "n0 n1 (2 more) n4"),
        (MAX_INPUTS + 3, "n0 n1 (4 more) n6"),
    ],
)
def test_of_many_numbers_the_first_two_and_the_last_are_listed(count: int, words: str) -> None:
    assert words_of(listed([f"n{at}" for at in range(count)], untranslated)) == words
