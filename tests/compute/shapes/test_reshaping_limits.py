"""What may be asked of a reshaped tensor, what holds where nothing is said, and the layout of what comes of it."""

import pytest

from compute.network.spec import SpecError
from compute.shapes.reshaping import ChangeSpec, Element, compare, start
from tests.cases import for_each


def test_what_holds_where_nothing_is_said() -> None:
    spec = ChangeSpec()
    assert (spec.rows, spec.columns, spec.new_rows, spec.new_columns, spec.depth) == (3, 2, 2, 3, 1)
    assert (spec.seed, spec.fill, spec.owner, spec.infer) == (7, "counted", "torch", "none")
    assert (spec.flat, spec.transposed) == (False, False)


@for_each(
    ("field", "low", "high"),
    [
        ("rows", 1, 6),
        ("columns", 1, 6),
        ("new_rows", 1, 6),
        ("new_columns", 1, 6),
        ("depth", 1, 3),
        ("seed", 0, 9999),
    ],
)
def test_each_number_may_be_at_both_ends_of_its_range(field: str, low: int, high: int) -> None:
    for value in (low, high):
        assert getattr(ChangeSpec(**{field: value}), field) == value
    for value in (low - 1, high + 1):
        with pytest.raises(SpecError) as caught:
            ChangeSpec(**{field: value})
        assert (caught.value.field, caught.value.value, caught.value.allowed) == (field, value, f"{low}..{high}")


@for_each(
    ("spec", "shape", "target"),
    [
        (ChangeSpec(), (3, 2), (2, 3)),
        (ChangeSpec(depth=2), (2, 3, 2), (2, 3)),
        (ChangeSpec(depth=2, flat=True), (12,), (2, 3)),
        (ChangeSpec(infer="rows"), (3, 2), (-1, 3)),
        (ChangeSpec(infer="columns"), (3, 2), (2, -1)),
        (ChangeSpec(infer="both"), (3, 2), (-1, -1)),
    ],
)
def test_shape_and_target(spec: ChangeSpec, shape: tuple[int, ...], target: tuple[int, int]) -> None:
    assert (spec.shape, spec.target) == (shape, target)
    assert tuple(start(spec).shape) == shape


def test_the_lines_of_the_six_changes() -> None:
    assert [(change.name, change.code) for change in compare(ChangeSpec(new_rows=6, new_columns=1)).changes] == [
        ("reshape", "a.reshape(6, 1)"),
        ("resize_", "a.resize_(6, 1)"),
        ("view", "a.view(6, 1)"),
        ("transpose", "a.transpose(0, 1)"),
        ("t", "a.t()"),
        ("T", "a.T"),
    ]


def test_the_memory_goes_to_the_end_of_what_is_shown_and_what_nobody_has_set_is_nothing() -> None:
    grown = compare(ChangeSpec(1, 2, 2, 2)).named("resize_").after
    assert grown is not None
    assert grown.memory == (Element(0.0, 0), Element(1.0, 1), Element(None, None), Element(None, None))
    assert grown.elements == grown.memory
    assert (grown.places, grown.hidden) == ((0, 1, 2, 3), ())
    shrunk = compare(ChangeSpec(3, 2, 1, 2)).named("resize_").after
    assert shrunk is not None
    assert len(shrunk.memory) == 6
    assert shrunk.places == (0, 1)
    assert shrunk.hidden == tuple(Element(float(at), at) for at in (2, 3, 4, 5))


def test_a_transposed_tensor_shows_its_memory_in_another_order() -> None:
    turned = compare(ChangeSpec()).named("t")
    assert turned.after is not None
    assert (turned.after.shape, turned.after.stride, turned.after.contiguous) == ((2, 3), (1, 2), False)
    assert turned.after.places == (0, 2, 4, 1, 3, 5)
    assert [element.origin for element in turned.after.elements] == [0, 2, 4, 1, 3, 5]
    assert (turned.same_memory, turned.in_place, turned.error, turned.message) == (True, False, "", "")
