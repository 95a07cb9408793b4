"""What a test reads from a page: the numbers in a container, and what raw torch says they are."""

import json
import re
from collections.abc import Callable, Collection, Iterator
from html import unescape
from typing import Any, NamedTuple

from google.protobuf.message import Message
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

OpenPage = Callable[..., AppTest]
"""Opens a page with a link, as a first visitor does."""

GoldenPage = Callable[[AppTest, str], None]
"""Compares all that a page says with a stored copy of this name."""

NUMBER = re.compile(r"-?\d+\.\d{4}")
CODE = ("js_content", "css_content", "html_content")
"""What of a component's message nobody reads."""
KEEPS = "tensorama_keep"
"""The component that gives the tab a copy of what the visitor has written; it shows nothing (`keeping.js`)."""


class Field(NamedTuple):
    """A field for a number: which value it stands for, what it shows, and the number of what was typed there last."""

    label: str
    of: str
    text: str
    is_refused: bool
    number: int


def numbers(test: AppTest, key: str) -> list[float]:
    """The values with four decimals in the container with this key."""
    return [float(text) for text in NUMBER.findall(html_in(test, key).replace("−", "-"))]


def html_in(test: AppTest, key: str) -> str:
    """The HTML inside the container with this key."""
    return "".join(element.proto.body for element in container(test, key).get("html"))


def codes(test: AppTest | Block) -> list[str]:
    """What stands in the blocks of code, as it would be copied."""
    bodies = (element.proto.body for element in test.get("html"))
    blocks = [body for body in bodies if body.startswith('<div class="code-block">')]
    return [unescape(re.sub("<[^>]+>", "", re.search("<code>(.*)</code>", block, re.DOTALL)[1])) for block in blocks]


def container(test: AppTest, key: str) -> Block:
    """The container with this key."""
    found = _search(test._tree, key)
    assert found is not None, f"no container {key!r} on the page"
    return found


def pictures(test: AppTest) -> dict[str, dict[str, Any]]:
    """The Plotly pictures on the page: key -> what the browser is sent (data, layout, alt)."""
    found = {}
    for element in test.get("bidi_component"):
        if element.proto.component_name == "tensorama_chart":
            key = element.proto.id.removeprefix("$$ID-").split("-", 1)[1]
            found[key] = json.loads(element.proto.bytes)
    return found


def tables(test: AppTest) -> dict[str, str]:
    """The tables of cells on the page that can be pressed: key -> HTML."""
    found = {}
    for element in test.get("bidi_component"):
        if element.proto.component_name == "tensorama_grids":
            html, _heard, _key = json.loads(element.proto.json)
            found[element.proto.id.removeprefix("$$ID-").split("-", 1)[1]] = html
    return found


def report(test: AppTest, key: str, event: str, *values: object) -> AppTest:
    """Run the page as if the component with this key had reported these values, all in one message."""
    (component,) = (each for each in test.get("bidi_component") if each.proto.id.endswith(f"-{key}"))
    message = test._tree.get_widget_states()
    state = message.widgets.add()
    state.id = _make_trigger_id(component.proto.id, "events")
    state.json_trigger_value = json.dumps([{"event": event, "value": value} for value in values])
    return test._run(message)


def field(test: AppTest, key: str) -> Field:
    """What the field for a number with this key shows."""
    (component,) = (each for each in test.get("bidi_component") if each.proto.id.endswith(f"-{key}"))
    label, of, text, is_refused, _most, number = json.loads(component.proto.json)
    return Field(label, of, text, is_refused, number)


def type_into(test: AppTest, key: str, text: str, of: str | None = None) -> AppTest:
    """Run the page as if a person had typed this text there, for what it stands for or for what it stood for."""
    shown = field(test, key)
    return report(test, key, "typed", {"text": text, "of": of or shown.of, "number": shown.number + 1})


def told(test: AppTest) -> dict[str, Any]:
    """What the page tells the browser of the short way."""
    (live,) = (each for each in test.get("bidi_component") if each.proto.component_name == "tensorama_live")
    _keys, _answered, way = json.loads(live.proto.json)
    return json.loads(way)


def _search(block: Any, key: str) -> Block | None:
    proto = getattr(block, "proto", None)
    if getattr(proto, "id", "").endswith(f"-{key}"):
        return block
    for child in getattr(block, "children", {}).values():
        found = _search(child, key)
        if found is not None:
            return found
    return None


def in_link(test: AppTest, name: str) -> str | None:
    """What the link says for a name, or None where it does not name it."""
    value = test.query_params.get(name)
    return value[-1] if isinstance(value, list) else value


def texts(test: AppTest, without: Collection[str] = CODE) -> Iterator[str]:
    """Every text in what a page sends to the browser, the pictures' own included.

    Parameters
    ----------
    without: fields of a message that are left out.
    """
    for element in _elements(test._tree):
        if getattr(element.proto, "component_name", "") != KEEPS:
            yield from _strings(element.proto, without)


def _elements(block: Any) -> Iterator[Any]:
    for child in getattr(block, "children", {}).values():
        if hasattr(child, "children"):
            yield child
            yield from _elements(child)
        else:
            yield child


def _strings(proto: object, without: Collection[str]) -> Iterator[str]:
    if isinstance(proto, str):
        yield unescape(proto)
    elif isinstance(proto, bytes):
        yield unescape(proto.decode("unicode_escape", "replace"))
    elif isinstance(proto, Message):
        for field, value in proto.ListFields():
            if field.name not in without:
                yield from _strings(value, without)
    elif hasattr(proto, "__iter__"):
        for value in proto:
            yield from _strings(value, without)


def wait_for_wall(page: AppTest) -> None:
    """Run the training page until its wall is trained: a run shows as much of it as is there."""
    for _look in range(200):
        if not any(button.key == "wall-stop" for button in page.button):
            return
        page.run()
