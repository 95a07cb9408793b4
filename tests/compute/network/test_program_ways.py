"""The program in its three ways, run as a student would: all of them print what the screen shows."""

import ast

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import ForwardPass, forward, forward_network
from compute.network.network import Network, Parameters, draw, edit
from compute.network.program import program
from compute.network.program_ways import MODULE, NOTEBOOK, SEQUENTIAL, WAYS, layer_code, program_as
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.compute.program_running import Run, printed_tensors
from tests.compute.states import SPECS, edits_of, states
from tests.examples import examples

WITH_MODULES = (SEQUENTIAL, MODULE)
LAST_DIGIT = 1e-4
"""Of the four decimals that are printed."""


def exactly(network: Network) -> ForwardPass:
    """The same forward pass in double precision."""
    parameters = network.parameters
    exact = Parameters(tuple(w.double() for w in parameters.weights), tuple(b.double() for b in parameters.biases))
    return forward(exact, network.features.double(), network.spec)


def assert_all_ways_print_the_same(run: Run, spec: NetworkSpec, edits: dict[Element, float]) -> None:
    """`nn.Linear` adds the bias within the product: it may round otherwise, by as much as the screen itself rounds."""
    network = edit(draw(spec), edits)
    shown, exact = forward_network(network), exactly(network)
    for way in WAYS:
        source = program_as(way, spec, edits)
        printed = run(source)
        assert "Traceback" not in printed, printed
        assert "grad_fn" not in printed
        tensors = printed_tensors(printed)
        assert len(tensors) == spec.depth
        rounded = 0.0
        for rows, on_screen, better in zip(tensors, shown.layers, exact.layers, strict=True):
            rounded = max(rounded, float((on_screen.output - better.output).abs().max()))
            allowed = LAST_DIGIT if way == NOTEBOOK else LAST_DIGIT + 20 * rounded
            assert len(rows) == 1
            assert rows[0] == pytest.approx(on_screen.output[0].tolist(), abs=allowed, rel=1e-6), (way, source)


@given(state=states())
def test_any_state_prints_what_the_screen_shows_in_each_way(
    run: Run, state: tuple[NetworkSpec, dict[Element, float]]
) -> None:
    assert_all_ways_print_the_same(run, *state)


@pytest.mark.long
@for_each("bias", [True, False])
@for_each("after", [(1,), (3,), (1, 3), (16, 3), (2, 3, 1)])
@for_each("activation", ACTIVATIONS)
def test_every_activation_prints_the_same_in_each_way(
    run: Run, activation: str, after: tuple[int, ...], bias: bool
) -> None:
    hidden_activation = activation if activation in HIDDEN_ACTIVATIONS else "sigmoid"
    spec = NetworkSpec(11, 4, after[:-1], after[-1], hidden_activation, activation, bias=bias)
    edits: dict[Element, float] = {Unit(0, 3): -2.0, Weight(spec.depth, 0, after[-1] - 1): 1.25}
    assert_all_ways_print_the_same(run, spec, edits | ({Bias(1, 0): 1e-07} if bias else {}))


@given(data=st.data())
@examples(50)
def test_any_single_unit_prints_the_same_in_each_way(run: Run, data: st.DataObject) -> None:
    spec = data.draw(st.builds(NetworkSpec, inputs=st.integers(1, 64), hidden=st.just(()), bias=st.booleans()))
    assert_all_ways_print_the_same(run, spec, data.draw(edits_of(spec)))


@pytest.mark.parametrize("spec", [NetworkSpec(), NetworkSpec(inputs=5, hidden=())], ids=str)
def test_the_notebooks_networks_print_the_same_text(run: Run, spec: NetworkSpec) -> None:
    printed = run(program(spec, {}))
    assert printed in ("tensor([[0.6813, 0.4355]])\ntensor([[0.3171]])\n", "tensor([[0.1595]])\n")
    assert {run(program_as(way, spec, {})) for way in WAYS} == {printed}


@for_each("way", WITH_MODULES)
@for_each("name", ACTIVATIONS)
def test_the_module_of_an_activation_is_the_function(name: str, way: str) -> None:
    z = torch.tensor([[-3.0, -1e-3, -0.0, 0.0, 0.7, 30.0]])
    source = program_as(way, NetworkSpec(output_activation=name), {})
    held: dict[str, object] = {}
    tree = ast.parse(source)
    kept = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef))]
    exec(compile(ast.Module(kept, []), "<definitions>", "exec"), held)
    if way == SEQUENTIAL:
        made = eval(ACTIVATIONS[name].module, held)
        assert isinstance(made, nn.Module)
        assert torch.equal(made(z), ACTIVATIONS[name](z))
        assert f"    {ACTIVATIONS[name].module},\n)" in source
    else:
        function = held["activation" if name == "sigmoid" else "output_activation"]
        assert callable(function)
        assert torch.equal(function(z), ACTIVATIONS[name](z))


@given(spec=SPECS)
@examples(40)
def test_all_ways_draw_and_change_the_same_lines(spec: NetworkSpec) -> None:
    element: Element = Weight(spec.depth, 0, 0)
    drawn = [line for line in program(spec, {element: 0.5}).splitlines() if "randn" in line or line.endswith("= 0.5")]
    for way in WITH_MODULES:
        lines = program_as(way, spec, {element: 0.5}).splitlines()
        assert [line for line in lines if "randn" in line or line.endswith("= 0.5")] == drawn
        made = next(at for at, line in enumerate(lines) if line.startswith("model = "))
        assert lines.index(drawn[-1]) < made, "the model draws too: it has to come after"


@pytest.mark.long
@for_each("way", WITH_MODULES)
@for_each("bias", [True, False])
@for_each("after", [(1,), (2,), (2, 1), (4, 3, 1)])
def test_another_device_gets_model_and_features_after_the_copy(
    run: Run, after: tuple[int, ...], bias: bool, way: str
) -> None:
    """Run on the meta device, which every machine has; its tensors have shapes and no numbers."""
    source = program_as(way, NetworkSpec(hidden=after[:-1], outputs=after[-1], bias=bias), {}, "meta")
    assert source.index(".copy_(") < source.index("model = model.to(device)")
    assert run(source).splitlines() == [f"tensor(..., device='meta', size=(1, {units}))" for units in after]
    assert ".to(" not in program_as(way, NetworkSpec(), {}, "cpu")


@pytest.mark.parametrize("way", WITH_MODULES)
def test_a_machine_without_the_device_runs_the_model_on_its_cpu(run: Run, way: str) -> None:
    printed = run(program_as(way, NetworkSpec(), {}, "cuda:99"))
    assert printed == "tensor([[0.6813, 0.4355]])\ntensor([[0.3171]])\n"


def test_the_layers_have_the_names_that_a_person_would_give() -> None:
    deep = NetworkSpec(hidden=(3, 2, 4))
    assert [layer_code(deep, layer, SEQUENTIAL) for layer in range(1, 5)] == [f"model[{n}]" for n in (0, 2, 4, 6)]
    names = ["hidden1", "hidden2", "hidden3", "output"]
    assert [layer_code(deep, layer, MODULE) for layer in range(1, 5)] == [f"model.{name}" for name in names]
    assert [layer_code(NetworkSpec(), layer, MODULE) for layer in (1, 2)] == ["model.hidden", "model.output"]


ROW_OF_MODULES = """\
import torch
from torch import nn

torch.set_printoptions(precision=4, sci_mode=False)

class Sin(nn.Module):
    def forward(self, x):
        return torch.sin(x)

torch.manual_seed(7)

features = torch.randn((1, 3))
W1 = torch.randn(3, 2)
W2 = torch.randn(2, 1)
B1 = torch.randn((1, 2))
B2 = torch.randn((1, 1))

W1[2, 1] = 0.5

model = nn.Sequential(
    nn.Linear(3, 2),
    nn.Sigmoid(),
    nn.Linear(2, 1),
    Sin(),
)

with torch.no_grad():
    model[0].weight.copy_(W1.t())
    model[0].bias.copy_(B1[0])
    model[2].weight.copy_(W2.t())
    model[2].bias.copy_(B2[0])

with torch.no_grad():
    h = model[:2](features)
    output = model(features)

print(h)
print(output)
"""

CLASS_OF_ONE_UNIT = """\
import torch
from torch import nn

torch.set_printoptions(precision=4, sci_mode=False)

def activation(x):
    \"""sigmoid\"""
    return torch.sigmoid(x)

class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.output = nn.Linear(5, 1, bias=False)

    def forward(self, x):
        output = activation(self.output(x))
        return output

torch.manual_seed(7)

features = torch.randn((1, 5))
weights = torch.randn_like(features)

model = Network()

with torch.no_grad():
    model.output.weight.copy_(weights)

with torch.no_grad():
    output = model(features)

print(output)
"""


def test_two_of_them_as_text() -> None:
    assert program_as(SEQUENTIAL, NetworkSpec(output_activation="sin"), {Weight(1, 2, 1): 0.5}) == ROW_OF_MODULES
    assert program_as(MODULE, NetworkSpec(inputs=5, hidden=(), bias=False), {}) == CLASS_OF_ONE_UNIT
    assert program_as(NOTEBOOK, NetworkSpec(), {}) == program(NetworkSpec(), {})
