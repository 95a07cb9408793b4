"""The controls of the devices page, and the fields of its link that they read and write."""

import streamlit as st

from components.base.glossary import UNIT, meaning
from components.base.text import Translate
from components.browser.live import Move
from components.devices.figures.timing_plot import QUANTITIES, SPEED, TIME
from components.devices.timing_words import NEVER
from components.state.fields import BEAT, PROGRAM_AS, SEED, choice, hidden, inputs, switch
from components.widgets.choices import pressed
from components.widgets.sliders import seed_control, slider
from compute.network.spec import NetworkSpec
from compute.timing.threads import all_threads

LARGEST = ("64", "128", "256", "512", "1024", "2048")
LARGEST_DEFAULT = "512"
ALL, ONE = "all", "one"
DEFAULTS = NetworkSpec(inputs=5)
GUESSES = ("1", "2", "4", "8", "16", "64", "256", "1024", NEVER)

INPUTS, HIDDEN = inputs(DEFAULTS.inputs), hidden(DEFAULTS.hidden[0])
FIELDS = (
    SEED,
    INPUTS,
    HIDDEN,
    switch("program", "whether the program is shown"),
    PROGRAM_AS,
    choice("guess", GUESSES, "from which n on the matrix product wins"),
    choice("largest", LARGEST, "the largest n", LARGEST_DEFAULT),
    choice("threads", (ONE, ALL), "threads of torch and NumPy while measuring", ONE),
    choice("plot", QUANTITIES, "what is drawn", TIME),
    BEAT,
)
"""The fields of a link to the page. A measurement is not among them: it holds for one machine and one moment."""

SLIDERS = tuple(field.name for field in (SEED, INPUTS, HIDDEN))


def chosen_seed() -> int:
    """Return what the slider of the seed says, for the other half of the page."""
    seed = st.session_state.get("seed")
    return seed if isinstance(seed, int) and seed in SEED.limits else SEED.start


def network_controls(move: Move, _: Translate) -> NetworkSpec:
    """Place the sliders of the seed and the sizes of the network that runs on every device."""
    with st.container(key="same-controls"):
        seed = seed_control(move, _)
        features = slider(_("inputs"), INPUTS, move)
        units = slider(_("hidden units"), HIDDEN, move, meaning(_, UNIT))
    return NetworkSpec(seed, features, (units,))


def program_control(_: Translate) -> bool:
    """Place the switch of the program; returns whether the program is shown."""
    return st.toggle(_("program"), key="program", bind="query-params")


def guess_control(_: Translate) -> str | None:
    """Ask, before anything is measured, for a guess from which n on torch.mm wins; None while there is none."""
    names = {guess: guess for guess in GUESSES} | {NEVER: _("never")}
    return pressed(_("Guess first: from which n on does torch.mm beat the Python loop?"), "guess", names) or None


def measurement_controls(_: Translate) -> tuple[int, int]:
    """Place the choices of the largest size, and of how many threads torch and NumPy may use; returns both."""
    many = all_threads()
    largest = st.selectbox(_("largest n"), LARGEST, LARGEST.index(LARGEST_DEFAULT), key="largest", bind="query-params")
    threads = pressed(
        _("threads"),
        "threads",
        {ONE: "1", ALL: _("all: {count}", count=many)},
        ONE,
        explanation=_("For torch and NumPy. The site computes with one thread otherwise, and again after every step."),
    )
    return int(largest if largest in LARGEST else LARGEST_DEFAULT), many if threads == ALL else 1


def plot_control(_: Translate) -> str:
    """Place the choice of what is drawn; returns `TIME` or `SPEED`."""
    return pressed(_("plot"), "plot", {TIME: _("time"), SPEED: _("GFLOP/s")}, TIME)
