"""The list of lines, and the element that is meant, as HTML."""

import re
from html import unescape

from components.base.text import untranslated
from components.memory.figures.memory_strip import At
from components.memory.panels.history import element_html, history_html, lines_html
from compute.memory.replay import replay
from tests.cases import for_each
from tests.compute.memory.histories import notebook, scene
from tests.scripts import open_script


def items(html: str) -> list[str]:
    """Return each item of a list with its marks, without the code inside."""
    return [re.sub(r"<code>.*?</code>", "", item) for item in re.findall(r"<li.*?</li>", unescape(html))]


def test_the_last_line_is_lit_and_each_leads_to_itself() -> None:
    assert items(lines_html(scene("from_a~mul_b"), scene("from_a~mul_b~add_a").steps[2:], untranslated)) == [
        '<li><button type="button" data-name="line.0" title="go back to this line"></button></li>',
        '<li><button type="button" data-name="line.1" title="go back to this line"></button></li>',
        '<li class="lit" aria-current="step"><button type="button" data-name="line.2"></button></li>',
        '<li class="later"><button type="button" data-name="line.3" title="run up to this line again"></button></li>',
    ]


def test_with_the_array_alone_its_line_is_lit() -> None:
    gone = scene("from_a~mul_b").steps
    assert items(lines_html(replay(7, ()), gone, untranslated)) == [
        '<li class="lit" aria-current="step"><button type="button" data-name="line.0"></button></li>',
        '<li class="later"><button type="button" data-name="line.1" title="run up to this line again"></button></li>',
        '<li class="later"><button type="button" data-name="line.2" title="run up to this line again"></button></li>',
    ]


def test_the_lines_follow_the_one_of_the_seed() -> None:
    html = history_html(scene("from_a", seed=12), untranslated)
    assert html.count("<li>") == 1
    assert "12" in html
    assert "lines so far" in html
    html = unescape(lines_html(scene("from_a~mul_b", seed=12), (), untranslated))
    assert html.startswith('<ol class="lines" start="2">')
    assert re.findall(r"<code>(.*?)</code>", html)[1:] == ["b = torch.from_numpy(a)", "b.mul_(2)"]


@for_each(
    ("lines", "note"),
    [
        ("from_a~mul_b", ""),
        ("lock_a~mul_a", " <small>refused</small>"),
        ("lock_a~from_a", " <small>warned</small>"),
    ],
)
def test_what_was_refused_or_warned_of_is_noted(lines: str, note: str) -> None:
    assert items(lines_html(scene(lines), (), untranslated))[2].endswith(f"</button>{note}</li>")


@for_each(
    ("lines", "at", "place"),
    [
        ("from_a", ("a", 1, 2), "at +40 of memory 1"),
        ("from_a~t_b", ("c", 2, 1), "at +40 of memory 1"),
        ("copy_a", ("b", 1, 2), "at +40 of memory 2"),
    ],
)
def test_the_element_that_is_meant_with_its_number_and_place(lines: str, at: At, place: str) -> None:
    name, row, column = at
    value = notebook()[1, 2]
    assert element_html(scene(lines), at, untranslated) == (
        f'<div class="meant"><code>{name}[{row}, {column}]</code> = <b>{value:.4f}</b> '
        f'<small class="more">{place}</small></div>'
    )


@for_each("at", [("b", 0, 0), ("a", 4, 0), ("a", 0, 3)])
def test_of_no_such_element_nothing_is_said(at: At) -> None:
    assert element_html(replay(7, ()), at, untranslated) == ""


def test_the_panels_show_the_element_and_the_lines() -> None:
    page = open_script(panels)
    shown = [element.proto.body for element in page.get("html")]
    assert "<code>b[1, 2]</code>" in shown[0]
    assert "lines so far" in shown[1]
    assert [re.findall(r'^<div data-part="([^"]+)">', html) for html in shown[:2]] == [
        ["value-output"],
        ["value-history"],
    ]
    assert page.caption[0].value == "Run this with PyTorch: it prints the numbers on this page."
    (listed,) = page.get("bidi_component")
    assert "torch.from_numpy(a)" in listed.proto.json


def panels() -> None:
    from components.base.text import untranslated as words  # noqa: PLC0415  (a script of its own)
    from components.memory.panels.history import element_panel, history_panel, program_panel  # noqa: PLC0415
    from compute.memory.lines import Op  # noqa: PLC0415
    from compute.memory.replay import replay as run  # noqa: PLC0415

    shown = run(7, (Op("from", "a"),))
    element_panel(shown, ("b", 1, 2), words)
    history_panel(shown, (), lambda: None, words)
    program_panel(shown, words)
