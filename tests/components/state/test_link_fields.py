"""Fields of a link: what each takes, how it writes that, and what it says of the rest."""

from components.state.fields import BEAT, PROGRAM_AS, PROJECTOR, SEED, choice, hidden, inputs, switch, whole_number
from compute.network.spec import Range
from tests.cases import for_each

SIZE = whole_number("size", Range(2, 9), "how large", 4)


@for_each(
    ("text", "canonical"),
    [
        ("1", None),
        ("2", "2"),
        ("9", "9"),
        ("10", None),
        (" +07 ", "7"),
        ("-3", None),
        ("000000005", "5"),
        ("0000000005", None),
        ("5.0", None),
        ("٣", None),
        ("", None),
    ],
)
def test_a_whole_number_lies_within_its_limits_and_has_nine_digits_at_most(text: str, canonical: str | None) -> None:
    assert SIZE.canonical(text) == canonical


def test_a_number_below_zero_may_be_allowed() -> None:
    below = whole_number("at", Range(-3, -1), "")
    assert [below.canonical(text) for text in ("-4", "-3", "-1", "0")] == [None, "-3", "-1", None]
    assert below.default == ""


def test_a_field_says_what_is_allowed_and_where_a_slider_begins() -> None:
    assert (SIZE.allowed, SIZE.default, SIZE.start, SIZE.meaning) == ("2..9", "4", 4, "how large")


def test_a_choice_is_one_of_its_words_as_they_are() -> None:
    kind = choice("kind", iter(("relu", "tanh")), "which", "tanh")
    assert [kind.canonical(text) for text in ("relu", "tanh", "Relu", " relu", "")] == [
        "relu",
        "tanh",
        None,
        None,
        None,
    ]
    assert (kind.allowed, kind.default, kind.meaning) == ("relu, tanh", "tanh", "which")
    assert choice("kind", ("relu",), "").default == ""


@for_each(
    ("texts", "canonical"),
    [
        (("true", "on", "1", "yes", " TRUE ", "On"), "true"),
        (("false", "off", "0", "no", " FALSE ", "Off"), "false"),
        (("", "2", "y", "perhaps"), None),
    ],
)
def test_a_switch_has_four_words_for_each_side(texts: tuple[str, ...], canonical: str | None) -> None:
    lamp = switch("lamp", "")
    assert [lamp.canonical(text) for text in texts] == [canonical] * len(texts)


def test_a_switch_is_off_unless_it_is_said_to_be_on() -> None:
    assert (switch("lamp", "").default, switch("lamp", "", on=True).default) == ("false", "true")
    assert PROJECTOR.default == "false"


def test_the_fields_that_all_pages_have() -> None:
    assert (SEED.name, SEED.allowed, SEED.start) == ("seed", "0..9999", 7)
    assert [BEAT.canonical(text) for text in ("0", "1", "8", "9")] == [None, "1", "8", None]
    assert (PROGRAM_AS.default, PROGRAM_AS.allowed) == ("notebook", "notebook, sequential, module")
    assert (inputs(5).name, inputs(5).start, inputs(5).allowed) == ("inputs", 5, "1..64")
    assert (hidden(3).name, hidden(3).start, hidden(3).allowed) == ("hidden", 3, "1..64")
