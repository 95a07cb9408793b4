"""Show one thing at a time below the picture: formula, matrices, activation, program or comparison.

None of them is open at first: typesetting the formulas alone takes the browser half as long as the whole picture. What
is open stands in the link.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from components.base.text import Translate
from components.browser.chart import picture, place
from components.browser.grids import pressable
from components.browser.live import Move
from components.network.compare.panel import compare_choice, compare_panel
from components.network.figures.activation_curve import activation_curve, describe_curve
from components.network.figures.matrix import layer_matrix
from components.network.figures.matrix_table import is_table, layer_table_html
from components.network.figures.matrix_words import describe_matrix
from components.network.panels.formula import activation_formula, formula_panel
from components.network.panels.program import program_panel
from components.network.panels.selection import select_picked, selected_name
from components.state import link
from components.state.session import projector
from components.widgets.choices import pressed
from components.widgets.program_choice import program_choice, program_way
from compute.network.elements import Element, Unit, unit_of
from compute.network.known_pass import KnownPass

KEY = "details"
FORMULA, MATRICES, ACTIVATION, PROGRAM, COMPARE = "formula", "matrices", "activation", "program", "compare"
ALL = (FORMULA, MATRICES, ACTIVATION, PROGRAM, COMPARE)

MATRIX_CHART = "matrix-chart"
"""Key of the matrix, as a table or as a heatmap."""

CURVE_CHART, DEFINITION = "curve-chart", "activation-formula"
"""Keys of the picture of an activation function, and of its formula."""


def details_switch(_: Translate, only: Sequence[str] = ALL) -> None:
    """Place the choice of what is open below the picture; it stands in the link."""
    names = {
        FORMULA: _("Formula"),
        MATRICES: _("Matrices"),
        ACTIVATION: _("Activation"),
        PROGRAM: _("Program"),
        COMPARE: _("Compare"),
    }
    program_way()  # asked for in every run: it goes along to the next page, whether the program is open or not
    with st.container(key="details-row", horizontal=True, vertical_alignment="bottom"):
        shown = pressed(_("details"), KEY, {name: names[name] for name in only}, hidden_label=True)
        if shown == COMPARE:
            compare_choice(_)
        elif shown == PROGRAM:
            program_choice(_)


def details_panel(
    passed: KnownPass,
    selected: Element | None,
    edits: Mapping[Element, float],
    move: Move,
    _: Translate,
) -> None:
    """Show the detail that is open, for the selected unit or for the output."""
    shown = link.value(KEY)
    if shown not in ALL:
        return
    spec = passed.network.spec
    unit = unit_of(selected) if selected is not None else Unit(spec.depth, 0)
    with st.container(key="detail"):
        if shown == FORMULA:
            formula_panel(passed, unit, _)
        elif shown == MATRICES:
            matrix_panel(passed, unit, selected, edits, move, _)
        elif shown == ACTIVATION:
            curve_panel(passed, unit, _)
        elif shown == COMPARE:
            compare_panel(passed, unit, edits, move, _)
        else:
            program_panel(passed, selected, edits, _)


def matrix_panel(
    passed: KnownPass,
    unit: Unit,
    selected: Element | None,
    edits: Mapping[Element, float],
    move: Move,
    _: Translate,
) -> None:
    """Show the matrix of the selected layer; a cell can be picked like an edge of the picture."""
    shown = matrix_of(passed, unit, selected, edits, _, wall=projector(), pickable=not move.key)
    pick = partial(select_picked, MATRIX_CHART)
    if isinstance(shown, str):
        pressable(shown, key=MATRIX_CHART, on_pick=pick, lets_go=True)
    else:
        place(shown, key=MATRIX_CHART, on_pick=pick)


def matrix_of(
    passed: KnownPass,
    unit: Unit,
    selected: Element | None,
    edits: Mapping[Element, float],
    _: Translate,
    *,
    wall: bool,
    pickable: bool,
) -> str | dict[str, object]:
    """Draw the matrix of the selected layer: the HTML of a table, or of a large layer what `chart.js` draws."""
    layer = max(unit.layer, 1)
    if is_table(passed.network.spec, layer):
        return layer_table_html(passed, layer, selected=selected, changed=edits, _=_)
    return picture(
        layer_matrix(passed, layer, selected=selected, changed=edits, pickable=pickable, _=_),
        alt=describe_matrix(passed, layer, _),
        wall=wall,
        selected=selected_name(selected, passed.network.spec),
    )


def curve_panel(passed: KnownPass, unit: Unit, _: Translate) -> None:
    """Show what the activation function is, and its curve with the unit's pre-activation as a point on it."""
    activation = passed.layers[max(unit.layer, 1) - 1].activation
    with st.container(key="curve"):
        with st.container(key=DEFINITION):
            st.markdown(f"$$\n{activation_formula(activation)}\n$$")
        place(curve_of(passed, unit, _, wall=projector()), key=CURVE_CHART)


def curve_of(passed: KnownPass, unit: Unit, _: Translate, *, wall: bool) -> dict[str, object]:
    """Draw the activation function; of an input, which has none, that of the first hidden unit."""
    shown = unit if unit.layer else Unit(1, 0)
    layer, label = passed.layers[shown.layer - 1], shown.label(passed.network.spec)
    drawing = activation_curve(layer, shown.index, label, _=_)
    return picture(drawing, alt=describe_curve(layer, shown.index, label, _), wall=wall)
