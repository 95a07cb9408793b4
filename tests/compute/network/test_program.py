"""The exported program, run as a student would: it prints the numbers that the screen shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw, edit
from compute.network.program import program
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.compute.program_running import Run, printed_tensors
from tests.compute.states import edits_of, states
from tests.examples import examples


def assert_prints_the_forward_pass(run: Run, spec: NetworkSpec, edits: dict[Element, float]) -> None:
    source = program(spec, edits)
    assert "generator=" not in source
    printed = run(source)
    assert "Traceback" not in printed, printed
    computed = [layer.output.tolist() for layer in forward_network(edit(draw(spec), edits)).layers]
    shown = printed_tensors(printed)
    assert len(shown) == len(computed)
    for rows, expected in zip(shown, computed, strict=True):
        assert len(rows) == 1
        assert rows[0] == pytest.approx(expected[0], abs=1e-4, rel=1e-6)


@given(state=states())
def test_any_state_prints_what_the_screen_shows(run: Run, state: tuple[NetworkSpec, dict[Element, float]]) -> None:
    assert_prints_the_forward_pass(run, *state)


@pytest.mark.long
@for_each("bias", [True, False])
@for_each("after", [(1,), (3,), (1, 3), (16, 3), (2, 3, 1), (*[64] * 6, 10)])
@for_each("activation", ACTIVATIONS)
def test_every_activation_prints_what_the_screen_shows(
    run: Run, activation: str, after: tuple[int, ...], bias: bool
) -> None:
    hidden_activation = activation if activation in HIDDEN_ACTIVATIONS else "sigmoid"
    spec = NetworkSpec(11, 4, after[:-1], after[-1], hidden_activation, activation, bias=bias)
    assert_prints_the_forward_pass(run, spec, {})
    edits: dict[Element, float] = {Unit(0, 3): -2.0, Weight(spec.depth, 0, after[-1] - 1): 1.25}
    assert_prints_the_forward_pass(run, spec, edits | ({Bias(1, 0): 1e-07} if bias else {}))


@given(data=st.data())
@examples(50)
def test_any_single_unit_prints_what_the_screen_shows(run: Run, data: st.DataObject) -> None:
    spec = data.draw(st.builds(NetworkSpec, inputs=st.integers(1, 64), hidden=st.just(()), bias=st.booleans()))
    assert_prints_the_forward_pass(run, spec, data.draw(edits_of(spec)))


@given(data=st.data())
@examples(30)
def test_largest_network_with_edits(run: Run, data: st.DataObject) -> None:
    spec = NetworkSpec(9999, 64, (64,) * 6, 10, "tanh", "softmax")
    assert_prints_the_forward_pass(run, spec, data.draw(edits_of(spec)))


@for_each("name", HIDDEN_ACTIVATIONS)
def test_two_activations_stand_in_the_right_layers(run: Run, name: str) -> None:
    for hidden, output in ((name, "sin"), ("sin", name)):
        assert_prints_the_forward_pass(run, NetworkSpec(3, 4, (3, 2), 2, hidden, output), {})


STACK = """\
import torch

torch.set_printoptions(precision=4, sci_mode=False)

def activation(x):
    \"""sigmoid\"""
    return torch.sigmoid(x)

torch.manual_seed(7)

features = torch.randn((1, 3))
W1 = torch.randn(3, 2)
W2 = torch.randn(2, 1)
B1 = torch.randn((1, 2))
B2 = torch.randn((1, 1))

h = activation(torch.mm(features, W1) + B1)
output = activation(torch.mm(h, W2) + B2)

print(h)
print(output)
"""


UNIT = """\
import torch

torch.set_printoptions(precision=4, sci_mode=False)

def activation(x):
    \"""sigmoid\"""
    return torch.sigmoid(x)

torch.manual_seed(7)

features = torch.randn((1, 5))
weights = torch.randn_like(features)
bias = torch.randn((1, 1))

weights[0, 4] = 0.5

weights = weights.view(5, 1)
output = activation(torch.mm(features, weights) + bias)

print(output)
"""


def test_the_notebooks_two_networks_as_text() -> None:
    assert program(NetworkSpec(), {}) == STACK
    assert program(NetworkSpec(inputs=5, hidden=()), {Weight(1, 4, 0): 0.5}) == UNIT


@pytest.mark.own_process
def test_saved_and_run_alone_it_prints_the_lessons_numbers(tmp_path: Path) -> None:
    file = tmp_path / "network.py"
    file.write_text(program(NetworkSpec(), {}))
    ran = subprocess.run([sys.executable, "-I", file], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert ran.stdout == "tensor([[0.6813, 0.4355]])\ntensor([[0.3171]])\n"


def test_prints_decimals_and_no_powers_of_ten(run: Run) -> None:
    spec = NetworkSpec(inputs=1, hidden=(), outputs=2, output_activation="identity", bias=False)
    edits: dict[Element, float] = {Unit(0, 0): 1.0, Weight(1, 0, 0): 1e-06, Weight(1, 0, 1): 50.5}
    assert run(program(spec, edits)) == "tensor([[ 0.0000, 50.5000]])\n"


@for_each("value", [0.1 + 0.2, -0.0, 1e-30, 100.0, -99.999999])
def test_edits_are_written_to_the_last_digit(value: float) -> None:
    (line,) = (line for line in program(NetworkSpec(), {Weight(1, 2, 1): value}).splitlines() if "W1[" in line)
    target, _, number = line.partition(" = ")
    assert target == "W1[2, 1]"
    assert str(float(number)) == str(value)


@pytest.mark.long
@for_each("bias", [True, False])
@for_each("after", [(1,), (2,), (2, 1), (4, 3, 1)])
def test_another_device_gets_every_tensor_after_the_edits(run: Run, after: tuple[int, ...], bias: bool) -> None:
    """Run on the meta device, which every machine has; its tensors have shapes and no numbers."""
    spec = NetworkSpec(hidden=after[:-1], outputs=after[-1], bias=bias)
    source = program(spec, {Weight(1, 0, 0): 0.5}, "meta")
    assert source.index("[0, 0] = 0.5\n") < source.index(".to(device)")
    drawn = re.findall(r"^(\w+) = torch\.randn", source, re.MULTILINE)
    assert re.findall(r"^(\w+) = \1\.to\(device\)$", source, re.MULTILINE) == drawn
    printed = run(source).splitlines()
    assert printed == [f"tensor(..., device='meta', size=(1, {units}))" for units in after]


@pytest.mark.parametrize("device", ["cuda:99", "mps:7", "xpu:3"])
def test_a_machine_without_the_device_computes_on_its_cpu(run: Run, device: str) -> None:
    assert run(program(NetworkSpec(), {}, device)) == "tensor([[0.6813, 0.4355]])\ntensor([[0.3171]])\n"


def test_the_cpu_needs_no_moving() -> None:
    assert ".to(" not in program(NetworkSpec(), {}, "cpu")
