"""Who shares memory: the scene against the same lines written longhand, against the bytes themselves, and at random."""

import ctypes
import json
import math
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.memory.lines import MAX_OPS, NAMES, OPERATIONS, Op, format_ops, parse_ops
from compute.memory.memory import FULL, Holder, MemoryState, replay
from compute.memory.program import memory_program
from tests.examples import examples

NEGATIVE = "At least one stride in the given numpy array is negative"
NOT_WRITABLE = "The given NumPy array is not writable, and PyTorch does not support non-writable tensors."

OPS = st.one_of(
    st.builds(Op, st.sampled_from([code for code in OPERATIONS if code != "set"]), st.sampled_from(NAMES[:5])),
    st.builds(
        Op,
        st.just("set"),
        st.sampled_from(NAMES[:3]),
        st.integers(0, 4),
        st.integers(0, 3),
        st.integers(-990_000, 990_000).map(lambda number: number / 10_000),
    ),
)
HISTORIES = st.lists(OPS, max_size=MAX_OPS).map(tuple)


def scene(history: str, seed: int = 7) -> MemoryState:
    ops = parse_ops(history)
    assert ops is not None
    return replay(seed, ops)


def held(shown: MemoryState, name: str) -> Holder:
    holder = shown.holder(name)
    assert holder is not None
    return holder


def notebook(seed: int = 7) -> np.ndarray:
    return np.random.RandomState(seed).rand(4, 3)


@pytest.mark.parametrize("seed", [0, 7, 42, 9999])
def test_the_array_is_the_one_of_the_global_generator(seed: int) -> None:
    state = np.random.get_state()
    np.random.seed(seed)
    expected = np.random.rand(4, 3)
    np.random.set_state(state)
    shown = replay(seed, ())
    assert held(shown, "a").values == tuple(map(tuple, expected.tolist()))
    (block,) = shown.blocks
    assert block.values == tuple(expected.ravel().tolist())
    assert block.places == tuple(range(0, 96, 8))


def test_the_notebook_doubles_the_array_through_the_tensor() -> None:
    shown = scene("from_a~numpy_b~mul_b")
    doubled = (notebook() * 2).tolist()
    assert [[list(row) for row in holder.values] for holder in shown.holders] == [doubled] * 3
    assert len(shown.blocks) == 1
    assert shown.blocks[0].changed == frozenset(range(0, 96, 8))
    assert shown.story is not None
    assert (shown.story.changed, shown.story.apart) == (("a", "b", "c"), ())


@pytest.mark.parametrize(
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


def test_strides_and_places_of_every_view() -> None:
    shown = scene("from_a~t_b~slice_b~back_a~float_b")
    longhand = torch.from_numpy(notebook())
    views = {"b": longhand, "c": longhand.t(), "d": longhand[1:3], "f": longhand.float()}
    for name, view in views.items():
        holder = held(shown, name)
        assert holder.strides == view.stride()
        assert holder.shape == tuple(view.shape)
        assert holder.dtype == str(view.dtype)
    assert held(shown, "d").places == ((24, 32, 40), (48, 56, 64))
    assert held(shown, "e").strides == (-24, 8)
    assert held(shown, "e").places == ((72, 80, 88), (48, 56, 64), (24, 32, 40), (0, 8, 16))
    assert shown.blocks[held(shown, "f").block or 0].itemsize == 4


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


@pytest.mark.parametrize(
    "history", ["slice_a~again_a", "tensor_a~slice_b~again_b", "tensor_a~numpy_b~slice_c~again_b~again_c"]
)
def test_a_slice_keeps_all_of_the_memory_that_it_was_cut_from(history: str) -> None:
    shown = scene(history)
    (cut,) = (holder for holder in shown.holders if holder.shape == (2, 3) and holder.places[0][0] == 24)
    assert shown.blocks[cut.block or 0].values == tuple(notebook().ravel().tolist())


def test_as_tensor_of_a_tensor_is_the_tensor() -> None:
    story = scene("from_a~as_b").story
    assert story is not None
    assert story.twins == ("b",)


@pytest.mark.parametrize("code", ["from", "as", "tensor"])
def test_negative_strides_are_refused_in_torch_s_words(code: str) -> None:
    shown = scene(f"back_a~{code}_b")
    said = shown.steps[-1].said
    assert said is not None
    with pytest.raises(ValueError, match=NEGATIVE) as raised:
        getattr(torch, {"from": "from_numpy", "as": "as_tensor", "tensor": "tensor"}[code])(notebook()[::-1])
    assert (said.kind, said.text, said.refused) == ("ValueError", str(raised.value), True)
    assert [holder.name for holder in shown.holders] == ["a", "b"]


def test_torch_warns_of_a_read_only_array_every_time() -> None:
    for _ in range(3):  # torch itself would say it once in the life of the process
        said = scene("lock_a~from_a").steps[-1].said
        assert said is not None
        assert said.text.startswith(NOT_WRITABLE)
        assert (said.kind, said.refused) == ("UserWarning", False)
    assert not torch.is_warn_always_enabled()


def test_many_at_once_get_their_own_numbers_and_warnings() -> None:
    def one(seed: int) -> bool:
        shown = scene("lock_a~from_a~mul_b", seed)
        warned = shown.steps[1].said
        right = held(shown, "a").values == tuple(map(tuple, (notebook(seed) * 2).tolist()))
        return right and warned is not None and warned.text.startswith(NOT_WRITABLE)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(200)))


def test_listening_leaves_python_s_warnings_alone() -> None:
    before = (warnings.showwarning, list(warnings.filters))
    scene("lock_a~from_a~tensor_b")
    assert (warnings.showwarning, list(warnings.filters)) == before


def test_a_read_only_array_refuses_numpy_but_not_the_tensor() -> None:
    said = scene("lock_a~set_a_0_0_1").steps[-1].said
    assert said is not None
    assert (said.kind, said.text) == ("ValueError", "assignment destination is read-only")
    shown = scene("lock_a~from_a~mul_b")
    assert not held(shown, "a").writeable
    assert held(shown, "a").values == tuple(map(tuple, (notebook() * 2).tolist()))


def test_growing_numpys_memory_is_refused_and_leaves_no_broken_tensor() -> None:
    shown = scene("from_a~t_b~grow_c")
    step = shown.steps[-1]
    assert step.said is not None
    assert (step.said.kind, step.said.text) == ("RuntimeError", "Trying to resize storage that is not resizable")
    longhand = torch.from_numpy(notebook()).t()
    with pytest.raises(RuntimeError):
        longhand.resize_(5, 3)
    # torch's own tensor now claims a shape that its memory does not have; it is not touched again.
    assert step.left_shape == tuple(longhand.shape)
    assert (held(shown, "c").shape, held(shown, "c").strides) == ((3, 4), (1, 3))
    again = scene("from_a~t_b~grow_c~mul_c")
    assert held(again, "a").values == tuple(map(tuple, (notebook() * 2).tolist()))


def test_memory_that_numpy_looks_at_does_not_grow_either() -> None:
    shown = scene("tensor_a~numpy_b~grow_b")
    assert shown.steps[-1].refused
    assert held(shown, "b").shape == (4, 3)


def test_cells_that_nobody_has_set_are_never_shown() -> None:
    shown = scene("tensor_a~slice_b~grow_c~copy_c~mul_d~set_d_4_2_5")
    for name in ("c", "d"):  # d = c.clone(), multiplied: what nobody has set stays so
        rows = held(shown, name).values
        assert not any(math.isnan(value) for row in rows[:3] for value in row)
        assert [math.isnan(value) for row in rows[3:] for value in row][:5] == [True] * 5
    assert held(shown, "d").values[4][2] == 5.0
    assert shown.blocks[1].values[:12] == tuple(notebook().ravel().tolist())
    assert all(math.isnan(value) for value in shown.blocks[1].values[12:])
    story = scene("tensor_a~slice_b~grow_c").story
    assert story is not None
    assert story.unset == 6


NOT_FOR_NUMPY = "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
LEAF = "a leaf Variable that requires grad is being used in an in-place operation."


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("numpy_b", NOT_FOR_NUMPY),
        ("mul_b", LEAF),
        ("add_b", LEAF),
        ("set_b_0_0_1", f"a view of {LEAF}"),
        ("t_b~mul_c", f"a view of {LEAF}"),
        ("times_b~numpy_c", NOT_FOR_NUMPY),
        ("grow_b", "cannot resize variables that require grad"),
    ],
)
def test_a_tensor_that_requires_grad_refuses_in_torch_s_words(line: str, words: str) -> None:
    shown = scene(f"from_a~grad_b~{line}")
    said = shown.steps[-1].said
    assert said is not None
    assert (said.kind, said.text, said.refused) == ("RuntimeError", words, True)
    assert held(shown, "b").requires_grad
    assert held(shown, "a").values == tuple(map(tuple, notebook().tolist()))


@pytest.mark.parametrize("code", ["detach", "data"])
def test_without_grad_it_is_the_same_memory(code: str) -> None:
    shown = scene(f"from_a~grad_b~{code}_b~numpy_c~mul_c")
    assert [holder.requires_grad for holder in shown.holders] == [False, True, False, False]
    assert len(shown.blocks) == 1
    doubled = tuple(map(tuple, (notebook() * 2).tolist()))
    assert [holder.values for holder in shown.holders] == [doubled] * 4


def test_an_array_knows_no_gradients() -> None:
    for code, word in (("grad", "requires_grad_"), ("detach", "detach")):
        said = scene(f"{code}_a").steps[-1].said
        assert said is not None
        assert (said.kind, said.text) == ("AttributeError", f"'numpy.ndarray' object has no attribute '{word}'")
    viewed = scene("data_a")  # `a.data` is a buffer of Python's; a view is what comes nearest
    assert (viewed.steps[-1].line, len(viewed.blocks)) == ("b = a.view()", 1)


def test_eight_names_and_no_more() -> None:
    shown = scene("~".join(["from_a"] * 9))
    assert [holder.name for holder in shown.holders] == list(NAMES)
    assert shown.steps[-1].said is not None
    assert shown.steps[-1].said.kind == FULL


def test_a_name_that_is_not_there_is_what_python_says() -> None:
    said = scene("mul_h").steps[-1].said
    assert said is not None
    assert (said.kind, said.text) == ("NameError", "name 'h' is not defined")


@given(seed=st.integers(0, 9999), ops=HISTORIES)
@examples(150)
def test_any_history(seed: int, ops: tuple[Op, ...]) -> None:
    shown = replay(seed, ops)
    assert len(shown.steps) == len(ops)
    assert shown.holders[0].name == "a"
    for holder in shown.holders:
        if holder.block is None:
            assert not holder.seen
            continue
        block = shown.blocks[holder.block]
        cells = dict(zip(block.places, block.values, strict=True))
        for row, column in holder.elements:
            value, cell = holder.values[row][column], cells[holder.places[row][column]]
            assert value == cell or (math.isnan(value) and math.isnan(cell))
    for one in shown.blocks:
        for other in shown.blocks:
            assert (
                one is other or one.address + one.nbytes <= other.address or other.address + other.nbytes <= one.address
            )


@given(ops=HISTORIES)
@examples(60)
def test_the_same_history_gives_the_same_scene_but_for_addresses(ops: tuple[Op, ...]) -> None:
    one, other = replay(7, ops), replay(7, ops)
    assert repr(one.holders) == repr(other.holders)
    assert repr(one.steps) == repr(other.steps)
    assert repr(one.story) == repr(other.story)
    assert [repr(block.values) for block in one.blocks] == [repr(block.values) for block in other.blocks]


def test_the_address_is_where_the_numbers_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the bytes at the addresses while the arrays live: pointers and strides against memory itself."""
    from compute.memory import memory  # noqa: PLC0415

    looked = memory._look
    seen = []

    def look(things: Any) -> Any:
        holders, blocks = looked(things)
        for holder in holders:
            for row, column in holder.elements:
                address = blocks[holder.block].address + holder.places[row][column]
                kind = ctypes.c_float if holder.dtype.endswith("32") else ctypes.c_double
                seen.append(kind.from_address(address).value == holder.values[row][column])
        return holders, blocks

    monkeypatch.setattr(memory, "_look", look)
    scene("from_a~t_b~slice_b~back_a~float_b~copy_c~mul_b")
    assert len(seen) > 100
    assert all(seen)


@given(ops=HISTORIES)
def test_the_link_reads_back(ops: tuple[Op, ...]) -> None:
    if ops:
        assert format_ops(parse_ops(format_ops(ops)) or ()) == format_ops(ops)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "~",
        "mul",
        "mul_i",
        "mul_b~",
        "MUL_b",
        "set_b",
        "set_b_1_2_",
        "set_b_1_2_1e9",
        "set_b_1_2_100",
        "set_b_-1_2_1",
        "set_b_1_2_nan",
        "set_b_1_2_٣",
        "mul_b_1",
        "eval_b",
        "__import__",
        "~".join(["mul_a"] * (MAX_OPS + 1)),
        "mul_a~" * 5000,
        "mul_b\n",
    ],
)
def test_hostile_histories_are_not_read(text: str) -> None:
    assert parse_ops(text) is None


PROGRAMS = [
    ("from_a~numpy_b~mul_b~set_b_1_2_9", 7),
    ("from_a~copy_b~t_b~slice_b~times_b~float_b~again_b~add_c~mul_d", 12),
    ("back_a~from_b~copy_b~from_c~grow_d~set_d_9_9_1~mul_d~as_d", 3),
    ("lock_a~mul_a~from_a~mul_b~numpy_a~tensor_b", 7),
    ("mul_h~" + "~".join(["as_a"] * 9), 5),
    ("from_a~grad_b~numpy_b~mul_b~set_b_0_0_1~grow_b~detach_b~data_b~add_c~numpy_d~t_b~add_f", 7),
]
"""Histories and their seeds, whose programs are run."""

EACH_BY_ITSELF = """
import json, os, sys
import numpy, torch
for number, program in enumerate(json.load(sys.stdin)):
    if not os.fork():
        for stream, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(f"{number}.{name}", os.O_WRONLY | os.O_CREAT), stream)
        exec(compile(program, "memory.py", "exec"), {"__name__": "__main__"})
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
    assert os.wait()[1] == 0, number
"""
"""Runs programs in one process each, as torch warns once only, and reads torch itself once for all of them."""


def test_the_programs_print_what_the_page_shows(tmp_path: Path) -> None:
    scenes = [scene(history, seed) for history, seed in PROGRAMS]
    programs = json.dumps([memory_program(shown) for shown in scenes])
    subprocess.run([sys.executable, "-c", EACH_BY_ITSELF], input=programs, text=True, cwd=tmp_path, check=True)
    for number, shown in enumerate(scenes):
        _compare(shown, *((tmp_path / f"{number}.{name}").read_text("utf-8").strip() for name in ("out", "err")))


def _compare(shown: MemoryState, printed: str, warned: str) -> None:
    """What a program printed and warned of against what the page shows."""
    refused = [step.said.text.strip() for step in shown.steps if step.said and step.refused and step.said.kind != FULL]
    for text in refused:
        assert printed.startswith(text)
        printed = printed[len(text) :].strip()
    for name in (holder.name for holder in shown.holders):
        assert printed.startswith(f"{name} =")
        numbers, printed = _numbers(printed[3:])
        expected = [value for row in held(shown, name).values for value in row]
        assert numbers == pytest.approx(expected, abs=6e-5)
    sharing = [line.rsplit(": ")[1] == "True" for line in printed.splitlines()]
    first = held(shown, "a")
    assert sharing == [other.block == first.block for other in shown.holders[1:]]
    warnings = [step.said.text for step in shown.steps if step.said and not step.refused]
    assert all(text[:60] in warned for text in warnings)


def _numbers(text: str) -> tuple[list[float], str]:
    """The numbers of one printed array or tensor, and what is printed after its last line."""
    shown, _, rest = text.partition("]]")
    end = ")" if shown.lstrip().startswith("tensor(") else "\n"  # with a `grad_fn`, torch goes on in another line
    for sign in ("tensor(", "[", "]", ","):
        shown = shown.replace(sign, " ")
    return [float(part) for part in shown.split()], rest.partition(end)[2].strip()
