"""The wall on its page: how far it is, which of its trainings is opened, and the file of a larger one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
import torch
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.jobs.courses import WallSoFar, WallSpec
from components.training import course_for, wall_file, wall_part
from components.training.wall_part import wall_of
from components.training.wall_pictures import CURVE, WALL, wall_pictures
from compute.training.setting import TrainingSpec
from compute.training.wall import RATES, WIDTHS, WallColumn
from compute.training.wall_file import WallFileError, WallRefusal, empty_wall, wall_bytes
from tests.cases import for_each
from tests.pages.page_reading import codes, container, html_in, in_link, pictures, report, told
from tests.scripts import open_script

SMALL = {"part": "wall", "steps": "100", "points": "20", "hidden": "3"}
SPEC = TrainingSpec(points=20, steps=100)


def column(seeds: tuple[int, ...], right: int = 0, loss: float = 0.25, **changed: Any) -> WallColumn:
    """Make a column of which the first few trainings succeed."""
    specs = tuple(TrainingSpec(points=20, steps=100, seed=seed, **changed) for seed in seeds)
    accuracy = torch.tensor([1.0 if at < right else 0.5 for at in range(len(seeds))])
    return WallColumn(specs, torch.full((len(seeds),), loss), torch.full((len(seeds),), loss), accuracy)


class StoreOfWalls:
    """A store whose walls have got as far as it is told."""

    def __init__(self, found: WallSoFar) -> None:
        self.found = found
        self.stopped: list[WallSpec] = []
        self.asked: list[WallSpec] = []

    def ask_wall(self, key: WallSpec, _asker: object, _seconds: float) -> WallSoFar:
        self.asked.append(key)
        return self.found

    def find_wall(self, _key: WallSpec) -> WallSoFar:
        return self.found

    def stop_wall(self, key: WallSpec, _asker: object) -> None:
        self.stopped.append(key)


def explorer_page() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.state.beyond_link import beyond_link  # noqa: PLC0415
    from components.training.course_for import interval  # noqa: PLC0415
    from components.training.explorer import explorer  # noqa: PLC0415

    explorer(None, lambda _name, _text: None)
    st.session_state["again"] = interval()
    st.session_state["beyond"] = beyond_link(untranslated)


Opened = Callable[..., tuple[AppTest, StoreOfWalls]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Open the page with a wall that has got so far."""

    def opened(found: WallSoFar, **link: str) -> tuple[AppTest, StoreOfWalls]:
        store = StoreOfWalls(found)
        monkeypatch.setattr(course_for, "courses", lambda: store)
        monkeypatch.setattr(course_for, "this_asker", lambda _tab: "asker")
        monkeypatch.setattr("components.training.explorer.settle_interval", lambda _wanted, _interval: None)
        test = open_script(explorer_page, SMALL | link)
        return test, store

    return opened


def test_a_wall_that_goes_on_says_how_many_cells_are_done_and_can_be_stopped(opened: Opened) -> None:
    page, store = opened(WallSoFar((column(tuple(range(7, 23)), right=2, hidden=(1,)),), 0.309))
    (bar,) = page.get("progress")
    assert (bar.proto.text, bar.proto.value) == ("40 of 128 are done.", 30)
    assert page.session_state["again"] == 1.0
    assert told(page)["keys"] == []
    assert store.asked == [wall_of(TrainingSpec(points=20, steps=100, hidden=(3,)), WIDTHS)]
    assert "with 1 unit <strong>2 of 16</strong> succeed" in html_in(page, "head")
    page.button(key="wall-stop").click().run()
    assert store.stopped == store.asked[:1]
    assert not page.get("progress")
    words = "You have stopped this wall. Change a setting to begin another one."
    assert [each.value for each in container(page, "waiting").caption] == [words]
    assert page.session_state["again"] is None


def test_a_wall_that_is_done_waits_for_nothing(opened: Opened) -> None:
    page, _store = opened(WallSoFar((), 1.0, is_done=True))
    assert not page.get("progress")
    assert page.session_state["again"] is None
    assert [button.key for button in page.button if "wall" in str(button.key)] == ["wall-open-cell"]
    assert next(each.value for each in container(page, "beside").markdown).startswith("A training **succeeds**")


@pytest.mark.parametrize(
    ("across", "label", "values"),
    [
        ("hidden", "units of a layer", ["1", "2", "3", "4", "5", "6", "7", "8"]),
        ("rate", "learning rate", ["0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10"]),
    ],
)
def test_the_lists_offer_each_column_and_each_seed(opened: Opened, across: str, label: str, values: list[str]) -> None:
    page, _store = opened(WallSoFar((), 1.0, is_done=True), across=across)
    value, seed = page.selectbox(key="wall-value"), page.selectbox(key="wall-seed")
    assert (value.label, value.options) == (label, values)
    assert (seed.label, seed.options) == ("seed", [str(at) for at in range(7, 23)])


def test_the_training_of_both_lists_is_opened_in_all_layers(opened: Opened) -> None:
    page, _store = opened(WallSoFar((), 1.0, is_done=True), layers="2", hidden_2="3")
    page.selectbox(key="wall-value").set_value(5)
    page.selectbox(key="wall-seed").set_value(9)
    page.button(key="wall-open-cell").click()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("components.training.explorer._one", lambda *_given: (((), None)))
        page.run()
    assert not page.exception
    names = ("hidden", "hidden_2", "hidden_3", "seed", "part")
    assert [in_link(page, name) for name in names] == ["5", "5", None, "9", None]


@for_each(
    ("value", "seed", "is_opened"),
    [(5, 9, True), (8, 22, True), (9, 9, False), (5, 23, False), (5, 6, False)],
)
def test_a_training_that_the_wall_no_longer_has_is_not_opened(value: int, seed: int, is_opened: bool) -> None:
    scenes: list[object] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(st, "session_state", {"wall-value": value, "wall-seed": seed})
        patched.setattr(wall_part, "open_scene", lambda _fields, said: scenes.append(said))
        wall_part._open_chosen(wall_of(SPEC, WIDTHS))
    assert scenes == ([{"hidden": str(value), "seed": str(seed), "part": ""}] if is_opened else [])


@for_each(("width", "said"), [(3, {"hidden": "3", "hidden_2": "3"}), (4, {"hidden": "", "hidden_2": ""}), (17, None)])
def test_a_width_that_no_link_has_is_not_opened(width: int, said: dict[str, str] | None) -> None:
    scenes: list[object] = []
    key = WallSpec(replace(SPEC, hidden=(1, 1)), WIDTHS, (3, 4, 17), (7, 8))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(st, "session_state", {"wall-value": width, "wall-seed": 7})
        patched.setattr(wall_part, "open_scene", lambda _fields, said: scenes.append(said))
        wall_part._open_chosen(key)
    assert scenes == ([] if said is None else [said | {"seed": "", "part": ""}])


def test_a_rate_that_is_clicked_is_opened_as_short_as_a_link_has_it(opened: Opened) -> None:
    page, _store = opened(WallSoFar((), 1.0, is_done=True), across="rate")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("components.training.explorer._one", lambda *_given: (((), None)))
        report(page, WALL, "picked", {"name": "c12.1", "number": 1})
        assert in_link(page, "part") == "wall"
        report(page, WALL, "picked", {"name": "c1.16", "number": 2})
    assert not page.exception
    assert [in_link(page, name) for name in ("rate", "seed", "part")] == ["0.0001", "22", None]


def test_the_pictures_put_each_column_in_its_place() -> None:
    columns = (column((3, 4), loss=0.125, hidden=(1,)), column((3, 4), loss=0.5, hidden=(4,)))
    key = WallSpec(SPEC, WIDTHS, (1, 2, 4), (3, 4))
    drawn = wall_pictures(WallSoFar(columns, 0.6), key, untranslated, wall=False)
    assert set(drawn) == {WALL, CURVE}
    assert (drawn[WALL]["selected"], "selected" in drawn[CURVE]) == ("", False)
    traces: Any = drawn[WALL]["data"]
    assert [list(row) for row in traces[0]["text"]] == [["0.1250", "", "0.5000"]] * 2


def test_a_larger_wall_is_trained_by_a_line_for_a_shell(opened: Opened) -> None:
    page, _store = opened(WallSoFar((), 1.0, is_done=True))
    (code,) = codes(container(page, "wall-command"))
    assert code.startswith("python -m compute.training.sweep --widths 1-64 --seeds 7-206 ")
    assert "<code>python -m" in html_in(page, "wall-command")  # as it is, and not coloured like Python
    assert "<span class" not in html_in(page, "wall-command")
    (words,) = [each.value for each in container(page, "wall-command").caption]
    assert "trains the same wall larger (64 × 200)" in words
    page, _store = opened(WallSoFar((), 1.0, is_done=True), data="own")
    assert [each.value for each in container(page, "wall-command").caption][1:] == [
        "It reads your own data from `data.csv` beside it: *Take home* has them."
    ]


def test_a_file_with_a_wall_is_shown_and_said_to_be_in_no_link(opened: Opened) -> None:
    saved = empty_wall(SPEC, RATES, (0.03, 0.1), (4, 9, 11)).with_cells(0, 0, column((4, 9, 11), right=2, rate=0.03))
    page, store = opened(WallSoFar((), 0.5))
    asked = len(store.asked)
    assert page.session_state["beyond"] == ""
    page.file_uploader(key="wall-file").set_value([("wall.json", wall_bytes(saved), "")]).run()
    assert not page.exception
    assert len(store.asked) == asked
    assert page.selectbox(key="wall-seed").options == ["4", "9", "11"]
    assert page.selectbox(key="wall-value").options == ["0.03", "0.1"]
    assert page.session_state["again"] is None
    assert not page.get("progress")
    (cells,) = pictures(page)[WALL]["data"]
    assert [row[0] for row in cells["text"]] == ["0.2500"] * 3
    assert page.session_state["beyond"].startswith("The wall that is shown comes from a file, which no link holds.")


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (WallRefusal.TOO_LARGE, "This file is larger than any wall: at most 2 MB are allowed."),
        (WallRefusal.NO_WALL, "This file holds no wall: it has to be one that compute.training.sweep has written."),
        (WallRefusal.OTHER_VERSION, "This wall was written by another version of Tensorama. Train it once more."),
        (WallRefusal.DAMAGED, "This file is damaged: it says what no wall has. Train it once more."),
    ],
)
def test_it_is_said_why_a_file_is_not_opened(
    opened: Opened, refusal: WallRefusal, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_data: bytes) -> None:
        raise WallFileError(refusal)

    monkeypatch.setattr(wall_file, "read_wall", refuse)
    page, store = opened(WallSoFar((), 1.0, is_done=True))
    page.file_uploader(key="wall-file").set_value([("wall.json", b"{}", "")]).run()
    assert [each.value for each in page.error] == [words]
    assert len(store.asked) == 2


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_refused(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []

    def refuse(data: bytes) -> None:
        read.append(data)
        raise WallFileError(WallRefusal.NO_WALL)

    monkeypatch.setattr(wall_file, "read_wall", refuse)
    monkeypatch.setattr(wall_file, "MAX_BYTES", 5)
    for data, beginning, count in ((b"12345", "This file holds no wall", 1), (b"123456", "This file is larger", 0)):
        read.clear()
        page, _store = opened(WallSoFar((), 1.0, is_done=True))
        page.file_uploader(key="wall-file").set_value([("wall.json", data, "")]).run()
        assert [each.value.startswith(beginning) for each in page.error] == [True]
        assert len(read) == count
