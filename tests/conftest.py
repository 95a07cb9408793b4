"""Options of the whole test run, and what is looked up once for all of it."""

import gc
import logging
from collections.abc import Iterator
from pathlib import Path

import jaxtyping
import pytest
import torch
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from tests.examples import examples

TESTS = Path(__file__).parent
AS_ON_THE_SITE = (TESTS / "pages", TESTS / "components")
"""Where the types that compute/ states are not checked: it is called by code there, whose types mypy has compared."""

OBJECTS, ROUNDS = 20_000, 20
"""How many new objects bring the garbage collector to look at the young ones, and how often that to the older ones."""

settings.register_profile("tensorama", examples(100))
settings.load_profile("tensorama")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden",
        action="store_true",
        help="store what figures and pages are now, under tests/figures/golden and tests/pages/golden",
    )


def pytest_collection_finish() -> None:
    """Leave out what costs a tenth of the time each, in every test."""
    let_logs_go_up()
    spare_the_collector()


def let_logs_go_up() -> None:
    """Let what Streamlit logs go up to the root logger, where pytest listens.

    Each of Streamlit's hundred loggers keeps its messages to itself, so pytest hangs its two handlers on every one of
    them and takes them off again, three times a test.
    """
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if name.startswith("streamlit") and isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True


def spare_the_collector() -> None:
    """Freeze what has been imported, and look for garbage more seldom, as the site does (`start_up.py`)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, ROUNDS, ROUNDS)


@pytest.fixture(autouse=True, scope="module")
def _checks_of_types(request: pytest.FixtureRequest) -> Iterator[None]:
    """Check types at run time where compute/ itself is tested, and what draws and tells its numbers."""
    jaxtyping.config.update("jaxtyping_disable", any(map(request.path.is_relative_to, AS_ON_THE_SITE)))
    yield
    jaxtyping.config.update("jaxtyping_disable", False)


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    """Let torch compute in one thread, as on the site: where all cores are busy, two would wait for each other."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session", autouse=True)
def _installed_components() -> Iterator[None]:
    """Look once for components among the installed packages: `AppTest` would read all their metadata in every run.

    A server does so once, at its start. No package that is installed here brings one, and none is installed meanwhile.
    """
    found = tuple(manifest_scanner.scan_component_manifests())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", lambda: list(found))
        yield
