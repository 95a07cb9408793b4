"""Write the lesson of the exercises page; it shows no more of the answer than the page does."""

from collections.abc import Iterator

from components.base.style import printed_number
from components.base.text import Translate
from components.exercises.gradient_words import meaning_of
from components.exercises.words import asked, hints, task, title
from components.lesson.network_steps import heading, text
from components.lesson.packing import packed
from compute.exercises.judging import Case, given, solution
from compute.exercises.program import given_step, open_step, solved, solved_step
from compute.files.take_home import Passage, TakeHome
from compute.network.forward import forward_network
from compute.network.network import draw

HINTS = 3
"""The number of hints; after them the help shows the solution with a gap, then the whole solution."""


def exercise_lesson(case: Case, help_shown: int, is_solved: bool, _: Translate) -> TakeHome:
    """Pack an exercise with its numbers, to take home.

    Parameters
    ----------
    help_shown: how far the help is open: 1..3 hints, 4 the solution with a gap, 5 the whole solution.
    is_solved: whether the person has found the answer.
    """
    known = is_solved or help_shown > HINTS + 1
    lesson = _passages(case, help_shown, known, _)
    name = _("Exercise {title}", title=title(case.exercise, _))
    return packed(_file(case), name, lesson, solved(case) if known else given(case))


def _file(case: Case) -> str:
    sizes = f"{case.inputs}-{case.hidden}-1" if case.hidden else f"{case.inputs}-1"
    return f"exercise-{case.exercise}-seed-{case.seed}-{sizes}"


def _passages(case: Case, help_shown: int, known: bool, _: Translate) -> Iterator[Passage]:
    yield Passage(
        text(
            _(
                "Given are random numbers, the same for everybody who has the seed {seed}, and the activation "
                "function, a sigmoid.",
                seed=case.seed,
            ),
            _given_words(case, _),
        ),
        given_step(case),
    )
    shown = hints(case, forward_network(draw(case.spec)), _)[: min(help_shown, HINTS)]
    opened = "\n".join(f"{place}. {hint}" for place, hint in enumerate(shown, start=1))
    question = text(heading(_("The task")), task(case.exercise, _), opened)
    if known:
        yield Passage(question)
        value = printed_number(solution(case))
        words = _("y = {value}. Change the seed or a size above, guess, and run all again.", value=value)
        if case.asks_for_gradient:
            words = _(
                "`{name}` = {value}. Change the seed or a size above, guess, and run all again.",
                name=asked(case.exercise),
                value=value,
            )
        yield Passage(text(heading(_("The solution")), meaning_of(case, _), words), solved_step(case))
        return
    gap = case.gap if help_shown > HINTS else ""
    words = _("One step is missing: fill it in.") if gap else _("Write your solution here, in place of None.")
    yield Passage(question, open_step(words, gap, case.answer))
    yield Passage(
        _(
            "The page can check your answer: give it the number that is printed, or the lines themselves. If it is a "
            "well-known mistake, the page knows its name."
        )
    )


def _given_words(case: Case, _: Translate) -> str:
    if case.hidden:
        network = _(
            "`features` is a row of inputs. `W1` leads from the inputs to the hidden units, `W2` from these to the "
            "output; `B1` and `B2` are the biases."
        )
        if not case.asks_for_gradient:
            return network
        if "rate" in given(case):
            return text(network, _("`target` is what the output is to be, and `rate` the learning rate."))
        return text(network, _("`target` is what the output is to be."))
    return _("`features` is a row of inputs, `weights` has the same shape, and `bias` is a single number.")
