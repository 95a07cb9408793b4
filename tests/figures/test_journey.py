"""One change of shape: whose number stands where, on which tape, and which way it comes."""

import re

from components.shapes.figures.journey import journey_html
from compute.shapes.reshaping import ChangeSpec, compare
from tests.cases import for_each

CELL = re.compile(r'<td class="([^"]*)"[^>]*data-cell="([^"]+)"[^>]*?(?:data-way="([^"]+)")?>(?:<button[^>]*>)?([^<]*)')


def cells(name: str, **fields: object) -> dict[str, tuple[str, str, str]]:
    """By the name of a cell: what stands there, the way it comes, and its classes."""
    comparison = compare(ChangeSpec(**fields))
    html = journey_html(comparison.before, comparison.named(name), "")
    return {cell: (text, way, classes) for classes, cell, way, text in CELL.findall(html)}


def texts(shown: dict[str, tuple[str, str, str]], kind: str) -> list[str]:
    return [text for name, (text, _, _) in shown.items() if name.split(".")[0] == kind]


def test_a_view_reads_the_one_tape_on() -> None:
    shown = cells("view")
    assert texts(shown, "a") == texts(shown, "m") == texts(shown, "r") == list("012345")
    assert texts(shown, "n") == []
    assert [shown[f"r.view.{at}"][1] for at in range(6)] == [f"a.{at} m.{at}" for at in range(6)]


def test_a_transposed_tensor_reads_the_tape_in_steps() -> None:
    shown = cells("t")
    assert texts(shown, "m") == list("012345")
    assert texts(shown, "r") == list("024135")
    assert texts(shown, "n") == []


def test_reshape_of_a_transposed_tensor_lays_a_second_tape() -> None:
    shown = cells("reshape", transposed=True, new_rows=3, new_columns=2)
    assert texts(shown, "a") == texts(shown, "n") == texts(shown, "r") == list("024135")
    assert texts(shown, "m") == list("012345")
    for name, (text, way, _) in shown.items():
        stops = way.split()
        assert all(shown[stop][0] == text for stop in stops), name
        assert len(stops) == {"r": 3, "n": 1}.get(name.split(".")[0], 0)


def test_view_of_it_is_refused_in_torch_s_words() -> None:
    comparison = compare(ChangeSpec(transposed=True, new_rows=3, new_columns=2))
    html = journey_html(comparison.before, comparison.named("view"), "a <b>")
    assert "torch refuses" in html
    assert "view size is not compatible" in html
    assert "a &lt;b&gt;" in html
    assert 'data-cell="r' not in html


def test_what_is_out_of_sight_stays_on_the_tape() -> None:
    shown = cells("resize_", new_rows=2, new_columns=2)
    assert texts(shown, "r") == list("0123")
    assert [("dim" in shown[f"m.{at}"][2]) for at in range(6)] == [False] * 4 + [True] * 2


def test_cells_that_nobody_has_set_show_no_number() -> None:
    shown = cells("resize_", new_rows=2, new_columns=4)
    assert texts(shown, "n") == [*"012345", "?", "?"]
    assert texts(shown, "r") == [*"012345", "?", "?"]
    assert len(shown) == 6 + 6 + 8 + 8


@for_each("name", ["reshape", "resize_", "view", "transpose", "t", "T"])
@for_each("fields", [{}, {"flat": True}, {"depth": 2, "new_columns": 6}, {"transposed": True}])
def test_every_cell_has_a_name_of_its_own(name: str, fields: dict[str, object]) -> None:
    comparison = compare(ChangeSpec(**fields))
    html = journey_html(comparison.before, comparison.named(name), "")
    named = re.findall(r'data-cell="([^"]+)"', html)
    assert len(named) == len(set(named)) > 0
