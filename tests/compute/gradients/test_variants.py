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


def test_on_the_corner_a_unit_is_not_above_it() -> None:
    spec = NetworkSpec(inputs=1, hidden=(), output_activation="relu", bias=False)
    network = edit(draw(spec), {Unit(0, 0): 1.0})
    shown = variant_losses(network, 1, "mse", [Weight(1, 0, 0)], torch.tensor([[-0.5], [0.0], [0.5]]))
    assert shown.above.tolist() == [[False], [False], [True]]
    assert shown.losses.tolist() == [1.0, 1.0, 0.25]


def test_without_a_corner_there_is_no_side() -> None:
    shown = variant_losses(draw(NetworkSpec()), 1, "mse", [Bias(1, 1)], torch.zeros((4, 1)))
    assert shown.above.shape == (4, 0)


@for_each(("most", "sizes"), [(60, [10, 10, 3]), (59, [9, 9, 5]), (7, [1] * 23), (5, [1] * 23), (138, [23])])
def test_a_batch_has_no_more_numbers_than_it_may(most: int, sizes: list[int]) -> None:
    found, one_batch = [], variants._variant_losses

    def counted(*given: object) -> variants.VariantLosses:
        found.append(len(given[-1]))
        return one_batch(*given)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(variants, "MOST_NUMBERS", most)
        patched.setattr(variants, "_variant_losses", counted)
        shown = variant_losses(draw(NetworkSpec()), 1, "mse", [Weight(1, 0, 0)], torch.zeros((23, 1)))
    assert found == sizes  # the widest tensor has 3 x 2 numbers
    assert len(shown.losses) == 23


@for_each(
    ("element", "field"), [(Weight(3, 0, 0), "w3.1.1"), (Bias(1, 2), "b1.3"), (Unit(1, 0), "h1.1"), (Unit(2, 0), "y1")]
)
def test_a_refused_element_is_named(element: Element, field: str) -> None:
    with pytest.raises(SpecError) as refused:
        variant_losses(draw(NetworkSpec()), 1, "mse", [Weight(1, 0, 0), element], torch.zeros(1, 2))
    assert (refused.value.field, refused.value.value) == (field, element)
    assert refused.value.allowed == "a feature, weight or bias of 3-2-1"
