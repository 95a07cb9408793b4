"""randn: the numbers of a seed, their statistics, and what changes at 16 elements."""

import contextlib
import io
import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.network.spec import SpecError
from compute.tensors.randn import (
    BAR,
    FEW,
    MOST,
    SIZES,
    DrawSpec,
    approach,
    crossing,
    deviation,
    draw_numbers,
    histogram,
    like,
    normal_density,
    randn_program,
    randn_steps,
    twice,
)
from tests.cases import for_each

SPECS = st.builds(DrawSpec, seed=st.integers(0, 9999), size=st.sampled_from(SIZES))


def longhand(seed: int, *sizes: object) -> list[torch.Tensor]:
    """Draws one after the other with the global generator."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return [torch.randn(size) for size in sizes]


@given(spec=SPECS)
def test_the_numbers_are_those_of_manual_seed(spec: DrawSpec) -> None:
    (expected,) = longhand(spec.seed, spec.size)
    assert torch.equal(draw_numbers(spec), expected)


@given(spec=SPECS)
def test_every_number_is_in_the_histogram(spec: DrawSpec) -> None:
    numbers = draw_numbers(spec)
    found = histogram(numbers)
    width = found.edges[1] - found.edges[0]
    counts = found.density * width * spec.size
    assert float(counts.sum()) == pytest.approx(spec.size, rel=1e-4)
    middle = len(counts) // 2
    assert float(counts[:middle].sum()) == pytest.approx(int((numbers < 0).sum()), abs=1e-2 * math.sqrt(spec.size))


@pytest.mark.parametrize(("size", "width"), [(FEW, 2 * BAR), (FEW + 1, BAR)])
def test_few_numbers_have_wider_bars(size: int, width: float) -> None:
    edges = histogram(torch.zeros(size)).edges
    assert torch.allclose(edges.diff(), torch.tensor(width))


def test_the_curve_is_the_normal_one() -> None:
    z = torch.linspace(-3, 3, 13)
    assert torch.allclose(normal_density(z), torch.distributions.Normal(0.0, 1.0).log_prob(z).exp())


@given(spec=SPECS)
def test_the_way_of_mean_and_deviation(spec: DrawSpec) -> None:
    numbers = draw_numbers(spec)
    way = approach(numbers)
    assert way.counts[0] == 1
    assert way.counts[-1] == spec.size
    for count, mean, spread in zip(way.counts.tolist(), way.means.tolist(), way.deviations.tolist(), strict=True):
        first = numbers[:count].double()
        assert mean == pytest.approx(float(first.mean()), abs=1e-6)
        if count > 1:
            assert spread == pytest.approx(float(first.std()), abs=1e-6)
        else:
            assert math.isnan(spread)


def test_a_single_number_has_no_deviation() -> None:
    assert math.isnan(deviation(draw_numbers(DrawSpec(7, 1))))
    assert deviation(draw_numbers(DrawSpec(7, 15))) == pytest.approx(float(longhand(7, 15)[0].std()))


def test_more_numbers_come_nearer() -> None:
    far, near = (
        sum(abs(float(draw_numbers(DrawSpec(seed, size)).mean())) for seed in range(50)) for size in (20, 10_000)
    )
    assert near < far / 10


@given(seed=st.integers(0, 9999))
def test_the_same_seed_twice(seed: int) -> None:
    draws = twice(seed)
    first, second = longhand(seed, 4, 4)
    assert torch.equal(draws.first, first)
    assert torch.equal(draws.again, first)
    assert torch.equal(draws.going_on, second)
    assert draws.same
    assert draws.went_on_to_others


@given(seed=st.integers(0, 9999))
def test_randn_like(seed: int) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = torch.randn(2, 3)
        drawn = torch.randn_like(model)
    shown = like(seed)
    assert torch.equal(shown.model, model)
    assert torch.equal(shown.drawn, drawn)


@given(seed=st.integers(0, 9999))
def test_the_sixteenth_element(seed: int) -> None:
    crossed = crossing(seed)
    ((below,), (above,)) = longhand(seed, 15), longhand(seed, 16)
    assert torch.equal(crossed.below, below)
    assert torch.equal(crossed.above, above)
    assert crossed.kept.tolist() == [float(left) == float(right) for left, right in zip(below, above, strict=False)]


def test_the_sixteenth_element_of_seed_seven() -> None:
    crossed = crossing(7)
    assert float(crossed.below[0]) == pytest.approx(-0.1468, abs=5e-5)
    assert float(crossed.above[0]) == pytest.approx(-0.8201, abs=5e-5)
    assert not crossed.kept.any()
    assert [DrawSpec(7, size).vectorized for size in (15, 16)] == [False, True]


def test_up_to_fifteen_a_longer_draw_begins_alike() -> None:
    assert torch.equal(draw_numbers(DrawSpec(7, 15))[:9], draw_numbers(DrawSpec(7, 9)))


@pytest.mark.parametrize("size", [15, 16, 10_000])
def test_the_program_prints_the_same(size: int) -> None:
    printed = io.StringIO()
    with torch.random.fork_rng(devices=[]), contextlib.redirect_stdout(printed):
        exec(randn_program(DrawSpec(7, size)), {})
        torch.set_printoptions(profile="default")
    numbers, crossed, again = longhand(7, size)[0], crossing(7), twice(7)
    expected = [
        numbers[:20],
        f"{numbers.mean()!s} {numbers.std()!s}",
        like(7).model,
        like(7).drawn,
        again.first,
        again.again,
        again.going_on,
        "True False",
        crossed.below[:4],
        crossed.above[:4],
    ]
    assert printed.getvalue() == "\n".join(map(str, expected)) + "\n"


@for_each(("field", "value"), [("seed", 10_000), ("size", 0), ("size", 21), ("size", 10_001)])
def test_what_cannot_be_is_refused(field: str, value: int) -> None:
    with pytest.raises(SpecError, match=field):
        DrawSpec(**{field: value})


def test_the_global_generator_stays_where_it_is() -> None:
    before = torch.random.get_rng_state()
    draw_numbers(DrawSpec())
    twice(7)
    like(7)
    crossing(7)
    assert torch.equal(torch.random.get_rng_state(), before)


@pytest.mark.parametrize(("size", "shown"), [(MOST, "print(t)"), (25, f"print(t[:{MOST}])")])
def test_the_program_prints_as_many_numbers_as_fit_in_a_line(size: int, shown: str) -> None:
    assert shown in randn_steps(DrawSpec(7, size))[0]
