"""What a tab hands over is read with care, and the strip of a first visit goes for good."""

import base64
import json
from types import SimpleNamespace
from typing import Any

import pytest

from components.base.text import untranslated
from components.frame import keeping, welcome
from components.frame.guard import MAX_VALUE
from components.frame.keeping import MAX_TEXT, read, read_json
from components.network.scene import said_of
from tests.cases import for_each


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@for_each(
    ("sent", "found"),
    [
        (coded('{"text": "é"}'), {"text": "é"}),
        (coded("[1]"), {}),
        (coded("nonsense"), {}),
        (coded("{}") + "!", {}),
        (base64.b64encode(b"\xff\xfe").decode(), {}),
        ('{"text": ""}', {}),
        ("", {}),
        (None, {}),
        (7, {}),
    ],
)
def test_what_the_tab_hands_over_is_read(sent: object, found: dict[str, str]) -> None:
    assert read(sent) == found


def test_the_longest_text_is_taken_and_one_more_is_not() -> None:
    assert MAX_TEXT == MAX_VALUE - 100 == 31_900
    text = json.dumps({"text": "x" * (MAX_TEXT // 4 * 3 - 12)})
    assert len(coded(text)) == MAX_TEXT
    assert read(coded(text)) == json.loads(text)
    assert read(coded(text) + "=") == {}
    assert read(coded(json.dumps({"text": "x" * (MAX_TEXT // 4 * 3 - 11)}))) == {}


@for_each(("text", "value"), [("[1, 2]", [1, 2]), ("null", None), ("{", None), (None, None), (b"1", None)])
def test_a_text_that_stands_for_no_value_is_none(text: object, value: object) -> None:
    assert read_json(text) == value


def test_brackets_without_end_are_no_value() -> None:
    assert read_json("[" * 100_000) is None


@pytest.fixture
def shelves(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """In place of what keeps answers, guesses and data: what each has and gets; and the session."""
    kept: dict[str, Any] = {"exercises": {}, "guesses": {}, "own": {}, "session": {}, "got": {}, "told": []}
    got = kept["got"]
    monkeypatch.setattr(keeping, "st", SimpleNamespace(session_state=kept["session"]))
    monkeypatch.setattr(
        keeping,
        "exercise_answers",
        SimpleNamespace(to_keep=lambda: kept["exercises"], take_back=lambda *given: got.update(exercises=given)),
    )
    monkeypatch.setattr(
        keeping,
        "predicting",
        SimpleNamespace(to_keep=lambda _pages: kept["guesses"], take_back=lambda *given: got.update(guesses=given)),
    )
    monkeypatch.setattr(
        keeping,
        "own_data",
        SimpleNamespace(to_keep=lambda: kept["own"], take_back=lambda *given: got.update(own=given)),
    )
    monkeypatch.setattr(keeping, "_component", lambda **given: kept["told"].append(given))
    return kept


def test_nothing_is_written_where_nothing_was_given_and_all_where_something_was(shelves: dict[str, Any]) -> None:
    keeping.keep()
    shelves["guesses"] = {"neuron": "é"}
    keeping.keep("answer", "exercise 3")
    first, second = (told["data"] for told in shelves["told"])
    assert (len(first[0]), first[1:]) == (16, [False, "", "", "", MAX_TEXT])
    assert second[0] == first[0]
    assert second[2:] == ['{"exercises":{},"guesses":{"neuron":"é"},"own":{}}', "answer", "exercise 3", MAX_TEXT]


def test_what_comes_back_goes_where_it_was(shelves: dict[str, Any]) -> None:
    text = json.dumps({"exercises": {"1": "a"}, "guesses": {"neuron": "g"}, "own": [1]})
    keeping.take_back({"text": text, "draft": {"of": "2"}})
    assert shelves["got"] == {
        "exercises": ({"1": "a"}, {"of": "2"}),
        "guesses": ({"neuron": "g"}, keeping.GUESSED),
        "own": ({}, {"of": "2"}),
    }
    keeping.keep()
    assert shelves["told"][0]["data"][1] is True


def test_what_is_broken_gives_nothing_back(shelves: dict[str, Any]) -> None:
    keeping.take_back({"text": "{", "draft": 7})
    assert shelves["got"] == {"exercises": ({}, {}), "guesses": ({}, keeping.GUESSED), "own": ({}, {})}


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A first visit: how it came, and what the strip places."""
    found: dict[str, Any] = {"bare": True, "embedded": False, "back": False, "session": {}, "buttons": {}}

    class Box:
        def __enter__(self) -> None:
            pass

        def __exit__(self, *_: object) -> None:
            pass

    def button(label: str, *, key: str, **given: Any) -> None:
        found["buttons"][key] = (label, given)

    class Context:
        @property
        def is_embedded(self) -> bool:
            return bool(found["embedded"])

    page = SimpleNamespace(
        session_state=found["session"],
        context=Context(),
        container=lambda **_: Box(),
        html=lambda _text: None,
        page_link=lambda _page, label: found.update(link=label),
        button=button,
    )
    monkeypatch.setattr(welcome, "st", page)
    monkeypatch.setattr(welcome, "arrived_bare", lambda: found["bare"])
    monkeypatch.setattr(welcome, "came_back", lambda: found["back"])
    monkeypatch.setattr(welcome, "open_scene", lambda fields, said: found.update(opened=(set(fields), said)))
    return found


@pytest.mark.parametrize(
    ("change", "is_shown"),
    [({}, True), ({"bare": False}, False), ({"embedded": True}, False), ({"back": True}, False)],
)
def test_the_strip_is_for_who_comes_for_the_first_time_without_a_scene(
    visit: dict[str, Any], change: dict[str, bool], is_shown: bool
) -> None:
    visit.update(change)
    welcome.welcome_panel(None, untranslated)
    assert bool(visit["buttons"]) is is_shown


def test_a_scene_is_opened_or_the_strip_closed_and_it_does_not_come_back(visit: dict[str, Any]) -> None:
    welcome.welcome_panel(None, untranslated)
    assert visit["link"] == "Start at the beginning"
    assert {key: label for key, (label, _given) in visit["buttons"].items()} == {
        "welcome-notebook": "The notebook's network",
        "welcome-deep": "A deep network",
        "welcome-close": "",
    }
    given = visit["buttons"]["welcome-notebook"][1]
    given["on_click"](*given["args"])
    names, said = visit["opened"]
    assert said == {**said_of(welcome.NOTEBOOK.spec), "select": "h1.1", "edits": ""}
    assert said.keys() <= names
    assert (said["seed"], said["inputs"], said["hidden"], said["outputs"]) == ("7", "3", "2", "1")
    assert visit["session"] == {welcome.CLOSED: True}
    visit["buttons"].clear()
    welcome.welcome_panel(None, untranslated)
    assert visit["buttons"] == {}


def test_the_deep_network_has_three_hidden_layers_and_nothing_selected(visit: dict[str, Any]) -> None:
    welcome.welcome_panel(None, untranslated)
    given = visit["buttons"]["welcome-deep"][1]
    given["on_click"](*given["args"])
    said = visit["opened"][1]
    assert [said[name] for name in ("inputs", "layers", "hidden", "hidden_2", "hidden_3", "outputs")] == [
        *("5", "3", "4", "4", "3", "2"),
    ]
    assert (said["activation"], said["select"]) == ("tanh", "")
    visit["session"].clear()
    visit["buttons"]["welcome-close"][1]["on_click"]()
    assert visit["session"] == {welcome.CLOSED: True}
