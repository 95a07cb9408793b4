"""Write the program that trains every cell of a wall, one after another, and prints the losses of the test."""

from collections.abc import Sequence

from compute.gradients.program import parameter_names
from compute.training.digits import DIGITS
from compute.training.program import drawing, training_steps
from compute.training.setting import TrainingSpec
from compute.training.wall import WIDTHS

UNITS, RATE = "units", "rate"
"""The variable that a column has a value of."""


def wall_program(spec: TrainingSpec, field: str, values: Sequence[int | float], seeds: Sequence[int]) -> str:
    """Write it; for digits, of which each seed takes others, the program of the first cell alone.

    Parameters
    ----------
    field, values, seeds: as for `compute.training.wall.wall`.
    """
    start, data, _network, loss, training, _printed = training_steps(spec, spec.steps)
    if spec.data == DIGITS:
        return "\n\n".join(training_steps(spec, spec.steps)) + "\n"
    name = UNITS if field == WIDTHS else RATE
    network = spec.network
    sizes = (network.inputs, *(UNITS if name == UNITS else units for units in network.hidden), network.outputs)
    if name == RATE:
        training = training.replace(f"rate, steps = {spec.rate!r}, {spec.steps}", f"steps = {spec.steps}", 1)
    body = [
        data.replace(f"torch.manual_seed({spec.seed})", "torch.manual_seed(seed)", 1),
        "\n".join(drawing(parameter_names(network), sizes, spec.init)),
        loss,
        training,
        "return loss_of(features[test], targets[test]).item()",
    ]
    lines = [
        start,
        "",
        "",
        f"def test_loss({name}, seed):",
        *(f"    {line}" if line else "" for line in "\n\n".join(body).split("\n")),
        "",
        "",
        f"seeds, columns = {_listed(seeds)}, {list(values)}",
        f"losses = [[test_loss({name}, seed) for seed in seeds] for {name} in columns]",
        "losses = torch.tensor(losses).nan_to_num(torch.inf)",
        "print(losses)",
    ]
    return "\n".join(lines) + "\n"


def _listed(seeds: Sequence[int]) -> str:
    """Write seeds that follow one another as a range."""
    span = range(seeds[0], seeds[0] + len(seeds))
    return str(span) if list(span) == list(seeds) else str(list(seeds))
