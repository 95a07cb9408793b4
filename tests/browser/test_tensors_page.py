"""The tensors page in a browser: its sliders speak while they are dragged, its cells can be pressed."""

import torch
from playwright.sync_api import Page

from compute.tensors.photo import photo
from tests.browser.scene import LISTENS, PATIENCE, drag, go_to, in_link, seen_at_rest, wait_for_another, wait_for_link

THERE = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  return app?.dataset.testScriptState === 'notRunning' && document.querySelector('.st-key-program code')
    && !document.querySelector('[data-stale=true], .stSkeleton')
}"""


def test_dragging_the_size_draws_before_the_release(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/tensors?seed=7&part=randn")
    regular.locator(".st-key-draw-chart .js-plotly-plot").wait_for(timeout=PATIENCE)
    assert len(set(drag(regular, "size", [0.45, 0.7, 0.9], ".st-key-value-mean b"))) == 3
    regular.wait_for_function("() => new URL(location.href).searchParams.has('size')", timeout=PATIENCE)
    # The link may have the last size a moment before the page is drawn for it.
    size, mean = seen_at_rest(regular, SIZE_AND_MEAN, is_right=lambda seen: seen[1] == mean_of(seen[0]))
    assert mean == mean_of(size)


def mean_of(size: str) -> str:
    """The mean of so many random numbers, as torch says it and as the page writes it."""
    return f"{float(torch.randn(int(size), generator=torch.Generator().manual_seed(7)).mean()):.4f}"


SIZE_AND_MEAN = """() => [
  new URL(location.href).searchParams.get('size'),
  document.querySelector('.st-key-value-mean b').innerText.replace('−', '-'),
]"""


def test_the_parts_and_the_cells_can_be_pressed(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/tensors")
    regular.locator('[data-name="matrix.1.2"]').click()
    wait_for_link(regular, "select", "matrix.1.2")
    regular.locator(".st-key-value-element", has_text="matrix[1, 2]").wait_for(timeout=PATIENCE)
    regular.get_by_role("radio", name="A photo is a tensor").click()
    wait_for_link(regular, "part", "photo")
    regular.locator(".photo").wait_for(timeout=PATIENCE)
    regular.wait_for_function(THERE, timeout=PATIENCE)
    first = ".st-key-value-element p"
    assert len(set(drag(regular, "row", [0.1, 0.5, 0.8], first))) == 3


PHOTO = ".whole .stage"
SHOWN = ".st-key-photo .walk"


STANDS = """selector => {
  const { x, y, width } = document.querySelector(selector).getBoundingClientRect()
  const before = window.stood
  window.stood = [x, y, width].join()
  return window.stood === before
}"""
"""Whether something is where it was at the look before: what loads above it still moves it at first."""


def test_dragging_in_the_photo_chooses_the_pixel(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/tensors?part=photo")
    regular.wait_for_function(LISTENS, timeout=PATIENCE)
    regular.locator(PHOTO).click()  # what still loads above the photo has come to rest once this is answered
    regular.wait_for_function("() => new URL(location.href).searchParams.has('row')", timeout=PATIENCE)
    regular.wait_for_function(THERE, timeout=PATIENCE)
    regular.wait_for_function(STANDS, arg=PHOTO, polling=300, timeout=PATIENCE)
    box = regular.locator(PHOTO).bounding_box()
    assert box is not None
    seen = [regular.locator(SHOWN).inner_text()]
    places = [(4.5, 8.5), (30.5, 8.5), (30.5, 25.5)]
    for at, (column, row) in enumerate(places):
        regular.mouse.move(box["x"] + column * box["width"] / 48, box["y"] + row * box["height"] / 32)
        if at == 0:
            regular.mouse.down()
        seen.append(wait_for_another(regular, SHOWN, seen[-1]))
        assert f"photo[{int(row)}, {int(column)}, 0]" in seen[-1]
    regular.mouse.up()
    wait_for_link(regular, "column", "30")
    wait_for_link(regular, "row", "25")
    regular.wait_for_function(THERE, timeout=PATIENCE)
    value = int(photo()[25, 30, 0])
    assert regular.locator(SHOWN).inner_text() == f"photo[25, 30, 0] = {value}"
    assert f"tensor({value}" in regular.locator(".st-key-value-element").inner_text()


def test_the_arrow_keys_walk_in_the_photo(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/tensors?part=photo&row=31&column=20")
    regular.wait_for_function(LISTENS, timeout=PATIENCE)
    regular.locator(PHOTO).focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp"):  # below the last row there is none
        regular.keyboard.press(key)
    wait_for_link(regular, "row", "30")
    wait_for_link(regular, "column", "22")
    regular.wait_for_function(THERE, timeout=PATIENCE)
    regular.locator(SHOWN, has_text="photo[30, 22, 0]").wait_for(timeout=PATIENCE)
    assert regular.evaluate("() => document.activeElement.matches('.whole .stage')")
    regular.keyboard.press("ArrowLeft")
    wait_for_link(regular, "column", "21")


GOES_ON_TO = "name => document.activeElement.matches(`.axis.depth[data-name='${name}']`)"
"""Whether the focus is on the first index, and a press on it goes on to this element."""


def test_an_index_walks_along_its_axis(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/tensors")
    regular.locator(".walk .axis.depth").click()
    wait_for_link(regular, "select", "cube.1.1.2")
    # The link says so a moment before it is drawn, and until then the button leads to this same element.
    regular.wait_for_function(GOES_ON_TO, arg="cube.0.1.2", timeout=PATIENCE)
    regular.keyboard.press("Enter")
    wait_for_link(regular, "select", None)
    assert in_link(regular, "select") is None
