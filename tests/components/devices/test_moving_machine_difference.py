"""A GPU, or not: the sentence and the table of a measurement; and what the machine has."""

import re

import pytest

from components.base.text import untranslated
from components.devices.panels import machine
from components.devices.panels.difference import agreement_html
from components.devices.panels.machine import machine_html, machine_panel
from components.devices.panels.moving import conclusion, moving_html
from compute.timing.device_difference import Run
from compute.timing.devices import Device
from compute.timing.moving import Moving, Trip
from compute.timing.timing import Measurement, Timed
from tests.cases import for_each
from tests.components.without_page import WithoutPage

PAYS = Trip(64, 4e-3, 1e-3, 0.0)
COSTS = Trip(1, 1e-6, 2e-6, 0.0)
COSTS_TOO = Trip(256, 1e-6, 2e-6, 0.0)
IMAGINED = (
    "There is no GPU here, so imagine one that multiplies in no time at all. A copy within this memory stands for the "
    "way; to a real GPU it takes longer."
)


@for_each(
    ("found", "words"),
    [
        (
            None,
            "Press Measure: the page takes the time of the product here, and of a copy that stands for the way.",
        ),
        (Moving("", (COSTS, PAYS)), f"{IMAGINED} Even that one pays only from n = 64 on."),
        (Moving("", (COSTS, PAYS, COSTS_TOO)), f"{IMAGINED} Up to n = 256 not even that one pays."),
        (
            Moving("cuda:0", (COSTS, PAYS)),
            "From n = 64 on going to cuda:0, multiplying there and coming back takes less time than torch.mm here.",
        ),
        (
            Moving("cuda:0", (COSTS, PAYS, COSTS_TOO)),
            "Up to n = 256 going to cuda:0 and back costs more than it saves.",
        ),
    ],
)
def test_from_which_size_on_going_pays(found: Moving | None, words: str) -> None:
    assert conclusion(found, untranslated) == words


def rows(html: str) -> list[list[str]]:
    """Return the texts of all cells, row by row."""
    return [
        [re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in re.findall(r"<tr.*?</tr>", html)
    ]


def test_without_a_measurement_there_is_no_table() -> None:
    html = moving_html(None, untranslated)
    assert html.startswith('<h2 class="devices-heading">A GPU, or not?</h2><p class="why">A GPU multiplies fast')
    assert html.endswith(
        '<p class="told">Press Measure: the page takes the time of the product here, and of a copy that stands for '
        "the way.</p>"
    )
    assert "<table" not in html


def test_the_table_has_a_bar_to_the_side_that_wins() -> None:
    points = [
        Timed(way, size, seconds, 3)
        for way, size, seconds in (
            ("mm", 1, 1e-6),
            ("copy", 1, 2e-6),
            ("mm", 4, 3e-6),
            ("copy", 4, 3e-6),
            ("mm", 64, 4e-3),
            ("copy", 64, 1e-3),
        )
    ]
    html = moving_html(Measurement(7, 64, 1, ("mm", "copy"), tuple(points)), untranslated)
    assert rows(html) == [
        ["n", "product here", "way there and back", "here ÷ way"],
        ["1", "1 µs", "2 µs", "0.5 times"],
        ["4", "3 µs", "3 µs", "1.0 times"],
        ["64", "4 ms", "1 ms", "4.0 times"],
    ]
    bars = re.findall(r'<i class="(\w+)" style="width:([\d.]+)%">', html)
    assert bars == [("costs", "25.0"), ("costs", "0.0"), ("pays", "50.0")]
    assert re.findall(r'<tr class="from"><th scope="row">(\d+)', html) == ["64"]
    assert 'aria-label="A GPU, or not?"' in html


def test_with_a_device_the_product_there_has_a_column() -> None:
    points = (Timed("mm", 8, 6e-3, 3), Timed("move cuda:0", 8, 2e-3, 3), Timed("mm cuda:0", 8, 1e-3, 3))
    html = moving_html(Measurement(7, 64, 1, ("mm", "mm cuda:0", "move cuda:0"), points), untranslated)
    assert rows(html) == [
        ["n", "product here", "way there and back", "product there", "here ÷ way"],
        ["8", "6 ms", "2 ms", "1 ms", "2.0 times"],
    ]


def test_a_size_that_costs_as_much_as_it_saves_has_no_bar() -> None:
    points = (Timed("mm", 8, 1e-3, 3), Timed("copy", 8, 1e-3, 3))
    html = moving_html(Measurement(7, 64, 1, ("mm", "copy"), points), untranslated)
    assert 'style="width:0.0%"' in html


def test_the_machine_by_name() -> None:
    html = machine_html((Device("cpu", "A <fast> one"),), untranslated)
    names, texts = re.findall("<dt>(.*?)</dt>", html), re.findall("<dd>(.*?)</dd>", html)
    assert names == ["cpu", "accelerator", "torch"]
    assert texts[0].startswith("A &lt;fast&gt; one; cores for this site: ")
    assert texts[1] == "none: torch finds only the CPU here"
    html = machine_html((Device("cpu", "x"), Device("cuda:0", "Some GPU")), untranslated)
    assert re.findall("<dt>(.*?)</dt>", html) == ["cpu", "cuda:0", "torch"]
    assert re.findall("<dd>(.*?)</dd>", html)[1] == "Some GPU"


ONLY = (
    "There is one device here, so compare on it: the same numbers as float32, with 7 digits, and as float64, with 16."
)
SEVERAL = "Drawn on the CPU, then moved: a generator on another device gives other numbers for the same seed."


@for_each(
    ("more", "row", "note"),
    [
        (Run("cpu", "float64", 0.25, 2.5e-8), ["cpu float64", "0.2500000000", "2.5e-08"], ONLY),
        (Run("cuda:0", "float32", 0.5, 0.0), ["cuda:0 float32", "0.5000000000", "0"], SEVERAL),
        (Run("mps", "float64", 0.0, 0.0, "not here"), ["mps float64", "not here"], SEVERAL),
    ],
)
def test_each_device_is_compared_with_the_cpu(more: Run, row: list[str], note: str) -> None:
    html = agreement_html((Run("cpu", "float32", 0.75, 0.0), more), untranslated)
    assert rows(html) == [
        ["device", "y", "difference"],
        ["cpu float32", "0.7500000000", "compared with"],
        row,
    ]
    assert f'<p class="small">{note} <b>Drag the seed: is there one without any difference?</b></p>' in html


def test_the_machine_is_listed_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    page = WithoutPage(monkeypatch)
    monkeypatch.setattr(machine, "devices", lambda: (Device("cpu", "Known CPU"), Device("cuda:0", "Known GPU")))
    machine_panel(untranslated)
    html = page.text("value-machine")
    assert "<dt>cuda:0</dt><dd>Known GPU</dd>" in html
    assert "<dd>Known CPU; cores for this site: " in html


def test_where_every_size_costs_the_longest_bar_is_the_dearest() -> None:
    points = (
        *(Timed("mm", size, seconds, 3, 0.0) for size, seconds in ((1, 1e-6), (2, 1e-6))),
        *(Timed("copy", size, seconds, 3) for size, seconds in ((1, 4e-6), (2, 2e-6))),
    )
    html = moving_html(Measurement(7, 2, 1, ("mm", "copy"), points), untranslated)
    widths = [float(width) for width in re.findall(r'class="costs" style="width:([\d.]+)%', html)]
    assert len(widths) == 2
    assert max(widths) == widths[0] == 50.0
