"""Write the program that trains the cells of a wall, one after another, and prints the losses of the test."""

import math
from collections.abc import Sequence

from compute.gradients.program import parameter_names
from compute.training.digits import DIGITS
from compute.training.program import data_lines, drawing, training_steps, written_rows
from compute.training.setting import TrainingSpec
from compute.training.wall import WIDTHS

UNITS, RATE = "units", "rate"
"""The variable that a column has a value of."""

MOST_CELLS = 256
"""So many cells a program trains at most; of a larger wall it has fewer seeds, and says so."""

STEP_SECONDS, LAYER_SECONDS = 0.0002, 0.0002
"""About how long a step takes on one core, and how much longer with each layer."""


def wall_program(spec: TrainingSpec, field: str, values: Sequence[int | float], seeds: Sequence[int]) -> str:
    """Write it: it prints a column as soon as it is trained, and `losses` has all of them at the end.

    Parameters
    ----------
    field, values, seeds: as for `compute.training.wall.wall`; of many cells it trains those of the first seeds, see
        `program_seeds`.
    """
    start, _data, _network, loss, training, _printed = training_steps(spec, spec.steps)
    name = UNITS if field == WIDTHS else RATE
    network, trained = spec.network, program_seeds(values, seeds)
    sizes = (network.inputs, *(UNITS if name == UNITS else units for units in network.hidden), network.outputs)
    if name == RATE:
        training = training.replace(f"rate, steps = {spec.rate!r}, {spec.steps}", f"steps = {spec.steps}", 1)
    body = [
        "\n".join(["torch.manual_seed(seed)", "", *data_lines(spec)]),
        "\n".join(drawing(parameter_names(network), sizes, spec.init)),
        loss,
        training,
        "return loss_of(features[test], targets[test]).item()",
    ]
    lines = [
        start,
        *(["", *written_rows(spec, trained)] if spec.data == DIGITS else []),
        "",
        "",
        f"def test_loss({name}, seed):",
        *(f"    {line}" if line else "" for line in "\n\n".join(body).split("\n")),
        "",
        "",
        *_comments(spec, values, seeds),
        f"seeds, columns = {_listed(trained)}, {list(values)}",
        "losses = []",
        f"for {name} in columns:",
        f"    column = torch.tensor([test_loss({name}, seed) for seed in seeds]).nan_to_num(torch.inf)",
        f'    print(f"{name} {{{name}}}:", column)',
        "    losses.append(column)",
        "losses = torch.stack(losses)",
    ]
    return "\n".join(lines) + "\n"


def program_seeds(values: Sequence[int | float], seeds: Sequence[int]) -> Sequence[int]:
    """Return the seeds of the cells that the program trains: all, or of many the first ones."""
    return seeds[: max(1, MOST_CELLS // len(values))]


def program_minutes(spec: TrainingSpec, cells: int) -> int:
    """Return about how many minutes it takes on one core to train so many cells, rounded up."""
    step = STEP_SECONDS + LAYER_SECONDS * spec.network.depth
    return math.ceil(cells * spec.steps * step / 60)


def _comments(spec: TrainingSpec, values: Sequence[int | float], seeds: Sequence[int]) -> list[str]:
    """Say how long it takes, and which cells are left out."""
    trained = program_seeds(values, seeds)
    cells = len(values) * len(trained)
    time = f"# {cells} trainings of {spec.steps} steps, one after another: {_minutes(program_minutes(spec, cells))}"
    if len(trained) == len(seeds):
        return [time]
    total = program_minutes(spec, len(values) * len(seeds))
    return [time, f"# the wall has more seeds: {_listed(seeds)}, which take {_minutes(total)}"]


def _minutes(count: int) -> str:
    return f"about {count} minute{'' if count == 1 else 's'} on one core"


def _listed(seeds: Sequence[int]) -> str:
    """Write seeds that follow one another as a range."""
    span = range(seeds[0], seeds[0] + len(seeds))
    return str(span) if list(span) == list(seeds) else str(list(seeds))
