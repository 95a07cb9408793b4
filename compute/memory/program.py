"""The history of the memory page as a program to run at home: it prints what the page shows.

It is one of the places where `np.random.seed` stands: in a program of its own, the global generator is the right one.
"""

from compute.files.steps import in_one
from compute.memory.memory import FULL, Holder, MemoryState, MemoryStep
from compute.memory.replay import COLUMNS, ROWS


def memory_steps(scene: MemoryState) -> tuple[str, ...]:
    """Write a program in steps: the array, each line of the scene, and what each name holds and shares with `a`.

    A line that was refused stands in `try`, and prints the error in the words of NumPy or torch.
    """
    options = "np.set_printoptions(precision=4, suppress=True)\ntorch.set_printoptions(precision=4, sci_mode=False)"
    begun = f"import numpy as np\nimport torch\n\n{options}\n\n" + "\n".join(first_lines(scene.seed))
    first, *others = scene.holders
    told = [f'print("{held.name} =", {held.name}, sep="\\n")' for held in scene.holders]
    told += [_sharing(first.name, held) for held in others]
    return begun, *("\n".join(_lines_of(step)) for step in scene.steps), "\n".join(told)


def memory_program(scene: MemoryState) -> str:
    """Write the same program as one source, with the lines of the scene one below the other."""
    begun, *lines, told = memory_steps(scene)
    return in_one(["\n".join(line for line in (begun, *lines) if line), told])


def first_lines(seed: int) -> tuple[str, str]:
    """Return the lines that every history begins with."""
    return f"np.random.seed({seed})", f"a = np.random.rand({ROWS}, {COLUMNS})"


def _sharing(first: str, held: Holder) -> str:
    """Write the line that prints whether two names share memory.

    NumPy does not look at a tensor that requires grad; `detach` gives the same memory without that.
    """
    looked_at = f"{held.name}.detach()" if held.requires_grad else held.name
    return f'print("{first} and {held.name} share memory:", np.shares_memory({first}, {looked_at}))'


def _lines_of(step: MemoryStep) -> list[str]:
    if step.said is None or not step.said.refused:
        return [step.line] if step.unset_from is None else [step.line, _unset(step)]
    if step.said.kind == FULL:
        return []
    lines = ["try:", f"    {step.line}", f"except {step.said.kind} as error:", "    print(error)"]
    return [*lines, step.put_back] if step.put_back else lines


def _unset(step: MemoryStep) -> str:
    """Write the line that sets new memory to NaN: what lies there is nobody's number, and torch would show it."""
    name = step.op.holder
    memory = f"torch.empty(0, dtype={name}.dtype).set_({name}.untyped_storage())"
    return f"{memory}[{step.unset_from}:] = torch.nan  # nobody has set these"
