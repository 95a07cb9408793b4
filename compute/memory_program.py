"""The history of the memory page as a program to run at home: it prints what the page shows.

It is one of the places where `np.random.seed` stands: in a program of its own, the global generator is the right one.
"""

from compute.memory import COLUMNS, FULL, ROWS, Scene, Step


def memory_program(scene: Scene) -> str:
    """Source of a program that runs the lines of the scene, then prints each name and what shares memory with `a`.

    A line that was refused stands in `try`, and prints the error in the words of NumPy or torch.
    """
    lines = [
        "import numpy as np",
        "import torch",
        "",
        "np.set_printoptions(precision=4, suppress=True)",
        "torch.set_printoptions(precision=4, sci_mode=False)",
        "",
        *first_lines(scene.seed),
    ]
    for step in scene.steps:
        lines += _lines_of(step)
    lines.append("")
    first, *others = (holder.name for holder in scene.holders)
    lines += [f'print("{name} =", {name}, sep="\\n")' for name in (first, *others)]
    lines += [f'print("{first} and {name} share memory:", np.shares_memory({first}, {name}))' for name in others]
    return "\n".join(lines) + "\n"


def first_lines(seed: int) -> tuple[str, str]:
    """The lines that every history begins with."""
    return f"np.random.seed({seed})", f"a = np.random.rand({ROWS}, {COLUMNS})"


def _lines_of(step: Step) -> list[str]:
    if step.said is None or not step.said.refused:
        return [step.line]
    if step.said.kind == FULL:
        return []
    lines = ["try:", f"    {step.line}", f"except {step.said.kind} as error:", "    print(error)"]
    return [*lines, step.put_back] if step.put_back else lines
