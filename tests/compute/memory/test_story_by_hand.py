"""What a line has changed, for memory that is made up: marks, sharing, what is lost and what nobody has set."""

from dataclasses import replace
from math import nan

from compute.memory.lines import Op
from compute.memory.memory import Block, Holder, MemoryState, MemoryStep
from compute.memory.story import story_of, with_changes
from tests.cases import for_each

Row = tuple[float, ...]


def looking(name: str, block: int | None, places: tuple[int, ...], values: Row) -> Holder:
    """Make an array of one row that looks at these places."""
    return Holder(name, False, (1, len(places)), (24, 8), (24, 8), "float64", True, block, (places,), (values,))


def memory(address: int, *values: float) -> Block:
    return Block(address, 8, tuple(range(0, 8 * len(values), 8)), values)


@for_each(
    ("before", "after", "changed"),
    [
        ((1.0, 2.0, 3.0), (1.0, 2.0, 3.0), set()),
        ((1.0, 2.0, 3.0), (1.0, 5.0, 3.0), {1}),
        ((1.0, 2.0, 3.0), (2.0, 4.0, 6.0), {0, 1, 2}),
        ((nan, 2.0, 3.0), (nan, 2.0, 3.0), set()),
        ((nan, 2.0, 3.0), (1.0, 2.0, 3.0), {0}),
        ((1.0, 2.0, 3.0), (1.0, 2.0, nan), {2}),
    ],
)
def test_a_cell_is_marked_where_its_number_is_another_one(before: Row, after: Row, changed: set[int]) -> None:
    one, other = (
        MemoryState(7, (looking("a", 0, (0, 8, 16), values),), (memory(1000, *values),)) for values in (before, after)
    )
    marked = with_changes(one, other)
    assert marked.blocks[0].changed == {8 * at for at in changed}
    assert marked.holders[0].changed == {(0, at) for at in changed}


def test_what_is_new_as_a_whole_has_no_marks_and_a_place_that_is_new_to_a_name_has_one() -> None:
    before = MemoryState(7, (looking("a", 0, (0,), (1.0,)),), (memory(1000, 1.0, 2.0),))
    after = MemoryState(
        7,
        (looking("a", 0, (0, 8), (1.0, 2.0)), looking("b", 1, (0, 8), (5.0, 6.0))),
        (memory(1000, 1.0, 2.0), memory(2000, 5.0, 6.0)),
    )
    marked = with_changes(before, after)
    assert [set(holder.changed) for holder in marked.holders] == [{(0, 1)}, set()]
    assert [set(block.changed) for block in marked.blocks] == [set(), set()]


def told(holders: tuple[Holder, ...], op: Op, result: str = "", before: tuple[Holder, ...] = ()) -> MemoryState:
    """Tell a line about these holders, with two blocks of memory before and after it."""
    blocks = (memory(1000, 1.0, 2.0, 3.0, 4.0), memory(2000, 5.0, 6.0))
    step = MemoryStep(op, "", result=result)
    after = MemoryState(7, holders, blocks, (step,))
    return replace(after, story=story_of(MemoryState(7, before or holders, blocks), after, step, ("t",)))


SEEN = (
    looking("a", 0, (0, 8), (1.0, 2.0)),
    looking("b", 0, (8, 16), (2.0, 3.0)),
    looking("c", 0, (16, 24), (3.0, 4.0)),
    looking("d", 1, (0, 8), (5.0, 6.0)),
)


def test_a_name_shares_the_cells_that_both_look_at_in_the_same_memory() -> None:
    story = told(SEEN, Op("t", "c"), "a").story
    assert story is not None
    assert story.sharing == ("b",)
    assert story.twins == ("t",)
    assert story.source == SEEN[2]


def test_a_change_is_seen_through_some_names_of_that_memory_and_not_through_those_apart() -> None:
    changed = tuple(replace(each, changed=frozenset({(0, 0)})) if each.name in "ab" else each for each in SEEN)
    story = told(changed, Op("mul", "a")).story
    assert story is not None
    assert (story.changed, story.untouched, story.apart) == (("a", "b"), ("c",), ("d",))


@for_each(("result", "names", "freed"), [("d", "abcd", 1), ("a", "abcd", 0), ("a", "ad", 1), ("", "abcd", 0)])
def test_memory_is_lost_where_the_only_name_of_it_stands_for_other_memory_now(
    result: str, names: str, freed: int
) -> None:
    story = told(SEEN, Op("again", "d"), result, tuple(each for each in SEEN if each.name in names)).story
    assert story is not None
    assert story.freed == freed


@for_each(("result", "unset"), [("", 2), ("b", 0)])
def test_cells_that_came_with_a_line_and_that_nobody_has_set_are_counted(result: str, unset: int) -> None:
    step = MemoryStep(Op("grow", "a"), "", result=result)
    before = MemoryState(7, (looking("a", 0, (0, 8), (1.0, nan)),), (memory(1000, 1.0, nan),))
    after = MemoryState(7, (looking("a", 0, (0, 8), (1.0, nan)),), (memory(1000, 1.0, nan, nan, nan),), (step,))
    assert story_of(before, after, step, ()).unset == unset


def test_a_line_about_no_name_has_nothing_to_tell() -> None:
    step = MemoryStep(Op("mul", "h"), "")
    here = MemoryState(7, SEEN, (), (step,))
    story = story_of(here, here, step, ())
    assert (story.source, story.sharing, story.changed, story.freed) == (None, (), (), 0)
