"""Train a large wall on all cores, or on a Dask cluster, and keep it in a file that the page opens.

    python -m compute.training.sweep --widths 1-64 --seeds 0-199 --data moons --noise 0.5

Ctrl-C keeps what was trained; the same command goes on from there. Every field of a training has its option, with the
values that links have.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from time import monotonic
from types import FrameType

from compute.network.spec import SpecError
from compute.training.data import OWN
from compute.training.own_data import OwnDataError, decoded, read_rows
from compute.training.setting import TrainingSpec
from compute.training.sweep_parts import (
    Part,
    SweepError,
    Trained,
    missing_parts,
    trained_here,
    trained_in_processes,
    trained_on_cluster,
)
from compute.training.variant import FIELDS, changed
from compute.training.wall import COLUMNS, RATES, SEEDS, WIDTHS
from compute.training.wall_file import SavedWall, WallFileError, empty_wall, read_wall, wall_bytes

SAVE_SECONDS = 5.0
"""Seconds between two times that the file is written."""

STOPPED = 128 + signal.SIGINT
"""The exit status that a shell expects of a command that Ctrl-C has ended."""

LONGEST_LIST = 1000
"""The most numbers in a list that is read; whether a wall may have so many is checked later."""

_OPTIONS = ("data", "layers", *(field for field in FIELDS if field not in ("data", "layers", "seed")))
"""In the order in which they are set: the loss has to suit the data, and a width is one of a layer that is there."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train the wall that the arguments ask for, and return the exit status."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        wall = _begun(asked)
    except (SpecError, OwnDataError, WallFileError, OSError, ValueError) as error:
        parser.error(str(error))
    signal.signal(signal.SIGTERM, _stop)
    try:
        return _train(wall, asked)
    except SweepError as error:
        _say(str(error))
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m compute.training.sweep",
        description="Train a wall: each of several widths or rates with each of several seeds.",
    )
    across = parser.add_mutually_exclusive_group(required=True)
    across.add_argument("--widths", help=f"units of each hidden layer: 1-16 or 1,2,4; {COLUMNS} of them")
    across.add_argument("--rates", help=f"learning rates: 0.01,0.1,1; {COLUMNS} of them")
    parser.add_argument("--seeds", default="0-15", help=f"such as 0-199; {SEEDS} of them; 0-15 if nothing is said")
    parser.add_argument("--out", type=Path, default=Path("wall.json"), help="the file; wall.json if nothing is said")
    parser.add_argument(
        "--processes", type=int, default=_cores(), help="how many; one for each core if nothing is said"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster to train on, such as tcp://host:8786")
    parser.add_argument("--csv", type=Path, help="a file of your own data")
    setting = parser.add_argument_group("the training, as in links")
    for field in _OPTIONS:
        setting.add_argument(f"--{field}", metavar="VALUE")
    return parser


def _begun(asked: argparse.Namespace) -> SavedWall:
    """Return the wall of the file, where there is one, or one of which nothing was trained.

    Raises
    ------
    ValueError: the arguments ask for no wall, or the file holds another one.
    """
    if asked.processes < 1:
        raise ValueError("--processes: at least 1")
    if not asked.out.parent.is_dir():
        raise ValueError(f"--out: there is no folder {asked.out.parent}")
    spec = TrainingSpec()
    if asked.csv is not None:
        spec = TrainingSpec(data=OWN, measured=read_rows(decoded(asked.csv.read_bytes())))
    for field in _OPTIONS:
        if (value := getattr(asked, field)) is not None:
            spec = changed(spec, f"{field}_{value}")
    values = _whole(asked.widths) if asked.widths is not None else _rates(asked.rates)
    wall = empty_wall(spec, RATES if asked.widths is None else WIDTHS, values, _whole(asked.seeds))
    if not asked.out.exists():
        return wall
    found = read_wall(asked.out.read_bytes())
    if not found.is_same_wall(wall):
        raise ValueError(f"{asked.out} holds another wall; name another file by --out")
    return found


def _rates(text: str) -> list[float]:
    return [float(part) for part in text.split(",", LONGEST_LIST)]


def _whole(text: str) -> list[int]:
    """Read whole numbers and ranges of them: 1-4,8 is 1, 2, 3, 4, 8."""
    found: list[int] = []
    for part in text.split(","):
        low, dash, high = part.partition("-")
        if not low.isdecimal() or (dash and not high.isdecimal()):
            raise ValueError(f"{part!r} is no whole number and no range such as 1-16")
        found += range(int(low), min(int(high or low), int(low) + LONGEST_LIST) + 1)
        if len(found) > LONGEST_LIST:
            raise ValueError(f"more than {LONGEST_LIST} numbers")
    return found


def _train(wall: SavedWall, asked: argparse.Namespace) -> int:
    """Train what is missing; the file is there at the end, however it ends."""
    parts, status = missing_parts(wall), 0
    _say(f"{len(parts)} parts to train, {wall.share:.0%} of the wall is there already")
    since = saved = monotonic()
    try:
        with closing(_trained(parts, asked)) as work:
            for done, (part, trained) in enumerate(work, start=1):
                wall, now = wall.with_cells(part.column, part.first, trained), monotonic()
                left = (now - since) / done * (len(parts) - done)
                _say(f"{done}/{len(parts)} parts, {wall.share:.0%} of the wall, about {left:.0f} s left")
                if now - saved > SAVE_SECONDS:
                    _save(wall, asked.out)
                    saved = now
    except KeyboardInterrupt:
        status = STOPPED
    finally:
        _save(wall, asked.out)
    _say(f"{wall.share:.0%} of the wall is in {asked.out}{'; the same command goes on from there' if status else ''}")
    return status


def _trained(parts: Sequence[Part], asked: argparse.Namespace) -> Trained:
    if not parts:
        return
    if asked.scheduler is not None:
        yield from trained_on_cluster(parts, asked.scheduler)
    elif asked.processes == 1:
        yield from trained_here(parts)
    else:
        yield from trained_in_processes(parts, asked.processes)


def _save(wall: SavedWall, path: Path) -> None:
    """Write the file anew: whoever reads it meanwhile finds the old one or the new one, never half of it."""
    half = path.with_name(f"{path.name}.part")
    half.write_bytes(wall_bytes(wall))
    os.replace(half, path)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
