"""The fields of links to the gradients page."""

import re
from dataclasses import replace

from components.network.fields import DETAILS as NETWORK_DETAILS
from components.network.fields import (
    DRAWN,
    EDITS,
    HIDDEN,
    INPUTS,
    LAYERS,
    OUTPUTS,
    SPEED,
    VIEW,
)
from components.network.fields import SELECT as NETWORK_SELECT
from components.network.fields import STEP as NETWORK_STEP
from components.state.fields import BEAT, PROGRAM_AS, SEED, Field, choice, whole_number
from compute.gradients.autograd_lines import parse_lines
from compute.gradients.losses import LOSSES, MSE
from compute.network.elements import Weight
from compute.network.spec import LIMITS, Range

_HUNDREDTHS = re.compile(r"[01](\.\d{1,2})?|0?\.\d{1,2}", re.ASCII)
_CLASS = re.compile(r"\d", re.ASCII)
_DECIMAL = re.compile(r"\d{1,3}(\.\d{1,6})?|\.\d{1,6}", re.ASCII)

LOWEST_RATE, HIGHEST_RATE = 0.001, 100.0
MOST_UPDATES = 1000


def _target(value: str) -> str | None:
    """Write a number from 0 to 1 in hundredths, or a class counted from 0, as short as it can be; None for all else."""
    text = value.strip()
    if _CLASS.fullmatch(text) and int(text) < LIMITS["outputs"].high:
        return text
    return f"{float(text):g}" if _HUNDREDTHS.fullmatch(text) and float(text) <= 1 else None


def _rate(value: str) -> str | None:
    text = value.strip()
    rate = float(text) if _DECIMAL.fullmatch(text) else 0.0
    return f"{rate:.6g}" if LOWEST_RATE <= rate <= HIGHEST_RATE else None


def _lines(value: str) -> str | None:
    return value if value and parse_lines(value) is not None else None


TARGET = Field(
    "target", _target, "0..1, 2..9", "what the outputs should be, in hundredths; with `ce` a class, counted from 0", "1"
)
LOSS = choice("loss", LOSSES, "how the distance to the target is measured", MSE)
RATE = Field("rate", _rate, f"{LOWEST_RATE:g}..{HIGHEST_RATE:g}", "the learning rate", "0.1")
UPDATES = whole_number("updates", Range(0, MOST_UPDATES), "how many steps of gradient descent have been taken", 0)
VALLEY, CHECK, AUTOGRAD, VANISHING, PROGRAM = "valley", "check", "autograd", "vanishing", "program"
DETAILS = choice("details", (VALLEY, CHECK, AUTOGRAD, VANISHING, PROGRAM), NETWORK_DETAILS.meaning)
SELECT = replace(NETWORK_SELECT, meaning="the element that is looked at", default=Weight(1, 0, 0).name())

STEP = whole_number("step", Range(0, 3 * (LIMITS["layers"].high + 1) + 2), NETWORK_STEP.meaning)

LINES = Field("lines", _lines, "grad~square~back", "the lines about autograd that have been run, joined by `~`")

FIELDS = (
    *DRAWN,
    TARGET,
    LOSS,
    VIEW,
    RATE,
    UPDATES,
    DETAILS,
    PROGRAM_AS,
    LINES,
    STEP,
    SPEED,
    SELECT,
    EDITS,
    BEAT,
)
"""What a link to the gradients page may hold."""

SLIDERS = tuple(field.name for field in (SEED, INPUTS, LAYERS, *HIDDEN, OUTPUTS, TARGET, RATE, UPDATES, STEP))
"""The fields whose sliders send their value while they are dragged."""
