"""Write the sentences of the exercises page: tasks, hints, refusals, and the meaning of torch's errors.

The visitor's own text is never part of a sentence without being escaped: the panels show these sentences by `rich`.
"""

import re
from collections.abc import Callable

from components.base import foreign
from components.base.left_out import left_out
from components.base.style import TIMES, printed_number
from components.base.text import Translate
from components.exercises.gradient_words import (
    gradient_lead,
    gradient_task,
    hints_bias_gradient,
    hints_updated_weight,
    hints_weight_gradient,
)
from compute.exercises.cases import BIAS_GRADIENT, UPDATED_WEIGHT, WEIGHT_GRADIENT
from compute.exercises.expression import (
    MAX_DIMENSIONS,
    MAX_ELEMENTS,
    MAX_EXPONENT,
    MAX_INTEGER,
    MAX_LENGTH,
    MAX_STATEMENTS,
    Reason,
    RefusedError,
)
from compute.exercises.judging import MATRIX, STACK, SUM, Case
from compute.network.forward import ForwardPass

MAX_SHOWN = 8
"""The most numbers of a row in a hint."""


def rich(text: str) -> str:
    """Write a sentence as HTML: escaped, `code` between backticks, invisible characters made visible."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", foreign.html(text, len(text)))


def title(exercise: int, _: Translate) -> str:
    """Return the name of an exercise in the choice."""
    return {
        SUM: _("1 · sum"),
        MATRIX: _("2 · matrix product"),
        STACK: _("3 · two layers"),
        WEIGHT_GRADIENT: _("4 · gradient of a weight"),
        BIAS_GRADIENT: _("5 · gradient of a bias"),
        UPDATED_WEIGHT: _("6 · one step"),
    }[exercise]


def asked(exercise: int) -> str:
    """Return the sign for what is asked for: y, a gradient, or the weight after a step."""
    return {WEIGHT_GRADIENT: "dL/dW2[0, 0]", BIAS_GRADIENT: "dL/dB1[0, 0]", UPDATED_WEIGHT: "W1[0, 0]"}.get(
        exercise, "y"
    )


def lead(case: Case, _: Translate) -> str:
    """Ask the question of an exercise in one sentence, with the network and the seed of the case."""
    if case.asks_for_gradient:
        return gradient_lead(case, _)
    return _(
        "Network **{sizes}** from the seed **{seed}**: which number comes out?", seed=case.seed, sizes=str(case.spec)
    )


def task(exercise: int, _: Translate) -> str:
    """Say what is asked for, as the notebook does."""
    if exercise == SUM:
        return _(
            "Compute the output of the unit with the input `features`, the weights `weights` and the bias `bias`. "
            "Use `torch.sum()` or `.sum()`, and the function `activation`."
        )
    if exercise == MATRIX:
        return _("Compute the output of the same small network, now by matrix multiplication.")
    if exercise == STACK:
        return _(
            "Compute the output of this network with a hidden layer, from the weights `W1` and `W2` "
            "and the biases `B1` and `B2`."
        )
    return gradient_task(exercise, _)


def hints(case: Case, passed: ForwardPass, _: Translate) -> tuple[str, str, str]:
    """Return three hints towards the answer; the last gives an intermediate number."""
    return {
        SUM: _hints_sum,
        MATRIX: _hints_matrix,
        STACK: _hints_stack,
        WEIGHT_GRADIENT: hints_weight_gradient,
        BIAS_GRADIENT: hints_bias_gradient,
        UPDATED_WEIGHT: hints_updated_weight,
    }[case.exercise](case, passed, _)


def _hints_sum(_case: Case, passed: ForwardPass, _: Translate) -> tuple[str, str, str]:
    (step,) = passed.layers
    return (
        _("Four steps: product, sum, bias, activation. Which operator multiplies number by number?"),
        _("`features * weights` gives the products. Add them up to one number, and only then add the bias, once."),
        _(
            "The sum is {weighted_sum}, with the bias {preactivation}. What does `activation` make of it?",
            weighted_sum=printed_number(float(step.weighted_sum)),
            preactivation=printed_number(float(step.preactivation)),
        ),
    )


def _hints_matrix(case: Case, passed: ForwardPass, _: Translate) -> tuple[str, str, str]:
    (step,) = passed.layers
    return (
        _(
            "Row times column: the first matrix needs as many columns as the second has rows. "
            "Both are 1 × {inputs} here. Which one has to be turned?",
            inputs=case.inputs,
        ),
        _(
            "`weights` has to stand as a column, a row for each input: `.view({inputs}, 1)`, "
            "`.reshape({inputs}, 1)` or `.t()` does that.",
            inputs=case.inputs,
        ),
        _(
            "`torch.mm` of the row and the column gives {weighted_sum}. Bias and activation are still to come.",
            weighted_sum=printed_number(float(step.weighted_sum)),
        ),
    )


def _hints_stack(case: Case, passed: ForwardPass, _: Translate) -> tuple[str, str, str]:
    values = passed.values(1)[0].tolist()
    shown = ", ".join(map(printed_number, values[:MAX_SHOWN]))
    if len(values) > MAX_SHOWN:
        shown += f", {left_out(len(values) - MAX_SHOWN, None, _)}"
    return (
        _(
            "Twice the same thing: what the hidden layer gives is the input of the output. Shapes: "
            "1 × {inputs} by {inputs} × {hidden}, then 1 × {hidden} by {hidden} × 1.",
            inputs=case.inputs,
            hidden=case.hidden,
        ),
        _("Hidden layer: `features` by `W1`, plus `B1`, then `activation`. Keep it under a name on a line of its own."),
        _("The hidden layer is [{values}]. Multiply it by `W2`, add `B2`, apply `activation`.", values=shown),
    )


def refusal(error: RefusedError, _: Translate) -> str:
    """Say why a text is refused, and what is allowed."""
    what, names = foreign.within_code(error.what), ", ".join(error.allowed)
    word: Callable[[], str] = {
        Reason.EMPTY: lambda: _("Write a number, or a line of PyTorch."),
        Reason.NOTHING: lambda: _(
            "These lines compute nothing that can be looked at: call the function, or write the name of the result."
        ),
        Reason.LENGTH: lambda: _("Too long: up to {limit} characters.", limit=MAX_LENGTH),
        Reason.STATEMENTS: lambda: _("Too many lines: up to {limit}.", limit=MAX_STATEMENTS),
        Reason.SIZE: lambda: _("Too long, or too many brackets within each other: make it simpler."),
        Reason.WORK: lambda: _("That is too much work for here: use fewer turns or fewer steps."),
        Reason.CHARACTER: lambda: _("The sign `{what}` is not allowed outside of a text in quotes.", what=what),
        Reason.UNDERSCORE: lambda: _(
            "`{what}` is not allowed: no name begins with two underscores. Where it marks a gap, fill it.", what=what
        ),
        Reason.COPIED: lambda: _(
            "`{what}` comes from the notebook, terminal or chat that the text was copied from, and Python cannot read "
            "it. Take it away.",
            what=what,
        ),
        Reason.NAME: lambda: _("`{what}` is not known here. Known: {names}", what=what, names=names),
        Reason.IMPORT: lambda: _("`{what}` cannot be imported here. Allowed: {names}", what=what, names=names),
        Reason.FUNCTION: lambda: _(
            "`{what}` does not exist, or is not allowed here. Allowed: {names}", what=what, names=names
        ),
        Reason.METHOD: lambda: _(
            "`.{what}` cannot be used like this. Allowed on a tensor: {names}", what=what, names=names
        ),
        Reason.ARGUMENT: lambda: (
            _("The argument `{what}` is not allowed here. Allowed: {names}", what=what, names=names)
            if names
            else _("The argument `{what}` is not allowed here.", what=what)
        ),
        Reason.FORM: lambda: _(
            "`{what}` is not allowed here. Allowed: assignments, arithmetic, calls, elements such as `weights[0, 1]`, "
            "`for`, `while`, `if`, `def`, `class` and `lambda`.",
            what=what,
        ),
        Reason.TARGET: lambda: _(
            "This cannot be assigned to. Allowed: a name, several names, and elements such as `h[0, 1]`."
        ),
        Reason.OPERAND: lambda: _("Only tensors and numbers can be calculated with, only whole numbers are sizes."),
        Reason.TEXT: lambda: _("`{what}` takes tensors and numbers, and here it gets a text in quotes.", what=what),
        Reason.NUMBER: lambda: _("Only real numbers, and whole numbers up to {limit}.", limit=_.count(MAX_INTEGER)),
        Reason.POWER: lambda: _("The exponent of a plain number may be up to {limit}.", limit=MAX_EXPONENT),
        Reason.ELEMENTS: lambda: _(
            "Too large: a tensor may have up to {limit} elements here.", limit=_.count(MAX_ELEMENTS)
        ),
        Reason.DIMENSIONS: lambda: _("A tensor may have up to {limit} dimensions here.", limit=MAX_DIMENSIONS),
        Reason.GROWTH: lambda: _(
            "`resize_` to more elements would show memory that nobody has set; as many or fewer are allowed."
        ),
    }[error.reason]
    return word()


def explanation(kind: str, words: str, shapes: str, _: Translate) -> str:
    """Explain an error of torch or Python; `shapes` names the tensors of the exercise with their shapes."""
    if kind == "KeyError":
        return _("The dictionary has nothing under this key.")
    if kind == "AssertionError":
        return _("This line claims something that is not so here.")
    if kind.endswith(("SyntaxError", "IndentationError")):
        return _("Python cannot read this line: look for a missing bracket or comma.")
    meanings = (
        (
            "shapes cannot be multiplied",
            _("The columns of the first must be as many as the rows of the second: {shapes}.", shapes=shapes),
        ),
        (
            "must be a matrix",
            _("`torch.mm` takes two matrices, with two dimensions each, and here is something else."),
        ),
        (
            "is invalid for input of size",
            _("A new shape must hold exactly as many elements as the tensor has: {shapes}.", shapes=shapes),
        ),
        (
            "must match the size of tensor",
            _(
                "Element by element, two sizes must be equal or one of them 1, counted from the last dimension: "
                "{shapes}.",
                shapes=shapes,
            ),
        ),
        ("t() expects", _("`t()` turns a matrix; this tensor has more than two dimensions.")),
        (
            "view size is not compatible",
            _("After `t()` the numbers do not lie in this order in memory; `reshape` copies them where `view` cannot."),
        ),
        ("must be Tensor", _("This function takes a tensor, and here it gets a plain number or a shape.")),
        ("invalid combination of arguments", _("The function does not take arguments of this kind.")),
        ("division by zero", _("There is a division by zero.")),
        ("before Module.__init__", _("`super().__init__()` has to be the first line of `__init__`.")),
        ("_backward_hooks", _("`super().__init__()` has to be the first line of `__init__`.")),
        ('required "forward"', _("A module computes in its function `forward`, and this one has none.")),
        ("has no attribute", _("There is nothing of this name: look for a typing error, or set it first.")),
        ("positional argument", _("The function takes another number of arguments.")),
        ("an argument too many", _("The function takes another number of arguments.")),
        ("takes no arguments", _("The function takes another number of arguments.")),
        ("values to unpack", _("On the left there are more or fewer names than values on the right.")),
        ("is not callable", _("Only functions can be called: is an operator missing before the bracket?")),
        ("NoneType", _("One of the values is `None`: `print`, or a function without `return`, gives nothing.")),
        ("out of range", _("The tensor has no such dimension or place: {shapes}.", shapes=shapes)),
        ("out of bounds", _("The tensor has no such dimension or place: {shapes}.", shapes=shapes)),
    )
    for part, meaning in meanings:
        if part in words:
            return meaning
    return _("Compare with the shapes: {shapes}.", shapes=shapes)


def shapes_of(tensors: dict[str, tuple[int, ...]], _: Translate) -> str:
    """List tensors with their shapes: `features` 1 × 5 and `weights` 1 × 5."""
    return _.together(f"`{name}` {f' {TIMES} '.join(map(str, shape))}" for name, shape in tensors.items() if shape)
