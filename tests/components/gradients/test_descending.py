"""Steps of gradient descent are torch's own, wherever what is remembered of them begins."""

import pytest
import torch
from torch import Tensor

from components.gradients.descending import AT_ONCE, DescentStart, in_time, stepped
from components.state.scene import NotReady
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.longhand import draw_longhand


def longhand(seed: int, updates: int, rate: float) -> list[Tensor]:
    features, weights, biases = draw_longhand(NetworkSpec(seed=seed))
    leaves = [leaf.requires_grad_() for leaf in (*weights, *biases)]
    for _ in range(updates):
        w1, w2, b1, b2 = leaves
        output = torch.sigmoid(torch.sigmoid(features @ w1 + b1) @ w2 + b2)
        slopes = torch.autograd.grad(((output - 1) ** 2).mean(), leaves)
        leaves = [(leaf - rate * slope).detach().requires_grad_() for leaf, slope in zip(leaves, slopes, strict=True)]
    return leaves


@for_each("updates", [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE + 7])
def test_every_number_of_steps_leads_where_torch_comes(updates: int) -> None:
    reached = stepped(DescentStart(NetworkSpec(seed=5), "", 1.0, "mse", 0.5), updates)
    assert reached.taken == updates
    wanted = longhand(5, updates, 0.5)
    for found, expected in zip((*reached.network.weights, *reached.network.biases), wanted, strict=True):
        assert torch.allclose(found, expected, atol=1e-5)


def test_it_stops_where_numbers_would_no_longer_be_finite() -> None:
    spec = NetworkSpec(activation="identity", output_activation="identity")
    start = DescentStart(spec, "", 1.0, "mse", 100.0)
    far, further = stepped(start, 60), stepped(start, 1000)
    assert 0 < far.taken < 60
    assert further.taken == far.taken
    assert all(bool(weight.isfinite().all()) for weight in further.network.weights)


def test_changed_values_count_from_the_beginning() -> None:
    one, other = (stepped(DescentStart(NetworkSpec(), edits, 1.0, "mse", 0.1), 1) for edits in ("", "w1.1.1_0.5"))
    assert float(other.network.weights[0][0, 0]) == pytest.approx(0.5, abs=0.05)
    assert float(one.network.weights[0][0, 0]) == pytest.approx(-1.1143, abs=0.05)


def test_who_cannot_wait_is_told_so_and_gets_further_each_time() -> None:
    start = DescentStart(NetworkSpec(seed=11), "", 1.0, "mse", 0.125)
    with in_time(0.0), pytest.raises(NotReady):
        stepped(start, 1)
    assert stepped(start, 2 * AT_ONCE + 3).taken == 2 * AT_ONCE + 3
    with in_time(0.0):
        assert stepped(start, 2 * AT_ONCE).taken == 2 * AT_ONCE, "what is remembered costs no time"
        assert stepped(start, AT_ONCE).taken == AT_ONCE
    with in_time(0.0), pytest.raises(NotReady):
        stepped(start, 2 * AT_ONCE + 3)
    with in_time(0.02), pytest.raises(NotReady):
        stepped(start, 1000)
    tries = 0
    while tries < 1000:
        tries += 1
        try:
            with in_time(0.02):
                reached = stepped(start, 1000)
        except NotReady:
            continue
        break
    assert reached.taken == 1000
    assert 1 < tries < 1000
