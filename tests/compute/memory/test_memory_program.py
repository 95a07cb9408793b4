"""The memory page's program, run: it prints what the page shows."""

import subprocess
import sys

import pytest

from compute.memory.memory import FULL
from compute.memory.program import memory_program
from tests.compute.memory.histories import held, scene


@pytest.mark.parametrize(
    ("history", "seed"),
    [
        ("from_a~numpy_b~mul_b~set_b_1_2_9", 7),
        ("from_a~copy_b~t_b~slice_b~times_b~float_b~again_b~add_c~mul_d", 12),
        ("back_a~from_b~copy_b~from_c~grow_d~set_d_9_9_1~mul_d~as_d", 3),
        ("lock_a~mul_a~from_a~mul_b~numpy_a~tensor_b", 7),
        ("mul_h~" + "~".join(["as_a"] * 9), 5),
        ("from_a~grad_b~numpy_b~mul_b~set_b_0_0_1~grow_b~detach_b~data_b~add_c~numpy_d~t_b~add_f", 7),
    ],
)
def test_the_program_prints_what_the_page_shows(history: str, seed: int) -> None:
    shown = scene(history, seed)
    done = subprocess.run(
        [sys.executable, "-c", memory_program(shown)], capture_output=True, text=True, timeout=120, check=True
    )
    refused = [step.said.text.strip() for step in shown.steps if step.said and step.refused and step.said.kind != FULL]
    printed = done.stdout.strip()
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
    warned = [step.said.text for step in shown.steps if step.said and not step.refused]
    assert all(text[:60] in done.stderr for text in warned)


def _numbers(text: str) -> tuple[list[float], str]:
    """The numbers of one printed array or tensor, and what is printed after its last line."""
    shown, _, rest = text.partition("]]")
    end = ")" if shown.lstrip().startswith("tensor(") else "\n"  # with a `grad_fn`, torch goes on in another line
    for sign in ("tensor(", "[", "]", ","):
        shown = shown.replace(sign, " ")
    return [float(part) for part in shown.split()], rest.partition(end)[2].strip()
