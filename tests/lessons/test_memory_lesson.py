"""The lesson of the memory page: line by line, with refusals, warnings, cells that nobody has set, and all names."""

import pytest
import torch

from components.base.text import Translate, languages, translator, untranslated
from components.memory.lesson import memory_lesson
from compute.files.take_home import TakeHome
from compute.memory.lines import MAX_OPS, parse_ops
from compute.memory.replay import replay
from tests.cases import for_each
from tests.lessons.pack_checking import check_pack, openings

HISTORIES = {
    "the notebook's": "from_a~numpy_b~mul_b~set_b_1_2_9",
    "copies": "from_a~copy_b~t_b~slice_b~times_b~float_b~again_b~add_c~mul_d",
    "refused": "back_a~from_b~copy_b~from_c~grow_d~set_d_9_9_1~mul_d~as_d",
    "read-only": "lock_a~mul_a~from_a~mul_b~numpy_a~tensor_b",
    "grown": "from_a~copy_b~t_c~grow_c~mul_c~slice_c~numpy_c",
    "grown in part": "from_a~copy_b~slice_c~grow_d~float_d~grow_d~add_c",
    "gradients": "from_a~grad_b~numpy_b~mul_b~set_b_0_0_1~grow_b~detach_b~data_b~add_c~numpy_d~times_b~t_b~add_g",
    "eight names": "mul_h~" + "~".join(["as_a"] * 9),
    "all lines": "from_a~copy_b~" + "~".join(["mul_a", "add_b", "set_c_0_0_-5", "again_c", "mul_c"] * 4),
    "nothing left": "slice_a~slice_b~slice_c~from_d~copy_e",
}


def packed(history: str, _: Translate = untranslated, seed: int = 7) -> TakeHome:
    return memory_lesson(replay(seed, parse_ops(history) or ()), _)


@pytest.mark.filterwarnings("ignore")  # torch's own, which are part of the lesson
@for_each("history", HISTORIES.values())
@for_each("language", languages())
def test_any_history(history: str, language: str) -> None:
    ops = parse_ops(history)
    assert ops is not None
    scene = replay(7, ops)
    pack = packed(history, translator(language))
    printed = check_pack(pack)
    assert list(pack.tensors) == [holder.name for holder in scene.holders]
    first, *others = scene.holders
    for other in others:
        shares = other.block == first.block and bool(other.seen & first.seen)
        assert f"a and {other.name} share memory: {shares}\n" in printed
    unset = translator(language)("In this program they are set to NaN, which is no number.")
    grown = sum(step.unset_from is not None for step in scene.steps)
    assert sum(unset in passage.text for passage in pack.lesson) == grown
    for step in scene.steps:
        assert any(f"## `{step.line}`\n\n" in passage.text for passage in pack.lesson), step.line
        if step.said is not None and step.refused and step.said.text:
            assert step.said.text in printed


def test_the_longest_history() -> None:
    pack = packed("~".join(["mul_a"] * MAX_OPS))
    check_pack(pack)
    assert len(pack.lesson) == MAX_OPS + 5
    assert torch.equal(pack.tensors["a"] / 2**MAX_OPS, packed("none").tensors["a"])


def test_each_line_is_told_as_memory_was_then() -> None:
    (made, copied, _written) = (passage.text for passage in packed("from_a~copy_b~mul_b").lesson[1:4])
    assert "no number was copied" in made
    assert "memory of its own" in copied


def test_cells_that_nobody_has_set_are_nan_in_file_and_program() -> None:
    pack = packed("from_a~copy_b~grow_c")
    assert int(pack.tensors["c"].isnan().sum()) == 3
    assert check_pack(pack).count("nan") == 3
    assert any("NaN" in passage.text for passage in pack.lesson)
    assert "nan" not in packed("from_a~copy_b").program


def test_name_of_the_file() -> None:
    assert packed("from_a~numpy_b", seed=12).name == "memory-seed-12-lines-2"
    assert packed("none").name == "memory-seed-7-lines-0"


def test_the_lesson_goes_line_by_line_and_ends_with_what_to_remember() -> None:
    pack = packed("from_a~mul_b")
    assert openings(pack) == [
        ("torch makes a tensor of a NumP", "import numpy as np"),
        ("## `b = torch.from_numpy(a)`", "b = torch.from_numpy(a)"),
        ("## `b.mul_(2)`", "b.mul_(2)"),
        ("## What has become of all this", 'print("a =", a, sep="\\n")'),
        ("To remember: `from_numpy`, `as", ""),
        ("After `requires_grad_()` torch", ""),
        ("## Questions", ""),
    ]
    assert pack.title == "NumPy and torch: who looks at whose memory"
    assert pack.lesson[0].text.endswith("It begins with an array of 4 × 3 random numbers.")
    assert pack.tensors["a"].shape == (4, 3)
    assert pack.lesson[2].text == "## `b.mul_(2)`\n\n12 cells of memory were written. `a` changed too: the same memory."


def test_only_a_line_that_leaves_cells_unset_says_that_they_are_nan() -> None:
    texts = [passage.text for passage in packed("from_a~copy_b~grow_c").lesson[1:4]]
    ends = [text.endswith("In this program they are set to NaN, which is no number.") for text in texts]
    assert ends == [False, False, True]


def test_the_type_of_an_array_or_a_tensor_is_kept() -> None:
    found = packed("from_a~float_b").tensors
    assert [numbers.dtype for numbers in found.values()] == [torch.float64, torch.float64, torch.float32]
