"""Write the program that computes gradients and takes steps as the page does, in one of three ways.

As in the notebook it has plain tensors, which tell autograd that they learn; as `nn.Sequential` or as a class with
`forward` it has parameters, which have told it already. It prints the output, the loss, and the gradient of what is
selected, after all steps; before the first one the loss.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from compute.files.steps import in_one
from compute.gradients.losses import LOSSES, Target, check_target
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward_line import forward_line, forward_lines, values_name
from compute.network.network import tensor_shapes
from compute.network.program import START, changing, definitions, drawing, moving, unit_lines
from compute.network.program_ways import NOTEBOOK, SEQUENTIAL, called, layer_code, model_blocks
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


def gradient_program(task: GradientTask, way: str = NOTEBOOK) -> str:
    """Write the program as one source, in one of the `WAYS` of writing programs.

    Raises
    ------
    LossError: the target is not one of this loss.
    """
    return in_one(gradient_steps(task, way))


def gradient_steps(task: GradientTask, way: str = NOTEBOOK) -> tuple[str, ...]:
    """Write the program in steps: the network, what it learns, the steps of descent, and what is printed."""
    check_target(task.spec, task.target, task.loss)
    spec = task.spec
    if way == NOTEBOOK:
        network = [START, *definitions(spec), drawing(spec), changing(spec, task.edits), moving(spec, task.device)]
    else:
        network = model_blocks(way, spec, task.edits, task.device, _class_lines(task))
    drawn = "\n\n".join("\n".join(lines) for lines in network if lines)
    return drawn, "\n".join(_learned(task, way)), "\n".join(_computed(task, way)), "\n".join(_printed(task, way))


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


def module_gradient_code(element: Element, spec: NetworkSpec, way: str) -> str:
    """Write the gradient of an element where a module holds it, W transposed: model[0].weight.grad[1, 2]."""
    match element:
        case Weight(layer, row, column):
            return f"{layer_code(spec, layer, way)}.weight.grad[{column}, {row}]"
        case Bias(layer, column):
            return f"{layer_code(spec, layer, way)}.bias.grad[{column}]"
        case _:
            return gradient_code(element, spec)


def parameter_names(spec: NetworkSpec) -> list[str]:
    """Name the tensors that learn: W1, .., B1, ..; of a single unit weights and bias."""
    if spec.is_unit:
        return ["weights", "bias"] if spec.bias else ["weights"]
    return [name for name in tensor_shapes(spec) if name != "features"]


def pass_lines(task: GradientTask, way: str = NOTEBOOK) -> list[str]:
    """Write the forward pass and the loss; a layer whose z is needed later has a line of its own for it."""
    if way == NOTEBOOK:
        lines = _tensor_lines(task)
    elif way == SEQUENTIAL:
        lines = _sequential_lines(task)
    else:
        z = _z_name(task.selected.layer, task.spec) if _is_delta(task) else ""
        lines = [f"{_results(task)} = model(features)", *([f"{z}.retain_grad()"] if z else [])]
    return [*lines, f"loss = {LOSSES[task.loss].code}"]


def _tensor_lines(task: GradientTask) -> list[str]:
    spec, lines = task.spec, []
    for layer, line in enumerate(forward_lines(spec), start=1):
        if layer not in _kept_layers(task):
            lines.append(str(line))
            continue
        z = _z_name(layer, spec)
        lines.append(f"{z} = torch.mm({line.arguments}){line.bias}")
        if _is_delta(task) and task.selected.layer == layer:
            lines.append(f"{z}.retain_grad()")
        lines.append(f"{line.result} = {line.function}({z})")
    return lines


def _sequential_lines(task: GradientTask) -> list[str]:
    """Run the modules in a row, in slices that end where a z is needed."""
    lines, begun, values = [], 0, "features"
    for layer in _kept_layers(task):
        end, z = 2 * layer - 1, _z_name(layer, task.spec)
        lines.append(f"{z} = model[{begun or ''}:{end}]({values})")
        if _is_delta(task) and task.selected.layer == layer:
            lines.append(f"{z}.retain_grad()")
        begun, values = end, z
    return [*lines, f"output = model[{begun}:]({values})" if begun else "output = model(features)"]


def _class_lines(task: GradientTask) -> list[str]:
    """Write the `forward` of the class; it returns the z that are needed later, and the output."""
    spec, lines = task.spec, []
    for layer in range(1, spec.depth + 1):
        inner = called(spec, layer)
        if layer in _kept_layers(task):
            lines.append(f"{_z_name(layer, spec)} = {inner}")
            inner = _z_name(layer, spec)
        lines.append(f"{values_name(spec, layer)} = {forward_line(spec, layer).function}({inner})")
    return [*lines, f"return {_results(task)}"]


def _results(task: GradientTask) -> str:
    return ", ".join([*(_z_name(layer, task.spec) for layer in _kept_layers(task)), "output"])


def _kept_layers(task: GradientTask) -> list[int]:
    """List the layers whose z is needed after the forward pass: of a selected unit, and where the loss takes it."""
    selected = {task.selected.layer} if _is_delta(task) else set()
    return sorted(selected | ({task.spec.depth} if LOSSES[task.loss].of_logits else set()))


def _is_delta(task: GradientTask) -> bool:
    """Tell whether the gradient that is printed is that of a z, which torch keeps only where it is told to."""
    return isinstance(task.selected, Unit) and task.selected.layer > 0


def _is_of_feature(task: GradientTask) -> bool:
    return isinstance(task.selected, Unit) and task.selected.layer == 0


def _learned(task: GradientTask, way: str) -> list[str]:
    """Tell autograd what learns, which the parameters of a model have done, and say what is to be learned."""
    spec, lines = task.spec, []
    if way == NOTEBOOK:
        lines = [unit_lines(spec)[0], ""] if spec.is_unit else []
        lines += [f"parameters = [{', '.join(parameter_names(spec))}]", "for tensor in parameters:"]
        lines += ["    tensor.requires_grad_()"]
    if _is_of_feature(task):
        lines.append("features.requires_grad_()")
    if lines:
        lines.append("")
    where = "" if task.device == CPU else ", device=device"
    if LOSSES[task.loss].of_logits:
        return [*lines, f"target = torch.tensor([{int(task.target)}]{where})"]
    return [*lines, f"target = torch.full((1, {spec.outputs}), {float(task.target)!r}{where})"]


def _computed(task: GradientTask, way: str) -> list[str]:
    """Compute the gradients once, or again after every step."""
    run = [*pass_lines(task, way), "loss.backward()"]
    if not task.updates:
        return run
    learning = "parameters" if way == NOTEBOOK else "model.parameters()"
    body = [
        *run,
        "if update == 0:",
        '    print(f"loss before: {loss.item():.4f}")',
        "if update == updates:",
        "    break",
        "with torch.no_grad():",
        f"    for tensor in {learning}:",
        "        tensor -= rate * tensor.grad",
        *(["        tensor.grad = None"] if way == NOTEBOOK else ["model.zero_grad()"]),
        *(["features.grad = None"] if _is_of_feature(task) else []),
    ]
    head = [f"rate, updates = {task.rate!r}, {task.updates}", "", "for update in range(updates + 1):"]
    return [*head, *(f"    {line}" for line in body)]


def _printed(task: GradientTask, way: str) -> list[str]:
    is_plain = way == NOTEBOOK
    gradient = (
        gradient_code(task.selected, task.spec) if is_plain else module_gradient_code(task.selected, task.spec, way)
    )
    return [
        f"print({forward_line(task.spec, task.spec.depth).result}.detach())",
        'print(f"loss: {loss.item():.4f}")',
        f'print(f"{gradient}: {{{gradient}.item():.4f}}")',
    ]


def _z_name(layer: int, spec: NetworkSpec) -> str:
    return "z" if layer == spec.depth else f"z{layer}"
