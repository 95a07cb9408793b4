"""The devices page: what is here, the same seed everywhere, and a measurement taken piece by piece.

No test asks how long anything takes: where the numbers matter, the clock is invented.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
import torch
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.devices.panels.difference import agreement_html
from components.devices.panels.machine import machine_html
from components.jobs import asker, measuring
from components.jobs.queue import PLACES, measuring_line
from compute.timing.device_difference import FLOAT32, FLOAT64, Run
from compute.timing.devices import Device, devices
from compute.timing.products import ways
from compute.timing.threads import all_threads
from compute.timing.timing import TOO_LONG, LeftOut, Measurement, Timed
from tests.longhand import notebook
from tests.pages.page_reading import GoldenPage, OpenPage, codes, container, html_in, in_link, numbers, pictures


@pytest.fixture(autouse=True)
def free_line() -> Iterator[None]:
    """Each test begins with nobody in the line."""
    measuring_line.cache_clear()
    yield
    measuring_line.cache_clear()


@pytest.fixture
def quick_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Python's own loop, which takes half a second: for what is about the line and not about the times."""
    kept = {name: way for name, way in ways().items() if name not in ("python", "sum")}
    monkeypatch.setattr(measuring, "ways", lambda: kept)


def measured_to_the_end(page: AppTest, most: int = 200) -> AppTest:
    """Comes back again and again, as the browser does, until nothing is under way."""
    for _ in range(most):
        if "stop" not in [button.key for button in page.button]:
            return page
        page.run()
    raise AssertionError("the measurement does not come to an end")


def invented(**of: Sequence[float]) -> Measurement:
    points = tuple(
        Timed(way, size, seconds, 3, None if way == "move" else 2e-7)
        for way, found in of.items()
        for size, seconds in zip((1, 2, 4, 8), found, strict=False)
    )
    left = (LeftOut("sum", 8, TOO_LONG, 1.5),)
    return Measurement(7, 8, 1, tuple(of), points, left, done=4 * len(of), spent=1.5)


def with_measurement(
    page: AppTest, measurement: Measurement, state: measuring.State = measuring.State.FINISHED
) -> AppTest:
    page.session_state[measuring.MEASUREMENT] = measurement
    page.session_state[measuring.RUNNING] = state
    return page.run()


def told(page: AppTest) -> str:
    """What is said about the measurement: first what matters most, then the rest."""
    return html_in(page, "value-conclusion") + html_in(page, "value-reading")


def test_every_device_of_this_machine_by_name(open_page: OpenPage) -> None:
    page = open_page("devices")
    assert not page.exception
    shown = html_in(page, "value-machine")
    for device in devices():
        assert device.name in shown
        assert device.label in shown
    assert torch.__version__ in shown
    assert ("torch finds only the CPU" in shown) == (len(devices()) == 1)


def test_an_accelerator_by_name() -> None:
    shown = machine_html((Device("cpu", "A <b>chip</b>"), Device("cuda:0", "Card & Co")), untranslated)
    assert "<dt>cuda:0</dt><dd>Card &amp; Co</dd>" in shown
    assert "&lt;b&gt;chip" in shown
    assert "torch finds only the CPU" not in shown


@pytest.mark.parametrize(("seed", "inputs", "hidden"), [(7, 3, 2), (7, 5, 2), (0, 1, 1), (9999, 64, 64), (42, 16, 5)])
def test_the_network_of_the_link_on_every_device(open_page: OpenPage, seed: int, inputs: int, hidden: int) -> None:
    page = open_page("devices", seed=seed, inputs=inputs, hidden=hidden)
    ((expected,),) = notebook(seed, inputs, (hidden,))[-1:]
    assert numbers(page, "value-output") == pytest.approx([expected], abs=6e-5)
    rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', html_in(page, "value-agreement"))
    assert [name for name, _ in rows] == [*(f"{device.name} float32" for device in devices()), "cpu float64"]
    assert [float(value) for _, value in rows] == pytest.approx([expected] * len(rows), abs=1e-5)


def test_the_notebooks_last_digits(open_page: OpenPage) -> None:
    page = open_page("devices", seed=7)
    shown = html_in(page, "value-ways")
    found = dict(re.findall(r"torch\.(sum|mm)</code></th><td>([\d.]+)</td>", shown))
    assert {way: float(value) for way, value in found.items()} == pytest.approx(
        {"sum": 0.15950656, "mm": 0.15950657}, abs=2e-8
    )
    assert numbers(open_page("devices", seed=7, inputs=3), "value-output") == [0.3171]


def test_sliders(open_page: OpenPage) -> None:
    page = open_page("devices")
    page.slider(key="seed").set_value(12).run()
    page.slider(key="inputs").set_value(8).run()
    page.slider(key="hidden").set_value(5).run()
    assert numbers(page, "value-output") == pytest.approx(notebook(12, 8, (5,))[-1], abs=6e-5)
    page.button(key="another-seed").click().run()
    seed = page.slider(key="seed").value
    assert numbers(page, "value-output") == pytest.approx(notebook(seed, 8, (5,))[-1], abs=6e-5)


def test_what_the_table_says_of_one_device_and_of_more() -> None:
    cpu, exact = Run("cpu", FLOAT32, 0.5, 0.0), Run("cpu", FLOAT64, 0.5000001, 1e-7)
    alone = agreement_html((cpu, exact), untranslated)
    assert "There is one device here" in alone
    assert "1.0e-07" in alone
    failed = Run("cuda:1", FLOAT32, float("nan"), float("nan"), "out of <memory>")
    more = agreement_html((cpu, Run("cuda:0", FLOAT32, 0.50000003, 3e-8), failed, exact), untranslated)
    assert "There is one device here" not in more
    assert "then moved" in more
    assert "3.0e-08" in more
    assert "out of &lt;memory&gt;" in more
    assert "nan" not in more


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("en", "Why does a GPU draw other numbers for the same seed?"),
        ("pt", "Por que uma GPU sorteia outros números com a mesma semente?"),
        ("es", "¿Por qué una GPU sortea otros números con la misma semilla?"),
    ],
)
def test_why_a_gpu_draws_other_numbers_is_said_on_every_machine(open_page: OpenPage, language: str, asked: str) -> None:
    said = html_in(open_page("devices", lang=language), "value-agreement")
    assert f"<summary>{asked}</summary>" in said
    for name in ("Mersenne Twister", "Philox", "torch.manual_seed(7)", ".to(device)"):
        assert name in said


def test_before_a_measurement_nothing_is_claimed(open_page: OpenPage) -> None:
    page = open_page("devices")
    (to_do,) = pictures(page)["timing-chart"]["data"]
    assert to_do["y"][-1] == to_do["x"][-1] ** 3
    assert "beats" not in html_in(page, "value-conclusion")
    assert "Press Measure" in html_in(page, "value-moving")
    assert not re.findall(r"\d (?:µ|m|n)?s\b", html_in(page, "value-moving"))
    assert "Step" not in html_in(page, "value-progress")
    assert measuring_line().ask("somebody").before == 0


@pytest.mark.long
def test_a_measurement_from_beginning_to_end(open_page: OpenPage) -> None:
    threads = torch.get_num_threads()
    page = open_page("devices", largest=64, guess="64")
    page.button(key="measure").click().run()
    assert not page.exception
    page = measured_to_the_end(page)
    assert "Done in" in html_in(page, "value-progress")
    shown = pictures(page)["timing-chart"]
    assert [trace["name"] for trace in shown["data"]][:3] == ["Python loop", "loop of torch.sum(a * b)", "torch.mm"]
    assert shown["data"][2]["x"] == [1, 2, 4, 8, 16, 32, 64]
    assert all(y > 0 for trace in shown["data"] for y in trace["y"])
    assert "torch.mm" in told(page)
    assert "n = 64" in html_in(page, "value-numbers")
    assert "guess" in told(page) or "never wins" in told(page)
    assert torch.get_num_threads() == threads
    assert measuring_line().ask("somebody").before == 0  # the line is free again


def test_stop_ends_it_and_keeps_what_there_is(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "SLICE", 0.0)  # one step a run
    page = open_page("devices", largest=64)
    page.button(key="measure").click().run()
    page.run()
    before = len(page.session_state[measuring.MEASUREMENT].points)
    assert 0 < before < 35
    page.button(key="stop").click().run()
    assert "Stopped after step" in html_in(page, "value-progress")
    page.run()
    assert len(page.session_state[measuring.MEASUREMENT].points) == before
    assert pictures(page)["timing-chart"]["data"]
    assert measuring_line().ask("somebody").before == 0
    page.button(key="measure").click().run()
    assert len(page.session_state[measuring.MEASUREMENT].points) <= before


@pytest.mark.usefixtures("quick_ways")
def test_a_second_visitor_waits_sees_it_and_begins_by_themselves(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "SLICE", 0.0)
    first, second = open_page("devices", largest=64), open_page("devices", largest=64)
    first.button(key="measure").click().run()
    second.button(key="measure").click().run()
    assert "Another measurement has been running" in html_in(second, "value-progress")
    assert "Before you: 1" in html_in(second, "value-progress")
    assert not second.session_state[measuring.MEASUREMENT].points
    monkeypatch.setattr(measuring, "SLICE", 60.0)
    measured_to_the_end(first)
    second.run()
    assert second.session_state[measuring.MEASUREMENT].points
    measured_to_the_end(second)
    assert "Done in" in html_in(second, "value-progress")


def test_a_button_that_is_pressed_again_does_not_hold_the_turn(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old button is not shown, but a message can still press it."""
    monkeypatch.setattr(measuring, "SLICE", 0.0)
    page = open_page("devices", largest=64)
    page.button(key="measure").click().run()
    measurement = page.session_state[measuring.MEASUREMENT]

    def pressed() -> None:
        from components.jobs import measuring  # noqa: PLC0415

        measuring.start(8, 64, 1)

    again = AppTest.from_function(pressed)
    for key in (measuring.MEASUREMENT, measuring.RUNNING, measuring.NAME):
        again.session_state[key] = page.session_state[key]
    again.run()
    assert again.session_state[measuring.MEASUREMENT] is measurement
    assert again.session_state[measuring.RUNNING] is measuring.State.MEASURING


@pytest.mark.usefixtures("quick_ways")
def test_two_tabs_of_a_browser_stand_in_the_line_once(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "SLICE", 0.0)
    monkeypatch.setattr(asker, "visitor_of", lambda _cookie: "somebody with two tabs")
    first, second = open_page("devices", largest=64), open_page("devices", largest=64, lang="es")
    first.button(key="measure").click().run()
    second.button(key="measure").click().run()
    assert "Otra pestaña de este navegador mide o espera" in html_in(second, "value-progress")
    assert measuring_line().ask("another").before == 1
    measuring_line().leave("another")
    monkeypatch.setattr(measuring, "SLICE", 60.0)
    measured_to_the_end(first)
    measured_to_the_end(second.run())
    assert "Lista en" in html_in(second, "value-progress")


@pytest.mark.usefixtures("quick_ways")
def test_a_line_without_a_place_says_so(open_page: OpenPage) -> None:
    for number in range(PLACES):
        measuring_line().ask(f"visitor {number}")
    page = open_page("devices", largest=64, lang="pt")
    page.button(key="measure").click().run()
    assert "não há mais lugar" in html_in(page, "value-progress")
    measuring_line.cache_clear()
    measured_to_the_end(page.run())
    assert not page.exception


def test_who_waits_can_leave(open_page: OpenPage) -> None:
    measuring_line().ask("somebody")
    page = open_page("devices")
    page.button(key="measure").click().run()
    assert "Another measurement" in html_in(page, "value-progress")
    page.button(key="stop").click().run()
    assert "Stopped after step 0" in html_in(page, "value-progress")
    assert measuring_line().ask("another").before == 1


@pytest.mark.usefixtures("quick_ways")
def test_an_error_in_the_middle_gives_the_turn_back(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = torch.get_num_threads()

    def broken(*_args: object) -> None:
        raise ValueError("broken")

    page = open_page("devices", largest=64)
    with monkeypatch.context() as patched:
        patched.setattr(measuring, "advance", broken)
        page.button(key="measure").click().run()
    assert page.exception
    with measuring_line().work("nobody") as mine:
        assert not mine
    assert torch.get_num_threads() == threads
    page = measured_to_the_end(page.run())
    assert not page.exception


def test_the_plot_and_the_sentences_are_of_the_measurement(open_page: OpenPage) -> None:
    page = open_page("devices", guess="2")
    measurement = invented(python=[1.0, 4.0, 40.0, 400.0], mm=[2.0, 2.0, 2.0, 2.0], move=[1.0, 1.0, 1.0, 1.0])
    page = with_measurement(page, measurement)
    reading = told(page)
    assert "You guessed right: it wins from n = 2 on." in reading
    assert "From n = 2 on torch.mm beats the Python loop; at n = 8 it is 200 times as fast." in reading
    assert "one run would take about 1.5 s" in reading
    assert "2.0e-07" in html_in(page, "value-numbers")
    assert [trace["y"] for trace in pictures(page)["timing-chart"]["data"]][1] == [2.0, 2.0, 2.0, 2.0]
    page.segmented_control(key="plot").set_value("speed").run()
    assert in_link(page, "plot") == "speed"
    assert in_link(page, "guess") == "2"
    speeds = pictures(page)["timing-chart"]["data"]
    assert len(speeds) == 2
    assert speeds[1]["y"] == pytest.approx([2 * n**3 / 2 / 1e9 for n in (1, 2, 4, 8)])
    page.segmented_control(key="guess").set_value("16").run()
    assert in_link(page, "guess") == "16"
    assert "You guessed n = 16; here it wins from n = 2 on." in told(page)


def test_whether_a_gpu_would_pay_is_read_from_copies_and_products(open_page: OpenPage) -> None:
    page = with_measurement(
        open_page("devices"), invented(mm=[1e-6, 2e-6, 8e-6, 64e-6], copy=[2e-6, 2e-6, 4e-6, 4e-6], move=[1.0] * 4)
    )
    shown = html_in(page, "value-moving")
    assert "imagine one that multiplies in no time at all" in shown
    assert "Even that one pays only from n = 4 on." in shown
    rows = re.findall(
        r'<th scope="row">(\d+)</th><td>(.*?)</td><td>(.*?)</td>.*?<i class="(\w+)".*?<strong>(.*?)</strong>', shown
    )
    assert rows == [
        ("1", "1 µs", "2 µs", "costs", "0.5 times"),
        ("2", "2 µs", "2 µs", "costs", "1.0 times"),
        ("4", "8 µs", "4 µs", "pays", "2.0 times"),
        ("8", "64 µs", "4 µs", "pays", "16 times"),
    ]
    assert re.findall(r'<tr class="from"><th scope="row">(\d+)', shown) == ["4"]


def test_with_a_gpu_it_is_the_gpu_that_counts(open_page: OpenPage) -> None:
    times = {"mm": [1.0, 2.0, 8.0, 64.0], "mm cuda:0": [1.0] * 4, "move cuda:0": [3.0] * 4}
    shown = html_in(with_measurement(open_page("devices"), invented(**times)), "value-moving")
    assert "From n = 4 on going to cuda:0, multiplying there and coming back takes less time" in shown
    assert "imagine" not in shown
    shown = html_in(with_measurement(open_page("devices"), invented(**times | {"mm": [1.0] * 4})), "value-moving")
    assert "Up to n = 8 going to cuda:0 and back costs more than it saves." in shown


def test_while_it_runs_the_answer_to_the_guess_waits(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "SLICE", 0.0)
    page = open_page("devices", guess="2")
    measurement = replace(invented(python=[1.0, 4.0], mm=[2.0, 2.0]), done=1)
    page = with_measurement(page, measurement, measuring.State.MEASURING)
    assert "guess" not in told(page)


def test_a_link_sets_the_measurement_up(open_page: OpenPage) -> None:
    page = open_page("devices", largest="256", threads="all", plot="speed", guess="never", seed=9)
    assert not page.warning
    assert page.selectbox(key="largest").value == "256"
    assert page.segmented_control(key="threads").value == "all"
    assert pictures(page)["timing-chart"]["data"][0]["x"][-1] == 256
    page.button(key="measure").click().run()
    begun = page.session_state[measuring.MEASUREMENT]
    assert (begun.seed, begun.largest, begun.threads) == (9, 256, all_threads())


@pytest.mark.parametrize(
    ("name", "value"), [("largest", "4096"), ("largest", "512.0"), ("threads", "99"), ("plot", "both"), ("guess", "3")]
)
def test_a_wrong_choice_in_a_link_is_named(open_page: OpenPage, name: str, value: str) -> None:
    page = open_page("devices", **{name: value})
    assert not page.exception
    assert name in page.warning[0].value
    assert in_link(page, name) is None


def test_in_portuguese(open_page: OpenPage) -> None:
    page = open_page("devices", lang="pt", guess="never", threads="all", plot="speed")
    assert not page.exception
    assert not page.warning
    page.segmented_control(key="guess").set_value("2").run()
    page.segmented_control(key="guess").set_value("never").run()
    assert in_link(page, "guess") == "never"  # the word of the link, in every language
    assert "O que esta máquina tem" in html_in(page, "value-machine")
    page = with_measurement(page, invented(python=[1.0, 4.0, 40.0, 400.0], sum=[9.0, 9.0], mm=[2.0, 2.0, 2.0, 2.0]))
    assert "A partir de n = 2, torch.mm vence o laço em Python" in told(page)
    assert container(page, "timing-controls") is not None


def test_the_programs_are_shown_as_they_run(open_page: OpenPage) -> None:
    page = open_page("devices", seed=12, inputs=4)
    assert not any("manual_seed" in code for code in codes(page))
    page.toggle(key="program").set_value(True).run()
    page.slider(key="hidden").set_value(3).run()
    shown = codes(page)
    assert any("torch.manual_seed(12)" in text and "torch.randn(4, 3)" in text for text in shown)
    page.segmented_control(key="program_as").set_value("module").run()
    assert any("model.to(device)" in text and "nn.Linear(4, 3)" in text for text in codes(page))
    assert any("total += a[i][k] * b[k][j]" in text and "torch.sum(a[i] * columns[j])" in text for text in shown)


SAID: dict[str, dict[str, object]] = {
    "before": {"guess": "8"},
    "program": {"program": "true", "inputs": 3, "hidden": 4, "plot": "speed", "largest": "64"},
}
"""Scenes whose whole text is stored."""


@pytest.mark.parametrize("name", SAID)
def test_all_that_the_page_says(open_page: OpenPage, golden_page: GoldenPage, name: str) -> None:
    golden_page(open_page("devices", **SAID[name]), f"devices-{name}")
