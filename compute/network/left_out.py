"""Add up the terms that are not shown where a sum is cut, so that these and the shown ones give the whole."""

import torch
from jaxtyping import Float, Int
from torch import Tensor


def sum_left_out(terms: Float[Tensor, "terms sums"], shown: Int[Tensor, "shown sums"]) -> Float[Tensor, " sums"]:
    """Sum each column of `terms` without the rows that are `shown` of it.

    The shown terms are set to zero first: subtracting them from the whole sum would leave rounding errors.
    """
    return terms.scatter(0, shown, 0.0).sum(dim=0)


def total_left_out(terms: Float[Tensor, " terms"], shown: list[int]) -> float:
    """Sum one list of terms without those whose indices are `shown`."""
    return float(sum_left_out(terms[:, None], torch.tensor(shown, dtype=torch.int64)[:, None])[0])
