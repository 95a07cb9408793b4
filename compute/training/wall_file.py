"""Keep a wall in a file, as far as it was trained: JSON, so that a page can check what anybody brings."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from compute.files.tensor_files import MAX_BYTES
from compute.network.spec import LIMITS, SpecError
from compute.training.setting import TrainingSpec
from compute.training.setting_text import SettingError, setting_of, setting_record
from compute.training.wall import COLUMNS, SEEDS, WallColumn, wall_cells

KIND, VERSION = "tensorama wall", 1
"""What a file says it is. One of a later version may mean something else by the same names, so it is not read."""

INFINITE = "inf"
"""How a loss that is not finite is written in a file; JSON has no number for it."""

_LARGEST = float(torch.finfo(torch.float32).max)
_MEASURES = ("training_loss", "test_loss", "test_accuracy")
_FIELDS = frozenset({"kind", "version", "setting", "across", "values", "seeds", *_MEASURES})


class WallRefusal(Enum):
    """Why a file is not opened as a wall."""

    TOO_LARGE = "larger than any wall"
    NO_WALL = "no wall: not written by compute.training.sweep"
    OTHER_VERSION = "of another version"
    DAMAGED = "damaged"


class WallFileError(ValueError):
    """A file that is not opened as a wall.

    Attributes
    ----------
    refusal: why, for a sentence in the person's language.
    detail: what exactly is wrong, in English.
    """

    def __init__(self, refusal: WallRefusal, detail: str = "") -> None:
        super().__init__(f"{refusal.value}: {detail}" if detail else refusal.value)
        self.refusal, self.detail = refusal, detail


@dataclass(frozen=True, eq=False)
class SavedWall:
    """A wall as far as it was trained.

    Attributes
    ----------
    spec: what all cells have but width or rate, and seed.
    across: `WIDTHS` or `RATES`, what the columns differ in.
    values: of it, one for each column.
    training_loss, test_loss: of each cell; inf where it is not finite, nan where it was not trained yet.
    test_accuracy: likewise; None where a number is learned.
    """

    spec: TrainingSpec
    across: str
    values: tuple[int | float, ...]
    seeds: tuple[int, ...]
    training_loss: Float[Tensor, "columns seeds"]
    test_loss: Float[Tensor, "columns seeds"]
    test_accuracy: Float[Tensor, "columns seeds"] | None

    @property
    def missing(self) -> Tensor:
        """Which cells were not trained yet."""
        return self.training_loss.isnan()

    @property
    def share(self) -> float:
        """How much of it was trained."""
        return 1.0 - float(self.missing.float().mean())

    @property
    def columns(self) -> tuple[WallColumn, ...]:
        """The columns of which every cell was trained, in their order."""
        cells, missing = wall_cells(self.spec, self.across, self.values, self.seeds), self.missing.any(dim=1).tolist()
        return tuple(
            WallColumn(
                specs,
                self.training_loss[at],
                self.test_loss[at],
                None if self.test_accuracy is None else self.test_accuracy[at],
            )
            for at, specs in enumerate(cells)
            if not missing[at]
        )

    def with_cells(self, column: int, first: int, trained: WallColumn) -> "SavedWall":
        """Return the wall in which these cells of a column, from a seed on, have been trained."""
        place = (column, slice(first, first + len(trained.training_loss)))
        accuracy = self.test_accuracy
        if accuracy is not None and trained.test_accuracy is not None:
            accuracy = _set(accuracy, place, trained.test_accuracy)
        return replace(
            self,
            training_loss=_set(self.training_loss, place, trained.training_loss),
            test_loss=_set(self.test_loss, place, trained.test_loss),
            test_accuracy=accuracy,
        )

    def is_same_wall(self, other: "SavedWall") -> bool:
        """Tell whether both walls have the same cells, trained or not."""
        one, two = ((wall.spec, wall.across, wall.values, wall.seeds) for wall in (self, other))
        return one == two


def empty_wall(spec: TrainingSpec, across: str, values: Sequence[int | float], seeds: Sequence[int]) -> SavedWall:
    """Return a wall of which nothing was trained yet.

    Raises
    ------
    SpecError: there is no such wall, see `compute.training.wall.wall_cells`.
    """
    wall_cells(spec, across, values, seeds)
    nothing = torch.full((len(values), len(seeds)), math.nan)
    return SavedWall(spec, across, tuple(values), tuple(seeds), nothing, nothing, nothing if spec.classes else None)


def wall_bytes(wall: SavedWall) -> bytes:
    """Write the file that `read_wall` reads."""
    record: dict[str, object] = {"kind": KIND, "version": VERSION, "setting": setting_record(wall.spec)}
    record |= {"across": wall.across, "values": wall.values, "seeds": wall.seeds}
    record |= {name: _written(getattr(wall, name)) for name in _MEASURES}
    return json.dumps(record, allow_nan=False, separators=(",", ":")).encode("ascii")


def read_wall(data: bytes) -> SavedWall:
    """Read a wall from a file, which anybody may have written.

    Raises
    ------
    WallFileError: it is too large, no wall, of another version, or says what no wall has.
    """
    if len(data) > MAX_BYTES:
        raise WallFileError(WallRefusal.TOO_LARGE, f"{len(data)} bytes, at most {MAX_BYTES}")
    try:
        record = json.loads(data.decode("ascii"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise WallFileError(WallRefusal.NO_WALL, "no JSON") from error
    if not isinstance(record, dict) or record.get("kind") != KIND:
        raise WallFileError(WallRefusal.NO_WALL, "no word of a wall")
    if record.get("version") != VERSION or isinstance(record["version"], bool):
        raise WallFileError(WallRefusal.OTHER_VERSION)
    if set(record) != _FIELDS:
        raise WallFileError(WallRefusal.DAMAGED, "other names than those of a wall")
    return _wall_of(record)


def _wall_of(record: dict[str, object]) -> SavedWall:
    across, values, seeds = record["across"], record["values"], record["seeds"]
    if (
        not isinstance(values, list)
        or len(values) not in COLUMNS
        or not all(_is_number(one, _LARGEST) for one in values)
    ):
        raise WallFileError(WallRefusal.DAMAGED, "values of columns")
    if not isinstance(seeds, list) or len(seeds) not in SEEDS or not all(seed in LIMITS["seed"] for seed in seeds):
        raise WallFileError(WallRefusal.DAMAGED, "seeds")
    if not isinstance(across, str):
        raise WallFileError(WallRefusal.DAMAGED, "what the columns differ in")
    try:
        spec = setting_of(record["setting"])
        nothing = empty_wall(spec, across, values, seeds)
    except (SettingError, SpecError) as error:
        raise WallFileError(WallRefusal.DAMAGED, str(error)[:200]) from error
    training, test = (_read(record[name], nothing, _LARGEST) for name in _MEASURES[:2])
    accuracy = None if nothing.test_accuracy is None else _read(record["test_accuracy"], nothing, 1.0)
    if accuracy is None and record["test_accuracy"] is not None:
        raise WallFileError(WallRefusal.DAMAGED, "an accuracy where a number is learned")
    for other in (test, accuracy):
        if other is not None and not torch.equal(other.isnan(), training.isnan()):
            raise WallFileError(WallRefusal.DAMAGED, "a cell that is half there")
    if accuracy is not None and bool(accuracy.isinf().any()):
        raise WallFileError(WallRefusal.DAMAGED, "an accuracy that is not finite")
    return replace(nothing, training_loss=training, test_loss=test, test_accuracy=accuracy)


def _written(cells: Tensor | None) -> list[list[object]] | None:
    """Return numbers with as few digits as give the same float32 back."""
    if cells is None:
        return None
    return [[_number(value) for value in column] for column in cells.numpy()]


def _number(value: np.float32) -> object:
    if np.isfinite(value):
        return float(str(value))
    return None if np.isnan(value) else INFINITE


def _read(record: object, wall: SavedWall, largest: float) -> Tensor:
    columns, seeds = len(wall.values), len(wall.seeds)
    if not isinstance(record, list) or len(record) != columns:
        raise WallFileError(WallRefusal.DAMAGED, f"not {columns} columns")
    if not all(isinstance(column, list) and len(column) == seeds for column in record):
        raise WallFileError(WallRefusal.DAMAGED, f"a column of other than {seeds} seeds")
    return torch.tensor([[_read_number(value, largest) for value in column] for column in record])


def _read_number(value: object, largest: float) -> float:
    if value is None:
        return math.nan
    if isinstance(value, str) and value == INFINITE:
        return math.inf
    if _is_number(value, largest):
        return float(value)  # type: ignore[arg-type]
    raise WallFileError(WallRefusal.DAMAGED, "a cell that is no number, or none that it can be")


def _is_number(value: object, largest: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= largest


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _set(cells: Tensor, place: tuple[int, slice], values: Tensor) -> Tensor:
    changed = cells.clone()
    changed[place] = values
    return changed
