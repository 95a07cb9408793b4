"""A matrix in a formula: whole as long as it is small, else its corners with dots between."""

import pytest
import torch

from components.network.panels.formula import MAX_MATRIX, matrix


@pytest.mark.parametrize("rows", [1, MAX_MATRIX, MAX_MATRIX + 1])
@pytest.mark.parametrize("columns", [1, MAX_MATRIX, MAX_MATRIX + 1])
def test_dots_stand_for_what_has_no_room_and_for_nothing_else(rows: int, columns: int) -> None:
    written = matrix(torch.arange(rows * columns, dtype=torch.float32).reshape(rows, columns))
    high, wide = (size if size <= MAX_MATRIX else MAX_MATRIX - 1 for size in (rows, columns))
    assert written.count(".0000") == high * wide
    assert (r"\cdots" in written) == (columns > MAX_MATRIX)
    assert (r"\vdots" in written) == (rows > MAX_MATRIX)
    assert f"{rows * columns - 1}.0000" in written
