"""Write the lesson of the gradients page: the network, what it should say, the way back, and what that gives."""

from collections.abc import Iterator

from components.base.style import number
from components.base.text import Translate
from components.gradients.beats import BEATS
from components.gradients.figures.chain import gradient_name
from components.gradients.seen import SeenGradients
from components.gradients.words import backward_words, descent_words, loss_words
from components.lesson.network_steps import formula, heading, text
from components.lesson.questions import question_steps
from components.network.lesson import network_tensors
from compute.files.take_home import Passage, TakeHome
from compute.gradients.derivatives import DERIVATIVES, NoDerivative
from compute.gradients.losses import CE, LOSSES
from compute.gradients.program import GradientTask, gradient_program, gradient_steps
from compute.network.program_ways import NOTEBOOK, WAYS, program_as


def gradients_lesson(shown: SeenGradients, _: Translate) -> TakeHome:
    """Pack what the page shows, to take home; without a way back, the network and its output."""
    spec, source = shown.spec, source_of(shown, NOTEBOOK)
    is_possible = shown.goal.has_gradients
    return TakeHome(
        name=f"gradients-{spec}-seed-{spec.seed}",
        title=_("The gradients of the network {sizes}", sizes=str(spec)),
        program=source,
        programs={way: source_of(shown, way) for way in WAYS},
        lesson=tuple(_lesson(shown, _)) if is_possible else (Passage(_introduction(shown, _), source),),
        tensors={name: tensor.detach() for name, tensor in network_tensors(shown.passed).items()},
    )


def source_of(shown: SeenGradients, way: str) -> str:
    """Write the program in one of the `WAYS` of writing programs, in one piece."""
    if not shown.goal.has_gradients:
        return program_as(way, shown.spec, shown.edits, shown.passed.device)
    return gradient_program(task_of(shown), way)


def task_of(shown: SeenGradients) -> GradientTask:
    """Return what the program is to compute for the network that the page shows."""
    return GradientTask(
        shown.spec,
        shown.goal.target,
        shown.goal.loss,
        shown.rate,
        shown.updates,
        shown.selected,
        shown.edits,
        shown.passed.device,
    )


def _introduction(shown: SeenGradients, _: Translate) -> str:
    return _(
        "What Tensorama shows for the network {sizes} of seed {seed}: inputs, weights and biases are drawn as in the "
        "notebook.",
        sizes=str(shown.spec),
        seed=shown.spec.seed,
    )


def _lesson(shown: SeenGradients, _: Translate) -> Iterator[Passage]:
    drawn, learned, computed, printed = gradient_steps(task_of(shown))
    loss = LOSSES[shown.goal.loss]
    yield Passage(_introduction(shown, _), drawn)
    yield Passage(
        text(
            heading(_("The loss")),
            loss_words(_),
            formula(loss.latex),
            _("The right class is {target}, counted from 0.", target=f"{shown.goal.target:g}")
            if shown.goal.loss == CE
            else _("The target t is {target}, for every output.", target=f"{shown.goal.target:g}"),
        ),
        learned,
    )
    yield Passage(
        text(
            heading(_("The way back")),
            backward_words(_),
            formula(loss.slope_latex),
            *_slopes(shown),
            formula(
                r"\delta = \frac{\partial L}{\partial y}\, f'(z), \quad \frac{\partial L}{\partial W} = x^T \delta"
            ),
            descent_words(_) if shown.updates else "",
        ),
        computed,
    )
    ending = _(
        "The page shows the loss {loss}, and {gradient} for {name}.",
        loss=number(shown.back.value if shown.back else 0.0),
        gradient=number(shown.back.gradient(shown.selected) if shown.back else 0.0),
        name=f"`{gradient_name(shown.selected, shown.spec)}`",
    )
    yield Passage(text(heading(_("What it gives")), ending), printed)
    yield from question_steps(BEATS, shown, _)


def _slopes(shown: SeenGradients) -> Iterator[str]:
    """Yield the derivatives of the activations on the way, each once."""
    spec = shown.spec
    names = dict.fromkeys(spec.activation_of(layer) for layer in range(spec.depth, 0, -1))
    for name in names:
        derivative = DERIVATIVES[name]
        if not isinstance(derivative, NoDerivative):
            yield formula(derivative.latex if name == "softmax" else f"f'(z) = {derivative.latex}")
