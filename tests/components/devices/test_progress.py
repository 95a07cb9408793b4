"""The bar of a measurement: as long as what is done of it, for the eye and for a screen reader."""

import re
from dataclasses import replace

import pytest

from components.base.text import untranslated
from components.devices.panels.timing import progress_html, reading_html
from components.jobs.measuring import MeasuringState, State
from components.jobs.queue import Standing
from compute.timing.timing import MOST_RUNS, Measurement, Timed
from tests.cases import for_each

MEASUREMENT = Measurement(7, 8, 1, ("python", "mm"))


def shares(html: str) -> tuple[float, float]:
    """The bar's width, and what it is said to be, both in percent."""
    width, said = re.search(r'width:([\d.]+)%">', html), re.search(r'aria-valuenow="(\d+)"', html)
    assert width is not None
    assert said is not None
    return float(width[1]), float(said[1])


@pytest.mark.parametrize(("done", "share"), [(0, 0.0), (1, 12.5), (6, 75.0)])
def test_the_bar_is_as_long_as_what_is_done(done: int, share: float) -> None:
    width, said = shares(progress_html(MeasuringState(State.MEASURING, replace(MEASUREMENT, done=done)), untranslated))
    assert width == share
    assert said == round(share)


def test_who_waits_sees_the_bar_of_the_one_who_measures() -> None:
    standing = Standing(before=1, seconds=2.0, done=30, total=40)
    assert shares(progress_html(MeasuringState(State.WAITING, MEASUREMENT, standing), untranslated)) == (75.0, 75.0)
    assert shares(progress_html(MeasuringState(State.NONE), untranslated)) == (0.0, 0.0)
    whole = Standing(before=1, seconds=2.0, done=1, total=1)
    assert shares(progress_html(MeasuringState(State.WAITING, MEASUREMENT, whole), untranslated)) == (100.0, 100.0)


@for_each(
    ("state", "standing", "said"),
    [
        (State.MEASURING, None, "Step 3 of 8: torch.mm, n = 2"),
        (State.STOPPED, None, "Stopped after step 3 of 8."),
        (State.FINISHED, None, "Done in 1.5 s."),
        (
            State.WAITING,
            Standing(before=2, seconds=61.6, done=30, total=40),
            "Another measurement has been running here for 62 s: step 30 of 40. One at a time, or they would disturb "
            "each other; yours begins by itself. Before you: 2.",
        ),
    ],
)
def test_how_far_it_has_come_in_words(state: State, standing: Standing | None, said: str) -> None:
    measurement = replace(MEASUREMENT, done=3, spent=1.5)
    html = progress_html(MeasuringState(state, measurement, standing), untranslated)
    assert f'<span role="status">{said}</span>' in html


def test_under_which_conditions_it_was_measured() -> None:
    points = (Timed("mm", 1, 1e-6, 3, 0.0),)
    measurement = Measurement(12, 8, 2, ("python", "mm"), points, done=2)
    html = reading_html(measurement, untranslated)
    assert f"Seed 12, float32, threads: 2; of up to {MOST_RUNS} runs the shortest counts." in html
