"""Say in one sentence each, with its numbers, why a training broke or what keeps it from learning."""

import math

from components.base.style import number
from components.base.text import Translate
from components.training.seen import SeenTraining, loss_text
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.network import Parameters
from compute.training.autopsy import (
    ACTIVATION,
    GRADIENT,
    LOSS,
    MEMORY,
    PREACTIVATION,
    TRIAL_STEPS,
    UPDATE,
    DeadUnits,
    Finding,
    NotFinite,
    OtherRate,
    SaturatedUnits,
    SymmetricUnits,
    ZeroGradients,
)
from compute.training.course import Course
from compute.training.last_bit import LastBit
from compute.training.setting import TrainingSpec

MOST_NAMES = 6
"""Units that a sentence names; of more it says how many there are."""

HUGE = 1e6
"""From here on a loss is written by its power of ten."""


def broken_words(found: NotFinite, spec: TrainingSpec, _: Translate) -> str:
    """Name the first number that was not finite, and the operation that gave it."""
    return _(
        "In step **{step}** came the first number that is not finite: `{value}` in `{tensor}` ({operation}).",
        step=_.count(found.step),
        value=str(found.value),
        tensor=found.tensor,
        operation=_operation(found.operation, spec, _),
    )


def before_words(found: NotFinite, _: Translate) -> str:
    """Say how large the numbers were that went into the operation, and why that is too large."""
    return _(
        "The largest numbers in it: {numbers}. A number of 32 bits ends at 3.4e+38: what is larger becomes `inf`, and "
        "`inf` minus `inf` is `nan`. Steps that are too long made the numbers grow.",
        numbers=_.together([f"`{before.name}` **{before.largest:.3g}**" for before in found.before]),
    )


def finding_words(finding: Finding, shown: SeenTraining, _: Translate) -> str:
    """Say what was found at the step that is shown."""
    if isinstance(finding, ZeroGradients):
        return _(
            "**{zeros} of {total}** gradients are exactly 0, among them all of {names}: however large the learning "
            "rate is, the loss does not move these.",
            zeros=finding.zeros,
            total=finding.total,
            names=_.together([f"`{name}`" for name in finding.tensors]),
        )
    if isinstance(finding, OtherRate):
        return _rate_words(finding, shown.spec, _)
    return _unit_words(finding, shown, _)


def nothing_words(shown: SeenTraining, _: Translate) -> str:
    """Say with numbers that nothing was found."""
    gradients = shown.course.gradients(shown.step)
    tensors = gradients.tensors
    return _(
        "**Nothing is wrong here.** At step {step} {moving} of {total} gradients are not 0, up to **{largest}**, and "
        "the training loss is **{loss}**.",
        step=_.count(shown.step),
        moving=sum(int((tensor != 0).sum()) for tensor in tensors),
        total=sum(tensor.numel() for tensor in tensors),
        largest=number(largest_of(gradients)),
        loss=_loss(float(shown.course.training_loss[shown.step])),
    )


def largest_of(parameters: Parameters) -> float:
    """Return the largest magnitude of all numbers."""
    return max(float(tensor.abs().max()) for tensor in parameters.tensors)


def last_bit_words(found: LastBit, course: Course, _: Translate) -> str:
    """Say whether rounding alone would lead the course elsewhere."""
    said = {"loss": _loss(found.training_loss), "other": _loss(found.other_loss)}
    if found.step is not None:
        return _(
            "**This training hangs on the last bit**: begun with numbers that differ in the last bit or two, it has "
            "the training loss {other} instead of {loss} at step {step}. Another machine may go another way from "
            "there.",
            **said,
            step=_.count(found.step),
        )
    return _(
        "This training does not hang on the last bit: begun with numbers that differ in the last bit or two, it has "
        "the training loss {other} beside {loss} at step {step}.",
        **said,
        step=_.count(course.last),
    )


def units_of(finding: Finding) -> tuple[Element, ...]:
    """List what to look at: the units that a finding is about, or a parameter of each tensor that does not move."""
    if isinstance(finding, DeadUnits | SaturatedUnits):
        return tuple(Unit(layer, unit - 1) for layer, unit in finding.units)
    if isinstance(finding, SymmetricUnits):
        return tuple(Unit(layer, unit - 1) for layer, units in finding.groups for unit in units)
    if isinstance(finding, ZeroGradients):
        layers = [(name[0], int(name[1:])) for name in finding.tensors]
        return tuple(Weight(layer, 0, 0) if letter == "W" else Bias(layer, 0) for letter, layer in layers)
    return ()


def _loss(value: float) -> str:
    """Write a loss; a huge one by its power of ten."""
    return f"{value:.4g}" if HUGE <= value < math.inf else loss_text(value)


def _operation(operation: str, spec: TrainingSpec, _: Translate) -> str:
    words = {
        PREACTIVATION: _("the weighted sum"),
        ACTIVATION: _("the activation"),
        LOSS: _("the loss `{name}`", name=spec.loss_name),
        GRADIENT: _("the gradient, by autograd"),
        MEMORY: _("what `{optimizer}` remembers", optimizer=spec.optimizer),
        UPDATE: _("the change by `{optimizer}`", optimizer=spec.optimizer),
    }
    return words[operation]


def _unit_words(finding: DeadUnits | SaturatedUnits | SymmetricUnits, shown: SeenTraining, _: Translate) -> str:
    units, points = units_of(finding), len(shown.course.start.training.features)
    names = _names(units, shown, _)
    if isinstance(finding, DeadUnits):
        return _.plural(
            "{count} unit is dead ({names}): its z is at most {largest}, never above 0, for all {points} points for "
            "training. `relu` gives 0 for each of them, and no gradient comes back through it.",
            "{count} units are dead ({names}): their z is at most {largest}, never above 0, for all {points} points "
            "for training. `relu` gives 0 for each of them, and no gradient comes back through them.",
            len(units),
            names=names,
            largest=number(max(finding.largest)),
            points=points,
        )
    if isinstance(finding, SaturatedUnits):
        return _.plural(
            "{count} unit is saturated ({names}): `{activation}` is flat for at least {percent} % of the points for "
            "training, with a mean slope of at most **{slope}**. So little comes back through it that it hardly "
            "learns.",
            "{count} units are saturated ({names}): `{activation}` is flat for at least {percent} % of the points for "
            "training, with a mean slope of at most **{slope}**. So little comes back through them that they hardly "
            "learn.",
            len(units),
            names=names,
            activation=shown.spec.activation,
            percent=math.floor(100 * min(finding.shares)),
            slope=number(max(finding.slopes)),
        )
    return _(
        "The units {names} are copies of each other: the same weights lead in and out, so they get the same "
        "gradients and stay alike in every step.",
        names=names,
    )


def _names(units: tuple[Element, ...], shown: SeenTraining, _: Translate) -> str:
    """Name some units, and say with dots that there are more."""
    network = shown.spec.network
    names = [f"`{unit.label(network)}`" for unit in units if isinstance(unit, Unit)]
    return _.together(names) if len(names) <= MOST_NAMES else f"{', '.join(names[:MOST_NAMES])}, …"


def _rate_words(finding: OtherRate, spec: TrainingSpec, _: Translate) -> str:
    said = {
        "rate": f"{spec.rate:g}",
        "now": _loss(finding.now),
        "same": _loss(finding.same),
        "other": _loss(finding.other),
        "better": f"{finding.repair.value:g}" if isinstance(finding.repair.value, float) else finding.repair.value,
    }
    if finding.too_large:
        return _.plural(
            "**The learning rate is too large.** In {count} step from here the loss goes from {now} to **{same}** "
            "with {rate}, and to **{other}** with {better}.",
            "**The learning rate is too large.** In {count} steps from here the loss goes from {now} to **{same}** "
            "with {rate}, and to **{other}** with {better}.",
            TRIAL_STEPS,
            **said,
        )
    return _.plural(
        "**The learning rate is too small.** In {count} step from here the loss goes from {now} to **{same}** only "
        "with {rate}, and to **{other}** with {better}.",
        "**The learning rate is too small.** In {count} steps from here the loss goes from {now} to **{same}** only "
        "with {rate}, and to **{other}** with {better}.",
        TRIAL_STEPS,
        **said,
    )
