"""What is said of a network as a module, against torch's own layers that draw and learn as anywhere."""

import math
from typing import Any

import pytest
import torch
from hypothesis import given
from torch import nn

from compute.network.activations import ACTIVATIONS
from compute.network.elements import Element
from compute.network.forward import forward_network
from compute.network.module import built, model_facts, own_weights
from compute.network.network import draw, edit
from compute.network.program_ways import MODULE, SEQUENTIAL, program_as
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.compute.states import SPECS, states
from tests.examples import examples
from tests.longhand import draw_longhand

WAYS = (SEQUENTIAL, MODULE)
WIDE = NetworkSpec(3, 64, (64, 3, 5), 10, "tanh", "softmax")


def of_torch(spec: NetworkSpec) -> list[nn.Linear]:
    """The layers that a program makes after it has drawn everything, with the numbers that they draw themselves."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(spec.seed)
        torch.randn((1, spec.inputs))
        for shape in spec.weight_shapes:
            torch.randn(shape)
        if spec.bias:
            for _, units in spec.weight_shapes:
                torch.randn((1, units))
        return [nn.Linear(*shape, bias=spec.bias) for shape in spec.weight_shapes]


@given(spec=SPECS)
@examples(60)
def test_the_own_numbers_are_those_that_torch_draws(spec: NetworkSpec) -> None:
    drawn = [layer.weight.detach() for layer in of_torch(spec)]
    assert all(torch.equal(own, theirs) for own, theirs in zip(own_weights(spec), drawn, strict=True))
    facts = model_facts(draw(spec), SEQUENTIAL)
    for layer, theirs in zip(facts.layers, drawn, strict=True):
        assert torch.equal(layer.own, theirs)
        assert theirs.abs().max() <= layer.bound == 1 / math.sqrt(theirs.shape[1])


@pytest.mark.parametrize("way", WAYS)
def test_the_program_copies_over_just_these_numbers(way: str) -> None:
    source = program_as(way, NetworkSpec(hidden=(2, 4)), {})
    before = source[: source.index("with torch.no_grad()")]
    held: dict[str, nn.Module] = {}
    with torch.random.fork_rng(devices=[]):
        exec(before, held)
        torch.set_printoptions(profile="default")
    weights = [value for name, value in held["model"].state_dict().items() if name.endswith("weight")]
    assert len(weights) == 3
    assert all(torch.equal(own, w) for own, w in zip(own_weights(NetworkSpec(hidden=(2, 4))), weights, strict=True))


@pytest.mark.parametrize("way", WAYS)
@given(state=states())
def test_the_model_has_what_torch_says_of_it(way: str, state: tuple[NetworkSpec, dict[Element, float]]) -> None:
    spec, edits = state
    network = edit(draw(spec), edits)
    facts = model_facts(network, way)
    layers = of_torch(spec)
    assert facts.parameters == sum(p.numel() for layer in layers for p in layer.parameters())
    assert facts.parameters == sum(entry.count for entry in facts.entries)
    parts = ("weight", "bias") if spec.bias else ("weight",)
    shapes = [tuple(getattr(layer, part).shape) for layer in layers for part in parts]
    assert [entry.shape for entry in facts.entries] == shapes
    assert [entry.name.rpartition(".")[2] for entry in facts.entries] == list(parts) * spec.depth
    for layer, w in zip(facts.layers, network.weights, strict=True):
        assert layer.given is w
        assert torch.equal(layer.weight, w.t())
    assert (facts.hooks_of_call, facts.hooks_of_forward) == (1, 0)


@for_each("way", WAYS)
@for_each("bias", [True, False])
@for_each("name", ACTIVATIONS)
def test_the_model_computes_what_the_notebook_does(name: str, bias: bool, way: str) -> None:
    for hidden in ((), (4,), (3, 2)):
        spec = NetworkSpec(5, 6, hidden, 3, output_activation=name, bias=bias)
        network = draw(spec)
        output = forward_network(network).output
        assert torch.allclose(model_facts(network, way).output, output, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("way", WAYS)
def test_names_and_sources_stand_in_the_program(way: str) -> None:
    for spec in (NetworkSpec(), NetworkSpec(hidden=(2, 3), bias=False), NetworkSpec(hidden=(), inputs=5)):
        source = program_as(way, spec, {})
        facts = model_facts(draw(spec), way)
        assert [entry.name for entry in facts.entries] == list(held_model(source).state_dict())
        for layer in facts.layers:
            assert f"{layer.code}.weight.copy_(" in source
        for entry in facts.entries:
            assert f".{entry.name.rpartition('.')[2]}.copy_({entry.source})" in source


def held_model(source: str) -> nn.Module:
    """The model that a program makes, by running all of it."""
    held: dict[str, Any] = {"print": lambda _shown: None}
    with torch.random.fork_rng(devices=[]):
        exec(source, held)
        torch.set_printoptions(profile="default")
    model = held["model"]
    assert isinstance(model, nn.Module)
    return model


@pytest.mark.parametrize("way", WAYS)
def test_no_number_comes_from_the_generator_of_all_visitors(way: str) -> None:
    before = torch.random.get_rng_state()
    model_facts(draw(WIDE), way)
    built(draw(WIDE), way)
    assert torch.equal(torch.random.get_rng_state(), before)
    drawn = draw_longhand(WIDE)
    assert all(torch.equal(a, b) for a, b in zip(draw(WIDE).weights, drawn.weights, strict=True))
