"""Draws as tables and as a picture: the numbers of the tensor, bars under the curve, mean and deviation."""

import math
import re

import numpy as np
import pytest
import torch

from components.base.drawing import Drawing
from components.base.style import MINUS
from components.tensors.figures.draw_cards import PER_ROW, crossing_html, like_html, numbers_html, twice_html
from components.tensors.figures.normal_histogram import describe_draw, normal_histogram
from compute.tensors.randn import MOST, SIZES, DrawSpec, approach, crossing, draw_numbers, histogram, like, twice
from tests.cases import for_each
from tests.figures.figure_reading import Golden, decoded, traces, validated

NUMBER = re.compile(r">([−-]?\d+\.\d{4})<")


def drawing(seed: int, size: int) -> Drawing:
    numbers = draw_numbers(DrawSpec(seed, size))
    return normal_histogram(histogram(numbers), approach(numbers), size)


def shown(html: str) -> list[float]:
    texts = NUMBER.findall(html)
    assert not any("-" in text for text in texts)
    return [float(text.replace(MINUS, "-")) for text in texts]


@for_each("size", [1, 15, 16, 20, 25, 10_000])
def test_the_first_numbers_are_written_out(size: int) -> None:
    numbers = draw_numbers(DrawSpec(3, size))
    html = numbers_html(numbers)
    assert shown(html) == pytest.approx(numbers[:20].tolist(), abs=6e-5)
    assert ("the first 20 of 10,000" in html) == (size == 10_000)
    assert html.count("cell lit") == 1


def test_randn_like_has_the_shape() -> None:
    drawn = like(7)
    html = like_html(drawn)
    assert shown(html) == pytest.approx([*drawn.model.flatten().tolist(), *drawn.drawn.flatten().tolist()], abs=6e-5)
    assert html.count("torch.Size([2, 3])") == 2


def test_twice() -> None:
    html, draws = twice_html(twice(42), 42), twice(42)
    rows = [*draws.first.tolist(), *draws.again.tolist(), *draws.going_on.tolist()]
    assert shown(html) == pytest.approx(rows, abs=6e-5)
    assert html.count("torch.manual_seed(42)") == 2
    assert "<code>torch.equal(a, b)</code> <b>True</b>" in html
    assert "<code>torch.equal(b, c)</code> <b>False</b>" in html


def test_the_numbers_of_sixteen_wait_for_a_guess() -> None:
    hidden, revealed = (crossing_html(crossing(7), open_) for open_ in (False, True))
    assert shown(hidden) == [-0.1468, 0.7861, 0.9468, -1.1143]
    assert hidden.count("cell unset") == 4
    assert shown(revealed)[4:] == [-0.8201, 0.3956, 0.8989, -1.3884]


@for_each("size", SIZES[::6])
def test_the_bars_are_the_numbers(size: int) -> None:
    figure = drawing(7, size)
    validated(figure)
    (bars,) = traces(figure, "bar")
    counts = np.array(bars["y"]) * bars["width"] * size
    numbers = draw_numbers(DrawSpec(7, size))
    for middle, count in zip(bars["x"], counts, strict=True):
        inside = (numbers >= middle - bars["width"] / 2) & (numbers < middle + bars["width"] / 2)
        assert count == pytest.approx(int(inside.sum()), abs=0.01)
    curve, mean, deviation, *ends = traces(figure)
    expected = [math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi) for z in curve["x"]]
    assert curve["y"] == pytest.approx(expected, abs=1e-6)
    assert mean["x"][-1] == size
    assert mean["y"][-1] == pytest.approx(float(numbers.mean()), abs=1e-5)
    assert {len(line["x"]) for line in (mean, deviation)} == {60}
    if size > 1:
        assert deviation["y"][-1] == pytest.approx(float(numbers.std()), abs=1e-5)
        for line, dot, name in zip((mean, deviation), ends[:2], ends[2:], strict=True):
            for end in (dot, name):
                assert (end["x"], end["y"]) == ([size], [pytest.approx(line["y"][-1])])
        assert [name["text"] for name in ends[2:]] == [["  mean"], ["  deviation"]]


@pytest.mark.parametrize(("size", "least"), [(15, 0.9), (200, 0.9), (300, 0.6), (5000, 0.6)])
def test_the_axis_of_the_bars_stays_from_seed_to_seed_but_for_the_highest(size: int, least: float) -> None:
    """A picture whose axes stay is changed in a moment; another one is drawn anew."""
    tops = [decoded(drawing(seed, size))["layout"]["yaxis"]["range"][1] for seed in range(30)]
    assert tops.count(least) > 20
    assert {round(top / 0.3, 6) % 1 for top in tops} == {0}


def test_the_axes_hold_every_bar() -> None:
    for seed in range(5):
        for size in (1, 10_000):
            layout, data = (decoded(drawing(seed, size))[part] for part in ("layout", "data"))
            assert max(data[0]["y"]) < layout["yaxis"]["range"][1]
            edge = data[0]["x"][-1] + data[0]["width"] / 2
            assert layout["xaxis"]["range"] == [-edge, edge]


@pytest.mark.parametrize("size", [15, 500])
def test_the_picture_is_as_it_was(golden: Golden, size: int) -> None:
    golden(drawing(7, size), f"draw-{size}")


def test_in_words() -> None:
    assert describe_draw(-0.1883, 0.9465, 15) == (
        "Histogram of 15 numbers under the normal curve; their mean is −0.1883, their deviation 0.9465"
    )
    assert describe_draw(2.5, 0.0, 1) == (
        "Histogram of one number under the normal curve; the mean is 2.5000, the deviation 0.0000"
    )


@for_each(("size", "shown"), [(1, 1), (7, 7), (MOST, MOST), (MOST + 1, MOST)])
def test_the_first_numbers_say_their_index_and_how_many_there_are(size: int, shown: int) -> None:
    html = numbers_html(torch.randn(size, generator=torch.Generator().manual_seed(7)))
    assert re.findall(r' title="(t\[\d+\])"', html) == [f"t[{at}]" for at in range(shown)]
    assert re.findall(r'<th scope="row">([^<]+)</th>', html) == [f"t[{at}:]" for at in range(0, shown, PER_ROW)]
    words = "all numbers of t" if size == shown else f"the first {MOST} of {size:,} numbers of t"
    assert f"<caption>{words}</caption>" in html
    assert html.count('class="cell lit"') == 1


def test_rows_of_five_of_which_the_very_first_number_is_lit() -> None:
    html = numbers_html(torch.arange(12.0))
    assert [row.count("<td") for row in html.split("<tr")[1:]] == [5, 5, 2]
    assert re.findall(r'class="cell lit"[^>]*title="([^"]+)"', html) == ["t[0]"]
    assert 'style="--columns:6"' in html
    assert 'aria-label="all numbers of t"' in html


def test_like_and_twice_name_their_lines_in_order() -> None:
    assert re.findall("<code>([^<]+)</code>", like_html(like(7))) == ["t = torch.randn(2, 3)", "torch.randn_like(t)"]
    html = twice_html(twice(12), 12)
    assert re.findall("<code>([^<]+)</code>", html) == [
        "torch.manual_seed(12); a = torch.randn(4)",
        "torch.manual_seed(12); b = torch.randn(4)",
        "c = torch.randn(4)",
        "torch.equal(a, b)",
        "torch.equal(b, c)",
    ]
    assert re.findall(r'<th scope="row">(\w)</th>', html) == ["a", "b", "c"]
    assert re.findall("<code>([^<]+)</code>", crossing_html(crossing(7), True)) == [
        "torch.randn(15)[:4]",
        "torch.randn(16)[:4]",
    ]


def test_the_axes_say_how_many_numbers_there_are() -> None:
    for size, words in ((1, "1 number"), (2, "2 numbers"), (10_000, "10,000 numbers")):
        layout = decoded(drawing(7, size))["layout"]
        assert layout["xaxis"]["title"]["text"] == f"{words}<br>and the normal curve"
        assert layout["xaxis2"]["title"]["text"] == "of the first n numbers"
        assert layout["xaxis2"]["ticktext"] == ["1", "100", "10,000"]
