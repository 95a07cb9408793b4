"""What a person does on the memory page: choose an element, add a line, take one back. All of it stands in the link.

`ops` holds the lines that were run, `at` the element that the buttons act on, `guess` what was guessed about the last
line. The scene is run anew from these, so nothing else is kept.
"""

import math
import re
from collections.abc import Sequence

import streamlit as st

from components.base.text import Translate
from components.browser.live import Move
from components.browser.picks import newly_picked
from components.memory.figures.memory_strip import At, element_name
from components.memory.panels.history import LINES
from components.memory.panels.story import NO, YES, guessed_about
from components.state import link
from components.state.fields import BEAT, SEED, Field, choice
from components.state.following import sync
from components.state.own_writes import if_set_by_person
from components.widgets.number_field import refusal
from components.widgets.sliders import seed_control
from compute.files.written_numbers import MAX_LENGTH, read_within
from compute.memory.lines import (
    DATA,
    DETACH,
    GRAD,
    GROW,
    LOCK,
    MAX_OPS,
    NAMES,
    OPERATIONS,
    SET,
    VALUE_LIMIT,
    Effect,
    Op,
    format_ops,
    line_of,
    parse_ops,
)
from compute.memory.memory import Holder, MemoryState

NONE = "none"
"""In the link, a history without lines."""

FIRST = "from_a~numpy_b"
"""The history of a link that has none: the notebook's own lines."""

DEFAULT_VALUE = 9.0
SLIDERS = ("seed",)
BOARD, CARDS = "memory-board", "memory-cards"
"""Keys of the tapes, and of the tables whose cells can be pressed."""

_LIST = "element-list"
"""In the session, the number of the list of elements and what it shows."""

FIRST_OF_ARRAY = ("from", "copy", "mul", "again")
FIRST_OF_TENSOR = ("numpy", "copy", "mul", "again")
"""What stands in sight: to share, to copy, to write into the memory, to leave it. The rest is under "more"."""

_KEPT = "memory-kept-lines"
"""In the session, a history of which the link's may be the beginning: what comes after it was taken back."""

MAKE_OF_ARRAY = ("from", "as", "tensor", "copy", "t", "slice", "back", "times", "float")
MAKE_OF_TENSOR = ("numpy", "as", "tensor", "copy", DETACH, DATA, "t", "slice", "back", "times", "float")
WRITE = ("mul", "add", "again")
CHANGE_OF_ARRAY, CHANGE_OF_TENSOR = (LOCK,), (GRAD, GROW)

_LINE = re.compile(r"line\.(\d{1,2})", re.ASCII)
_AT = re.compile(r"([a-h])\.(\d{1,2})\.(\d{1,2})", re.ASCII)
_VALUE = re.compile(r"-?\d{1,2}(\.\d{1,4})?", re.ASCII)


def _history_in(text: str) -> str | None:
    ops = parse_ops(text)
    return NONE if text == NONE else format_ops(ops) if ops else None


def _value_in(text: str) -> str | None:
    return repr(round(float(text), 2)) if _VALUE.fullmatch(text) else None


FIELDS = (
    SEED,
    Field(
        "ops",
        _history_in,
        f"{FIRST}~set_b_1_2_9, {NONE}",
        f"the lines that were run, at most {MAX_OPS}, joined by `~`; `{NONE}` is the array alone",
        FIRST,
    ),
    Field(
        "at",
        lambda text: text if _AT.fullmatch(text) else None,
        "b.1.2",
        "the element that the buttons act on; without it, that of the last line",
    ),
    Field("set", _value_in, f"{-VALUE_LIMIT:g}..{VALUE_LIMIT:g}", "the number to be written", f"{DEFAULT_VALUE:g}"),
    choice("guess", (YES, NO), "a guess about the last line"),
    BEAT,
)
"""What a link to the memory page may hold."""


def history() -> tuple[Op, ...]:
    """Return the operations that the link holds."""
    return history_in(link.value("ops"))


def history_in(text: str) -> tuple[Op, ...]:
    """Read the operations from the text that a link has under `ops`."""
    text = text or FIRST
    return () if text == NONE else parse_ops(text) or ()


def guess() -> str:
    """Return what was guessed about the last line, or an empty text."""
    return link.value("guess")


def seed_chosen(move: Move, _: Translate) -> int:
    """Place the controls of the seed of the array, and return the seed."""
    return seed_control(move, _)


def meant(scene: MemoryState) -> At:
    """Return the element that the buttons act on: the chosen one, else the first that the last line made or changed."""
    return meant_in(history(), link.value("at"), scene)


def meant_in(ops: tuple[Op, ...], chosen: str, scene: MemoryState) -> At:
    """Return the element that the buttons act on, from the lines `ops` and the element `chosen` that a link names."""
    first = "b.0.0" if format_ops(ops) == FIRST else ""
    found = _AT.fullmatch(chosen or first)
    if found is not None and (holder := scene.holder(found[1])) is not None:
        row, column = int(found[2]), int(found[3])
        return holder.name, _within(row, holder.shape[0]), _within(column, holder.shape[1])
    last = scene.story.step if scene.story is not None else None
    for name in (last.result, last.op.holder) if last is not None else ():
        if scene.holder(name) is not None:
            return name, 0, 0
    return scene.holders[-1].name, 0, 0


def pick_cell() -> None:
    """Choose the element whose cell was pressed in a table."""
    name = newly_picked(CARDS) or ""
    if _AT.fullmatch(name):
        link.set_value("at", name)


def line_buttons(scene: MemoryState, at: At, _: Translate) -> None:
    """Place the choice of a name and a button for each line that can be run next, those rarely wanted under "more"."""
    holder = scene.holder(at[0])
    if holder is None:
        return
    _choose_name(scene, holder, _)
    first = FIRST_OF_TENSOR if holder.is_tensor else FIRST_OF_ARRAY
    with st.container(key="first-lines"):
        _buttons(scene, [Op(code, holder.name) for code in first], holder)
    with st.expander(_("more"), key="memory-more"), st.container(key="more-lines"):
        _more_lines(scene, holder, at, _)


def _more_lines(scene: MemoryState, holder: Holder, at: At, _: Translate) -> None:
    """Place buttons for all other lines, and the element and the number for the one that writes a single element."""
    first = FIRST_OF_TENSOR if holder.is_tensor else FIRST_OF_ARRAY
    setting = _choose_element_of(holder, at, _)
    st.caption(_("change `{name}`", name=holder.name))
    change = (*WRITE, *(CHANGE_OF_TENSOR if holder.is_tensor else CHANGE_OF_ARRAY))
    _buttons(scene, [*setting, *(Op(code, holder.name) for code in change if code not in first)], holder)
    st.caption(_("make another from `{name}`", name=holder.name))
    make = MAKE_OF_TENSOR if holder.is_tensor else MAKE_OF_ARRAY
    _buttons(scene, [Op(code, holder.name) for code in make if code not in first], holder)


def question(scene: MemoryState, at: At, _: Translate) -> None:
    """Ask whether a line will change another name too; both answers run the line."""
    holder = scene.holder(at[0])
    about = guessed_about(at[0], [other.name for other in scene.holders])
    if holder is None or not about or len(scene.steps) >= MAX_OPS:
        return
    op = Op("mul", holder.name)
    with st.container(key="question", horizontal=True, vertical_alignment="center", gap="small"):
        asked = _("Run `{line}`: will `{name}` change too?", line=line_of(op, holder.is_tensor, ""), name=about)
        st.markdown(asked, width="content")
        st.button(_("yes"), key="guess-yes", on_click=_add, args=(op, YES))
        st.button(_("no"), key="guess-no", on_click=_add, args=(op, NO))


def undo_buttons(_: Translate) -> None:
    """Place the buttons that take back one line, or all."""
    ops = history()
    st.button(_("undo"), icon=":material/undo:", key="undo", disabled=not ops, on_click=_undo)
    st.button(
        _("start over"),
        icon=":material/restart_alt:",
        key="start-over",
        disabled=not (ops or later()),
        on_click=_start_over,
    )
    if len(ops) >= MAX_OPS:
        st.caption(_("{limit} lines are all that fit here.", limit=MAX_OPS))


def later() -> tuple[Op, ...]:
    """Return the lines that were taken back in this visit and not replaced by others."""
    ops, whole = history(), _whole_history()
    return whole[len(ops) :]


def go_to_line() -> None:
    """Run all lines up to the one that was pressed in the history, and no more."""
    found = _LINE.fullmatch(newly_picked(LINES) or "")
    if found is not None:
        _go_to(int(found[1]))


def _whole_history() -> tuple[Op, ...]:
    """Return the lines that were run, and after them those that were taken back."""
    ops, kept = history(), st.session_state.get(_KEPT, ())
    return kept if kept[: len(ops)] == ops else ops


def _go_to(count: int) -> None:
    whole = _whole_history()
    st.session_state[_KEPT] = whole
    _remember(whole[:count])
    link.set_value("at", "")


def _choose_name(scene: MemoryState, holder: Holder, _: Translate) -> None:
    """Place the choice of the name that the buttons act on."""
    st.segmented_control(
        _("act on"),
        [other.name for other in scene.holders],
        default=sync("holder", holder.name),
        format_func="`{}`".format,
        required=True,
        key="holder",
        on_change=if_set_by_person("holder", _choose_holder),
    )


def _choose_element_of(holder: Holder, at: At, _: Translate) -> list[Op]:
    """Place the fields for an element and its number; return the line that writes it, or none if one is missing."""
    elements = [f"{row}.{column}" for row, column in holder.elements]
    chosen = f"{at[1]}.{at[2]}"
    if chosen not in elements:
        return []
    key = _element_key(f"{holder.name}.{chosen}")
    with st.container(key="element"):
        st.selectbox(
            _("element"),
            elements,
            elements.index(chosen),
            format_func=lambda name: element_name(holder.name, *map(int, name.split("."))),
            key=key,
            on_change=_choose_element,
            args=(key, holder.name),
        )
    field, limits = _("number"), (-VALUE_LIMIT, VALUE_LIMIT)
    text = st.text_input(
        field, repr(DEFAULT_VALUE), MAX_LENGTH, "set", on_change=_point, autocomplete="off", bind="query-params"
    )
    value = read_within(text, *limits)
    if value is None:
        st.html(refusal(field, text, limits, _))
        return []
    return [Op(SET, holder.name, at[1], at[2], round(value, 2))]


def _point() -> None:
    """Show the number that was typed with a point and as many decimals as the line will have."""
    value = read_within(str(st.session_state.get("set", "")), -VALUE_LIMIT, VALUE_LIMIT)
    if value is not None:
        st.session_state["set"] = repr(round(value, 2))


def _buttons(scene: MemoryState, ops: Sequence[Op], holder: Holder) -> None:
    """Place a button for each line; its text is the line itself, without the name that the result would have."""
    full, crowded = len(scene.steps) >= MAX_OPS, len(scene.holders) >= len(NAMES)
    for op in ops:
        st.button(
            f"`{line_of(op, holder.is_tensor, '').removeprefix(' = ')}`",
            key=f"do-{op.code}",
            disabled=full or (crowded and OPERATIONS[op.code].effect is Effect.NEW),
            width="stretch",
            on_click=_add,
            args=(op,),
        )


def _within(index: int, size: int) -> int:
    return max(min(index, size - 1), 0)


def _add(op: Op, guessed: str = "") -> None:
    """Run one line more. A new name is what the next line acts on, unless a person chooses another."""
    ops = history()
    if len(ops) >= MAX_OPS or not math.isfinite(op.value):
        return
    _remember((*ops, op), guessed)
    made = OPERATIONS[op.code].effect is Effect.NEW
    if made or not link.value("at").startswith(f"{op.holder}."):
        link.set_value("at", "")


def _undo() -> None:
    whole = _whole_history()
    st.session_state[_KEPT] = whole
    _remember(history()[:-1])


def _start_over() -> None:
    st.session_state[_KEPT] = ()
    _remember(())
    link.set_value("at", "")


def _remember(ops: tuple[Op, ...], guessed: str = "") -> None:
    text = format_ops(ops) if ops else NONE
    link.set_value("ops", "" if text == FIRST else text)
    link.set_value("guess", guessed)


def _choose_holder() -> None:
    link.set_value("at", f"{st.session_state['holder']}.0.0")


def _choose_element(key: str, name: str) -> None:
    if key != _list_key():
        return
    chosen = f"{name}.{st.session_state[key]}"
    if _AT.fullmatch(chosen):
        link.set_value("at", chosen)
        st.session_state[_LIST] = st.session_state[_LIST][0], chosen


def _element_key(chosen: str) -> str:
    """Return the key of the list of elements, a new one whenever something else than the list itself has chosen.

    The browser keeps the text of the entry it showed, `b[0, 0]`, under the old key, and sends the old choice again
    with a press that comes before the new list does. What is said under an old key does not count.
    """
    turn, before = st.session_state.get(_LIST, (0, chosen))
    turn += before != chosen
    st.session_state[_LIST] = turn, chosen
    return _list_key()


def _list_key() -> str:
    return f"element-{st.session_state[_LIST][0]}"
