"""A docstring of a function begins with what the function does: its first word is a verb."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VERBS = frozenset(
    """
    Accept Add Annotate Answer Apply Ask Assign Begin Bound Break Bring Build Call Catch Change Check Choose
    Close Collect Compare Compute Connect Convert Copy Correct Count Cut Decide Define Describe Do Draw Drop End
    Escape Evaluate Explain Fill Find Forget Frame Give Go Hand Import Join Judge Keep Lay Learn Leave Let List
    Look Make Mark Match Measure Mix Move Multiply Name Narrow Note Notice Observe Open Pack Parse Pay Place
    Predict Put Raise Read Refuse Register Remember Remove Repeat Replace Report Reshape Resize Return Run Say
    Scale See Select Send Serve Set Show Start Suggest Sum Switch Take Tell Train Translate Transpose Try Turn
    Wait Watch Work Write Yield
    """.split()
)
"""A verb that is missing here may be added; a noun may not."""


def functions(file: Path) -> list[tuple[str, str]]:
    """Name and docstring of each function and method that has one; a property is what it is, and has a noun."""
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("__"):
            is_property = any("property" in ast.unparse(decorator) for decorator in node.decorator_list)
            words = ast.get_docstring(node)
            if words and not is_property:
                found.append((f"{file.relative_to(ROOT)}:{node.lineno} {node.name}", words))
    return found


@pytest.mark.parametrize("folder", ["compute", "components", "pages", "deploy"])
def test_a_docstring_of_a_function_begins_with_a_verb(folder: str) -> None:
    described = [each for file in sorted((ROOT / folder).rglob("*.py")) for each in functions(file)]
    assert described
    wrong = [
        f"{place}: {words.splitlines()[0]}" for place, words in described if words.split()[0].rstrip(",;:") not in VERBS
    ]
    assert wrong == [], "\n".join(wrong)
