"""randn: the drawn numbers, their histogram under the normal curve, and three experiments."""

from collections.abc import Mapping
from functools import partial
from html import escape

import streamlit as st
from jaxtyping import Float
from torch import Tensor

from components.base.style import printed_number
from components.base.text import Translate
from components.browser.chart import chart
from components.browser.live import Move
from components.browser.short_way import part
from components.state.scene import Said
from components.state.take_home import offer
from components.tensors.controls import RANDN, draw_controls
from components.tensors.figures.draw_cards import crossing_html, like_html, numbers_html, twice_html
from components.tensors.figures.normal_histogram import describe_draw, normal_histogram
from components.tensors.lesson import randn_lesson
from components.tensors.panels.guess import guess_panel
from components.tensors.seen import SeenTensors
from compute.network.network import VECTORIZED_RANDN
from compute.tensors.randn import (
    Crossing,
    DrawSpec,
    approach,
    crossing,
    deviation,
    draw_numbers,
    histogram,
    like,
    randn_program,
    twice,
)

CHART = "draw-chart"
"""Key of the histogram."""


def randn_part(move: Move, _: Translate) -> tuple[str, Said, SeenTensors]:
    """Show controls, the draw, and the experiments below; returns its program, what a link says, and what is seen."""
    with st.container(key="controls"):
        spec = draw_controls(move, _)
    numbers, crossed = draw_numbers(spec), crossing(spec.seed)
    with st.container(key="tensors-picture"):
        with st.container(key="measures"):
            for name, html in measures_html(numbers).items():
                with st.container(key=name):
                    st.html(part(name, html))
        chart(
            normal_histogram(histogram(numbers), approach(numbers), spec.size, _),
            key=CHART,
            alt=describe(numbers, spec, _),
        )
        with st.container(key="value-numbers"):
            st.html(part("value-numbers", numbers_html(numbers, _)))
        guessed = _question(crossed, _)
    with st.container(key="value-experiments"):
        st.html(part("value-experiments", experiments_html(spec, crossed, guessed or spec.vectorized, _)))
    offer(partial(randn_lesson, spec))
    return randn_program(spec), {"seed": str(spec.seed), "size": str(spec.size)}, SeenTensors(RANDN, draw=spec)


def measures_html(numbers: Float[Tensor, " size"]) -> Mapping[str, str]:
    """Write mean and standard deviation, by the names of their containers."""
    measured = (("value-mean", "t.mean()", float(numbers.mean())), ("value-deviation", "t.std()", deviation(numbers)))
    return {name: _measure(code, value) for name, code, value in measured}


def describe(numbers: Float[Tensor, " size"], spec: DrawSpec, _: Translate) -> str:
    """Describe the histogram in words, for a screen reader."""
    return describe_draw(float(numbers.mean()), deviation(numbers), spec.size, _)


def _measure(code: str, value: float) -> str:
    return f'<p class="expression"><code>{code}</code> <b>{printed_number(value)}</b></p>'


def _question(crossed: Crossing, _: Translate) -> bool:
    kept = int(crossed.kept.sum())
    return guess_panel(
        RANDN,
        _("Guess: the same seed, but 16 numbers instead of 15. Will the first number stay?"),
        {"stays": _("it stays"), "changes": _("it changes")},
        "stays" if bool(crossed.kept[0]) else "changes",
        _("Of the first 15 numbers, {kept} stay the same. Why: see below.", kept=kept),
        _,
    )


def experiments_html(spec: DrawSpec, crossed: Crossing, revealed: bool, _: Translate) -> str:
    """Write three experiments with the seed; the answer about 15 numbers and 16 is told only if it is `revealed`."""
    cards: Mapping[str, tuple[str, str]] = {
        _("randn_like takes over the shape"): (
            like_html(like(spec.seed)),
            _("Only the shape and the type come from t; the numbers are new."),
        ),
        _("The same seed, the same numbers"): (
            twice_html(twice(spec.seed), spec.seed),
            _("Without manual_seed the draw goes on to other numbers."),
        ),
        _("15 numbers or 16"): (
            crossing_html(crossed, revealed),
            _(
                "From {limit} elements on torch fills the whole tensor by another, vectorized method, so the same seed "
                "gives other numbers.",
                limit=VECTORIZED_RANDN,
            )
            if revealed
            else _("Guess first, or move the size to 16."),
        ),
    }
    return '<div class="experiments">' + (
        "".join(
            f"<section><h3>{escape(title)}</h3>{picture}<p>{escape(note)}</p></section>"
            for title, (picture, note) in cards.items()
        )
        + "</div>"
    )
