"""A second run may come before the browser has the choices of the first: they are in the scripts that still load.

What such a choice finds is its default, and that is what the browser then sends back as if a person had chosen it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from tests.pages.page_reading import OpenPage

SCENES = [
    ("site", {"lang": "pt", "projector": "true"}),
    ("exercises", {"exercise": "2", "hints": "2"}),
    ("network", {"select": "w1.2.1", "details": "matrices"}),
    ("network", {"step": "3", "speed": "fast"}),
    ("network", {"predict": "true", "details": "compare", "compare": "seed", "other_seed": "12"}),
    ("network", {"details": "program", "program_as": "module"}),
    ("neuron", {"select": "w1.3.1", "step": "2", "details": "formula"}),
    ("memory", {"ops": "tensor_a~t_c", "at": "c.1.1"}),
    ("shapes", {"features": "column", "operation": "sum", "guess": "c"}),
    ("shapes", {"part": "reshape"}),
    ("tensors", {"part": "photo", "slice": "block"}),
    ("tensors", {"part": "randn", "guess": "stays"}),
    ("devices", {"plot": "speed", "guess": "16"}),
    ("gradients", {"view": "backward", "target": "0.25", "rate": "3", "updates": "7", "step": "2", "details": "check"}),
    ("training", {"steps": "100", "points": "40", "optimizer": "adam", "rate": "0.03", "other": "seed_8", "time": "9"}),
]


def unbound(test: AppTest) -> Iterator[Any]:
    """Each choice whose value the browser has neither from the link nor, at every run, from the page."""
    for choice in (*test.toggle, *test.slider, *test.selectbox, *test.radio, *test.button_group, *test.text_input):
        if not choice.proto.query_param_key and not choice.proto.set_value:
            yield choice


def found_late(proto: Message) -> list[object]:
    """The value of a choice that begins in the browser with this message: its default."""
    match proto.DESCRIPTOR.name:
        case "Checkbox":
            return [proto.default]
        case "Slider":
            return list(proto.default)
        case "TextInput":
            return [proto.default] if proto.HasField("default") else []
        case "ButtonGroup":
            return [proto.options[at].content for at in proto.default]
        case _:
            return [proto.options[proto.default]] if proto.HasField("default") else []


def held(choice: Any) -> list[object]:
    """The value that the page holds, as the browser would send it."""
    state = choice._widget_state
    match state.WhichOneof("value"):
        case "double_array_value" | "string_array_value" as kind:
            return list(getattr(state, kind).data)
        case None:
            return []
        case kind:
            return [getattr(state, kind)]


@pytest.mark.parametrize(("page", "link"), SCENES, ids=[f"{page}-{'-'.join(link)}" for page, link in SCENES])
def test_a_choice_that_comes_late_is_what_it_was(open_page: OpenPage, page: str, link: dict[str, str]) -> None:
    test = open_page(page, **link)._run(WidgetStates())  # of a browser that has no choice yet, and says none
    choices = {choice.key: choice for choice in unbound(test)}
    assert choices
    late = {key: found_late(choice.proto) for key, choice in choices.items()}
    assert late == {key: held(choice) for key, choice in choices.items()}
