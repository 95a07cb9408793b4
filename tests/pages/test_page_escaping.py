"""No word of the translator becomes HTML: wherever a page builds HTML of its own, each one is escaped."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.devices.panels.moving import moving_html
from components.devices.panels.timing import conclusion_html, numbers_html, progress_html, reading_html
from components.jobs.measuring import MeasuringState, State
from components.jobs.queue import Standing
from components.state import session
from compute.timing.timing import FAILED, TOO_LONG, LeftOut, Measurement, Timed
from tests.cases import for_each
from tests.pages.page_reading import OpenPage

SITE = Path(__file__).parent.parent.parent / "pages" / "site.py"
MARK = "<q title=\"&'>"


class Marked:
    """A translator whose messages all end in what would be a tag."""

    def __call__(self, message: str, /, **values: object) -> str:
        return untranslated(message, **values) + MARK

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        return untranslated.plural(one, many, count, **values) + MARK

    def count(self, count: int, /) -> str:
        return untranslated.count(count)

    def together(self, parts: Iterable[str], /) -> str:
        return untranslated.together(parts) + MARK


def html_of(page: AppTest) -> Iterator[str]:
    """All HTML of our own on a page: elements, and tables whose cells can be pressed."""
    yield from (element.proto.body for element in page.get("html"))
    for element in page.get("bidi_component"):
        if element.proto.component_name == "tensorama_grids":
            yield json.loads(element.proto.json)[0]


QUICK = {"steps": 100, "points": 40}
"""A course that takes a twentieth of a second."""

SCENES: list[tuple[str, dict[str, object]]] = [
    ("network", {"seed": 7, "select": "w1.1.1", "edits": "x1_0.5", "details": "matrices"}),
    ("network", {"inputs": 20, "hidden": 20, "layers": 2, "step": 3, "output_activation": "softmax", "outputs": 9}),
    ("network", {"inputs": 40, "hidden": 64, "outputs": 10, "details": "compare", "select": "y1"}),
    ("network", {"predict": "true", "step": 0}),
    ("neuron", {"inputs": 20, "step": 2, "details": "compare"}),
    ("tensors", {"guess": "first"}),
    ("tensors", {"part": "photo", "guess": "matrix"}),
    ("tensors", {"part": "randn", "guess": "stays", "size": 100}),
    ("shapes", {"guess": "a"}),
    ("shapes", {"weights": "column", "operation": "mul", "dtype": "float64"}),
    ("shapes", {"part": "reshape", "depth": 2, "guess": "t", "select": "e1"}),
    ("shapes", {"part": "reshape", "transposed": "true", "owner": "numpy", "new_rows": 6, "new_columns": 6}),
    ("shapes", {"part": "reshape", "new_rows": 1}),
    ("memory", {"ops": "lock_a~from_a~mul_b", "guess": "yes"}),
    ("memory", {"ops": "from_a~tensor_b~grow_c~slice_c~back_b"}),
    ("network", {"details": "program", "program_as": "module", "bias": "false"}),
    ("neuron", {"details": "program", "program_as": "sequential"}),
    ("devices", {"program": "true"}),
    ("exercises", {"exercise": 3, "hints": 5}),
    ("gradients", {"inputs": 20, "hidden": 20, "details": "check", "select": "x1", "activation": "relu"}),
    ("gradients", {"outputs": 3, "output_activation": "softmax", "select": "y2", "step": 4, "loss": "ce"}),
    ("gradients", {"details": "autograd", "lines": "grad~square~back~back~numpy~item", "layers": 2}),
    ("gradients", {"details": "vanishing"}),
    ("training", {**QUICK, "details": "point", "point": 3, "other": "rate_1"}),
    ("training", {**QUICK, "details": "autopsy", "init": "zeros", "data": "iris"}),
    ("training", {**QUICK, "details": "path", "data": "own", "own": ""}),
    ("training", {**QUICK, "details": "program", "data": "plane", "rate": 10, "time": 100}),
    ("training", {**QUICK, "details": "optimizer", "optimizer": "adam", "time": 5}),
]


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "translator", lambda _language: Marked())


def unescaped(html: Iterable[str]) -> list[str]:
    """What stands before each of our marks that a browser would take for a tag."""
    return [before for body in html for before in re.findall(r"[^<>]{0,60}<q", body)]


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(("page", "link"), SCENES)
def test_words_are_escaped_on_a_page(open_page: OpenPage, page: str, link: dict[str, object]) -> None:
    test = open_page(page, **link)
    assert not test.exception
    assert any("&lt;q" in body for body in html_of(test))
    assert unescaped(html_of(test)) == []


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("button", ["share", "take-home", "glossary", "keys"])
def test_words_are_escaped_in_the_frame(button: str) -> None:
    test = AppTest.from_file(str(SITE), default_timeout=30).run()
    test.button(key=button).click().run()
    assert not test.exception
    assert unescaped(html_of(test)) == []


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    "answer", ["0.1595", "torch.sum(features * weights)", "weights.view(1, 5) @ features", "open('x')", "features", "1"]
)
def test_words_are_escaped_about_an_answer(open_page: OpenPage, answer: str) -> None:
    test = open_page("exercises", seed=7)
    test.text_area(key="answer").set_value(answer)
    test.button(key="check").click().run()
    assert not test.exception
    assert unescaped(html_of(test)) == []


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("pressed", ["predict-check", "predict-show"])
def test_words_are_escaped_about_a_guess(open_page: OpenPage, pressed: str) -> None:
    test = open_page("network", seed=7, predict="true")
    test.text_input(key="predict-number").set_value("x")
    test.button(key="predict-check").click().run()
    assert unescaped(html_of(test)) == []
    test.text_input(key="predict-number").set_value("0.5")
    test.button(key=pressed).click().run()
    assert "guess" in "".join(html_of(test))
    assert unescaped(html_of(test)) == []


@for_each("state", State)
def test_words_are_escaped_about_a_measurement(state: State) -> None:
    points = tuple(
        Timed(way, size, seconds, 3, None if way.startswith(("move", "copy")) else 0.0)
        for way in ("python", "mm", "numpy", "move", "copy", "mm cuda:0")
        for size, seconds in ((1, 1e-6), (2, 1e-3))
    )
    left = (LeftOut("sum", 1, FAILED, words="<b>"), LeftOut("sum", 2, TOO_LONG, 1.0))
    ways = ("python", "mm", "numpy", "move", "copy", "mm cuda:0", "sum")
    measurement = Measurement(7, 2, 1, ways, points, left, done=3)
    progress = MeasuringState(state, measurement, Standing(before=1, seconds=2.0, done=3, total=4))
    html = [
        progress_html(progress, Marked()),
        conclusion_html(progress, "4", Marked()),
        moving_html(measurement, Marked()),
        reading_html(measurement, Marked()),
        numbers_html(measurement, Marked()),
    ]
    assert all("&lt;q" in body for body in html)
    assert unescaped(html) == []
    assert "<b>" not in "".join(html)
