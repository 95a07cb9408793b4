"""The short way and the page show the same, to the last digit: hundreds of random links, and moves of their sliders."""

import json
import re
from typing import Any
from urllib.parse import urlencode

from streamlit.testing.v1 import AppTest

from components.browser.short_way import address, part
from components.frame.scene_route import asked, scene_json
from components.network.fields import NETWORK as NETWORK_FIELDS
from components.network.fields import NEURON as NEURON_FIELDS
from tests.pages.page_reading import container, pictures, tables

PAGES = {"network": NETWORK_FIELDS, "neuron": NEURON_FIELDS}
LINKS, MOVES = 5, 5
"""Links for each page, language and size of type, and moves of a slider after each."""

FREE = ("compare-other",)
"""A picture that follows when the slider rests: it stands in a container that waits."""


def told(test: AppTest) -> dict[str, Any]:
    """What the page tells the browser of the short way."""
    (live,) = (each for each in test.get("bidi_component") if each.proto.component_name == "tensorama_live")
    _keys, _answered, way = json.loads(live.proto.json)
    return json.loads(way)


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
    assert tables(test) == scene["tables"], query
    for key in scene["waits"]:
        container(test, key)
    return scene


def _default(page: str, name: str) -> str:
    return next(field.default for field in PAGES[page] if field.name == name)


def _parts(html: str) -> list[str]:
    return re.findall(r'<div data-part="([^"]*)"', html)
