"""A first visit, with nothing kept from an earlier one: seconds until the picture stands, and bytes."""

import time
from dataclasses import dataclass

from browser import PATIENCE
from playwright.sync_api import Browser

DRAWN = r"""() => document.querySelector('.js-plotly-plot :is(.scatterlayer, .shapelayer) path')
  && /\d\.\d{4}/.test(document.querySelector('.st-key-value-output')?.textContent ?? '')"""
"""The picture has been drawn, and the output's number is there."""

SLOW = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 5e6 / 8}
"""A line of 10 Mbit/s with 40 ms."""

LATE = 1500
"""Milliseconds after the picture in which what is still on its way is counted."""


@dataclass(frozen=True)
class FirstVisit:
    """Seconds until the picture stands, and megabytes."""

    seconds: float
    megabytes: float


def first_visit(browser: Browser, address: str, *, slow: bool = False) -> FirstVisit:
    """Visit a page in a context of its own, with an empty cache."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="light", locale="en-US")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    if slow:
        line.send("Network.emulateNetworkConditions", SLOW)
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(DRAWN, timeout=PATIENCE, polling=20)
    seconds = time.perf_counter() - begin
    page.wait_for_timeout(LATE)
    context.close()
    return FirstVisit(seconds, sum(sizes) / 1e6)
