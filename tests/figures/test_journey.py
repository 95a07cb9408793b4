"""One change of shape: whose number stands where, on which tape, and which way it comes."""

import re
from dataclasses import replace

from components.shapes.figures.journey import journey_html
from compute.shapes.reshaping import ChangeSpec, Element, compare
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


COPIED = ChangeSpec(transposed=True, new_rows=3, new_columns=2)


def drawn(name: str, spec: ChangeSpec, chosen: int | None = None) -> str:
    """Draw the change with this name."""
    comparison = compare(spec)
    return journey_html(comparison.before, comparison.named(name), "", chosen)


def test_the_chosen_element_is_lit_at_each_of_its_places() -> None:
    html = drawn("reshape", COPIED, 1)
    assert re.findall(r'class="cell lit"[^>]*title="([^"]*)" data-cell="([^"]+)" data-of="(\w+)"', html) == [
        ("element 2 of a", "a.1", "e2"),
        ("place 2 of the memory", "m.2", "e2"),
        ("place 1 of the memory", "n.1", "e2"),
        ("element 2 of a", "r.reshape.1", "e2"),
    ]
    assert re.findall(r'data-name="(\w+)" aria-pressed="true"', html) == ["e2"]
    assert "lit" not in drawn("reshape", COPIED)


def test_only_the_cells_of_the_tensor_before_can_be_pressed() -> None:
    html = drawn("reshape", COPIED)
    before, after = html.split('<section class="memory">')
    assert re.findall(r'data-name="(\w+)"', before) == ["e1", "e2", "e3", "e4", "e5", "e6"]
    assert "data-name" not in after


def test_a_cell_is_named_by_its_element_and_by_its_slot() -> None:
    html = drawn("reshape", COPIED)
    assert re.findall(r'data-cell="m\.\d" data-of="(\w+)" data-slot="(\d)"', html) == [
        ("e1", "0"),
        ("e4", "1"),
        ("e2", "2"),
        ("e5", "3"),
        ("e3", "4"),
        ("e6", "5"),
    ]
    assert re.findall(r'data-of="(\w+)" data-slot="\d" data-way="(m\.\d)"', html) == [
        ("e1", "m.0"),
        ("e2", "m.2"),
        ("e3", "m.4"),
        ("e4", "m.1"),
        ("e5", "m.3"),
        ("e6", "m.5"),
    ]
    assert re.findall(r'data-cell="a\.\d" data-of="(\w+)" data-meets="(\w+)"', html) == [
        (f"e{at}", f"e{at}") for at in range(1, 7)
    ]


@for_each(
    ("name", "spec", "titles"),
    [
        ("view", ChangeSpec(), ["one tape of memory"]),
        ("view", COPIED, ["one tape of memory"]),
        ("reshape", COPIED, ["the memory of a", "a second tape: a copy"]),
        ("resize_", ChangeSpec(new_rows=2, new_columns=4), ["the memory of a", "the same memory, made longer"]),
    ],
)
def test_a_tape_says_whose_memory_it_is(name: str, spec: ChangeSpec, titles: list[str]) -> None:
    html = drawn(name, spec)
    assert re.findall(r'<p class="name">([^<]+)</p>', html) == titles
    assert html.count('<div class="tape">') == len(titles)


def test_the_shapes_stand_over_both_tensors() -> None:
    html = drawn("view", ChangeSpec())
    assert re.findall(r'<p class="(shape[^"]*)">([^<]+)</p>', html) == [("shape", "(3, 2)"), ("shape result", "(2, 3)")]
    assert re.findall(r'<p class="name"><code>([^<]+)</code></p>', html) == ["a", "a.view(2, 3)"]


def test_a_cell_that_nobody_has_set_says_so_and_is_no_element() -> None:
    html = drawn("resize_", ChangeSpec(new_rows=2, new_columns=4))
    assert re.findall(r'title="(Nobody has set this cell.)" data-cell="([^"]+)" data-of="(\w+)"', html) == [
        ("Nobody has set this cell.", "n.6", "unset"),
        ("Nobody has set this cell.", "n.7", "unset"),
        ("Nobody has set this cell.", "r.resize_.unset.6", "unset"),
        ("Nobody has set this cell.", "r.resize_.unset.7", "unset"),
    ]
    assert html.count("data-way=") == 6 + 6


def test_a_number_without_an_element_and_an_element_without_a_number_are_not_set() -> None:
    comparison = compare(ChangeSpec())
    view = comparison.named("view")
    assert view.after is not None
    elements = (Element(None, 0), Element(1.0, None), *view.after.elements[2:])
    changed = replace(view, after=replace(view.after, elements=elements))
    html = journey_html(comparison.before, changed, "")
    assert html.count('title="Nobody has set this cell." data-cell="r.view') == 2
    assert html.count(">?<") == 2


@for_each(
    ("name", "spec", "is_long"),
    [
        ("view", ChangeSpec(4, 4, 2, 6), False),
        ("view", ChangeSpec(6, 3, 3, 6), True),
        ("resize_", ChangeSpec(3, 2, 4, 4), False),
        ("resize_", ChangeSpec(3, 2, 6, 3), True),
        ("view", ChangeSpec(3, 2, 6, 3), False),
        ("view", ChangeSpec(6, 3, 2, 2), True),
        ("resize_", ChangeSpec(6, 3, 2, 2), True),
        ("view", ChangeSpec(fill="drawn"), True),
    ],
)
def test_more_than_sixteen_numbers_have_smaller_cells(name: str, spec: ChangeSpec, is_long: bool) -> None:
    assert drawn(name, spec).startswith('<div class="journey long">' if is_long else '<div class="journey">')


def test_one_number_with_decimals_is_enough_for_wider_cells_and_seventeen_are_too_many() -> None:
    comparison = compare(ChangeSpec())
    before, view = comparison.before, comparison.named("view")
    half = replace(before, memory=(*before.memory[:5], Element(0.5, 5)))
    assert journey_html(half, view, "").startswith('<div class="journey long">')
    assert view.after is not None
    more = replace(view, after=replace(view.after, memory=(*view.after.memory, *[Element(None, None)] * 11)))
    assert journey_html(before, more, "").startswith('<div class="journey long">')


def test_three_dimensions_are_a_table_for_each_index_of_the_first() -> None:
    html = drawn("transpose", ChangeSpec(depth=2, new_columns=6))
    before, after = html.split('<section class="memory">')
    assert re.findall(r"<caption>([^<]+)</caption>", before) == ["[0]", "[1]"]
    assert re.findall(r"<caption>([^<]+)</caption>", after) == ["[0]", "[1]", "[2]"]
    assert [part.count("<tr>") for part in before.split("<caption>")[1:]] == [3, 3]
    assert re.findall(r'class="(tables[^"]*)" style="--columns:(\d)"', html) == [
        ("tables fit", "2"),
        ("tables fit", "2"),
    ]
    flat = drawn("t", ChangeSpec(flat=True))
    assert re.findall(r'class="(tables[^"]*)" style="--columns:(\d)"', flat) == [("tables fit vector", "6")] * 2


def test_words_and_torch_s_warning_stand_below() -> None:
    comparison = compare(ChangeSpec(flat=True))
    html = journey_html(comparison.before, comparison.named("T"), "known")
    assert html.endswith("</pre><p>known</p></div>")
    assert "torch does it and warns" in html
    assert "<p>" not in drawn("view", ChangeSpec()).split('<div class="journey-words">')[1]
