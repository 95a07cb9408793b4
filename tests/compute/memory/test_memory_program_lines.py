"""The lines of the memory page's program, written out."""

from compute.memory.memory import FULL, Said
from compute.memory.program import first_lines, memory_program, memory_steps
from tests.cases import for_each
from tests.compute.memory.histories import scene


def test_every_history_begins_with_its_seed_and_the_array() -> None:
    assert first_lines(12) == ("np.random.seed(12)", "a = np.random.rand(4, 3)")


def test_the_program_of_plain_lines() -> None:
    begun, *lines, told = memory_steps(scene("from_a~mul_b~copy_b", 12))
    assert begun == (
        "import numpy as np\nimport torch\n\nnp.set_printoptions(precision=4, suppress=True)\n"
        "torch.set_printoptions(precision=4, sci_mode=False)\n\nnp.random.seed(12)\na = np.random.rand(4, 3)"
    )
    assert lines == ["b = torch.from_numpy(a)", "b.mul_(2)", "c = b.clone()"]
    assert told == (
        'print("a =", a, sep="\\n")\nprint("b =", b, sep="\\n")\nprint("c =", c, sep="\\n")\n'
        'print("a and b share memory:", np.shares_memory(a, b))\n'
        'print("a and c share memory:", np.shares_memory(a, c))'
    )
    assert memory_program(scene("from_a~mul_b~copy_b", 12)) == "\n\n".join(["\n".join([begun, *lines]), f"{told}\n"])


def test_numpy_looks_at_a_tensor_that_requires_grad_without_it() -> None:
    told = memory_steps(scene("from_a~grad_b~detach_b"))[-1].splitlines()
    assert told[-2:] == [
        'print("a and b share memory:", np.shares_memory(a, b.detach()))',
        'print("a and c share memory:", np.shares_memory(a, c))',
    ]


@for_each(
    ("history", "line"),
    [
        ("back_a~from_b", "try:\n    c = torch.from_numpy(b)\nexcept ValueError as error:\n    print(error)"),
        ("mul_h", "try:\n    h.mul_(2)\nexcept NameError as error:\n    print(error)"),
        (
            "from_a~grow_b",
            "try:\n    b.resize_(5, 3)\nexcept RuntimeError as error:\n    print(error)\n"
            "b.as_strided_((4, 3), (3, 1), 0)",
        ),
        (
            "tensor_a~grow_b",
            "b.resize_(5, 3)\ntorch.empty(0, dtype=b.dtype).set_(b.untyped_storage())[12:] = torch.nan"
            "  # nobody has set these",
        ),
        ("tensor_a~slice_b~grow_c~grow_b", "b.resize_(5, 3)"),
        ("lock_a~from_a", "b = torch.from_numpy(a)"),
        ("~".join(["from_a"] * 8), ""),
    ],
)
def test_a_line_that_is_refused_or_makes_new_memory_has_more_lines(history: str, line: str) -> None:
    shown = scene(history)
    assert memory_steps(shown)[-2] == line


def test_a_line_without_a_name_left_is_none() -> None:
    shown = scene("~".join(["from_a"] * 8))
    assert shown.steps[-1].said == Said(FULL, "", True)
    assert "\n\n\n" not in memory_program(shown)
