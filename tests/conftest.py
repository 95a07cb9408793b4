"""Options of the whole test run, and what is looked up once for all of it."""

import logging
from collections.abc import Iterator

import pytest
import torch
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from tests.examples import examples

settings.register_profile("tensorama", examples(100))
settings.load_profile("tensorama")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden",
        action="store_true",
        help="store what figures and pages are now, under tests/figures/golden and tests/pages/golden",
    )


def pytest_collection_finish() -> None:
    """Let what Streamlit logs go up to the root logger, where pytest listens.

    Each of Streamlit's hundred loggers keeps its messages to itself, so pytest hangs its two handlers on every one of
    them and takes them off again, three times a test: a tenth of what a quick test costs.
    """
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if name.startswith("streamlit") and isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True


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
