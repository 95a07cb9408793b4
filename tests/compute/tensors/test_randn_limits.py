"""A draw at the ends of each range, what is seen of it, and its program, written out."""

import pytest
import torch

from compute.network.spec import SpecError
from compute.tensors.randn import (
    DrawSpec,
    Twice,
    approach,
    crossing,
    deviation,
    histogram,
    randn_steps,
)
from tests.cases import for_each


def test_what_holds_where_nothing_is_said() -> None:
    assert DrawSpec() == DrawSpec(7, 15)


@for_each(("field", "low", "high"), [("seed", 0, 9999)])
def test_each_number_of_a_drawspec_may_be_at_both_ends_of_its_range(field: str, low: int, high: int) -> None:
    for value in (low, high):
        assert getattr(DrawSpec(**{field: value}), field) == value
    for value in (low - 1, high + 1):
        with pytest.raises(SpecError) as caught:
            DrawSpec(**{field: value})
        assert (caught.value.field, caught.value.value, caught.value.allowed) == (field, value, f"{low}..{high}")


@for_each(("size", "is_allowed"), [(1, True), (20, True), (21, False), (25, True), (10_000, True), (10_001, False)])
def test_a_draw_has_one_of_the_sizes(size: int, is_allowed: bool) -> None:
    if is_allowed:
        assert DrawSpec(7, size).vectorized is (size >= 16)
        return
    with pytest.raises(SpecError, match="size"):
        DrawSpec(7, size)


@pytest.mark.usefixtures("as_on_the_site")
def test_true_is_no_size() -> None:
    with pytest.raises(SpecError, match="size = True"):
        DrawSpec(7, True)


@for_each(("largest", "reach"), [(0.5, 4), (4.0, 4), (4.01, 5), (-5.5, 6), (-3.9, 4)])
def test_the_histogram_reaches_to_four_or_as_far_as_the_draw(largest: float, reach: int) -> None:
    edges = histogram(torch.tensor([0.0, largest])).edges
    assert (float(edges[0]), float(edges[-1])) == (-reach, reach)
    assert len(edges) == 4 * reach + 1


@for_each(("count", "bars"), [(50, 16), (51, 32)])
def test_fifty_numbers_have_bars_of_half_a_deviation_and_more_have_a_quarter(count: int, bars: int) -> None:
    found = histogram(torch.zeros(count))
    assert len(found.density) == bars
    assert float(found.density.sum()) * 8 / bars == pytest.approx(1.0)


def test_two_numbers_have_a_deviation_and_one_has_none() -> None:
    assert deviation(torch.tensor([1.0, 3.0])) == pytest.approx(2**0.5)
    assert deviation(torch.tensor([1.0])) != deviation(torch.tensor([1.0]))


def test_mean_and_deviation_on_the_way() -> None:
    way = approach(torch.tensor([1.0, 3.0, 5.0, 7.0]))
    assert way.counts.tolist() == [1, 2, 3, 4]
    assert way.means.tolist() == pytest.approx([1.0, 2.0, 3.0, 4.0])
    assert way.deviations.tolist()[1:] == pytest.approx([2**0.5, 2.0, (20 / 3) ** 0.5])
    assert approach(torch.zeros(10_000)).counts[-2] == 8555  # the last but one of 59 steps: 10 ** (4 * 58 / 59)
    assert approach(torch.zeros(10_000)).counts[-1] == 10_000


def test_two_draws_are_the_same_or_went_on() -> None:
    one, other = torch.zeros(4), torch.ones(4)
    drawn = [Twice(one, one, other), Twice(one, other, other), Twice(one, other, one)]
    assert [each.same for each in drawn] == [True, False, False]
    assert [each.went_on_to_others for each in drawn] == [True, False, True]
    assert len(crossing(7).below) == 15
    assert len(crossing(7).above) == 16


@for_each(("size", "shown"), [(15, "print(t)"), (20, "print(t)"), (25, "print(t[:20])"), (10_000, "print(t[:20])")])
def test_the_steps_of_a_draw(size: int, shown: str) -> None:
    drawn, model, again, crossed = randn_steps(DrawSpec(12, size))
    assert drawn == (
        "import torch\n\ntorch.set_printoptions(precision=4, sci_mode=False)\n\ntorch.manual_seed(12)\n"
        f"t = torch.randn({size})\n{shown}\nprint(t.mean(), t.std())"
    )
    assert model == (
        "torch.manual_seed(12)\nmodel = torch.randn(2, 3)\nlike = torch.randn_like(model)\n"
        'print(model, like, sep="\\n")'
    )
    assert again == (
        "torch.manual_seed(12)\nfirst = torch.randn(4)\ntorch.manual_seed(12)\nagain = torch.randn(4)\n"
        'going_on = torch.randn(4)\nprint(first, again, going_on, sep="\\n")\n'
        "print(torch.equal(first, again), torch.equal(again, going_on))"
    )
    assert crossed == (
        "torch.manual_seed(12)\nbelow = torch.randn(15)\ntorch.manual_seed(12)\nabove = torch.randn(16)\n"
        'print(below[:4], above[:4], sep="\\n")'
    )
