"""What a link to the gradients page may say of target, rate, steps and the lines that have been run."""

from components.gradients.fields import DETAILS, FIELDS, LINES, LOSS, RATE, SELECT, SLIDERS, STEP, TARGET, UPDATES
from components.state.fields import Field
from compute.gradients.walk_back import back_steps
from compute.network.spec import NetworkSpec
from tests.cases import for_each


@for_each(
    ("written", "kept"),
    [
        ("0", "0"),
        ("1", "1"),
        ("9", "9"),
        ("10", None),
        ("-1", None),
        ("0.5", "0.5"),
        (" .50 ", "0.5"),
        ("0.50", "0.5"),
        ("0.05", "0.05"),
        ("1.0", "1"),
        ("1.00", "1"),
        ("1.01", None),
        ("2.0", None),
        ("0.005", None),
        ("00", None),
        ("", None),
        ("1e0", None),
    ],
)
def test_a_target_is_a_class_or_a_number_up_to_one_in_hundredths(written: str, kept: str | None) -> None:
    assert TARGET.canonical(written) == kept


@for_each(
    ("written", "kept"),
    [
        ("0.001", "0.001"),
        ("0.0009", None),
        ("0.000999", None),
        ("0", None),
        ("100", "100"),
        ("100.000001", None),
        ("101", None),
        ("99.9999", "99.9999"),
        ("1000", None),
        (" 0.50 ", "0.5"),
        (".5", "0.5"),
        ("0.123456", "0.123456"),
        ("0.1234567", None),
        ("12.345678", "12.3457"),
        ("-1", None),
        ("1e1", None),
        ("", None),
    ],
)
def test_a_rate_lies_from_a_thousandth_to_a_hundred(written: str, kept: str | None) -> None:
    assert RATE.canonical(written) == kept


@for_each(
    ("written", "kept"),
    [
        ("grad~square~back", "grad~square~back"),
        ("grad", "grad"),
        ("", None),
        ("grad~", None),
        ("nothing", None),
        ("~".join(["back"] * 24), "~".join(["back"] * 24)),
        ("~".join(["back"] * 25), None),
    ],
)
def test_lines_are_those_that_can_be_run(written: str, kept: str | None) -> None:
    assert LINES.canonical(written) == kept


@for_each(
    ("field", "allowed", "refused"),
    [
        (UPDATES, ("0", "1000"), ("-1", "1001")),
        (STEP, ("0", "23"), ("-1", "24")),
        (LOSS, ("mse", "bce", "ce"), ("mae", "")),
        (DETAILS, ("valley", "check", "autograd", "vanishing", "program"), ("module", "")),
    ],
)
def test_the_ends_of_each_range_are_in_it(field: Field, allowed: tuple[str, ...], refused: tuple[str, ...]) -> None:
    assert [field.canonical(value) for value in allowed] == list(allowed)
    assert [field.canonical(value) for value in refused] == [None] * len(refused)


def test_the_longest_walk_has_as_many_steps_as_a_link_can_say() -> None:
    longest = back_steps(NetworkSpec(hidden=(1,) * 6), "mse")
    assert STEP.canonical(str(len(longest))) == "23"


@for_each(
    ("field", "default"),
    [(TARGET, "1"), (LOSS, "mse"), (RATE, "0.1"), (UPDATES, "0"), (SELECT, "w1.1.1"), (STEP, ""), (DETAILS, "")],
)
def test_what_holds_where_a_link_says_nothing(field: Field, default: str) -> None:
    assert field.default == default


def test_every_slider_is_a_field_of_the_link() -> None:
    names = [field.name for field in FIELDS]
    assert len(set(names)) == len(names)
    assert set(SLIDERS) <= set(names)
    assert {"target", "rate", "updates", "step", "seed", "inputs", "layers", "outputs", "hidden"} <= set(SLIDERS)
    assert RATE.allowed == "0.001..100"
