"""Pack the wall to take home: the program that trains its cells, what they end with, and the data of one's own."""

from collections.abc import Callable
from functools import partial

import torch

from components.base.text import Translate
from components.jobs.courses import WallSoFar, WallSpec
from components.lesson.network_steps import text
from components.training.words import wall_words
from compute.files.take_home import OwnFile, Passage, TakeHome
from compute.training.exports import rows_csv
from compute.training.sweep_command import OWN_FILE
from compute.training.wall_program import program_minutes, program_seeds, wall_program


def wall_lesson(key: WallSpec, found: WallSoFar, _: Translate) -> TakeHome:
    """Pack a wall as far as it has got."""
    source = wall_program(key.spec, key.field, key.values, key.seeds)
    is_whole, rows = len(found.columns) == len(key.values), key.spec.measured
    trained = len(program_seeds(key.values, key.seeds))
    losses = [column.test_loss[:trained] for column in found.columns]
    return TakeHome(
        name=f"training-wall-{key.spec.data}-{key.field}-seed-{key.seeds[0]}",
        title=_("Many trainings side by side"),
        program=source,
        lesson=(Passage(text(*wall_words(key, _), _program_words(key, _)), source),),
        tensors={"losses": torch.stack(losses)} if is_whole else {},
        files=() if rows is None else (_own_file(partial(rows_csv, rows), _),),
    )


def _program_words(key: WallSpec, _: Translate) -> str:
    """Say what the program trains, and how long that takes."""
    cells = len(key.values) * len(program_seeds(key.values, key.seeds))
    total = len(key.values) * len(key.seeds)
    said = {"minutes": program_minutes(key.spec, cells), "total": _.count(total)}
    if cells < total:
        return _(
            "The program trains {cells} of these {total} networks, one after another: with the first seeds alone. That "
            "takes about {minutes} min on one core.",
            cells=_.count(cells),
            **said,
        )
    return _(
        "The program trains all {total} networks, one after another, and prints a column as soon as it is there. That "
        "takes about {minutes} min on one core.",
        **said,
    )


def _own_file(make: Callable[[], str], _: Translate) -> OwnFile:
    return OwnFile(
        OWN_FILE,
        _("Your own data (.csv)"),
        _("The points that are learned from, as the command for a larger wall reads them."),
        "text/csv",
        make,
    )
