"""Taking home: every file as the browser gets it, the way back from a file, and the picture as SVG and PNG."""

import io
import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import safetensors.torch
from PIL import Image
from playwright.sync_api import Page

from components.frame.pages import PICTURES as PLACES
from compute.files.tensor_files import MAX_BYTES, read_file
from tests.browser.barriers import grave_violations
from tests.browser.scene import PATIENCE, go_to, in_link, numbers, settled, visit, wait_for_link, wait_for_values

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = (
    "/?seed=7&layers=3&lang=pt",
    "/neuron?seed=7",
    "/tensors",
    "/tensors?part=photo",
    "/tensors?part=randn",
    "/shapes",
    "/shapes?part=reshape",
    "/memory",
    "/exercises?exercise=3",
)
"""The pages with a picture, each in every form that it has."""

THERE = "/?seed=12&inputs=4&hidden=3&activation=tanh&select=h1.2&edits=x3_0.5~w1.2.1_-1.25"


def open_dialog(page: Page) -> None:
    page.locator(".st-key-take-home button").click()
    page.locator(".st-key-take-home-open input[type=file]").wait_for(state="attached", timeout=PATIENCE)


def downloaded(page: Page, button: str) -> bytes:
    with page.expect_download(timeout=PATIENCE) as download:
        page.locator(button).click()
    return Path(download.value.path()).read_bytes()


def file_of(page: Page, ending: str) -> bytes:
    return downloaded(page, f".st-key-take-home-{ending} button")


def picture_of(page: Page, kind: str) -> bytes:
    return downloaded(page, f".picture button[data-kind={kind}]")


def upload(page: Page, data: bytes, name: str = "scene.bin") -> None:
    page.locator(".st-key-take-home-open input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def text_of(svg: ElementTree.Element) -> str:
    return " ".join("".join(part.itertext()) for part in svg.iter(f"{SVG}text"))


def test_every_file_holds_what_the_page_shows_and_two_of_them_bring_it_back(page: Page, site: str) -> None:
    visit(page, site + THERE)
    output, hidden = numbers(page), numbers(page, "value-hidden-1")
    open_dialog(page)
    files = {ending: file_of(page, ending) for ending in ("ipynb", "py", "npz", "safetensors", "csv")}
    assert json.loads(files["ipynb"])["nbformat"] == 4
    assert b"torch.manual_seed(12)" in files["py"]
    assert b"nn.Sequential(" not in files["py"]
    page.locator(".st-key-take-home-way").get_by_role("radio", name="nn.Sequential").click()
    wait_for_link(page, "program_as", "sequential")
    settled(page)
    assert b"model = nn.Sequential(\n    nn.Linear(4, 3),\n    nn.Tanh()," in file_of(page, "py")
    assert (
        safetensors.torch.load(files["safetensors"])["h"][0].tolist()
        == np.load(io.BytesIO(files["npz"]))["h"].tolist()[0]
    )
    shown = [f"{value:.4f}" for value in safetensors.torch.load(files["safetensors"])["h"][0].tolist()]
    assert shown == [f"{value:.4f}" for value in hidden]
    assert files["csv"].startswith(b"name,index,value\r\nfeatures,")
    scene = read_file(files["safetensors"])
    assert scene == read_file(files["npz"])
    assert scene.page == "network"
    assert scene.link["edits"] == "x3_0.5~w1.2.1_-1.25"

    go_to(page, f"{site}/neuron?seed=3&inputs=4&lang=pt&edits=x1_2&elsewhere=1")
    open_dialog(page)
    upload(page, files["safetensors"])
    wait_for_values(page, "value-output", *output)
    wait_for_values(page, "value-hidden-1", *hidden)
    settled(page)
    assert "/neuron" not in page.url
    assert page.locator("[role=dialog]").count() == 0
    for name, value in {**scene.link, "lang": "pt", "elsewhere": "1"}.items():
        assert in_link(page, name) == value

    # On the page that the scene is of: every control goes back, also to what the link does not name.
    go_to(page, f"{site}/?seed=99&inputs=7&layers=2&outputs=3&bias=false&edits=x1_1.0&select=x1&details=formula")
    open_dialog(page)
    upload(page, files["npz"])
    wait_for_values(page, "value-output", *output)
    settled(page)
    for name in ("layers", "outputs", "bias", "details"):
        wait_for_link(page, name, None)
    assert {name: in_link(page, name) for name in scene.link} == scene.link
    page.locator(".sum-table th", has_text="h2").first.wait_for(timeout=PATIENCE)


def test_a_foreign_file_is_refused_in_the_visitors_language_and_nothing_is_lost(page: Page, site: str) -> None:
    visit(page, f"{site}/?seed=12&edits=x1_2.0&lang=pt")
    shown, link = numbers(page), page.url
    open_dialog(page)
    for data, reason in (
        (b"name,index,value\r\n", "não é um arquivo .npz"),
        (safetensors.torch.save({}), "não foi escrito por este site"),
        (safetensors.torch.save({}, {"tensorama": "{}"}), "danificado"),
    ):
        upload(page, data)
        page.get_by_test_id("stAlert").filter(has_text=reason).wait_for(timeout=PATIENCE)
        assert page.get_by_test_id("stException").count() == 0
    upload(page, bytes(MAX_BYTES + 1))
    page.locator(".too-large", has_text="grande demais: pode ter no máximo 2.097.152 bytes").wait_for(timeout=PATIENCE)
    assert "File must be" not in page.locator(".st-key-take-home-open").inner_text()
    assert not grave_violations(page)
    page.keyboard.press("Escape")
    settled(page)
    assert (numbers(page), page.url) == (shown, link)


def test_the_picture_as_svg_and_png(page: Page, site: str) -> None:
    page.emulate_media(color_scheme="dark")
    visit(page, f"{site}/?seed=7")
    open_dialog(page)
    source = picture_of(page, "svg")
    assert b"rgb(0, 0, 55)" not in source  # the placeholder that only the page's stylesheet replaces
    svg = ElementTree.fromstring(source)
    width, height = int(svg.get("width", 0)), int(svg.get("height", 0))
    box = page.locator(".st-key-diagram").bounding_box()
    assert box is not None
    assert box["width"] <= width <= box["width"] + 40
    assert box["height"] <= height <= box["height"] + 40
    assert [float(part) for part in svg.get("viewBox", "").split()][2:] == [width, height]
    assert "3-2-1" in svg.findtext(f"{SVG}title", "")
    for drawn in ("0.3171", "0.6813", "−1.1143", "hidden layer h (2)", "≤ −1", "≥ 1"):
        assert drawn in text_of(svg)
    assert not list(svg.iter(f"{SVG}foreignObject"))
    image = Image.open(io.BytesIO(picture_of(page, "png"))).convert("RGB")
    assert image.size == (2 * width, 2 * height)
    colours = {colour: count for count, colour in image.getcolors(maxcolors=1 << 24)}
    assert max(colours, key=colours.__getitem__) == (15, 18, 22)  # the dark page
    assert (238, 241, 245) in colours  # and type that is light on it


WORDS = """places => {
  const root = document.querySelector(places.map(key => `.st-key-${key}`).join())
  const widgets = 'label, input, select, textarea, style, .katex-mathml, .hoverlayer'
    + ', .stButton, .stButtonGroup, .stSelectbox, .code-block button'
  const found = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const {parentElement: holder, data} = walker.currentNode
    const shown = holder.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
    const heard = getComputedStyle(holder).clip !== 'auto'
    if (shown && !heard && !holder.closest(widgets)) found.push(...data.split(/[^\\p{L}\\p{N}.,-]+/u).filter(Boolean))
  }
  return found.sort()
}"""
"""Every word and number that a person reads in the picture of a page, as often as it stands there."""


@pytest.mark.parametrize("scene", PICTURES)
def test_a_downloaded_picture_holds_every_word_of_it(laptop: Page, site: str, scene: str) -> None:
    go_to(laptop, site + scene)
    words = laptop.evaluate(WORDS, list(PLACES))
    assert len(words) > 5
    open_dialog(laptop)
    svg = ElementTree.fromstring(picture_of(laptop, "svg"))
    texts = " ".join(" ".join(part.itertext()) for part in svg.iter(f"{SVG}text"))
    drawn = Counter(re.findall(r"(?:[^\W_]|[.,-])+", texts))
    laptop.keyboard.press("Escape")
    laptop.get_by_role("dialog").wait_for(state="hidden", timeout=PATIENCE)
    assert Counter(words) - drawn == Counter()


def test_a_picture_that_is_no_chart_is_drawn_from_what_the_browser_has_laid_out(page: Page, site: str) -> None:
    page.goto(f"{site}/memory?seed=7")
    page.locator(".st-key-value-memory .grid").first.wait_for(timeout=PATIENCE)
    open_dialog(page)
    svg = ElementTree.fromstring(picture_of(page, "svg"))
    assert not list(svg.iter(f"{SVG}foreignObject"))
    cells = page.locator(".st-key-value-memory td.cell").all_inner_texts()
    drawn = [part.text for part in svg.iter(f"{SVG}text")]
    assert cells
    for text in set(cells) - {""}:
        assert drawn.count(text) == cells.count(text), text
    lit = [part for part in svg.iter(f"{SVG}rect") if part.get("stroke") == "rgb(168, 85, 247)"]
    assert len(lit) >= page.locator(".st-key-value-memory .cells td.lit").count() > 0
    box = page.locator(".st-key-value-memory .cells td.lit").first.bounding_box()
    place = page.locator(".st-key-value-memory").bounding_box()
    assert box is not None
    assert place is not None
    assert any(
        abs(float(part.get("x", 0)) - (box["x"] - place["x"])) < 3
        and abs(float(part.get("y", 0)) - (box["y"] - place["y"])) < 3
        for part in lit
    )
