"""One person in front of a real Chromium: how long a key press takes, how often the page answers during a drag."""

import contextlib
import shutil
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
PICTURE = ".st-key-diagram .js-plotly-plot .main-svg"
SLIDER = ".st-key-seed input[type=range]"
PATIENCE = 120_000
"""Milliseconds; the yardstick needs many seconds for a large network."""

DRAWN = r"""() => document.querySelector('.js-plotly-plot :is(.scatterlayer, .shapelayer) path') !== null
  && /\d\.\d{4}/.test(document.querySelector('.st-key-value-output')?.textContent ?? '')"""
"""The picture and its numbers stand."""

SLOW = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 5e6 / 8}
"""A line of 10 Mbit/s, 40 ms away."""

WARM_UP = 1
"""Key presses before those that count: the first also fills caches."""

DRAG_SECONDS = 4.0

ARM = """() => {
  const output = () => document.querySelector('.st-key-value-output')?.textContent
  const before = output()
  let pressed = null, redrawn = false
  window.answeredIn = null
  addEventListener('keydown', () => { pressed = performance.now() }, { capture: true, once: true })
  const observer = new MutationObserver(() => { redrawn = true })
  observer.observe(document.querySelector('.st-key-diagram'), { subtree: true, childList: true, attributes: true })
  const painted = () => { window.answeredIn = performance.now() - pressed; observer.disconnect() }
  const look = () => {
    const now = output()
    const done = now && now !== before && redrawn && document.querySelector('.st-key-diagram .main-svg')
    requestAnimationFrame(done ? painted : look)
  }
  requestAnimationFrame(look)
}"""
"""From the key press to the frame after the one in which the output's text is new and the picture was drawn anew."""

COUNT = """() => {
  let last = document.querySelector('.st-key-value-output').textContent
  window.updates = 0
  const look = () => {
    const now = document.querySelector('.st-key-value-output')?.textContent
    if (now && now !== last) { last = now; window.updates += 1 }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""
"""Counts the frames in which the output's text is another one."""

THUMB = """input => {
  const box = input.closest('[style*=absolute]').getBoundingClientRect()
  return [box.x + box.width / 2, box.y + box.height / 2]
}"""


@dataclass(frozen=True)
class Feel:
    """What a person feels on a page.

    Attributes
    ----------
    presses: milliseconds from key press to paint, one each.
    updates: different outputs painted per second while the slider was being dragged.
    """

    presses: tuple[float, ...]
    updates: float

    @property
    def median(self) -> float:
        """Of the key presses, in ms."""
        return statistics.median(self.presses)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of the system, else the one that playwright brings."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


def open_page(browser: Browser, address: str, *, width: int = 1920, height: int = 1080) -> Page:
    """A page in a context of its own, loaded, with its picture drawn and nothing under way."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light", locale="en-US")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_selector(PICTURE)
    settle(page)
    return page


def settle(page: Page) -> None:
    """Wait until the page is connected and at rest."""
    page.wait_for_selector(CONNECTED)
    page.wait_for_timeout(800)
    page.wait_for_selector(CONNECTED)


def feel(browser: Browser, address: str, presses: int) -> Feel:
    """Press an arrow key on the seed slider so many times, then drag it."""
    page = open_page(browser, address)
    timed = tuple(_press(page) for _ in range(WARM_UP + presses))
    settle(page)
    updates = _drag(page)
    page.context.close()
    return Feel(timed[WARM_UP:], updates)


@dataclass(frozen=True)
class Visit:
    """A first visit, with nothing kept by the browser: seconds until picture and numbers stand, and megabytes."""

    seconds: float
    megabytes: float


def first_visit(browser: Browser, address: str, *, slow: bool, times: int = 3) -> Visit:
    """The median of some first visits, on this machine or over a slow line."""
    visits = [_first_visit(browser, address, slow=slow) for _ in range(times)]
    return Visit(*(statistics.median(getattr(visit, name) for visit in visits) for name in ("seconds", "megabytes")))


def _first_visit(browser: Browser, address: str, *, slow: bool) -> Visit:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-US")
    page, received = context.new_page(), []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda said: received.append(said["encodedDataLength"]))
    if slow:
        network.send("Network.emulateNetworkConditions", SLOW)
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(DRAWN, timeout=PATIENCE, polling=20)
    passed = time.perf_counter() - begin
    page.wait_for_timeout(1500)
    context.close()
    return Visit(passed, sum(received) / 1e6)


def _press(page: Page) -> float:
    page.locator(SLIDER).focus()
    page.evaluate(ARM)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => window.answeredIn !== null")  # a function: the site lets no text be run as code
    page.wait_for_timeout(150)
    return float(page.evaluate("window.answeredIn"))


def _drag(page: Page) -> float:
    """Updates per second before the pointer is released."""
    box = page.locator(".st-key-seed [data-testid=stSlider]").bounding_box()
    x, y = page.locator(SLIDER).evaluate(THUMB)
    way = 0.8 * box["width"] if box else 200.0
    page.evaluate(COUNT)
    page.mouse.move(x, y)
    page.mouse.down()
    begin = time.perf_counter()
    while (passed := time.perf_counter() - begin) < DRAG_SECONDS:
        page.mouse.move(x + way * passed / DRAG_SECONDS, y)
        time.sleep(0.016)
    updates = int(page.evaluate("window.updates"))
    page.mouse.up()
    return updates / passed
