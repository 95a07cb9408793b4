"""Place the controls of the exercises page, and remember which exercises were solved in this visit."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from components.base.glossary import UNIT, meaning
from components.base.text import Translate
from components.browser.live import Move
from components.exercises.words import title
from components.state import link
from components.state.fields import SEED, WholeNumber, choice, hidden, inputs, whole_number
from components.state.following import sync
from components.state.link_check import Ignored
from components.state.own_writes import if_set_by_person, write
from components.state.url import let_begin_with
from components.widgets.notes import ignored_panel
from components.widgets.sliders import seed_control, slider
from compute.exercises.judging import EVERY_EXERCISE, STACK, Case, sizes_of
from compute.network.spec import Range

SLIDERS = ("seed", "inputs", "hidden")
GAP, WHOLE = 4, 5
"""After three hints: the solution with one step missing, then the whole solution."""

EXERCISE = choice("exercise", map(str, EVERY_EXERCISE), "which one", "1")
HINTS = whole_number(
    "hints", Range(0, WHOLE), f"how many are open; {GAP} and {WHOLE} are the solution with a gap, and whole", 0
)
INPUTS, HIDDEN = inputs(EVERY_EXERCISE[1].inputs), hidden(EVERY_EXERCISE[STACK].hidden)
FIELDS = (EXERCISE, SEED, INPUTS, HIDDEN, HINTS)
"""The fields of a link to the exercises page."""

CHOICE, TEXT = "choose-exercise", "answer"
SOLVED, BEYOND = "exercises-solved", "exercises-beyond"
MAX_SOLVED = 500
"""The most solved cases that are remembered; after that the count stays."""


def exercise_controls(move: Move, _: Translate) -> Case:
    """Place the choice of the exercise and the sliders of its numbers."""
    with st.container(key="exercise-controls"):
        exercise = chosen_exercise()
        st.segmented_control(
            _("exercise"),
            list(map(str, EVERY_EXERCISE)),
            default=sync(CHOICE, str(exercise)),
            format_func=lambda name: title(int(name), _),
            required=True,
            key=CHOICE,
            on_change=if_set_by_person(CHOICE, _choose),
        )
        with st.container(key="exercise-seed"):
            seed = seed_control(move, _)
        sizes, (input_sizes, hidden_sizes) = EVERY_EXERCISE[exercise], sizes_of(exercise)
        features = slider(_("inputs"), _within(replace(INPUTS, default=str(sizes.inputs)), input_sizes, exercise), move)
        units = 0
        if sizes.hidden:
            units = slider(_("hidden units"), _within(HIDDEN, hidden_sizes, exercise), move, meaning(_, UNIT))
        ignored_panel(_beyond(exercise).values(), _)
    return Case(exercise, seed, features, units)


def _within(field: WholeNumber, limits: Range, exercise: int) -> WholeNumber:
    """Narrow a field to what this exercise can have; a link that says more gets the largest, and the page says so."""
    if field.name in st.session_state and not link.from_history():
        if st.session_state[field.name] > limits.high:
            write(field.name, limits.high)
    elif int(asked := field.canonical(st.query_params.get(field.name, "")) or "0") > limits.high:
        let_begin_with(field.name, str(limits.high))
        beyond = {**_beyond(exercise), field.name: Ignored(field.name, asked, str(limits))}
        st.session_state[link.page_key(BEYOND)] = exercise, beyond
    return replace(field, limits=limits)


def _beyond(exercise: int) -> Mapping[str, Ignored]:
    """Return what a link has asked of this exercise that others have and it has not, by the names of the fields."""
    of, beyond = st.session_state.get(link.page_key(BEYOND), (exercise, {}))
    return beyond if of == exercise else {}


def chosen_exercise() -> int:
    """Return the exercise that the link names, else the first."""
    return int(EXERCISE.canonical(link.value("exercise", "1")) or 1)


def _choose() -> None:
    choose(int(EXERCISE.canonical(str(st.session_state[CHOICE])) or 1))


def choose(exercise: int) -> None:
    """Switch to another exercise, with the notebook's sizes, no hints and no answer."""
    link.set_value("exercise", "" if exercise == 1 else str(exercise))
    show_hints(0)
    sizes = EVERY_EXERCISE[exercise]
    for name, size in (("inputs", sizes.inputs), ("hidden", sizes.hidden)):
        if not size:
            continue
        if name not in st.session_state and name in st.query_params:
            let_begin_with(name, str(size))  # the slider would take what the link said about another exercise
        write(name, size)
    st.session_state[TEXT] = ""


def shown_hints() -> int:
    """Return how much help is open: 1..3 hints, then `GAP`, then `WHOLE`."""
    return int(HINTS.canonical(link.value("hints", "0")) or 0)


def show_hints(count: int) -> None:
    """Open this much help, and write it into the link."""
    link.set_value("hints", str(count) if count else "")


def solved_cases() -> frozenset[Case]:
    """Return the cases that were solved in this visit, also before a visit of another page."""
    return st.session_state.get(SOLVED, frozenset())  # type: ignore[no-any-return]


def mark_solved(case: Case) -> None:
    """Remember that this case is solved."""
    if len(solved_cases()) < MAX_SOLVED:
        st.session_state[SOLVED] = solved_cases() | {case}


def progress(_: Translate) -> None:
    """Place a mark for each exercise with the number of draws solved, and a button to start over."""
    solved = solved_cases()
    marks = []
    for exercise in EVERY_EXERCISE:
        count = sum(case.exercise == exercise for case in solved)
        said = escape(_("exercise {number}, solved: {count}", number=exercise, count=count))
        mark = f"✓ {count}" if count else "–"
        state = "done" if count else "open"
        marks.append(f'<li class="{state}" title="{said}" aria-label="{said}"><b>{exercise}</b> {mark}</li>')
    heading = escape(_("solved in this visit"))
    with st.container(key="exercise-progress", horizontal=True, vertical_alignment="center"):
        with st.container(key="value-progress"):
            st.html(f'<div class="progress"><span>{heading}</span><ul>{"".join(marks)}</ul></div>')
        if solved:
            st.button(
                _("start over"), key="reset-progress", type="tertiary", icon=":material/restart_alt:", on_click=_reset
            )


def _reset() -> None:
    st.session_state[SOLVED] = frozenset()
