"""What is selected: its sum with numbers, and its value, which can be changed and put back."""

from collections.abc import Collection, Iterator
from functools import partial

import streamlit as st

from components.base.glossary import ACTIVATION, BIAS, WEIGHT, WEIGHTED_SUM, meaning, term_html
from components.base.left_out import left_out
from components.base.style import CHANGED, TIMES, UNKNOWN, number
from components.base.text import Translate
from components.browser.picks import newly_picked
from components.network import fields
from components.state import link
from components.state.following import sync
from components.widgets.number_field import number_field, refused_panel
from compute.network.edits import MAX_EDITS, format_edits, parse_edits
from compute.network.elements import Bias, Element, Unit, Weight, code_of, is_changeable, name_of, parse, unit_of
from compute.network.known_pass import KnownLayer, KnownPass, Value
from compute.network.left_out import total_left_out
from compute.network.network import VALUE_LIMIT
from compute.network.spec import NetworkSpec

NOTHING = ""
PICK_UNIT, PICK_PART, VALUE = "pick-unit", "pick-part", "selected-value"

MAX_IN_SIGHT = 8
"""So many products are in sight before the table scrolls (`.products` in assets/site.css)."""


def selected_in(spec: NetworkSpec) -> Element | None:
    """The selected element, if this network has it."""
    return parse(link.value("select"), spec)


def changed_values() -> dict[str, float]:
    """All values that the person changed, by the short name of their element."""
    edits, _ = parse_edits(link.value("edits"))
    return edits


def change(name: str, value: float) -> None:
    """Remember a changed value, in the session and in the link."""
    edits = changed_values() | {name: value}
    if len(edits) <= MAX_EDITS:
        link.set_value("edits", format_edits(edits))


def put_back(name: str | None = None) -> None:
    """Forget one changed value, or all of them."""
    edits = changed_values()
    kept = {other: value for other, value in edits.items() if other != name} if name else {}
    link.set_value("edits", format_edits(kept))


def select_picked(chart_key: str) -> None:
    """Select what was clicked in the chart with this key, or let it go."""
    name = newly_picked(chart_key)
    if name is not None and (name == NOTHING or fields.SELECT.canonical(name)):
        link.set_value("select", name)


def selected_name(selected: Element | None, spec: NetworkSpec) -> str:
    """The short name of what is selected, or an empty text."""
    return name_of(selected, spec) if selected is not None else NOTHING


def selection_panel(passed: KnownPass, _: Translate) -> None:
    """Lists to select from by keyboard, the sum of the selected unit with numbers, and the editor of a value."""
    spec = passed.network.spec
    selected = selected_in(spec)
    _lists(spec, selected, _)
    if selected is not None:
        sum_panel(passed, unit_of(selected), selected, _)
        if is_changeable(selected):
            _editor(passed, selected, _)
    _changes(spec, _)


def _lists(spec: NetworkSpec, selected: Element | None, _: Translate) -> None:
    """Two lists: the unit, and of its sum the weight or the bias."""
    units = {
        unit.name(spec): unit.label(spec)
        for layer, size in enumerate(spec.sizes)
        for unit in (Unit(layer, index) for index in range(size))
    }
    unit = unit_of(selected) if selected is not None else None
    labels = {NOTHING: _("click the picture, or choose"), **units}
    names, looked_into = list(labels), unit.name(spec) if unit else NOTHING
    st.selectbox(
        _("look into"),
        names,
        names.index(sync(PICK_UNIT, looked_into, labels[looked_into])),
        format_func=labels.__getitem__,
        key=PICK_UNIT,
        on_change=_pick,
        args=(PICK_UNIT, names),
    )
    parts = _parts(spec, unit) if unit else {}
    if not parts:
        return
    names = [NOTHING, *parts]
    picked = name_of(selected, spec) if selected is not None and selected != unit else NOTHING
    st.selectbox(
        _("weight or bias"),
        names,
        names.index(sync(PICK_PART, picked)),
        format_func=lambda name: parts.get(name, "—"),
        key=PICK_PART,
        on_change=_pick,
        args=(PICK_PART, names),
        help=meaning(_, WEIGHT, BIAS),
    )


def _parts(spec: NetworkSpec, unit: Unit) -> dict[str, str]:
    """The weights and the bias of a unit's sum: short name -> what the list shows."""
    if unit.layer == 0:
        return {}
    parts = {
        Weight(unit.layer, row, unit.index).name(): f"w · {Unit(unit.layer - 1, row).label(spec)}"
        for row in range(spec.sizes[unit.layer - 1])
    }
    if spec.bias:
        parts[Bias(unit.layer, unit.index).name()] = "b"
    return parts


def _pick(key: str, names: Collection[str]) -> None:
    """Select what was chosen, if it is one of `names`; late words of another language are not, see `choices.keep`."""
    picked = st.session_state[key]
    if picked not in names:
        return
    if key == PICK_PART and picked == NOTHING:
        picked = st.session_state[PICK_UNIT]
    link.set_value("select", picked or NOTHING)


def sum_panel(
    passed: KnownPass,
    unit: Unit,
    selected: Element | None,
    _: Translate,
    pick: str = "",
) -> None:
    """product, sum, bias, activation of a computed unit, each with its numbers; what is selected is lit.

    Parameters
    ----------
    pick: key of a picture; what stands in the table can then be pressed like what stands in the picture.
    """
    if unit.layer == 0:
        return
    spec, column = passed.network.spec, unit.index
    layer = passed.layers[unit.layer - 1]
    weights, products = layer.weights[:, column].tolist(), layer.products[column]
    results = [None] * len(weights) if products is None else products.tolist()
    lines = []
    for row, (value, weight, product) in enumerate(zip(layer.inputs, weights, results, strict=True)):
        lit = ' class="lit"' if selected == Weight(unit.layer, row, column) else ""
        before = Unit(unit.layer - 1, row)
        factors = f"{_written(value)} {TIMES} {number(weight)}"
        if pick:
            factors = _button(factors, Weight(unit.layer, row, column), selected, pick, spec)
        source = _button(before.label(spec), before, selected, pick, spec) if pick else before.label(spec)
        lines.append(f"<tr{lit}><td>{source}</td><td>{factors}</td><td>{_written(product)}</td></tr>")
    steps = []
    for name, what, value in _tail(layer, column, _):
        lit = ' class="lit"' if what == "b" and isinstance(selected, Bias) else ""
        of = Bias(unit.layer, column) if what == "b" else unit
        sign = _button(what, of, selected, pick, spec) if pick else what
        steps.append(f"<tr{lit}><td>{name}</td><td>{sign}</td><td><b>{_written(value)}</b></td></tr>")
    heading = _("product")
    head = f"<tr><th>{unit.label(spec)}</th><th></th><th>{heading}</th></tr>"
    below = ""
    if len(weights) > MAX_IN_SIGHT:
        total = None if products is None else total_left_out(products, list(range(MAX_IN_SIGHT)))
        rest = left_out(len(weights) - MAX_IN_SIGHT, total, _)
        words = _("The table scrolls: after the first {shown}, {rest}.", shown=MAX_IN_SIGHT, rest=rest)
        below = f"<p>{words}</p>"
    # Two tables: the products scroll where there are many, and what becomes of them stays in sight.
    st.html(
        f'<div class="sum-table products" tabindex="0"><table><thead>{head}</thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
        f'<div class="sum-table">{below}<table><tbody>{"".join(steps)}</tbody></table></div>'
    )


def _button(text: str, element: Element, selected: Element | None, pick: str, spec: NetworkSpec) -> str:
    """Pressed, it gives the picture with the key `pick` the name that a click there would give: see `chart.js`."""
    name, pressed = name_of(element, spec), "true" if element == selected else "false"
    return f'<button type="button" data-pick="{pick}" data-name="{name}" aria-pressed="{pressed}">{text}</button>'


def _tail(layer: KnownLayer, column: int, _: Translate) -> Iterator[tuple[str, str, Value]]:
    """What becomes of the products: name, sign, value."""
    yield term_html(WEIGHTED_SUM, _("sum")), "Σ", layer.weighted_sum[column]
    if layer.bias is not None:
        yield term_html(BIAS, _("bias")), "b", float(layer.bias[0, column])
        yield "z", "Σ + b", layer.preactivation[column]
    yield term_html(ACTIVATION, _("activation")), f"{layer.activation.name}(z)", layer.output[column]


def _written(value: Value) -> str:
    return UNKNOWN if value is None else number(value)


def _editor(passed: KnownPass, selected: Element, _: Translate) -> None:
    """The value of a feature, a weight or a bias, to be changed and put back."""
    network = passed.network
    name, code = name_of(selected, network.spec), code_of(selected, network.spec)
    limits = (-VALUE_LIMIT, VALUE_LIMIT)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        number_field(code, VALUE, limits, name, network.value(selected), partial(_change_typed, network.spec))
        st.button(
            _("put back this value"),
            icon=":material/undo:",
            help=_("put back this value"),
            key="put-back",
            on_click=put_back,
            args=(name,),
            disabled=name not in changed_values(),
        )
    refused_panel(code, VALUE, limits, _)


def _change_typed(spec: NetworkSpec, name: str, value: float) -> None:
    """Take over a value that was typed for the element with this name."""
    element = parse(name, spec)
    if element is not None and is_changeable(element):
        change(name_of(element, spec), value)


def _changes(spec: NetworkSpec, _: Translate) -> None:
    """What has been changed, and the way back."""
    edits = changed_values()
    if not edits:
        return
    shown = []
    for name, value in edits.items():
        element = parse(name, spec)
        shown.append(
            f"`{code_of(element, spec)} = {value:g}`" if element else _("`{name}` (not in this network)", name=name)
        )
    st.markdown(_("{mark} changed: {values}", mark=CHANGED, values=" ".join(shown)))
    st.button(_("put all back"), icon=":material/restart_alt:", key="put-all-back", on_click=put_back)
