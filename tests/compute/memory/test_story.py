"""What the last line changed: through which names, in which cells, and what is lost."""

import numpy as np

from tests.cases import for_each
from tests.compute.memory.histories import held, notebook, scene


def test_the_notebook_doubles_the_array_through_the_tensor() -> None:
    shown = scene("from_a~numpy_b~mul_b")
    doubled = (notebook() * 2).tolist()
    assert [[list(row) for row in holder.values] for holder in shown.holders] == [doubled] * 3
    assert len(shown.blocks) == 1
    assert shown.blocks[0].changed == frozenset(range(0, 96, 8))
    assert shown.story is not None
    assert (shown.story.changed, shown.story.apart) == (("a", "b", "c"), ())


@for_each(
    ("history", "shared"),
    [
        ("from_a", True),
        ("as_a", True),
        ("t_a", True),
        ("slice_a", True),
        ("back_a", True),
        ("tensor_a", False),
        ("copy_a", False),
        ("times_a", False),
        ("float_a", False),
    ],
)
def test_sharing_and_what_a_change_through_the_other_does(history: str, shared: bool) -> None:
    shown = scene(f"{history}~add_b")
    assert len(shown.blocks) == (1 if shared else 2)
    assert shown.story is not None
    assert ("a" in shown.story.changed) is shared
    assert ("a" in shown.story.apart) is not shared
    changed = np.array(held(shown, "a").values) != notebook()
    assert changed.any() == shared
    assert {(int(row), int(column)) for row, column in zip(*changed.nonzero(), strict=True)} == held(shown, "a").changed


def test_one_element_through_the_transposed() -> None:
    shown = scene("from_a~t_b~slice_a~set_c_2_0_-1.5")  # row 0, column 2 of a: outside the slice
    assert held(shown, "a").values[0][2] == -1.5
    assert shown.blocks[0].changed == {16}
    assert shown.story is not None
    assert (shown.story.changed, shown.story.untouched) == (("a", "b", "c"), ("d",))


def test_rebinding_breaks_the_link_and_in_place_does_not() -> None:
    shown = scene("from_a~again_b")
    assert held(shown, "a").values == tuple(map(tuple, notebook().tolist()))
    assert held(shown, "b").values == tuple(map(tuple, (notebook() * 2).tolist()))
    assert len(shown.blocks) == 2
    assert scene("from_a~again_b~mul_b").story.apart == ("a",)
    lost = scene("again_a")
    assert len(lost.blocks) == 1
    assert lost.story is not None
    assert lost.story.freed == 1


def test_as_tensor_of_a_tensor_is_the_tensor() -> None:
    story = scene("from_a~as_b").story
    assert story is not None
    assert story.twins == ("b",)


def test_only_who_sees_some_of_the_same_cells_shares_them() -> None:
    story = scene("slice_a~back_b~slice_b~slice_c").story  # d is row 2 of a, e its row 1
    assert story is not None
    assert story.sharing == ("a", "b", "c")


def test_a_cell_that_nobody_has_set_does_not_change() -> None:
    shown = scene("tensor_a~grow_b~mul_b")
    assert held(shown, "b").changed == {(row, column) for row in range(4) for column in range(3)}
    assert shown.story is not None
    assert (shown.story.changed, shown.story.unset) == (("b",), 0)
    assert shown.blocks[1].changed == frozenset(range(0, 96, 8))
