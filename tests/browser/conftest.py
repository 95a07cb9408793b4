"""A served site and a Chromium for each worker, and a visitor for each test who knows nothing of the others."""

import shutil
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, sync_playwright

from tests.browser.scene import COUNT_RUNS, PHONE, Visitor
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
CHROMIUM = ("chromium-headless-shell", "chromium", "google-chrome")
POLICY = "Content Security Policy"
LAPTOP: ViewportSize = {"width": 1366, "height": 768}


AS_ONE_WHO_COMES = """() => {
  for (const kept of [localStorage, sessionStorage]) kept.clear()
  document.dispatchEvent(new Event('pointerdown')) // the keyboard does not go on where it was before an answer
  document.activeElement.blur()
}"""
"""Nothing is remembered, and nothing has the keyboard."""

HAS_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note that a test has failed: its page is in a state that nobody foresaw."""
    report = yield
    if report.failed:
        item.stash[HAS_FAILED] = True
    return report


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the site, served for this worker."""
    with serve(tmp_path_factory.mktemp("site") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A Chromium with a profile: the machine's own, best the one without windows, else the one that Playwright brings.

    Only a browser with a profile keeps the compiled JavaScript of Streamlit and Plotly. From the third page on, one is
    there in half the time that it takes a visitor who has never been here.
    """
    installed = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=installed, args=FLAGS, viewport=LAPTOP, locale="en-US"
        )
        yield context
        context.close()


@pytest.fixture
def visitor(profile: BrowserContext) -> Iterator[Visitor]:
    """`visitor(locale="pt-BR")`: a page in a context of its own, with the options of Playwright's `new_context`."""
    contexts = []
    assert profile.browser is not None

    def open_page(**options: Any) -> Page:
        contexts.append(profile.browser.new_context(**{"viewport": LAPTOP, "locale": "en-US"} | options))
        return watched(contexts[-1].new_page(), refused)

    refused: list[str] = []
    yield open_page
    for context in contexts:
        context.close()
    assert refused == []


@pytest.fixture
def page(profile: BrowserContext, site: str) -> Iterator[Page]:
    """A page on a small laptop, of a visitor who knows nothing of those before; quicker than `visitor`."""
    refused: list[str] = []
    page = watched(profile.new_page(), refused)
    remembered = {"origin": site, "storageTypes": "cookies,local_storage"}
    profile.new_cdp_session(page).send("Storage.clearDataForOrigin", remembered)
    yield page
    page.close()
    assert refused == []


@pytest.fixture(scope="session")
def _left() -> list[tuple[Page, list[str]]]:
    """The page that a test has left as the next one may find it, and what the browser would not load for it."""
    return []


@pytest.fixture
def regular(
    profile: BrowserContext, site: str, _left: list[tuple[Page, list[str]]], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The page of somebody who stays for many tests and goes from scene to scene (`go_to`), and who acts there.

    What a test opens, folds away or puts in the place of the browser's own functions stays for the next one: such a
    test takes `page`. After one that fails there is another page.
    """
    if _left:
        page, refused = _left.pop()
    else:
        refused = []
        page = watched(profile.new_page(), refused)
    page.bring_to_front()
    page.mouse.move(0, 0)
    page.set_viewport_size(LAPTOP)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    if page.url.startswith(site):
        page.evaluate(AS_ONE_WHO_COMES)
    yield page
    if request.node.stash.get(HAS_FAILED, False):
        page.close()
    else:
        _left.append((page, refused))
    told, refused[:] = [*refused], []
    assert told == []


@pytest.fixture(scope="session")
def _laptop(profile: BrowserContext) -> tuple[Page, list[str]]:
    refused: list[str] = []
    return watched(profile.new_page(), refused), refused


@pytest.fixture(scope="session")
def _phone(profile: BrowserContext) -> Iterator[tuple[Page, list[str]]]:
    assert profile.browser is not None
    refused: list[str] = []
    with profile.browser.new_context(**PHONE, locale="en-US") as context:
        yield watched(context.new_page(), refused), refused


@pytest.fixture
def laptop(_laptop: tuple[Page, list[str]]) -> Iterator[Page]:
    """The page of a visitor who stays for many tests and goes from scene to scene (`go_to`).

    For looking, not for acting: what is opened, typed or folded away would still be there in the next test.

    Each test finds the window of a small laptop, in the light and without motion: nothing is measured on its way.
    """
    yield from _looked_at(*_laptop, LAPTOP)


@pytest.fixture
def phone(_phone: tuple[Page, list[str]]) -> Iterator[Page]:
    """As `laptop`, with a phone."""
    yield from _looked_at(*_phone, PHONE["viewport"])


def _looked_at(page: Page, refused: list[str], size: ViewportSize) -> Iterator[Page]:
    page.bring_to_front()  # what lies behind another page is not painted
    if "projector=true" in page.url:
        page.evaluate(AS_ONE_WHO_COMES)
        page.goto("about:blank")  # on a wall the sidebar is folded away, and would stay so
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    yield page
    told, refused[:] = [*refused], []
    assert told == []


def watched(page: Page, refused: list[str]) -> Page:
    """The page, noting what the browser would not load for it: our own policy has room for all that the site needs."""
    page.add_init_script(f"({COUNT_RUNS})()")
    page.on("console", lambda said: refused.append(said.text) if POLICY in said.text else None)
    return page
