"""Threads of torch and NumPy: set for a moment, and put back whatever happens."""

import os
import threading
from pathlib import Path

import pytest
import torch

from compute.timing.threads import MOST_THREADS, all_threads, openblas, openblas_in, threads
from tests.cases import for_each


def now() -> tuple[int, int]:
    library = openblas()
    return torch.get_num_threads(), library.get() if library is not None else 0


@pytest.mark.parametrize("count", [1, 2, 3])
def test_set_and_put_back(count: int) -> None:
    before = now()
    with threads(count):
        assert torch.get_num_threads() == count
        library = openblas()
        assert library is None or library.get() == count
    assert now() == before


def test_put_back_after_an_error() -> None:
    before = now()
    with pytest.raises(RuntimeError, match="out of memory"), threads(before[0] + 1):
        raise RuntimeError("out of memory")
    assert now() == before


def test_a_new_thread_finds_the_setting_as_it_was() -> None:
    before, found = torch.get_num_threads(), []
    with threads(before + 2):
        torch.mm(torch.ones(8, 8), torch.ones(8, 8))
    thread = threading.Thread(target=lambda: found.append(torch.get_num_threads()))
    thread.start()
    thread.join()
    assert found == [before]


def test_numpys_library_is_found_in_its_own_wheel() -> None:
    """On Linux NumPy's wheel brings OpenBLAS; without it the page says that NumPy cannot be told."""
    if os.uname().sysname == "Linux":
        assert openblas() is not None


def test_a_folder_without_such_a_library(tmp_path: Path) -> None:
    assert openblas_in(tmp_path / "missing") is None
    (tmp_path / "libopenblas.so").write_bytes(b"no library")
    assert openblas_in(tmp_path) is None


@for_each(("cores", "used"), [(1, 1), (2, 2), (15, 15), (16, 16), (17, 16)])
def test_as_many_threads_as_cores_and_sixteen_at_most(cores: int, used: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
        assert all_threads() == used
        patched.delattr(os, "sched_getaffinity")
        patched.setattr(os, "cpu_count", lambda: cores)
        assert all_threads() == used


def test_a_server_with_many_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(200)), raising=False)
    assert all_threads() == MOST_THREADS
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3})
    assert all_threads() == 1
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert all_threads() == 1
