"""The short way and the page show the same, to the last digit: hundreds of random links, and moves of their sliders."""

import json
import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from components.browser.short_way import address, part
from components.frame.pages import FIELDS
from components.frame.scene_route import asked, scene_json
from components.network.fields import HIDDEN
from components.network.fields import NETWORK as NETWORK_FIELDS
from components.network.fields import NEURON as NEURON_FIELDS
from components.network.panels.editor import EDITOR
from components.state.fields import Field, WholeNumber
from tests.examples import SHARE
from tests.pages.page_reading import OpenPage, container, pictures, tables, told

PAGES = {"network": NETWORK_FIELDS, "neuron": NEURON_FIELDS}
LINKS, MOVES = max(1, round(24 * SHARE)), 4
"""Links for each page, language and size of type, and moves of a slider after each."""

FREE = ("compare-this", "compare-other")
"""Pictures that follow when the slider rests: they stand in a container that waits."""

STILL = ("memory-lines",)
"""Tables without a number of the scene, which no slider changes."""


def agrees(test: AppTest, page: str) -> dict[str, Any]:
    """Compare all that the scene of a page's own link has with the page; returns the scene."""
    assert not test.exception
    way = told(test)
    assert way["address"] == address(page)
    query = urlencode({name: value for name, value in way["said"].items() if value})
    said, language, wall = asked(page, query)
    assert {name: value for name, value in said if name in way["said"]} == {
        name: way["said"][name] or _default(page, name) for name, _value in said if name in way["said"]
    }
    scene = json.loads(scene_json(page, said, language, wall)[0])
    shown = pictures(test)
    assert set(shown) - set(FREE) == set(scene["charts"]), query
    for key, picture in scene["charts"].items():
        for name in ("data", "layout", "alt", "root"):
            assert picture.get(name) == shown[key].get(name), (key, name, query)
        if "selected" in shown[key]:
            assert picture["selected"] == shown[key]["selected"], (key, query)
    bodies = [element.proto.body for element in test.get("html")]
    assert sorted(_parts("".join(bodies))) == sorted(scene["parts"]), query
    for name, html in scene["parts"].items():
        assert any(part(name, html) in body for body in bodies), (name, query)
    assert {key: html for key, html in tables(test).items() if key not in STILL} == scene["tables"], query
    for key in scene["waits"] if page in PAGES else ():  # elsewhere some are there only after a guess
        if (key, page) != (EDITOR, "neuron"):  # where each value has a slider of its own
            container(test, key)
    return scene


def _default(page: str, name: str) -> str:
    return next(field.default for field in FIELDS[page] if field.name == name)


def _parts(html: str) -> list[str]:
    return re.findall(r'<div data-part="([^"]*)"', html)


def wanted(test: AppTest, key: str, value: float) -> str:
    """The query that the browser asks when a slider comes to a value: what the page said, and where the sliders are."""
    way = told(test)
    said = dict(way["said"])
    for name in way["keys"]:
        slider = next((each for each in test.slider if each.key == name), None)
        if slider is not None:
            said[name] = str(value if name == key else slider.value)
    return urlencode({name: text for name, text in sorted(said.items()) if text})


def moved(test: AppTest, page: str, draw: random.Random) -> None:
    """Move a slider: what the browser would have shown meanwhile is what the page shows then."""
    sliders = [each for each in test.slider if each.key in told(test)["keys"]]
    slider = draw.choice(sliders)
    low, high = slider.min, slider.max
    few = low + draw.randrange(6)
    value = draw.choice((min(few, high), draw.randint(int(low), int(high)), high if slider.key == "step" else few))
    value = float(min(value, high)) if isinstance(slider.value, float) else int(min(value, high))
    query = wanted(test, slider.key, value)
    before = json.loads(scene_json(page, *asked(page, query))[0])
    slider.set_value(value).run()
    after = agrees(test, page)
    assert before == after, (slider.key, value, query)


def links(page: str, draw: random.Random) -> Iterator[dict[str, str]]:
    """Random links, most of them to something small."""
    names = ["x1", "x2", "x3", "b1.1", "w1.1.1", "w1.2.1", "w2.1.1", "y1", "y2", "h1.1", "h1.2", "h2.1", "b2.1", "x9"]
    while True:
        link = {}
        for field in PAGES[page]:
            if draw.random() < 0.45 and field.name not in ("device", "other_seed"):
                link[field.name] = _value(field, names, draw) if draw.random() > 0.03 else draw.choice(("", "x", "-1"))
        yield link


def _value(field: Field, names: list[str], draw: random.Random) -> str:
    if field.name == "select":
        return draw.choice(names)
    if field.name == "edits":
        few = draw.sample([name for name in names if name[0] in "xwb"], draw.randint(1, 4))
        return "~".join(f"{name}_{draw.choice((0.0, 1.0, -2.5, draw.uniform(-3, 3)))}" for name in few)
    if isinstance(field, WholeNumber):
        high = field.limits.high if draw.random() < 0.2 or field.name == "seed" else min(6, field.limits.high)
        return str(draw.randint(field.limits.low, high))
    return draw.choice(field.allowed.split(", "))


@pytest.mark.long
@pytest.mark.parametrize("projector", ["", "true"], ids=["laptop", "wall"])
@pytest.mark.parametrize("language", ["en", "pt", "es"])
@pytest.mark.parametrize("page", PAGES)
def test_random_links_and_what_their_sliders_lead_to(
    open_page: OpenPage, page: str, language: str, projector: str
) -> None:
    draw = random.Random(f"{page} {language} {projector}")
    given = links(page, draw)
    for _each in range(LINKS):
        test = open_page(page, **next(given), lang=language, **({"projector": projector} if projector else {}))
        agrees(test, page)
        assert told(test)["said"]["lang"] == language
        assert told(test)["said"]["projector"] == projector
        for _move in range(MOVES):
            moved(test, page, draw)


def test_a_size_that_rests_is_the_one_a_slider_leads_to(open_page: OpenPage) -> None:
    test = open_page("network", seed=7, hidden_3=5)
    assert "layers=3" in wanted(test, "layers", 3)
    assert "hidden_3=5" in wanted(test, "layers", 3)
    test = open_page("network", seed=7, layers=3, hidden_3=9)
    test.slider(key="layers").set_value(1).run()
    query = wanted(test, "layers", 3)
    test.slider(key="layers").set_value(3).run()
    assert test.slider(key="hidden_3").value == 9
    assert agrees(test, "network") == json.loads(scene_json("network", *asked("network", query))[0])


def test_what_is_selected_in_a_larger_network_is_selected_when_it_has_grown(open_page: OpenPage) -> None:
    test = open_page("network", seed=7, inputs=2, select="x3")
    before = json.loads(scene_json("network", *asked("network", wanted(test, "inputs", 3)))[0])
    assert before["charts"]["network-chart"]["selected"] == "x3"
    test.slider(key="inputs").set_value(3).run()
    assert agrees(test, "network") == before


def test_a_walk_that_would_go_another_way_is_left_to_the_page(open_page: OpenPage) -> None:
    sizes = {"inputs", "outputs", *(field.name for field in HIDDEN)}
    plain, walk, through = (
        set(told(open_page("network", seed=7, **more))["keys"])
        for more in ({}, {"step": 3}, {"step": 3, "select": "y2"})
    )
    assert plain - walk == {"layers"}
    assert walk - through == sizes
    assert {"seed", "step"} <= through
    assert "step" not in told(open_page("network", seed=7, step=3, predict="true"))["keys"]


@pytest.mark.parametrize(
    ("page", "link", "moves"),
    [
        ("tensors", {"seed": 7}, {"seed": 12, "depth": 3, "rows": 1, "columns": 4}),
        ("tensors", {"select": "matrix.1.2", "dtype": "float32", "lang": "es"}, {"columns": 1, "seed": 3, "rows": 4}),
        ("tensors", {"part": "photo", "slice": "block", "lang": "pt"}, {"row": 3, "column": 47, "channel": 2}),
        ("tensors", {"part": "photo", "projector": "true"}, {"row": 31, "channel": 1}),
        ("tensors", {"part": "randn", "seed": 5}, {"seed": 6}),
        ("tensors", {"part": "randn", "size": 100, "guess": "stays", "projector": "true", "lang": "es"}, {"seed": 9}),
        ("shapes", {"seed": 7}, {"seed": 12, "inputs": 3}),
        ("shapes", {"repair": "view", "lang": "pt"}, {"inputs": 8, "seed": 0}),
        ("shapes", {"weights": "any", "select": "c1.3"}, {"weight_rows": 5, "weight_columns": 2, "inputs": 1}),
        ("shapes", {"weights": "column", "operation": "mul", "select": "e3"}, {"inputs": 1, "seed": 3}),
        ("shapes", {"operation": "sum", "dtype": "float64", "lang": "es"}, {"inputs": 2}),
        ("shapes", {"part": "reshape", "select": "e4"}, {"rows": 2, "columns": 6, "new_rows": 1}),
        (
            "shapes",
            {"part": "reshape", "transposed": "true", "change": "view", "depth": 2},
            {"new_rows": 6, "depth": 1},
        ),
        ("shapes", {"part": "reshape", "flat": "true", "fill": "drawn", "infer": "rows"}, {"columns": 5, "seed": 4}),
        ("memory", {"seed": 7}, {"seed": 0}),
        ("memory", {"ops": "from_a~t_b~set_c_1_2_9", "at": "c.1.2", "guess": "yes", "lang": "pt"}, {"seed": 42}),
        ("memory", {"ops": "none", "lang": "es"}, {"seed": 9999}),
    ],
)
def test_the_pages_without_a_network_agree_as_well(
    open_page: OpenPage, page: str, link: dict[str, object], moves: dict[str, int]
) -> None:
    test = open_page(page, **link)
    agrees(test, page)
    for key, value in moves.items():
        before = json.loads(scene_json(page, *asked(page, wanted(test, key, value)))[0])
        test.slider(key=key).set_value(value).run()
        assert agrees(test, page) == before, (key, value)


def test_a_slider_that_counts_options_goes_the_pages_own_way(open_page: OpenPage) -> None:
    assert "size" not in told(open_page("tensors", part="randn"))["keys"]
