"""Write the command that trains a wall apart from the site."""

import shlex
from collections.abc import Sequence
from itertools import pairwise

from compute.training.data import OWN
from compute.training.setting import TrainingSpec
from compute.training.variant import link_values
from compute.training.wall import RATES, WIDTHS

MODULE = "compute.training.sweep"

OWN_FILE = "data.csv"
"""The name of the file in which the command looks for a person's own data."""


def sweep_command(spec: TrainingSpec, across: str, values: Sequence[int | float], seeds: Sequence[int]) -> str:
    """Write the line for a shell: the wall, and those fields of the setting that are not as they are at first."""
    columns = ["--rates", _rates(values)] if across == RATES else ["--widths", _whole(values)]
    words = ["python", "-m", MODULE, *columns, "--seeds", _whole(seeds)]
    usual = link_values(TrainingSpec())
    for field, value in link_values(spec).items():
        if value != usual.get(field) and not _set_otherwise(field, spec, across):
            words += [f"--{field}", value]
    if spec.measured is not None:
        words += ["--csv", OWN_FILE]
    return shlex.join(words)


def _set_otherwise(field: str, spec: TrainingSpec, across: str) -> bool:
    """Tell whether a field needs no option: the wall sets it, the data do, or nothing depends on it."""
    if field == "loss":
        return not spec.loss
    by_the_data = field in spec.unused or (field == "data" and spec.data == OWN)
    return by_the_data or field == "seed" or (field == RATES if across == RATES else field.startswith(WIDTHS))


def _rates(numbers: Sequence[int | float]) -> str:
    return ",".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in numbers)


def _whole(numbers: Sequence[int | float]) -> str:
    """Write whole numbers as the command reads them: 1-16 where each is one more than the last."""
    if len(numbers) > 2 and all(after == before + 1 for before, after in pairwise(numbers)):
        return f"{int(numbers[0])}-{int(numbers[-1])}"
    return ",".join(str(int(number)) for number in numbers)
