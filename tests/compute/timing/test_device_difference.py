"""The same numbers on every device, up to rounding; devices that are not here are invented."""

import math
from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.network.forward import ForwardPass, forward_network
from compute.network.network import Network, Parameters, draw
from compute.network.spec import NetworkSpec, SpecError
from compute.timing import device_difference as agreement
from compute.timing.device_difference import distance, in_float64, runs
from compute.timing.devices import Device, devices

SPECS = st.builds(
    NetworkSpec, seed=st.integers(0, 9999), inputs=st.integers(1, 64), hidden=st.tuples(st.integers(1, 64))
)


@given(SPECS)
def test_float64_gives_the_same_up_to_rounding(spec: NetworkSpec) -> None:
    first, *_, last = runs(draw(spec))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(spec.seed)
        x = torch.randn((1, spec.inputs)).double()
        w1, w2 = (torch.randn(shape).double() for shape in spec.weight_shapes)
        b1, b2 = torch.randn((1, spec.hidden[0])).double(), torch.randn((1, 1)).double()
    h = 1 / (1 + torch.exp(-(x @ w1 + b1)))
    y = 1 / (1 + torch.exp(-(h @ w2 + b2)))
    assert last.output == pytest.approx(float(y), abs=1e-14)
    assert first.output == pytest.approx(float(y), abs=1e-5)
    assert abs(first.output - last.output) <= last.difference < 1e-5
    here = forward_network(draw(spec))
    expected = max(float((here.layers[0].output - h).abs().max()), float((here.output - y).abs().max()))
    assert last.difference == pytest.approx(expected, abs=1e-13)


def test_the_notebook_network() -> None:
    found = runs(draw(NetworkSpec()))
    assert [(run.device, run.dtype) for run in found] == [
        *((device.name, "float32") for device in devices()),
        ("cpu", "float64"),
    ]
    assert found[0].output == pytest.approx(0.3171, abs=5e-5)
    assert found[0].difference == 0
    assert found[-1].difference > 0


def test_a_difference_anywhere_is_found() -> None:
    network = draw(NetworkSpec(7, 3, (4, 2)))
    for layer in range(network.spec.depth):
        biases = list(network.biases)
        biases[layer] = biases[layer] + 0.5
        assert (
            distance(
                forward_network(network),
                forward_network(replace(network, parameters=Parameters(network.weights, tuple(biases)))),
            )
            > 0.01
        )
    assert distance(forward_network(network), forward_network(network)) == 0


def test_an_accelerator_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """It rounds a little differently, or cannot do it at all."""

    def rounded(network: Network, device: str = "cpu") -> ForwardPass:
        if device == "cuda:1":
            raise RuntimeError("CUDA error: no kernel image\nmore lines")
        result = forward_network(network)
        if device == "cpu":
            return result
        return replace(result, layers=tuple(replace(step, output=step.output + 1e-6) for step in result.layers))

    invented = (Device("cpu", "a"), Device("cuda:0", "b"), Device("cuda:1", "c"))
    monkeypatch.setattr(agreement, "devices", lambda: invented)
    monkeypatch.setattr(agreement, "forward_network", rounded)
    here, there, failed, exact = runs(draw(NetworkSpec()))
    assert (here.device, there.device, failed.device, exact.dtype) == ("cpu", "cuda:0", "cuda:1", "float64")
    assert there.difference == pytest.approx(1e-6, rel=0.1)
    assert there.output == pytest.approx(here.output + 1e-6, abs=1e-7)
    assert failed.words == "CUDA error: no kernel image"
    assert math.isnan(failed.output)
    assert math.isnan(failed.difference)
    assert exact.difference < 1e-6


def test_a_spec_error_is_no_word_of_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "devices", lambda: (Device("cpu", "a"), Device("cuda:9", "not here")))
    with pytest.raises(SpecError):
        runs(draw(NetworkSpec()))


def test_in_float64_changes_no_number() -> None:
    network = draw(NetworkSpec(7, 5, (4,), bias=False))
    exact = in_float64(network)
    assert exact.features.dtype == torch.float64
    assert torch.equal(exact.features.float(), network.features)
    assert exact.biases == ()
