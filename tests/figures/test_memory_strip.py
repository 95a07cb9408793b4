"""The strips of memory as text: which cells stand where, what is marked, and what a screen reader is told."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from components.memory.figures.memory_strip import At, cards_html, lit_place, tapes_html, value_text
from compute.memory.lines import parse_ops
from compute.memory.memory import MemoryState
from compute.memory.replay import replay
from tests.cases import for_each


class Tables(HTMLParser):
    """Every table as rows of (text, marks), every button, and every region that scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, set[str]]]]] = []
        self.buttons: dict[str, str] = {}
        self.regions: list[dict[str, str | None]] = []
        self.texts: list[str] = []
        self._cell: set[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = set((given.get("class") or "").split())
            self.tables[-1][-1].append(("", self._cell))
        elif tag == "button":
            if given.get("data-name"):  # the others say what a word means
                self.buttons[given["data-name"] or ""] = given.get("aria-label") or ""
        elif given.get("role") == "region":
            self.regions.append(given)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = None

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._cell is not None:
            text, marks = self.tables[-1][-1].pop()
            self.tables[-1][-1].append((text + data, marks))


def scene(history: str, seed: int = 7) -> MemoryState:
    return replay(seed, parse_ops(history) or ())


def memory_html(shown: MemoryState, at: At = ("", 0, 0)) -> str:
    """The tapes, and below them the tables."""
    return tapes_html(shown, at) + cards_html(shown, at)


def read(shown: MemoryState, at: At = ("", 0, 0)) -> Tables:
    tables = Tables()
    tables.feed(memory_html(shown, at))
    return tables


def texts(row: list[tuple[str, set[str]]]) -> list[str]:
    return [text for text, _ in row]


def test_one_strip_with_a_row_for_each_that_looks_at_it() -> None:
    seen = read(scene("from_a~t_b~slice_b"))
    strip, *cards = seen.tables
    assert len(cards) == 4
    head, a, b, c, d, cells = map(texts, strip)
    assert head[1:] == [f"+{place}" for place in range(0, 96, 8)]
    assert a == ["a", "0,0", "0,1", "0,2", "1,0", "1,1", "1,2", "2,0", "2,1", "2,2", "3,0", "3,1", "3,2"]
    assert b[1:] == a[1:]
    assert c == ["c", "0,0", "1,0", "2,0", "0,1", "1,1", "2,1", "0,2", "1,2", "2,2", "0,3", "1,3", "2,3"]
    assert d == ["d", "", "", "", "0,0", "0,1", "0,2", "1,0", "1,1", "1,2", "", "", ""]
    assert cells == ["cell", *(f"{value:.4f}" for value in np.random.RandomState(7).rand(12))]


def test_another_seed_gives_other_cells() -> None:
    cells = texts(read(scene("from_a", seed=8)).tables[0][-1])
    assert cells[1:] == [f"{value:.4f}" for value in np.random.RandomState(8).rand(12)]


def test_a_copy_has_a_strip_of_its_own() -> None:
    seen = read(scene("copy_a~mul_b"))
    strip_a, strip_b, a, b = seen.tables
    assert [text for row in a for text, _ in row] == texts(strip_a[-1])[1:]
    assert not any("changed" in marks for row in (*a, *strip_a) for _, marks in row)
    assert all("changed" in marks for row in b for _, marks in row)
    assert all("changed" in marks for _, marks in strip_b[-1][1:])
    assert len(seen.regions) == 2
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in seen.regions)


def test_the_element_that_is_meant_is_lit_wherever_its_cell_shows() -> None:
    strip, a, b = read(scene("t_a"), at=("b", 2, 1)).tables
    assert [text for row in b for text, marks in row if "lit" in marks] == ["0.5385"]
    assert b[2][1][1] == {"cell", "lit"}
    assert a[1][2][1] == {"cell", "row"}
    assert [texts(column) for column in zip(*[[cell for cell in row if "lit" in cell[1]] for row in strip[1:]])] == [  # noqa: B905
        ["1,2", "2,1", "0.5385"]
    ]


def test_every_element_is_a_button_that_says_what_and_where() -> None:
    buttons = read(scene("from_a~numpy_b")).buttons
    assert len(buttons) == 36
    assert buttons["b.1.2"] == "b[1, 2] = 0.5385, at +40"


def test_what_nobody_has_set_is_a_question_mark() -> None:
    seen = read(scene("tensor_a~grow_b"))
    strip, card = seen.tables[1], seen.tables[3]
    assert [(text, "unset" in marks) for text, marks in card[4]] == [("?", True)] * 3
    assert texts(strip[-1])[-3:] == ["?"] * 3
    assert "nan" not in memory_html(scene("tensor_a~grow_b")).lower()


def test_shape_strides_dtype_and_locks_are_said() -> None:
    said = "".join(read(scene("from_a~back_a~lock_c~float_b~slice_a~slice_e~slice_f~t_g")).texts)
    for text in (
        "strides (24, 8) bytes · float64",
        "stride (3, 1) · torch.float64",
        "strides (-24, 8) bytes",
        "array (4, 3) · memory 1 · read-only",
        "+72 · strides (-24, 8) bytes",
        "stride (3, 1) · torch.float32",
        "48 bytes from 0x",
        "empty · strides (24, 8) bytes",
    ):
        assert text in said


def test_large_numbers_keep_their_place() -> None:
    shown = {
        0.5: "0.5000",
        -99: "−99.0000",
        999.99999: "1000.0000",
        -999.99999: "−1000.0000",
        12345678.9: "1.23457e+07",
        -12345678.9: "−1.23457e+07",
        -1000.5: "−1000.5",
    }
    assert {value: value_text(value) for value in shown} == shown
    assert value_text(float("nan")) == "?"


def test_a_button_says_the_place_of_its_own_element() -> None:
    shown = scene("from_a~t_b~tensor_a~grow_d")
    buttons = read(shown).buttons
    assert len(buttons) == 12 + 12 + 12 + 15
    for holder in shown.holders:
        for row, column in holder.elements:
            said = buttons[f"{holder.name}.{row}.{column}"]
            place = row * 24 + column * 8 if holder.name != "c" else row * 8 + column * 24
            if holder.name == "d" and row == 4:
                assert said == f"d[4, {column}]: nobody has set this cell, at +{place}"
            else:
                assert said == f"{holder.name}[{row}, {column}] = {holder.values[row][column]:.4f}, at +{place}"


def test_what_has_not_changed_is_not_marked() -> None:
    strip, card = read(scene("set_a_1_2_9")).tables
    assert [text for row in card for text, marks in row if "changed" in marks] == ["9.0000"]
    assert [at for at, (_, marks) in enumerate(strip[-1]) if "changed" in marks] == [6]  # after the name of the row


@pytest.mark.parametrize("name", ["a", "b", ""])
def test_the_card_of_the_element_that_is_meant_stands_out(name: str) -> None:
    html = memory_html(scene("from_a"), (name, 0, 0))
    cards = re.findall(r'<div class="(holder[^-"]*)" data-flip="card-\w"><div class="holder-title"><b>(\w)</b>', html)
    assert cards == [("holder picked" if each == name else "holder", each) for each in "ab"]


def test_a_cell_of_the_strip_says_only_of_memory_that_was_never_set_that_nobody_has_set_it() -> None:
    strip = re.findall(r'<table class="grid tape">.*?</table>', memory_html(scene("tensor_a~grow_b")), re.DOTALL)
    said = [re.findall(r'title="(nobody has set this cell)">\?<', each) for each in strip]
    unset = [re.findall(r"<td[^>]*>\?</td>", each) for each in strip]
    assert [len(each) for each in said] == [len(each) for each in unset] == [0, 3]
    assert sum(each.count("nobody has set this cell") for each in strip) == 3


def brackets(shown: MemoryState, at: At = ("", 0, 0)) -> dict[str, str]:
    """For each name a character for each cell: `[` and `]` its ends, `=` what it sees, `-` what lies between."""
    looks = {}
    for _picked, name, row in re.findall(
        r'<tr class="bracket( picked)?" data-flip="bracket-(\w)">(.*?)</tr>', memory_html(shown, at), re.DOTALL
    ):
        marks = [set(each.split()) for each in re.findall(r'<td class="([^"]*)"', row)]
        looks[name] = "".join(
            "["
            if "first" in one
            else "]"
            if "last" in one
            else "-"
            if "between" in one
            else "."
            if "nothing" in one
            else "="
            for one in marks
        )
    return looks


def test_a_bracket_spans_what_its_name_sees() -> None:
    assert brackets(scene("from_a~t_b~slice_b~slice_c")) == {
        "a": "[==========]",
        "b": "[==========]",
        "c": "[==========]",
        "d": "...[====]...",
        "e": ".[=-==-==-=]",
    }


def test_each_memory_has_the_brackets_of_its_own_names() -> None:
    html = memory_html(scene("from_a~copy_b~again_b"))
    of_each = [re.findall(r'data-flip="bracket-(\w)"', each) for each in html.split('data-flip="memory-')[1:]]
    assert of_each == [["a"], ["b"], ["c"]]


def test_an_empty_name_has_a_card_and_no_bracket() -> None:
    shown = scene("slice_a~slice_b~slice_c")
    assert brackets(shown)["d"] == "." * 12
    assert 'data-flip="card-d"' in memory_html(shown)


def test_the_bracket_of_the_name_that_is_meant_stands_out() -> None:
    html = memory_html(scene("from_a"), ("b", 0, 0))
    assert re.findall(r'<tr class="bracket picked" data-flip="bracket-(\w)"', html) == ["b"]


@pytest.mark.parametrize("history", ["", "from_a", "from_a~mul_b~mul_b"])
def test_the_board_counts_its_lines(history: str) -> None:
    lines = len(history.split("~")) if history else 0
    for html in (tapes_html(scene(history)), cards_html(scene(history))):
        assert html.startswith(f'<div class="memory" data-turn="{lines}">')


def test_a_card_says_its_memory_where_there_are_several() -> None:
    assert "memory 1" not in cards_html(scene("from_a"))
    cards = cards_html(scene("from_a~copy_b"))
    assert re.findall(r"\(4, 3\) · (memory \d)", cards) == ["memory 1", "memory 1", "memory 2"]


@for_each(
    ("at", "place"),
    [
        (("b", 3, 2), (0, 88)),
        (("b", 1, 2), (0, 40)),
        (("c", 3, 2), (1, 44)),
        (("b", 4, 2), (None, None)),
        (("b", 3, 3), (None, None)),
        (("z", 0, 0), (None, None)),
        (("", 0, 0), (None, None)),
    ],
)
def test_the_cell_of_an_element_is_found_up_to_the_last_row_and_column(
    at: At, place: tuple[int | None, int | None]
) -> None:
    assert lit_place(scene("from_a~float_b"), at) == place


def test_the_same_cell_is_marked_once_in_each_other_table_of_its_memory() -> None:
    *_tapes, a, b, c = read(scene("from_a~copy_b"), at=("b", 1, 0)).tables
    marks = [[marks - {"cell"} for row in card for _, marks in row] for card in (a, b, c)]
    assert [[at for at, each in enumerate(card) if "row" in each] for card in marks] == [[3], [], []]
    assert [[at for at, each in enumerate(card) if "lit" in each] for card in marks] == [[], [3], []]
    plain = read(scene("from_a~copy_b")).tables
    assert not any({"row", "lit"} & marks for table in plain for row in table for _, marks in row)


def test_only_the_tape_of_the_element_has_its_cell_lit() -> None:
    tapes = read(scene("from_a~copy_b"), at=("c", 0, 1)).tables[:2]
    lit = [[at for at, (_, marks) in enumerate(tape[-1]) if "lit" in marks] for tape in tapes]
    assert lit == [[], [2]]  # after the name of the row


def test_a_thousand_has_no_decimals() -> None:
    assert [value_text(value) for value in (999.5, 1000.0, -1000.0, 0.0)] == ["999.5000", "1000", "−1000", "0.0000"]


def test_a_memory_says_its_number_its_bytes_and_the_bytes_of_a_number() -> None:
    html = tapes_html(scene("from_a~float_b"))
    assert re.findall(r"<h3>(memory \d) ", html) == ["memory 1", "memory 2"]
    assert re.findall(r'<small class="more">(\d+) bytes from 0x[0-9a-f]+ on, (\d) bytes a number<', html) == [
        ("96", "8"),
        ("48", "4"),
    ]
    assert re.findall(r'data-flip="(memory-\d)" aria-label="(memory \d)"', html) == [
        ("memory-0", "memory 1"),
        ("memory-1", "memory 2"),
    ]


def test_a_card_says_kind_and_shape_then_whether_it_may_be_written() -> None:
    cards = cards_html(scene("from_a~grad_b~lock_a"))
    assert re.findall(r"<b>(\w)</b> ([^<]+)</div>", cards) == [
        ("a", "array (4, 3) · read-only"),
        ("b", "tensor (4, 3) · requires_grad"),
    ]
    assert "no memory" not in cards


def test_a_card_says_where_in_memory_it_begins_or_that_it_is_empty() -> None:
    cards = cards_html(scene("slice_a~slice_b~slice_c"))
    assert re.findall(r'holder-title"><b>(\w)</b> ([^<]+)</div><div class="holder-facts more">([^<]+) · ', cards) == [
        ("a", "array (4, 3)", "+0"),
        ("b", "array (2, 3)", "+24"),
        ("c", "array (1, 3)", "+48"),
        ("d", "array (0, 3)", "empty"),
    ]
