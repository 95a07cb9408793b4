"""The tensors page in a browser: its sliders speak while they are dragged, its cells can be pressed."""

import re

import torch
from playwright.sync_api import Page

from tests.browser.scene import PATIENCE, drag, wait_for_link

THERE = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  return app?.dataset.testScriptState === 'notRunning' && document.querySelector('.st-key-program code')
    && !document.querySelector('[data-stale=true], .stSkeleton')
}"""


def visit(page: Page, address: str) -> None:
    """Open an address and wait for all of it; this page has no picture that every part of it shows."""
    page.goto(address)
    page.wait_for_function(THERE, timeout=PATIENCE)


def test_dragging_the_size_draws_before_the_release(page: Page, site: str) -> None:
    visit(page, f"{site}/tensors?seed=7&part=randn")
    page.locator(".st-key-draw-chart .js-plotly-plot").wait_for(timeout=PATIENCE)
    assert len(set(drag(page, "size", [0.45, 0.7, 0.9], ".st-key-value-mean b"))) == 3
    page.wait_for_function("() => new URL(location.href).searchParams.has('size')", timeout=PATIENCE)
    page.wait_for_function(THERE, timeout=PATIENCE)
    (size,) = re.findall(r"size=(\d+)", page.url)
    mean = torch.randn(int(size), generator=torch.Generator().manual_seed(7)).mean()
    assert page.locator(".st-key-value-mean b").inner_text() == f"{float(mean):.4f}"


def test_the_parts_and_the_cells_can_be_pressed(page: Page, site: str) -> None:
    visit(page, f"{site}/tensors")
    page.locator('[data-name="matrix.1.2"]').click()
    wait_for_link(page, "select", "matrix.1.2")
    page.locator(".st-key-value-element", has_text="matrix[1, 2]").wait_for(timeout=PATIENCE)
    page.get_by_role("radio", name="A photo is a tensor").click()
    wait_for_link(page, "part", "photo")
    page.locator(".photo").wait_for(timeout=PATIENCE)
    page.wait_for_function(THERE, timeout=PATIENCE)
    first = ".st-key-value-element p"
    assert len(set(drag(page, "row", [0.1, 0.5, 0.8], first))) == 3
