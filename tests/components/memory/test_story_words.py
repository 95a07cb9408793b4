"""The sentences about the last line: what there is before it, and whether a guess was right."""

from components.base.text import untranslated
from components.memory.panels.story import NO, YES, begun, verdict
from compute.memory.replay import replay
from tests.cases import for_each
from tests.compute.memory.histories import scene


def test_before_anything_is_done_it_counts_the_cells() -> None:
    first, _second = begun(replay(7, ()), untranslated)
    assert first == "One array, and 12 cells of memory that hold its numbers."


@for_each(
    ("history", "guess", "words"),
    [
        ("from_a~mul_b", YES, ["Your guess about `a` was right."]),
        ("from_a~mul_b", NO, ["You guessed that `a` stays: it does not."]),
        ("copy_a~mul_b", YES, ["You guessed that `a` changes: it does not."]),
        ("copy_a~mul_b", NO, ["Your guess about `a` was right."]),
        ("copy_a~mul_a", NO, ["Your guess about `b` was right."]),
        ("from_a~mul_b", "", []),  # nobody guessed
        ("mul_a", YES, []),  # there is no other name
        ("from_a", YES, []),  # a line that changes nothing
        ("from_a~grad_b~mul_b", YES, []),  # refused: nothing could change
        ("from_a~grad_b~mul_b", NO, []),
    ],
)
def test_a_guess_is_judged_only_where_it_can_be_right_or_wrong(history: str, guess: str, words: list[str]) -> None:
    assert list(verdict(scene(history).story, guess, untranslated)) == words
