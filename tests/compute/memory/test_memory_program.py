"""The memory page's program, run: it prints what the page shows."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from compute.memory.memory import FULL, MemoryState
from compute.memory.program import memory_program
from tests.compute.memory.histories import held, scene

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


@pytest.mark.own_process
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
