"""Runs exported programs as a student would, and reads what they print."""

import ast
import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

Run = Callable[[str], str]

_WORKER = """
import contextlib, io, json, sys, traceback, torch

for line in sys.stdin:
    torch.set_printoptions(profile="default")
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(json.loads(line), "program.py", "exec"), {"__name__": "__main__"})
    except Exception:
        printed.write(traceback.format_exc())
    print(json.dumps(printed.getvalue()), flush=True)
"""


@contextlib.contextmanager
def student(folder: Path) -> Iterator[Run]:
    """Runs a program in a process that has torch and nothing of ours, and returns what it prints."""
    with subprocess.Popen(
        [sys.executable, "-I", "-c", _WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        stdin, stdout = worker.stdin, worker.stdout

        def run_one(source: str) -> str:
            stdin.write(json.dumps(source) + "\n")
            stdin.flush()
            return str(json.loads(stdout.readline()))

        yield run_one
        stdin.close()


def printed_tensors(printed: str) -> list[list[list[float]]]:
    """The tensors that a program has printed, as lists."""
    return [ast.literal_eval(text) for text in printed.split("tensor")[1:]]
