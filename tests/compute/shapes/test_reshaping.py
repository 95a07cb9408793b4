"""reshape, resize_, view, transpose, t, T: against raw torch, element by element, and nothing that nobody set."""

import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.network.spec import SpecError
from compute.shapes.reshaping import (
    DOES_NOT_FIT,
    DRAWN,
    FILLS,
    GRAD,
    INFERRED,
    NEEDS_GRAD,
    NO_MATRIX,
    NOT_INFERRED,
    NUMPY,
    ONE_DIMENSION,
    OWNED,
    OWNERS,
    SCATTERED,
    T_WARNING,
    TWO_INFERRED,
    UNKNOWN,
    ChangeSpec,
    compare,
    kind_of_refusal,
)
from tests.cases import for_each

SIDES = st.integers(1, 6)
SPECS = st.builds(
    ChangeSpec,
    SIDES,
    SIDES,
    SIDES,
    SIDES,
    st.integers(1, 3),
    st.booleans(),
    st.sampled_from(FILLS),
    st.sampled_from(OWNERS),
    st.integers(0, 9999),
    st.booleans(),
    st.sampled_from(INFERRED),
)


def longhand_start(spec: ChangeSpec) -> torch.Tensor:
    shape: tuple[int, ...] = (spec.rows, spec.columns) if spec.depth == 1 else (spec.depth, spec.rows, spec.columns)
    if spec.flat:
        shape = (spec.depth * spec.rows * spec.columns,)
    if spec.fill == DRAWN:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(spec.seed)
            tensor = torch.randn(shape)
    else:
        tensor = torch.tensor(range(int(np.prod(shape))), dtype=torch.float32).reshape(shape)
    if spec.owner == NUMPY:
        tensor = torch.from_numpy(tensor.numpy().copy())
    if spec.owner == GRAD:
        tensor.requires_grad_()
    return tensor.transpose(0, 1) if spec.transposed and not spec.flat else tensor


def longhand(name: str, tensor: torch.Tensor, rows: int, columns: int) -> torch.Tensor:
    if name in ("transpose", "t"):
        return torch.transpose(tensor, 0, 1) if name == "transpose" else torch.t(tensor)
    if name == "T":
        return tensor.permute(*reversed(range(tensor.dim())))
    return getattr(tensor, name)(rows, columns)


@given(SPECS)
def test_each_change_is_what_raw_torch_does(spec: ChangeSpec) -> None:
    comparison = compare(spec)
    for change in comparison.changes:
        tensor = longhand_start(spec).detach().requires_grad_(spec.owner == GRAD)
        count = tensor.numel()
        before = tensor.untyped_storage().data_ptr()
        try:
            rows = -1 if spec.infer in ("rows", "both") else spec.new_rows
            columns = -1 if spec.infer in ("columns", "both") else spec.new_columns
            after, words = longhand(change.name, tensor, rows, columns), ""
        except (RuntimeError, IndexError) as error:
            after, words = None, str(error)
        assert change.message == words
        if after is None:
            assert change.after is None
            assert kind_of_refusal(words) != UNKNOWN
            continue
        assert change.after is not None, change.message
        assert change.after.shape == tuple(after.shape)
        assert change.after.stride == after.stride()
        assert change.after.contiguous == after.is_contiguous()
        assert change.in_place == (after is tensor)
        assert change.same_memory == (after.untyped_storage().data_ptr() == before)
        shown = [element.value for element in change.after.elements]
        if after.numel() <= count:
            assert shown == after.detach().flatten().tolist()
        else:
            assert shown[:count] == after.detach().flatten()[:count].tolist()


@given(SPECS)
def test_every_number_is_somewhere_and_none_is_made_up(spec: ChangeSpec) -> None:
    comparison = compare(spec)
    before = [element.value for element in comparison.before.elements]
    assert [element.origin for element in comparison.before.elements] == list(range(len(before)))
    for change in comparison.changes:
        if change.after is None:
            continue
        found = [*change.after.elements, *change.after.hidden]
        origins = [element.origin for element in found if element.origin is not None]
        assert sorted(origins) == list(range(len(before)))
        for element in found:
            assert element.value == (None if element.origin is None else before[element.origin])
        unset = sum(element.origin is None for element in found)
        assert unset == max(len(change.after.elements) - len(before), 0)


def test_more_elements_are_unset_and_never_read() -> None:
    """Even where the new memory holds something: torch can be told to fill it with NaN, and no NaN is seen."""
    deterministic = torch.are_deterministic_algorithms_enabled()
    torch._C._set_deterministic_algorithms(
        True
    )  # the public way imports all of torch's compiler first, which takes seconds
    try:
        grown = compare(ChangeSpec(1, 5, 3, 2)).named("resize_").after
        assert torch.empty(4).isnan().all()
    finally:
        torch._C._set_deterministic_algorithms(deterministic)
    assert grown is not None
    assert [element.value for element in grown.elements] == [0, 1, 2, 3, 4, None]


def test_fewer_elements_are_out_of_sight_and_still_in_memory() -> None:
    change = compare(ChangeSpec(3, 2, 2, 2)).named("resize_")
    assert change.in_place
    assert change.same_memory
    assert [element.value for element in change.after.elements] == [0, 1, 2, 3]
    assert [element.value for element in change.after.hidden] == [4, 5]


def test_view_and_t_of_three_by_two() -> None:
    comparison = compare(ChangeSpec(3, 2, 2, 3))
    view, t = comparison.named("view").after, comparison.named("t").after
    assert view.shape == t.shape == (2, 3)
    assert [element.value for element in view.elements] == [0, 1, 2, 3, 4, 5]
    assert [element.value for element in t.elements] == [0, 2, 4, 1, 3, 5]


def test_a_vector_has_nothing_to_swap() -> None:
    comparison = compare(ChangeSpec(3, 2, flat=True))
    assert comparison.before.shape == (6,)
    t, turned = comparison.named("t"), comparison.named("T")
    assert t.after.shape == turned.after.shape == (6,)
    assert not t.warning
    assert "on tensors of dimension other than 2" in turned.warning
    assert turned.warning == T_WARNING
    assert "Triggered" not in turned.warning
    assert kind_of_refusal(comparison.named("transpose").message) == ONE_DIMENSION
    assert not compare(ChangeSpec()).named("T").warning
    assert compare(ChangeSpec(depth=2)).named("T").warning


def test_minus_one_is_worked_out_once() -> None:
    one = compare(ChangeSpec(3, 2, 2, 3, infer="rows"))
    assert one.named("view").code == "a.view(-1, 3)"
    assert one.named("view").after.shape == one.named("reshape").after.shape == (2, 3)
    assert kind_of_refusal(one.named("resize_").message) == NOT_INFERRED
    both = compare(ChangeSpec(3, 2, 2, 3, infer="both"))
    assert both.named("reshape").message == "only one dimension can be inferred"
    assert kind_of_refusal(both.named("view").message) == TWO_INFERRED
    assert kind_of_refusal(compare(ChangeSpec(infer="columns", new_rows=4)).named("view").message) == DOES_NOT_FIT


@pytest.mark.own_process
def test_a_warning_is_kept_for_the_page_and_reaches_no_log() -> None:
    code = (
        "import torch; from compute.shapes.reshaping import ChangeSpec, compare\n"
        "for spec in (ChangeSpec(flat=True), ChangeSpec(depth=3)): print(compare(spec).named('T').warning[:9])\n"
        "assert not torch.is_warn_always_enabled()"
    )
    ran = subprocess.run([sys.executable, "-W", "always", "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:2] == ["The use o"] * 2
    assert ran.stderr == ""


def test_after_t_view_refuses_and_reshape_copies() -> None:
    comparison = compare(ChangeSpec(3, 2, 1, 6, transposed=True))
    assert kind_of_refusal(comparison.named("view").message) == SCATTERED
    assert "view size is not compatible with input tensor's size and stride" in comparison.named("view").message
    reshape = comparison.named("reshape")
    assert not reshape.same_memory
    assert not reshape.in_place
    assert [element.value for element in reshape.after.elements] == [0, 2, 4, 1, 3, 5]
    # resize_ ignores the strides.
    assert [element.value for element in comparison.named("resize_").after.elements] == [0, 1, 2, 3, 4, 5]


@for_each(
    ("spec", "name", "words", "kind"),
    [
        (ChangeSpec(1, 5, 3, 2), "view", "shape '[3, 2]' is invalid for input of size 5", DOES_NOT_FIT),
        (ChangeSpec(1, 5, 3, 2), "reshape", "shape '[3, 2]' is invalid for input of size 5", DOES_NOT_FIT),
        (ChangeSpec(depth=2), "t", "t() expects a tensor with <= 2 dimensions, but self is 3D", NO_MATRIX),
        (ChangeSpec(2, 2, 3, 3, owner=NUMPY), "resize_", "Trying to resize storage that is not resizable", OWNED),
        (ChangeSpec(owner=GRAD), "resize_", "cannot resize variables that require grad", NEEDS_GRAD),
    ],
)
def test_what_torch_refuses(spec: ChangeSpec, name: str, words: str, kind: str) -> None:
    change = compare(spec).named(name)
    assert change.after is None
    assert words in change.message
    assert kind_of_refusal(change.message) == kind


def test_a_refusal_nobody_foresaw() -> None:
    assert kind_of_refusal("out of cheese") == UNKNOWN


@for_each(
    ("field", "value"), [("rows", 0), ("new_columns", 7), ("depth", 4), ("fill", "zeros"), ("owner", ""), ("seed", -1)]
)
def test_a_spec_refuses_what_is_out_of_range(field: str, value: int | str) -> None:
    with pytest.raises(SpecError, match=field):
        ChangeSpec(**{field: value})
