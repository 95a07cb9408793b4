"""Write the lesson of the neuron page: product, sum, bias, activation of one unit, and the same by torch.mm."""

from collections.abc import Iterator, Mapping

from torch import Tensor

from components.base.style import printed_number
from components.base.text import Translate
from components.lesson.network_steps import (
    activation_step,
    bias_step,
    changes_steps,
    code,
    device_steps,
    drawing_step,
    formula,
    heading,
    text,
    unit_step,
)
from components.lesson.questions import question_steps
from components.network.neuron_beats import NEURON_BEATS
from components.network.panels.formula import unit_formula
from components.network.scene import SeenPass
from compute.files.take_home import Passage, TakeHome
from compute.network.elements import Element, Unit
from compute.network.forward import ForwardPass
from compute.network.known_pass import known_pass
from compute.network.program import program, unit_lines
from compute.network.program_ways import WAYS, program_as
from compute.network.spec import NetworkSpec


def neuron_lesson(passed: ForwardPass, edits: Mapping[Element, float], _: Translate) -> TakeHome:
    """Pack what the neuron page shows, to take home.

    Parameters
    ----------
    passed: the forward pass on the screen, of a single unit.
    edits: the values in it that a person changed.
    """
    spec = passed.network.spec
    return TakeHome(
        name=f"neuron-{spec.inputs}-seed-{spec.seed}",
        title=_.plural(
            "One unit with one input, step by step", "One unit with {count} inputs, step by step", spec.inputs
        ),
        program=program(spec, edits, passed.device),
        programs={way: program_as(way, spec, edits, passed.device) for way in WAYS},
        lesson=tuple(_lesson(passed, edits, _)),
        tensors=unit_tensors(passed),
    )


def unit_tensors(passed: ForwardPass) -> dict[str, Tensor]:
    """Return all tensors, drawn and computed, by their names in the program, as they are at its end."""
    network = passed.network
    tensors = {"features": network.features, "weights": network.weights[0]}
    if network.spec.bias:
        tensors["bias"] = network.biases[0]
    return tensors | {"output": passed.output}


def _lesson(passed: ForwardPass, edits: Mapping[Element, float], _: Translate) -> Iterator[Passage]:
    spec = passed.network.spec
    introduction = _(
        "What Tensorama shows for a single unit with the random numbers of seed {seed}, computed here step by step.",
        seed=spec.seed,
    )
    drawn = _(
        "`features` is a row with the inputs x. `torch.randn_like` draws the weights, as many as there are inputs and "
        "in the same shape."
    )
    yield unit_step(spec, introduction, _)
    yield activation_step(spec, _)
    yield drawing_step(spec, drawn, _)
    yield from changes_steps(spec, edits, _)
    yield from device_steps(spec, passed.device, _)
    yield from _by_hand(passed, _)
    yield from _by_matrices(passed, _)
    yield _from_here(_)
    yield from question_steps(NEURON_BEATS, SeenPass(known_pass(passed), None, edits), _)


def _by_hand(passed: ForwardPass, _: Translate) -> Iterator[Passage]:
    """Compute the four steps, a cell for each."""
    spec = passed.network.spec
    yield Passage(
        text(
            heading(_("Step by step")),
            formula(unit_formula(spec, Unit(1, 0))),
            _("**Product**: each input times its weight."),
        ),
        code(["products = features * weights", "products"]),
    )
    yield Passage(_("**Sum**: the products added up."), code(["weighted_sum = torch.sum(products)", "weighted_sum"]))
    yield bias_step(spec, "bias", _)
    yield Passage(_("**Activation**: f(z) is the output of the unit."), code(["by_sum = activation(z)", "by_sum"]))


def _by_matrices(passed: ForwardPass, _: Translate) -> Iterator[Passage]:
    """Explain why mm needs the weights as a column, and give the notebook's line for it."""
    spec = passed.network.spec
    bias = " + b" if spec.bias else ""
    yield Passage(
        text(
            heading(_("The same as a matrix multiplication")),
            _(
                "Products and sum together are the dot product of two vectors. `torch.mm` multiplies matrices: a row "
                "times a column gives one number. It is the faster way, above all for whole layers."
            ),
            formula(rf"y = f\!\left({_row(spec)}\cdot{_column(spec)}{bias}\right)"),
        )
    )
    if spec.inputs > 1:
        yield Passage(
            _(
                "Two rows do not fit: the columns of the first have to be as many as the rows of the second. In "
                "torch's own words:"
            ),
            code(
                [
                    "try:",
                    "    torch.mm(features, weights)",
                    "except RuntimeError as error:",
                    "    words = str(error)",
                    "words",
                ]
            ),
        )
    view, line = unit_lines(spec)
    yield Passage(
        _(
            "`weights.view({rows}, 1)` looks at the same numbers as a column. Now they fit. "
            "The page shows y = {value}.",
            rows=spec.inputs,
            value=printed_number(float(passed.output)),
        ),
        code([view, line, "", "print(output)"]),
    )
    yield Passage(
        _(
            "Both ways add up in another order, so the last digits may differ. Compare such numbers with a tolerance, "
            "never with `==`:"
        ),
        code(["torch.allclose(by_sum, output)"]),
    )


def _row(spec: NetworkSpec) -> str:
    return r"\begin{bmatrix}" + " & ".join(_terms("x", spec.inputs, r"\cdots")) + r"\end{bmatrix}"


def _column(spec: NetworkSpec) -> str:
    return r"\begin{bmatrix}" + r" \\ ".join(_terms("w", spec.inputs, r"\vdots")) + r"\end{bmatrix}"


def _terms(letter: str, count: int, dots: str) -> list[str]:
    """Write x_1 .. x_n: all of them, or the first two and the last."""
    if count <= 5:
        return [f"{letter}_{{{index}}}" for index in range(1, count + 1)]
    return [f"{letter}_{{1}}", f"{letter}_{{2}}", dots, f"{letter}_{{{count}}}"]


def _from_here(_: Translate) -> Passage:
    return Passage(
        text(
            heading(_("Go on from here")),
            _("Leave one of the four steps out, or change a weight, guess the output, and run all cells again."),
            _("Several such units side by side are a layer, and layers one after another are a network."),
        )
    )
