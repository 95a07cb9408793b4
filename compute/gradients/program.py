"""Write the program that computes gradients and takes steps as the page does: plain tensors and autograd.

It prints the output, the loss, and the gradient of what is selected, after all steps; before the first one the loss.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from compute.files.steps import in_one
from compute.gradients.losses import LOSSES, Target, check_target
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward_line import forward_line, forward_lines
from compute.network.network import tensor_shapes
from compute.network.program import START, changing, definitions, drawing, moving, unit_lines
from compute.network.spec import NetworkSpec
from compute.timing.devices import CPU

FIRST = Weight(1, 0, 0)
"""What is looked at where nothing is selected."""


@dataclass(frozen=True)
class GradientTask:
    """What the page shows, and the program computes.

    Attributes
    ----------
    edits: values that a person changed, by their element.
    target, loss: what the network is to learn.
    rate, updates: of the descent; where it stops before, the number of steps that were taken.
    selected: whose gradient is printed; of a unit that is computed its delta, dL/dz.
    """

    spec: NetworkSpec
    target: Target = 1.0
    loss: str = "mse"
    rate: float = 0.1
    updates: int = 0
    selected: Element = FIRST
    edits: Mapping[Element, float] = field(default_factory=dict)
    device: str = CPU


def gradient_program(task: GradientTask) -> str:
    """Write the program as one source.

    Raises
    ------
    LossError: the target is not one of this loss.
    """
    return in_one(gradient_steps(task))


def gradient_steps(task: GradientTask) -> tuple[str, ...]:
    """Write the program in steps: the network, what it learns, the steps of descent, and what is printed."""
    check_target(task.spec, task.target, task.loss)
    spec = task.spec
    network = [START, *definitions(spec), drawing(spec), changing(spec, task.edits), moving(spec, task.device)]
    drawn = "\n\n".join("\n".join(lines) for lines in network if lines)
    return drawn, "\n".join(_learned(task)), "\n".join(_computed(task)), "\n".join(_printed(task))


def gradient_code(element: Element, spec: NetworkSpec) -> str:
    """Write the gradient of an element as in the program: W1.grad[2, 1], features.grad[0, 0], z1.grad[0, 1]."""
    match element:
        case Weight(layer, row, column):
            return f"weights.grad[{row}, 0]" if spec.is_unit else f"W{layer}.grad[{row}, {column}]"
        case Bias(layer, column):
            return "bias.grad[0, 0]" if spec.is_unit else f"B{layer}.grad[0, {column}]"
        case Unit(0, index):
            return f"features.grad[0, {index}]"
        case Unit(layer, index):
            return f"{_z_name(layer, spec)}.grad[0, {index}]"


def parameter_names(spec: NetworkSpec) -> list[str]:
    """Name the tensors that learn: W1, .., B1, ..; of a single unit weights and bias."""
    if spec.is_unit:
        return ["weights", "bias"] if spec.bias else ["weights"]
    return [name for name in tensor_shapes(spec) if name != "features"]


def pass_lines(task: GradientTask) -> list[str]:
    """Write the forward pass and the loss; a layer whose z is needed later has a line of its own for it."""
    spec, lines = task.spec, []
    for layer, line in enumerate(forward_lines(spec), start=1):
        is_selected = isinstance(task.selected, Unit) and task.selected.layer == layer
        if not is_selected and not (LOSSES[task.loss].of_logits and layer == spec.depth):
            lines.append(str(line))
            continue
        z = _z_name(layer, spec)
        lines.append(f"{z} = torch.mm({line.arguments}){line.bias}")
        if is_selected:
            lines.append(f"{z}.retain_grad()")
        lines.append(f"{line.result} = {line.function}({z})")
    return [*lines, f"loss = {LOSSES[task.loss].code}"]


def _learned(task: GradientTask) -> list[str]:
    """Tell autograd what learns, and say what is to be learned."""
    spec = task.spec
    lines = [unit_lines(spec)[0], ""] if spec.is_unit else []
    lines += [f"parameters = [{', '.join(parameter_names(spec))}]", "for tensor in parameters:"]
    lines += ["    tensor.requires_grad_()"]
    if isinstance(task.selected, Unit) and task.selected.layer == 0:
        lines.append("features.requires_grad_()")
    where = "" if task.device == CPU else ", device=device"
    if LOSSES[task.loss].of_logits:
        return [*lines, "", f"target = torch.tensor([{int(task.target)}]{where})"]
    return [*lines, "", f"target = torch.full((1, {spec.outputs}), {float(task.target)!r}{where})"]


def _computed(task: GradientTask) -> list[str]:
    """Compute the gradients once, or again after every step."""
    run = [*pass_lines(task), "loss.backward()"]
    if not task.updates:
        return run
    zeroed = ["features.grad = None"] if isinstance(task.selected, Unit) and task.selected.layer == 0 else []
    body = [
        *run,
        "if update == 0:",
        '    print(f"loss before: {loss.item():.4f}")',
        "if update == updates:",
        "    break",
        "with torch.no_grad():",
        "    for tensor in parameters:",
        "        tensor -= rate * tensor.grad",
        "        tensor.grad = None",
        *zeroed,
    ]
    head = [f"rate, updates = {task.rate!r}, {task.updates}", "", "for update in range(updates + 1):"]
    return [*head, *(f"    {line}" for line in body)]


def _printed(task: GradientTask) -> list[str]:
    gradient = gradient_code(task.selected, task.spec)
    return [
        f"print({forward_line(task.spec, task.spec.depth).result}.detach())",
        'print(f"loss: {loss.item():.4f}")',
        f'print(f"{gradient}: {{{gradient}.item():.4f}}")',
    ]


def _z_name(layer: int, spec: NetworkSpec) -> str:
    return "z" if layer == spec.depth else f"z{layer}"
