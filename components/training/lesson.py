"""Write the lesson of the training page: data, network, loss, steps, and what they give."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from components.base.text import Translate
from components.lesson.network_steps import formula, heading, text
from components.lesson.questions import question_steps
from components.state.beat import Beat
from components.state.scene import NotReady
from components.training.beats import BEATS
from components.training.course_for import course_for_files
from components.training.seen import SeenTraining, loss_text
from components.training.words import data_names, step_words
from compute.files.take_home import OwnFile, Passage, TakeHome
from compute.gradients.losses import LOSSES
from compute.network.program_ways import WAYS
from compute.training.exports import course_csv, course_npz
from compute.training.program import training_program, training_steps

UPDATES = {
    "sgd": r"w \leftarrow w - \eta\, g",
    "momentum": r"v \leftarrow 0.9\, v + g, \quad w \leftarrow w - \eta\, v",
    "adam": (
        r"m \leftarrow 0.9\, m + 0.1\, g, \quad s \leftarrow 0.999\, s + 0.001\, g^2, \quad "
        r"w \leftarrow w - \eta\, \frac{m / (1 - 0.9^t)}{\sqrt{s / (1 - 0.999^t)} + 10^{-8}}"
    ),
}
"""What each optimizer does with the gradient g of a weight w, with the learning rate eta, in step t."""


def training_lesson(shown: SeenTraining, _: Translate) -> TakeHome:
    """Pack what the page shows, to take home."""
    spec, shown = shown.spec, replace(shown, find=course_for_files)
    return TakeHome(
        name=f"training-{spec.data}-{spec.network}-seed-{spec.seed}-step-{shown.time}",
        title=_("Training on {data}: step {step}", data=data_names(_)[spec.data], step=_.count(shown.time)),
        program=training_program(spec, shown.time),
        programs={way: training_program(spec, shown.time, way) for way in WAYS},
        lesson=tuple(_lesson(shown, _)),
        tensors={
            **{f"W{layer}": weights for layer, weights in enumerate(shown.parameters.weights, start=1)},
            **{f"B{layer}": bias for layer, bias in enumerate(shown.parameters.biases, start=1)},
        },
        files=(
            OwnFile(
                "course.npz",
                _("The whole training (.npz)"),
                _("Weights, biases and losses of every step, for NumPy."),
                "application/octet-stream",
                partial(course_npz, shown.course),
            ),
            OwnFile(
                "course.csv",
                _("The whole training (.csv)"),
                _("A line for each step, for a spreadsheet; of a large network not of every step."),
                "text/csv",
                partial(course_csv, shown.course),
            ),
        ),
    )


def _lesson(shown: SeenTraining, _: Translate) -> Iterator[Passage]:
    spec = shown.spec
    start, data, network, loss, training, printed = training_steps(spec, shown.time)
    introduction = _(
        "What Tensorama shows on its training page: a network {sizes} learns from data of seed {seed}.",
        sizes=str(spec.network),
        seed=spec.seed,
    )
    yield Passage(text(introduction, step_words(_)), start)
    drawn = _(
        "The data: **{name}**. Some of the points are kept away from the training, to test it.",
        name=data_names(_)[spec.data],
    )
    yield Passage(text(heading(_("The data")), drawn), data)
    yield Passage(
        text(heading(_("The network")), _("Its weights and biases begin as `{init}` draws them.", init=spec.init)),
        network,
    )
    yield Passage(text(heading(_("The loss")), formula(LOSSES[spec.loss_name].latex)), loss)
    yield Passage(
        text(
            heading(_("The steps")),
            _(
                "With `{optimizer}`, the learning rate η = {rate} and the gradient g of a weight w, a step is:",
                optimizer=spec.optimizer,
                rate=f"{spec.rate:g}",
            ),
            formula(UPDATES[spec.optimizer]),
        ),
        training,
    )
    ending = _(
        "The page shows the training loss {loss} and the test loss {test_loss}.",
        loss=loss_text(shown.training_loss),
        test_loss=loss_text(shown.test_loss),
    )
    yield Passage(text(heading(_("What it gives")), ending), printed)
    yield from question_steps(tuple(beat for beat in BEATS if _can_be_told(beat, shown, _)), shown, _)


def _can_be_told(beat: Beat, shown: SeenTraining, _: Translate) -> bool:
    """Tell whether the other course that a beat asks about can be had."""
    try:
        beat.tell(shown, _)
    except NotReady:
        return False
    return True
