"""The program on a page in its three ways: chosen, in the link, with what surprises people beside the modules."""

import ast
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
import torch
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.network.figures.module_facts import module_facts_html
from components.network.panels import program as panel
from components.widgets import code
from compute.network.network import draw
from compute.network.program_ways import MODULE, NOTEBOOK, SEQUENTIAL, WAYS, program_as
from compute.network.spec import NetworkSpec
from tests.lessons.pack_checking import run
from tests.pages.page_reading import GoldenPage, OpenPage, codes, container, html_in, in_link, numbers

SCENES: list[tuple[str, dict[str, object]]] = [
    ("network", {}),
    ("network", {"seed": 12, "layers": 3, "hidden_3": 4, "outputs": 2, "activation": "sin", "bias": "false"}),
    ("network", {"edits": "x3_0.5~w1.2.1_-1.25~b2.1_3", "output_activation": "heaviside"}),
    ("neuron", {"inputs": 4, "edits": "w1.2.1_-1", "activation": "elu"}),
]
MADE_BY = {NOTEBOOK: "torch.mm(", SEQUENTIAL: "nn.Sequential(", MODULE: "(nn.Module):\n    def __init__"}


def printed(source: str) -> list[float]:
    shown = run([source])[1]
    assert "grad_fn" not in shown
    return [value for text in shown.split("tensor")[1:] for value in ast.literal_eval(text)[0]]


def on_screen(page: AppTest, name: str, link: dict[str, object]) -> list[float]:
    layers = int(str(link.get("layers", 1))) if name == "network" else 0
    keys = (*(f"value-hidden-{layer}" for layer in range(1, layers + 1)), "value-output")
    return [value for key in keys for value in numbers(page, key)]


def shown_code(page: AppTest) -> str:
    (shown,) = codes(container(page, "program"))
    return shown


def told(page: AppTest) -> str:
    """What stands beside the program, without its tags."""
    return re.sub("<[^>]+>", "", html_in(page, "module-facts")).replace("−", "-")


@pytest.mark.parametrize(("name", "link"), SCENES)
def test_each_way_prints_what_the_page_shows(open_page: OpenPage, name: str, link: dict[str, object]) -> None:
    page = open_page(name, details="program", **link)
    choice = page.segmented_control(key="program_as")
    assert choice.value == NOTEBOOK
    for way in (SEQUENTIAL, MODULE, NOTEBOOK):
        page.segmented_control(key="program_as").set_value(way).run()
        assert not page.exception
        assert in_link(page, "program_as") == (None if way == NOTEBOOK else way)
        source = shown_code(page)
        assert [other for other, words in MADE_BY.items() if words in source] == [way]
        assert printed(source) == pytest.approx(on_screen(page, name, link), abs=1.01e-4)
        assert shown_code(open_page(name, details="program", program_as=way, **link)) == source


@pytest.mark.parametrize("name", ["network", "neuron"])
def test_it_is_not_written_while_its_detail_is_closed(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    written: list[object] = []

    def noted(was: Callable[..., str]) -> Callable[..., str]:
        def write(*given: object) -> str:
            written.append(was)
            return was(*given)

        return write

    monkeypatch.setattr(code, "program_as", noted(program_as))
    monkeypatch.setattr(panel, "module_facts_html", noted(module_facts_html))
    sent = []
    for way in WAYS:
        page = open_page(name, program_as=way, details="formula")
        sent.append([(element.type, getattr(element, "key", "")) for element in page.main])
        assert "program_as" not in {choice.key for choice in page.segmented_control}
    assert not written
    assert sent[0] == sent[1] == sent[2]
    open_page(name, program_as=MODULE, details="program")
    assert len(written) == 2


@pytest.mark.parametrize("details", ["program", "formula", ""])
def test_the_way_goes_along_to_the_next_page(details: str) -> None:
    site = AppTest.from_file(str(Path(__file__).parent.parent.parent / "pages" / "site.py"), default_timeout=30)
    site.query_params.update({"program_as": MODULE, "details": details})
    site.run()
    site.query_params.clear()  # as Streamlit does it in the browser
    site.switch_page("neuron.py").run()
    assert not site.exception
    assert in_link(site, "program_as") == MODULE


def test_a_link_with_another_word_shows_the_notebooks_way(open_page: OpenPage) -> None:
    page = open_page("network", details="program", program_as="<b>keras</b>")
    assert not page.exception
    assert in_link(page, "program_as") is None
    assert "torch.mm(" in shown_code(page)
    assert any("program_as" in str(element.value) for element in page.warning)


def test_the_notebooks_way_has_nothing_beside_it(open_page: OpenPage) -> None:
    page = open_page("network", details="program")
    with pytest.raises(AssertionError, match="module-facts"):
        container(page, "module-facts")


@pytest.mark.parametrize("way", [SEQUENTIAL, MODULE])
def test_what_surprises_is_said_with_the_numbers_of_the_scene(open_page: OpenPage, way: str) -> None:
    page = open_page("network", details="program", program_as=way, seed=7)
    name = "model[0].weight" if way == SEQUENTIAL else "model.hidden.weight"
    words, network = told(page), draw(NetworkSpec())
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        for shape in ((1, 3), (3, 2), (2, 1), (1, 2), (1, 1)):
            torch.randn(shape)
        own = torch.nn.Linear(3, 2).weight.detach()
    assert f"W1 has the shape (3, 2), a row for each input; {name} has the shape (2, 3)" in words
    assert f"W1[2, 0] and {name}[0, 2] are both {network.weights[0][2, 0]:.4f}" in words
    assert f"within ±{1 / math.sqrt(3):.4f}: here from {own.min():.4f} to {own.max():.4f}." in words
    assert f"W1 goes from {network.weights[0].min():.4f} to {network.weights[0].max():.4f}." in words
    cells = [
        f"{value:.4f}" for matrix in (network.weights[0], network.weights[0].t(), own) for value in matrix.flatten()
    ]
    shown = re.findall(r'<td class="cell"[^>]*>([^<]+)</td>', html_in(page, "module-facts"))
    assert shown == [cell.replace("-", "−") for cell in cells]
    first, last = ("0", "2") if way == SEQUENTIAL else ("hidden", "output")
    for row in (
        f"{first}.weight2 × 3W1.t()6",
        f"{first}.bias2B1[0]2",
        f"{last}.weight1 × 2W2.t()2",
        f"{last}.bias1B2[0]1",
        "sum(p.numel() for p in model.parameters())11",
    ):
        assert row in words
    assert "A hook that counts was told 1 × by the one and 0 × by the other." in words
    assert "to the last digit" in words


def test_what_is_selected_says_which_layer_it_is_about(open_page: OpenPage) -> None:
    for select, layer in (("", 1), ("x1", 1), ("h1.2", 1), ("h2.1", 2), ("w3.2.1", 3), ("b2.1", 2), ("y1", 3)):
        page = open_page("network", details="program", program_as=MODULE, layers=2, select=select)
        assert f"W{layer} has the shape" in told(page)
        assert f"model.{['hidden1', 'hidden2', 'output'][layer - 1]}.weight has the shape" in told(page)


def test_a_unit_a_wide_layer_and_one_without_biases(open_page: OpenPage) -> None:
    unit = told(open_page("neuron", details="program", program_as=SEQUENTIAL))
    assert "model[0].weight has the shape (1, 5)" in unit
    assert "as a matrix W it would have the shape (5, 1)" in unit
    assert "0.weight1 × 5weights5" in unit
    wide = open_page("network", details="program", program_as=SEQUENTIAL, inputs=64, hidden=64, bias="false")
    assert 'class="cell"' not in html_in(wide, "module-facts")
    assert "sum(p.numel() for p in model.parameters())4,160" in told(wide)
    assert "With bias=False" in told(wide)
    assert "With bias=False" not in unit


@pytest.mark.parametrize("link", [{"predict": "true"}, {"step": 3}])
def test_how_far_the_outputs_are_apart_waits_for_them(open_page: OpenPage, link: dict[str, Any]) -> None:
    assert "All three ways" in told(open_page("network", details="program", program_as=MODULE))
    waiting = told(open_page("network", details="program", program_as=MODULE, **link))
    assert "All three ways" not in waiting
    assert "sum(p.numel()" in waiting


def test_where_the_last_digits_differ_it_is_said_by_how_much(open_page: OpenPage) -> None:
    link = {"seed": 3, "inputs": 64, "hidden": 64, "output_activation": "identity"}
    words = told(open_page("network", details="program", program_as=MODULE, **link))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        x, w1, w2 = torch.randn((1, 64)), torch.randn(64, 64), torch.randn(64, 1)
        b1, b2 = torch.randn((1, 64)), torch.randn((1, 1))
        hidden, output = torch.nn.Linear(64, 64), torch.nn.Linear(64, 1)
    with torch.no_grad():
        for layer, w, b in ((hidden, w1, b1), (output, w2, b2)):
            layer.weight.copy_(w.t())
            layer.bias.copy_(b[0])
        y = output(torch.sigmoid(hidden(x)))
    difference = (y - (torch.mm(torch.sigmoid(torch.mm(x, w1) + b1), w2) + b2)).abs().item()
    if difference:
        assert f"is up to {difference:.1e} away" in words
    else:
        assert "to the last digit" in words


@pytest.mark.parametrize(("name", "link"), SCENES)
def test_all_ways_can_be_taken_home(open_page: OpenPage, name: str, link: dict[str, object]) -> None:
    page = open_page(name, details="program", **link)
    pack = page.session_state["take-home-pack"](untranslated)
    assert tuple(pack.programs) == WAYS
    assert pack.programs[NOTEBOOK] == pack.program
    for way in WAYS:
        page.segmented_control(key="program_as").set_value(way).run()
        assert pack.programs[way] == shown_code(page)


def dialog_alone() -> None:
    """The dialog's files for the page's pack; AppTest knows no run of a dialog alone."""
    from components.frame.take_home_panel import _files  # noqa: PLC0415
    from components.network.lesson import network_lesson  # noqa: PLC0415
    from components.state.session import translate  # noqa: PLC0415
    from compute.files.scene import SavedLink  # noqa: PLC0415
    from compute.network.forward import forward_network  # noqa: PLC0415
    from compute.network.network import draw  # noqa: PLC0415
    from compute.network.spec import NetworkSpec  # noqa: PLC0415

    _ = translate()
    _files(network_lesson(forward_network(draw(NetworkSpec())), {}, _), SavedLink("network", {}), _)


def test_the_file_is_written_as_the_dialog_says(monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, Any] = {}
    was = st.download_button

    def download_button(label: str, make: Any, name: str, *rest: Any, **more: Any) -> bool:
        made[name.rpartition(".")[2]] = make
        return bool(was(label, make, name, *rest, **more))

    monkeypatch.setattr(st, "download_button", download_button)
    page = AppTest.from_function(dialog_alone, default_timeout=30)
    page.query_params["program_as"] = MODULE
    page.run()
    assert not page.exception
    assert "class Network(nn.Module)" in made["py"]()
    for way in (SEQUENTIAL, NOTEBOOK, MODULE):
        page.segmented_control(key="take-home-way").set_value(way).run()
        assert in_link(page, "program_as") == (None if way == NOTEBOOK else way)
        assert [other for other, words in MADE_BY.items() if words in made["py"]()] == [way]
    assert "torch.mm(" in str(made["ipynb"]())


SAID: dict[str, tuple[str, dict[str, object]]] = {
    "network-module": ("network", {"details": "program", "program_as": MODULE, "select": "w1.2.1", "bias": "false"}),
    "neuron-sequential": ("neuron", {"details": "program", "program_as": SEQUENTIAL, "activation": "sin"}),
}
"""Scenes whose whole text is stored."""


@pytest.mark.parametrize("name", SAID)
def test_all_that_the_page_says_of_a_module(open_page: OpenPage, golden_page: GoldenPage, name: str) -> None:
    page, link = SAID[name]
    golden_page(open_page(page, **link), name)
