"""List the known mistakes in the exercises about gradients, each as programs that make it.

As in `compute.exercises.mistakes`, a mistake is a program that is run on the tensors that were drawn.
"""

from compute.exercises.mistakes import Mistake

HIDDEN_VALUES = "h = activation(torch.mm(features, W1) + B1)"
OUTPUT = f"{HIDDEN_VALUES}\ny = activation(torch.mm(h, W2) + B2)"

DELTA = "2 * (y - target) * y * (1 - y)"
"""dL/dz of the output, for the mean squared error of one output."""

TO_OUTPUT = f"{OUTPUT}\ndelta = {DELTA}"
"""The way to delta of the output."""

BACK = "W2[0, 0] * delta * h[0, 0] * (1 - h[0, 0])"
"""dL/dz of the first hidden unit."""

TO_HIDDEN = f"{TO_OUTPUT}\ndelta_h = {BACK}"
"""The way to delta of the first hidden unit."""

_OTHER_DELTAS = (
    ("no slope", "2 * (y - target)"),
    ("no two", "(y - target) * y * (1 - y)"),
    ("turned round", "2 * (target - y) * y * (1 - y)"),
    ("no error", "y * (1 - y)"),
    ("half a slope", "2 * (y - target) * (1 - y)"),
    ("only y", "2 * (y - target) * y"),
    ("squared error", "(y - target) ** 2 * y * (1 - y)"),
    ("no target", "2 * y * y * (1 - y)"),
    ("slope of z", "2 * (y - target) * (torch.mm(h, W2) + B2) * (1 - (torch.mm(h, W2) + B2))"),
    ("slope twice", "2 * (y - target) * (y * (1 - y)) ** 2"),
)
"""Deltas of the output with one thing wrong, by the name of the mistake."""

_OTHER_WAYS_BACK = (
    ("no slope of h", "W2[0, 0] * delta"),
    ("no weight back", "delta * h[0, 0] * (1 - h[0, 0])"),
    ("slope of y again", "W2[0, 0] * delta * y * (1 - y)"),
    ("first weight back", "W1[0, 0] * delta * h[0, 0] * (1 - h[0, 0])"),
    ("half a slope of h", "W2[0, 0] * delta * (1 - h[0, 0])"),
    ("other unit", "W2[-1, 0] * delta * h[0, -1] * (1 - h[0, -1])"),
    ("other unit's slope", "W2[0, 0] * delta * h[0, -1] * (1 - h[0, -1])"),
)
"""Deltas of the hidden unit with one thing wrong, by the name of the mistake."""


def _with_other_deltas(end: str) -> tuple[Mistake, ...]:
    return tuple(Mistake(name, (f"{OUTPUT}\ndelta = {delta}\n{end}",)) for name, delta in _OTHER_DELTAS)


def _with_other_ways_back(end: str) -> tuple[Mistake, ...]:
    return tuple(Mistake(name, (f"{TO_OUTPUT}\ndelta_h = {back}\n{end}",)) for name, back in _OTHER_WAYS_BACK)


def _ways(start: str, *ends: str) -> tuple[str, ...]:
    return tuple(f"{start}\n{end}" for end in ends)


WEIGHT_MISTAKES = (
    *_with_other_deltas("h[0, 0] * delta"),
    Mistake("delta only", _ways(TO_OUTPUT, "delta")),
    Mistake("feature for h", _ways(TO_OUTPUT, "features[0, 0] * delta")),
    Mistake("weight for h", _ways(TO_OUTPUT, "W2[0, 0] * delta")),
    Mistake("other weight", _ways(TO_OUTPUT, "h[0, -1] * delta")),
    Mistake("z for h", _ways(TO_OUTPUT, "(torch.mm(features, W1) + B1)[0, 0] * delta")),
    Mistake("error times h", _ways(OUTPUT, "(y - target) * h[0, 0]")),
    Mistake("loss", _ways(OUTPUT, "(y - target) ** 2")),
    Mistake("output", _ways(OUTPUT, "y")),
)
"""The mistakes with the gradient of a weight of the last layer."""

BIAS_MISTAKES = (
    *_with_other_ways_back("delta_h"),
    *_with_other_deltas(BACK),
    Mistake("times the feature", _ways(TO_OUTPUT, f"features[0, 0] * {BACK}")),
    Mistake("times the bias", _ways(TO_OUTPUT, f"B1[0, 0] * {BACK}")),
    Mistake("bias of the output", _ways(TO_OUTPUT, "delta")),
    Mistake("loss", _ways(OUTPUT, "(y - target) ** 2")),
    Mistake("output", _ways(OUTPUT, "y")),
)
"""The mistakes with the gradient of a bias of the hidden layer."""

_STEP = "W1[0, 0] - rate * features[0, 0] * delta_h"

STEP_MISTAKES = (
    Mistake("up", _ways(TO_HIDDEN, "W1[0, 0] + rate * features[0, 0] * delta_h")),
    Mistake("no rate", _ways(TO_HIDDEN, "W1[0, 0] - features[0, 0] * delta_h")),
    Mistake("gradient only", _ways(TO_HIDDEN, "features[0, 0] * delta_h")),
    Mistake("change only", _ways(TO_HIDDEN, "rate * features[0, 0] * delta_h", "-rate * features[0, 0] * delta_h")),
    Mistake("no step", ("W1[0, 0]",)),
    Mistake("no input", _ways(TO_HIDDEN, "W1[0, 0] - rate * delta_h")),
    Mistake("rate to the weight", _ways(TO_HIDDEN, "rate * (W1[0, 0] - features[0, 0] * delta_h)")),
    Mistake("other input", _ways(TO_HIDDEN, "W1[0, 0] - rate * features[0, -1] * delta_h")),
    Mistake(
        "W2 before it",
        _ways(
            TO_OUTPUT,
            "moved = W2[0, 0] - rate * h[0, 0] * delta\n"
            "W1[0, 0] - rate * features[0, 0] * moved * delta * h[0, 0] * (1 - h[0, 0])",
        ),
    ),
    *_with_other_ways_back(_STEP),
    *(
        mistake
        for mistake in _with_other_deltas(f"delta_h = {BACK}\n{_STEP}")
        if mistake.name != "turned round"  # then it goes up
    ),
)
"""The mistakes with the value of a weight of the hidden layer after one step."""
