"""The lesson of the devices page: the same network in more digits, and the times that the page has measured."""

import re
from dataclasses import replace
from math import isnan
from typing import Any

import pytest
import torch

from components.base.text import languages, translator, untranslated
from components.devices.lesson import devices_lesson
from compute.files.take_home import TakeHome
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.ways import ways as ways_to_a_sum
from compute.timing.device_difference import runs
from compute.timing.devices import devices
from compute.timing.products import matrices, python_loop, torch_sum, ways
from compute.timing.program import measured_times, moving_program, plain_source, timing_step
from compute.timing.timing import Measurement, Timed
from tests.lessons.pack_checking import check_words, openings, run

SIZES = (1, 2, 4, 8)
MEASURED = Measurement(
    12,
    8,
    1,
    ("python", "sum", "mm", "mm cuda:0"),
    tuple(Timed(way, size, 1.23456e-5 * size, 5) for way in ("python", "mm", "mm cuda:0") for size in SIZES),
)
SPECS = [NetworkSpec(7, 5, (2,)), NetworkSpec(12, 1, (1,)), NetworkSpec(9999, 64, (64,))]


def check(pack: TakeHome) -> str:
    """Program and lesson up to the student's own times, which are never the same; returns what both print."""
    small = [
        replace(passage, code=re.sub(r"for n in \(.*\):", "for n in (1, 2):", passage.code)) for passage in pack.lesson
    ]
    namespace, printed = run(["\n\n".join(passage.code for passage in small)])
    told, here, times = run([passage.code for passage in small])[1].partition("measured here:")
    assert printed.startswith(told + here)
    assert len(times.splitlines()) == 3  # the names, n = 1, n = 2
    for name, tensor in pack.tensors.items():
        found = namespace[name]
        assert isinstance(found, torch.Tensor)
        assert found.dtype == tensor.dtype, name
        assert found.shape == tensor.shape, name
        assert found.allclose(tensor, rtol=1e-6, atol=1e-7, equal_nan=True), name
    for passage in pack.lesson:
        check_words(passage.text)
    return told


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_the_screens_digits_are_printed(spec: NetworkSpec) -> None:
    printed = check(devices_lesson(spec, None, untranslated))
    cpu, *_others, exact = runs(draw(spec))
    for run_ in (cpu, exact):
        assert f"{run_.output:.10f}" in printed
    assert f"{exact.difference:.1e} apart" in printed
    for way in ways_to_a_sum(draw(NetworkSpec(spec.seed, spec.inputs, ()))):
        assert f"{float(way.output):.10f} by torch." in printed


@pytest.mark.parametrize("language", languages())
def test_the_measured_times_go_along(language: str) -> None:
    pack = devices_lesson(SPECS[0], MEASURED, translator(language))
    printed = check(pack)
    assert pack.tensors["sizes"].tolist() == [1, 2, 4, 8]
    assert pack.tensors["seconds_mm"].tolist() == [1.235e-5, 2.469e-5, 4.938e-5, 9.876e-5]
    assert "seconds_mm_cuda_0" in pack.tensors
    assert "seconds_sum" not in pack.tensors
    assert "8 9.88e-05 9.88e-05 9.88e-05" in printed
    assert "torch.manual_seed(12)\n    a, b" in pack.program  # at home from the same seed, at the same sizes
    assert "for n in (1, 2, 4, 8):" in pack.program


def test_without_a_measurement_there_are_no_times() -> None:
    for measurement in (None, Measurement(7, 64, 1, tuple(ways()))):
        pack = devices_lesson(SPECS[0], measurement, untranslated)
        assert not [name for name in pack.tensors if name.startswith("seconds")]
        assert "nan" not in pack.program.replace("math.nan", "")


def test_what_was_not_measured_is_nan() -> None:
    times = measured_times(replace(MEASURED, points=MEASURED.points[:2]))
    assert [isnan(seconds) for seconds in times["seconds_python"]] == [False, False, True, True]


def test_the_loops_at_home_are_those_that_the_page_times() -> None:
    a, b = matrices(7, 5)
    home: dict[str, Any] = {}
    exec(f"import torch\n{plain_source(python_loop)}\n{plain_source(torch_sum)}", home)
    assert home["python_loop"](a.tolist(), b.tolist()) == python_loop(a.tolist(), b.tolist())
    assert home["torch_sum"](a, b).equal(torch_sum(a, b))
    assert home["python_loop"].__annotations__ == home["torch_sum"].__annotations__ == {}


def test_what_has_become_slow_is_left_out() -> None:
    slow = timing_step(7, (1, 2, 4), 1).replace("< 0.05", "< 0.0")
    assert run(["import torch", slow])[1].splitlines()[-1] == "4 nan nan nan nan"


def test_the_page_shows_the_first_part_of_the_program() -> None:
    pack = devices_lesson(SPECS[0], MEASURED, untranslated)
    assert pack.program.startswith(moving_program(SPECS[0]).rstrip())
    assert pack.name == "devices-seed-7-5-2-1"


def test_the_text_names_each_number_at_its_place() -> None:
    text = "\n".join(passage.text for passage in devices_lesson(SPECS[0], MEASURED, untranslated).lesson)
    summed, multiplied = ways_to_a_sum(draw(NetworkSpec(SPECS[0].seed, SPECS[0].inputs, ())))
    assert f"by `torch.sum`: {float(summed.output):.10f}, by `torch.mm`: {float(multiplied.output):.10f}" in text
    names = ", ".join(device.label for device in devices())
    assert f"on a machine with {names}, threads: {MEASURED.threads}." in text


BEFORE = [
    ("A tensor lies on a device: the", "import torch"),
    ("## Drawn here", "torch.manual_seed(7)"),
    ("## There and back", "# There: drawn on the CPU, then moved, so that"),
    ("The page shows y = 0.9940 for ", "h = torch.sigmoid(torch.mm(features, W1) + B1)"),
    ("## How exact is that?", "exact = [t.cpu().double() for t in (features, W1, B1, W2, B2)]"),
    ("Even the order of the addition", "torch.manual_seed(7)"),
    ("## Why matrices?", ""),
]
AFTER = [("## Measure your own machine", "import math"), ("## A GPU, or not?", ""), ("## Questions", "")]


def test_the_lesson_goes_from_the_device_to_the_gpu() -> None:
    assert openings(devices_lesson(SPECS[0], None, untranslated)) == [*BEFORE, *AFTER]
    assert openings(devices_lesson(SPECS[0], MEASURED, untranslated)) == [
        *BEFORE,
        ("Measured on the page, on a mac", "from math import nan"),
        *AFTER,
    ]


def test_the_network_is_named_by_its_sizes_and_told_where_it_is_drawn() -> None:
    pack = devices_lesson(SPECS[0], None, untranslated)
    sizes, other = pack.lesson[1].text.split("\n\n")[1:]
    assert sizes.startswith("The network 5-2-1, from the inputs to the output, is drawn on the CPU:")
    assert other.startswith("A seed only says where a generator begins, and there are two.")
    assert pack.title == "The same network on every device"


def test_at_home_it_is_timed_with_the_seed_of_the_page_until_something_was_measured() -> None:
    nothing_yet = Measurement(12, 8, 3, ("mm",))
    for measurement in (None, nothing_yet):
        code = devices_lesson(SPECS[0], measurement, untranslated).lesson[7].code
        assert "torch.manual_seed(7)\n    a, b" in code
        assert "torch.set_num_threads(1)" in code
    code = devices_lesson(SPECS[0], replace(MEASURED, threads=3), untranslated).lesson[8].code
    assert "torch.manual_seed(12)\n    a, b" in code
    assert "torch.set_num_threads(3)" in code


def test_whether_going_pays_is_told_only_where_it_was_measured() -> None:
    *_, last, _questions = devices_lesson(SPECS[0], MEASURED, untranslated).lesson
    assert last.text.endswith("the larger n, the more there is to save.")
    points = (Timed("mm", 8, 4e-3, 3, 1e-7), Timed("copy", 8, 1e-3, 3))
    measurement = Measurement(12, 8, 1, ("mm", "copy"), points)
    *_, last, _questions = devices_lesson(SPECS[0], measurement, untranslated).lesson
    assert last.text.endswith("Even that one pays only from n = 8 on.")


def test_the_tensors_to_take_home_have_their_own_names() -> None:
    found = devices_lesson(SPECS[0], None, untranslated).tensors
    hidden = torch.sigmoid(found["features"] @ found["W1"] + found["B1"])
    assert torch.allclose(found["h"], hidden)
    assert torch.allclose(found["output"], torch.sigmoid(hidden @ found["W2"] + found["B2"]))
    assert found["exact_h"].dtype == found["exact_output"].dtype == torch.float64
    assert torch.allclose(found["exact_h"].float(), found["h"])
    assert torch.allclose(found["exact_output"].float(), found["output"])
    unit = torch.sigmoid(torch.sum(found["features"] * found["weights"]) + found["bias"])
    for name in ("by_sum", "by_mm"):
        assert torch.allclose(found[name], unit)
    assert [tuple(found[name].shape) for name in ("W1", "W2", "B1", "B2")] == [(5, 2), (2, 1), (1, 2), (1, 1)]
