"""The devices page as a program to run at home: the network on every device, in more digits, and the times.

It draws on the CPU and moves afterwards, so that the seed gives the same numbers everywhere.
"""

import ast
import inspect
from collections.abc import Callable
from math import nan
from textwrap import dedent

from compute.files.steps import in_one
from compute.network.program_ways import NOTEBOOK, model_blocks, output_lines
from compute.network.spec import NetworkSpec
from compute.timing.devices import CPU
from compute.timing.products import python_loop, torch_sum
from compute.timing.timing import SIZES, Measurement, Timed

TIMED_AT_HOME = tuple(size for size in SIZES if size <= 64)
"""Sizes of the matrices where nothing has been measured on the page: a second, with the loops in Python."""

LEFT_OUT_FROM = 0.05
"""Seconds: what takes as long as this is left out at the next size, where it would take eight times as long."""


ACCELERATOR = """accelerator = torch.accelerator.current_accelerator(True)
device = accelerator or torch.device("cpu")
print("computing on", device)"""
"""The lines that find where to compute."""


def moving_steps(spec: NetworkSpec) -> tuple[str, str, str, str]:
    """Write a program in steps that runs a network with one hidden layer on the accelerator where there is one.

    The steps are the device, the draw, the way there, and the forward pass with the way back.
    """
    inputs, units = spec.inputs, spec.hidden[0]
    return (
        f"import torch\n\n{ACCELERATOR}",
        f"""torch.manual_seed({spec.seed})
features = torch.randn((1, {inputs}))
W1 = torch.randn({inputs}, {units})
W2 = torch.randn({units}, 1)
B1 = torch.randn((1, {units}))
B2 = torch.randn((1, 1))""",
        """# There: drawn on the CPU, then moved, so that
# the seed gives the same numbers everywhere.
features = features.to(device)
W1, W2 = W1.to(device), W2.to(device)
B1, B2 = B1.to(device), B2.to(device)""",
        """h = torch.sigmoid(torch.mm(features, W1) + B1)
output = torch.sigmoid(torch.mm(h, W2) + B2)

# And back: NumPy works on the CPU only.
print(output.cpu().numpy())""",
    )


def moving_program(spec: NetworkSpec, way: str = NOTEBOOK) -> str:
    """Write a program that runs a network with one hidden layer on the accelerator where there is one, and prints y.

    Parameters
    ----------
    way: one of the `WAYS` of writing programs.
    """
    if way == NOTEBOOK:
        return in_one(moving_steps(spec))
    _start, *blocks = model_blocks(way, spec, {}, CPU, output_lines(spec))
    found = f"import torch\nfrom torch import nn\n\n{ACCELERATOR}"
    return in_one([found, *map("\n".join, blocks), MODEL_THERE_AND_BACK])


MODEL_THERE_AND_BACK = """# There: drawn on the CPU, then moved. A tensor gives
# a copy, a model moves itself with all parameters.
features = features.to(device)
model.to(device)

output = model(features)

# And back: NumPy works on the CPU only, and
# with what needs no gradient.
print(output.detach().cpu().numpy())"""


def digits_step() -> str:
    """Write the same network in float64, after `moving_steps`."""
    return """exact = [t.cpu().double() for t in (features, W1, B1, W2, B2)]
exact_h = torch.sigmoid(torch.mm(exact[0], exact[1]) + exact[2])
exact_output = torch.sigmoid(torch.mm(exact_h, exact[3]) + exact[4])
differences = torch.cat([h.cpu() - exact_h, output.cpu() - exact_output], dim=1).abs()
print(f"{output.item():.10f} in float32 on {device}")
print(f"{exact_output.item():.10f} in float64, {differences.max():.1e} apart")"""


def ways_step(spec: NetworkSpec) -> str:
    """Write the step that computes one unit by `torch.sum` and by `torch.mm`."""
    return f"""torch.manual_seed({spec.seed})
features = torch.randn((1, {spec.inputs}))
weights = torch.randn_like(features)
bias = torch.randn((1, 1))
by_sum = torch.sigmoid(torch.sum(features * weights) + bias)
by_mm = torch.sigmoid(torch.mm(features, weights.view({spec.inputs}, 1)) + bias)
print(f"{{by_sum.item():.10f}} by torch.sum")
print(f"{{by_mm.item():.10f}} by torch.mm")"""


def measured_times(measurement: Measurement) -> dict[str, list[float]]:
    """Return the seconds at each size, with four digits, by the way's variable: seconds_mm, ..; NaN without a point."""
    return {
        variable_of(way): [_seconds(measurement.at(way, size)) for size in measurement.sizes]
        for way in measurement.ways
        if measurement.of(way)
    }


def _seconds(point: Timed | None) -> float:
    return nan if point is None else float(f"{point.seconds:.4g}")


def variable_of(way: str) -> str:
    """Name the variable that holds the times of a way: seconds_python, seconds_mm_cuda_0, .."""
    return "seconds_" + "".join(letter if letter.isalnum() else "_" for letter in way)


def measured_step(measurement: Measurement) -> str:
    """Write the times that were measured on the page, as tensors and as a table."""
    times = measured_times(measurement)
    lines = ["from math import nan", "", f"sizes = torch.tensor({list(measurement.sizes)})"]
    lines += [f"{name} = torch.tensor({seconds}, dtype=torch.float64)" for name, seconds in times.items()]
    lines += [
        f'print("measured on the site: n, {", ".join(times)}")',
        f"for n, *row in zip(sizes, {', '.join(times)}):",
        '    print(int(n), *(f"{seconds:.2e}" for seconds in row))',
    ]
    return "\n".join(lines)


def timing_step(seed: int, sizes: tuple[int, ...], threads: int) -> str:
    """Write the same measurement for home: both loops, `torch.mm` and NumPy over growing sizes."""
    return f"""import math
import time


{plain_source(python_loop)}


{plain_source(torch_sum)}


def shortest(work, runs=5):
    seconds = math.inf
    for _ in range(runs):
        began = time.perf_counter()
        work()
        seconds = min(seconds, time.perf_counter() - began)
        if seconds > {LEFT_OUT_FROM}:
            break
    return seconds


torch.set_num_threads({threads})
last = dict.fromkeys(("python", "sum", "mm", "numpy"), 0.0)
print("measured here: n,", ", ".join(last))
for n in {sizes}:
    torch.manual_seed({seed})
    a, b = torch.randn(n, n), torch.randn(n, n)
    rows, others = a.tolist(), b.tolist()
    ways = {{
        "python": lambda: python_loop(rows, others),
        "sum": lambda: torch_sum(a, b),
        "mm": lambda: torch.mm(a, b),
        "numpy": lambda: a.numpy() @ b.numpy(),
    }}
    for name, way in ways.items():
        # Twice the size is eight times the work: what is slow already is left out from here on.
        last[name] = shortest(way) if last[name] < {LEFT_OUT_FROM} else math.nan
    print(n, *(f"{{seconds:.2e}}" for seconds in last.values()))"""


def plain_source(function: Callable[..., object]) -> str:
    """Return a function's source without docstring and types, which need libraries that a student may lack."""
    tree = ast.parse(dedent(inspect.getsource(function)))
    (definition,) = tree.body
    assert isinstance(definition, ast.FunctionDef)
    definition.returns = None
    for argument in definition.args.args:
        argument.annotation = None
    if ast.get_docstring(definition) is not None:
        del definition.body[0]
    return ast.unparse(tree)
