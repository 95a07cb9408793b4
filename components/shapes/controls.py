"""The controls of the shapes page, and what a link to it may hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from components.base.glossary import SHAPE, WEIGHT, meaning
from components.base.text import Translate
from components.browser.live import Move
from components.state import link
from components.state.fields import BEAT, SEED, Field, choice, switch, whole_number
from components.state.following import follow, keep, place
from components.state.own_writes import if_set_by_person, write
from components.state.scene import Said
from components.widgets.choices import listed, pressed
from components.widgets.sliders import seed_control, slider
from compute.shapes.operations import (
    ANY,
    ANY_VECTOR,
    COLUMN,
    DTYPES,
    FEATURE_FORMS,
    OPERATIONS,
    ROW,
    SIZES,
    VECTOR,
    WEIGHT_FORMS,
    ShapesSpec,
)
from compute.shapes.reshaping import (
    BOTH,
    COLUMNS,
    COUNTED,
    DEPTH,
    DRAWN,
    FILLS,
    GRAD,
    INFERRED,
    NONE,
    NUMPY,
    OWNERS,
    ROWS,
    SIDE,
    TORCH,
    ChangeSpec,
)

MULTIPLY, RESHAPE = "multiply", "reshape"
PARTS = (MULTIPLY, RESHAPE)

DEFAULTS, CHANGE_DEFAULTS = ShapesSpec(), ChangeSpec()

GUESSES = ("a", "b", "c")
CHANGES = ("reshape", "resize_", "view", "transpose", "t", "T")
REPAIRS = ("features", "view", "reshape", "t", "matmul", "mm", "sum", "sum_t", "dot")

_SELECTED = re.compile(r"c(?P<row>[1-8])\.(?P<column>[1-8])|e(?P<element>[1-9]\d{0,2})", re.ASCII)

SELECT = Field(
    "select",
    lambda value: value if _SELECTED.fullmatch(value) else None,
    "c1.1, e1",
    "a cell of the result, or an element of the tensor before",
)
"""A cell of the result, or an element of the tensor before a change. Whether there is one can change with a slider."""

INPUTS = whole_number("inputs", SIZES, "number of features", DEFAULTS.inputs)
WEIGHT_ROWS = whole_number("weight_rows", SIZES, "rows of weights of `any` form", DEFAULTS.rows)
WEIGHT_COLUMNS = whole_number("weight_columns", SIZES, "their columns, or how many of a vector", DEFAULTS.columns)
SIDES = {
    name: whole_number(name, limits, what, getattr(CHANGE_DEFAULTS, name))
    for name, limits, what in (
        ("rows", SIDE, "shape of the tensor to be changed"),
        ("columns", SIDE, "shape of the tensor to be changed"),
        ("depth", DEPTH, "its layers"),
        ("new_rows", SIDE, "the shape asked for"),
        ("new_columns", SIDE, "the shape asked for"),
    )
}
FIELDS = (
    choice("part", PARTS, "the part that is open", MULTIPLY),
    SEED,
    INPUTS,
    choice("features", FEATURE_FORMS, "form of the features", DEFAULTS.features_form),
    choice("weights", WEIGHT_FORMS, "form of the weights", DEFAULTS.form),
    WEIGHT_ROWS,
    WEIGHT_COLUMNS,
    choice("operation", OPERATIONS, "what is done with the two", DEFAULTS.operation),
    choice("dtype", DTYPES, "type of the features", DEFAULTS.dtype),
    choice("repair", REPAIRS, "the repair that was chosen"),
    *SIDES.values(),
    switch("transposed", "whether that tensor already is"),
    switch("flat", "whether it is a vector of as many numbers"),
    choice("infer", INFERRED, "which size asked for is -1", CHANGE_DEFAULTS.infer),
    choice("fill", FILLS, "what it holds", CHANGE_DEFAULTS.fill),
    choice("owner", OWNERS, "whose memory it is", CHANGE_DEFAULTS.owner),
    choice("change", CHANGES, "the line that is looked into", CHANGES[0]),
    SELECT,
    choice("guess", (*GUESSES, *CHANGES), "answer to the question of the part"),
    BEAT,
)
"""What a link to the shapes page may hold."""

SLIDERS = tuple(field.name for field in (SEED, INPUTS, WEIGHT_ROWS, WEIGHT_COLUMNS, *SIDES.values()))


@dataclass(frozen=True)
class Selected:
    """What the link says is selected: a cell of the result, or an element; both count from 0."""

    cell: tuple[int, int] = (0, 0)
    element: int | None = None


def selected() -> Selected:
    """Return the cell or the element that the link selects; the one that it does not name keeps its default."""
    return selected_in(link.value("select"))


def selected_in(select: str) -> Selected:
    """Read the selected cell or element from the text that a link has under `select`."""
    match = _SELECTED.fullmatch(select)
    if match is None:
        return Selected()
    if match["element"]:
        return Selected(element=int(match["element"]) - 1)
    return Selected((int(match["row"]) - 1, int(match["column"]) - 1))


def part_control(_: Translate) -> str:
    """Place the choice between the two parts, and return the one that is open."""
    names = {MULTIPLY: _("Multiply two tensors"), RESHAPE: _("Change the shape of one")}
    return pressed(_("part"), "part", names, MULTIPLY, hidden_label=True)


def change_control(codes: Mapping[str, str], _: Translate) -> str:
    """Place the choice of one of the six lines, and return the name of the one that is looked into.

    Parameters
    ----------
    codes: the line of each, by its name.
    """
    return pressed(_("line"), "change", codes, CHANGES[0], hidden_label=True)


def case_controls(spec: ChangeSpec, _: Translate) -> None:
    """Place buttons for a case that shares memory, a as it was made, and one that copies, a transposed.

    The transposed one is asked for the shape that it had before.
    """
    with st.container(key="cases", horizontal=True, gap="xsmall"):
        st.button(_("a as it was made"), key="sharing-case", on_click=_to_case, args=(spec, False))
        st.button(
            _("a transposed: view refuses, reshape copies"),
            key="copying-case",
            on_click=_to_case,
            args=(spec, True),
            disabled=min(spec.rows, spec.columns) == 1,
        )


def _to_case(spec: ChangeSpec, transposed: bool) -> None:
    """Set the tensor and the shape asked for to one of the two cases.

    The shape asked for is the one before the transposition, or its mirror image; both have as many cells as a.
    """
    sides = (spec.rows, spec.columns) if transposed else (spec.columns, spec.rows)
    for name, value in (("new_rows", sides[0]), ("new_columns", sides[1]), ("transposed", transposed), ("flat", False)):
        write(name, value)
    write("depth", 1)
    link.set_value("infer", "")


def operation_control(_: Translate) -> str:
    """Place the choice of what is done with the two operands, and return the name of the operation."""
    names = {name: operation.code.format(a="a", b="b") for name, operation in OPERATIONS.items()}
    return pressed(_("operation"), "operation", names, DEFAULTS.operation, hidden_label=True)


def operand_controls(move: Move, _: Translate) -> ShapesSpec:
    """Place the controls of seed, sizes and forms of the two operands, and return what they say."""
    seed = seed_control(move, _)
    inputs = slider(_("n, number of features"), INPUTS, move)
    forms = {ROW: "1 × n", COLUMN: "n × 1", VECTOR: "n"}
    features = listed("features", "features", forms, DEFAULTS.features_form)
    own = {ANY: _("any: r × c"), ANY_VECTOR: _("any: r")}
    form = listed("weights", "weights", forms | own, DEFAULTS.form, explanation=meaning(_, WEIGHT, SHAPE))
    rows, columns = DEFAULTS.rows, DEFAULTS.columns
    if form == ANY:
        rows = slider(_("r, rows of weights"), WEIGHT_ROWS, move)
        columns = slider(_("c, columns"), WEIGHT_COLUMNS, move)
    elif form == ANY_VECTOR:
        columns = slider(_("r, number of weights"), WEIGHT_COLUMNS, move)
    with st.popover(_("more"), key="more"):
        dtype = listed(_("dtype of features"), "dtype", {name: name for name in DTYPES}, DEFAULTS.dtype)
    return ShapesSpec(seed, inputs, features, form, rows, columns, dtype=dtype)


def change_controls(move: Move, _: Translate) -> ChangeSpec:
    """Place the controls of the tensor before and of the rows and columns asked for, and return what they say."""
    rows = slider(_("rows of a"), SIDES["rows"], move)
    columns = slider(_("columns of a"), SIDES["columns"], move)
    new_rows = slider(_("new rows"), SIDES["new_rows"], move)
    new_columns = slider(_("new columns"), SIDES["new_columns"], move)
    transposed = False
    if not _is_flat():
        transposed = st.toggle(_("a is already transposed"), key="transposed", bind="query-params")
    with st.popover(_("more"), key="more"):
        flat, depth, infer, fill, owner, seed = _rare_controls(move, _)
    return ChangeSpec(rows, columns, new_rows, new_columns, depth, transposed, fill, owner, seed, flat, infer)


def _is_flat() -> bool:
    """Tell whether a is a vector, as its switch says, which is placed later."""
    return bool(st.session_state.get("flat", st.query_params.get("flat") == "true"))


def _rare_controls(move: Move, _: Translate) -> tuple[bool, int, str, str, str, int]:
    """Place the controls that are rarely wanted, and return what they say.

    They say whether a is a vector, its layers, which size asked for is -1, what a holds, its owner, and its seed.
    """
    default = CHANGE_DEFAULTS
    inferred = {NONE: _("nothing"), ROWS: _("new rows"), COLUMNS: _("new columns"), BOTH: _("both")}
    infer = listed(_("-1 instead of"), "infer", inferred, default.infer)
    flat = st.toggle(_("a is a vector"), key="flat", bind="query-params")
    depth = default.depth
    if not flat:
        depth = slider(_("layers (2 or 3: three dimensions)"), SIDES["depth"], move)
    fill = listed(_("numbers"), "fill", {COUNTED: "0, 1, 2, ..", DRAWN: "torch.randn"}, default.fill)
    owners = {TORCH: "torch", NUMPY: _("a NumPy array"), GRAD: "requires_grad"}
    owner = listed(_("memory of"), "owner", owners, default.owner)
    seed = default.seed
    if fill == DRAWN:
        with st.container(key="seed-place"):
            seed = seed_control(move, _)
    return flat, depth, infer, fill, owner, seed


def said_of_product(spec: ShapesSpec) -> Said:
    """Return what a link says of two operands and an operation."""
    return {
        "seed": str(spec.seed),
        "inputs": str(spec.inputs),
        "features": spec.features_form,
        "weights": spec.form,
        "weight_rows": str(spec.rows),
        "weight_columns": str(spec.columns),
        "operation": spec.operation,
        "dtype": spec.dtype,
    }


def said_of_change(spec: ChangeSpec) -> Said:
    """Return what a link says of a tensor and the shape asked for."""
    sides = {name: str(getattr(spec, name)) for name in SIDES}
    switches = {name: "true" if getattr(spec, name) else "" for name in ("transposed", "flat")}
    return {**sides, **switches, "infer": spec.infer, "fill": spec.fill, "owner": spec.owner, "seed": str(spec.seed)}


def guess_control(question: str, options: Mapping[str, str]) -> str | None:
    """Ask a question with some answers, and return the one that was chosen, or None."""
    return st.radio(
        question,
        list(options),
        format_func=options.__getitem__,
        index=place(options, follow("guess", options)),
        key="guess",
        on_change=if_set_by_person("guess", keep),
        args=("guess", list(options)),
    )
