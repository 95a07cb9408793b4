"""Build the network as a real module of torch, and look at what surprises people about it.

No layer here draws from torch's global generator, which all visitors share: what it would have drawn comes from a
generator of its own.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from compute.network.activations import ACTIVATIONS, Activation
from compute.network.network import Network, draw_from
from compute.network.program_ways import SEQUENTIAL, copied, layer_code, layer_key
from compute.network.spec import NetworkSpec


class _Linear(nn.Linear):
    """A layer that draws no numbers; something has to be copied in before it is used."""

    def reset_parameters(self) -> None:
        """Leave the numbers as they are in memory."""


class _Applied(nn.Module):
    """An activation as a module."""

    def __init__(self, activation: Activation) -> None:
        super().__init__()
        self.activation = activation

    def forward(self, x: Tensor) -> Tensor:
        return self.activation(x)


class _Layers(nn.Module):
    """The class with `forward`: its layers are attributes."""

    def __init__(self, spec: NetworkSpec, way: str) -> None:
        super().__init__()
        self.spec, self.way = spec, way
        for layer in range(1, spec.depth + 1):
            self.add_module(layer_key(spec, layer, way), _linear(spec, layer))

    def forward(self, x: Tensor) -> Tensor:
        for layer, linear in enumerate(self.children(), start=1):
            x = ACTIVATIONS[self.spec.activation_of(layer)](linear(x))
        return x


@dataclass(frozen=True, eq=False)
class LinearLayer:
    """A layer of the model beside the matrix that it was given.

    Attributes
    ----------
    code: the layer in the program, such as `model[0]`.
    given: W, with a row for each input.
    weight: what the layer keeps of it, with a row for each unit.
    own: the weight that it had drawn itself before.
    bound: no number of its own lies further from 0: 1 / sqrt(in_features).
    """

    code: str
    given: Float[Tensor, "inputs units"]
    weight: Float[Tensor, "units inputs"]
    own: Float[Tensor, "units inputs"]
    bound: float


@dataclass(frozen=True)
class StateEntry:
    """A row of `state_dict()`.

    Attributes
    ----------
    source: what was copied into it, as the program writes it.
    count: how many numbers it has.
    """

    name: str
    shape: tuple[int, ...]
    source: str
    count: int


@dataclass(frozen=True, eq=False)
class ModelFacts:
    """What can be said of the model of a network.

    Attributes
    ----------
    entries: of its `state_dict()`, in its order.
    parameters: how many numbers it could learn: `sum(p.numel() for p in model.parameters())`.
    hooks_of_call, hooks_of_forward: how often a hook ran when `model(x)` was called, and when `model.forward(x)` was.
    output: what `model(features)` gives.
    """

    layers: tuple[LinearLayer, ...]
    entries: tuple[StateEntry, ...]
    parameters: int
    hooks_of_call: int
    hooks_of_forward: int
    output: Float[Tensor, "1 outputs"]


def model_facts(network: Network, way: str) -> ModelFacts:
    """Build the model of a network, as one of the ways with modules does, and look at it."""
    spec = network.spec
    model = built(network, way)
    names = [layer_key(spec, layer, way) for layer in range(1, spec.depth + 1)]
    calls, forwards, output = _hooked(model, network.features)
    weights = [model.get_parameter(f"{name}.weight").detach() for name in names]
    return ModelFacts(
        layers=tuple(
            LinearLayer(layer_code(spec, layer, way), given, weight, own, 1 / math.sqrt(weight.shape[1]))
            for layer, (given, weight, own) in enumerate(
                zip(network.weights, weights, own_weights(spec), strict=True), start=1
            )
        ),
        entries=tuple(_entries(model, spec, way)),
        parameters=sum(parameter.numel() for parameter in model.parameters()),
        hooks_of_call=calls,
        hooks_of_forward=forwards,
        output=output,
    )


def _entries(model: nn.Module, spec: NetworkSpec, way: str) -> Iterator[StateEntry]:
    sources = {
        f"{layer_key(spec, layer, way)}.{parameter}": source
        for layer in range(1, spec.depth + 1)
        for parameter, source in copied(spec, layer).items()
    }
    for name, held in model.state_dict().items():
        yield StateEntry(name, tuple(held.shape), sources[name], held.numel())


def built(network: Network, way: str) -> nn.Module:
    """Build the model, and copy the network's weights and biases into it."""
    spec = network.spec
    model: nn.Module
    if way == SEQUENTIAL:
        model = nn.Sequential(
            *(
                part
                for layer in range(1, spec.depth + 1)
                for part in (_linear(spec, layer), _Applied(ACTIVATIONS[spec.activation_of(layer)]))
            )
        )
    else:
        model = _Layers(spec, way)
    with torch.no_grad():
        for layer, weights in enumerate(network.weights, start=1):
            name = layer_key(spec, layer, way)
            model.get_parameter(f"{name}.weight").copy_(weights.t())
            if spec.bias:
                model.get_parameter(f"{name}.bias").copy_(network.biases[layer - 1][0])
    return model


def own_weights(spec: NetworkSpec) -> tuple[Float[Tensor, "units inputs"], ...]:
    """Return the weights that the layers of the exported program draw before anything is copied into them.

    As `nn.Linear.reset_parameters` does it: `kaiming_uniform_` with a = sqrt(5) for the weight, then the bias evenly
    within the same limits. The generator stands where the draw of the network has left it.
    """
    generator = torch.Generator().manual_seed(spec.seed)
    draw_from(generator, spec)
    weights = []
    for inputs, units in spec.weight_shapes:
        weights.append(nn.init.kaiming_uniform_(torch.empty(units, inputs), a=math.sqrt(5), generator=generator))
        if spec.bias:
            bound = 1 / math.sqrt(inputs)
            nn.init.uniform_(torch.empty(units), -bound, bound, generator=generator)
    return tuple(weights)


def _linear(spec: NetworkSpec, layer: int) -> _Linear:
    return _Linear(*spec.weight_shapes[layer - 1], bias=spec.bias)


def _hooked(model: nn.Module, features: Tensor) -> tuple[int, int, Tensor]:
    """Run the model with a hook on it; how often that runs for `model(x)` and for `model.forward(x)`, and y."""
    seen: list[Tensor] = []
    handle = model.register_forward_hook(lambda _model, _inputs, output: seen.append(output))
    with torch.no_grad():
        output = model(features)
        of_call = len(seen)
        model.forward(features)
    handle.remove()
    return of_call, len(seen) - of_call, output
