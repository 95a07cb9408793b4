"""A change of language in mid-visit: every page then says and shows what it would in a visit that began so.

The browser of a list, a row of buttons or a radio keeps the words of the chosen entry, not its value, and sends them
again with every message. Streamlit's own `AppTest` sends the value, so here the words are kept as the browser does.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from components.base.text import SOURCE, languages
from tests.examples import some
from tests.pages.page_reading import CODE, OpenPage, texts, type_into

WORDS = {"Selectbox": "string_value", "Radio": "string_value", "ButtonGroup": "string_array_value"}
"""Widget whose browser keeps words -> the kind of its value."""

SCENES = [
    ("site", {"projector": "true", "seed": "abc"}),
    ("network", {"select": "w1.2.1", "details": "compare", "compare": "seed", "edits": "x1_0.5"}),
    ("network", {"layers": "2", "select": "h2.1", "step": "3", "speed": "slow", "details": "matrices"}),
    ("network", {"predict": "true", "details": "activation"}),
    ("network", {"details": "program", "program_as": "module"}),
    ("neuron", {"inputs": "12", "select": "w1.3.1", "step": "2", "details": "formula"}),
    ("neuron", {"details": "compare", "compare": "activation", "predict": "true"}),
    ("tensors", {"dtype": "float64"}),
    ("tensors", {"guess": "last"}),
    ("tensors", {"part": "photo", "slice": "block", "guess": "line"}),
    ("tensors", {"part": "randn", "guess": "stays", "size": "16"}),
    ("shapes", {"features": "column", "operation": "sum", "guess": "c", "dtype": "float64"}),
    ("shapes", {"weights": "any", "operation": "mm", "guess": "b"}),
    ("shapes", {"weights": "any_vector", "operation": "matmul"}),
    ("shapes", {"part": "reshape", "infer": "both", "owner": "numpy", "fill": "randn", "guess": "view"}),
    ("memory", {"ops": "tensor_a~t_c", "at": "c.1.1", "guess": "no"}),
    ("devices", {"plot": "speed", "guess": "never", "threads": "all", "program": "true"}),
    ("exercises", {"exercise": "3", "hints": "4"}),
    ("gradients", {"view": "backward", "details": "valley", "select": "w2.1.1", "rate": "0.25", "updates": "2"}),
    ("gradients", {"details": "autograd", "lines": "grad~square~back~numpy", "step": "4", "speed": "slow"}),
    ("training", {"steps": "100", "points": "40", "data": "moons", "other": "rate_1", "details": "path", "time": "50"}),
]

ADDRESS = re.compile(r"0x[0-9a-f]+")
NO_TEXT = (*CODE, "raw_value", "raw_values")
"""Fields that only tell a browser to take other words over."""

BACK_AND_FORTH = (*[code for code in languages() if code != SOURCE], SOURCE)


class Browser:
    """The words that a browser keeps of a page's choices, and sends with each message."""

    def __init__(self, test: AppTest) -> None:
        self.test = test
        self.kept: dict[str, list[str]] = {}
        self._take()

    def run(self, late: Mapping[str, list[str]] | None = None) -> None:
        """Send a message with all that the browser keeps; what the page answers is taken over.

        Parameters
        ----------
        late: what it kept when it sent the message, before the last answer was there.
        """
        words = self.kept | dict(late or {})
        sent = WidgetStates()
        sent.widgets.extend(state for state in self.test._tree.get_widget_states().widgets if state.id not in self.kept)
        sent.widgets.extend(state_of(choice, words[choice.proto.id]) for choice in choices(self.test))
        self.test._run(sent)
        self._take()

    def choose_language(self, code: str) -> None:
        """By the choice in the frame; a page that runs without it is told in the session."""
        choice = next((choice for choice in choices(self.test) if choice.key == "lang"), None)
        if choice is None:
            self.test.session_state["lang"] = code
        else:
            self.kept[choice.proto.id] = [languages()[code]]
        self.run()

    def _take(self) -> None:
        shown = {}
        for choice in choices(self.test):
            kind, proto = WORDS[choice.proto.DESCRIPTOR.name], choice.proto
            if proto.set_value:
                words = list(proto.raw_values) if kind == "string_array_value" else [proto.raw_value]
            else:
                words = self.kept.get(proto.id, first_words(proto))
            shown[proto.id] = words
        self.kept = shown

    def shows(self) -> dict[str, list[str]]:
        """Key -> the words that stand there, those among the entries of now."""
        return {
            choice.key: [word for word in self.kept[choice.proto.id] if word in entries(choice.proto)]
            for choice in choices(self.test)
        }


def choices(test: AppTest) -> Iterator[Any]:
    yield from (*test.selectbox, *test.radio, *test.button_group)


def state_of(choice: Any, words: list[str]) -> WidgetState:
    state = WidgetState(id=choice.proto.id)
    if WORDS[choice.proto.DESCRIPTOR.name] == "string_array_value":
        state.string_array_value.data.extend(words)
    elif words:
        state.string_value = words[0]
    return state


def entries(proto: Message) -> list[str]:
    return [option if isinstance(option, str) else option.content for option in proto.options]


def first_words(proto: Message) -> list[str]:
    if proto.DESCRIPTOR.name == "ButtonGroup":
        return [entries(proto)[at] for at in proto.default]
    return [entries(proto)[proto.default]] if proto.HasField("default") else []


def said(test: AppTest) -> list[str]:
    """All texts of a page; an address in memory is another one in each session."""
    return [ADDRESS.sub("0x..", text) for text in texts(test, NO_TEXT)]


def link_of(test: AppTest) -> Mapping[str, object]:
    return {name: test.query_params[name] for name in test.query_params if name != "lang"}


def check(browser: Browser, shown: dict[str, list[str]], told: list[str]) -> None:
    """The page shows and says what another visitor is shown and told who had this language from the start."""
    assert browser.shows() == shown
    assert said(browser.test) == told


@pytest.mark.long
@pytest.mark.parametrize(("page", "link"), some(SCENES))
def test_nothing_stays_in_the_language_of_before(open_page: OpenPage, page: str, link: dict[str, str]) -> None:
    browser = Browser(open_page(page, lang=SOURCE, **link))
    browser.run()
    before = link_of(browser.test)
    fresh = {SOURCE: (browser.shows(), said(browser.test))}
    for code in BACK_AND_FORTH:
        if code not in fresh:
            other = Browser(open_page(page, lang=code, **link).run())
            fresh[code] = other.shows(), said(other.test)
        late = {id_: words for id_, words in browser.kept.items() if not id_.endswith("-lang")}
        browser.choose_language(code)
        check(browser, *fresh[code])
        browser.run(late)
        check(browser, *fresh[code])
        assert link_of(browser.test) == before


@pytest.mark.long
@pytest.mark.parametrize(
    ("page", "link", "field", "text", "button"),
    [
        ("exercises", {}, "answer", "weights.view(5, 1)\n0.4034", "check"),
        ("exercises", {}, "answer", "open('x')", "check"),
        ("network", {"predict": "true"}, "predict-number", "0,9", "predict-check"),
        ("neuron", {"predict": "true"}, "predict-number", "much", "predict-check"),
        ("network", {"select": "x1"}, "selected-value", "much", None),
        ("memory", {}, "set", "much", None),
    ],
)
def test_neither_does_what_was_said_to_a_visitor(
    open_page: OpenPage, page: str, link: dict[str, object], field: str, text: str, button: str | None
) -> None:
    def answered(code: str) -> Browser:
        test = open_page(page, lang=code, **link)
        if field == "selected-value":
            type_into(test, field, text)
        else:
            (test.text_area if field == "answer" else test.text_input)(key=field).set_value(text)
        if button:
            test.button(key=button).click()
        test.run()
        return Browser(test.run())  # what is new moves in the first run alone

    browser = answered(SOURCE)
    for code in BACK_AND_FORTH:
        browser.choose_language(code)
        fresh = answered(code)
        check(browser, fresh.shows(), said(fresh.test))
