"""What the browser reports of a field for a number: a text and which value it is for, or nothing."""

from components.widgets.number_field import MAX_NAME, Typed, what_was_typed
from compute.files.written_numbers import MAX_LENGTH
from tests.cases import for_each


def test_what_was_typed() -> None:
    said = {"text": "0,5", "of": "w1.1.1", "number": 1.0}
    assert what_was_typed({"typed": said}) == Typed("0,5", "w1.1.1", 1)


@for_each(
    "said",
    [
        None,
        "0,5",
        {},
        {"text": "0,5"},
        {"text": 0.5, "of": "x1", "number": 1},
        {"text": "0,5", "of": None, "number": 1},
        {"text": "0,5", "of": "x1", "number": -1},
        {"text": "0,5", "of": "x1", "number": float("nan")},
        {"text": "0" * (MAX_LENGTH + 1), "of": "x1", "number": 1},
        {"text": "0,5", "of": "x" * (MAX_NAME + 1), "number": 1},
    ],
)
def test_what_nobody_typed(said: dict[str, object] | str | None) -> None:
    assert what_was_typed({"typed": said}) is None
    assert what_was_typed(said) is None


def test_the_longest_text_that_the_field_takes_is_heard() -> None:
    text, of = "0" * MAX_LENGTH, "x" * MAX_NAME
    assert what_was_typed({"typed": {"text": text, "of": of, "number": 0}}) == Typed(text, of, 0)
