"""A served site and a Chromium for each worker, and a fresh visitor for each test."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import serve

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LAPTOP = {"width": 1366, "height": 768}

Visitor = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the site, served for this worker."""
    with serve(tmp_path_factory.mktemp("site") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, else the one that Playwright brings."""
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """`visitor(locale="pt-BR")`: a page in a context of its own, with the options of Playwright's `new_context`."""
    contexts = []

    def open_page(**options: object) -> Page:
        contexts.append(browser.new_context(**{"viewport": LAPTOP, "locale": "en-US"} | options))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """A visitor with a small laptop."""
    return visitor()
