"""The fields of links to the training page."""

import re
from collections.abc import Iterable
from dataclasses import replace

from components.network.fields import LAYERS, SPEED, VIEW
from components.network.fields import SELECT as NETWORK_SELECT
from components.state.fields import BEAT, PROGRAM_AS, SEED, Field, choice, whole_number
from compute.gradients.losses import LOSSES
from compute.network.activations import HIDDEN_ACTIVATIONS
from compute.network.elements import Weight
from compute.network.spec import Range, hidden_field
from compute.training.data import DATA, FEATURES
from compute.training.own_data import MOST_OWN_POINTS, OwnDataError, format_points, parse_points
from compute.training.setting import ALL, BATCHES, INITS, NUMBERS, OPTIMIZERS, WHOLE, TrainingSpec
from compute.training.variant import canonical as canonical_variant
from compute.training.wall import RATES, WIDTHS

DEFAULTS = TrainingSpec()

ONE, WALL = "one", "wall"
ALL_AT_ONCE = "all"

JOINT = "~"
"""What stands between the names of a list."""

_DECIMAL = re.compile(r"\d{1,3}(\.\d{1,6})?|\.\d{1,6}", re.ASCII)
_POINT = re.compile(r"\d{1,3}", re.ASCII)


def _number(name: str, meaning: str, default: float, decimals: int = 6) -> Field:
    """Define the field of a finite number within the limits that the setting has for it."""
    limits = NUMBERS[name]

    def canonical(value: str) -> str | None:
        text = value.strip()
        number = round(float(text), decimals) if _DECIMAL.fullmatch(text) else -1.0
        return f"{number:.6f}".rstrip("0").rstrip(".") if number in limits else None

    return Field(name, canonical, str(limits), meaning, canonical(str(default)) or "")


def _features(value: str) -> str | None:
    names = value.split(JOINT, len(FEATURES))
    known = set(names) <= FEATURES.keys() and len(set(names)) == len(names)
    return JOINT.join(name for name in FEATURES if name in names) if known else None


def _own(value: str) -> str | None:
    try:
        read = parse_points(value)
    except OwnDataError:
        return None
    return own_text(zip(read.rows, read.wanted, strict=True))


def own_text(points: Iterable[tuple[tuple[float, float], float]]) -> str:
    """Write points and their classes as the link has them."""
    return format_points((x1, x2, int(wanted)) for (x1, x2), wanted in points)


def _point(value: str) -> str | None:
    text = value.strip()
    return str(int(text)) if _POINT.fullmatch(text) and 1 <= int(text) <= WHOLE["points"].high else None


PART = choice("part", (ONE, WALL), "one course, or a wall of many", ONE)
ACROSS = choice("across", (WIDTHS, RATES), "what the columns of a wall differ in", WIDTHS)
DATA_FIELD = choice("data", DATA, "what is learned from", DEFAULTS.data)
NOISE = _number("noise", "how much chance is in the data, in hundredths", DEFAULTS.noise, decimals=2)
POINTS = whole_number("points", WHOLE["points"], "how many points, for training and test together", DEFAULTS.points)
SPLIT = whole_number("split", WHOLE["split"], "percent of the points that are for training", DEFAULTS.split)
FEATURE_NAMES = Field(
    "features", _features, ", ".join(FEATURES), "what the network gets of a point, joined by `~`", "x1~x2"
)
HIDDEN = tuple(
    whole_number(hidden_field(layer), WHOLE["hidden"], "units of each hidden layer", DEFAULTS.hidden[0])
    for layer in range(1, LAYERS.limits.high + 1)
)
RESIZABLE = {field.name: field for field in (LAYERS, *HIDDEN)}
"""What the buttons of the picture change."""

ACTIVATION = choice("activation", HIDDEN_ACTIVATIONS, "of the hidden layers", DEFAULTS.activation)
INIT = choice("init", INITS, "how weights and biases begin", DEFAULTS.init)
LOSS = choice("loss", LOSSES, "how the distance to the target is measured; where nothing is said what suits the data")
OPTIMIZER = choice("optimizer", OPTIMIZERS, "how a step follows from the gradients", DEFAULTS.optimizer)
RATE = _number("rate", "the learning rate", DEFAULTS.rate)
DECAY = _number("decay", "weight decay", DEFAULTS.decay)
L1 = _number("l1", "what is taken from the size of each weight, whatever its size", DEFAULTS.l1)
BATCH = choice(
    "batch",
    (ALL_AT_ONCE if batch == ALL else str(batch) for batch in BATCHES),
    "how many points a step looks at",
    ALL_AT_ONCE,
)
STEPS = whole_number("steps", WHOLE["steps"], "how many steps the training has", DEFAULTS.steps)
TIME = whole_number("time", Range(0, WHOLE["steps"].high), "the step that is shown", 0)
OWN = Field(
    "own",
    _own,
    "0.5_-1.25_0~1_2_1",
    f"up to {MOST_OWN_POINTS} points of your own, joined by `~`: x1, x2 and the class of each",
)
OTHER = Field(
    "other",
    canonical_variant,
    "rate_1, hidden_1, seed_8, ..",
    "one changed setting, of which a second training is shown beside the first",
)
SELECT = replace(NETWORK_SELECT, meaning="the unit or weight that is looked at", default=Weight(1, 0, 0).name())
SECOND = replace(
    NETWORK_SELECT, name="select_2", meaning="the second of the two weights whose way over the loss is shown"
)
POINT = Field("point", _point, f"1..{WHOLE['points'].high}", "the point whose forward pass is shown")
DETAILS = choice("details", ("point", "path", "autopsy", "optimizer", "data", "program"), "what is open below")

FIELDS = (
    PART,
    ACROSS,
    DATA_FIELD,
    NOISE,
    POINTS,
    SPLIT,
    FEATURE_NAMES,
    SEED,
    LAYERS,
    *HIDDEN,
    ACTIVATION,
    INIT,
    LOSS,
    OPTIMIZER,
    RATE,
    DECAY,
    L1,
    BATCH,
    STEPS,
    TIME,
    OTHER,
    OWN,
    SELECT,
    SECOND,
    POINT,
    VIEW,
    DETAILS,
    PROGRAM_AS,
    SPEED,
    BEAT,
)
"""What a link to the training page may hold."""

SLIDERS = tuple(field.name for field in (SEED, NOISE, POINTS, SPLIT, LAYERS, *HIDDEN, RATE, DECAY, L1, STEPS, TIME))
"""The fields whose sliders send their value while they are dragged."""
