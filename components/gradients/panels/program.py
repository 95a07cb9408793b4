"""Show the program that prints the numbers of the page, in one of its three ways."""

from collections.abc import Iterator

import streamlit as st

from components.base.style import number
from components.base.text import Translate
from components.gradients.lesson import source_of
from components.gradients.seen import SeenGradients
from components.network.figures.module_facts import told_html
from components.widgets.code import code_block
from components.widgets.program_choice import program_way
from compute.gradients.program import gradient_code, module_gradient_code
from compute.network.elements import Bias, Weight
from compute.network.program_ways import NOTEBOOK


def program_panel(shown: SeenGradients, _: Translate) -> None:
    """Show it with a button that copies it, and beside a module what is otherwise about its gradients."""
    way = program_way()
    with st.container(key="written"):
        st.caption(_("Run this with PyTorch: it prints the numbers on this page."))
        with st.container(key="program"):
            code_block(source_of(shown, way), _)
    if way != NOTEBOOK and shown.goal.has_gradients:
        with st.container(key="module-facts"):
            st.html(f'<div class="module-facts">{"".join(_facts(shown, way, _))}</div>')


def _facts(shown: SeenGradients, way: str, _: Translate) -> Iterator[str]:
    """Say what a module does by itself, where it keeps the gradient, and that it may round otherwise."""
    yield told_html(
        _("Its parameters learn without being told"),
        _(
            "`nn.Linear` makes its `weight` and its `bias` an `nn.Parameter`, whose `requires_grad` is True. "
            "`model.parameters()` gives them all, layer by layer, and `model.zero_grad()` forgets their gradients."
        ),
    )
    selected, known = shown.selected, shown.gradient
    if isinstance(selected, Weight | Bias):
        names = {
            "code": gradient_code(selected, shown.spec),
            "other": module_gradient_code(selected, shown.spec, way),
        }
        is_weight = isinstance(selected, Weight)
        title = _("A gradient has the shape of its parameter")
        words = (
            _("`weight` is W transposed, and so is its gradient: `{code}` of the notebook is `{other}` here.", **names)
            if is_weight
            else _("`bias` is a vector, and so is its gradient: `{code}` of the notebook is `{other}` here.", **names)
        )
        both = "" if known is None else _("Both are {value}.", value=number(known))
        yield told_html(title, f"{words} {both}".rstrip())
    if shown.updates:
        yield told_html(
            _("The last digits may differ"),
            _(
                "`nn.Linear` adds the bias within the product, and so may round otherwise. With many steps and a large "
                "rate such a difference can grow."
            ),
        )
