"""Blocks of code: their text is the code, coloured by what its parts are, and nothing in it is HTML."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.base.highlighting import KINDS, highlighted
from components.base.text import languages, translator, untranslated
from components.widgets.code import code_html, with_tensors
from compute.network.program import program
from compute.network.spec import NetworkSpec

SPAN = re.compile(r'<span class="(\w+)">([^<]*)</span>')


def text_of(html: str) -> str:
    return unescape(re.sub(r'<span class="\w+">|</span>', "", html))


def test_parts_are_coloured_by_what_they_are() -> None:
    found = SPAN.findall(highlighted('import torch\nx = f(1.5, "a<b", None)  # two & three\nif not x:\n    pass\n'))
    assert [(kind, unescape(text)) for kind, text in found] == [
        ("keyword", "import"),
        ("literal", "1.5"),
        ("literal", '"a<b"'),
        ("literal", "None"),
        ("comment", "# two & three"),
        ("keyword", "if"),
        ("keyword", "not"),
        ("keyword", "pass"),
    ]
    assert {kind for kind, _ in found} == {name for _, name in KINDS}


def test_variables_know_their_tensors_and_nothing_else_does() -> None:
    html = highlighted('W1 = f(x, "W1")  # W1\nW11 = W1')
    marked = with_tensors(html, {"W1": "w1", "class": "x"})
    assert re.findall(r'<span data-tensor="w1">W1</span>', marked) == ['<span data-tensor="w1">W1</span>'] * 4
    assert 'data-tensor="x"' not in marked
    assert with_tensors(html, {"W1": "w1"}, "w1").count('<span class="lit" data-tensor="w1">') == 4
    assert re.sub(r'<span data-tensor="\w+">(\w+)</span>', r"\1", marked) == html


def test_neither_an_attribute_nor_the_name_of_an_argument_is_a_variable() -> None:
    html = highlighted("self.output = f(bias=False)\noutput = model.bias + bias[0]")
    marked = with_tensors(html, {"output": "y", "bias": "b1"})
    assert re.findall(r'<span data-tensor="(\w+)">(\w+)</span>', marked) == [("y", "output"), ("b1", "bias")]
    assert marked.index("\n") < marked.index("<span data-tensor")


@given(st.text(max_size=300))
def test_the_text_is_the_code_sign_by_sign(code: str) -> None:
    html = highlighted(code)
    # Pygments makes one kind of line end of all.
    assert text_of(html) == code.replace("\r\n", "\n").replace("\r", "\n")
    assert set(re.findall("<[^>]*>", html)) <= {"</span>", *(f'<span class="{name}">' for _, name in KINDS)}


def test_the_program_of_a_page() -> None:
    code = program(NetworkSpec(), {}, "cpu")
    assert text_of(highlighted(code)) == code
    assert '<span class="keyword">import</span> torch' in highlighted(code)


@pytest.mark.parametrize("python", [True, False])
def test_nothing_in_it_is_html(python: bool) -> None:
    html = code_html("<img src=x onerror='alert(1)'></code>\"'", untranslated, python=python)
    assert "<img" not in html
    assert html.count("</code>") == 1


@pytest.mark.parametrize("language", languages())
def test_its_button_speaks_the_visitors_language(language: str) -> None:
    _ = translator(language)
    html = code_html("x = 1", _)
    assert f">{_('Copy')}</button>" in html
    assert f'data-copied="{_("Copied")}"' in html
    assert 'role="status"' in html
