"""The controls of the shapes page, and what a link to it may hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from components.base.glossary import SHAPE, WEIGHT, meaning
from components.base.text import Translate
from components.browser.live import Move
from components.state import link
from components.state.following import follow, keep, place
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

SELECT = link.Field("select", lambda value: value if _SELECTED.fullmatch(value) else None, "c1.1, e1")
"""A cell of the result, or an element of the tensor before a change. Whether there is one can change with a slider."""

FIELDS = (
    link.choice("part", PARTS),
    link.SEED,
    link.whole_number("inputs", SIZES),
    link.choice("features", FEATURE_FORMS),
    link.choice("weights", WEIGHT_FORMS),
    link.whole_number("weight_rows", SIZES),
    link.whole_number("weight_columns", SIZES),
    link.choice("operation", OPERATIONS),
    link.choice("dtype", DTYPES),
    link.choice("repair", REPAIRS),
    *(link.whole_number(name, SIDE) for name in ("rows", "columns", "new_rows", "new_columns")),
    link.whole_number("depth", DEPTH),
    link.switch("transposed"),
    link.switch("flat"),
    link.choice("infer", INFERRED),
    link.choice("fill", FILLS),
    link.choice("owner", OWNERS),
    SELECT,
    link.choice("guess", (*GUESSES, *CHANGES)),
)
"""What a link to the shapes page may hold."""

SLIDERS = (
    "seed",
    "inputs",
    "weight_rows",
    "weight_columns",
    "rows",
    "columns",
    "depth",
    "new_rows",
    "new_columns",
)


@dataclass(frozen=True)
class Selected:
    """What the link says is selected: a cell of the result, or an element; both count from 0."""

    cell: tuple[int, int] = (0, 0)
    element: int | None = None


def selected() -> Selected:
    """The selection; a name that does not belong to the open part leaves its default."""
    match = _SELECTED.fullmatch(link.value("select"))
    if match is None:
        return Selected()
    if match["element"]:
        return Selected(element=int(match["element"]) - 1)
    return Selected((int(match["row"]) - 1, int(match["column"]) - 1))


def part_control(_: Translate) -> str:
    """Which of the two parts is open."""
    names = {MULTIPLY: _("Multiply two tensors"), RESHAPE: _("Change the shape of one")}
    return pressed(_("part"), "part", names, MULTIPLY, hidden_label=True)


def operation_control(_: Translate) -> str:
    """What is done with the two operands."""
    names = {name: operation.code.format(a="a", b="b") for name, operation in OPERATIONS.items()}
    return pressed(_("operation"), "operation", names, DEFAULTS.operation, hidden_label=True)


def operand_controls(move: Move, _: Translate) -> ShapesSpec:
    """Seed, sizes and forms of the two operands."""
    seed = seed_control(move, _)
    inputs = slider(_("n, number of features"), "inputs", SIZES, DEFAULTS.inputs, move)
    forms = {ROW: "1 × n", COLUMN: "n × 1", VECTOR: "n"}
    features = listed("features", "features", forms, DEFAULTS.features_form)
    own = {ANY: _("any: r × c"), ANY_VECTOR: _("any: r")}
    form = listed("weights", "weights", forms | own, DEFAULTS.form, explanation=meaning(_, WEIGHT, SHAPE))
    rows, columns = DEFAULTS.rows, DEFAULTS.columns
    if form == ANY:
        rows = slider(_("r, rows of weights"), "weight_rows", SIZES, rows, move)
        columns = slider(_("c, columns"), "weight_columns", SIZES, columns, move)
    elif form == ANY_VECTOR:
        columns = slider(_("r, number of weights"), "weight_columns", SIZES, columns, move)
    dtype = listed(_("dtype of features"), "dtype", {name: name for name in DTYPES}, DEFAULTS.dtype)
    return ShapesSpec(seed, inputs, features, form, rows, columns, dtype=dtype)


def change_controls(move: Move, _: Translate) -> ChangeSpec:
    """The tensor before, and the rows and columns asked for."""
    default = CHANGE_DEFAULTS
    rows = slider(_("rows of a"), "rows", SIDE, default.rows, move)
    columns = slider(_("columns of a"), "columns", SIDE, default.columns, move)
    new_rows = slider(_("new rows"), "new_rows", SIDE, default.new_rows, move)
    new_columns = slider(_("new columns"), "new_columns", SIDE, default.new_columns, move)
    inferred = {NONE: _("nothing"), ROWS: _("new rows"), COLUMNS: _("new columns"), BOTH: _("both")}
    infer = listed(_("-1 instead of"), "infer", inferred, default.infer)
    flat = st.toggle(_("a is a vector"), key="flat", bind="query-params")
    depth, transposed = default.depth, default.transposed
    if not flat:
        depth = slider(_("layers (2 or 3: three dimensions)"), "depth", DEPTH, default.depth, move)
        transposed = st.toggle(_("a is already transposed"), key="transposed", bind="query-params")
    fill = listed(_("numbers"), "fill", {COUNTED: "0, 1, 2, ..", DRAWN: "torch.randn"}, default.fill)
    owners = {TORCH: "torch", NUMPY: _("a NumPy array"), GRAD: "requires_grad"}
    owner = listed(_("memory of"), "owner", owners, default.owner)
    seed = default.seed
    if fill == DRAWN:
        with st.container(key="seed-place"):
            seed = seed_control(move, _)
    return ChangeSpec(rows, columns, new_rows, new_columns, depth, transposed, fill, owner, seed, flat, infer)


def guess_control(question: str, options: Mapping[str, str]) -> str | None:
    """A question with some answers; the one that was chosen, or None."""
    return st.radio(
        question,
        list(options),
        format_func=options.__getitem__,
        index=place(options, follow("guess", options)),
        key="guess",
        on_change=keep,
        args=("guess", list(options)),
    )
