"""Checks what a page gives to take home: program, lesson and tensors say the same."""

import contextlib
import io
import re
from collections.abc import Iterator

import numpy as np
import torch

from compute.files.take_home import TakeHome

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_pack(pack: TakeHome) -> str:
    """Run the program and the lesson's cells, each in a namespace of its own; returns what both print."""
    assert NAME.fullmatch(pack.name), pack.name
    assert pack.title.strip()
    assert "generator=" not in pack.program
    namespace, printed = run([pack.program])
    assert printed.strip(), "the program prints nothing"
    _, told = run([passage.code for passage in pack.lesson if passage.code])
    assert told == printed, "the lesson's cells print something else than the program"
    for name, tensor in pack.tensors.items():
        assert name.isidentifier(), name
        held = namespace[name]
        in_program = held if isinstance(held, torch.Tensor) else torch.from_numpy(np.array(held))
        assert in_program.dtype == tensor.dtype, name
        assert in_program.shape == tensor.shape, name
        assert torch.allclose(in_program, tensor, rtol=1e-5, atol=1e-6, equal_nan=True), name
    for passage in pack.lesson:
        check_words(passage.text)
    return printed


def openings(pack: TakeHome) -> list[tuple[str, str]]:
    """Return of each passage how its text begins, up to 30 letters of one line, and its first line of code."""
    return [(each.text.partition("\n")[0][:30], each.code.strip().partition("\n")[0]) for each in pack.lesson]


def check_words(text: str) -> None:
    """A text of the lesson: there is one, formulas and code are closed, and no place was left unfilled."""
    assert text.strip()
    assert text.count("$$") % 2 == 0, text
    assert text.replace("$$", "").count("$") % 2 == 0, text
    assert text.count("`") % 2 == 0, text
    prose = re.sub(r"\$\$.*?\$\$|\$.*?\$|`.*?`", "", text, flags=re.DOTALL)
    assert not re.search(r"\{\w*\}", prose), text


def run(cells: list[str]) -> tuple[dict[str, object], str]:
    """Run cells one after another in a fresh namespace, as a notebook does; the namespace, and what they printed."""
    namespace: dict[str, object] = {"__name__": "__main__"}
    printed = io.StringIO()
    with _as_before(), contextlib.redirect_stdout(printed):
        for cell in cells:
            exec(compile(cell, "<cell>", "exec"), namespace)
    return namespace, printed.getvalue()


@contextlib.contextmanager
def _as_before() -> Iterator[None]:
    """Give the generators, the ways of printing and the number of threads back as they were."""
    numpy_state, threads = np.random.get_state(), torch.get_num_threads()
    with torch.random.fork_rng(devices=[]), np.printoptions():
        torch.set_printoptions(profile="default")
        try:
            yield
        finally:
            torch.set_printoptions(profile="default")
            np.random.set_state(numpy_state)
            torch.set_num_threads(threads)
