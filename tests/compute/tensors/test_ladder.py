"""The ladder of tensors: each drawn as the program says, with torch's own words about it."""

import contextlib
import io

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.network.spec import SpecError
from compute.tensors.ladder import (
    FILLS,
    NAMES,
    SIDES,
    LadderSpec,
    ladder,
    ladder_program,
    to_number,
    without_first_index,
)
from tests.cases import for_each

SPECS = st.builds(
    LadderSpec,
    seed=st.integers(0, 9999),
    **{name: st.integers(limits.low, limits.high) for name, limits in SIDES.items()},
    dtype=st.sampled_from(list(FILLS)),
)


def longhand(seed: int, depth: int, rows: int, columns: int, dtype: str) -> list[torch.Tensor]:
    """The four calls written out, with the global generator."""
    shapes = [(), (columns,), (rows, columns), (depth, rows, columns)]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        match dtype:
            case "int64":
                return [torch.randint(10, shape) for shape in shapes]
            case "uint8":
                return [torch.randint(256, shape, dtype=torch.uint8) for shape in shapes]
            case "bool":
                return [torch.randn(shape) > 0 for shape in shapes]
            case _:
                return [torch.randn(shape) for shape in shapes]


@given(spec=SPECS)
def test_the_rungs_are_what_raw_torch_draws(spec: LadderSpec) -> None:
    expected = longhand(spec.seed, spec.depth, spec.rows, spec.columns, spec.dtype)
    rungs = ladder(spec)
    assert [rung.name for rung in rungs] == list(NAMES)
    for indices, (rung, tensor) in enumerate(zip(rungs, expected, strict=True)):
        assert torch.equal(rung.tensor, tensor)
        assert rung.properties == {
            ".shape": str(tensor.shape),
            ".ndim": str(indices),
            ".numel()": str(tensor.numel()),
            ".dtype": f"torch.{spec.dtype}",
        }
    assert torch.equal(without_first_index(rungs[-1]), expected[-1][0])


@given(spec=SPECS, index=st.tuples(*[st.integers(-3, 9)] * 3))
def test_an_expression_names_the_element_it_says(spec: LadderSpec, index: tuple[int, ...]) -> None:
    for rung in ladder(spec):
        within = rung.within(index[: rung.tensor.ndim])
        assert len(within) == rung.tensor.ndim
        found = eval(rung.expression(within), {rung.name: rung.tensor})  # our own text, in a test
        assert torch.equal(found, rung.tensor[within])


def test_an_index_that_fits_stays() -> None:
    cube = ladder(LadderSpec())[-1]
    assert cube.within((1, 2, 3)) == (1, 2, 3)
    assert cube.within((9, 9, 9)) == (1, 2, 3)
    assert cube.within((-1, 0, -5)) == (0, 0, 0)


@for_each("dtype", FILLS)
def test_the_program_prints_the_same(dtype: str) -> None:
    spec = LadderSpec(42, 3, 2, 5, dtype)
    rungs = ladder(spec)
    printed = io.StringIO()
    with torch.random.fork_rng(devices=[]), contextlib.redirect_stdout(printed):
        exec(ladder_program(spec, ("cube", (2, 1, 4))), {})
        torch.set_printoptions(profile="default")
    for rung in rungs:
        assert f"{rung.tensor!s}\n{' '.join(rung.properties.values())}\n" in printed.getvalue()
    element = rungs[-1].tensor[2, 1, 4]
    assert printed.getvalue().endswith(
        f"{element!s}\n{element.item()}\ninvalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
        "`tensor.item<T>()` in C++ to convert a 0-dim tensor to a number\n"
        "a Tensor with 30 elements cannot be converted to Scalar\n"
    )


@given(spec=SPECS, index=st.tuples(*[st.integers(0, 9)] * 3))
def test_a_number_of_python_is_what_raw_torch_says(spec: LadderSpec, index: tuple[int, ...]) -> None:
    for rung in ladder(spec):
        within = rung.within(index[: rung.tensor.ndim])
        asked = to_number(rung, within)
        assert [each.code for each in asked][: 2 + (rung.tensor.ndim > 0)] == [each.code for each in asked]
        for each in asked:
            try:
                said, error = repr(eval(each.code, {rung.name: rung.tensor})), ""
            except (IndexError, RuntimeError) as raised:
                said, error = str(raised), type(raised).__name__
            assert (each.said, each.error) == (said, error)
        assert asked[1].error == "IndexError"
        assert [each.error for each in asked[2:]] == ["RuntimeError"] * (rung.tensor.numel() > 1) + [""] * (
            rung.tensor.ndim > 0 and rung.tensor.numel() == 1
        )


@pytest.mark.usefixtures("as_on_the_site")
@for_each(
    ("field", "value"),
    [("seed", -1), ("depth", 0), ("depth", 4), ("rows", 5), ("columns", 6), ("dtype", "complex64"), ("rows", 1.5)],
)
def test_what_cannot_be_is_refused(field: str, value: object) -> None:
    with pytest.raises(SpecError, match=field):
        LadderSpec(**{field: value})


def test_the_global_generator_stays_where_it_is() -> None:
    before = torch.random.get_rng_state()
    ladder(LadderSpec())
    assert torch.equal(torch.random.get_rng_state(), before)
