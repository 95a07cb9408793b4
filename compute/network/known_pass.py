"""Hold a forward pass as far as it has been computed; what is not known yet cannot be read from it.

Figures and panels read this record only, so that none of them can show a number before its time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from jaxtyping import Float
from torch import Tensor

from compute.network.activations import Activation
from compute.network.elements import Unit
from compute.network.forward import ForwardPass, LayerPass
from compute.network.network import Network
from compute.network.walk import ACTIVATION, BIAS, EVERYTHING, PRODUCT, STEP_NAMES, SUM, Progress, Step

_T = TypeVar("_T")

Value: TypeAlias = float | None
"""A number, or None where it has not been computed yet."""


@dataclass(frozen=True, eq=False)
class KnownLayer:
    """What is known of a layer, for the first row of the batch. The tensors require no gradients.

    Attributes
    ----------
    weights, bias: W and B, which are given; B is None without biases.
    inputs: the value of each unit of the layer before.
    products: of each unit, its inputs times its weights.
    weighted_sum, preactivation, output: of each unit the sum of its products, z, and f(z).
    """

    activation: Activation
    weights: Float[Tensor, "inputs units"]
    bias: Float[Tensor, "1 units"] | None
    inputs: Sequence[Value]
    products: Sequence[Float[Tensor, " inputs"] | None]
    weighted_sum: Sequence[Value]
    preactivation: Sequence[Value]
    output: Sequence[Value]


@dataclass(frozen=True, eq=False)
class KnownPass:
    """What is known of a forward pass, layer by layer.

    Attributes
    ----------
    network: features, weights and biases, which are given.
    step: the step that was computed last, which is lit; None where there is none.
    whole: the pass itself once all of it has been computed, else None.
    """

    network: Network
    device: str
    layers: tuple[KnownLayer, ...]
    step: Step | None
    whole: ForwardPass | None

    @property
    def output(self) -> Sequence[Value]:
        """y, the output of the last layer."""
        return self.layers[-1].output

    def values(self, layer: int) -> Sequence[Value]:
        """Return the values of the units of layer 0 (the features) .. depth (the output)."""
        return self.layers[0].inputs if layer == 0 else self.layers[layer - 1].output

    def value(self, unit: Unit) -> Value:
        """Return the value of one unit."""
        return self.values(unit.layer)[unit.index]


def known_pass(passed: ForwardPass, progress: Progress = EVERYTHING) -> KnownPass:
    """Return the part of a forward pass that `progress` has computed; without `progress` all of it."""
    layers: list[KnownLayer] = []
    inputs: Sequence[Value] = passed.network.features[0].tolist()
    for at, layer in enumerate(passed.layers, start=1):
        done = [progress.done_of(Unit(at, index)) for index in range(layer.weights.shape[1])]
        layers.append(_known_layer(layer, inputs, done))
        inputs = layers[-1].output
    is_whole = all(None not in layer.output for layer in layers)
    return KnownPass(passed.network, passed.device, tuple(layers), progress.step, passed if is_whole else None)


def _known_layer(layer: LayerPass, inputs: Sequence[Value], done: Sequence[int]) -> KnownLayer:
    """Return the known part of a layer; `done` is the number of its steps that are done, for each unit."""
    return KnownLayer(
        activation=layer.activation,
        weights=layer.weights.detach(),
        bias=None if layer.bias is None else layer.bias.detach(),
        inputs=inputs,
        products=_known(layer.products.detach().unbind(dim=1), PRODUCT, done),
        weighted_sum=_known(layer.weighted_sum[0].tolist(), SUM, done),
        preactivation=_known(layer.preactivation[0].tolist(), BIAS, done),
        output=_known(layer.output[0].tolist(), ACTIVATION, done),
    )


def _known(values: Sequence[_T], step: str, done: Sequence[int]) -> list[_T | None]:
    """Return the value that this step gives each unit, None where it has not been done."""
    needed = STEP_NAMES.index(step) + 1
    return [value if at >= needed else None for value, at in zip(values, done, strict=True)]
