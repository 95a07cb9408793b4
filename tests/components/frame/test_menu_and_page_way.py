"""The menu and the links to the neighbours of a page, in the order of the notebook."""

from typing import Any

import pytest
import streamlit as st

from components.base.text import untranslated
from components.frame import menu, page_way
from components.frame.pages import PAGES
from tests.cases import for_each


class Link:
    """A page as Streamlit has it."""

    def __init__(self, title: str) -> None:
        self.title = title


class Placed:
    """What is placed, in its order."""

    def __init__(self) -> None:
        self.links: list[dict[str, Any]] = []
        self.all: list[str] = []

    def __call__(self, **_: object) -> "Placed":
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass

    def link(self, page: Link, **given: Any) -> None:
        self.links.append(given)
        self.all.append(page.title)


@pytest.fixture
def placed(monkeypatch: pytest.MonkeyPatch) -> Placed:
    found = Placed()
    monkeypatch.setattr(st, "page_link", found.link)
    monkeypatch.setattr(st, "container", found)
    monkeypatch.setattr(st, "html", found.all.append)
    return found


def test_the_menu_has_all_pages_under_the_headings_of_their_groups(placed: Placed) -> None:
    menu.page_menu([Link(page.slug) for page in PAGES], untranslated)  # type: ignore[misc]
    assert placed.all == [
        *("neuron", "tensors", "shapes", "network", "memory", "devices"),
        *('<h2 class="menu-heading">practice</h2>', "exercises"),
        *('<h2 class="menu-heading">what comes next</h2>', "gradients", "training"),
    ]


def test_a_heading_of_the_menu_is_escaped(placed: Placed) -> None:
    menu.menu_heading("<b> & c")
    assert placed.all == ['<h2 class="menu-heading">&lt;b&gt; &amp; c</h2>']


@for_each(
    ("at", "neighbours"),
    [
        (0, [("b", "next page", "right")]),
        (1, [("a", "previous page", None), ("c", "next page", "right")]),
        (2, [("b", "previous page", None)]),
    ],
)
def test_a_page_leads_to_its_neighbours(at: int, neighbours: list[tuple[str, str, str | None]]) -> None:
    pages = [Link(name) for name in "abc"]
    found = Placed()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(st, "page_link", found.link)
        patched.setattr(st, "container", found)
        page_way.page_way(pages, pages[at], untranslated)
    assert [(each["label"], each["help"], each.get("icon_position")) for each in found.links] == neighbours
    assert found.all == [name for name, _help, _side in neighbours]
    arrows = {"previous page": ":material/arrow_back:", "next page": ":material/arrow_forward:"}
    assert all(each["icon"] == arrows[each["help"]] for each in found.links)
