"""What can be taken home, file by file, and which files open a scene again."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.frame import take_home_panel
from components.frame.pages import names_of_all_pages
from components.state import link
from compute.files.scene import SavedLink
from compute.files.tensor_files import MAX_BYTES, FileError, Refusal
from tests.cases import for_each


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.frame.take_home_panel import take_home_button, take_home_dialog  # noqa: PLC0415
    from components.state.beyond_link import say_beyond_link  # noqa: PLC0415
    from components.state.take_home import offer  # noqa: PLC0415
    from compute.files.take_home import OwnFile, TakeHome  # noqa: PLC0415

    programs = {"notebook": "print(1)", "sequential": "print(2)", "module": "print(3)"}
    own = (OwnFile("course.csv", "Course (.csv)", "All steps.", "text/csv", lambda: "1,2"),)
    if "offers" in st.session_state:
        say_beyond_link(lambda _: "your own data")
        offer(lambda _: TakeHome("some-name", "Some title", "print(0)", (), {}, programs, own))
    if take_home_button(untranslated):
        take_home_dialog("", untranslated)


def opened(*, offers: bool = True) -> AppTest:
    page = AppTest.from_function(script)
    if offers:
        page.session_state["offers"] = True
    page.run().button(key="take-home").click().run()
    assert not page.exception
    return page


def test_each_kind_of_file_has_its_button_and_says_what_it_is_for() -> None:
    page = opened()
    assert page.markdown[0].value == "**Some title**"
    buttons = [(each.proto.label, each.proto.id.partition("-take-home-")[2]) for each in page.get("download_button")]
    assert buttons == [
        ("Notebook (.ipynb)", "ipynb"),
        ("Program (.py)", "py"),
        ("Arrays (.npz)", "npz"),
        ("Tensors (.safetensors)", "safetensors"),
        ("Table (.csv)", "csv"),
        ("Course (.csv)", "course-csv"),
    ]
    assert [caption.value for caption in page.caption] == [
        "your own data",
        "The lesson with the program in cells, for Jupyter or Colab.",
        "Prints the numbers on this page when it is run with PyTorch.",
        "All tensors for NumPy; can be opened here again.",
        "All tensors for PyTorch; can be opened here again.",
        "A line for each number, for a spreadsheet; with a decimal point.",
        "All steps.",
        "The picture as it is on the screen: .svg stays sharp at any size, .png is for slides.",
    ]


def test_where_nothing_is_offered_there_is_only_the_way_back() -> None:
    page = opened(offers=False)
    assert not page.get("download_button")
    assert len(page.get("file_uploader")) == 1


def test_the_way_of_the_program_goes_into_the_link() -> None:
    page = opened()
    choice = page.segmented_control(key=take_home_panel.WAY)
    assert (choice.value, choice.options) == ("notebook", ["as in the notebook", "nn.Sequential", "class with forward"])


@for_each(
    ("chosen", "said"),
    [("module", ("program_as", "module")), ("notebook", ("program_as", "")), ("other", None), (None, None)],
)
def test_of_the_ways_the_default_goes_without_saying(chosen: str | None, said: tuple[str, str] | None) -> None:
    found: list[tuple[str, str]] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(take_home_panel, "st", SimpleNamespace(session_state={take_home_panel.WAY: chosen}))
        patched.setattr(link, "set_value", lambda *given: found.append(given))
        take_home_panel._keep_way()
    assert found == ([] if said is None else [said])


Bring = Callable[..., dict[str, Any]]


@pytest.fixture
def bring(monkeypatch: pytest.MonkeyPatch) -> Bring:
    """`bring(size, read)`: what becomes of a file of this size, of which this is read."""

    def brought(size: int | None, read: SavedLink | FileError | None = None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        file = None if size is None else SimpleNamespace(size=size, getvalue=lambda: b"some bytes")

        def read_file(data: bytes) -> SavedLink:
            found["data"] = data
            if isinstance(read, FileError):
                raise read
            assert read is not None
            return read

        def uploader(label: str, **given: Any) -> object:
            found.update(label=label, given=given)
            return file

        page = SimpleNamespace(file_uploader=uploader, error=lambda text, icon: found.update(error=text, icon=icon))
        monkeypatch.setattr(take_home_panel, "st", page)
        monkeypatch.setattr(take_home_panel, "read_file", read_file)
        monkeypatch.setattr(take_home_panel, "too_large_note", lambda *given: found.update(note=given))
        monkeypatch.setattr(take_home_panel, "leave_for", lambda *given: found.update(left=given))
        take_home_panel.way_back(untranslated)
        return found

    return brought


TOO_LARGE = "This file is too large: it may have 2,097,152 bytes at most. Nothing was changed."


def test_a_field_waits_for_a_file(bring: Bring) -> None:
    found = bring(None)
    assert found["given"]["max_upload_size"] == 2
    assert found["note"] == ("take-home-open", "take-home-too-large", TOO_LARGE)
    assert found.keys() == {"label", "given", "note"}


@pytest.mark.parametrize("size", [1, MAX_BYTES])
def test_a_file_from_here_opens_its_scene(bring: Bring, size: int) -> None:
    scene = SavedLink("neuron", {"seed": "8"})
    found = bring(size, scene)
    assert found["left"] == (scene, names_of_all_pages())
    assert found["data"] == b"some bytes"
    assert "error" not in found


def test_a_file_that_is_too_large_is_not_even_read(bring: Bring) -> None:
    found = bring(MAX_BYTES + 1)
    assert (found["error"], found["icon"]) == (TOO_LARGE, ":material/block:")
    assert "data" not in found
    assert "left" not in found


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (FileError(Refusal.TOO_LARGE), TOO_LARGE),
        (FileError(Refusal.OTHER_KIND), "This is no .npz and no .safetensors file. Nothing was changed."),
        (SavedLink("nowhere", {}), "This file was not written by this site, or by another version of it"),
        (FileError(Refusal.NO_SCENE), "This file was not written by this site, or by another version of it"),
        (FileError(Refusal.DAMAGED), "This file is damaged: parts of it are missing or broken. Nothing was changed."),
    ],
)
def test_another_file_is_refused_with_the_reason(bring: Bring, read: SavedLink | FileError, words: str) -> None:
    found = bring(100, read)
    assert found["error"].startswith(words)
    assert "left" not in found
