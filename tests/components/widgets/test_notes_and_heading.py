"""What stands above the numbers of a page: its heading, and notes about its link and its seed."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.state.link_check import Ignored
from components.widgets import heading, notes
from tests.components.widgets.page_stub import PageStub


def crossing() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.widgets.notes import crossing_note  # noqa: PLC0415
    from compute.network.spec import NetworkSpec  # noqa: PLC0415

    crossing_note(NetworkSpec(*st.session_state["sizes"]), "note", untranslated)


def captions(page: AppTest, seed: int, inputs: int, *hidden: int) -> list[str]:
    page.session_state["sizes"] = (seed, inputs, hidden)
    return [caption.value for caption in page.run().caption]


def test_what_crosses_the_sixteen_elements_is_named_until_something_else_does() -> None:
    page = AppTest.from_function(crossing)
    assert captions(page, 7, 3, 2) == []
    (words,) = captions(page, 7, 8, 2)
    assert words == (
        "**W1 and what is drawn after it changed.** It now has 16 elements; from 16 elements on `torch.randn` fills a "
        "tensor by another method, so the same seed gives other numbers."
    )
    assert captions(page, 8, 8, 2) == [words]
    assert "It now has 18 elements" in captions(page, 8, 9, 2)[0]
    assert captions(page, 8, 16, 2)[0].startswith("**features and what is drawn after it changed.** It now has 16 ")
    assert "It now has 3 elements" in captions(page, 8, 3, 2)[0]


def test_at_first_nothing_has_crossed() -> None:
    assert captions(AppTest.from_function(crossing), 7, 16, 4) == []


def test_a_tensor_that_is_gone_is_not_named() -> None:
    page = AppTest.from_function(crossing)
    captions(page, 7, 3, 4, 3)
    assert captions(page, 7, 3, 4, 4)[0].startswith("**W2 and ")
    assert captions(page, 7, 3) == []


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The warnings that are shown, each with its title."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr(st, "warning", lambda text, title: found.append((text, title)))
    return found


def test_parts_of_a_link_that_were_ignored_stand_in_one_warning(warned: list[tuple[str, str]]) -> None:
    notes.ignored_panel([Ignored("seed", "in`f", "0..9999"), Ignored("device", "cuda", "cpu, mps")], untranslated)
    lines = "- **seed** = `in'f`; allowed: `0..9999`\n- **device**: this machine has no `cuda`; it has `cpu, mps`"
    assert warned == [(lines, "Parts of this link were ignored")]


def test_all_that_is_allowed_is_said_and_of_what_was_said_the_beginning(warned: list[tuple[str, str]]) -> None:
    allowed = ", ".join(["activation"] * 20)
    notes.ignored_panel([Ignored("kind", "x" * 61, allowed)], untranslated)
    assert warned[0][0] == f"- **kind** = `{'x' * 60}..`; allowed: `{allowed}`"


def test_where_nothing_was_ignored_nothing_is_said(warned: list[tuple[str, str]]) -> None:
    notes.ignored_panel([], untranslated)
    assert warned == []


def test_a_heading_has_name_place_and_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(st, "html", written.append)
    heading.heading(PageStub(), "a **b** & -1", untranslated)
    assert written == [
        '<header class="page-head"><h1>Memory &amp; more</h1><p class="block">block &lt;2&gt;</p>'
        '<div data-part="lead"><p>a <strong>b</strong> &amp; −1</p></div></header>'
    ]
