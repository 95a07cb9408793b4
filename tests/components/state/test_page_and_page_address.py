"""The record of a page: its address, its title, its only lesson."""

from components.base.text import untranslated
from components.state.page import Page, document_title, only
from components.state.page_address import address_of, page_named
from compute.files.take_home import TakeHome


def lesson() -> TakeHome:
    return TakeHome("name", "Title", "", (), {})


def test_the_first_page_has_no_address_of_its_own() -> None:
    assert [address_of(page) for page in ("network", "neuron")] == ["", "neuron"]
    assert [page_named(address) for address in ("", "neuron")] == ["network", "neuron"]


def test_a_page_without_parts_has_one_lesson_under_an_empty_name() -> None:
    page = Page("slug", str, str, (), (), (), only(lesson))
    assert dict(page.lessons) == {"": lesson}
    assert page.lesson is lesson
    assert (page.plotly, page.scene, page.block(untranslated), page.beats) == (False, None, "", ())


def test_the_title_bar_names_page_and_site() -> None:
    assert document_title("Memory") == "Memory · Tensorama"
