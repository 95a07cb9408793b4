"""Tables of cells: numbers where they belong, marks and names, and nothing that a text could smuggle in."""

from html.parser import HTMLParser

import pytest

from components.base.cells import CHANGED, COLUMN, DIM, LIT, ROW, UNSET, Cell, Grid, grids_html
from components.base.style import fill_of, ink_on
from tests.contrast import contrast

HOSTILE = "\"><script>alert(1)</script>&amp;'"


class Reader(HTMLParser):
    """Every tag with its attributes, and every text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(*parts: Grid | str) -> Reader:
    reader = Reader()
    reader.feed(grids_html(parts))
    return reader


def test_rows_names_and_signs() -> None:
    left = Grid(
        [[Cell("1"), Cell("2")], [Cell("3")]], caption="a (2, 2)", row_names=["0", "1"], column_names=["x", "y"]
    )
    seen = read(left, "×", Grid([[Cell("9")]]))
    assert seen.texts == ["a (2, 2)", "x", "y", "0", "1", "2", "1", "3", "×", "9"]
    assert [tag for tag, _ in seen.tags].count("table") == 2
    assert [attrs["scope"] for tag, attrs in seen.tags if tag == "th"] == ["col", "col", "row", "row"]


def test_marks_names_and_colours() -> None:
    seen = read(
        Grid([[Cell("0.5", 0.5, (LIT,), "r0", "row 0"), Cell("?", marks=(UNSET, COLUMN)), Cell("r", fill="red")]])
    )
    (first, second, third) = (attrs for tag, attrs in seen.tags if tag == "td")
    (button,) = (attrs for tag, attrs in seen.tags if tag == "button")
    assert first["class"] == "cell lit"
    assert "rgb(" in (first["style"] or "")
    assert (button["data-name"], button["aria-pressed"], button["aria-label"]) == ("r0", "true", "row 0")
    assert second["class"] == "cell unset column"
    assert "style" not in second
    assert "--fill:red;" in (third["style"] or "")


def test_only_the_selected_button_is_pressed_and_each_says_its_title() -> None:
    marks = {"a": (LIT,), "b": (COLUMN,), "c": (), "d": (ROW, CHANGED, DIM), "e": (ROW, LIT)}
    seen = read(Grid([[Cell("7", marks=mark, name=name, title=f"cell {name}") for name, mark in marks.items()]]))
    buttons = [attrs for tag, attrs in seen.tags if tag == "button"]
    assert {attrs["data-name"]: attrs["aria-pressed"] for attrs in buttons} == {
        name: "true" if LIT in mark else "false" for name, mark in marks.items()
    }
    said = [attrs["title"] for tag, attrs in seen.tags if tag == "td"]
    assert said == [attrs["aria-label"] for attrs in buttons] == [f"cell {name}" for name in marks]
    assert "title" not in next(attrs for tag, attrs in read(Grid([[Cell("7")]])).tags if tag == "td")


def test_every_number_stands_out_from_its_colour() -> None:
    """4.5 to 1 is what WCAG asks of small text."""
    for step in range(-120, 121):
        style = next(attrs["style"] for tag, attrs in read(Grid([[Cell("x", step / 100)]])).tags if tag == "td")
        said = dict(part.split(":") for part in (style or "").removeprefix("--").split(";--"))
        for at in ("", "-night"):
            fill, ink = said[f"fill{at}"], said[f"type{at}"]
            assert contrast(fill, ink) >= 4.5, (step, fill, ink)


@pytest.mark.parametrize("name", ["", "r0", HOSTILE])
def test_texts_are_escaped(name: str) -> None:
    """With a name a cell is a button, without it is not."""
    seen = read(
        HOSTILE, Grid([[Cell(HOSTILE, None, (), name, HOSTILE, HOSTILE, HOSTILE)]], HOSTILE, [HOSTILE], [HOSTILE])
    )
    assert {tag for tag, _ in seen.tags} <= {*"div span table caption thead tbody tr th td button".split()}
    assert seen.texts == [HOSTILE] * 5
    (cell,) = (attributes for tag, attributes in seen.tags if tag == "td" and attributes)
    assert cell["title"] == HOSTILE
    assert cell["style"] == f"--fill:{HOSTILE};--type:{HOSTILE}"


def test_numbers_are_legible_on_every_tone() -> None:
    for step in range(-110, 111):
        fill = fill_of(step / 100)
        assert contrast(fill, ink_on(fill)) >= 4.5, (step, fill)


def test_a_number_has_the_minus_of_print_and_a_name_keeps_its_hyphen() -> None:
    seen = read(Grid([[Cell("-0.5000", -0.5), Cell("-3"), Cell("-2", name="x1"), Cell("3-2-1")]], row_names=["t[-1]"]))
    assert seen.texts == ["t[-1]", "−0.5000", "−3", "−2", "3-2-1"]
