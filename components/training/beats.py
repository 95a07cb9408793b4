"""The lesson on the training page, beat by beat; `components/training/lesson.py` packs the questions to take home."""

from dataclasses import replace

from components.base.text import Translate
from components.state.beat import Asked, Beat, Told
from components.training.seen import SeenTraining, loss_text
from components.training.words import overfitting_words, rate_words, step_words, zeros_words
from compute.training.course import Course
from compute.training.wall import has_succeeded

OTHER_RATE = 0.01
"""A learning rate that is small for most data."""


def _time(shown: SeenTraining, _: Translate) -> Told:
    course = shown.course
    first, last = float(course.test_loss[0]), course.final_test_loss
    return Told(
        _("Drag through the steps"),
        (
            step_words(_),
            _(
                "The test loss goes from **{first}** to **{last}**. Every step was kept: drag the time below the "
                "pictures, or press **play**.",
                first=loss_text(first),
                last=loss_text(last),
            ),
            _("In the middle: what the network answers for every point of the plane. Left: what each unit answers."),
        ),
        Asked(
            _(
                "The network learns from the points with a light rim, and never sees those with a dark rim: the "
                "**test**. What will happen to the test loss from the first step to the last?"
            ),
            (_("it falls as well"), _("it rises"), _("it stays the same")),
            2 if first == last else int(not last < first),
        ),
    )


def _one_unit(shown: SeenTraining, _: Translate) -> Told:
    spec = shown.spec
    one = shown.find(replace(spec, hidden=(1,) * len(spec.hidden)))
    return Told(
        _("Would one unit do?"),
        (
            _(
                "With one unit in each hidden layer the loss ends at **{loss}**, and the test is {result}.",
                loss=loss_text(one.final_training_loss),
                result=_result(one, _),
            ),
            _("A hidden unit draws one line across the plane. What must be shut in needs several of them."),
        ),
        Asked(
            _(
                "The same data, the same seed, as many steps, but **one hidden unit** in each layer. Will the network "
                "learn it?"
            ),
            (_("yes: nearly all of the test is right"), _("no: much of it stays wrong")),
            int(not has_succeeded(one)),
        ),
    )


def _lines(shown: SeenTraining, _: Translate) -> Told:
    units = shown.spec.hidden[0]
    return Told(
        _("What a hidden unit draws"),
        (
            _.plural(
                "This network has {count} hidden unit. Its small picture shows where it answers high and where low: a "
                "line parts the plane.",
                "This network has {count} hidden units. The small picture of each shows where it answers high and "
                "where low: a line parts the plane.",
                units,
            ),
            _(
                "Drag the time and watch the line turn until the loss falls no more. Then set **hidden units** to 4, "
                "and to 8."
            ),
        ),
    )


def _two_rates(shown: SeenTraining, _: Translate) -> Told:
    spec = shown.spec
    other = shown.find(replace(spec, rate=OTHER_RATE))
    here, there = shown.course.final_training_loss, other.final_training_loss
    return Told(
        _("Which rate wins?"),
        (
            _(
                "With the rate {rate} the loss ends at **{loss}**, with {other} at **{other_loss}**.",
                rate=f"{spec.rate:g}",
                loss=loss_text(here),
                other=f"{OTHER_RATE:g}",
                other_loss=loss_text(there),
            ),
            rate_words(_),
        ),
        Asked(
            _(
                "Two learning rates, {rate} and {other}, from the same weights, with as many steps. Which one ends "
                "with the smaller loss?",
                rate=f"{spec.rate:g}",
                other=f"{OTHER_RATE:g}",
            ),
            (f"{spec.rate:g}", f"{OTHER_RATE:g}", _("both with the same")),
            2 if here == there else int(not here < there),
        ),
    )


def _too_large(shown: SeenTraining, _: Translate) -> Told:
    course = shown.course
    climbed = int((course.training_loss[1:] > course.training_loss[:-1]).sum())
    if course.broke is not None:
        said = _("Here the training broke after step {step}: a number was no longer finite.", step=_.count(course.last))
    else:
        said = _.plural(
            "In {count} of the steps the loss went up.", "In {count} of the steps the loss went up.", climbed
        )
    return Told(
        _("Too far with every step"),
        (
            _(
                "The learning rate is {rate} now. A step goes past the valley and up on its other side.",
                rate=f"{shown.spec.rate:g}",
            ),
            said,
            _("Open **What is wrong** below: it names the reason, and a rate that gets further."),
        ),
    )


def _zeros(shown: SeenTraining, _: Translate) -> Told:
    zeros = shown.find(replace(shown.spec, init="zeros"))
    return Told(
        _("All weights from 0?"),
        (
            _(
                "From zeros the loss ends at **{loss}**, and the test is {result}.",
                loss=loss_text(zeros.final_training_loss),
                result=_result(zeros, _),
            ),
            zeros_words(_),
        ),
        Asked(
            _("Random numbers seem a strange start. What if all weights and biases **began at 0**: would it learn?"),
            (_("yes: nearly all of the test is right"), _("no: much of it stays wrong")),
            int(not has_succeeded(zeros)),
        ),
    )


def _overfitting(shown: SeenTraining, _: Translate) -> Told:
    course = shown.course
    return Told(
        _("Learned by heart"),
        (
            overfitting_words(_),
            _(
                "Here the test loss is smallest at step **{step}** with **{best}**, and ends at **{last}**.",
                step=_.count(course.best),
                best=loss_text(float(course.test_loss[course.best])),
                last=loss_text(course.final_test_loss),
            ),
            _("Press **to the best test loss** beside the time."),
        ),
    )


def _go_on(_shown: SeenTraining, _: Translate) -> Told:
    return Told(
        _("Go on from here"),
        (
            _("Is it the units, or the luck of the seed? Open **Wall** above: many widths, many seeds, one picture."),
            _("Take this training home as a program: it prints the loss and the weights of the step on the screen."),
        ),
    )


def _result(course: Course, _: Translate) -> str:
    """Say how many of the test are right, or for a number how far the test is off."""
    if course.test_accuracy is None:
        return _("{loss} off on average", loss=loss_text(course.final_test_loss))
    return _("{percent} % right", percent=f"{100 * float(course.test_accuracy[-1]):.0f}")


BEATS = (
    Beat(_time, {}),
    Beat(_one_unit, {}),
    Beat(_lines, {"hidden": "1", "time": "1000"}),
    Beat(_two_rates, {}),
    Beat(_too_large, {"rate": "10", "time": "100", "details": "autopsy"}),
    Beat(_zeros, {}),
    Beat(
        _overfitting,
        {"data": "moons", "noise": "0.6", "points": "40", "hidden": "16", "time": "1000"},
    ),
    Beat(_go_on, {}),
)
"""The beats of the training page."""
