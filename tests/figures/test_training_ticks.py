"""Numbers on the axes of a training are round, and neither too few nor too many."""

from components.training.figures.ticks import log_ticks, nice_ticks
from tests.cases import for_each


@for_each(
    ("low", "high", "most", "expected"),
    [
        (0, 4, 4, [0, 1, 2, 3, 4]),
        (0, 4.1, 4, [0, 2, 4]),
        (0, 8, 4, [0, 2, 4, 6, 8]),
        (0, 10, 4, [0, 2.5, 5, 7.5, 10]),
        (0, 20, 4, [0, 5, 10, 15, 20]),
        (0, 20.1, 4, [0, 10, 20]),
        (0, 4, 2, [0, 2, 4]),
        (-1, 1, 4, [-1, -0.5, 0, 0.5, 1]),
        (-0.9, 0.9, 4, [-0.5, 0, 0.5]),
        (0, 0.4, 4, [0, 0.1, 0.2, 0.3, 0.4]),
        (7, 9, 1, [8]),
    ],
)
def test_steps_are_1_2_2_5_or_5_times_a_power_of_ten_within_both_ends(
    low: float, high: float, most: int, expected: list[float]
) -> None:
    assert list(nice_ticks(low, high, most)) == expected


def test_about_four_numbers_are_chosen_where_nothing_else_is_said() -> None:
    assert list(nice_ticks(0, 4)) == [0, 1, 2, 3, 4]


@for_each(
    ("low", "high", "values", "words"),
    [
        (1, 10, [1, 2, 5, 10], ["1", "2", "5", "10"]),
        (0.03, 0.3, [0.05, 0.1, 0.2], ["0.05", "0.1", "0.2"]),
        (1, 100, [1, 10, 100], ["1", "10", "100"]),
        (1, 10_000, [1, 10, 100, 1000, 10_000], ["1", "10", "100", "1000", "10000"]),
        (1, 100_000, [1, 100, 10_000], ["1", "100", "10000"]),
        (1e-3, 1e-1, [1e-3, 1e-2, 1e-1], ["0.001", "0.01", "0.1"]),
        (1e-5, 1e-3, [1e-5, 1e-4, 1e-3], ["10<sup>−5</sup>", "10<sup>−4</sup>", "0.001"]),
        (1e4, 1e6, [1e4, 1e5, 1e6], ["10000", "10<sup>5</sup>", "10<sup>6</sup>"]),
    ],
)
def test_an_axis_of_powers_has_three_to_five_of_them_or_2_and_5_times_as_much_between(
    low: float, high: float, values: list[float], words: list[str]
) -> None:
    found = log_ticks(low, high)
    shown = found["tickvals"]
    assert isinstance(shown, list)
    assert [f"{value:.9g}" for value in shown] == [f"{value:.9g}" for value in values]
    assert found["ticktext"] == words
