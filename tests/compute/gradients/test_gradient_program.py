"""The program of the gradients, run as a student would: it prints the numbers that the screen shows."""

import ast
import random
import subprocess
import sys
from pathlib import Path

import pytest

from compute.gradients.backward import backward
from compute.gradients.descent import descend
from compute.gradients.losses import LossError
from compute.gradients.program import GradientTask, gradient_program, gradient_steps
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw, edit
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


def assert_prints_what_the_page_shows(task: GradientTask, printed: str) -> None:
    assert "Traceback" not in printed, printed
    start = edit(draw(task.spec), task.edits)
    run = descend(start, task.target, task.loss, task.rate, task.updates)
    assert run.taken == task.updates
    passed = forward_network(run.network)
    shown = backward(passed, task.target, task.loss)
    *before, gradient = printed.replace("\n        ", " ").strip().splitlines()
    tensor, loss = before[-2:]
    (row,) = ast.literal_eval(tensor.removeprefix("tensor(").removesuffix(")"))
    assert row == pytest.approx(passed.output[0].tolist(), abs=6e-5, rel=1e-5)
    assert float(loss.removeprefix("loss: ")) == pytest.approx(shown.value, abs=6e-5, rel=1e-5)
    expected = shown.gradient(task.selected)
    assert float(gradient.rpartition(": ")[2]) == pytest.approx(expected, abs=6e-5, rel=1e-4)
    if task.updates:
        assert float(before[0].removeprefix("loss before: ")) == pytest.approx(run.losses[0], abs=6e-5, rel=1e-5)
    assert len(before) == (3 if task.updates else 2)


def test_random_programs_print_what_the_page_shows(run: Run) -> None:
    drawn = tasks(share(360))
    for task, printed in zip(drawn, map(run, map(gradient_program, drawn)), strict=True):
        assert_prints_what_the_page_shows(task, printed)


UNIT = NetworkSpec(inputs=5, hidden=())

STACK = NetworkSpec(outputs=2, output_activation="softmax")


def test_every_kind_of_selection_prints_its_gradient(run: Run) -> None:
    chosen: list[tuple[NetworkSpec, str, Element]] = [
        *((UNIT, "bce", element) for element in (Weight(1, 4, 0), Bias(1, 0), Unit(0, 2), Unit(1, 0))),
        *((STACK, "ce", element) for element in (Weight(2, 1, 1), Bias(1, 1), Unit(0, 2), Unit(1, 1), Unit(2, 1))),
        *((STACK, "mse", element) for element in (Unit(1, 0), Unit(2, 0))),
    ]
    drawn = [GradientTask(spec, 1, loss, 0.5, updates, each) for spec, loss, each in chosen for updates in (0, 3)]
    for task, printed in zip(drawn, map(run, map(gradient_program, drawn)), strict=True):
        assert_prints_what_the_page_shows(task, printed)


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
        assert_prints_what_the_page_shows(task, printed)


@pytest.mark.own_process
def test_saved_and_run_alone_it_prints_the_notebooks_numbers(tmp_path: Path) -> None:
    file = tmp_path / "gradients.py"
    file.write_text(gradient_program(GradientTask(NetworkSpec())))
    ran = subprocess.run([sys.executable, "-I", file], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert ran.stdout == "tensor([[0.3171]])\nloss: 0.4664\nW1.grad[0, 0]: -0.0159\n"


def test_the_steps_are_the_program() -> None:
    task = GradientTask(NetworkSpec(), updates=4)
    assert "\n\n".join(gradient_steps(task)) + "\n" == gradient_program(task)
    assert len(gradient_steps(task)) == 4


def test_a_target_that_does_not_fit_gives_no_program() -> None:
    with pytest.raises(LossError):
        gradient_program(GradientTask(NetworkSpec(outputs=2), 2, "ce"))
    with pytest.raises(LossError):
        gradient_program(GradientTask(NetworkSpec(), 1.5, "bce"))
