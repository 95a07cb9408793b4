"""A lesson as a Jupyter notebook: plain JSON of format 4.5, which the tests have nbformat check.

https://nbformat.readthedocs.io/en/latest/format_description.html
"""

import json

from compute.files.take_home import TakeHome

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py"},
}


def notebook(pack: TakeHome) -> str:
    """Return the lesson's texts and cells in their order, without outputs.

    A cell keeps its id from download to download, so that two notebooks can be compared line by line.
    """
    cells = [_cell("markdown", "title", f"# {pack.title}")]
    for number, passage in enumerate(pack.lesson, start=1):
        cells.append(_cell("markdown", f"text-{number}", passage.text))
        if passage.code:
            empty: dict[str, object] = {"execution_count": None, "outputs": []}
            cells.append(_cell("code", f"code-{number}", passage.code) | empty)
    whole = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _cell(kind: str, name: str, source: str) -> dict[str, object]:
    return {"cell_type": kind, "id": name, "metadata": {}, "source": source.splitlines(keepends=True)}
