"""The program of the gradients, run as a student would: it prints the numbers that the screen shows."""

import ast
import random
import subprocess
import sys
from pathlib import Path

import pytest

from compute.gradients.backward import BackwardPass, backward
from compute.gradients.descent import descend
from compute.gradients.losses import LossError
from compute.gradients.program import (
    GradientTask,
    gradient_code,
    gradient_program,
    gradient_steps,
    module_gradient_code,
    parameter_names,
    pass_lines,
)
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import ForwardPass, forward_network
from compute.network.network import Network, Parameters, draw, edit
from compute.network.program_ways import MODULE, NOTEBOOK, SEQUENTIAL, WAYS
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.compute.gradients.random_networks import learnings
from tests.compute.program_running import Run
from tests.compute.states import changeable, computed
from tests.examples import share


def tasks(count: int) -> list[GradientTask]:
    """Random networks and losses, any element selected, some edits, and as many steps as can be taken."""
    chance, drawn = random.Random(5), []
    for case in learnings(count):
        elements: list[Element] = [*changeable(case.spec), *computed(case.spec)]
        edits = {element: chance.choice([0.5, -1.25]) for element in chance.sample(changeable(case.spec), 2)}
        edits = edits if chance.random() < 0.5 else {}
        rate, updates = chance.choice([0.05, 0.3]), chance.choice([0, 1, 7, 30])
        taken = descend(edit(draw(case.spec), edits), case.target, case.loss, rate, updates).taken
        selected = chance.choice(elements)
        drawn.append(GradientTask(case.spec, case.target, case.loss, rate, taken, selected, edits))
    return drawn


LOST = 1e-3
"""Where rounding has changed a number by as much, the steps have made another number of it."""


def rounding(task: GradientTask, passed: ForwardPass, shown: BackwardPass) -> float:
    """How far the numbers of the page are from those in double precision."""
    better_pass = forward_network(exactly(task))
    better = backward(better_pass, task.target, task.loss)
    by_output = float((passed.output - better_pass.output).abs().max())
    by_gradient = abs(shown.gradient(task.selected) - better.gradient(task.selected))
    return max(by_output, by_gradient, abs(shown.value - better.value))


def exactly(task: GradientTask) -> Network:
    """The network after all steps, in double precision."""
    start = edit(draw(task.spec), task.edits)
    weights = tuple(tensor.double() for tensor in start.weights)
    biases = tuple(tensor.double() for tensor in start.biases)
    exact = Network(task.spec, start.features.double(), Parameters(weights, biases))
    return descend(exact, task.target, task.loss, task.rate, task.updates).network


def prints_what_the_page_shows(task: GradientTask, printed: str, way: str = NOTEBOOK) -> bool:
    """`nn.Linear` adds the bias within the product: it may round otherwise, and steps can make much of that.

    Returns whether the numbers could be compared: where the steps have lost every digit of them, they cannot.
    """
    assert "Traceback" not in printed, printed
    start = edit(draw(task.spec), task.edits)
    run = descend(start, task.target, task.loss, task.rate, task.updates)
    assert run.taken == task.updates
    passed = forward_network(run.network)
    shown = backward(passed, task.target, task.loss)
    *before, gradient = printed.replace("\n        ", " ").strip().splitlines()
    tensor, loss = before[-2:]
    (row,) = ast.literal_eval(tensor.removeprefix("tensor(").removesuffix(")"))
    expected = shown.gradient(task.selected)
    assert len(before) == (3 if task.updates else 2)
    if task.updates:
        assert float(before[0].removeprefix("loss before: ")) == pytest.approx(run.losses[0], abs=6e-5, rel=1e-5)
    rounded = 0.0 if way == NOTEBOOK else rounding(task, passed, shown)
    if rounded > LOST:
        return False
    allowed = 6e-5 + 20 * rounded
    assert row == pytest.approx(passed.output[0].tolist(), abs=allowed, rel=1e-5)
    assert float(loss.removeprefix("loss: ")) == pytest.approx(shown.value, abs=allowed, rel=1e-5)
    assert float(gradient.rpartition(": ")[2]) == pytest.approx(expected, abs=allowed, rel=1e-4)
    return True


@pytest.mark.long
def test_random_programs_print_what_the_page_shows_in_every_way(run: Run) -> None:
    drawn, compared = tasks(share(360)), 0
    for at, task in enumerate(drawn):
        way = WAYS[at % len(WAYS)]
        compared += prints_what_the_page_shows(task, run(gradient_program(task, way)), way)
    assert compared > 0.95 * len(drawn)


UNIT = NetworkSpec(inputs=5, hidden=())

STACK = NetworkSpec(outputs=2, output_activation="softmax")


@pytest.mark.long
def test_every_kind_of_selection_prints_its_gradient(run: Run) -> None:
    chosen: list[tuple[NetworkSpec, str, Element]] = [
        *((UNIT, "bce", element) for element in (Weight(1, 4, 0), Bias(1, 0), Unit(0, 2), Unit(1, 0))),
        *((STACK, "ce", element) for element in (Weight(2, 1, 1), Bias(1, 1), Unit(0, 2), Unit(1, 1), Unit(2, 1))),
        *((STACK, "mse", element) for element in (Unit(1, 0), Unit(2, 0))),
    ]
    drawn = [GradientTask(spec, 1, loss, 0.5, updates, each) for spec, loss, each in chosen for updates in (0, 3)]
    for task in drawn:
        for way in WAYS:
            assert prints_what_the_page_shows(task, run(gradient_program(task, way)), way)


def test_modules_keep_the_gradient_of_a_weight_transposed_and_that_of_a_bias_flat(run: Run) -> None:
    names = {
        NOTEBOOK: ("W1.grad[2, 1]", "B2.grad[0, 0]", "z1.grad[0, 1]", "features.grad[0, 2]"),
        SEQUENTIAL: ("model[0].weight.grad[1, 2]", "model[2].bias.grad[0]", "z1.grad[0, 1]", "features.grad[0, 2]"),
        MODULE: ("model.hidden.weight.grad[1, 2]", "model.output.bias.grad[0]", "z1.grad[0, 1]", "features.grad[0, 2]"),
    }
    elements: list[Element] = [Weight(1, 2, 1), Bias(2, 0), Unit(1, 1), Unit(0, 2)]
    for at, selected in enumerate(elements):
        task = GradientTask(NetworkSpec(), updates=2, selected=selected)
        ends = {run(gradient_program(task, way)).strip().splitlines()[-1] for way in WAYS}
        assert {end.partition(": ")[0] for end in ends} == {each[at] for each in names.values()}
        assert len({end.partition(": ")[2] for end in ends}) == 1


def test_the_two_ways_with_modules_are_written_with_modules() -> None:
    task = GradientTask(NetworkSpec(outputs=2), 1, "ce", 0.5, 3, Unit(1, 0))
    one, other = (gradient_program(task, way) for way in (SEQUENTIAL, MODULE))
    assert "z1 = model[:1](features)" in one
    assert "z = model[1:3](z1)" in one
    assert "output = model[3:](z)" in one
    assert "        z1 = self.hidden(x)\n        h = activation(z1)\n        z = self.output(h)" in other
    assert "return z1, z, output" in other
    for source in (one, other):
        assert "torch.mm(" not in source
        assert "requires_grad_()" not in source, "parameters of a module learn without being told"


def test_another_device_gets_every_tensor_before_it_learns(run: Run) -> None:
    """The program goes on on the CPU where the machine has no such device."""
    drawn = [
        GradientTask(NetworkSpec(), 1, "mse", 0.1, 2, Unit(1, 1), device="cuda"),
        GradientTask(NetworkSpec(outputs=2), 1, "ce", device="cuda"),
    ]
    one, other = programs = [gradient_program(task) for task in drawn]
    assert one.index("W1 = W1.to(device)") < one.index("requires_grad_()")
    assert "target = torch.full((1, 1), 1.0, device=device)" in one
    assert "target = torch.tensor([1], device=device)" in other
    for task, printed in zip(drawn, map(run, programs), strict=True):
        assert prints_what_the_page_shows(task, printed)
        for way in (SEQUENTIAL, MODULE):
            source = gradient_program(task, way)
            assert "model = model.to(device)" in source
            assert prints_what_the_page_shows(task, run(source), way)


@pytest.mark.own_process
def test_saved_and_run_alone_it_prints_the_notebooks_numbers(tmp_path: Path) -> None:
    file = tmp_path / "gradients.py"
    file.write_text(gradient_program(GradientTask(NetworkSpec())))
    ran = subprocess.run([sys.executable, "-I", file], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert ran.stdout == "tensor([[0.3171]])\nloss: 0.4664\nW1.grad[0, 0]: -0.0159\n"


def test_the_steps_are_the_program() -> None:
    task = GradientTask(NetworkSpec(), updates=4)
    for way in WAYS:
        assert "\n\n".join(gradient_steps(task, way)) + "\n" == gradient_program(task, way)
        assert len(gradient_steps(task, way)) == 4


def test_a_target_that_does_not_fit_gives_no_program() -> None:
    with pytest.raises(LossError):
        gradient_program(GradientTask(NetworkSpec(outputs=2), 2, "ce"))
    with pytest.raises(LossError):
        gradient_program(GradientTask(NetworkSpec(), 1.5, "bce"))


DEEP = NetworkSpec(inputs=2, hidden=(2, 3), outputs=2)


@for_each(
    ("spec", "element", "code"),
    [
        (DEEP, Weight(1, 0, 1), "W1.grad[0, 1]"),
        (DEEP, Weight(3, 2, 1), "W3.grad[2, 1]"),
        (DEEP, Bias(2, 2), "B2.grad[0, 2]"),
        (DEEP, Unit(0, 1), "features.grad[0, 1]"),
        (DEEP, Unit(1, 0), "z1.grad[0, 0]"),
        (DEEP, Unit(2, 2), "z2.grad[0, 2]"),
        (DEEP, Unit(3, 1), "z.grad[0, 1]"),
        (UNIT, Weight(1, 4, 0), "weights.grad[4, 0]"),
        (UNIT, Bias(1, 0), "bias.grad[0, 0]"),
        (UNIT, Unit(0, 3), "features.grad[0, 3]"),
        (UNIT, Unit(1, 0), "z.grad[0, 0]"),
    ],
)
def test_a_gradient_is_named_by_its_tensor_and_place(spec: NetworkSpec, element: Element, code: str) -> None:
    assert gradient_code(element, spec) == code


@for_each(
    ("element", "sequential", "module"),
    [
        (Weight(1, 0, 1), "model[0].weight.grad[1, 0]", "model.hidden1.weight.grad[1, 0]"),
        (Weight(3, 2, 1), "model[4].weight.grad[1, 2]", "model.output.weight.grad[1, 2]"),
        (Bias(2, 2), "model[2].bias.grad[2]", "model.hidden2.bias.grad[2]"),
        (Unit(2, 1), "z2.grad[0, 1]", "z2.grad[0, 1]"),
        (Unit(0, 1), "features.grad[0, 1]", "features.grad[0, 1]"),
    ],
)
def test_a_module_holds_its_weights_transposed(element: Element, sequential: str, module: str) -> None:
    assert module_gradient_code(element, DEEP, SEQUENTIAL) == sequential
    assert module_gradient_code(element, DEEP, MODULE) == module


@for_each(
    ("spec", "names"),
    [
        (DEEP, ["W1", "W2", "W3", "B1", "B2", "B3"]),
        (NetworkSpec(bias=False), ["W1", "W2"]),
        (UNIT, ["weights", "bias"]),
        (NetworkSpec(hidden=(), bias=False), ["weights"]),
    ],
)
def test_what_learns_has_its_names(spec: NetworkSpec, names: list[str]) -> None:
    assert parameter_names(spec) == names


@for_each(
    ("loss", "selected", "way", "lines"),
    [
        (
            "mse", Weight(1, 0, 0), NOTEBOOK,
            ["h1 = activation(torch.mm(features, W1) + B1)", "h2 = activation(torch.mm(h1, W2) + B2)",
             "output = activation(torch.mm(h2, W3) + B3)", "loss = torch.nn.functional.mse_loss(output, target)"],
        ),
        (
            "mse", Unit(2, 0), NOTEBOOK,
            ["h1 = activation(torch.mm(features, W1) + B1)", "z2 = torch.mm(h1, W2) + B2", "z2.retain_grad()",
             "h2 = activation(z2)", "output = activation(torch.mm(h2, W3) + B3)",
             "loss = torch.nn.functional.mse_loss(output, target)"],
        ),
        (
            "ce", Unit(0, 0), NOTEBOOK,
            ["h1 = activation(torch.mm(features, W1) + B1)", "h2 = activation(torch.mm(h1, W2) + B2)",
             "z = torch.mm(h2, W3) + B3", "output = activation(z)",
             "loss = torch.nn.functional.cross_entropy(z, target)"],
        ),
        (
            "ce", Unit(3, 1), NOTEBOOK,
            ["h1 = activation(torch.mm(features, W1) + B1)", "h2 = activation(torch.mm(h1, W2) + B2)",
             "z = torch.mm(h2, W3) + B3", "z.retain_grad()", "output = activation(z)",
             "loss = torch.nn.functional.cross_entropy(z, target)"],
        ),
        (
            "mse", Bias(1, 0), SEQUENTIAL,
            ["output = model(features)", "loss = torch.nn.functional.mse_loss(output, target)"],
        ),
        (
            "mse", Unit(3, 0), SEQUENTIAL,
            ["z = model[:5](features)", "z.retain_grad()", "output = model[5:](z)",
             "loss = torch.nn.functional.mse_loss(output, target)"],
        ),
        (
            "ce", Unit(2, 0), SEQUENTIAL,
            ["z2 = model[:3](features)", "z2.retain_grad()", "z = model[3:5](z2)", "output = model[5:](z)",
             "loss = torch.nn.functional.cross_entropy(z, target)"],
        ),
        (
            "ce", Unit(1, 0), MODULE,
            ["z1, z, output = model(features)", "z1.retain_grad()",
             "loss = torch.nn.functional.cross_entropy(z, target)"],
        ),
        (
            "ce", Unit(0, 0), MODULE,
            ["z, output = model(features)", "loss = torch.nn.functional.cross_entropy(z, target)"],
        ),
        (
            "mse", Bias(3, 0), MODULE,
            ["output = model(features)", "loss = torch.nn.functional.mse_loss(output, target)"],
        ),
    ],
)  # fmt: skip
def test_a_pass_keeps_the_z_that_is_asked_for(loss: str, selected: Element, way: str, lines: list[str]) -> None:
    assert pass_lines(GradientTask(DEEP, 1, loss, selected=selected), way) == lines


UNIT_STEPS = (
    """\
weights = weights.view(2, 1)

parameters = [weights, bias]
for tensor in parameters:
    tensor.requires_grad_()
features.requires_grad_()

target = torch.full((1, 1), 0.5)""",
    """\
rate, updates = 0.25, 3

for update in range(updates + 1):
    output = activation(torch.mm(features, weights) + bias)
    loss = torch.nn.functional.binary_cross_entropy(output, target)
    loss.backward()
    if update == 0:
        print(f"loss before: {loss.item():.4f}")
    if update == updates:
        break
    with torch.no_grad():
        for tensor in parameters:
            tensor -= rate * tensor.grad
            tensor.grad = None
    features.grad = None""",
    """\
print(output.detach())
print(f"loss: {loss.item():.4f}")
print(f"features.grad[0, 1]: {features.grad[0, 1].item():.4f}")""",
)


def test_the_program_of_a_unit_line_by_line() -> None:
    task = GradientTask(NetworkSpec(inputs=2, hidden=()), 0.5, "bce", 0.25, 3, Unit(0, 1))
    assert gradient_steps(task)[1:] == tuple(UNIT_STEPS)


def test_a_module_is_told_of_what_it_does_not_hold_alone() -> None:
    stacked = GradientTask(DEEP, 1, "ce", 0.25, 2, Bias(1, 1))
    _drawn, learned, computed_lines, _printed = gradient_steps(stacked, SEQUENTIAL)
    assert learned == "target = torch.tensor([1])"
    assert computed_lines.splitlines()[-4:] == [
        "    with torch.no_grad():",
        "        for tensor in model.parameters():",
        "            tensor -= rate * tensor.grad",
        "    model.zero_grad()",
    ]
    once = GradientTask(DEEP, 0.25, "mse", 0.25, 0, Bias(1, 1))
    _drawn, learned, computed_lines, _printed = gradient_steps(once, MODULE)
    assert learned == "target = torch.full((1, 2), 0.25)"
    assert computed_lines == "\n".join([*pass_lines(once, MODULE), "loss.backward()"])
