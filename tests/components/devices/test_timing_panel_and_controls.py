"""What a measurement says first, its one button, and what its controls ask for."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from components.base.text import untranslated
from components.devices import controls
from components.devices.controls import (
    FIELDS,
    SLIDERS,
    chosen_seed,
    guess_control,
    measurement_controls,
    plot_control,
)
from components.devices.method_names import way_in_sentence, way_name
from components.devices.panels import timing
from components.devices.panels.timing import (
    _button,
    conclusion_html,
    loops_panel,
    progress_html,
    reading_html,
    timing_panel,
)
from components.jobs import measuring
from components.jobs.measuring import MeasuringState, State
from components.jobs.queue import Standing
from compute.network.spec import NetworkSpec
from compute.timing.timing import Measurement, Timed
from tests.cases import for_each
from tests.components.without_page import WithoutPage
from tests.scripts import open_script

POINTS = tuple(
    Timed(way, size, seconds, 3, 0.0)
    for way, size, seconds in (("python", 1, 1e-6), ("mm", 1, 4e-6), ("python", 2, 8e-6), ("mm", 2, 4e-6))
)
MEASUREMENT = Measurement(7, 8, 1, ("python", "mm"), POINTS, done=4)
FIRST = '<p class="conclusion">At n = 2, and not before, torch.mm beats the Python loop: 2.0 times as fast.</p>'
BEFORE = (
    '<p class="conclusion">Each way computes the same product of two n × n matrices. All of it is measured on this '
    "machine, now.</p>"
)


@for_each(
    ("state", "guess", "html"),
    [
        (MeasuringState(State.NONE), "2", BEFORE),
        (MeasuringState(State.WAITING, replace(MEASUREMENT, points=())), "2", BEFORE),
        (MeasuringState(State.FINISHED, MEASUREMENT), None, FIRST),
        (
            MeasuringState(State.FINISHED, MEASUREMENT),
            "2",
            f'<p class="answer">You guessed right: it wins from n = 2 on.</p>{FIRST}',
        ),
        (
            MeasuringState(State.STOPPED, MEASUREMENT),
            "never",
            f'<p class="answer">You guessed never; here it wins from n = 2 on.</p>{FIRST}',
        ),
        (MeasuringState(State.MEASURING, MEASUREMENT), "2", FIRST),
        (MeasuringState(State.WAITING, MEASUREMENT), "2", FIRST),
    ],
)
def test_a_guess_is_answered_once_all_is_measured(state: MeasuringState, guess: str | None, html: str) -> None:
    assert conclusion_html(state, guess, untranslated) == html


def test_the_first_sentence_is_not_read_twice() -> None:
    items = re.findall("<li>(.*?)</li>", reading_html(MEASUREMENT, untranslated))
    assert items[0].startswith("Up to n = 1 the Python loop is faster: a call of torch takes about 4 µs")
    assert not any(item.startswith("At n = 2, and not before") for item in items)


@for_each(
    ("state", "key"),
    [
        (State.NONE, "measure"),
        (State.WAITING, "stop"),
        (State.MEASURING, "stop"),
        (State.STOPPED, "measure"),
        (State.FINISHED, "measure"),
    ],
)
def test_one_button_measures_or_stops(state: State, key: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.state["seed"] = 12
        _button(state, 256, 2, untranslated)
        assert list(page.widgets) == [key]
        named = page.widgets[key].named
        assert named["on_click"] is {"measure": measuring.start, "stop": measuring.stop}[key]
        assert named.get("args", ()) == ((12, 256, 2) if key == "measure" else ())


@for_each(
    ("standing", "words"),
    [
        (
            Standing(before=0, seconds=0.0, done=0, total=0, is_elsewhere=True),
            "Another tab of this browser measures, or waits for its turn. This one follows by itself.",
        ),
        (
            Standing(before=0, seconds=0.0, done=0, total=0, is_full=True),
            "So many are waiting that there is no place left. This page asks again by itself.",
        ),
    ],
)
def test_why_one_waits(standing: Standing, words: str) -> None:
    html = progress_html(MeasuringState(State.WAITING, MEASUREMENT, standing), untranslated)
    assert f'<span role="status">{words}</span>' in html
    assert 'aria-valuenow="0"' in html


def test_before_a_measurement_it_is_said_how_long_one_takes() -> None:
    html = progress_html(MeasuringState(State.NONE), untranslated)
    assert "A measurement takes a few seconds, never more than about 15." in html
    assert re.findall(r'aria-value(?:min|max)="(\d+)"', html) == ["0", "100"]
    assert 'aria-label="progress of the measurement"' in html


@for_each(
    ("way", "name", "within"),
    [
        ("python", "Python loop", "the Python loop"),
        ("sum", "loop of torch.sum(a * b)", "the loop of torch.sum"),
        ("mm", "torch.mm", "torch.mm"),
        ("numpy", "NumPy a @ b", "NumPy"),
        ("copy", "copy within this memory", "copy within this memory"),
        ("mm cuda:0", "torch.mm on cuda:0", "torch.mm on cuda:0"),
        ("move cuda:0", "moving to cuda:0 and back", "moving to cuda:0 and back"),
        ("move", "lists to tensors and back", "lists to tensors and back"),
    ],
)
def test_what_a_way_is_called(way: str, name: str, within: str) -> None:
    assert (way_name(way, untranslated), way_in_sentence(way, untranslated)) == (name, within)


@for_each(("held", "seed"), [(12, 12), (0, 0), (9999, 9999), (10_000, 7), (-1, 7), ("12", 7), (None, 7)])
def test_the_seed_is_the_sliders_within_its_limits(held: object, seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.state["seed"] = held
        assert chosen_seed() == seed


@for_each(
    ("state", "link", "asked"),
    [
        ({}, {}, (512, 1)),
        ({"largest": "64"}, {}, (64, 1)),
        ({"largest": "3"}, {}, (512, 1)),
        ({"largest": "2048", "threads": "all"}, {"threads": "all"}, (2048, 5)),
    ],
)
def test_how_far_and_with_how_many_threads(state: dict[str, str], link: dict[str, str], asked: tuple[int, int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.state |= state
        page.link |= link
        patch.setattr(controls, "all_threads", lambda: 5)
        assert measurement_controls(untranslated) == asked
        assert page.widgets["largest"].given[1:] == (("64", "128", "256", "512", "1024", "2048"), 3)
        write = page.widgets["threads"].named["format_func"]
        assert (write("one"), write("all")) == ("1", "all: 5")


def test_a_guess_and_what_is_drawn() -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        assert guess_control(untranslated) is None
        assert page.widgets["guess"].given[1] == ["1", "2", "4", "8", "16", "64", "256", "1024", "never"]
        assert plot_control(untranslated) == "time"
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.link |= {"guess": "16", "plot": "speed"}
        assert (guess_control(untranslated), plot_control(untranslated)) == ("16", "speed")


def test_what_a_link_may_say_of_a_measurement() -> None:
    kept = {field.name: field.canonical for field in FIELDS}
    assert [kept["largest"](text) for text in ("64", "512", "32")] == ["64", "512", None]
    assert [kept["threads"](text) for text in ("one", "all", "2")] == ["one", "all", None]
    assert {field.name: field.default for field in FIELDS if field.name in ("largest", "threads", "plot")} == {
        "largest": "512",
        "threads": "one",
        "plot": "time",
    }
    assert SLIDERS == ("seed", "inputs", "hidden")


def test_the_choices_of_a_measurement_have_their_labels_and_words() -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        guess_control(untranslated)
        measurement_controls(untranslated)
        plot_control(untranslated)
        assert {key: widget.label for key, widget in page.widgets.items()} == {
            "guess": "Guess first: from which n on does torch.mm beat the Python loop?",
            "largest": "largest n",
            "threads": "threads",
            "plot": "plot",
        }
        write = {key: page.widgets[key].named["format_func"] for key in ("guess", "plot")}
        assert [write["guess"](name) for name in ("1", "1024", "never")] == ["1", "1024", "never"]
        assert [write["plot"](name) for name in page.widgets["plot"].given[1]] == ["time", "GFLOP/s"]


def test_both_loops_are_shown_as_they_run(monkeypatch: pytest.MonkeyPatch) -> None:
    page = WithoutPage(monkeypatch)
    shown: list[str] = []
    monkeypatch.setattr(timing, "code_block", lambda text, _: shown.append(text))
    loops_panel(untranslated)
    assert page.texts == [("loops", "The two loops, as they are timed here.")]
    (code,) = shown
    assert re.findall(r"^def (\w+)\(", code, re.MULTILINE) == ["python_loop", "torch_sum"]
    assert "\n\n\ndef torch_sum(" in code


PLACES = ["value-progress", "value-conclusion", "value-moving"]


@for_each(
    ("state", "measurement", "places"),
    [
        (State.NONE, None, PLACES),
        (State.MEASURING, Measurement(12, 8, 1, ("python", "mm")), PLACES),
        (State.FINISHED, MEASUREMENT, [*PLACES, "value-reading", "value-numbers"]),
    ],
)
def test_reading_and_numbers_wait_for_the_first_point(
    state: State, measurement: Measurement | None, places: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        charts: list[dict[str, Any]] = []
        patch.setattr(measuring, "go_on", lambda: MeasuringState(state, measurement))
        patch.setattr(timing, "guess_control", lambda _: "2")
        patch.setattr(timing, "measurement_controls", lambda _: (4, 3))
        patch.setattr(timing, "plot_control", lambda _: "time")
        patch.setattr(timing, "chosen_seed", lambda: 7)
        patch.setattr(timing, "projector", lambda: False)
        patch.setattr(timing, "chart", lambda drawing, **named: charts.append({"drawing": drawing, **named}))
        timing_panel(untranslated)
    assert [place for place, _ in page.texts if place] == places
    assert '<h2 class="devices-heading">Why matrices?</h2>' in page.text("")
    (chart,) = charts
    assert chart["key"] == "timing-chart"
    largest = 4 if measurement is None else 8
    if measurement is MEASUREMENT:
        assert chart["alt"].endswith("Python loop: 8 µs at n = 2; torch.mm: 4 µs at n = 2")
        assert "You guessed right" in unescape(page.text("value-conclusion"))
    else:
        assert f"for n = {largest}: {largest**3}." in chart["alt"]
    key = "stop" if state is State.MEASURING else "measure"
    assert list(page.widgets) == [key]
    if key == "measure":
        assert page.widgets[key].named["args"] == (7, 4, 3)


def network() -> None:
    import streamlit as st  # noqa: PLC0415  (a script of its own)

    from components.base.text import untranslated as words  # noqa: PLC0415
    from components.browser.live import NO_MOVE  # noqa: PLC0415
    from components.devices.controls import network_controls, program_control  # noqa: PLC0415

    st.session_state["made"] = network_controls(NO_MOVE, words), program_control(words)


@for_each(
    ("link", "made"),
    [
        ({}, (NetworkSpec(7, 5, (2,)), False)),
        ({"seed": "12", "inputs": "3", "hidden": "4", "program": "true"}, (NetworkSpec(12, 3, (4,)), True)),
    ],
)
def test_seed_inputs_and_hidden_units_make_the_network(link: dict[str, str], made: tuple[NetworkSpec, bool]) -> None:
    page = open_script(network, link)
    assert page.session_state["made"] == made
    assert {slider.key: slider.label for slider in page.slider} == {
        "seed": "seed",
        "inputs": "inputs",
        "hidden": "hidden units",
    }
