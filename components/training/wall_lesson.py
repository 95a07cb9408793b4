"""Pack the wall to take home: the program that trains all of its cells, and what they end with."""

import torch

from components.base.text import Translate
from components.jobs.courses import WallSoFar
from components.lesson.network_steps import text
from components.training.wall_part import wall_of
from components.training.words import wall_words
from compute.files.take_home import Passage, TakeHome
from compute.training.digits import DIGITS
from compute.training.setting import TrainingSpec
from compute.training.wall_program import wall_program


def wall_lesson(spec: TrainingSpec, across: str, found: WallSoFar, _: Translate) -> TakeHome:
    """Pack the wall around a setting."""
    key = wall_of(spec, across)
    source = wall_program(key.spec, key.field, key.values, key.seeds)
    is_whole = found.is_done and key.spec.data != DIGITS
    tensors = {"losses": torch.stack([column.test_loss for column in found.columns])} if is_whole else {}
    return TakeHome(
        name=f"training-wall-{spec.data}-{across}-seed-{key.seeds[0]}",
        title=_("Many trainings side by side"),
        program=source,
        lesson=(Passage(text(*wall_words(key, _)), source),),
        tensors=tensors,
    )
