"""The numbers and names in what is said about data that a person brings."""

from components.base.text import translator
from components.training.own.wrong_words import missing_words, wrong_words
from compute.training.own_data import OwnDataError, Wrong
from tests.cases import for_each


@for_each(
    ("wrong", "begin"),
    [
        (Wrong.TOO_LONG, "It has 2,300 characters; at most 4,200 are allowed."),
        (Wrong.NO_HEADER, "Row 1 has to name the columns, and `green` is a number."),
        (Wrong.SAME_NAMES, "Two columns have the name `tall`."),
        (Wrong.TOO_MANY_COLUMNS, "Row 1 names 2,300 columns; at most 4200 are allowed."),
        (Wrong.LONG_CELL, "In row 17 a cell has 2,300 characters; at most 4200 are allowed. It begins with `green`."),
        (Wrong.UNCLOSED, "In row 17 a quotation mark is opened"),
        (Wrong.TOO_MANY_ROWS, "It has 2,300 rows; at most 4,200 are allowed."),
        (Wrong.NO_SUCH_COLUMN, "There is no column `tall`."),
        (Wrong.SAME_COLUMN, "Column `tall` is chosen twice."),
        (Wrong.MISSING, "Column `tall` has `green` in row 17, so a value is missing"),
        (Wrong.TEXT, "Column `tall` has `green` in row 17, which is no number."),
        (
            Wrong.TOO_LARGE,
            "Column `tall` has `green` in row 17. Allowed are numbers from −1,000,000,000 to 1,000,000,000.",
        ),
        (Wrong.CONSTANT, "Column `tall` is `green` in every row"),
        (Wrong.ONE_CLASS, "Column `tall` has `green` in every row."),
        (Wrong.TOO_MANY_CLASSES, "Column `tall` has 2,300 different words; at most 4200 classes"),
        (Wrong.UNREADABLE_POINT, "`green` is no point."),
    ],
)
def test_each_number_and_name_stands_at_its_place(wrong: Wrong, begin: str) -> None:
    error = OwnDataError(wrong, column="tall", row=17, found=2300, allowed=4200, text="green")
    assert wrong_words(error, translator("en")).startswith(begin)


def test_what_is_empty_is_not_quoted() -> None:
    _ = translator("en")
    assert "one of its names is empty" in wrong_words(OwnDataError(Wrong.NO_HEADER), _)
    empty = wrong_words(OwnDataError(Wrong.MISSING, column="tall", row=3), _)
    assert empty.startswith("Column `tall` is empty in row 3.")


@for_each(
    ("found", "begin"),
    [
        (0, "4 more points are needed: at least 4"),
        (1, "3 more points are needed: at least 4"),
        (3, "1 more point is needed: at least 4"),
    ],
)
def test_so_many_points_are_asked_for_as_lack_to_four(found: int, begin: str) -> None:
    error = OwnDataError(Wrong.TOO_FEW_ROWS, found=found, allowed=99)
    assert missing_words(error, translator("en")).startswith(begin)


def test_points_of_one_class_and_points_in_a_row_are_told_apart() -> None:
    _ = translator("en")
    one = OwnDataError(Wrong.ONE_CLASS, column="x1", text="B")
    assert missing_words(one, _).startswith("All points are of class B.")
    same = OwnDataError(Wrong.CONSTANT, column="x1", text="B")
    assert missing_words(same, _).startswith("x1 is the same for all points.")
