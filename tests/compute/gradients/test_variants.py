"""The losses of many variants at once are those of each network by itself."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.gradients import variants
from compute.gradients.backward import backward
from compute.gradients.variants import variant_losses
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec, SpecError
from tests.cases import for_each
from tests.compute.gradients.random_networks import learnings
from tests.compute.states import changeable
from tests.examples import examples


@given(data=st.data())
@examples(60)
def test_each_loss_is_that_of_the_network_with_these_values(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(learnings(60)))
    network = draw(case.spec)
    elements = data.draw(st.lists(st.sampled_from(changeable(case.spec)), min_size=1, max_size=4, unique=True))
    values = torch.randn((5, len(elements)), generator=torch.Generator().manual_seed(data.draw(st.integers(0, 99))))
    shown = variant_losses(network, case.target, case.loss, elements, values)
    for row, loss, above in zip(values.tolist(), shown.losses.tolist(), shown.above.tolist(), strict=True):
        passed = forward_network(edit(network, dict(zip(elements, row, strict=True))))
        assert loss == pytest.approx(backward(passed, case.target, case.loss).value, rel=1e-4, abs=1e-6)
        with_corner = [layer for layer in passed.layers if layer.activation.name in ("relu", "leaky_relu")]
        z = [value for layer in with_corner for value in layer.preactivation[0].tolist()]
        assert len(above) == len(z)
        assert all(side == (value > 0) for side, value in zip(above, z, strict=True) if abs(value) > 1e-5)


def test_many_variants_are_several_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    network = draw(NetworkSpec(activation="relu"))
    values = torch.linspace(-3, 3, 101)[:, None]
    at_once = variant_losses(network, 1, "mse", [Weight(1, 0, 0)], values)
    monkeypatch.setattr(variants, "MOST_NUMBERS", 60)
    in_parts = variant_losses(network, 1, "mse", [Weight(1, 0, 0)], values)
    torch.testing.assert_close(at_once.losses, in_parts.losses)
    assert torch.equal(at_once.above, in_parts.above)


@for_each("element", [Weight(3, 0, 0), Bias(1, 2), Unit(1, 0), Unit(0, 3)])
def test_an_element_that_cannot_be_changed_is_refused(element: Element) -> None:
    with pytest.raises(SpecError):
        variant_losses(draw(NetworkSpec()), 1, "mse", [element], torch.zeros(1, 1))
