"""The two ways to the weighted sum of one unit, worked out by hand."""

import pytest

from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.ways import ways

VALUES: dict[Element, float] = {Unit(0, 0): 2.0, Unit(0, 1): -1.0, Weight(1, 0, 0): 0.5, Weight(1, 1, 0): 3.0}
"""2 * 0.5 - 1 * 3 = -2."""


@pytest.mark.parametrize(("bias", "output"), [(True, -1.5), (False, -2.0)])
def test_both_ways_give_the_sum_and_the_output(bias: bool, output: float) -> None:
    spec = NetworkSpec(inputs=2, hidden=(), activation="sigmoid", output_activation="identity", bias=bias)
    values = {**VALUES, Bias(1, 0): 0.5} if bias else VALUES
    summed, multiplied = ways(edit(draw(spec), values))
    assert (summed.code, multiplied.code) == (
        "torch.sum(features * weights)",
        "torch.mm(features, weights.view(2, 1))",
    )
    assert (float(summed.weighted_sum), float(multiplied.weighted_sum)) == (-2.0, -2.0)
    assert (tuple(summed.weighted_sum.shape), tuple(multiplied.weighted_sum.shape)) == ((), (1, 1))
    assert (float(summed.output), float(multiplied.output)) == (output, output)
    assert tuple(summed.output.shape) == tuple(multiplied.output.shape) == (1, 1)
