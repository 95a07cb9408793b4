"""A lesson as a Jupyter notebook."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from compute.take_home import TakeHome


def notebook(pack: TakeHome) -> str:
    """The lesson's texts and cells in their order, without outputs; JSON.

    A cell keeps its id from download to download, so that two notebooks can be compared line by line.
    """
    cells = [new_markdown_cell(f"# {pack.title}", id="title")]
    for number, passage in enumerate(pack.lesson, start=1):
        cells.append(new_markdown_cell(passage.text, id=f"text-{number}"))
        if passage.code:
            cells.append(new_code_cell(passage.code, id=f"code-{number}"))
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "file_extension": ".py"},
    }
    return str(nbformat.writes(new_notebook(cells=cells, metadata=metadata)))
