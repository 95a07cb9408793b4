"""Data that a person brings: hostile files each with their own error, and good ones read to the last digit."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.training.course import train
from compute.training.data import MOST_CLASSES
from compute.training.own_data import (
    FEWEST_OWN_POINTS,
    MOST_CELL,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_OWN_POINTS,
    ROWS,
    OwnDataError,
    Wrong,
    chosen_rows,
    decoded,
    format_points,
    parse_points,
    read_rows,
    read_table,
    suggested_columns,
)
from compute.training.setting import TrainingSpec
from tests.cases import for_each
from tests.examples import examples

GOOD = "a,b,c\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n"
BIG = "9" * 200

HOSTILE: list[tuple[str, Wrong]] = [
    ("", Wrong.EMPTY),
    ("\n \n\t\n", Wrong.EMPTY),
    ("\ufeff", Wrong.EMPTY),
    ("sep=;\n\n", Wrong.EMPTY),
    ("sep=;\n" + GOOD, Wrong.TOO_FEW_COLUMNS),
    ("a,b,c\n", Wrong.TOO_FEW_ROWS),
    ("a,b,c\n1,2,u\n2,3,v\n3,1,u\n", Wrong.TOO_FEW_ROWS),
    ("a,b,c\n" + "1,2,u\n" * 2001, Wrong.TOO_MANY_ROWS),
    ("a,b,c\n" + "1,2,u\n" * 40_000, Wrong.TOO_LONG),
    ("x" * (MOST_CHARACTERS + 1), Wrong.TOO_LONG),
    ("a,b,c\x00\n1,2,u\n", Wrong.NOT_TEXT),
    ("hello", Wrong.TOO_FEW_COLUMNS),
    ("a,b\n1,2\n2,3\n3,4\n4,5\n", Wrong.TOO_FEW_COLUMNS),
    (",".join(f"c{i}" for i in range(51)) + "\n", Wrong.TOO_MANY_COLUMNS),
    ("," * 100_000, Wrong.TOO_FEW_COLUMNS),
    ("1,2,0\n2,3,1\n3,4,0\n4,5,1\n5,6,1\n", Wrong.NO_HEADER),
    ("a,,c\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n", Wrong.NO_HEADER),
    ("a,0.5,c\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n", Wrong.NO_HEADER),
    ("a,a,c\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n", Wrong.SAME_NAMES),
    ("a,b,c\n1,2,u\n2,1\n3,5,u\n4,2,v\n", Wrong.UNEVEN),
    ("a,b,c\n1,2,u\n2,1,v,7\n3,5,u\n4,2,v\n", Wrong.UNEVEN),
    ('a,b,c\n1,2,"u\n2,1,v\n3,5,u\n4,2,v\n', Wrong.UNCLOSED),
    ('"a,b,c\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n', Wrong.UNCLOSED),
    ("a,b,c\n1,2,u\n2,,v\n3,5,u\n4,2,v\n", Wrong.MISSING),
    ("a,b,c\n1,2,u\n2,NaN,v\n3,5,u\n4,2,v\n", Wrong.MISSING),
    ("a,b,c\n1,2,u\n2,?,v\n3,5,u\n4,2,v\n", Wrong.MISSING),
    ("a,b,c\n1,2,u\n2,1,\n3,5,u\n4,2,v\n", Wrong.MISSING),
    ("a,b,c\n1,2,0.5\n2,1,NA\n3,5,0.25\n4,2,1\n", Wrong.MISSING),
    ("a,b,c\n1,2,u\n2,red,v\n3,5,u\n4,2,v\n", Wrong.TEXT),
    ("a,b,c\n1,2,u\n2,inf,v\n3,5,u\n4,2,v\n", Wrong.TEXT),
    ("a,b,c\n1,2,u\n2,0x1F,v\n3,5,u\n4,2,v\n", Wrong.TEXT),
    ("a,b,c\n1,2,u\n2,1_000,v\n3,5,u\n4,2,v\n", Wrong.TEXT),
    ("a,b,c\n1,2,u\n2,=1+1,v\n3,5,u\n4,2,v\n", Wrong.TEXT),
    ("a,b,c\n1,2,u\n2,١٢,v\n3,5,u\n4,2,v\n", Wrong.TEXT),
    ("name,b,c\nx,2,u\ny,1,v\nz,5,u\nw,2,v\n", Wrong.TEXT),
    ("a,b,c\n1,2,u\n2,1e300,v\n3,5,u\n4,2,v\n", Wrong.TOO_LARGE),
    ("a,b,c\n1,2,u\n2,1e999,v\n3,5,u\n4,2,v\n", Wrong.TOO_LARGE),
    ("a,b,c\n1,2,0.5\n2,3,1e10\n3,5,2\n4,2,1\n", Wrong.TOO_LARGE),
    ("a,b,c\n7,2,u\n7,1,v\n7,5,u\n7,2,v\n", Wrong.CONSTANT),
    ("a,b,c\n1,1000000000,u\n2,999999999.9,v\n3,1000000000,u\n4,999999999.9,v\n", Wrong.CONSTANT),
    ("a,b,c\n1,2,2.5\n2,1,2.5\n3,5,2.5\n4,2,2.5\n", Wrong.CONSTANT),
    ("a,b,c\n1,2,u\n2,1,u\n3,5,u\n4,2,u\n", Wrong.ONE_CLASS),
    ("a,b,c\n1,2,1\n2,1,1.0\n3,5,1\n4,2,1\n", Wrong.ONE_CLASS),
    ("a,b,c\n" + "".join(f"{i},{i * i},k{i}\n" for i in range(11)), Wrong.TOO_MANY_CLASSES),
    (f"a,b,c\n1,2,{BIG}\n2,1,v\n3,5,u\n4,2,v\n", Wrong.LONG_CELL),
    (f"a,b,{'n' * 101}\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n", Wrong.LONG_CELL),
    ('a,b,c\n1,2,"' + "q" * 150_000 + '"\n', Wrong.LONG_CELL),
]


def wrong_of(text: str) -> OwnDataError:
    with pytest.raises(OwnDataError) as error:
        read_rows(text)
    return error.value


@pytest.mark.parametrize(("text", "wrong"), HOSTILE)
def test_a_hostile_file_has_its_own_error(text: str, wrong: Wrong) -> None:
    error = wrong_of(text)
    assert error.wrong == wrong
    assert len(error.text) <= MOST_CELL
    assert len(str(error)) < 1000


def test_hostile_files_are_forty_and_every_error_has_one() -> None:
    assert len(HOSTILE) >= 40
    of_other_doors = {Wrong.NO_SUCH_COLUMN, Wrong.SAME_COLUMN, Wrong.UNREADABLE_POINT}
    assert {wrong for _text, wrong in HOSTILE} == set(Wrong) - of_other_doors


ROWS_OF_GOOD = GOOD.removeprefix("a,b,c\n")
LONG = "n" * MOST_CELL
WITHIN = {
    "characters": GOOD + "\n" * (MOST_CHARACTERS - len(GOOD)),
    "rows, few": GOOD,
    "rows, many": "a,b,c\n" + "".join(f"{at},{at % 7},{'uv'[at % 2]}\n" for at in range(ROWS.high)),
    "columns": ",".join(f"c{at}" for at in range(MOST_COLUMNS))
    + "\n"
    + "".join(
        ",".join(f"{at * at + row}" for at in range(MOST_COLUMNS - 1)) + f",{'uv'[row % 2]}\n" for row in range(4)
    ),
    "name": f"a,b,{LONG}\n{ROWS_OF_GOOD}",
    "cell": f"a,b,c\n1,2,{LONG}\n2,1,v\n3,5,v\n4,2,v\n",
    "number": "a,b,c\n1e9,2,u\n-1e9,1,v\n3,5,u\n4,2,v\n",
}
"""What has just as much as it may have."""


@pytest.mark.parametrize("text", WITHIN.values(), ids=WITHIN)
def test_what_has_just_as_much_as_it_may_is_read(text: str) -> None:
    assert len(text) <= MOST_CHARACTERS
    assert len(read_rows(text).rows) >= ROWS.low


def test_an_error_names_column_and_row() -> None:
    error = wrong_of("a,b,c\n\n1,2,u\n2,red,v\n3,5,u\n4,2,v\n")
    assert (error.column, error.row, error.text) == ("b", 4, "red")
    error = wrong_of("a,b,c\n1,2,u\n2,1\n3,5,u\n4,2,v\n")
    assert (error.row, error.found, error.allowed) == (3, 2, 3)
    over_two_lines = 'a,b,c\n1,2,"u\nu"\n2,1,v\n3,red,u\n4,2,v\n'
    assert wrong_of(over_two_lines).row == 5
    assert wrong_of(over_two_lines.replace("2,1,v", '2,1,"v')).row == 4
    assert read_rows(over_two_lines.replace("red", "5") + '5,6,"v\n"\n').classes == ("u", "uu", "v")


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "\ufeff" + GOOD.replace("\n", "\r\n"),
        "\ufeffsep=;\r\n" + GOOD.replace(",", ";"),
        '"sep=\t"\n' + GOOD.replace(",", "\t"),
        "SEP=,,,\n\n" + GOOD,
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace(",", " , "),
        GOOD.replace("1,2,u", '"1","2","u"'),
        GOOD + "\n\n",
    ],
)
def test_a_file_may_be_written_in_other_ways(text: str) -> None:
    rows = read_rows(text)
    assert rows.columns == ("a", "b", "c")
    assert list(rows.rows) == [(1, 2), (2, 1), (3, 5), (4, 2)]
    assert list(rows.classes) == ["u", "v"]
    assert list(rows.wanted) == [0, 1, 0, 1]


def test_decimals_may_have_a_comma_where_it_separates_nothing() -> None:
    assert read_rows("a;b;c\n1,5;2;u\n2;1;v\n3;5;u\n4;2,25;v\n").rows[0] == (1.5, 2.0)


def test_few_whole_numbers_are_classes_and_others_are_learned_as_numbers() -> None:
    classes = read_rows("a,b,c\n1,2,7\n2,1,-3\n3,5,7.0\n4,2,10\n")
    assert (classes.classes, classes.wanted) == (("-3", "7", "10"), (1, 0, 1, 2))
    numbers = read_rows("a,b,c\n1,2,7.5\n2,1,3\n3,5,7\n4,2,10\n")
    assert (numbers.classes, numbers.wanted) == ((), (7.5, 3, 7, 10))
    for count in (MOST_CLASSES - 1, MOST_CLASSES, MOST_CLASSES + 1):
        wanted = [at % count for at in range(2 * count)]
        many = read_rows("a,b,c\n" + "".join(f"{at},{at * at},{each}\n" for at, each in enumerate(wanted)))
        assert len(many.classes) == (count if count <= MOST_CLASSES else 0)
        assert list(many.wanted) == wanted


@pytest.mark.parametrize("count", [MOST_CLASSES, MOST_CLASSES + 1])
def test_there_are_as_many_words_as_classes_may_be(count: int) -> None:
    text = "a,b,c\n" + "".join(f"{at},{at * at},w{at % count:02}\n" for at in range(2 * count))
    if count <= MOST_CLASSES:
        assert len(read_rows(text).classes) == count
        return
    with pytest.raises(OwnDataError) as error:
        read_rows(text)
    assert (error.value.wrong, error.value.found) == (Wrong.TOO_MANY_CLASSES, count)


def test_columns_can_be_chosen() -> None:
    table = read_table("name,p,q,r,kind\nx,1,2,5,u\ny,2,3,5,v\nz,4,1,5,u\nw,2,2,5,v\n")
    assert suggested_columns(table) == ("p", "q", "kind")
    assert chosen_rows(table, ("q", "p", "name")).rows[0] == (2, 1)
    for columns, wrong in (
        (("p", "q", "zz"), Wrong.NO_SUCH_COLUMN),
        (("p", "p", "kind"), Wrong.SAME_COLUMN),
        (("p", "r", "kind"), Wrong.CONSTANT),
        (("p", "name", "kind"), Wrong.TEXT),
    ):
        with pytest.raises(OwnDataError) as error:
            chosen_rows(table, columns)
        assert error.value.wrong == wrong


def test_an_upload_has_to_be_text() -> None:
    assert decoded(b"\xef\xbb\xbf" + GOOD.encode()) == GOOD
    for data, wrong in ((b"\xff\xfe\x00a", Wrong.NOT_TEXT), (b"a" * (4 * MOST_CHARACTERS + 1), Wrong.TOO_LONG)):
        with pytest.raises(OwnDataError) as error:
            decoded(data)
        assert error.value.wrong == wrong


def test_what_was_read_is_learned_from_standardised() -> None:
    rows = read_rows("a,b,c\n" + "".join(f"{1000 + i},{i % 5 / 1e6},{'u' if i % 5 > 2 else 'v'}\n" for i in range(40)))
    course = train(TrainingSpec(data="own", measured=rows, steps=200))
    points = course.start.data.points
    assert torch.allclose(points.mean(dim=0), torch.zeros(2), atol=1e-5)
    assert torch.allclose(points.std(dim=0), torch.ones(2), atol=1e-5)
    assert course.training_loss[-1] < 0.2


@given(st.text(alphabet='ab1,;"\n.-e\r\t ', max_size=80))
@examples(200)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        rows = read_rows("a,b,c\n" + text)
    except OwnDataError:
        return
    assert len(rows.rows) == len(rows.wanted) >= 4


def test_points_set_by_hand_stand_in_a_link() -> None:
    points = [(0.5, -1.25, 0), (1.0, 2.0, 3), (-10.0, 0.01, 0), (0.0, 10.0, 1)]
    text = format_points(points)
    assert text == "0.5_-1.25_0~1_2_3~-10_0.01_0~0_10_1"
    rows = parse_points(text)
    assert rows.rows == tuple((x1, x2) for x1, x2, _number in points)
    assert (rows.classes, rows.wanted) == (("0", "1", "3"), (0, 2, 0, 1))
    assert format_points([(99.0, -0.001, 2), (float("nan"), -99.0, 1)]) == "10_0_2~0_-10_1"


@pytest.mark.parametrize("count", [FEWEST_OWN_POINTS, MOST_OWN_POINTS])
def test_as_few_and_as_many_points_as_there_may_be_are_read(count: int) -> None:
    points = [(at % 10 + 0.5, float(at), at % 2) for at in range(-count // 2, count // 2)]
    text = "~".join(f"{max(x1, -10):g}_{max(min(x2, 10), -10):g}_{number}" for x1, x2, number in points)
    assert len(parse_points(text).rows) == count


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", Wrong.TOO_FEW_ROWS),
        ("1_2_0~2_1_1~0_0_0", Wrong.TOO_FEW_ROWS),
        ("~".join(["1_2_0"] * 61), Wrong.TOO_MANY_ROWS),
        ("1_2_0~" * 100_000, Wrong.TOO_MANY_ROWS),
        ("1_2_0~2_1_1~0_0_0~1_x_1", Wrong.UNREADABLE_POINT),
        ("1_2_0~2_1_1~0_0_0~1_11_1", Wrong.UNREADABLE_POINT),
        ("1_2_0~2_1_1~0_0_0~nan_1_1", Wrong.UNREADABLE_POINT),
        ("1_2_0~2_1_1~0_0_0~1_1", Wrong.UNREADABLE_POINT),
        ("1_2_0~2_1_0~0_0_0~1_1_0", Wrong.ONE_CLASS),
        ("1_2_0~1_1_1~1_0_0~1_1_1", Wrong.CONSTANT),
    ],
)
def test_what_is_no_list_of_points_is_refused(text: str, wrong: Wrong) -> None:
    with pytest.raises(OwnDataError) as error:
        parse_points(text)
    assert error.value.wrong == wrong


def lines(*rows: str) -> str:
    """Write a table of these rows under a header of three columns."""
    return "\n".join(("a,b,c", *rows, ""))


@for_each(
    ("text", "wrong", "column", "row", "found", "allowed", "said"),
    [
        ("x" * 200_001, Wrong.TOO_LONG, "", None, 200_001, 200_000, ""),
        (",".join(f"c{i}" for i in range(51)) + "\n", Wrong.TOO_MANY_COLUMNS, "", None, 51, 50, ""),
        ("a,b\n", Wrong.TOO_FEW_COLUMNS, "", None, 2, 3, ""),
        ("a,0.5,c\n", Wrong.NO_HEADER, "", 1, None, None, "0.5"),
        ("a,,c\n", Wrong.NO_HEADER, "", 1, None, None, ""),
        ("a,b,a\n", Wrong.SAME_NAMES, "a", None, None, None, ""),
        (f"a,b,{'n' * 101}\n", Wrong.LONG_CELL, "", 1, 101, 100, "n" * 100),
        (lines("1,2,u", "2,1,v", "3,5,u"), Wrong.TOO_FEW_ROWS, "", None, 3, 4, ""),
        (lines(*["1,2,u"] * 2001), Wrong.TOO_MANY_ROWS, "", None, 2001, 2000, ""),
        (lines("1,2,u", "2,1,v", "", "3,5", "4,2,v"), Wrong.UNEVEN, "", 5, 2, 3, ""),
        (lines("1,2,u", f"2,1,{'q' * 102}", "3,5,u", "4,2,v"), Wrong.LONG_CELL, "", 3, 102, 100, "q" * 100),
        (lines('1,2,"u', "2,1,v", "3,5,u", "4,2,v"), Wrong.UNCLOSED, "", 2, None, None, ""),
        (lines("1,2,u", "2,1,v", '3,5,"u', "4,2,v"), Wrong.UNCLOSED, "", 4, None, None, ""),
        (lines("1,2,u", "2,NULL,v", "3,5,u", "4,2,v"), Wrong.MISSING, "b", 3, None, None, "NULL"),
        (lines("1,2,u", "2,red,v", "3,5,u", "4,2,v"), Wrong.TEXT, "b", 3, None, None, "red"),
        (lines("1,2,u", "2,-1.1e9,v", "3,5,u", "4,2,v"), Wrong.TOO_LARGE, "b", 3, None, None, "-1.1e9"),
        (lines("7,2,u", "7,1,v", "7,5,u", "7,2,v"), Wrong.CONSTANT, "a", None, None, None, "7"),
        (lines("1,2.5,u", "2,2.5,v", "3,2.5,u", "4,2.5,v"), Wrong.CONSTANT, "b", None, None, None, "2.5"),
        (lines("1,2,u", "2,1,u", "3,5,u", "4,2,u"), Wrong.ONE_CLASS, "c", None, None, None, "u"),
        (lines("1,2,3", "2,1,3.0", "3,5,3", "4,2,3"), Wrong.ONE_CLASS, "c", None, None, None, "3"),
        (lines(*(f"{at},{at * at},k{at}" for at in range(11))), Wrong.TOO_MANY_CLASSES, "c", None, 11, 10, ""),
    ],
)
def test_an_error_has_all_that_a_sentence_needs(
    text: str, wrong: Wrong, column: str, row: int | None, found: int | None, allowed: int | None, said: str
) -> None:
    error = wrong_of(text)
    assert (error.wrong, error.column, error.row) == (wrong, column, row)
    assert (error.found, error.allowed, error.text) == (found, allowed, said)


def test_a_file_has_as_many_bytes_as_characters_may_need() -> None:
    assert decoded(b"a" * 800_000) == "a" * 800_000
    with pytest.raises(OwnDataError) as error:
        decoded(b"a" * 800_001)
    assert (error.value.found, error.value.allowed) == (800_001, 800_000)


@pytest.mark.parametrize(
    ("numbers", "is_constant"),
    [
        (["0", "1e-15", "0", "0"], True),
        (["0", "1.1e-15", "0", "0"], False),
        (["-1e-15", "0", "0", "0"], True),
        (["1000000000", "999999999", "1000000000", "1000000000"], True),
        (["1000000000", "999999998", "1000000000", "1000000000"], False),
        (["-1000000000", "-999999999", "-1000000000", "-1000000000"], True),
        (["-1000000000", "-999999998", "-1000000000", "-1000000000"], False),
    ],
)
def test_a_column_varies_by_enough_to_be_divided_by(numbers: list[str], is_constant: bool) -> None:
    text = lines(*(f"{number},{at},{'uv'[at % 2]}" for at, number in enumerate(numbers)))
    if is_constant:
        assert wrong_of(text).wrong == Wrong.CONSTANT
    else:
        assert [row[0] for row in read_rows(text).rows] == [float(number) for number in numbers]


def test_each_row_of_a_table_knows_its_line() -> None:
    table = read_table('\n\na,b,c\n1,2,u\n\n2,1,"v\nw"\n3,5,u\n , ,\n4,2,v\n')
    assert table.header == ("a", "b", "c")
    assert table.lines == (4, 6, 8, 10)
    assert table.rows == (("1", "2", "u"), ("2", "1", "vw"), ("3", "5", "u"), ("4", "2", "v"))
    assert table.numeric == ("a", "b")
    assert read_table("sep=;\n" + GOOD.replace(",", ";")).lines == (3, 4, 5, 6)


@for_each(
    ("header", "cells"),
    [("a;b;c,d,e", "1;2;u,v,w"), ("a;b;c,d", "1;2;u"), ("a\tb;x\tc", "1\t2\tu"), ("a,b,c;d;e", "1,2,u")],
)
def test_the_most_frequent_separator_of_the_header_counts_and_of_two_the_comma(header: str, cells: str) -> None:
    counts = {sign: header.count(sign) for sign in ",;\t"}
    sign = max(",;\t", key=lambda each: counts[each])
    table = read_table("\n".join([header, *[cells] * 4]))
    assert table.header == tuple(header.split(sign))
    assert table.rows == (tuple(cells.split(sign)),) * 4


def test_the_columns_that_are_suggested() -> None:
    def suggested(header: str, first: str) -> tuple[str, str, str]:
        return suggested_columns(read_table("\n".join([header, first, *["1,1,1,1"] * 3])))

    assert suggested("a,b,c,d", "1,2,3,4") == ("a", "b", "d")
    assert suggested("a,b,c,d", "x,2,3,4") == ("b", "c", "d")
    assert suggested("a,b,c,d", "1,x,3,y") == ("a", "c", "d")
    for first, column in (("x,y,3,4", "a"), ("1,y,z,4", "b"), ("x,2,z,4", "a")):
        with pytest.raises(OwnDataError) as error:
            suggested("a,b,c,d", first)
        assert (error.value.wrong, error.value.column, error.value.row) == (Wrong.TEXT, column, 2)


def test_chosen_columns_are_x1_x2_and_what_is_learned() -> None:
    table = read_table("p,q,kind\n1,2,u\n2,3,v\n4,1,u\n2,2,v\n")
    rows = chosen_rows(table, ("q", "p", "kind"))
    assert rows.columns == ("q", "p", "kind")
    assert rows.rows == ((2.0, 1.0), (3.0, 2.0), (1.0, 4.0), (2.0, 2.0))
    assert (rows.wanted, rows.classes) == ((0.0, 1.0, 0.0, 1.0), ("u", "v"))
    for columns, wrong, column in (
        (("p", "q", "zz"), Wrong.NO_SUCH_COLUMN, "zz"),
        (("q", "p", "p"), Wrong.SAME_COLUMN, "p"),
        (("kind", "p", "kind"), Wrong.SAME_COLUMN, "kind"),
    ):
        with pytest.raises(OwnDataError) as error:
            chosen_rows(table, columns)
        assert (error.value.wrong, error.value.column) == (wrong, column)


@for_each(
    ("part", "is_good"),
    [
        ("10_-10_9", True), ("-10_10_0", True), ("10.00_0_0", True), ("10.01_0_0", False), ("0_-10.01_0", False),
        ("-10.01_0_0", False), ("0_10.5_0", False), ("0.125_0_0", False), ("0_0_10", False), ("100_0_0", False),
        ("1_2_x", False), ("+1_2_0", False), (".5_2_0", False), ("1_2_0_", False), ("\u0661_2_0", False),
    ],
)  # fmt: skip
def test_a_point_lies_within_ten_in_hundredths(part: str, is_good: bool) -> None:
    text = f"1_2_0~2_1_1~3_4_0~{part}"
    if is_good:
        x1, x2, _number = part.split("_")
        assert parse_points(text).rows[3] == (float(x1), float(x2))
        return
    with pytest.raises(OwnDataError) as error:
        parse_points(text)
    assert (error.value.wrong, error.value.text) == (Wrong.UNREADABLE_POINT, part)


@for_each(
    ("text", "wrong", "column", "found", "allowed", "said"),
    [
        ("1_2_0~2_1_1~0_0_0", Wrong.TOO_FEW_ROWS, "", 3, 4, ""),
        ("~".join(["1_2_0"] * 61), Wrong.TOO_MANY_ROWS, "", 61, 60, ""),
        ("1_2_3~2_1_3~0_0_3~1_1_3", Wrong.ONE_CLASS, "class", None, None, "3"),
        ("1_2_0~1_1_1~1_0_0~1_4_1", Wrong.CONSTANT, "x1", None, None, "1"),
        ("1_2_0~3_2_1~4_2_0~5_2_1", Wrong.CONSTANT, "x2", None, None, "2"),
    ],
)
def test_an_error_of_points_has_all_that_a_sentence_needs(
    text: str, wrong: Wrong, column: str, found: int | None, allowed: int | None, said: str
) -> None:
    with pytest.raises(OwnDataError) as error:
        parse_points(text)
    assert (error.value.wrong, error.value.column) == (wrong, column)
    assert (error.value.found, error.value.allowed, error.value.text) == (found, allowed, said)


def test_points_are_written_in_hundredths_within_ten() -> None:
    far = [(10.004, -10.004, 0), (-99.0, 99.0, 1), (0.005, -0.0, 2), (1.239, float("inf"), 3)]
    assert format_points(far) == "10_-10_0~-10_10_1~0.01_0_2~1.24_0_3"
    assert format_points([]) == ""
    assert parse_points("1_2_5~2_1_3~3_4_5~0_0_9").columns == ("x1", "x2", "class")
    assert parse_points("1_2_5~2_1_3~3_4_5~0_0_9").classes == ("3", "5", "9")
