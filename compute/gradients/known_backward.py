"""Hold a backward pass as far as it has been computed; what is not known yet cannot be read from it.

Figures and panels read this record only, so that none of them can show a number before its time. The forward pass is
behind it, so all of that is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from compute.gradients.backward import BackwardPass, LayerBackward, WayBack
from compute.gradients.descent import take_step
from compute.gradients.losses import Loss, Target
from compute.gradients.walk_back import (
    DELTA,
    EVERYTHING_BACK,
    GRADIENT,
    LOSS,
    SLOPE,
    UPDATE,
    BackProgress,
    BackStep,
)
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import ForwardPass, forward_network
from compute.network.known_pass import Value
from compute.network.network import Network


@dataclass(frozen=True, eq=False)
class KnownLayerBackward:
    """What is known of a layer, for each of its units and for the first row of the batch.

    Attributes
    ----------
    gives_delta: whether the loss takes the logits of this layer, so that it has neither dL/dy nor a slope.
    output_gradient: dL/dy, from the loss, or from the gradient step of the layer after.
    slope: f'(z); None for softmax, too, which has a jacobian.
    jacobian: for softmax, dy_k/dz_j of every output k.
    delta: dL/dz.
    weight_gradient: of each unit, dL/dW of the weights that enter it.
    bias_gradient: dL/dB; None without biases, too.
    returned: of each unit, what goes back along each weight that enters it, W * delta.
    input_gradient: dL/dx, of each unit of the layer before.
    new_weights, new_bias: W and B after the update.
    """

    gives_delta: bool
    output_gradient: Sequence[Value]
    slope: Sequence[Value]
    jacobian: Sequence[Float[Tensor, " units"] | None]
    delta: Sequence[Value]
    weight_gradient: Sequence[Float[Tensor, " inputs"] | None]
    bias_gradient: Sequence[Value]
    returned: Sequence[Float[Tensor, " inputs"] | None]
    input_gradient: Sequence[Value]
    new_weights: Sequence[Float[Tensor, " inputs"] | None]
    new_bias: Sequence[Value]


@dataclass(frozen=True, eq=False)
class KnownBackward:
    """What is known of a backward pass, layer by layer.

    Attributes
    ----------
    passed: the forward pass, which is done.
    rate: the learning rate of the update.
    value: the loss.
    probabilities: softmax of the logits, where the loss takes them; None for each otherwise.
    step: the step that was computed last, which is lit; None where there is none.
    whole: the pass itself once all gradients have been computed, else None.
    updated: the network after the update of all layers, else None.
    new_value: its loss.
    """

    passed: ForwardPass
    target: Target
    loss: Loss
    rate: float
    value: Value
    probabilities: Sequence[Value]
    layers: tuple[KnownLayerBackward, ...]
    step: BackStep | None
    whole: BackwardPass | None
    updated: Network | None
    new_value: Value

    def gradient(self, element: Element) -> Value:
        """Return dL/d(element): of a weight, a bias or a feature; of a unit that is computed its delta."""
        match element:
            case Weight(layer, row, column):
                column_gradient = self.layers[layer - 1].weight_gradient[column]
                return None if column_gradient is None else float(column_gradient[row])
            case Bias(layer, column):
                return self.layers[layer - 1].bias_gradient[column]
            case Unit(0, index):
                return self.layers[0].input_gradient[index]
            case Unit(layer, index):
                return self.layers[layer - 1].delta[index]

    def output_gradient(self, unit: Unit) -> Value:
        """Return dL/dy of a unit, dL/dx of a feature."""
        if unit.layer == 0:
            return self.layers[0].input_gradient[unit.index]
        return self.layers[unit.layer - 1].output_gradient[unit.index]

    def returned(self, unit: Unit) -> Sequence[WayBack | None]:
        """Return what comes back to a unit along each of its outgoing weights; nothing at the output."""
        if unit.layer == len(self.layers):
            return ()
        after, weights = self.layers[unit.layer], self.passed.layers[unit.layer].weights[unit.index].tolist()
        ways: list[WayBack | None] = []
        for column, (weight, delta, products) in enumerate(zip(weights, after.delta, after.returned, strict=True)):
            if delta is None or products is None:
                ways.append(None)
            else:
                way = Weight(unit.layer + 1, unit.index, column)
                ways.append(WayBack(way, weight, delta, float(products[unit.index])))
        return ways


def known_backward(run: BackwardPass, progress: BackProgress = EVERYTHING_BACK, rate: float = 0.1) -> KnownBackward:
    """Return the part of a backward pass that `progress` has computed; without `progress` all of it."""
    depth = len(run.layers)
    has_loss = progress.has(LOSS, Unit(depth, 0))
    stepped = take_step(run, rate)
    layers: list[KnownLayerBackward] = []
    output_gradient: Sequence[Value] = _listed(run.layers[-1].output_gradient if has_loss else None, run.layers[-1])
    for at in range(depth, 0, -1):
        layers.append(_known_layer(run, at, progress, output_gradient, stepped))
        output_gradient = layers[-1].input_gradient
    is_whole = all(None not in layer.input_gradient for layer in layers)
    probabilities = run.probabilities if has_loss else None
    return KnownBackward(
        passed=run.passed,
        target=run.target,
        loss=run.loss,
        rate=rate,
        value=run.value if has_loss else None,
        probabilities=_listed(probabilities, run.layers[-1]),
        layers=tuple(reversed(layers)),
        step=progress.step,
        whole=run if is_whole else None,
        updated=stepped if progress.is_updated else None,
        new_value=float(run.loss.of(forward_network(stepped), run.target)) if progress.is_updated else None,
    )


def _known_layer(
    run: BackwardPass, at: int, progress: BackProgress, output_gradient: Sequence[Value], stepped: Network
) -> KnownLayerBackward:
    """Return the known part of layer `at`; `output_gradient` is what is known of its dL/dy."""
    layer = run.layers[at - 1]
    units = range(layer.delta.shape[1])

    def known(name: str) -> list[bool]:
        return [progress.has(name, Unit(at, index)) for index in units]

    has_gradients = known(GRADIENT)
    new_bias = stepped.biases[at - 1] if stepped.biases else None
    return KnownLayerBackward(
        gives_delta=layer.output_gradient is None,
        output_gradient=output_gradient,
        slope=_numbers(layer.slope, known(SLOPE)),
        jacobian=_columns(layer.jacobian, known(SLOPE)),
        delta=_numbers(layer.delta, known(DELTA)),
        weight_gradient=_columns(layer.weight_gradient, has_gradients),
        bias_gradient=_numbers(layer.bias_gradient, has_gradients),
        returned=_columns(layer.returned, has_gradients),
        input_gradient=_numbers(layer.input_gradient, [all(has_gradients)] * layer.input_gradient.shape[1]),
        new_weights=_columns(stepped.weights[at - 1], known(UPDATE)),
        new_bias=_numbers(new_bias, known(UPDATE)),
    )


def _listed(rows: Tensor | None, layer: LayerBackward) -> list[Value]:
    return [None] * layer.delta.shape[1] if rows is None else rows[0].tolist()


def _numbers(rows: Tensor | None, known: Sequence[bool]) -> list[Value]:
    """Return the numbers of the first row that are known, None for the others."""
    if rows is None:
        return [None] * len(known)
    return [value if is_known else None for value, is_known in zip(rows[0].tolist(), known, strict=True)]


def _columns(matrix: Tensor | None, known: Sequence[bool]) -> list[Tensor | None]:
    """Return the columns that are known, None for the others."""
    if matrix is None:
        return [None] * len(known)
    return [column if is_known else None for column, is_known in zip(matrix.t().unbind(), known, strict=True)]
