"""The Plotly picture in the browser: where its code comes from, that it stays, and what stands there without it."""

import random
import re
import urllib.request
from pathlib import Path

import plotly.graph_objects as go
import pytest
from playwright.sync_api import Page

from components.browser.bundle import ADDRESS, FILE, FOLDER, compressed
from tests.browser.scene import (
    PATIENCE,
    PLACE,
    go_to,
    in_link,
    press,
    settled,
    visit,
    wait_for_another,
    wait_for_link,
    wait_for_values,
)

PLOT = ".st-key-diagram .js-plotly-plot"
COMPONENTS = Path(__file__).parent.parent.parent / "components"
DRAW = """async trace => {
  const place = document.createElement("div")
  document.body.append(place)
  await Plotly.newPlot(place, [trace], { width: 300, height: 200 })
  const parts = place.querySelectorAll("[class*=layer] .trace path, .heatmaplayer image, .contourlayer path").length
  const { type } = place._fullData[0]
  Plotly.purge(place)
  place.remove()
  return { type, parts }
}"""


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip", "identity"])
def test_the_code_is_compressed_and_may_be_kept(accepted: str, site: str) -> None:
    request = urllib.request.Request(f"{site}/{ADDRESS}", headers={"Accept-Encoding": accepted})
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Accept-Encoding" in answer.headers["Vary"]
        encoding = answer.headers["Content-Encoding"]
        body = answer.read()
    stored = {"gzip": compressed("gzip"), "br": compressed("br"), None: (FOLDER / FILE).read_bytes()}
    assert encoding == {"gzip": "gzip", "br, gzip": "br"}.get(accepted)
    assert body == stored[encoding]


def test_the_code_draws_each_kind_that_the_pages_use(regular: Page, site: str) -> None:
    sources = "".join(path.read_text("utf-8") for path in COMPONENTS.rglob("*.py"))
    used = {kind for kind in re.findall(r'"type": "(\w+)"', sources) if hasattr(go.Figure, f"add_{kind}")}
    assert used >= {"scatter", "bar", "heatmap"}
    go_to(regular, f"{site}/?seed=7")
    for kind in sorted(used | {"contour"}):
        drawn = regular.evaluate(DRAW, {"type": kind, "x": [1, 2], "y": [1, 2], "z": [[1, 2], [3, 4]]})
        assert drawn["type"] == kind
        assert drawn["parts"] > 0, kind


def test_the_picture_stays_and_its_numbers_change(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?seed=7")
    regular.evaluate(f"document.querySelector('{PLOT}').marked = true")
    press(regular, "seed", "ArrowRight")
    regular.locator(PLOT).get_by_text("0.9290").first.wait_for(timeout=PATIENCE)
    assert regular.evaluate(f"document.querySelectorAll('{PLOT}').length") == 1
    assert regular.evaluate(f"document.querySelector('{PLOT}').marked") is True


FITS = """() => {
  const place = document.querySelector('.st-key-diagram .chart')
  return Math.abs(place.querySelector('.main-svg').clientWidth - place.clientWidth) < 2
}"""


def test_it_fits_its_place_when_the_window_changes_and_from_page_to_page(laptop: Page, site: str) -> None:
    go_to(laptop, f"{site}/?seed=7")
    laptop.set_viewport_size({"width": 1000, "height": 700})
    laptop.wait_for_function(FITS, timeout=PATIENCE)
    laptop.set_viewport_size({"width": 1920, "height": 1080})
    for address in ("neuron?step=3", "?step=2&beat=4", "neuron?"):  # what is beside a picture may come after it
        go_to(laptop, f"{site}/{address}&projector=true")
        laptop.wait_for_function(FITS, timeout=PATIENCE)


def test_another_address_where_the_first_has_none(page: Page, site: str) -> None:
    page.route(f"**/{ADDRESS}", lambda route: route.fulfill(status=200, content_type="text/html", body="<html>"))
    visit(page, f"{site}/?seed=7")
    assert page.evaluate("typeof window.Plotly") == "object"


def test_words_where_there_is_no_plotly(page: Page, site: str) -> None:
    page.route("**/plotly.min.js", lambda route: route.abort())
    page.goto(f"{site}/?seed=7")
    page.locator(".st-key-diagram", has_text="Network diagram 3-2-1").wait_for(timeout=PATIENCE)
    press(page, "seed", "ArrowRight")
    wait_for_values(page, "value-output", 0.9290)
    page.locator(".st-key-diagram", has_text="0.9290").wait_for(timeout=PATIENCE)


def test_a_picture_closed_and_opened_again(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?seed=7&details=activation")
    regular.locator(".st-key-curve-chart .main-svg").first.wait_for(timeout=PATIENCE)
    regular.get_by_role("radio", name="Formula").click()
    regular.locator(".st-key-curve-chart").wait_for(state="detached", timeout=PATIENCE)
    regular.get_by_role("radio", name="Activation").click()
    regular.locator(".st-key-curve-chart .main-svg").first.wait_for(timeout=PATIENCE)
    settled(regular)


def test_of_quick_clicks_the_last_one_counts(page: Page, site: str) -> None:
    """Faster than they are answered, and two in the time of a double click; one on what is selected lets it go."""
    visit(page, f"{site}/?seed=7")
    names = ("h1.1", "x3", "h1.2", "y1", "x1", "x2")
    places = {name: page.wait_for_function(PLACE, arg=name, timeout=PATIENCE).json_value() for name in names}
    burst = (names * 5)[:25]
    for pause, clicked, selected in (
        (60, burst, burst[-1]),
        (250, ("y1", "h1.2"), "h1.2"),
        (60, ("x1", "x1"), None),
        (60, ("x1", "x1", "x1"), "x1"),
    ):
        for name in clicked:
            page.mouse.click(*places[name])
            page.wait_for_timeout(pause)
        wait_for_link(page, "select", selected)
        settled(page)
        assert in_link(page, "select") == selected
        assert in_link(page, "edits") is None  # no field takes the value of one circle for that of another
    before = page.locator(".st-key-value-output b").first.inner_text()
    press(page, "seed", "ArrowRight")
    wait_for_another(page, ".st-key-value-output b", before)


DRAWN = """plot => {
  const box = plot.getBoundingClientRect()
  const parts = plot.querySelectorAll('.cartesianlayer :is(text, .point), .js-line, .infolayer text')
  return [...parts].map(part => {
    const {x, y, width, height} = part.getBoundingClientRect()
    const {fill, stroke, strokeWidth, fontSize} = part.style
    const place = [x - box.x, y - box.y, width, height].map(Math.round)
    const edge = parseFloat(strokeWidth) ? [stroke, strokeWidth] : []
    return (width || height) && [part.textContent, fill, ...edge, fontSize, ...place].join(' ')
  }).filter(Boolean).sort()
}"""
"""All texts, circles, squares and lines of a picture, with colours and places."""

LEFT_OVER = f"""async plot => {{
  const drawn = {DRAWN}
  const [data, layout, kept] = [...JSON.parse(JSON.stringify([plot.data, plot.layout])), drawn(plot)]
  const other = document.createElement('div')
  other.className = 'chart'
  document.body.append(other)
  await Plotly.newPlot(other, data, layout)
  const anew = drawn(other)
  other.remove()
  const without = (some, others) => some.filter(part => !others.includes(part))
  return {{anew: anew.length, lost: without(anew, kept), stayed: without(kept, anew)}}
}}"""
"""What a picture lacks, and what it has too much, beside the same figure drawn from nothing."""


def test_after_any_walk_the_picture_is_what_a_new_one_would_be(page: Page, site: str) -> None:
    """Sizes go up and down, one by one and in leaps: no name, number or title is lost on the way."""
    chance = random.Random(20)
    visit(page, f"{site}/?seed=7&layers=4&hidden=3&hidden_2=8&hidden_3=2&outputs=2&select=h1.1&details=matrices")
    walk = [("layers", "ArrowLeft")] * 3 + [("layers", "ArrowRight")] * 3
    walk += [
        (chance.choice(("layers", "layers", "hidden", "hidden_2", "inputs", "outputs")), key)
        for key in chance.choices(("ArrowLeft", "ArrowRight", "PageUp", "Home", "End"), (6, 6, 1, 1, 1), k=12)
    ]
    for name, key in walk:
        if page.locator(f".st-key-{name} input[type=range]").count():
            press(page, name, key)
            settled(page)
            for picture in (PLOT, ".st-key-matrix-chart .js-plotly-plot"):
                if not page.locator(picture).count():  # few cells are a table
                    continue
                found = page.locator(picture).evaluate(LEFT_OVER)
                assert found.pop("anew") > 30
                assert found == {"lost": [], "stayed": []}, (name, key, page.url)
    shown = page.locator(PLOT).evaluate(DRAWN)
    visit(page, page.url)
    assert page.locator(PLOT).evaluate(DRAWN) == shown
