"""What each line of a history leaves behind: the name of its result, new memory, twins, and a line that is not told."""

from compute.memory.memory import FULL
from compute.memory.replay import replay
from tests.cases import for_each
from tests.compute.memory.histories import scene


@for_each(
    ("history", "lines", "results"),
    [
        ("from_a~mul_b", ["b = torch.from_numpy(a)", "b.mul_(2)"], ["b", ""]),
        ("again_a~copy_a", ["a = a * 2", "b = a.copy()"], ["a", "b"]),
        ("copy_a~copy_b", ["b = a.copy()", "c = b.copy()"], ["b", "c"]),
        ("mul_c", ["c.mul_(2)"], [""]),
        ("from_c", ["_ = torch.from_numpy(c)"], [""]),
        ("numpy_a", ["b = a.numpy()"], [""]),
    ],
)
def test_a_line_gives_its_result_the_next_name(history: str, lines: list[str], results: list[str]) -> None:
    shown = scene(history)
    assert [step.line for step in shown.steps] == lines
    assert [step.result for step in shown.steps] == results


@for_each(
    ("history", "unset_from"),
    [("tensor_a~grow_b", 12), ("tensor_a~mul_b", None), ("tensor_a~grow_b~grow_b", None), ("from_a~grow_b", None)],
)
def test_memory_that_has_grown_is_unset_from_where_it_ended(history: str, unset_from: int | None) -> None:
    assert scene(history).steps[-1].unset_from == unset_from


@for_each(("history", "twins"), [("from_a~as_b", ("b",)), ("from_a~copy_b", ()), ("mul_a", ())])
def test_twins_are_other_names_of_the_same_object(history: str, twins: tuple[str, ...]) -> None:
    story = scene(history).story
    assert story is not None
    assert story.twins == twins


def test_the_eighth_name_is_given_and_the_ninth_is_not() -> None:
    eight, nine = scene("~".join(["from_a"] * 7)), scene("~".join(["from_a"] * 8))
    assert eight.steps[-1].result == "h"
    assert eight.steps[-1].said is None
    assert nine.steps[-1].said is not None
    assert (nine.steps[-1].said.kind, nine.steps[-1].said.text, nine.steps[-1].line) == (
        FULL,
        "",
        " = torch.from_numpy(a)",
    )
    in_place = scene("~".join(["from_a"] * 7) + "~mul_h")
    assert in_place.steps[-1].said is None


def test_without_a_line_nothing_is_told() -> None:
    shown = replay(7, ())
    assert (shown.steps, shown.story) == ((), None)
