"""The lesson as a notebook: valid, the same from download to download, and a real kernel prints the numbers."""

import json

import nbformat
import pytest
from nbclient import NotebookClient

from components.base.text import languages, translator
from components.network.lesson import network_lesson
from components.network.neuron_lesson import neuron_lesson
from compute.files.notebook import notebook
from compute.files.take_home import TakeHome
from compute.network.elements import Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from tests.cases import for_each

CHANGED: dict[Element, float] = {Unit(0, 0): 0.5, Weight(1, 0, 0): -1.25}


def packed(spec: NetworkSpec, edits: dict[Element, float], language: str = "en") -> TakeHome:
    passed = forward_network(edit(draw(spec), edits))
    return (neuron_lesson if spec.is_unit else network_lesson)(passed, edits, translator(language))


@for_each("language", languages())
@for_each("spec", [NetworkSpec(), NetworkSpec(5, 4, (3,) * 6, 2, bias=False), NetworkSpec(inputs=5, hidden=())])
def test_it_is_a_valid_notebook_with_every_passage(spec: NetworkSpec, language: str) -> None:
    pack = packed(spec, CHANGED, language)
    text = notebook(pack)
    assert text == notebook(pack)
    read = nbformat.reads(text, as_version=4)
    nbformat.validate(read)
    assert read.metadata.kernelspec.name == "python3"
    assert read.cells[0].source == f"# {pack.title}"
    texts = [cell.source for cell in read.cells[1:] if cell.cell_type == "markdown"]
    codes = [cell.source for cell in read.cells if cell.cell_type == "code"]
    assert texts == [passage.text for passage in pack.lesson]
    assert codes == [passage.code for passage in pack.lesson if passage.code]
    assert all(cell.outputs == [] for cell in read.cells if cell.cell_type == "code")
    ids = [cell["id"] for cell in json.loads(text)["cells"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.own_process
def test_a_kernel_runs_it_and_shows_every_step() -> None:
    read = nbformat.reads(notebook(packed(NetworkSpec(), {})), as_version=4)
    NotebookClient(read, timeout=120, kernel_name="python3").execute()
    shown = "".join(
        output.get("text") or output["data"]["text/plain"]
        for cell in read.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    # products, sum, bias and activation of the first unit, the layer, the hidden layer, the output
    for numbers in (
        "tensor([ 0.1636, -0.7035,  1.1668])",
        "tensor(0.6270)",
        "tensor(0.7598)",
        "tensor(0.6813)",
        "tensor([[ 0.6270, -0.3969]])",
        "tensor([[0.6813, 0.4355]])",
        "tensor([[0.3171]])",
    ):
        assert numbers in shown
