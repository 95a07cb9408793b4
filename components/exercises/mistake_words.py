"""Name the known mistakes in the exercises, and give for each a hint that leads out of it."""

from components.base.text import Translate
from components.exercises.gradient_mistake_words import gradient_mistake_words
from compute.exercises.cases import STACK, Case
from compute.exercises.mistakes import COLUMN, OUTER, PYTHON_SUM, RESIZED, Mistake


def mistake_words(mistake: Mistake, case: Case, _: Translate) -> tuple[str, str]:
    """Return the name of a mistake, and a hint that leads out of it."""
    if case.asks_for_gradient:
        return gradient_mistake_words(case.exercise, _)[mistake.name]
    table = _stack(_) if case.exercise == STACK else _products(case, _) | _steps(case, _) | _others(case, _)
    return table[mistake.name]


def _steps(case: Case, _: Translate) -> dict[str, tuple[str, str]]:
    """Name mistakes with bias and activation: left out, or at the wrong place."""
    return {
        "no bias": (
            _("the bias was forgotten"),
            _("Add `bias` to the weighted sum, before the activation."),
        ),
        "bias inside the sum": (
            _("the bias was added inside the sum"),
            _("There every product gets it, so it counts {inputs} times. Add it after the sum.", inputs=case.inputs),
        ),
        "bias inside the sum, no activation": (
            _("the bias was added inside the sum, and the activation was forgotten"),
            _("There every product gets it, so it counts {inputs} times. Add it after the sum.", inputs=case.inputs),
        ),
        "no activation": (
            _("the activation was forgotten"),
            _("This is the pre-activation z. Apply `activation` to it."),
        ),
        "weighted sum only": (
            _("only the weighted sum"),
            _("The sum is right. Bias and activation are still to come."),
        ),
        "bias after the activation": (
            _("the bias was added after the activation"),
            _("Put it inside the brackets of `activation`: first the sum, then the bias, and the activation last."),
        ),
        "activation before the sum": (
            _("the activation was applied before the sum"),
            _("`activation` comes last: first make one number of the products, add the bias, then apply it once."),
        ),
        "activation before the product": (
            _("the activation was applied to the features"),
            _("`activation` comes last, after product, sum and bias."),
        ),
        "activation twice": (
            _("the activation was applied twice"),
            _("Once is enough: product, sum, bias, activation."),
        ),
        "activation twice, bias between": (
            _("the activation was applied twice, with the bias between"),
            _("Add the bias to the sum itself, then apply `activation` once."),
        ),
        "bias in the weights": (
            _("the bias was added to the weights"),
            _("There it is multiplied by every feature. Close the bracket of the product first, then add the bias."),
        ),
        "bias in the features": (
            _("the bias was added to the features"),
            _("There it is multiplied by every weight. Close the bracket of the product first, then add the bias."),
        ),
        "bias twice": (_("the bias was added twice"), _("Once is enough: product, sum, bias, activation.")),
        "bias taken away": (_("the bias was subtracted"), _("It is added, also where it is negative itself.")),
        "bias as a factor": (_("the sum was multiplied by the bias"), _("The bias is added to the sum.")),
    }


def _products(case: Case, _: Translate) -> dict[str, tuple[str, str]]:
    """Name mistakes whose product is more than one row times one column."""
    return {
        OUTER: (
            _("column times row"),
            _(
                "{inputs} × 1 by 1 × {inputs} gives {inputs} × {inputs}. Row times column gives one number.",
                inputs=case.inputs,
            ),
        ),
        "column times row, summed": (
            _("column times row, and all of it added up"),
            _(
                "{inputs} × 1 by 1 × {inputs} gives {inputs} × {inputs}, each feature with each weight. "
                "Row times column gives one number.",
                inputs=case.inputs,
            ),
        ),
        RESIZED: (
            _("`weights.resize_` before an element-by-element product"),
            _(
                "`resize_` turned `weights` itself into a column. `features * weights` then broadcasts to "
                "{inputs} × {inputs} without any error, and all of that is added up. Multiply row by row, "
                "or use `torch.mm`.",
                inputs=case.inputs,
            ),
        ),
        COLUMN: (
            _("a row times a column, element by element"),
            _(
                "`*` does not multiply matrices: a row and a column broadcast to {inputs} × {inputs} without any "
                "error, and all of that is added up. Multiply row by row, or use `torch.mm`.",
                inputs=case.inputs,
            ),
        ),
        PYTHON_SUM: (
            _("Python's `sum` adds up the rows"),
            _("There is only one row, so its products stay as they are. `torch.sum` adds up all of them."),
        ),
        "not summed": (
            _("the products were not added up"),
            _("A unit has one output: make one number of the products first."),
        ),
    }


def _others(case: Case, _: Translate) -> dict[str, tuple[str, str]]:
    """Name mistakes with another function, another operation, or an operand left out."""
    return {
        "sign in the exponent": (
            _("the minus in the exponent is missing"),
            _("The sigmoid is 1 / (1 + exp(-z)); the function `activation` is already there."),
        ),
        "brackets of the sigmoid": (
            _("the brackets of the sigmoid are missing"),
            _("`1 / 1 + exp(-z)` divides first. It is 1 / (1 + exp(-z)); the function `activation` is already there."),
        ),
        "mean": (
            _("the mean instead of the sum"),
            _("`mean` divides by {inputs}. The unit adds up: `torch.sum`.", inputs=case.inputs),
        ),
        "added": (
            _("features and weights were added, not multiplied"),
            _("Each feature is multiplied by its weight: `features * weights`."),
        ),
        "relu": (_("ReLU instead of the sigmoid"), _("The notebook's `activation` is the sigmoid.")),
        "tanh": (_("tanh instead of the sigmoid"), _("The notebook's `activation` is the sigmoid.")),
        "no weights": (
            _("the weights were left out"),
            _("Each feature is multiplied by its weight: `features * weights`."),
        ),
        "no features": (
            _("the features were left out"),
            _("Each feature is multiplied by its weight: `features * weights`."),
        ),
    }


def _stack(_: Translate) -> dict[str, tuple[str, str]]:
    return _stack_steps(_) | _stack_places(_)


def _stack_steps(_: Translate) -> dict[str, tuple[str, str]]:
    """Name mistakes with the two layers' steps: left out, or another function."""
    sigmoid = _("The notebook's `activation` is the sigmoid, on both layers.")
    return {
        "no hidden activation": (
            _("no activation on the hidden layer"),
            _("Apply `activation` to the hidden layer before it meets `W2`."),
        ),
        "no biases": (_("no biases"), _("Add `B1` before the first activation and `B2` before the second.")),
        "no output activation": (
            _("no activation on the output"),
            _("This is the pre-activation of the output. Apply `activation` once more."),
        ),
        "relu": (_("ReLU on the hidden layer"), sigmoid),
        "tanh": (_("tanh on the hidden layer"), sigmoid),
        "relu on the output": (_("ReLU on the output"), sigmoid),
        "tanh on the output": (_("tanh on the output"), sigmoid),
        "no B1": (_("no bias on the hidden layer"), _("Add `B1` before the first activation.")),
        "no B2": (_("no bias on the output"), _("Add `B2` before the second activation.")),
        "no activation at all": (
            _("no activation on either layer"),
            _("Apply `activation` to the hidden layer and to the output."),
        ),
        "no activation and no biases": (
            _("no biases, and no activation on the hidden layer"),
            _("Each layer: product with its weights, plus its biases, then `activation`."),
        ),
        "nothing on the hidden layer": (
            _("no bias and no activation on the hidden layer"),
            _("Each layer: product with its weights, plus its biases, then `activation`."),
        ),
        "weighted sum of the output only": (
            _("only the weighted sum of the output"),
            _("The sum is right. Bias and activation are still to come."),
        ),
        "hidden layer only": (
            _("only the hidden layer"),
            _("This is where the second half begins: by `W2`, plus `B2`, then `activation`."),
        ),
        "hidden sums only": (
            _("only the sums of the hidden layer"),
            _("Add `B1`, apply `activation`, and then the same again with `W2` and `B2`."),
        ),
        "no W2": (
            _("`W2` was left out"),
            _("What the hidden layer gives is multiplied by `W2`, as the features are by `W1`."),
        ),
    }


def _stack_places(_: Translate) -> dict[str, tuple[str, str]]:
    """Name mistakes with the two layers' steps at the wrong place."""
    inside = _("Put it inside the brackets of `activation`: first the product, then the bias, and the activation last.")
    outside = _("Close the bracket of `torch.mm` first, then add the bias: there it is multiplied along.")
    return {
        "biases after the activations": (_("the biases were added after the activations"), inside),
        "B1 after the activation": (_("`B1` was added after the activation"), inside),
        "B2 after the activation": (_("`B2` was added after the activation"), inside),
        "biases in the weights": (_("the biases were added to the weights"), outside),
        "B1 in the weights": (_("`B1` was added to `W1`, inside the product"), outside),
        "B2 in the weights": (_("`B2` was added to `W2`, inside the product"), outside),
        "B2 in the hidden values": (_("`B2` was added to the hidden layer, inside the product"), outside),
        "B2 on the hidden layer": (
            _("`B2` on the hidden layer"),
            _("`B1` belongs to the hidden layer, `B2` to the output."),
        ),
        "B1 on the output": (
            _("`B1` on the output"),
            _("`B1` belongs to the hidden layer, `B2` to the output."),
        ),
        "activation on the inputs": (
            _("the activation was applied to the features"),
            _("The features go into the product as they are; `activation` comes after the product and the bias."),
        ),
        "activation twice": (
            _("the activation was applied twice"),
            _("Once on each layer is enough."),
        ),
        "W1 by view": (
            _("`W1.view` where `t()` was meant"),
            _(
                "`view` only counts the numbers into other rows; `t()` turns rows into columns. "
                "`torch.mm(features, W1)` needs neither."
            ),
        ),
    }
