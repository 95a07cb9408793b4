"""Write the program that trains as the page does, up to one step, and prints its losses, weights and biases.

In plain tensors it runs the operations of the course in their order. With modules, `nn.Linear` and `torch.optim` round
a little otherwise.
"""

from collections.abc import Sequence
from itertools import pairwise

import torch

from compute.files.steps import in_one
from compute.gradients.losses import LOSSES
from compute.gradients.program import parameter_names
from compute.network.activations import ACTIVATIONS
from compute.network.forward_line import forward_lines
from compute.network.program import PRINT_OPTIONS, definitions
from compute.network.program_ways import (
    MODULE,
    NOTEBOOK,
    SEQUENTIAL,
    WAYS,
    called,
    layer_code,
    network_class,
    own_modules,
)
from compute.network.spec import NetworkSpec, Range, SpecError
from compute.training.course import ADAM_MEAN, ADAM_SMALLEST, ADAM_SQUARE, MOMENTUM
from compute.training.data import DRAWN, FEATURES, MeasuredRows, training_count
from compute.training.digits import BLACK, DIGITS, written_digits
from compute.training.setting import ALL, TrainingSpec

_ROWS_IN_A_LINE = 6


def training_program(spec: TrainingSpec, step: int, way: str = NOTEBOOK) -> str:
    """Write the program as one source, see `training_steps`."""
    return in_one(training_steps(spec, step, way))


def training_steps(spec: TrainingSpec, step: int, way: str = NOTEBOOK) -> tuple[str, ...]:
    """Write the program in steps: the imports, the data, the network, its loss, the training, and what is printed.

    Parameters
    ----------
    way: one of `compute.network.program_ways.WAYS`: plain tensors and the optimizer's formula, or a model and
        `torch.optim`.

    Raises
    ------
    SpecError: the training has no such step, or there is no such way.
    """
    if step not in Range(0, spec.steps):
        raise SpecError("time", step, str(Range(0, spec.steps)))
    if way not in WAYS:
        raise SpecError("way", way, ", ".join(WAYS))
    network = spec.network
    with_modules = way != NOTEBOOK
    drawn = drawing(parameter_names(network), network.sizes, spec.init)
    parts = [
        _start(spec, way),
        [f"torch.manual_seed({spec.seed})", "", *_data(spec)],
        [*drawn, "", *_copying(network, way)] if with_modules else drawn,
        _loss_with_modules(spec) if with_modules else _loss_of_tensors(spec),
        _training_with_modules(spec, step) if with_modules else _training_of_tensors(spec, step),
        _printed(network, way),
    ]
    return tuple("\n".join(lines) for lines in parts)


def _start(spec: TrainingSpec, way: str) -> list[str]:
    """Import, and define what the network needs; a model draws numbers of its own, so it is made before the seed."""
    imports = ["import math", ""] if spec.init in ("linear", "xavier", "kaiming") else []
    functions = definitions(spec.network)
    if LOSSES[spec.loss_name].of_logits:  # the last layer's activation is not used
        functions = functions[: min(1, len(spec.hidden))]
    if way == NOTEBOOK:
        lines = [*imports, "import torch", "", PRINT_OPTIONS]
        return [*lines, *(line for function in functions for line in ("", *function))]
    lines = [*imports, "import torch", "from torch import nn", "", PRINT_OPTIONS, ""]
    parts = own_modules(spec.network) if way == SEQUENTIAL else functions
    return [*lines, *(line for part in parts for line in (*part, "")), *_model(spec, way)]


def _data(spec: TrainingSpec) -> list[str]:
    return [*(written_rows(spec, [spec.seed]) if spec.data == DIGITS else []), *data_lines(spec)]


def data_lines(spec: TrainingSpec) -> list[str]:
    """Write how the points are drawn or taken, once the generator has its seed; digits out of `written_rows`."""
    if spec.data == DIGITS:
        return _taken_digits(spec)
    rows = spec.rows
    if rows is None:
        count = spec.points
        lines = [
            f"uniform = torch.rand(({count}, 2))",
            f"normal = torch.randn(({count}, 2))",
            f"order = torch.randperm({count})",
            f"noise = {spec.noise!r}",
            "",
            *DRAWN[spec.data].code,
        ]
    else:
        count = min(spec.points, len(rows.rows))
        lines = [*_measured(rows), f"order = torch.randperm({len(rows.rows)})[:{count}]"]
    features = ", ".join(FEATURES[name].code for name in spec.features)
    size = training_count(count, spec.split)
    return [
        *lines,
        "",
        "x1, x2 = points[:, 0], points[:, 1]",
        f"features = torch.stack([{features}], dim=1)",
        f"targets = {_targets(spec)}",
        f"training, test = order[:{size}], order[{size}:]",
    ]


def written_rows(spec: TrainingSpec, seeds: Sequence[int]) -> list[str]:
    """Write the digits that these seeds take, each under its number in the file, with its pixels as a text."""
    every = written_digits()
    generators = [torch.Generator().manual_seed(seed) for seed in seeds]
    orders = [torch.randperm(len(every.digits), generator=one)[: spec.points].tolist() for one in generators]
    taken = dict.fromkeys(row for order in orders for row in order)
    return [
        "digits = {",
        *(f'    {row}: ("{every.text(row)}", {int(every.digits[row])}),' for row in taken),
        "}",
    ]


def _taken_digits(spec: TrainingSpec) -> list[str]:
    size = training_count(spec.points, spec.split)
    return [
        f"order = torch.randperm({len(written_digits().digits)})[:{spec.points}].tolist()",
        "pixels = torch.tensor([[int(sign, 17) for sign in digits[row][0]] for row in order])",
        "wanted = torch.tensor([digits[row][1] for row in order])",
        "",
        f"features = pixels / {BLACK}",
        f"targets = {_targets(spec)}",
        f"training, test = torch.arange({spec.points}).split([{size}, {spec.points - size}])",
    ]


def _targets(spec: TrainingSpec) -> str:
    if not spec.classes:
        return "wanted.unsqueeze(1)"
    if LOSSES[spec.loss_name].of_logits:
        return "wanted"
    if spec.network.outputs == 1:
        return "wanted.unsqueeze(1).float()"
    return f"torch.nn.functional.one_hot(wanted, {spec.classes}).float()"


def _measured(rows: MeasuredRows) -> list[str]:
    points = _listed([f"[{x1!r}, {x2!r}]" for x1, x2 in rows.rows])
    lines = ["rows = torch.tensor([", *points, "], dtype=torch.float64)"]
    lines += ["points = ((rows - rows.mean(dim=0)) / rows.std(dim=0)).float()"]
    if rows.classes:
        return [*lines, "wanted = torch.tensor([", *_listed([str(int(one)) for one in rows.wanted]), "])"]
    lines += ["wanted = torch.tensor([", *_listed([repr(one) for one in rows.wanted]), "], dtype=torch.float64)"]
    return [*lines, "wanted = ((wanted - wanted.mean()) / wanted.std()).float()"]


def _listed(numbers: Sequence[str]) -> list[str]:
    starts = range(0, len(numbers), _ROWS_IN_A_LINE)
    return [f"    {', '.join(numbers[start : start + _ROWS_IN_A_LINE])}," for start in starts]


def drawing(names: Sequence[str], sizes: Sequence[int | str], init: str) -> list[str]:
    """Write how the parameters are drawn.

    Parameters
    ----------
    names: of the parameters, weights first.
    sizes: of the layers, the inputs first; a text is the name of a variable.
    """
    shapes = list(pairwise(sizes))
    drawn = [_drawn_weight(*shape, init) for shape in shapes] + [_drawn_bias(*shape, init) for shape in shapes]
    return [f"{name} = {how}" for name, how in zip(names, drawn, strict=True)]


def _drawn_weight(inputs: int | str, units: int | str, init: str) -> str:
    shape = f"({inputs}, {units})"
    match init:
        case "randn":
            return f"torch.randn({shape})"
        case "linear":
            return f"(2 * torch.rand({shape}) - 1) / math.sqrt({inputs})"
        case "xavier":
            return f"(2 * torch.rand({shape}) - 1) * math.sqrt(6 / ({inputs} + {units}))"
        case "kaiming":
            return f"torch.randn({shape}) * math.sqrt(2 / {inputs})"
        case _:
            return f"torch.zeros({shape})"


def _drawn_bias(inputs: int | str, units: int | str, init: str) -> str:
    match init:
        case "randn":
            return f"torch.randn((1, {units}))"
        case "linear":
            return f"(2 * torch.rand((1, {units})) - 1) / math.sqrt({inputs})"
        case _:
            return f"torch.zeros((1, {units}))"


def _loss_of_tensors(spec: TrainingSpec) -> list[str]:
    network, loss = spec.network, LOSSES[spec.loss_name]
    *hidden, last = forward_lines(network)
    lines = [str(line) for line in hidden]
    if loss.of_logits:
        lines.append(f"z = torch.mm({last.arguments}){last.bias}")
    else:
        lines.append(str(last))
    body = [*lines, f"return {loss.code}"]
    return [
        f"parameters = [{', '.join(parameter_names(network))}]",
        "for tensor in parameters:",
        "    tensor.requires_grad_()",
        "",
        "def loss_of(features, target):",
        *(f"    {line}" for line in body),
    ]


def _model(spec: TrainingSpec, way: str) -> list[str]:
    """Write the layers in a row or as a class; where the loss takes logits, without the last activation."""
    if way == MODULE:
        return [*network_class(spec.network, _forward(spec)), "", "model = Network()"]
    network, lines = spec.network, ["model = nn.Sequential("]
    for layer, (inputs, units) in enumerate(network.weight_shapes, start=1):
        lines.append(f"    nn.Linear({inputs}, {units}),")
        if layer < network.depth or not LOSSES[spec.loss_name].of_logits:
            lines.append(f"    {ACTIVATIONS[network.activation_of(layer)].module},")
    return [*lines, ")"]


def _forward(spec: TrainingSpec) -> list[str]:
    """Write the lines of the class's `forward(self, x)`."""
    network = spec.network
    lines = [
        f"{line.result} = {line.function}({called(network, layer)})"
        for layer, line in enumerate(forward_lines(network)[:-1], start=1)
    ]
    last = called(network, network.depth)
    result = last if LOSSES[spec.loss_name].of_logits else f"{forward_lines(network)[-1].function}({last})"
    return [*lines, f"return {result}"]


def _copying(network: NetworkSpec, way: str) -> list[str]:
    """Copy the drawn numbers into the layers; `nn.Linear` keeps its weights transposed."""
    names, depth = parameter_names(network), network.depth
    lines = ["with torch.no_grad():"]
    for layer, weight, bias in zip(range(1, depth + 1), names[:depth], names[depth:], strict=True):
        name = layer_code(network, layer, way)
        lines += [f"    {name}.weight.copy_({weight}.t())", f"    {name}.bias.copy_({bias}[0])"]
    return lines


def _loss_with_modules(spec: TrainingSpec) -> list[str]:
    loss = LOSSES[spec.loss_name]
    result = "z" if loss.of_logits else "output"
    return ["def loss_of(features, target):", f"    {result} = model(features)", f"    return {loss.code}"]


def _batch(spec: TrainingSpec) -> tuple[list[str], list[str]]:
    """Write what stands before the loop and at its beginning: which points a step looks at."""
    if spec.batch == ALL:
        return [], ["loss = loss_of(features[training], targets[training])"]
    return ["batches = []"], [
        "if not batches:",
        f"    batches = list(torch.split(training[torch.randperm(len(training))], {spec.batch}))",
        "batch = batches.pop(0)",
        "loss = loss_of(features[batch], targets[batch])",
    ]


def _training_of_tensors(spec: TrainingSpec, step: int) -> list[str]:
    before, taken = _batch(spec)
    names = {"sgd": [], "momentum": ["v"], "adam": ["m", "s"]}[spec.optimizer]
    before += [f"{name} = [torch.zeros_like(tensor) for tensor in parameters]" for name in names]
    gradient = "tensor.grad"
    gradient += f" + {spec.decay!r} * tensor" if spec.decay else ""
    gradient += f" + {spec.l1!r} * torch.sign(tensor)" if spec.l1 else ""
    body = [
        *taken,
        "loss.backward()",
        "with torch.no_grad():",
        "    for k, tensor in enumerate(parameters):" if names else "    for tensor in parameters:",
        f"        g = {gradient}",
        *(f"        {line}" for line in _change(spec.optimizer)),
        "        tensor.grad = None",
    ]
    head = [f"rate, steps = {spec.rate!r}, {step}", *before, ""]
    counter = "t" if spec.optimizer == "adam" else "step"
    return [*head, f"for {counter} in range(1, steps + 1):", *(f"    {line}" for line in body)]


def _change(optimizer: str) -> list[str]:
    """Write the change of a tensor by the optimizer's formula."""
    if optimizer == "sgd":
        return ["tensor -= rate * g"]
    if optimizer == "momentum":
        return [f"v[k] = {MOMENTUM} * v[k] + g", "tensor -= rate * v[k]"]
    return [
        f"m[k] = {ADAM_MEAN} * m[k] + (1 - {ADAM_MEAN}) * g",
        f"s[k] = {ADAM_SQUARE} * s[k] + (1 - {ADAM_SQUARE}) * g * g",
        f"mean, square = m[k] / (1 - {ADAM_MEAN}**t), s[k] / (1 - {ADAM_SQUARE}**t)",
        f"tensor -= rate * mean / (torch.sqrt(square) + {ADAM_SMALLEST})",
    ]


def _training_with_modules(spec: TrainingSpec, step: int) -> list[str]:
    before, taken = _batch(spec)
    kind = "Adam" if spec.optimizer == "adam" else "SGD"
    options = f"lr={spec.rate!r}"
    options += f", momentum={MOMENTUM}" if spec.optimizer == "momentum" else ""
    options += f", weight_decay={spec.decay!r}" if spec.decay else ""
    penalty = f"loss = loss + {spec.l1!r} * sum(parameter.abs().sum() for parameter in model.parameters())"
    body = [
        *taken,
        *([penalty] if spec.l1 else []),
        "optimizer.zero_grad()",
        "loss.backward()",
        "optimizer.step()",
    ]
    head = [f"optimizer = torch.optim.{kind}(model.parameters(), {options})", *before, ""]
    return [*head, f"for step in range({step}):", *(f"    {line}" for line in body)]


def _printed(network: NetworkSpec, way: str) -> list[str]:
    layers = [layer_code(network, layer, way) for layer in range(1, network.depth + 1)]
    shown = [f"{layer}.weight.t()" for layer in layers] + [f"{layer}.bias.unsqueeze(0)" for layer in layers]
    if way == NOTEBOOK:
        shown = parameter_names(network)
    return [
        'print(f"training loss: {loss_of(features[training], targets[training]).item():.4f}")',
        'print(f"test loss: {loss_of(features[test], targets[test]).item():.4f}")',
        *(f"print({tensor}.detach())" for tensor in shown),
    ]
