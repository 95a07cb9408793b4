"""reshape, resize_, view, transpose, t and T side by side on the same tensor."""

from html import escape

import streamlit as st

from components.base.text import Translate
from components.browser.grids import pressable
from components.browser.picks import newly_picked
from components.shapes.controls import SELECT, guess_control, selected
from components.shapes.figures.changes import cards_html, same_numbers
from components.shapes.figures.journey import journey_html
from components.shapes.figures.product import shape_text
from components.state import link
from compute.shapes.reshaping import (
    DOES_NOT_FIT,
    NEEDS_GRAD,
    NO_MATRIX,
    NONE,
    NOT_INFERRED,
    ONE_DIMENSION,
    OWNED,
    SCATTERED,
    TWO_INFERRED,
    Change,
    ChangeSpec,
    ShapeChanges,
    kind_of_refusal,
)

JOURNEY, CARDS = "value-journey", "value-changes"
"""Keys of the change that is looked into, and of the cards of all six."""


def change_panel(spec: ChangeSpec, comparison: ShapeChanges, name: str, _: Translate) -> None:
    """Draw one of the six changes: every element goes over the memory to its new cell.

    Parameters
    ----------
    name: of the change.
    """
    change = comparison.named(name)
    words = words_about(change, spec, comparison, _)
    shown = journey_html(comparison.before, change, words, selected().element, _)
    pressable(shown, key=JOURNEY, on_pick=_pick_in_journey, lets_go=True)


def changes_panel(spec: ChangeSpec, comparison: ShapeChanges, _: Translate) -> None:
    """Draw the tensor before and the six cards; a cell of the tensor can be pressed and is then lit in all of them."""
    explained = {change.name: words_about(change, spec, comparison, _) for change in comparison.changes}
    cards = cards_html(comparison, explained, selected().element, _)
    pressable(cards, key=CARDS, on_pick=_pick_element, lets_go=True)
    note = twins(comparison, _)
    if note:
        with st.container(key="value-twins"):
            st.markdown(note)


def which_changes_panel(comparison: ShapeChanges, _: Translate) -> None:
    """Ask which of the six lines changes the tensor itself; the answer is what was seen when they ran."""
    lines = {change.name: change.code for change in comparison.changes}
    with st.container(key="question"):
        guessed = guess_control(
            _("Guess: which line changes a itself?"), {name: f"`{code}`" for name, code in lines.items()}
        )
    if guessed is None:
        return
    change = comparison.named(guessed)
    if change.message:
        answer = _("With this tensor torch refuses it: {message}", message=change.message)
    elif change.in_place:
        answer = _("Yes. The underscore at the end of the name says so: it works in place.")
    else:
        answer = _("No. It returns another tensor; a keeps its shape {shape}.", shape=comparison.before.shape)
    with st.container(key="value-answer"):
        st.html(f'<p class="answer">{escape(answer)}</p>')


def _pick_element() -> None:
    _take(newly_picked(CARDS))


def _pick_in_journey() -> None:
    _take(newly_picked(JOURNEY))


def _take(name: str | None) -> None:
    if name is not None and (name == "" or SELECT.canonical(name)):
        link.set_value("select", name)


def words_about(change: Change, spec: ChangeSpec, comparison: ShapeChanges, _: Translate) -> str:
    """Say what a refusal means, or what is worth knowing about a change that worked."""
    if change.message:
        return _explained(spec, change.message, _)
    if -1 in spec.target and change.after is not None and change.name in ("reshape", "view"):
        size = change.after.shape[spec.target.index(-1)]
        return " ".join(
            filter(None, [_("torch has worked out -1: it is {size}.", size=size), _remark(change, comparison, _)])
        )
    return _remark(change, comparison, _)


def _explained(spec: ChangeSpec, message: str, _: Translate) -> str:
    """Explain what torch's refusal means."""
    kind = kind_of_refusal(message)
    count = spec.rows * spec.columns * spec.depth
    if kind == DOES_NOT_FIT and spec.infer != NONE:
        return _.plural(
            "-1 says: work this size out. One number cannot be shared out in parts of {size}.",
            "-1 says: work this size out. {count} numbers cannot be shared out in parts of {size}.",
            count,
            size=max(spec.target),
        )
    if kind == DOES_NOT_FIT:
        return _(
            "{cells} for {numbers}: none may be left over, and none invented.",
            cells=_.plural("{count} cell", "{count} cells", spec.new_rows * spec.new_columns),
            numbers=_.plural("{count} number", "{count} numbers", count),
        )
    return _refusals(_).get(kind, _("torch cannot do this with this tensor; above is what it says."))


def _refusals(_: Translate) -> dict[str, str]:
    """Return what those refusals mean that are not about a number: kind -> words."""
    return {
        TWO_INFERRED: _("-1 says: work this size out. For one size there is one answer, for two there are many."),
        NOT_INFERRED: _("-1 is for view and reshape. resize_ works nothing out, for it may give any number of cells."),
        ONE_DIMENSION: _("A vector has dimension 0 and no dimension 1: there is nothing to swap."),
        SCATTERED: _(
            "view never moves a number, and in this order they do not lie in memory. reshape makes a copy instead."
        ),
        NO_MATRIX: _("t() is for rows and columns. With three dimensions, name the two to swap: transpose(0, 1)."),
        OWNED: _("The memory belongs to a NumPy array; torch cannot make it larger."),
        NEEDS_GRAD: _("torch keeps track of what is computed from this tensor; its shape must not change underneath."),
    }


def _remark(change: Change, comparison: ShapeChanges, _: Translate) -> str:
    """Say what is worth knowing about a change that worked; mostly nothing."""
    after = change.after
    if change.name == "reshape" and not change.same_memory:
        return _("In this order the numbers do not lie in memory, so reshape has made a copy.")
    if change.name in ("t", "T") and after is not None and len(after.shape) == 1:
        return _("A vector has no rows and columns to swap: it comes back as it is. A column of it: a.view(-1, 1).")
    if change.name == "T" and after is not None and len(after.shape) == 3:
        return _("T turns the order of all dimensions round; transpose swaps the two that are named.")
    if change.name == "resize_" and after is not None:
        if any(element.origin is None for element in after.elements):
            return _("? is a cell that nobody has set: torch would show whatever was in memory there.")
        if not comparison.before.contiguous and after.stride != comparison.before.stride:
            return _("resize_ ignores strides: it lays out the memory line by line.")
    return ""


def twins(comparison: ShapeChanges, _: Translate) -> str:
    """Compare `view` and `t()` where they give the same shape: with the same numbers, or with others."""
    view, t = comparison.named("view"), comparison.named("t")
    if view.after is None or t.after is None or view.after.shape != t.after.shape:
        return ""
    shape = shape_text(t.after.shape)
    if same_numbers(view.after, t.after):
        return _(
            "`{view}` and `{t}` agree here: the same shape {shape} and the same numbers.",
            view=view.code,
            t=t.code,
            shape=shape,
        )
    return _(
        "`{view}` and `{t}` have the same shape {shape} but **other numbers**: view reads on line by line, "
        "t() turns rows into columns.",
        view=view.code,
        t=t.code,
        shape=shape,
    )
