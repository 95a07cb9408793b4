"""The fields of links to the network page and to the neuron page."""

import re
from dataclasses import replace

from components.state.fields import BEAT, PROGRAM_AS, SEED, Field, choice, hidden, inputs, switch, whole_number
from compute.network.ablation import VARIANTS
from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.edits import format_edits, parse_edits
from compute.network.spec import LIMITS, NetworkSpec, Range, hidden_field
from compute.network.walk import STEP_NAMES
from compute.timing.devices import CPU, devices

DEFAULTS = NetworkSpec()
UNIT_DEFAULTS = NetworkSpec(inputs=5, hidden=())
OTHER_SEED_DEFAULT = DEFAULTS.seed + 1

_NAME = re.compile(r"[a-z]\d{1,2}(\.\d{1,2}){0,2}", re.ASCII)


def _edits(value: str) -> str | None:
    """Keep the changed values that can be read; `compute.network.edits` has their form."""
    edits = parse_edits(value)[0]
    return format_edits(edits) or None


LAYERS = whole_number("layers", Range(1, LIMITS["layers"].high), "number of hidden layers", len(DEFAULTS.hidden))
HIDDEN = tuple(
    replace(hidden(DEFAULTS.hidden[0]), name=hidden_field(layer), meaning="units of each hidden layer")
    for layer in range(1, LAYERS.limits.high + 1)
)
OUTPUTS = whole_number("outputs", LIMITS["outputs"], "number of outputs", DEFAULTS.outputs)
INPUTS, UNIT_INPUTS = inputs(DEFAULTS.inputs), inputs(UNIT_DEFAULTS.inputs)
SIZES = {field.name: field for field in (INPUTS, LAYERS, *HIDDEN, OUTPUTS)}
"""The sizes of the network page by their names."""

ACTIVATION = choice("activation", HIDDEN_ACTIVATIONS, "of the hidden layers, or of the unit", DEFAULTS.activation)
OUTPUT_ACTIVATION = choice("output_activation", ACTIVATIONS, "of the output", DEFAULTS.output_activation)
BIAS = switch("bias", "biases on or off", on=DEFAULTS.bias)
DEVICE = choice("device", (device.name for device in devices()), "where the forward pass runs", CPU)
SELECT = Field(
    "select",
    # Only the form is checked: whether the network has such an element changes with the sliders.
    lambda value: value if _NAME.fullmatch(value) else None,
    "x1, h1.2, y1, w1.3.2, b1.2",
    "the element that is selected",
)
EDITS = Field("edits", _edits, "x3_0.5~w1.2.1_-1", "values that the person changed, joined by `~`")
DETAILS = choice(
    "details", ("formula", "matrices", "activation", "program", "compare"), "what is open below the picture"
)
UNIT_DETAILS = choice("details", ("formula", "program", "compare"), DETAILS.meaning)
COMPARE = choice("compare", VARIANTS, "what is otherwise in the network beside this one", VARIANTS[0])
OTHER_SEED = whole_number("other_seed", LIMITS["seed"], "its seed, where that is what differs", OTHER_SEED_DEFAULT)
PREDICT = switch("predict", "whether a guess comes before the numbers")
STEP = whole_number(
    "step",
    Range(0, len(STEP_NAMES) * (LIMITS["layers"].high + 1)),
    "how many steps have been walked; that it is there switches *step by step* on",
)
UNIT_STEP = whole_number("step", Range(0, len(STEP_NAMES)), STEP.meaning)
FORWARD, BACKWARD = "forward", "backward"
VIEW = choice("view", (FORWARD, BACKWARD), "what the picture shows: values, or gradients", FORWARD)
"""Of the pages that know gradients."""

SPEED = choice("speed", ("slow", "normal", "fast"), "how fast the steps play", "normal")

DRAWN = (SEED, INPUTS, LAYERS, *HIDDEN, OUTPUTS, ACTIVATION, OUTPUT_ACTIVATION, BIAS, DEVICE)
"""What says which network a page draws and where it runs."""

NETWORK = (
    *DRAWN,
    SELECT,
    EDITS,
    DETAILS,
    PROGRAM_AS,
    COMPARE,
    OTHER_SEED,
    PREDICT,
    STEP,
    SPEED,
    BEAT,
)
"""What a link to the network page may hold."""

NEURON = (
    SEED,
    UNIT_INPUTS,
    ACTIVATION,
    BIAS,
    DEVICE,
    SELECT,
    EDITS,
    UNIT_DETAILS,
    PROGRAM_AS,
    COMPARE,
    OTHER_SEED,
    PREDICT,
    UNIT_STEP,
    SPEED,
    BEAT,
)
"""What a link to the neuron page may hold."""
