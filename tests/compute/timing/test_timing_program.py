"""The programs of the devices page, written out."""

from math import isnan

from compute.network.spec import NetworkSpec
from compute.timing.products import python_loop, torch_sum
from compute.timing.program import (
    TIMED_AT_HOME,
    digits_step,
    measured_step,
    measured_times,
    moving_steps,
    plain_source,
    timing_step,
    variable_of,
    ways_step,
)
from compute.timing.timing import Measurement, Timed
from tests.cases import for_each

MEASURED = Measurement(
    7,
    4,
    2,
    ("python", "sum", "mm cuda:0"),
    (
        Timed("python", 1, 1.23456e-5, 3),
        Timed("python", 2, 0.5, 3),
        Timed("mm cuda:0", 1, 2.0, 3),
        Timed("mm cuda:0", 4, 3.0, 3),
    ),
)


def test_the_network_is_drawn_and_moved() -> None:
    _found, drawn, there, back = moving_steps(NetworkSpec(seed=12, inputs=5, hidden=(4,)))
    assert drawn == (
        "torch.manual_seed(12)\nfeatures = torch.randn((1, 5))\nW1 = torch.randn(5, 4)\nW2 = torch.randn(4, 1)\n"
        "B1 = torch.randn((1, 4))\nB2 = torch.randn((1, 1))"
    )
    assert there.count(".to(device)") == 5
    assert back.startswith(
        "h = torch.sigmoid(torch.mm(features, W1) + B1)\noutput = torch.sigmoid(torch.mm(h, W2) + B2)"
    )
    assert back.endswith("print(output.cpu().numpy())")


def test_more_digits_are_those_of_the_same_network() -> None:
    step = digits_step()
    assert "torch.mm(exact[0], exact[1]) + exact[2]" in step
    assert "torch.mm(exact_h, exact[3]) + exact[4]" in step
    assert "(features, W1, B1, W2, B2)" in step
    assert "{output.item():.10f} in float32 on {device}" in step
    assert "{exact_output.item():.10f} in float64, {differences.max():.1e} apart" in step


def test_both_ways_to_the_sum_of_one_unit() -> None:
    step = ways_step(NetworkSpec(seed=12, inputs=5, hidden=()))
    assert step.startswith(
        "torch.manual_seed(12)\nfeatures = torch.randn((1, 5))\nweights = torch.randn_like(features)\n"
    )
    assert "torch.sum(features * weights) + bias" in step
    assert "torch.mm(features, weights.view(5, 1)) + bias" in step
    assert step.endswith('print(f"{by_sum.item():.10f} by torch.sum")\nprint(f"{by_mm.item():.10f} by torch.mm")')


def test_times_stand_by_the_variable_of_their_way_with_four_digits() -> None:
    times = measured_times(MEASURED)
    assert list(times) == ["seconds_python", "seconds_mm_cuda_0"]
    assert times["seconds_python"][:2] == [1.235e-5, 0.5]
    assert [isnan(seconds) for seconds in times["seconds_python"]] == [False, False, True]
    assert times["seconds_mm_cuda_0"][::2] == [2.0, 3.0]
    assert isnan(times["seconds_mm_cuda_0"][1])


@for_each(("way", "name"), [("mm", "seconds_mm"), ("move cuda:10", "seconds_move_cuda_10"), ("a-b", "seconds_a_b")])
def test_a_variable_has_letters_and_digits(way: str, name: str) -> None:
    assert variable_of(way) == name


def test_the_times_as_a_table() -> None:
    assert measured_step(MEASURED) == (
        "from math import nan\n\nsizes = torch.tensor([1, 2, 4])\n"
        "seconds_python = torch.tensor([1.235e-05, 0.5, nan], dtype=torch.float64)\n"
        "seconds_mm_cuda_0 = torch.tensor([2.0, nan, 3.0], dtype=torch.float64)\n"
        'print("measured on the site: n, seconds_python, seconds_mm_cuda_0")\n'
        "for n, *row in zip(sizes, seconds_python, seconds_mm_cuda_0):\n"
        '    print(int(n), *(f"{seconds:.2e}" for seconds in row))'
    )


def test_the_measurement_at_home_has_seed_sizes_and_threads() -> None:
    step = timing_step(12, (1, 2), 3)
    assert TIMED_AT_HOME == (1, 2, 4, 8, 16, 32, 64)
    assert "torch.set_num_threads(3)\n" in step
    assert "for n in (1, 2):\n    torch.manual_seed(12)\n    a, b = torch.randn(n, n), torch.randn(n, n)\n" in step
    assert "def shortest(work, runs=5):" in step
    assert step.count("0.05") == 2
    assert '"python": lambda: python_loop(rows, others),' in step
    assert "last[name] = shortest(way) if last[name] < 0.05 else math.nan" in step
    assert plain_source(python_loop) in step
    assert plain_source(torch_sum) in step


def test_a_function_is_written_without_docstring_and_types() -> None:
    def doubled(value: int, other: float = 2.0) -> float:
        """Double a value."""
        return value * other

    def bare(value: int) -> int:
        return value

    assert plain_source(doubled) == "def doubled(value, other=2.0):\n    return value * other"
    assert plain_source(bare) == "def bare(value):\n    return value"
