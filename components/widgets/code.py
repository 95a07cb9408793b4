"""Code and what Python says, in a block with a button that copies it, which `components/browser/document.js` hears.

Streamlit's own block brings a script of 1.5 megabytes that colours it, and copies on https and on localhost only.
"""

import re
from collections.abc import Mapping
from html import escape

import streamlit as st

from components.base.highlighting import highlighted
from components.base.text import Translate
from compute.network.elements import Element, tensor_of
from compute.network.forward_line import variables
from compute.network.program_ways import NOTEBOOK, program_as
from compute.network.spec import NetworkSpec


def code_block(text: str, _: Translate, *, python: bool = True) -> None:
    """Show code, or with `python=False` a text as it is. Long lines are wrapped, so that all is within reach."""
    st.html(code_html(text, _, python=python))


def code_html(text: str, _: Translate, *, python: bool = True) -> str:
    """Write code, or with `python=False` a text as it is, as HTML: a block with a button that copies it."""
    inner = highlighted(text) if python else escape(text)
    copy, copied, selected = _("Copy"), _("Copied"), _("It is selected: copy it with Ctrl+C or ⌘C")
    said = f' data-copied="{escape(copied)}" data-selected="{escape(selected)}"'
    button = f'<button type="button"{said}>{escape(copy)}</button>'
    return (
        f'<div class="code-block"><div><span role="status"></span> {button}</div><pre><code>{inner}</code></pre></div>'
    )


def code_panel(
    spec: NetworkSpec,
    edits: Mapping[Element, float],
    device: str,
    selected: Element | None,
    _: Translate,
    way: str = NOTEBOOK,
) -> None:
    """Show the PyTorch program, in one of its ways; the variable of the selected element is lit."""
    lit = "" if selected is None else tensor_of(selected, spec)
    st.caption(_("Run this with PyTorch: it prints the numbers on this page."))
    with st.container(key="program"):
        st.html(with_tensors(code_html(program_as(way, spec, edits, device), _), variables(spec), lit))


def with_tensors(html: str, names: Mapping[str, str], lit: str = "") -> str:
    """Let the variables of a program light up with the elements of their tensors, see `components/browser/lighting.js`.

    Parameters
    ----------
    names: variable -> tensor, as `variables` gives them.
    lit: the tensor that is selected.
    """
    # Neither an attribute, as in `self.output`, nor the name of an argument, as in `bias=False`.
    pattern = re.compile(rf"(?<!\.)\b({'|'.join(names)})\b(?!=|[^<]*>)")

    def marked(found: re.Match[str]) -> str:
        tensor = names[found[1]]
        shape = ' class="lit"' if tensor == lit else ""
        return f'<span{shape} data-tensor="{tensor}">{found[1]}</span>'

    return pattern.sub(marked, html)
