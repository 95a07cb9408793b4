"""A program run anew: the same lines written longhand, what torch refuses and warns of, and any history at random."""

import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from hypothesis import given

from compute.memory.lines import NAMES, Op
from compute.memory.memory import FULL
from compute.memory.replay import replay
from tests.cases import for_each
from tests.compute.memory.histories import HISTORIES, held, notebook, scene
from tests.examples import examples

NEGATIVE = "At least one stride in the given numpy array is negative"

NOT_WRITABLE = "The given NumPy array is not writable, and PyTorch does not support non-writable tensors."


@for_each("seed", [0, 7, 42, 9999])
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


@pytest.mark.parametrize("code", ["from", "as", "tensor"])
def test_negative_strides_are_refused_in_torch_s_words(code: str) -> None:
    shown = scene(f"back_a~{code}_b")
    said = shown.steps[-1].said
    assert said is not None
    with pytest.raises(ValueError, match=NEGATIVE) as raised:
        getattr(torch, {"from": "from_numpy", "as": "as_tensor", "tensor": "tensor"}[code])(notebook()[::-1])
    assert (said.kind, said.text, said.refused) == ("ValueError", str(raised.value).strip(), True)
    assert [holder.name for holder in shown.holders] == ["a", "b"]


def test_torch_warns_of_a_read_only_array_every_time() -> None:
    for _ in range(3):  # torch itself would say it once in the life of the process
        said = scene("lock_a~from_a").steps[-1].said
        assert said is not None
        assert said.text.startswith(NOT_WRITABLE)
        assert (said.kind, said.refused) == ("UserWarning", False)
        assert said.text.endswith("for the rest of this program.")  # and no place in torch's own source behind it
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


NOT_FOR_NUMPY = "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."

LEAF = "a leaf Variable that requires grad is being used in an in-place operation."


@for_each(
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


@given(ops=HISTORIES)
@examples(60)
def test_the_same_history_gives_the_same_scene_but_for_addresses(ops: tuple[Op, ...]) -> None:
    one, other = replay(7, ops), replay(7, ops)
    assert repr(one.holders) == repr(other.holders)
    assert repr(one.steps) == repr(other.steps)
    assert repr(one.story) == repr(other.story)
    assert [repr(block.values) for block in one.blocks] == [repr(block.values) for block in other.blocks]
