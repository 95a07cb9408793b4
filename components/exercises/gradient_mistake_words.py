"""Name the known mistakes in the exercises about gradients, and give for each a hint that leads out of it."""

from components.base.text import Translate
from compute.exercises.cases import BIAS_GRADIENT, UPDATED_WEIGHT, WEIGHT_GRADIENT


def gradient_mistake_words(exercise: int, _: Translate) -> dict[str, tuple[str, str]]:
    """Return for each mistake of an exercise its name, and a hint that leads out of it."""
    own = {WEIGHT_GRADIENT: _weight, BIAS_GRADIENT: _bias, UPDATED_WEIGHT: _step}[exercise]
    back = {} if exercise == WEIGHT_GRADIENT else _ways_back(_)
    return _deltas(_) | back | own(_)


def _deltas(_: Translate) -> dict[str, tuple[str, str]]:
    """Name what is wrong with delta of the output."""
    return {
        "no slope": (
            _("the slope of the sigmoid was left out"),
            _("The loss goes back through the activation: multiply `2 * (y - target)` by its slope, `y * (1 - y)`."),
        ),
        "no two": (
            _("the 2 from the square was left out"),
            _("The derivative of (y − target)² is `2 * (y - target)`: there is no half in this loss."),
        ),
        "turned round": (
            _("`target - y` in place of `y - target`"),
            _("The derivative of (y − target)² by y is `2 * (y - target)`: it is below 0 where y is below the target."),
        ),
        "no error": (
            _("the slope of the loss was left out"),
            _("`y * (1 - y)` is the slope of the sigmoid alone. It is multiplied by `2 * (y - target)`."),
        ),
        "half a slope": (
            _("of the slope of the sigmoid only `1 - y`"),
            _("The slope of the sigmoid at the output is `y * (1 - y)`, with both factors."),
        ),
        "only y": (
            _("of the slope of the sigmoid only `y`"),
            _("The slope of the sigmoid at the output is `y * (1 - y)`, with both factors."),
        ),
        "squared error": (
            _("the loss itself in place of its slope"),
            _("Going back, the square gives `2 * (y - target)`; the squared error is the loss, not how it changes."),
        ),
        "no target": (
            _("the target was left out"),
            _("The loss measures how far y is from `target`: its slope is `2 * (y - target)`, not `2 * y`."),
        ),
        "slope of z": (
            _("the slope of the sigmoid was computed with z"),
            _("`s * (1 - s)` holds for the value s that the sigmoid gives: here y, not the sum z before it."),
        ),
        "slope twice": (
            _("the slope of the output was applied twice"),
            _("The way back goes through the activation of the output once: once `y * (1 - y)`."),
        ),
    }


def _ways_back(_: Translate) -> dict[str, tuple[str, str]]:
    """Name what is wrong on the way from the output to the hidden unit."""
    return {
        "no slope of h": (
            _("the slope of the hidden unit was left out"),
            _("The hidden unit has a sigmoid as well: multiply by its slope, `h[0, 0] * (1 - h[0, 0])`."),
        ),
        "no weight back": (
            _("`W2[0, 0]` was left out on the way back"),
            _("Forward, h goes through `W2[0, 0]` to the output. Back, delta goes through the same weight."),
        ),
        "slope of y again": (
            _("the slope of the output in place of that of the hidden unit"),
            _("`y * (1 - y)` is in delta already. The hidden unit has its own slope, `h[0, 0] * (1 - h[0, 0])`."),
        ),
        "first weight back": (
            _("back through `W1` in place of `W2`"),
            _("Between the hidden unit and the output lies `W2[0, 0]`; `W1` leads from the inputs to the hidden unit."),
        ),
        "half a slope of h": (
            _("of the slope of the hidden unit only `1 - h`"),
            _("The slope of its sigmoid is `h[0, 0] * (1 - h[0, 0])`, with both factors."),
        ),
        "other unit": (
            _("the last hidden unit in place of the first"),
            _("Asked for is the first: `W2[0, 0]` and `h[0, 0]`. Indices begin at 0, and -1 is the last."),
        ),
        "other unit's slope": (
            _("the slope of the last hidden unit"),
            _("`W2[0, 0]` leads to the first hidden unit, and so the slope is that of `h[0, 0]`."),
        ),
    }


def _numbers_forward(_: Translate) -> dict[str, tuple[str, str]]:
    """Name numbers of the way forward in place of a gradient."""
    return {
        "loss": (
            _("only the loss"),
            _("(y − target)² says how far off y is. The gradient says how that changes with one number."),
        ),
        "output": (
            _("only the output y"),
            _("This is where the way back begins: the slope of the loss at y is `2 * (y - target)`."),
        ),
    }


def _weight(_: Translate) -> dict[str, tuple[str, str]]:
    """Name mistakes with the gradient of a weight."""
    comes_in = _("Through `W2[0, 0]` comes `h[0, 0]`, the value of the first hidden unit: multiply delta by it.")
    return _numbers_forward(_) | {
        "delta only": (_("only delta of the output"), comes_in),
        "feature for h": (_("an input in place of the hidden unit"), comes_in),
        "weight for h": (
            _("the weight itself in place of what comes in through it"),
            _("z is `h[0, 0] * W2[0, 0]` and more: how it changes with the weight is `h[0, 0]`."),
        ),
        "other weight": (
            _("the gradient of the last weight in place of the first"),
            _("Asked for is `W2[0, 0]`, to which `h[0, 0]` belongs. Indices begin at 0, and -1 is the last."),
        ),
        "z for h": (
            _("the hidden unit before its activation"),
            _("What comes in through `W2[0, 0]` is the value after the activation, `h[0, 0]`."),
        ),
        "error times h": (
            _("the error times h, without 2 and slope"),
            _("From the square comes a 2, from the sigmoid its slope: delta is `2 * (y - target) * y * (1 - y)`."),
        ),
    }


def _bias(_: Translate) -> dict[str, tuple[str, str]]:
    """Name mistakes with the gradient of a bias."""
    as_it_is = _("A bias is added as it is: where it grows by 1, z grows by 1. Its gradient is delta of its unit.")
    return _numbers_forward(_) | {
        "times the feature": (_("delta was multiplied by an input, as for a weight"), as_it_is),
        "times the bias": (_("delta was multiplied by the bias"), as_it_is),
        "bias of the output": (
            _("the gradient of the output's bias"),
            _("That is delta of the output. `B1[0, 0]` lies one layer before: go back through `W2[0, 0]` first."),
        ),
    }


def _step(_: Translate) -> dict[str, tuple[str, str]]:
    """Name mistakes with a weight after one step."""
    return {
        "up": (
            _("the step goes uphill"),
            _("The gradient shows where the loss grows. Descent goes the other way: minus."),
        ),
        "no rate": (
            _("the learning rate was left out"),
            _("The step is `rate` times the gradient, so that it is not too long."),
        ),
        "gradient only": (
            _("only the gradient"),
            _("It says how steep it is. Multiply it by `rate`, and take it away from the weight."),
        ),
        "change only": (
            _("only the change of the weight"),
            _("Take `rate` times the gradient away from where the weight was: `W1[0, 0]`."),
        ),
        "no step": (
            _("the weight before the step"),
            _("Take `rate` times its gradient away from it."),
        ),
        "no input": (
            _("the gradient of the bias in place of that of the weight"),
            _("The gradient of a weight has what comes in through it as a factor: `features[0, 0]`."),
        ),
        "rate to the weight": (
            _("the weight was multiplied by the learning rate, too"),
            _("`rate` belongs to the gradient alone: look where the brackets are."),
        ),
        "other input": (
            _("the last input in place of the first"),
            _("Through `W1[0, 0]` comes the first input, `features[0, 0]`. Indices begin at 0, and -1 is the last."),
        ),
        "W2 before it": (
            _("`W2` had taken its step already"),
            _("All gradients are computed with the weights from before the step; only then do all of them move."),
        ),
    }
