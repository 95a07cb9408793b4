"""The plot of a measurement: what was measured, at its place, in lines that are told apart without colour."""

import math

import pytest

from components.base.style import SERIES
from components.devices.figures.timing_plot import (
    DASHES,
    SPEED,
    SYMBOLS,
    TIME,
    describe_timing,
    duration,
    speed,
    timing_plot,
)
from compute.timing.timing import Measurement, Timed
from tests.cases import for_each
from tests.figures.figure_reading import Golden, marked, traces, validated

TIMES = {
    "python": [1.5e-6, 2.4e-6, 7.4e-6, 3.9e-5, 2.6e-4, 2.0e-3],
    "sum": [1.8e-5, 4.8e-5, 1.6e-4],
    "mm": [1.9e-6, 1.7e-6, 1.8e-6, 1.9e-6, 2.1e-6, 3.4e-6],
    "numpy": [1.4e-6, 1.4e-6, 1.3e-6, 1.4e-6, 1.6e-6, 3.3e-6],
    "move": [9.0e-6, 1.0e-5, 1.5e-5, 3.1e-5, 9.0e-5, 3.2e-4],
}
CUDA = {"mm cuda:0": [9e-6] * 6, "move cuda:0": [3e-5] * 6}


def invented(times: dict[str, list[float]], largest: int = 32) -> Measurement:
    sizes = Measurement(7, largest, 1, ()).sizes
    points = tuple(
        Timed(way, size, seconds, 3, None if way.startswith("move") else 1e-7)
        for way, found in times.items()
        for size, seconds in zip(sizes, found, strict=False)
    )
    return Measurement(7, largest, 1, tuple(times), points)


@pytest.mark.parametrize("quantity", [TIME, SPEED])
def test_golden(golden: Golden, quantity: str) -> None:
    golden(timing_plot(invented(TIMES), quantity), f"timing-{quantity}")


def test_golden_before_anything_is_measured(golden: Golden) -> None:
    golden(timing_plot(invented({}, 512)), "timing-empty")


def test_every_point_stands_at_its_size_and_time() -> None:
    shown = {trace["name"]: trace for trace in traces(timing_plot(invented(TIMES)))}
    assert len(shown) == 5
    for name, way in (("Python loop", "python"), ("torch.mm", "mm"), ("lists to tensors and back", "move")):
        assert shown[name]["y"] == TIMES[way]
        assert shown[name]["x"] == [1, 2, 4, 8, 16, 32]
    assert shown["loop of torch.sum(a * b)"]["x"] == [1, 2, 4]


def test_operations_a_second_leave_out_what_multiplies_nothing() -> None:
    shown = {trace["name"]: trace for trace in traces(timing_plot(invented(TIMES | CUDA), SPEED))}
    assert set(shown) == {"Python loop", "loop of torch.sum(a * b)", "torch.mm", "NumPy a @ b", "torch.mm on cuda:0"}
    expected = [2 * n**3 / seconds / 1e9 for n, seconds in zip((1, 2, 4, 8, 16, 32), TIMES["mm"], strict=True)]
    assert shown["torch.mm"]["y"] == pytest.approx(expected)


def test_a_line_is_known_without_its_colour_and_keeps_its_look() -> None:
    assert len(SERIES) == len(DASHES) == len(SYMBOLS) == len(set(SYMBOLS))
    looks: dict[str, tuple[str, str, str]] = {}
    for quantity in (TIME, SPEED):
        for trace in traces(timing_plot(invented(TIMES | CUDA), quantity)):
            look = (trace["line"]["dash"], trace["marker"]["symbol"], trace["line"]["color"])
            assert looks.setdefault(trace["name"], look) == look
    five = list(looks.values())[:5]
    assert len({look[:2] for look in five}) == 5
    assert len({look[1] for look in five}) == 5


@for_each("quantity", [TIME, SPEED])
@for_each("largest", [1, 64, 2048])
def test_the_axes_hold_every_point(quantity: str, largest: int) -> None:
    sizes = Measurement(7, largest, 1, ()).sizes
    figure = timing_plot(invented({"python": [1e-7 * n**3 for n in sizes]}, largest), quantity)
    layout = figure.figure().layout
    for trace in traces(figure):
        assert all(layout.xaxis.range[0] < math.log10(x) < layout.xaxis.range[1] for x in trace["x"])
        assert all(layout.yaxis.range[0] < math.log10(y) < layout.yaxis.range[1] for y in trace["y"])
    assert list(layout.xaxis.tickvals) == list(sizes)
    assert layout.xaxis.type == layout.yaxis.type == "log"


@pytest.mark.parametrize("quantity", [TIME, SPEED])
def test_before_anything_is_measured_it_says_so_and_how_much_there_is_to_do(quantity: str) -> None:
    for measurement, sizes in (
        (invented({}, 64), [1, 2, 4, 8, 16, 32, 64]),
        (invented({"python": []}), [1, 2, 4, 8, 16, 32]),
    ):
        figure = timing_plot(measurement, quantity, _=marked)
        (to_do,) = traces(figure)
        assert [to_do["x"], to_do["y"]] == [sizes, [n * n * n for n in sizes]]
        assert to_do["text"][:5] == ["1", "8", "64", "512", "4,096"]
        layout = figure.figure().layout
        (note,) = layout.annotations
        assert note.text == "«Nothing has been measured yet»"
        assert layout.yaxis.title.text == "«multiplications: n × n × n»"
        assert list(layout.yaxis.ticktext) == ["1", "1,000", "1,000,000", "1,000,000,000"][: len(layout.yaxis.ticktext)]
        assert all(layout.yaxis.range[0] < math.log10(y) < layout.yaxis.range[1] for y in to_do["y"])
        words = f"«Multiplications of a product of two matrices for n = {sizes[-1]}: {sizes[-1] ** 3:,}.»"
        assert describe_timing(measurement, marked) == f"«Nothing has been measured yet». {words}"


def test_in_words() -> None:
    words = describe_timing(invented(TIMES))
    assert words.count("; ") == len(TIMES) - 1
    assert "Python loop: 2 ms at n = 32" in words
    assert "loop of torch.sum(a * b): 160 µs at n = 4" in words


def test_figures_are_valid_and_larger_for_a_projector() -> None:
    for quantity in (TIME, SPEED):
        for measurement in (invented({}), invented(TIMES | CUDA)):
            validated(timing_plot(measurement, quantity, wall=True))
    heights = [timing_plot(invented({}), wall=wall).layout["height"] for wall in (False, True)]
    assert heights == [310, 185]  # on a wall there are words above and below it


@for_each(
    ("seconds", "text"),
    [
        (1e-9, "1 ns"),
        (2.345e-7, "234 ns"),
        (1e-6, "1 µs"),
        (9.999e-4, "1 ms"),
        (0.00183, "1.83 ms"),
        (0.25, "250 ms"),
        (1.0, "1 s"),
        (12.34, "12.3 s"),
    ],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(("gflops", "text"), [(152.4, "152 GFLOP/s"), (0.0123, "0.0123 GFLOP/s"), (9.5, "9.5 GFLOP/s")])
def test_speeds(gflops: float, text: str) -> None:
    assert speed(gflops) == text
