"""The measurement on the page: its button, its progress, its plot, what the plot says, and all numbers."""

import inspect
from html import escape
from itertools import islice

import streamlit as st

from components.base.text import Translate
from components.browser.chart import chart
from components.devices.controls import chosen_seed, guess_control, measurement_controls, plot_control
from components.devices.figures.timing_plot import describe_timing, duration, timing_plot
from components.devices.method_names import way_in_sentence, way_name
from components.devices.panels.difference import apart_text
from components.devices.panels.moving import moving_html
from components.devices.timing_words import answer, sentences
from components.jobs import measuring
from components.jobs.measuring import MeasuringState, State
from components.jobs.queue import Standing
from components.state.session import projector
from components.widgets.code import code_block
from compute.timing.products import python_loop, torch_sum
from compute.timing.threads import openblas
from compute.timing.timing import MOST_RUNS, Measurement


def timing_panel(_: Translate) -> None:
    """Show question, controls, progress, plot, reading, numbers; do a piece of work if a measurement is under way."""
    progress = measuring.go_on()
    title = _("Why matrices?")
    st.html(f'<h2 class="devices-heading">{escape(title)}</h2>')
    with st.container(key="question"):
        guess = guess_control(_)
    with st.container(key="timing-controls"):
        largest, threads = measurement_controls(_)
        quantity = plot_control(_)
        _button(progress.state, largest, threads, _)
    with st.container(key="value-progress", gap=None):
        st.html(progress_html(progress, _))
    with st.container(key="value-conclusion", gap=None):
        st.html(conclusion_html(progress, guess, _))
    drawn = progress.measurement or Measurement(chosen_seed(), largest, threads, ())
    chart(timing_plot(drawn, quantity, wall=projector(), _=_), key="timing-chart", alt=describe_timing(drawn, _))
    with st.container(key="value-moving", gap=None):
        st.html(moving_html(progress.measurement, _))
    if progress.measurement is not None and progress.measurement.points:
        with st.container(key="value-reading", gap=None):
            st.html(reading_html(progress.measurement, _))
        with st.container(key="value-numbers", gap=None):
            st.html(numbers_html(progress.measurement, _))


def loops_panel(_: Translate) -> None:
    """Show what exactly is timed: the source of the two loops, as it runs."""
    with st.container(key="loops"):
        st.caption(_("The two loops, as they are timed here."))
        code_block(f"{inspect.getsource(python_loop)}\n\n{inspect.getsource(torch_sum)}", _)


def _button(state: State, largest: int, threads: int, _: Translate) -> None:
    """Place one button in one place: measure, or stop."""
    if state in (State.WAITING, State.MEASURING):
        st.button(_("Stop"), icon=":material/stop:", key="stop", on_click=measuring.stop)
    else:
        st.button(
            _("Measure"),
            icon=":material/timer:",
            key="measure",
            type="primary",
            on_click=measuring.start,
            args=(chosen_seed(), largest, threads),
        )


def progress_html(progress: MeasuringState, _: Translate) -> str:
    """Draw a bar with words beside it, which a screen reader is told as they change."""
    measurement, standing = progress.measurement, progress.standing
    done, total = (measurement.done, measurement.total) if measurement is not None else (0, 1)
    if standing is not None and progress.state is State.WAITING:
        done, total = standing.done, max(standing.total, 1)
    share = 100 * done / total
    label = escape(_("progress of the measurement"))
    return (
        f'<div class="progress-row"><div class="progress" role="progressbar" aria-label="{label}" '
        f'aria-valuenow="{share:.0f}" aria-valuemin="0" aria-valuemax="100"><i style="width:{share:.1f}%"></i></div>'
        f'<span role="status">{escape(_progress_text(progress, _))}</span></div>'
    )


def _progress_text(progress: MeasuringState, _: Translate) -> str:
    measurement, standing = progress.measurement, progress.standing
    if measurement is None:
        return _("A measurement takes a few seconds, never more than about 15.")
    if progress.state is State.WAITING and standing is not None:
        return _waiting_text(standing, _)
    if progress.state is State.MEASURING:
        size, way = measurement.next
        return _(
            "Step {done} of {total}: {way}, n = {size}",
            done=measurement.done,
            total=measurement.total,
            way=way_in_sentence(way, _),
            size=size,
        )
    if progress.state is State.STOPPED:
        return _("Stopped after step {done} of {total}.", done=measurement.done, total=measurement.total)
    return _("Done in {time}.", time=duration(measurement.spent))


def _waiting_text(standing: Standing, _: Translate) -> str:
    if standing.is_elsewhere:
        return _("Another tab of this browser measures, or waits for its turn. This one follows by itself.")
    if standing.is_full:
        return _("So many are waiting that there is no place left. This page asks again by itself.")
    return _(
        "Another measurement has been running here for {seconds} s: step {done} of {total}. One at a time, or they "
        "would disturb each other; yours begins by itself. Before you: {before}.",
        seconds=round(standing.seconds),
        done=standing.done,
        total=standing.total,
        before=standing.before,
    )


def conclusion_html(progress: MeasuringState, guess: str | None, _: Translate) -> str:
    """Write what the measurement says first, and what was guessed; before one, what will be measured."""
    measurement = progress.measurement
    if measurement is None or not measurement.points:
        text = _(
            "Each way computes the same product of two n × n matrices. All of it is measured on this machine, now."
        )
        return f'<p class="conclusion">{escape(text)}</p>'
    under_way = progress.state in (State.WAITING, State.MEASURING)
    compared = "" if under_way else answer(measurement, guess, _)
    told = f'<p class="answer">{escape(compared)}</p>' if compared else ""
    first = next(sentences(measurement, _), "")
    return f'{told}<p class="conclusion">{escape(first)}</p>'


def reading_html(measurement: Measurement, _: Translate) -> str:
    """Write what else the plot says, in sentences, and under which conditions it was measured."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in islice(sentences(measurement, _), 1, None))
    conditions = _(
        "Seed {seed}, float32, threads: {threads}; of up to {runs} runs the shortest counts.",
        seed=measurement.seed,
        threads=measurement.threads,
        runs=MOST_RUNS,
    )
    if openblas() is None:
        conditions += " " + _("NumPy cannot be told how many threads to use here.")
    return f'<ul class="reading">{items}</ul><p class="small">{escape(conditions)}</p>'


def numbers_html(measurement: Measurement, _: Translate) -> str:
    """Write a table: a row for each size, a column for each way; below, how far each way is from the exact product."""
    shown = [way for way in measurement.ways if measurement.of(way)]
    head = "".join(f'<th scope="col">{escape(way_name(way, _))}</th>' for way in shown)
    rows = []
    for size in measurement.sizes:
        points = [measurement.at(way, size) for way in shown]
        cells = "".join(f"<td>{duration(point.seconds) if point else '·'}</td>" for point in points)
        rows.append(f'<tr><th scope="row">n = {size}</th>{cells}</tr>')
    apart = [[point.difference for point in measurement.of(way) if point.difference is not None] for way in shown]
    last = "".join(f"<td>{apart_text(max(found)) if found else '·'}</td>" for found in apart)
    label = _("difference from the product in float64, at most")
    rows.append(f'<tr class="apart"><th scope="row">{escape(label)}</th>{last}</tr>')
    title = escape(_("All numbers"))
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{title}"><table class="agreement numbers">'
        f"<caption>{title}</caption><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
