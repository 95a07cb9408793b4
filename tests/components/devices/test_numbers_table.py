"""The table of a measurement: each time under its way and beside its size, and the largest difference of each way."""

import re

from components.base.text import untranslated
from components.devices.panels.timing import numbers_html
from compute.timing.timing import Measurement, Timed

POINTS = (
    Timed("python", 1, 1e-6, 3, 1e-9),
    Timed("python", 2, 2e-3, 3, 3e-7),
    Timed("mm", 1, 5e-6, 3, 4e-6),
    Timed("mm", 4, 7e-1, 3, 2e-8),
    Timed("move", 2, 3.0, 3),
)
MEASUREMENT = Measurement(7, 4, 1, ("python", "sum", "mm", "move"), POINTS)


def table(measurement: Measurement) -> list[list[str]]:
    html = numbers_html(measurement, untranslated)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_every_time_stands_under_its_way_and_beside_its_size() -> None:
    assert table(MEASUREMENT) == [
        ["", "Python loop", "torch.mm", "lists to tensors and back"],
        ["n = 1", "1 µs", "5 µs", "·"],
        ["n = 2", "2 ms", "·", "3 s"],
        ["n = 4", "·", "700 ms", "·"],
        ["difference from the product in float64, at most", "3.0e-07", "4.0e-06", "·"],
    ]


def test_a_difference_of_nothing_is_nothing() -> None:
    exact = Measurement(7, 1, 1, ("mm",), (Timed("mm", 1, 1e-6, 3, 0.0),))
    assert table(exact)[-1][1:] == ["0"]
