"""A lesson as the cells of a notebook, written out."""

import json

from compute.files.notebook import notebook
from compute.files.take_home import Passage, TakeHome


def test_the_cells_of_a_notebook() -> None:
    lesson = (Passage("First é\n\nmore", "a = 1\nb = 2"), Passage("Second"), Passage("Third", "print(a)"))
    text = notebook(TakeHome("name", "The title", "", lesson, {}))
    assert text.endswith("}\n")
    assert '\n "cells": [' in text
    assert "First é" in text
    found = json.loads(text)
    assert (found["nbformat"], found["nbformat_minor"]) == (4, 5)
    assert found["metadata"]["kernelspec"] == {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    assert found["metadata"]["language_info"] == {"name": "python", "file_extension": ".py"}
    cells = [(cell["cell_type"], cell["id"], cell["source"]) for cell in found["cells"]]
    assert cells == [
        ("markdown", "title", ["# The title"]),
        ("markdown", "text-1", ["First é\n", "\n", "more"]),
        ("code", "code-1", ["a = 1\n", "b = 2"]),
        ("markdown", "text-2", ["Second"]),
        ("markdown", "text-3", ["Third"]),
        ("code", "code-3", ["print(a)"]),
    ]
    assert [cell.get("execution_count", "none") for cell in found["cells"]] == [
        "none",
        "none",
        None,
        "none",
        "none",
        None,
    ]
