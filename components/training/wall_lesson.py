"""Pack the wall to take home: the program that trains all of its cells, and what they end with."""

import torch

from components.base.text import Translate
from components.jobs.courses import WallSoFar, WallSpec
from components.lesson.network_steps import text
from components.training.words import wall_words
from compute.files.take_home import Passage, TakeHome
from compute.training.digits import DIGITS
from compute.training.wall_program import wall_program


def wall_lesson(key: WallSpec, found: WallSoFar, _: Translate) -> TakeHome:
    """Pack a wall as far as it has got."""
    source = wall_program(key.spec, key.field, key.values, key.seeds)
    is_whole = len(found.columns) == len(key.values) and key.spec.data != DIGITS
    tensors = {"losses": torch.stack([column.test_loss for column in found.columns])} if is_whole else {}
    return TakeHome(
        name=f"training-wall-{key.spec.data}-{key.field}-seed-{key.seeds[0]}",
        title=_("Many trainings side by side"),
        program=source,
        lesson=(Passage(text(*wall_words(key, _)), source),),
        tensors=tensors,
    )
