"""How many threads torch and NumPy use for a product: set for a moment, and put back.

Torch can be asked. NumPy cannot: its products are made by OpenBLAS, which lies beside it in the wheel and has a
function of its own for that. Where NumPy came with another library, it keeps its own number.
"""

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch

MOST_THREADS = 16
"""More threads than this help no matrix that is measured here, whatever a large server has."""

SYMBOL = "scipy_openblas_{what}_num_threads64_"


@dataclass(frozen=True)
class OpenBlas:
    """The two functions of the library behind NumPy's products."""

    get: Callable[[], int]
    set: Callable[[int], object]


def all_threads() -> int:
    """Count the threads that can work at once: one for each core that this process may use, at most `MOST_THREADS`."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_THREADS)


@contextmanager
def threads(count: int) -> Iterator[None]:
    """Set the number of threads of torch and NumPy while the block runs, and restore it afterwards."""
    library = openblas()
    torch_before, numpy_before = torch.get_num_threads(), library.get() if library is not None else 0
    try:
        torch.set_num_threads(count)
        if library is not None:
            library.set(count)
        yield
    finally:
        torch.set_num_threads(torch_before)
        if library is not None:
            library.set(numpy_before)


@lru_cache(maxsize=1)
def openblas() -> OpenBlas | None:
    """Return NumPy's own OpenBLAS; None where its wheel brings another library."""
    return openblas_in(Path(np.__file__).parent.parent / "numpy.libs")


def openblas_in(folder: Path) -> OpenBlas | None:
    """Return the OpenBLAS in a folder, if one is there that has the functions."""
    for path in sorted(folder.glob("*openblas*")):
        try:
            library = ctypes.CDLL(str(path))
            return OpenBlas(library[SYMBOL.format(what="get")], library[SYMBOL.format(what="set")])
        except (OSError, AttributeError):
            continue
    return None
