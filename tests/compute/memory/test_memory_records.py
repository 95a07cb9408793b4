"""What the records of the memory page count."""

from compute.memory.lines import Op
from compute.memory.memory import Block, Holder, MemoryState, MemoryStep, Said
from tests.cases import for_each


def holder(name: str, block: int | None, places: tuple[tuple[int, ...], ...] = ((0, 8, 16), (24, 32, 40))) -> Holder:
    values = tuple(tuple(float(place) for place in row) for row in places)
    shape = (len(places), len(places[0]))
    return Holder(name, False, shape, (24, 8), (24, 8), "float64", True, block, places, values)


def test_a_block_is_as_large_as_all_its_cells() -> None:
    assert Block(1000, 8, (0, 8, 16), (1.0, 2.0, 3.0)).nbytes == 24
    assert Block(1000, 4, (0, 4), (1.0, 2.0)).nbytes == 8


def test_elements_go_row_by_row_and_what_is_seen_is_every_place() -> None:
    shown = holder("a", 0, ((0, 8, 16), (0, 8, 16)))
    assert list(shown.elements) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    assert shown.seen == {0, 8, 16}


def test_a_name_is_found_and_a_block_has_all_that_look_at_it_in_their_order() -> None:
    shown = MemoryState(7, (holder("a", 0), holder("b", 1), holder("c", 0), holder("d", None)), ())
    assert [each.name for each in shown.looking_at(0)] == ["a", "c"]
    assert [each.name for each in shown.looking_at(1)] == ["b"]
    assert shown.looking_at(2) == ()
    found = shown.holder("b")
    assert found is not None
    assert found.name == "b"
    assert shown.holder("e") is None


@for_each(
    ("said", "is_refused"),
    [(None, False), (Said("UserWarning", "words", False), False), (Said("ValueError", "words", True), True)],
)
def test_a_line_with_a_warning_was_not_refused(said: Said | None, is_refused: bool) -> None:
    assert MemoryStep(Op("mul", "a"), "a *= 2", said).refused is is_refused
