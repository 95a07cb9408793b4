"""Run the backward pass by hand and keep every part of the chain rule.

From the loss back to the first layer, for each layer:

    dL/dy                        from the loss, or from the layer after
    delta = dL/dy * f'(z)        which is dL/dz
    dL/dW = inputs.t() @ delta
    dL/dB = delta, added up over the batch
    dL/dx = delta @ W.t()        of the layer's inputs, which the layer before goes on with

Nothing here asks autograd; `compute.gradients.checking` compares the two.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from compute.gradients.derivatives import DERIVATIVES, ElementwiseDerivative, JacobianDerivative
from compute.gradients.losses import Loss, Target, check_loss, target_tensor
from compute.network.elements import Bias, Element, Unit, Weight, exists, name_of
from compute.network.forward import ForwardPass, LayerPass
from compute.network.spec import SpecError


@dataclass(frozen=True, eq=False)
class LayerBackward:
    """What the chain rule gives for one layer, a row for each point of the batch.

    Attributes
    ----------
    output_gradient: dL/dy of the layer's outputs; None where the loss takes the logits and gives delta itself.
    slope: f'(z), unit by unit; None for softmax, and where the loss takes the logits.
    jacobian: for softmax, dy_k/dz_j at [k, j] for the first row; else None.
    delta: dL/dz.
    weight_gradient: dL/dW = inputs.t() @ delta.
    bias_gradient: dL/dB, or None without biases.
    returned: returned[i, j] = W[i, j] * delta[0, j], what goes back along each weight, for the first row.
    input_gradient: dL/dx = delta @ W.t(), the sums of the rows of `returned`.
    """

    output_gradient: Float[Tensor, "batch units"] | None
    slope: Float[Tensor, "batch units"] | None
    jacobian: Float[Tensor, "units units"] | None
    delta: Float[Tensor, "batch units"]
    weight_gradient: Float[Tensor, "inputs units"]
    bias_gradient: Float[Tensor, "1 units"] | None
    returned: Float[Tensor, "inputs units"]
    input_gradient: Float[Tensor, "batch inputs"]


@dataclass(frozen=True)
class WayBack:
    """What comes back along one weight: its value, delta of the unit that it leads to, and their product."""

    weight: Weight
    value: float
    delta: float
    product: float


@dataclass(frozen=True, eq=False)
class DeltaParts:
    """What a unit's delta is made of, for the first row.

    Attributes
    ----------
    returned: along each outgoing weight; nothing at the output, where the loss begins.
    output_gradient: dL/dy, the sum of what comes back, or the slope of the loss; None where the loss takes logits.
    slope: f'(z); None for a feature, which has no activation, for softmax, and where the loss takes logits.
    jacobian: for a softmax unit j, dy_k/dz_j of every output k, which stand in place of the slope.
    delta: dL/dz; of a feature dL/dx.
    """

    unit: Unit
    returned: tuple[WayBack, ...]
    output_gradient: float | None
    slope: float | None
    jacobian: Float[Tensor, " units"] | None
    delta: float


@dataclass(frozen=True, eq=False)
class BackwardPass:
    """The gradients of a forward pass for a target, layer by layer. All tensors are on the CPU and need no gradients.

    Attributes
    ----------
    target: the number for every output, or for `ce` the class, counted from 0.
    value: the loss.
    probabilities: softmax of the logits, where the loss takes them; else None.
    layers: of layer 1 .. depth, in the order of the forward pass.
    """

    passed: ForwardPass
    target: Target
    loss: Loss
    value: float
    probabilities: Float[Tensor, "batch outputs"] | None
    layers: tuple[LayerBackward, ...]

    def gradient(self, element: Element) -> float:
        """Return dL/d(element): of a weight, a bias or a feature; of a unit that is computed its delta, dL/dz.

        Raises
        ------
        SpecError: the network has no such element.
        """
        spec = self.passed.network.spec
        if not exists(element, spec):
            raise SpecError(name_of(element, spec), element, f"an element of {spec}")
        match element:
            case Weight(layer, row, column):
                return float(self.layers[layer - 1].weight_gradient[row, column])
            case Bias(layer, column):
                return float(self._bias_gradient(layer)[0, column])
            case Unit(0, index):
                return float(self.layers[0].input_gradient[0, index])
            case Unit(layer, index):
                return float(self.layers[layer - 1].delta[0, index])

    def output_gradient(self, unit: Unit) -> float | None:
        """Return dL/dy of a unit, dL/dx of a feature; None at the output where the loss takes logits."""
        if unit.layer < len(self.layers):
            return float(self.layers[unit.layer].input_gradient[0, unit.index])
        gradient = self.layers[-1].output_gradient
        return None if gradient is None else float(gradient[0, unit.index])

    def parts(self, unit: Unit) -> DeltaParts:
        """Return what a unit's delta is made of."""
        layer = self.layers[unit.layer - 1] if unit.layer > 0 else None
        slope = None if layer is None or layer.slope is None else float(layer.slope[0, unit.index])
        jacobian = None if layer is None or layer.jacobian is None else layer.jacobian[:, unit.index]
        return DeltaParts(unit, self._returned(unit), self.output_gradient(unit), slope, jacobian, self.gradient(unit))

    def _returned(self, unit: Unit) -> tuple[WayBack, ...]:
        if unit.layer == len(self.layers):
            return ()
        after = self.layers[unit.layer]
        weights = self.passed.layers[unit.layer].weights[unit.index].tolist()
        deltas, products = after.delta[0].tolist(), after.returned[unit.index].tolist()
        return tuple(
            WayBack(Weight(unit.layer + 1, unit.index, column), *numbers)
            for column, numbers in enumerate(zip(weights, deltas, products, strict=True))
        )

    def _bias_gradient(self, layer: int) -> Tensor:
        gradient = self.layers[layer - 1].bias_gradient
        assert gradient is not None  # `exists` has said that there are biases
        return gradient


def backward(passed: ForwardPass, target: Target, loss: str) -> BackwardPass:
    """Write out the chain rule for a forward pass.

    Parameters
    ----------
    target: the same number for every output, or for `ce` a class, counted from 0.
    loss: its name in `LOSSES`.

    Raises
    ------
    LossError: the loss does not fit the network, the target not the loss, or an activation has no derivative.
    """
    found = check_loss(passed.network.spec, loss)
    with torch.no_grad():
        values = found.values(passed).detach()
        wanted = target_tensor(passed.network.spec, target, loss, values)
        value = float(found.function(values, wanted))
        gradient = found.slope(values, wanted)
        layers: list[LayerBackward] = []
        for at, layer in reversed(list(enumerate(passed.layers, start=1))):
            gives_delta = found.of_logits and at == len(passed.layers)
            layers.append(_of_logits(layer, gradient) if gives_delta else _of_outputs(layer, gradient))
            gradient = layers[-1].input_gradient
        probabilities = torch.softmax(values, dim=-1) if found.of_logits else None
    return BackwardPass(passed, target, found, value, probabilities, tuple(reversed(layers)))


def _of_outputs(layer: LayerPass, gradient: Tensor) -> LayerBackward:
    """Go back through a layer from dL/dy."""
    derivative = DERIVATIVES[layer.activation.name]
    z, y = layer.preactivation.detach(), layer.output.detach()
    if isinstance(derivative, JacobianDerivative):
        return _layer(layer, derivative.back(gradient, y), gradient, jacobian=derivative.matrix(y[0]))
    assert isinstance(derivative, ElementwiseDerivative)  # `check_loss` has refused the others
    return _layer(layer, derivative.back(gradient, z, y), gradient, slope=derivative.function(z, y))


def _of_logits(layer: LayerPass, delta: Tensor) -> LayerBackward:
    """Go back through the last layer from dL/dz."""
    return _layer(layer, delta, None)


def _layer(
    layer: LayerPass,
    delta: Tensor,
    output_gradient: Tensor | None,
    *,
    slope: Tensor | None = None,
    jacobian: Tensor | None = None,
) -> LayerBackward:
    inputs, weights = layer.inputs.detach(), layer.weights.detach()
    return LayerBackward(
        output_gradient=output_gradient,
        slope=slope,
        jacobian=jacobian,
        delta=delta,
        weight_gradient=inputs.t() @ delta,
        bias_gradient=None if layer.bias is None else delta.sum(dim=0, keepdim=True),
        returned=weights * delta[:1],
        input_gradient=delta @ weights.t(),
    )
