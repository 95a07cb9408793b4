"""The cards of the six changes: every element keeps its colour, unset cells show no number, refusals are escaped."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
import torch

from components.base.style import tint_at_night, tint_of
from components.shapes.figures.changes import UNKNOWN, cards_html, colours_of_element, same_numbers, text_of
from compute.shapes.reshaping import Change, ChangeSpec, ShapeChanges, compare
from tests.cases import for_each


class Cards(HTMLParser):
    """Per card (before, reshape, ..): its texts, and its cells as (text, style, class)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self.cells: dict[str, list[list[str]]] = {}
        self.tags: list[str] = []
        self.pressed: list[str | None] = []
        self.said: list[str | None] = []
        self._card, self._in_cell = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if given.get("data-name"):
            self.pressed.append(given["data-name"])
            self.said.append(given.get("aria-label"))
        if tag == "section":
            self._card = (given["class"] or "").split()[-1]
            self.texts[self._card], self.cells[self._card] = [], []
        if tag == "td":
            self.cells[self._card].append(["", given.get("style") or "", given["class"] or ""])
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        self.texts[self._card].append(data)
        if self._in_cell:
            self.cells[self._card][-1][0] += data


def cards(chosen: int | None = None, **fields: object) -> Cards:
    return Cards(cards_html(compare(ChangeSpec(**fields)), {}, chosen))


@pytest.mark.parametrize("depth", [1, 2])
def test_an_element_has_its_colour_wherever_it_went(depth: int) -> None:
    seen = cards(rows=3, columns=4, new_rows=2, new_columns=6, depth=depth)
    colours = {text: style for text, style, _ in seen.cells["before"]}
    assert len(set(colours.values())) == 12 * depth
    for name, cells in seen.cells.items():
        for text, style, _ in cells:
            assert style == colours[text], name


def test_the_chosen_element_is_lit_in_every_card() -> None:
    seen = cards(4)
    for name, cells in seen.cells.items():
        assert [text for text, _, marks in cells if "lit" in marks] == ["4"], name


def test_a_vector_is_one_row_and_torch_s_warning_is_escaped() -> None:
    seen = cards(rows=3, columns=2, flat=True)
    assert [text for text, _, _ in seen.cells["t"]] == list("012345")
    assert "torch does it and warns" in seen.texts["T"]
    assert any("`x.T` on tensors of dimension other than 2" in text for text in seen.texts["T"])
    assert "torch does it and warns" not in cards().texts["T"]


def test_unset_cells_show_no_number() -> None:
    seen = cards(rows=1, columns=5, new_rows=3, new_columns=2)
    assert [text for text, _, marks in seen.cells["resize_"] if "unset" in marks] == [UNKNOWN]
    assert [text for text, _, _ in seen.cells["resize_"]] == ["0", "1", "2", "3", "4", UNKNOWN]
    assert "new, larger" in seen.texts["resize_"]
    assert "shape '[3, 2]' is invalid for input of size 5" in seen.texts["view"]


def test_what_is_out_of_sight_is_named() -> None:
    seen = cards(new_rows=2, new_columns=2)
    assert "out of sight, still in memory" in seen.texts["resize_"]
    assert [text for text, _, _ in seen.cells["resize_"]] == ["0", "1", "2", "3", "4", "5"]
    assert "out of sight, still in memory" not in seen.texts["t"]


def test_facts() -> None:
    texts = cards(transposed=True).texts
    after = texts["reshape"]
    assert after[after.index("stride") + 1] == "(1, 2)"
    copied = cards(transposed=True, new_rows=1, new_columns=6).texts["reshape"]
    assert copied[copied.index("memory") + 1] == "a copy"
    resized = cards().texts["resize_"]
    assert resized[resized.index("in place") + 1] == "yes, a itself"
    viewed = cards().texts["view"]
    assert (viewed[viewed.index("memory") + 1], viewed[viewed.index("in place") + 1]) == ("shared", "no")


CALLS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "reshape": lambda a: a.reshape(2, 3),
    "resize_": lambda a: a.resize_(2, 3),
    "view": lambda a: a.view(2, 3),
    "transpose": lambda a: a.transpose(0, 1),
    "t": lambda a: a.t(),
    "T": lambda a: a.T,
}


@for_each("name", CALLS)
@for_each(("rows", "transposed"), [(3, False), (2, True), (1, False), (6, True)])
def test_every_fact_is_what_torch_says(name: str, rows: int, transposed: bool) -> None:
    columns = 6 // rows
    a = torch.arange(6.0).view(rows, columns)
    a = a.t() if transposed else a
    texts = cards(rows=rows, columns=columns, transposed=transposed).texts
    assert facts(texts["before"]) == {
        "shape": str(tuple(a.shape)),
        "stride": str(a.stride()),
        "contiguous": "yes" if a.is_contiguous() else "no",
    }
    address = a.data_ptr()
    try:
        after = CALLS[name](a)
    except RuntimeError:
        assert "torch refuses" in texts[name]
        return
    assert "torch refuses" not in texts[name]
    assert facts(texts[name]) == {
        "shape": str(tuple(after.shape)),
        "stride": str(after.stride()),
        "contiguous": "yes" if after.is_contiguous() else "no",
        "memory": "shared" if after.data_ptr() == address else "a copy",
        "in place": "yes, a itself" if after is a else "no",
    }


def facts(texts: list[str]) -> dict[str, str]:
    """What a card says of its tensor, by the names of the facts."""
    names = ("shape", "stride", "contiguous", "memory", "in place")
    return {name: texts[texts.index(name) + 1] for name in names if name in texts}


def test_a_vector_and_long_numbers_have_room_of_their_own() -> None:
    def looks(**fields: object) -> tuple[list[str], list[str]]:
        html = cards_html(compare(ChangeSpec(**fields)), {})
        return re.findall(r'<div class="(cards[^"]*)"', html), re.findall(r'<div class="(tables[^"]*)"', html)

    assert looks()[0] == looks(columns=6)[0] == looks(fill="drawn", columns=4)[0] == ["cards"]
    assert looks(fill="drawn", columns=5)[0] == ["cards long"]
    assert set(looks()[1]) == {"tables fit"}
    vector = looks(flat=True)[1]
    assert (vector[0], vector.count("tables fit vector")) == ("tables fit vector", 3)  # before, t and T


def test_only_the_cells_of_the_tensor_before_can_be_pressed() -> None:
    seen = cards()
    assert seen.pressed == [f"e{index}" for index in range(1, 7)]
    assert seen.said == [f"element {index} of a" for index in range(1, 7)]
    assert seen.tags.count("button") == 6 + 2  # shape and stride say what they mean, in the first card


def test_torch_s_words_are_escaped() -> None:
    comparison = compare(ChangeSpec())
    hostile = Change("view", "a.view(2, 3)", None, "<script>alert(1)</script>")
    seen = Cards(cards_html(ShapeChanges(comparison.before, (hostile,)), {"view": "<b onclick=x>"}))
    assert "script" not in seen.tags
    assert "<script>alert(1)</script>" in seen.texts["view"]


def test_same_shape_is_not_same_numbers() -> None:
    comparison = compare(ChangeSpec())
    view, t = comparison.named("view").after, comparison.named("t").after
    assert not same_numbers(view, t)
    row = compare(ChangeSpec(1, 5, 5, 1))
    assert same_numbers(row.named("view").after, row.named("t").after)


def test_counted_and_drawn_numbers() -> None:
    numbers = (35.0, 0.0, -3.0, -120.0, 0.5, -0.14681)
    assert [text_of(value) for value in numbers] == ["35", "0", "-3", "-120", "0.5000", "-0.1468"]


def test_the_stride_is_explained_by_the_dimensions_that_there_are() -> None:
    two = "Stride: how many steps in memory to the next row, and to the next column."
    three = "Stride: how many steps in memory to the next layer, row and column."
    for depth, wanted, other in ((1, two, three), (2, three, two)):
        texts = cards(depth=depth).texts["before"]
        assert wanted in texts
        assert other not in texts


def test_a_vector_of_numbers_with_decimals_needs_no_wider_cards() -> None:
    html = cards_html(compare(ChangeSpec(fill="drawn", flat=True)), {})
    assert html.startswith('<div class="cards"><section class="card before">')


def test_a_longer_row_after_the_change_needs_wider_cards() -> None:
    assert cards_html(compare(ChangeSpec(2, 5, 5, 2, fill="drawn")), {}).startswith('<div class="cards long">')
    assert cards_html(compare(ChangeSpec(5, 2, 2, 5, fill="drawn")), {}).startswith('<div class="cards long">')
    assert cards_html(compare(ChangeSpec(4, 3, 3, 4, fill="drawn")), {}).startswith('<div class="cards">')


def test_a_row_has_its_colour_and_grows_paler_along_the_columns() -> None:
    three, one = compare(ChangeSpec(2, 3)).before, compare(ChangeSpec(3, 1, 1, 3)).before
    places = [(0, 0.0), (0, 0.5), (0, 1.0), (1, 0.0), (1, 0.5), (1, 1.0)]
    for origin, (row, place) in enumerate(places):
        assert colours_of_element(origin, three) == (tint_of(row, place), tint_at_night(row, place))
    for row in range(3):
        assert colours_of_element(row, one) == (tint_of(row, 0.0), tint_at_night(row, 0.0))


def test_three_dimensions_are_a_table_for_each_index_of_the_first() -> None:
    html = cards_html(compare(ChangeSpec(3, 2, 2, 6, depth=2)), {})
    before = html[: html.index('<section class="card reshape">')]
    assert re.findall(r"<caption>([^<]+)</caption>", before) == ["[0]", "[1]"]
    assert [part.count("<tr>") for part in before.split("<caption>")[1:]] == [3, 3]
    assert "<caption>" not in cards_html(compare(ChangeSpec()), {})


def test_words_stand_on_the_card_that_they_are_about() -> None:
    seen = Cards(cards_html(compare(ChangeSpec()), {"t": "about t", "view": ""}))
    assert [name for name, texts in seen.texts.items() if "about t" in texts] == ["t"]
