"""A page whose server has gone: it says so, comes back by itself, and nothing that was chosen or given is lost."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.line import Line
from tests.browser.scene import (
    PATIENCE,
    PHONE,
    Visitor,
    complete,
    drag,
    in_link,
    numbers,
    press,
    wait_for_another,
    wait_for_link,
)
from tests.browser.serving import serve
from tests.browser.test_exercises_page import answer
from tests.browser.test_layout import OUT_OF_SIGHT, TOO_WIDE
from tests.browser.test_projector import measure
from tests.browser.test_share import SHOWN, SHOWS, WALL

RIGHT = "activation(torch.mm(features, weights.view(5, 1)) + bias)"
SILENT = {
    "en": "The server does not answer.",
    "pt": "O servidor não responde.",
    "es": "El servidor no responde.",
}
TIRED = "Streamlit server is not responding"
"""What Streamlit's page writes to the console each time that it would open its dialog."""

TOKEN = "() => JSON.parse(sessionStorage.getItem('tensorama.kept'))?.session"


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.cut()


def says_so(page: Page, language: str) -> None:
    """The page says in this language that there is no server, and Streamlit says nothing."""
    notice = page.get_by_role("status").filter(has_text=SILENT[language])
    notice.wait_for(timeout=PATIENCE)
    assert page.evaluate(OUT_OF_SIGHT, ["#no-server"]) == []
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    expect(page.get_by_test_id("stConnectionStatus")).not_to_be_visible()


def move_counts(page: Page, watched: str) -> None:
    """The next move of the seed reaches the link and the page."""
    seed, shown = int(in_link(page, "seed") or 7), page.locator(watched).first.inner_text()
    press(page, "seed", "ArrowRight")
    wait_for_link(page, "seed", str(seed + 1))
    wait_for_another(page, watched, shown)
    complete(page)


def test_another_server_takes_over_dies_and_starts_again(
    visitor: Visitor, site: str, line: Line, tmp_path: Path
) -> None:
    line.connect(site)
    student = visitor(locale="pt-BR", color_scheme="dark", **PHONE)
    teacher = visitor(locale="es-ES", **WALL)
    student.goto(f"{line.address}/exercises?seed=7&exercise=2&hints=1")
    teacher.goto(f"{line.address}/?seed=8&hidden=3&select=h1.2&edits=w1.1.1_0.5&predict=true&projector=true")
    both = {student: (".st-key-value-drawn", "pt"), teacher: (".st-key-diagram", "es")}
    for page in both:
        complete(page)
    answer(student, RIGHT, "Certo: y = 0.1595")
    field = teacher.locator(".st-key-predict").get_by_role("textbox")
    field.fill("0.25")
    field.press("Enter")
    teacher.locator(".st-key-value-guess").wait_for(timeout=PATIENCE)
    complete(teacher)

    shown, sessions = _shown(both)
    student.locator(".st-key-answer textarea").fill('torch.sum(features["é"][0]')
    with student.expect_console_message(lambda said: TIRED in said.text, timeout=PATIENCE):
        line.cut()
    for page, (_watched, language) in both.items():
        says_so(page, language)
    measure(teacher)
    assert student.evaluate(TOO_WIDE) == []

    with serve(tmp_path / "other") as other:
        line.connect(other)
        _all_go_on(both, shown, sessions)
        assert student.locator(".st-key-answer textarea").input_value() == 'torch.sum(features["é"][0]'
        assert numbers(teacher, "value-guess")[0] == 0.25
        move_counts(student, both[student][0])
        teacher.keyboard.press("h")  # with the sidebar come the sliders
        move_counts(teacher, both[teacher][0])
        teacher.keyboard.press("h")
        complete(teacher)
        shown, sessions = _shown(both)
    for page, (_watched, language) in both.items():
        says_so(page, language)
    with serve(tmp_path / "again", urlsplit(other).port):
        _all_go_on(both, shown, sessions)
        teacher.keyboard.press("h")
        drag(teacher, "inputs", [0.5, 0.9], ".st-key-diagram")
        move_counts(student, ".st-key-value-drawn")


def _shown(pages: Iterable[Page]) -> tuple[dict[Page, str], dict[Page, str]]:
    """What each page shows, and the name that its session has in the tab."""
    return {page: page.evaluate(SHOWN) for page in pages}, {page: page.evaluate(TOKEN) for page in pages}


def _all_go_on(pages: Iterable[Page], shown: Mapping[Page, str], sessions: Mapping[Page, str]) -> None:
    """Each page shows the same at a session that is new, and says nothing about a server any more."""
    for page in pages:
        page.wait_for_function(f"before => ({TOKEN})() !== before", arg=sessions[page], timeout=PATIENCE)
        expect(page.locator("#no-server")).to_be_empty(timeout=PATIENCE)
        complete(page)
        try:
            # The first answer that a server judges takes it seconds.
            page.wait_for_function(SHOWS, arg=shown[page], timeout=3 * PATIENCE)
        except Error:
            assert page.evaluate(SHOWN) == shown[page], page.url
