"""Sharing, embedding, phones: what is on one screen comes to another."""

import functools
import http.server
import io
import threading
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Error, Page, expect

from components.frame.address import embedding
from components.frame.pages import PAGES as ALL_PAGES
from components.network.figures.neuron_places import LEFT_SHARE
from components.state.page_address import address_of
from tests.browser.barriers import grave_violations
from tests.browser.scene import (
    COMPLETE,
    PATIENCE,
    PHONE,
    Visitor,
    click_in_diagram,
    complete,
    drag,
    go_to,
    press,
    visit,
    wait_for_link,
)
from tests.browser.test_layout import OUT_OF_SIGHT, TOO_WIDE

PAGES = tuple(address_of(page.slug) for page in ALL_PAGES)
WALL = {"viewport": {"width": 1920, "height": 1080}, "color_scheme": "dark"}
LINK = ".st-key-share-link textarea"

SHOWN = """() => {
  const figures = [...document.querySelectorAll('[data-testid=stMain] .chart[role=figure]')]
  for (const figure of figures) figure.style.visibility = 'hidden'
  const {innerText} = document.querySelector('[data-testid=stMainBlockContainer]')
  for (const figure of figures) figure.style.visibility = ''
  const words = [innerText, ...figures.map(figure => figure.ariaLabel)].join(' ')
  return words.replace(/0x[0-9a-f]+/g, '').replace(/\\s+/g, ' ').trim()
}"""
"""Every word and number of the page, and of each picture what it says to a screen reader: how much of it stands in its
circles depends on how large it is."""

SHOWS = f"shown => ({SHOWN})() === shown"


SIDEWAYS = """selector => {
  const {scrollWidth, clientWidth} = document.querySelector(selector)
  return scrollWidth - clientWidth
}"""


def open_panel(page: Page) -> str:
    """Open the panel, and give the link that it shows."""
    page.locator(".st-key-share button").click()
    page.wait_for_function(f"() => document.querySelector('{LINK}')?.value", timeout=PATIENCE)
    page.locator(".qr-code").wait_for(timeout=PATIENCE)
    complete(page)
    return page.locator(LINK).input_value()


def change_network(page: Page) -> None:
    drag(page, "seed", [0.2, 0.6])
    click_in_diagram(page, "h1.1")
    page.locator(".st-key-details").get_by_role("radio", name="Matrizes").click()


def change_neuron(page: Page) -> None:
    page.locator("[data-part=sum] [data-scrub='w1.1.1']").press("ArrowRight")
    wait_for_link(page, "edits", "w1.1.1_-1.2683")


def change_photo(page: Page) -> None:
    drag(page, "row", [0.1, 0.5], ".st-key-value-element p")


def change_memory(page: Page) -> None:
    page.locator(".st-key-first-lines button", has_text="mul_").click()
    wait_for_link(page, "ops", "from_a~numpy_b~mul_b")


def change_exercise(page: Page) -> None:
    press(page, "seed", "ArrowRight")


SCENES = {
    "/?seed=7&hidden=3&edits=w1.1.1_0.5": change_network,
    "/neuron?seed=3&activation=relu": change_neuron,
    "/tensors?part=photo&slice=block": change_photo,
    "/memory": change_memory,
    "/exercises?exercise=2&hints=2": change_exercise,
}


def test_what_is_shared_is_what_is_on_the_screen(page: Page, visitor: Visitor, site: str) -> None:
    teacher, student = visitor(locale="pt-BR"), page
    student.set_viewport_size(WALL["viewport"])
    student.emulate_media(color_scheme=WALL["color_scheme"])
    for scene, change in SCENES.items():
        go_to(teacher, site + scene)
        change(teacher)
        link = open_panel(teacher)
        shown, bar = urlsplit(link), urlsplit(teacher.url)
        assert (shown.netloc, shown.path) == (bar.netloc, bar.path)
        assert parse_qsl(shown.query) == [*parse_qsl(bar.query), ("lang", "pt")]
        go_to(student, link)
        wanted = teacher.evaluate(SHOWN)
        try:
            student.wait_for_function(SHOWS, arg=wanted, timeout=PATIENCE)
        except Error:
            assert student.evaluate(SHOWN) == wanted, link
        expect(student.locator("html")).to_have_attribute("lang", "pt", timeout=PATIENCE)


def test_the_panel_on_a_wall(visitor: Visitor, site: str) -> None:
    page = visitor(**WALL, permissions=["clipboard-read", "clipboard-write"])
    visit(page, f"{site}/?seed=8&select=h1.1")
    link = open_panel(page)
    assert link == f"{site}/?seed=8&select=h1.1&lang=en"
    code = page.locator(".qr-code")
    box = code.bounding_box()
    assert min(box["width"], box["height"]) >= 600
    assert page.evaluate(OUT_OF_SIGHT, [".qr-code"]) == []
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))
    assert read.text == link
    expect(page.get_by_role("dialog")).to_contain_text("No phone can open this link")  # the test's server is local
    assert grave_violations(page) == []
    press_copy = page.get_by_role("button", name="Copy: Link")
    press_copy.click()
    expect(page.locator(".st-key-share-link [role=status]")).to_have_text("Copied", timeout=PATIENCE)
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', {value: undefined})")  # as on plain http
    page.get_by_role("button", name="Copy: For a learning platform").click()
    expect(page.locator(".st-key-share-embed [role=status]")).to_have_text("Copied", timeout=PATIENCE)


def test_every_page_and_the_panel_on_a_phone(visitor: Visitor, site: str) -> None:
    page = visitor(**PHONE)
    page.goto(f"{site}/tensors")
    complete(page)
    opens, seen = page.get_by_test_id("stExpandSidebarButton"), []
    for path in (*PAGES[3:], *PAGES[:3]):
        opens.tap()
        link = page.locator(f'[data-testid=stSidebar] a[href="{path}"]:visible')
        title = link.inner_text().split("\n")[-1]
        link.tap()
        expect(page).to_have_title(f"{title} · Tensorama", timeout=PATIENCE)
        opens.wait_for(timeout=PATIENCE)  # the sidebar is closed again
        complete(page)
        seen.append(title)
        assert page.evaluate(TOO_WIDE) == [], path
        if path == "neuron":
            _the_picture_fits(page)
    assert len(set(seen)) == len(PAGES)
    opens.tap()
    open_panel(page)
    box = page.locator(".qr-code").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate(SIDEWAYS, "[role=dialog]") <= 0
    assert page.evaluate(TOO_WIDE) == []
    assert grave_violations(page) == []


def _the_picture_fits(page: Page) -> None:
    """The neuron's five steps are within the phone, and go back to their share of the width when it is turned."""
    steps = "() => document.querySelector('.st-key-diagram .js-plotly-plot')?._fullLayout?.xaxis.domain[1] === {}"
    page.wait_for_function(steps.format(1), timeout=PATIENCE)
    assert page.evaluate(SIDEWAYS, ".st-key-diagram") <= 0
    page.set_viewport_size({"width": 844, "height": 390})
    page.wait_for_function(steps.format(LEFT_SHARE), timeout=PATIENCE)
    page.set_viewport_size(PHONE["viewport"])
    complete(page)


@pytest.fixture
def course(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Another site, at another origin, whose page `lesson.html` a test writes."""
    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path / "lesson.html", f"http://localhost:{server.server_port}/lesson.html"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Says nothing."""


def test_every_page_inside_another_site(page: Page, site: str, course: tuple[Path, str]) -> None:
    file, address = course
    frames = [embedding(f"{site}/{path}?lang=pt", path).replace(' loading="lazy"', "") for path in PAGES]
    dark = escape(f"{site}/exercises?embed=true&embed_options=dark_theme")
    file.write_text(
        "<!doctype html><html lang=en><title>Course</title>" + "".join(frames) + f"<iframe src='{dark}'></iframe>"
    )
    page.goto(address)
    *lessons, themed = page.frames[1:]
    for lesson, path in zip(lessons, PAGES, strict=True):
        lesson.wait_for_function(COMPLETE, timeout=len(PAGES) * PATIENCE)  # all are loaded at once
        assert urlsplit(lesson.url).path == f"/{path}"
        assert lesson.locator("[data-testid=stSidebar], [data-testid*=Logo], [data-testid=stToolbar]").count() == 0, (
            path
        )
        expect(lesson.locator("html")).to_have_attribute("lang", "pt", timeout=PATIENCE)
        assert lesson.evaluate(TOO_WIDE) == [], path
        assert (
            lesson.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect().top")
            >= 0
        )
    wanted = [".st-key-controls [data-testid=stSlider]", ".st-key-diagram", ".st-key-value-output"]
    frame_of = dict(zip(PAGES, lessons, strict=True))
    assert frame_of["neuron"].evaluate(OUT_OF_SIGHT, wanted) == []
    assert frame_of[""].evaluate(OUT_OF_SIGHT, [*wanted, ".st-key-value-hidden-1"]) == []
    themed.wait_for_function(COMPLETE, timeout=PATIENCE)
    assert (
        themed.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
        == "rgb(15, 18, 22)"
    )
