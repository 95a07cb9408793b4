"""The ladder of tensors at the ends of each range, and its program, written out."""

import pytest

from compute.network.spec import SpecError
from compute.tensors.ladder import LadderSpec, ladder, ladder_steps, to_number
from tests.cases import for_each


def test_what_holds_where_nothing_is_said() -> None:
    assert LadderSpec() == LadderSpec(7, 2, 3, 4, "int64")
    assert LadderSpec().shapes == ((), (4,), (3, 4), (2, 3, 4))


@for_each(("field", "low", "high"), [("seed", 0, 9999), ("depth", 1, 3), ("rows", 1, 4), ("columns", 1, 5)])
def test_each_number_of_a_ladderspec_may_be_at_both_ends_of_its_range(field: str, low: int, high: int) -> None:
    for value in (low, high):
        assert getattr(LadderSpec(**{field: value}), field) == value
    for value in (low - 1, high + 1):
        with pytest.raises(SpecError) as caught:
            LadderSpec(**{field: value})
        assert (caught.value.field, caught.value.value, caught.value.allowed) == (field, value, f"{low}..{high}")


def test_an_index_that_is_too_short_goes_on_with_zeros() -> None:
    cube = ladder(LadderSpec())[3]
    assert cube.within((1,)) == (1, 0, 0)
    assert cube.within(()) == (0, 0, 0)
    assert cube.within((5, 5)) == (1, 2, 0)
    assert ladder(LadderSpec())[0].within((1, 2)) == ()
    assert cube.expression((1, 2, 3)) == "cube[1, 2, 3]"
    assert ladder(LadderSpec())[0].expression(()) == "scalar"


def test_the_lines_that_ask_for_a_number() -> None:
    scalar, vector, *_rest = ladder(LadderSpec())
    assert [asked.code for asked in to_number(scalar, ())] == ["scalar.item()", "scalar[0]"]
    assert [asked.code for asked in to_number(vector, (2,))] == ["vector[2].item()", "vector[2][0]", "vector.item()"]
    item = to_number(vector, (2,))[0]
    assert (item.said, item.error) == (repr(vector.tensor[2].item()), "")


def test_the_steps_of_the_ladder() -> None:
    start, drawn, told, element, number = ladder_steps(LadderSpec(12), ("matrix", (1, 2)))
    assert start == "import torch\n\ntorch.manual_seed(12)"
    assert drawn == (
        "scalar = torch.randint(10, ())\nvector = torch.randint(10, (4,))\nmatrix = torch.randint(10, (3, 4))\n"
        "cube = torch.randint(10, (2, 3, 4))"
    )
    assert told == (
        "for t in (scalar, vector, matrix, cube):\n    print(t)\n    print(t.shape, t.ndim, t.numel(), t.dtype)"
    )
    assert element == "print(matrix[1, 2])"
    assert number == (
        "print(matrix[1, 2].item())\ntry:\n    matrix[1, 2][0]\nexcept IndexError as error:\n    print(error)\n"
        "try:\n    matrix.item()\nexcept RuntimeError as error:\n    print(error)"
    )
    floats = ladder_steps(LadderSpec(dtype="float32"), ("scalar", ()))
    assert floats[0] == ("import torch\n\ntorch.set_printoptions(precision=4, sci_mode=False)\ntorch.manual_seed(7)")
    assert floats[1].startswith("scalar = torch.randn(())\n")
    assert (
        "matrix = torch.randint(256, (3, 4), dtype=torch.uint8)"
        in ladder_steps(LadderSpec(dtype="uint8"), ("scalar", ()))[1]
    )
    assert "vector = torch.randn((4,)) > 0" in ladder_steps(LadderSpec(dtype="bool"), ("scalar", ()))[1]
