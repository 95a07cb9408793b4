"""A link cannot write on the page: no link, picture, formula, colour or tag of its own, from any field of any page."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from components.frame.pages import FIELDS
from components.state.fields import FRAME
from tests.pages.page_reading import KEEPS, OpenPage, in_link

HOSTILE = [
    "\n\n[evil](http://evil.example)",
    "\n\n![evil](http://evil.example/a.png)",
    "`\n\n# evil\n\n`",
    "``` evil ``` [evil](//evil.example)",
    "https://evil.example www.evil.example evil@evil.example",
    "<img src=x onerror=evil()><a href='http://evil.example'>evil</a>",
    ":material/evil: :red[evil] :evil: :red-badge[evil]",
    "$\\href{http://evil.example}{evil}$ $$evil$$",
    "\\`[evil][1]\\`\r\n\r\n[1]: http://evil.example",
    "\u2028\u2029[evil](http://evil.example)\x0b\x85",
    "\u202eevil\u2066\u200b\ufeff\x00",
    "| evil | evil |\n|---|---|\n| evil | [evil](http://evil.example) |",
    "~~evil~~ *evil* __evil__ ==evil== [^1]\n\n[^1]: evil",
    "&#91;evil&#93;(http://evil.example) &lt;b&gt;evil",
    "",
    "`",
]
CODE = re.compile(r"(`+)(?!`)(.*?[^`])\1(?!`)", re.DOTALL)
QUOTED = re.compile(r"<code>[^<]*</code>")
"""A visitor's own line, quoted."""
INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def texts(message: Message) -> Iterator[tuple[str, str]]:
    """Every text in what is sent to the browser, with the name of its field."""
    for field, value in message.ListFields():
        many = value if field.is_repeated else [value]
        for each in many:
            if isinstance(each, Message):
                yield from texts(each)
            elif isinstance(each, str):
                yield f"{message.DESCRIPTOR.name}.{field.name}", each


def elements(test: AppTest) -> Iterator[Message]:
    waiting = [test._tree]
    while waiting:
        block = waiting.pop()
        proto = getattr(block, "proto", None)
        if isinstance(proto, Message):
            yield proto
        waiting += getattr(block, "children", {}).values()


class Tags(HTMLParser):
    """Tags that lead or load anything, and attributes that are scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if any("evil" in f"{name} {value}" for name, value in attrs) and tag != "abbr":
            self.found.append(tag)


def check_nothing_foreign_does_anything(test: AppTest) -> None:
    assert not test.exception
    for proto in elements(test):
        if getattr(getattr(proto, "bidi_component", proto), "component_name", "") == KEEPS:
            continue
        for name, text in texts(proto):
            if name.endswith((".id", ".user_key", ".form_id", ".js_content", ".css_content", ".query_param_key")):
                continue
            if name == "Html.body":
                assert not Tags(text).found, text
                assert "http://evil" not in QUOTED.sub("", text)
            elif name != "TextArea.value":
                assert "evil" not in CODE.sub("", text), (name, text)
            assert not INVISIBLE.search(text), (name, text)


@pytest.mark.parametrize("page", FIELDS)
def test_no_field_of_a_link_writes_on_the_page(open_page: OpenPage, page: str) -> None:
    names = [field.name for field in (*FIELDS[page], *FRAME)]
    for first in range(0, len(HOSTILE), 4):  # each field gets four of them, and each of them stands in several fields
        link = dict(zip(names, cycle(HOSTILE[first:] + HOSTILE[:first]), strict=False))
        test = open_page(page, **link)
        check_nothing_foreign_does_anything(test)
        said = test.warning[0].value
        assert said.count("evil") >= sum("evil" in value for value in link.values())
        assert len(CODE.findall(said)) == 2 * said.count("\n- ") + 2


@pytest.mark.parametrize("page", FIELDS)
def test_a_field_of_half_a_million_signs_is_refused_in_words(open_page: OpenPage, page: str) -> None:
    for name in ("edits", "ops", "select"):
        if name in {field.name for field in FIELDS[page]}:
            test = open_page(page, **{name: "x1_1~" * 100_000})
            assert not test.exception
            assert name in test.warning[0].value
            assert len(test.warning[0].value) < 500
            assert in_link(test, name) is None


def test_an_example_of_what_is_allowed_is_shown_as_it_is(open_page: OpenPage) -> None:
    assert "`from_a~numpy_b~set_b_1_2_9, none`" in open_page("memory", ops="xyz").warning[0].value


@pytest.mark.parametrize("text", [value for value in HOSTILE if value])
def test_an_answer_writes_nothing_on_the_page_either(open_page: OpenPage, text: str) -> None:
    test = open_page("exercises")
    test.text_area[0].set_value(text)
    test.button(key="check").click().run()
    check_nothing_foreign_does_anything(test)
