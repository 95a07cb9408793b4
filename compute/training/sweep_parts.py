"""Train the parts of a large wall: here, in several processes, or on a Dask cluster.

A part is some cells of one column. Which cells make a part never hangs on where it is trained, so that the numbers are
the same everywhere.
"""

import multiprocessing
import signal
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.context import BaseContext
from typing import TypeAlias

import torch

from compute.training.setting import TrainingSpec
from compute.training.wall import WallColumn, column_slices, wall_cells
from compute.training.wall_file import SavedWall

SEEDS_AT_ONCE = 25
"""The most cells of a part; it takes a few seconds at most, unless the network is deep."""

RETRIES = 3
"""How often a cluster trains a part again that failed."""

CONNECT_SECONDS = 20
"""Seconds that a cluster may take to answer."""


Trained: TypeAlias = Generator["tuple[Part, WallColumn]", None, None]
"""Parts and their cells, in the order in which they were ready."""


class SweepError(RuntimeError):
    """A wall cannot be trained where it was asked for; the message says why, in English."""


@dataclass(frozen=True)
class Part:
    """Some cells of a column: those of its seeds from `first` on."""

    column: int
    first: int
    specs: tuple[TrainingSpec, ...]


def missing_parts(wall: SavedWall) -> list[Part]:
    """Return the parts of a wall of which a cell is missing, those of all columns in turn."""
    count = len(wall.seeds)
    parts = -(-count // SEEDS_AT_ONCE)
    ends = [count * part // parts for part in range(parts + 1)]
    missing, cells = wall.missing, wall_cells(wall.spec, wall.across, wall.values, wall.seeds)
    return [
        Part(column, first, specs[first:end])
        for first, end in pairwise(ends)
        for column, specs in enumerate(cells)
        if bool(missing[column, first:end].any())
    ]


def train_part(part: Part) -> WallColumn:
    """Train all cells of a part, on one thread."""
    torch.set_num_threads(1)
    work = column_slices(part.specs)
    while True:
        try:
            next(work)
        except StopIteration as end:
            column: WallColumn = end.value
            return column


def trained_here(parts: Sequence[Part]) -> Trained:
    """Train parts one after another in this process."""
    for part in parts:
        yield part, train_part(part)


def trained_in_processes(parts: Sequence[Part], processes: int) -> Trained:
    """Train parts in so many processes, each as soon as one is free; they end when nobody goes on asking.

    Raises
    ------
    SweepError: a process was ended from outside.
    """
    context = _context()
    with ProcessPoolExecutor(min(processes, len(parts)), context, _leave_ctrl_c_to_the_first) as pool:
        waiting = {pool.submit(train_part, part): part for part in parts}
        try:
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        except BrokenProcessPool as error:
            raise SweepError("a process was ended before its part was trained: is there too little memory?") from error
        except BaseException:  # Ctrl-C, or nobody asks any more: what is under way is not waited for
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def trained_on_cluster(parts: Sequence[Part], address: str) -> Trained:
    """Train parts on the Dask cluster whose scheduler has this address; what a lost worker had is trained again.

    Raises
    ------
    SweepError: Dask is not installed here, nobody answers at the address, or the workers cannot train.
    """
    try:
        from distributed import Client  # noqa: PLC0415  # only where a cluster is asked for
        from distributed import as_completed as cluster_completed  # noqa: PLC0415
    except ImportError as error:
        raise SweepError("a cluster needs Dask: pip install -r requirements-cluster.txt") from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise SweepError(f"no scheduler answers at {address}") from error
    with client:
        waiting = {client.submit(train_part, part, pure=False, retries=RETRIES): part for part in parts}
        try:
            for done in cluster_completed(waiting):
                failed = done.exception()
                if failed is not None:
                    text = f"{type(failed).__name__}: {failed}"[:300]
                    raise SweepError(f"a worker could not train; has it a copy of this folder? {text}") from failed
                yield waiting[done], done.result()
        finally:
            client.cancel(list(waiting))


def _context() -> BaseContext:
    """Return the context that starts processes: as copies of one that has imported torch, else as new ones."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _leave_ctrl_c_to_the_first() -> None:
    """Let only the process that was asked for the wall hear of Ctrl-C: it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
