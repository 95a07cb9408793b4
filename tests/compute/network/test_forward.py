"""The forward pass: every kept step against arithmetic in float64, and the whole against the notebook's own lines."""

from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.network.activations import ACTIVATIONS
from compute.network.elements import Element, Unit
from compute.network.forward import forward, forward_network
from compute.network.network import Parameters, draw, edit
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.compute.states import SPECS, states
from tests.examples import examples
from tests.longhand import FORMULAS, ROUNDING, draw_longhand, sigmoid

State = tuple[NetworkSpec, dict[Element, float]]


@given(state=states())
def test_every_step_of_every_layer(state: State) -> None:
    spec, edits = state
    network = edit(draw(spec), edits)
    layers = forward_network(network).layers
    assert len(layers) == len(spec.hidden) + 1
    for index, step in enumerate(layers):
        last = index == len(layers) - 1
        assert step.activation.name == (spec.output_activation if last else spec.activation)
        assert torch.equal(step.inputs, layers[index - 1].output if index else network.features)
        assert torch.equal(step.weights, network.weights[index])
        assert torch.equal(step.products, step.inputs.view(-1, 1) * network.weights[index])

        products = step.products.double()
        rounding = 1e-5 * products.abs().sum(0, keepdim=True) + 1e-30
        assert ((step.weighted_sum - products.sum(0, keepdim=True)).abs() <= rounding).all()

        if spec.bias:
            assert step.bias is not None
            assert torch.equal(step.bias, network.biases[index])
            assert torch.equal(step.preactivation, step.weighted_sum + network.biases[index])
        else:
            assert step.bias is None
            assert torch.equal(step.preactivation, step.weighted_sum)

        expected = FORMULAS[step.activation.name](step.preactivation.double()).float()
        torch.testing.assert_close(step.output, expected, rtol=1e-5, atol=ROUNDING)


@given(spec=SPECS)
def test_the_whole_network_is_the_notebooks_lines(spec: NetworkSpec) -> None:
    spec = replace(spec, activation="sigmoid", output_activation="sigmoid")
    h, weights, biases = draw_longhand(spec)
    for layer, weight in enumerate(weights):
        h = sigmoid(torch.mm(h, weight) + biases[layer]) if spec.bias else sigmoid(torch.mm(h, weight))
    torch.testing.assert_close(forward_network(draw(spec)).output, h, rtol=0, atol=5e-5)


@for_each("output_activation", ACTIVATIONS)
@given(seed=st.integers(0, 9999), bias=st.booleans())
@examples(40)
def test_a_single_unit_is_a_sum_of_products_and_an_activation(output_activation: str, seed: int, bias: bool) -> None:
    spec = NetworkSpec(seed, 5, (), 1, output_activation=output_activation, bias=bias)
    features, (weights,), biases = draw_longhand(spec)
    total = sum(x * w for x, w in zip(features[0].tolist(), weights[:, 0].tolist(), strict=True))
    total += biases[0].item() if bias else 0
    expected = FORMULAS[output_activation](torch.tensor([[total]], dtype=torch.float64))
    assert forward_network(draw(spec)).output.item() == pytest.approx(expected.item(), abs=1e-5)


@given(state=states())
def test_values_of_units_layer_by_layer(state: State) -> None:
    spec, edits = state
    network = edit(draw(spec), edits)
    result = forward_network(network)
    assert result.network.spec is spec
    assert result.network.features is network.features
    assert result.network.parameters is network.parameters
    assert result.device == "cpu"
    assert torch.equal(result.values(0), network.features)
    for layer, step in enumerate(result.layers, start=1):
        assert torch.equal(result.values(layer), step.output)
    assert torch.equal(result.output, result.layers[-1].output)
    for layer, units in enumerate((spec.inputs, *spec.hidden, spec.outputs)):
        assert [result.value(Unit(layer, index)) for index in range(units)] == result.values(layer)[0].tolist()


@given(state=states())
def test_a_pass_changes_neither_network_nor_global_generator(state: State) -> None:
    spec, edits = state
    network, untouched = edit(draw(spec), edits), edit(draw(spec), edits)
    generator = torch.get_rng_state()
    forward_network(network)
    assert torch.equal(torch.get_rng_state(), generator)
    assert torch.equal(network.features, untouched.features)
    assert all(map(torch.equal, network.weights + network.biases, untouched.weights + untouched.biases))


@given(state=states(), points=st.integers(1, 5))
def test_every_row_of_a_batch_goes_through_every_layer(state: State, points: int) -> None:
    spec, edits = state
    network = edit(draw(spec), edits)
    batch = torch.randn((points, spec.inputs), generator=torch.Generator().manual_seed(spec.seed))
    passed = forward(network.parameters, batch, spec)
    before = batch
    for index, step in enumerate(passed.layers):
        assert torch.equal(step.inputs, before)
        terms = before.double().unsqueeze(2) * network.weights[index].double()
        rounding = 1e-5 * terms.abs().sum(1) + 1e-30
        assert ((step.weighted_sum - terms.sum(1)).abs() <= rounding).all()
        formula = FORMULAS[step.activation.name]
        expected = torch.cat([formula(row.unsqueeze(0)) for row in step.preactivation.double()]).float()
        torch.testing.assert_close(step.output, expected, rtol=1e-5, atol=ROUNDING)
        before = step.output
    assert passed.output.shape == (points, spec.outputs)


@for_each("activation", ACTIVATIONS)
def test_gradients_flow_where_the_activation_says_so(activation: str) -> None:
    spec = NetworkSpec(7, 3, (2,), 2, output_activation=activation)
    drawn = draw(spec).parameters
    weights = tuple(weight.clone().requires_grad_() for weight in drawn.weights)
    output = forward(Parameters(weights, drawn.biases), torch.ones(4, 3), spec).output
    if not ACTIVATIONS[activation].differentiable:
        with pytest.raises(RuntimeError):
            output[:, 0].sum().backward()
        return
    output[:, 0].sum().backward()
    assert all(weight.grad is not None and torch.isfinite(weight.grad).all() for weight in weights)
    assert weights[0].grad is not None
    assert weights[0].grad.abs().sum() > 0
