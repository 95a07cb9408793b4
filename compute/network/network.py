"""Draw a network's numbers from a seed, in the notebook's order, and change single ones."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import torch
from jaxtyping import Float
from torch import Tensor

from compute.network.elements import Bias, Element, Unit, Weight, exists, is_changeable, name_of
from compute.network.spec import NetworkSpec, SpecError

VALUE_LIMIT = 100.0
"""A changed value lies in -100..100: far beyond what randn draws, and still easy to read."""

VECTORIZED_RANDN = 16
"""From this number of elements on, torch.randn on the CPU fills a tensor by another method, so a seed gives other
numbers (`size >= 16` in ATen/native/cpu/DistributionTemplates.h: normal_fill instead of one draw after another)."""


@dataclass(frozen=True, eq=False)  # tensors have no single answer to ==
class Parameters:
    """Weights W1 .. WL, each of shape (units before, units after), and biases B1 .. BL; none without biases."""

    weights: tuple[Float[Tensor, "_ _"], ...]
    biases: tuple[Float[Tensor, "1 _"], ...]

    @property
    def tensors(self) -> tuple[Tensor, ...]:
        """All of them: W1 .. WL, B1 .. BL."""
        return (*self.weights, *self.biases)


@dataclass(frozen=True, eq=False)
class Network:
    """The parameters of a `spec`, and the features x that go in: one row, or a row for each point of a batch.

    What `draw` and `edit` give is on the CPU. The tensors belong to this record; nothing in this package changes one in
    place.
    """

    spec: NetworkSpec
    features: Float[Tensor, "batch inputs"]
    parameters: Parameters

    @property
    def weights(self) -> tuple[Float[Tensor, "_ _"], ...]:
        """W1 .. WL."""
        return self.parameters.weights

    @property
    def biases(self) -> tuple[Float[Tensor, "1 _"], ...]:
        """B1 .. BL, or nothing."""
        return self.parameters.biases

    def value(self, element: Element) -> float:
        """Return the value of a feature of the first row, of a weight or a bias.

        Raises
        ------
        SpecError: the network has no such element, or it is a unit that is computed.
        """
        tensor, position = _place(self.features, self.parameters, self.spec, element)
        return float(tensor[position])


def draw(spec: NetworkSpec) -> Network:
    """Draw the network that the notebook draws after `torch.manual_seed(spec.seed)`.

    Order: x, W1 .. WL, B1 .. BL, each with one call of randn, from a generator of its own, so that a draw neither
    reads nor moves the global generator. Always on the CPU: a GPU's generator gives other numbers for the same seed.
    """
    return draw_from(torch.Generator().manual_seed(spec.seed), spec)


def draw_from(generator: torch.Generator, spec: NetworkSpec) -> Network:
    """Draw a network with the next numbers of a generator, in the order of `draw`."""
    features = torch.randn((1, spec.inputs), generator=generator)
    weights = tuple(torch.randn(shape, generator=generator) for shape in spec.weight_shapes)
    biases: tuple[Tensor, ...] = ()
    if spec.bias:
        biases = tuple(torch.randn((1, units), generator=generator) for _before, units in spec.weight_shapes)
    return Network(spec, features, Parameters(weights, biases))


def edit(network: Network, edits: Mapping[Element, float]) -> Network:
    """Return another network in which the elements of `edits` have these values; the first one stays as it is.

    Raises
    ------
    SpecError: an element that the network does not have or that is computed, or a value beyond `VALUE_LIMIT`.
    """
    if not edits:
        return network
    features = network.features.clone()
    parameters = Parameters(
        tuple(weight.clone() for weight in network.weights), tuple(bias.clone() for bias in network.biases)
    )
    for element, value in edits.items():
        tensor, position = _place(features, parameters, network.spec, element)
        if not math.isfinite(value) or abs(value) > VALUE_LIMIT:
            name = name_of(element, network.spec)
            raise SpecError(name, value, f"-{VALUE_LIMIT:g}..{VALUE_LIMIT:g}")
        tensor[position] = value
    return replace(network, features=features, parameters=parameters)


def _place(
    features: Tensor, parameters: Parameters, spec: NetworkSpec, element: Element
) -> tuple[Tensor, tuple[int, int]]:
    """Return the tensor that holds the element, and where in it."""
    if not exists(element, spec) or not is_changeable(element):
        raise SpecError(name_of(element, spec), element, f"a feature, weight or bias of {spec}")
    match element:
        case Weight(layer, row, column):
            return parameters.weights[layer - 1], (row, column)
        case Bias(layer, column):
            return parameters.biases[layer - 1], (0, column)
        case Unit(_, index):
            return features, (0, index)


def tensor_shapes(spec: NetworkSpec) -> dict[str, tuple[int, int]]:
    """Return the shape of each tensor that `draw` draws, by its name in the program, in the order of the draw."""
    shapes: dict[str, tuple[int, int]] = {"features": (1, spec.inputs)}
    shapes |= {f"W{layer}": shape for layer, shape in enumerate(spec.weight_shapes, start=1)}
    if spec.bias:
        shapes |= {f"B{layer}": (1, units) for layer, (_before, units) in enumerate(spec.weight_shapes, start=1)}
    return shapes


def drawn_vectorized(spec: NetworkSpec) -> tuple[str, ...]:
    """Name the tensors that are large enough for randn's other method, see `VECTORIZED_RANDN`."""
    return tuple(name for name, (rows, columns) in tensor_shapes(spec).items() if rows * columns >= VECTORIZED_RANDN)
