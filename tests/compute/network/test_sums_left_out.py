"""What is left out of a sum is torch's own sum of the rest."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.network.left_out import sum_left_out, total_left_out


@given(st.integers(1, 64), st.integers(1, 4), st.integers(0, 9999))
def test_what_is_shown_and_the_rest_are_the_whole(terms: int, sums: int, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    values = torch.randn(terms, sums, generator=generator)
    shown = torch.stack([torch.randperm(terms, generator=generator)[: terms // 2] for _ in range(sums)], dim=1)
    rest = sum_left_out(values, shown)
    for column in range(sums):
        others = [row for row in range(terms) if row not in shown[:, column].tolist()]
        assert torch.allclose(rest[column], torch.sum(values[others, column]), atol=1e-4)
        assert abs(total_left_out(values[:, column], shown[:, column].tolist()) - float(rest[column])) < 1e-4


def test_nothing_is_left_out_of_a_sum_that_is_all_there() -> None:
    assert total_left_out(torch.tensor([1e8, 1.0, -1e8]), [0, 1, 2]) == 0.0
    assert total_left_out(torch.tensor([1e8, 1.0, -1e8]), [0, 2]) == 1.0
