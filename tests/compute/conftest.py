"""Settings for the tests of compute/: one torch thread, type checks."""

from collections.abc import Iterator

import jaxtyping
import pytest
import torch

from tests.compute.program_running import Run, student


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    """Tiny tensors are faster on one thread; other test folders get their setting back."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Runs a program in a process that has torch and nothing of ours, and returns what it prints."""
    with student(tmp_path_factory.mktemp("student")) as run_one:
        yield run_one


@pytest.fixture
def as_on_the_site() -> Iterator[None]:
    """Without the tests' type checks, which would refuse a value of a wrong type before our own code sees it."""
    jaxtyping.config.update("jaxtyping_disable", True)
    yield
    jaxtyping.config.update("jaxtyping_disable", False)
