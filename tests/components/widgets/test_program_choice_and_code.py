"""The program on a page: in which way it is written, and which of its variables is lit."""

from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.widgets import program_choice
from components.widgets.code import code_html, with_tensors
from tests.cases import for_each
from tests.scripts import open_script


def programs() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.widgets.code import code_block, code_panel  # noqa: PLC0415
    from components.widgets.program_choice import program_choice, program_way  # noqa: PLC0415
    from compute.network.elements import parse  # noqa: PLC0415
    from compute.network.spec import NetworkSpec  # noqa: PLC0415

    program_choice(untranslated)
    spec = NetworkSpec()
    way = st.session_state["way"] = program_way()
    code_panel(spec, {}, "cpu", parse(st.session_state["selected"], spec), untranslated, way)
    if st.session_state["selected"] == "x1":
        code_block("None < 1", untranslated)
    else:
        code_block("None < 1", untranslated, python=False)


def shown(selected: str, **asked: str) -> AppTest:
    return open_script(programs, asked, {"selected": selected})


def test_the_variable_of_what_is_selected_is_lit_and_text_has_no_colours() -> None:
    program, text = (element.proto.body for element in shown("w2.1.1").get("html"))
    assert program.count('<span class="lit" data-tensor="w2">W2</span>') == program.count(">W2<") > 0
    assert program.count('class="lit"') == program.count(">W2<")
    assert "<code>None &lt; 1</code>" in text
    _program, text = (element.proto.body for element in shown("x1").get("html"))
    assert '<code><span class="literal">None</span> &lt; <span class="literal">1</span></code>' in text


@for_each(
    ("asked", "way", "words"),
    [
        ({}, "notebook", None),
        ({"program_as": "module"}, "module", "class with forward"),
        ({"program_as": "sequential"}, "sequential", "nn.Sequential"),
        ({"program_as": "other"}, "notebook", None),
    ],
)
def test_a_program_is_written_as_the_link_says(asked: dict[str, str], way: str, words: str | None) -> None:
    page = shown("x1", **asked)
    assert page.session_state["way"] == page.segmented_control(key="program_as").value == way
    assert page.segmented_control(key="program_as").options == [
        *("as in the notebook", "nn.Sequential", "class with forward"),
    ]
    body = page.get("html")[0].proto.body
    assert ("Sequential" in body, "forward" in body) == (way == "sequential", way == "module")
    assert program_choice.way_names(untranslated).get(way, "") == (words or "as in the notebook")


def test_a_block_of_code_has_a_button_that_says_what_it_does() -> None:
    assert code_html("a < b", untranslated, python=False) == (
        '<div class="code-block"><div><span role="status"></span> <button type="button" data-copied="Copied" '
        'data-selected="It is selected: copy it with Ctrl+C or ⌘C">Copy</button></div>'
        "<pre><code>a &lt; b</code></pre></div>"
    )
    assert with_tensors("W1 = W2", {"W1": "w1", "W2": "w2"}, "w2") == (
        '<span data-tensor="w1">W1</span> = <span class="lit" data-tensor="w2">W2</span>'
    )
