"""Two operands and an operation: the picture, what torch says, what it means, and the repairs."""

from html import escape

import streamlit as st
import torch
from torch import Tensor

from components.base.style import printed_number
from components.base.text import Translate
from components.browser.grids import pressable
from components.browser.picks import newly_picked
from components.browser.short_way import part
from components.shapes.controls import GUESSES, SELECT, guess_control, selected
from components.shapes.figures.product import ProductView, name_of_place, picture_html, shape_text, sum_html
from components.shapes.seen import product_of
from components.state import link
from components.widgets.code import code_block
from compute.shapes.operations import (
    COLUMN,
    DOT,
    DTYPE,
    ELEMENTWISE,
    INNER,
    NO_MATRIX,
    NO_VECTOR,
    ROW,
    Repair,
    Shape,
    ShapesSpec,
    each_with_each,
    intended_output,
    kind_of,
    meetings,
    older_words,
    output_of,
    repairs,
)


def line_panel(scene: ProductView, shown: ProductView, repair: Repair | None, _: Translate) -> None:
    """Show the line that runs, and where it is of no use the lines that help.

    Parameters
    ----------
    scene: as it is without a repair.
    shown: the same, or with the repair.
    """
    with st.container(key="value-line"):
        st.html(part("value-line", line_html(shown)))
    if scene.attempt.message or is_trapped(scene):
        _repairs(scene, repair, _)


def line_html(shown: ProductView) -> str:
    """Write the line of code that is drawn."""
    return f'<code class="line">{escape(shown.attempt.code)}</code>'


def picture_panel(scene: ProductView, _: Translate) -> None:
    """Draw the line with its tensors, number by number, and the sum of the chosen cell."""
    with st.container(key="value-sizes"):
        pressable(picture_html(scene, _), key="value-product", on_pick=_pick_cell)
    with st.container(key="value-sum"):
        st.html(part("value-sum", sum_html(scene, _)))


def is_trapped(scene: ProductView) -> bool:
    """Tell whether torch gives a result that nobody meant: every number meets every other."""
    features, weights = scene.operands.features, scene.operands.weights
    return each_with_each(scene.operation, tuple(features.shape), tuple(weights.shape))


def chosen_repair(name: str, scene: ProductView) -> Repair | None:
    """Find the repair that the link names, where something is to be repaired and torch takes that line; else None."""
    if not name or not (scene.attempt.message or is_trapped(scene)):
        return None
    return next((repair for repair in repairs(scene.operation, scene.operands) if repair.name == name), None)


def outcome_panel(spec: ShapesSpec, scene: ProductView, repair: Repair | None, _: Translate) -> None:
    """Show a result, a result that was not meant, or an error, and below it the line of the pressed repair.

    Parameters
    ----------
    scene: as it is without a repair.
    repair: the one that is pressed; the picture then shows its line, and here stands what it repairs.
    """
    if repair is None:
        _unrepaired(spec, scene, _)
    else:
        with st.container(key="unrepaired"):
            st.caption(_("Without the repair, `{code}`:", code=scene.attempt.code))
            _unrepaired(spec, scene, _)
        _repaired(repair, _)
    result = scene.attempt.result if repair is None else repair.result
    _dtype_note(result, scene, _)


def _unrepaired(spec: ShapesSpec, scene: ProductView, _: Translate) -> None:
    """Show what torch says to the line, and what it means."""
    if scene.attempt.message:
        with st.container(key="value-error"):
            code_block(scene.attempt.message, _, python=False)
        older = older_note(scene.attempt.message, _)
        if older:
            with st.container(key="value-older"):
                st.caption(older)
        st.markdown(explained(spec, scene.attempt.message, _))
    elif is_trapped(scene):
        with st.container(key="value-trap"):
            st.warning(trap_words(spec, scene, _), icon=":material/warning:")
    else:
        st.markdown(_reading(spec, _))


def older_note(message: str, _: Translate) -> str:
    """Write the refusal as the notebook shows it, in the words of the torch it was run with; nothing for others."""
    older = older_words(message)
    return older and _("In the notebook, run with torch 0.4 of 2018, the same error says: `{message}`", message=older)


def _dtype_note(result: Tensor | None, scene: ProductView, _: Translate) -> None:
    """Show what has become of two dtypes in the result, which torch itself says nowhere."""
    note = "" if result is None else dtype_words(result, scene, _)
    if note:
        with st.container(key="value-dtype"):
            st.markdown(note)


def dtype_words(result: Tensor, scene: ProductView, _: Translate) -> str:
    """Say what has become of two dtypes in one result; nothing where both operands have the same.

    Parameters
    ----------
    result: what torch gave for the operands of the scene, or for what a repair made of them.
    """
    kinds = {str(operand.dtype) for operand in (scene.operands.features, scene.operands.weights)}
    if len(kinds) == 1:
        return ""
    if result.dtype == scene.operands.features.dtype:
        return _(
            "`result.dtype` is `{dtype}`: number by number, float64 with float32 becomes float64, and torch says no "
            "word about it. `torch.mm`, `torch.matmul` and `torch.dot` refuse. `features.float()` is float32.",
            dtype=result.dtype,
        )
    return _("`result.dtype` is `{dtype}`: `.float()` has turned `features` into float32.", dtype=result.dtype)


def question_panel(spec: ShapesSpec, _: Translate) -> None:
    """Ask which pair can be multiplied; the answer is what torch says when it tries."""
    forms = {"a": (ROW, ROW), "b": (COLUMN, COLUMN), "c": (COLUMN, ROW)}
    pairs = {name: ShapesSpec(spec.seed, spec.inputs, *forms[name]) for name in GUESSES}
    options = {
        name: _("{left} with {right}", left=shape_text(pair.features_shape), right=shape_text(pair.weights_shape))
        for name, pair in pairs.items()
    }
    with st.container(key="question"):
        guessed = guess_control(_("Guess: which pair can `torch.mm` multiply?"), options)
    if guessed is None:
        return
    tried = product_of(pairs[guessed], selected()).attempt
    if tried.result is None:
        answer = _("No. torch says: {message}", message=tried.message)
    else:
        answer = _("Yes: the inner sizes agree, and the outer ones remain: {shape}.", shape=tuple(tried.result.shape))
    with st.container(key="value-answer"):
        st.html(f'<p class="answer">{escape(answer)}</p>')


def _pick_cell() -> None:
    name = SELECT.canonical(newly_picked("value-product") or "")
    if name:
        link.set_value("select", "" if name == name_of_place((0, 0)) else name)


def explained(spec: ShapesSpec, message: str, _: Translate) -> str:
    """Explain what torch's message means."""
    left, right = spec.features_shape, spec.weights_shape
    kind = kind_of(message)
    if kind in (NO_VECTOR, INNER) and spec.operation == DOT:
        return _dot_refused(left, right, _)
    pairs = meetings(spec.operation, left, right)
    clash = next((pair for pair in pairs if not pair.agree), pairs[0])
    sizes = {"left": left[clash.left], "right": right[clash.right]}
    if kind == INNER:
        return _.plural(
            "A row of `features` has **{left}** number, a column of `weights` has **{right}**. "
            "Each number needs a partner: the two must be equal.",
            "A row of `features` has **{left}** numbers, a column of `weights` has **{right}**. "
            "Each number needs a partner: the two must be equal.",
            sizes["left"],
            **sizes,
        )
    if kind == NO_MATRIX:
        flat = shape_text(left if len(left) == 1 else right)
        return _(
            "`torch.mm` takes two matrices: tensors with rows and columns. {shape} is a vector, it has neither.",
            shape=flat,
        )
    if kind == ELEMENTWISE:
        return _(
            "Number meets number. Compared from the right, two sizes must be equal, or one of them 1: "
            "**{left}** and **{right}** are neither.",
            **sizes,
        )
    if kind == DTYPE:
        return _(
            "The shapes agree, the kinds of number do not: `features` holds float64, as NumPy makes them, "
            "`weights` holds float32."
        )
    return _("torch cannot do this with these two tensors; above is what it says.")


def _dot_refused(left: Shape, right: Shape, _: Translate) -> str:
    if len(left) == len(right) == 1:
        return _.plural(
            "`features` has **{left}** number, `weights` has **{right}**. Each number needs a partner: the two must "
            "be equal.",
            "`features` has **{left}** numbers, `weights` has **{right}**. Each number needs a partner: the two must "
            "be equal.",
            left[0],
            left=left[0],
            right=right[0],
        )
    return _(
        "`torch.dot` takes two vectors, tensors with one dimension. A matrix is none, even with a single row or "
        "column; here: {shapes}. For matrices there is `torch.mm`, and `flatten()` makes a vector.",
        shapes=_.together(shape_text(shape) for shape in (left, right) if len(shape) != 1),
    )


def _reading(spec: ShapesSpec, _: Translate) -> str:
    """Explain a result that came without error or trap."""
    pairs = meetings(spec.operation, spec.features_shape, spec.weights_shape)
    if spec.operation == DOT:
        return _("Number meets number, and the products are added up: `torch.dot` is `torch.sum(features * weights)`.")
    if spec.operation in ("mm", "matmul"):
        return _("Row by column: press a cell of the result to see its row, its column and its sum.")
    if any(pair.stretched for pair in pairs) or len(spec.features_shape) != len(spec.weights_shape):
        return _("Broadcasting: what has size 1, or no such dimension, is used again for each cell it meets.")
    return _("Number meets number: press a cell of the result to see where it comes from.")


def trap_words(spec: ShapesSpec, scene: ProductView, _: Translate) -> str:
    """Explain a result that torch gives without a word, and that nobody meant."""
    cells, operands = scene.cells, scene.operands
    count = 0 if cells is None else cells.numel()
    lines = [
        _(
            "No error, and still a trap: every number of one meets every number of the other, "
            "**{total}** cells instead of {n}.",
            total=count,
            n=max(operands.features.numel(), operands.weights.numel()),
        )
    ]
    intended = intended_output(operands)
    if intended is not None and cells is not None and spec.operation != "add":
        lines.append(
            _(
                "Added up they are one number, which looks like an answer: y = **{wrong}** instead of {right}.",
                wrong=printed_number(float(output_of(torch.sum(cells), operands.bias))),
                right=printed_number(float(intended)),
            )
        )
    if spec.form == COLUMN and spec.features_form == ROW:
        lines.append(
            _("This is what happens after `weights.resize_({n}, 1)`, which changes `weights` itself.", n=spec.inputs)
        )
    return " ".join(lines)


def _repairs(scene: ProductView, chosen: Repair | None, _: Translate) -> None:
    """Place a button for each line that works, or say why none does."""
    offered = repairs(scene.operation, scene.operands)
    if not offered:
        st.markdown(
            _.plural(
                "No other shape helps: one number cannot meet {right}. Move a slider.",
                "No other shape helps: {count} numbers cannot meet {right}. Move a slider.",
                scene.operands.features.numel(),
                right=scene.operands.weights.numel(),
            )
        )
        return
    name = chosen.name if chosen is not None else ""
    with st.container(key="repairs", horizontal=True, gap="xsmall"):
        for repair in offered:
            st.button(
                repair.label,
                key=f"repair-{repair.name}",
                type="primary" if repair.name == name else "secondary",
                on_click=_press,
                args=(repair.name,),
            )


def _press(name: str) -> None:
    link.set_value("repair", "" if link.value("repair") == name else name)


def _repaired(repair: Repair, _: Translate) -> None:
    """Show the line that works, with what torch gives."""
    with st.container(key="value-repaired"):
        code_block(f"{repair.code}\n# {repair.result!r}\nactivation({repair.code} + bias)\n# {repair.output!r}", _)


def output_panel(scene: ProductView, _: Translate) -> None:
    """Show y = activation(result + bias), as far as the result is one number."""
    with st.container(key="value-output"):
        st.html(part("value-output", output_html(scene, _)))


def output_html(scene: ProductView, _: Translate) -> str:
    """Write the output of the line that is shown, or why there is none."""
    result = scene.attempt.result
    if result is None:
        shown = "?"
        note = (
            _("no result: press one of the lines above the picture")
            if repairs(scene.operation, scene.operands)
            else _("no result")
        )
    elif result.numel() == 1:
        shown = f"<b>{printed_number(float(output_of(result, scene.operands.bias)))}</b>"
        note = "activation(result + bias)"
    else:
        shown, note = "?", _("the result is not one number")
    return f'<div class="output"><p>y = {shown}</p><small>{escape(note)}</small></div>'
