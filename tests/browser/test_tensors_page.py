"""The tensors page in a browser: its sliders speak while they are dragged, its cells can be pressed."""

import torch
from playwright.sync_api import Page

from compute.tensors.photo import photo
from tests.browser.scene import LISTENS, PATIENCE, drag, in_link, seen_at_rest, wait_for_another, wait_for_link

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
    # The link may have the last size a moment before the page is drawn for it.
    size, mean = seen_at_rest(page, SIZE_AND_MEAN, is_right=lambda seen: seen[1] == mean_of(seen[0]))
    assert mean == mean_of(size)


def mean_of(size: str) -> str:
    """The mean of so many random numbers, as torch says it and as the page writes it."""
    return f"{float(torch.randn(int(size), generator=torch.Generator().manual_seed(7)).mean()):.4f}"


SIZE_AND_MEAN = """() => [
  new URL(location.href).searchParams.get('size'),
  document.querySelector('.st-key-value-mean b').innerText.replace('−', '-'),
]"""


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


PHOTO = ".whole .stage"
SHOWN = ".st-key-photo .walk"


STANDS = """selector => {
  const { x, y, width } = document.querySelector(selector).getBoundingClientRect()
  const before = window.stood
  window.stood = [x, y, width].join()
  return window.stood === before
}"""
"""Whether something is where it was at the look before: what loads above it still moves it at first."""


def test_dragging_in_the_photo_chooses_the_pixel(page: Page, site: str) -> None:
    visit(page, f"{site}/tensors?part=photo")
    page.wait_for_function(LISTENS, timeout=PATIENCE)
    page.locator(PHOTO).click()  # what still loads above the photo has come to rest once this is answered
    page.wait_for_function("() => new URL(location.href).searchParams.has('row')", timeout=PATIENCE)
    page.wait_for_function(THERE, timeout=PATIENCE)
    page.wait_for_function(STANDS, arg=PHOTO, polling=300, timeout=PATIENCE)
    box = page.locator(PHOTO).bounding_box()
    assert box is not None
    seen = [page.locator(SHOWN).inner_text()]
    places = [(4.5, 8.5), (30.5, 8.5), (30.5, 25.5)]
    for at, (column, row) in enumerate(places):
        page.mouse.move(box["x"] + column * box["width"] / 48, box["y"] + row * box["height"] / 32)
        if at == 0:
            page.mouse.down()
        seen.append(wait_for_another(page, SHOWN, seen[-1]))
        assert f"photo[{int(row)}, {int(column)}, 0]" in seen[-1]
    page.mouse.up()
    wait_for_link(page, "column", "30")
    wait_for_link(page, "row", "25")
    page.wait_for_function(THERE, timeout=PATIENCE)
    value = int(photo()[25, 30, 0])
    assert page.locator(SHOWN).inner_text() == f"photo[25, 30, 0] = {value}"
    assert f"tensor({value}" in page.locator(".st-key-value-element").inner_text()


def test_the_arrow_keys_walk_in_the_photo(page: Page, site: str) -> None:
    visit(page, f"{site}/tensors?part=photo&row=31&column=20")
    page.wait_for_function(LISTENS, timeout=PATIENCE)
    page.locator(PHOTO).focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp"):  # below the last row there is none
        page.keyboard.press(key)
    wait_for_link(page, "row", "30")
    wait_for_link(page, "column", "22")
    page.wait_for_function(THERE, timeout=PATIENCE)
    page.locator(SHOWN, has_text="photo[30, 22, 0]").wait_for(timeout=PATIENCE)
    assert page.evaluate("() => document.activeElement.matches('.whole .stage')")
    page.keyboard.press("ArrowLeft")
    wait_for_link(page, "column", "21")


def test_an_index_walks_along_its_axis(page: Page, site: str) -> None:
    visit(page, f"{site}/tensors")
    page.locator(".walk .axis.depth").click()
    wait_for_link(page, "select", "cube.1.1.2")
    page.wait_for_function("() => document.activeElement.matches('.axis.depth')", timeout=PATIENCE)
    page.keyboard.press("Enter")
    wait_for_link(page, "select", None)
    assert in_link(page, "select") is None
