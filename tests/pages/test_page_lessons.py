"""What the pages offer to take home: the numbers on the screen are those that the program prints."""

import re
from html import unescape

import pytest
import torch
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.jobs.measuring import MEASUREMENT
from compute.exercises.judging import Case, solution
from compute.files.take_home import TakeHome
from compute.timing.timing import Measurement, Timed
from tests.lessons.pack_checking import check_pack, run
from tests.pages.page_reading import OpenPage, codes, html_in, numbers

PRINTED = re.compile(r"-?\d+\.\d{4}\b")
DIGITS = re.compile(r"\b\d\.\d{10}\b")


def offered(page: AppTest) -> TakeHome:
    assert not page.exception
    return page.session_state["take-home-pack"](untranslated)


def assert_printed(shown: list[float], printed: str) -> None:
    """Every number on the screen is among those that are printed."""
    found = [float(text) for text in PRINTED.findall(printed)]
    missing = [value for value in shown if not any(abs(value - other) < 1.1e-4 for other in found)]
    assert shown
    assert not missing, (missing, printed)


@pytest.mark.parametrize("select", ["cube.1.2.3", "matrix.0.1", "scalar"])
def test_the_ladder(open_page: OpenPage, select: str) -> None:
    page = open_page("tensors", seed=12, select=select)
    printed = check_pack(offered(page))
    element = re.findall(r"<code>(.*?)</code>", html_in(page, "value-element"))[1]
    last = printed.rpartition("torch.int64\n")[2].splitlines()
    assert last[:2] == [element, element.removeprefix("tensor(").removesuffix(")")]
    assert last[2].startswith("invalid index of a 0-dim tensor")
    page.selectbox(key="dtype").set_value("float32").run()  # what is offered follows
    assert offered(page).tensors["cube"].dtype == torch.float32


def test_the_photo(open_page: OpenPage) -> None:
    page = open_page("tensors", part="photo", row=30, column=1, channel=2, slice="block")
    printed = check_pack(offered(page))
    shown = unescape(html_in(page, "value-element"))
    element, shape, pixel = re.findall(r"→</span> <code>(.*?)</code>", shown)
    assert f"{element}\n{pixel}\n" in printed
    assert f"{shape}\n" in printed
    cells = re.findall(r">(\d+)</td>", shown)
    assert len(cells) == 5 * 7
    assert re.search(r"\D+".join(cells), printed)


@pytest.mark.parametrize("size", [15, 25])
def test_random_numbers(open_page: OpenPage, size: int) -> None:
    page = open_page("tensors", part="randn", seed=99, size=size)
    printed = check_pack(offered(page))
    for key in ("value-numbers", "value-mean", "value-deviation", "value-experiments"):
        assert_printed(numbers(page, key), printed)


@pytest.mark.parametrize(
    "link",
    [
        {},
        {"repair": "view"},
        {"features": "column"},
        {"weights": "column", "operation": "mul"},
        {"weights": "column", "operation": "mul", "repair": "sum_t"},
        {"operation": "sum"},
        {"weights": "any", "weight_rows": 5, "weight_columns": 3, "select": "c1.3"},
        {"dtype": "float64"},
    ],
)
def test_two_tensors(open_page: OpenPage, link: dict[str, object]) -> None:
    page = open_page("shapes", seed=12, **link)
    pack = offered(page)
    printed = check_pack(pack)
    words = [code for code in codes(page) if "can" in code or "expected" in code]
    assert all(message in printed for message in words)
    if "y = ?" not in html_in(page, "value-output"):
        assert_printed(numbers(page, "value-output"), printed)
    if not words:
        assert_printed([abs(value) for value in numbers(page, "value-sum")], printed.replace("-", ""))
    if page.warning:
        shown = [float(text) for text in PRINTED.findall(page.warning[0].value.replace("−", "-"))]
        assert_printed(shown, printed)
    if "repair" in link:
        (line,) = (code for code in codes(page) if "activation(" in code)
        assert line.splitlines()[0] in pack.program
    else:
        assert "repaired" not in pack.program


def test_five_changes(open_page: OpenPage) -> None:
    page = open_page("shapes", part="reshape", rows=3, columns=2, new_rows=4, new_columns=3, fill="drawn", seed=5)
    printed = check_pack(offered(page))
    (cards,) = (element.proto.json for element in page.get("bidi_component") if "value-changes" in element.proto.id)
    assert_printed([float(text) for text in re.findall(r"-?\d\.\d{4}", cards.replace(r"\u2212", "-"))], printed)
    assert "is invalid for input of size 6" in cards
    assert "is invalid for input of size 6" in printed


@pytest.mark.parametrize("ops", ["from_a~numpy_b~mul_b~set_c_1_2_9", "from_a~copy_b~grow_c~mul_c", "none"])
def test_memory(open_page: OpenPage, ops: str) -> None:
    page = open_page("memory", seed=12, ops=ops)
    pack = offered(page)
    printed = check_pack(pack)
    assert_printed(numbers(page, "value-output"), printed)
    told = re.sub(r"<.*?>", "", html_in(page, "value-story"))
    last = [passage.text for passage in pack.lesson][-3] if ops != "none" else ""
    for sentence in re.findall(r"[^.`]+\.", last.replace("`", "").partition("\n")[2]):
        assert sentence.strip() in told or "NaN" in sentence
    page.slider(key="seed").set_value(13).run()
    assert offered(page).name.startswith("memory-seed-13")


def test_devices(open_page: OpenPage) -> None:
    page = open_page("devices", seed=12, inputs=4, hidden=3)
    pack = offered(page)
    printed = run([pack.program.partition("import math")[0]])[1]
    for key in ("value-agreement", "value-ways"):
        shown = DIGITS.findall(html_in(page, key))
        assert len(shown) == 2
        assert all(value in printed for value in shown)
    assert "seconds_mm" not in pack.tensors
    page.session_state[MEASUREMENT] = Measurement(3, 64, 1, ("mm",), (Timed("mm", 64, 2e-5, 3),))
    assert float(offered(page.run()).tensors["seconds_mm"][-1]) == 2e-5


def test_exercises(open_page: OpenPage) -> None:
    page = open_page("exercises", exercise=2, seed=12)
    case = Case(2, 12, 5)
    answer = f"{solution(case):.4f}"
    pack = offered(page)
    assert_printed([float(text) for text in PRINTED.findall(html_in(page, "value-drawn"))], check_pack(pack))
    assert case.right not in pack.program
    for _more in range(4):
        page.button(key="more-help").click().run()
        assert answer not in check_pack(offered(page))
    page.text_area(key="answer").set_value("0.5")
    page.button(key="check").click().run()
    assert answer not in check_pack(offered(page))  # a wrong answer opens nothing
    page.text_area(key="answer").set_value(answer)
    page.button(key="check").click().run()
    assert answer in check_pack(offered(page))
    page.slider(key="seed").set_value(13).run()
    assert Case(2, 13, 5).right not in offered(page).program  # another draw, which nobody has solved yet
    page.button(key="more-help").click().run()
    assert Case(2, 13, 5).right in offered(page).program
