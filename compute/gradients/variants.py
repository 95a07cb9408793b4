"""Compute the loss of many variants of a network at once, each with other values of a few of its elements.

Curves, contours and finite differences ask for hundreds of losses; one batch of matrices answers them together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from compute.gradients.derivatives import has_kink
from compute.gradients.losses import Target, check_loss, target_tensor
from compute.network.activations import ACTIVATIONS
from compute.network.elements import Bias, Element, Unit, Weight, exists, is_changeable, name_of
from compute.network.network import Network
from compute.network.spec import SpecError

MOST_NUMBERS = 2_000_000
"""The most numbers that one batch of weights may have, 16 MB in float64; more variants are several batches."""


@dataclass(frozen=True, eq=False)
class VariantLosses:
    """The losses of variants, and on which side of its corner each unit was.

    Attributes
    ----------
    losses: of each variant.
    above: whether z > 0, for every unit (and point of the batch) whose activation has a corner at 0.
    """

    losses: Float[Tensor, " variants"]
    above: Bool[Tensor, "variants corners"]


def variant_losses(
    network: Network,
    target: Target,
    loss: str,
    elements: Sequence[Element],
    values: Float[Tensor, "variants elements"],
) -> VariantLosses:
    """Compute the losses of a network in which `elements` have other values, a row of `values` for each variant.

    Raises
    ------
    LossError: the loss does not fit the network, or the target not the loss.
    SpecError: an element that the network does not have or that is computed.
    """
    for element in elements:
        if not exists(element, network.spec) or not is_changeable(element):
            name = name_of(element, network.spec)
            raise SpecError(name, element, f"a feature, weight or bias of {network.spec}")
    widest = max(tensor.numel() for tensor in (network.features, *network.weights))
    with torch.no_grad():
        parts = [
            _variant_losses(network, target, loss, elements, part)
            for part in values.split(max(1, MOST_NUMBERS // widest))  # type: ignore[no-untyped-call]
        ]
    return VariantLosses(torch.cat([part.losses for part in parts]), torch.cat([part.above for part in parts]))


def _variant_losses(
    network: Network, target: Target, loss: str, elements: Sequence[Element], values: Tensor
) -> VariantLosses:
    spec = network.spec
    found = check_loss(spec, loss)
    features = _in_variants(network.features.detach(), _of_features(elements), values)
    outputs, above = features.expand(len(values), *network.features.shape), []
    for layer, weights in enumerate(network.weights, start=1):
        z = outputs @ _in_variants(weights.detach(), _of_weights(elements, layer), values)
        if network.biases:
            z = z + _in_variants(network.biases[layer - 1].detach(), _of_biases(elements, layer), values)
        if has_kink(spec.activation_of(layer)):
            above.append((z > 0).flatten(1))
        outputs = ACTIVATIONS[spec.activation_of(layer)](z)
    rows = (z if found.of_logits else outputs).flatten(0, 1)
    terms = found.terms(rows, target_tensor(spec, target, loss, rows))
    corners = torch.cat(above, dim=1) if above else torch.empty((len(values), 0), dtype=torch.bool)
    return VariantLosses(terms.view(len(values), -1).mean(dim=1), corners)


_Place = tuple[int, int, int]
"""Where an element stands in `elements`, and row and column in its tensor."""


def _in_variants(tensor: Tensor, places: Iterator[_Place], values: Tensor) -> Tensor:
    """Return a tensor for each variant, with the other values at these places; itself where there are none."""
    found = list(places)
    if not found:
        return tensor
    variants = tensor.expand(len(values), *tensor.shape).clone()
    for at, row, column in found:
        variants[:, row, column] = values[:, at]
    return variants


def _of_features(elements: Sequence[Element]) -> Iterator[_Place]:
    return ((at, 0, each.index) for at, each in enumerate(elements) if isinstance(each, Unit))


def _of_weights(elements: Sequence[Element], layer: int) -> Iterator[_Place]:
    return (
        (at, each.row, each.column)
        for at, each in enumerate(elements)
        if isinstance(each, Weight) and each.layer == layer
    )


def _of_biases(elements: Sequence[Element], layer: int) -> Iterator[_Place]:
    return ((at, 0, each.column) for at, each in enumerate(elements) if isinstance(each, Bias) and each.layer == layer)
