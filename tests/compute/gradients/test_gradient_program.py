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
from compute.gradients.program import GradientTask, gradient_program, gradient_steps
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import ForwardPass, forward_network
from compute.network.network import Network, Parameters, draw, edit
from compute.network.program_ways import MODULE, NOTEBOOK, SEQUENTIAL, WAYS
from compute.network.spec import NetworkSpec
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
