"""What the training page shows: a course at one of its steps, as heading, pictures, panels and beats read it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from components.base.small import small
from components.base.style import number
from components.base.text import Translate
from components.network.fields import BACKWARD, VIEW
from components.state.scene import Said
from components.training.fields import DETAILS, OTHER, POINT, SELECT, TIME
from components.training.words import field_names
from compute.gradients.losses import LossError
from compute.network.elements import Bias, Element, Unit, Weight, code_of, parse
from compute.network.network import Parameters
from compute.network.spec import SpecError
from compute.training.broken import broken_losses
from compute.training.course import Course
from compute.training.decision import DecisionMap, Span, decision_map, span_of
from compute.training.setting import ALL, TrainingSpec
from compute.training.variant import changed
from compute.training.variant import parse as parse_variant

MAP_SIZE = 100
"""Points of a map in each direction."""

Find = Callable[[TrainingSpec], Course]
"""Gives the course of a setting, or raises `components.state.scene.NotReady`."""


@dataclass(frozen=True, eq=False)
class SeenTraining:
    """A course and the step of it that is shown.

    Attributes
    ----------
    time: the step as the link has it; after `course.last` there is nothing but what is not finite.
    find: other courses, for the questions of the lesson.
    other: a second course, which differs in one setting; None where there is none, or not yet.
    other_text: that setting as the link has it; empty for none.
    refused: why the setting is not quite what the link asks for; else None.
    selected: the unit or weight that is looked at.
    point: the point whose forward pass is shown, counted from 0; None for none.
    details: what is open below; empty for nothing.
    is_backward: whether the edges of the network show gradients instead of weights.
    """

    course: Course
    time: int
    find: Find
    other: Course | None
    other_text: str
    refused: LossError | None
    selected: Element
    point: int | None
    details: str
    is_backward: bool = False

    @property
    def spec(self) -> TrainingSpec:
        """The setting."""
        return self.course.spec

    @property
    def step(self) -> int:
        """The step whose weights are shown: the last that is finite, where the course broke before."""
        return min(self.time, self.course.last)

    @property
    def is_broken(self) -> bool:
        """Whether the course broke before the step that is asked for."""
        return self.course.broke is not None and self.time > self.course.last

    @cached_property
    def parameters(self) -> Parameters:
        """Weights and biases of the step."""
        return self.course.parameters(self.step)

    @cached_property
    def gradients(self) -> Parameters:
        """Gradients at the weights of the step, over all points for training: what the next step goes by."""
        return self.course.gradients(self.step)

    @property
    def training_loss(self) -> float:
        """The loss over the points for training; inf or nan where the course broke before."""
        return self._broken[0] if self.is_broken else float(self.course.training_loss[self.step])

    @property
    def test_loss(self) -> float:
        """The loss over the points for the test."""
        return self._broken[1] if self.is_broken else float(self.course.test_loss[self.step])

    @property
    def accuracy(self) -> float | None:
        """The share of the points for the test with the right class; None where a number is learned."""
        if self.course.test_accuracy is None:
            return None
        return math.nan if self.is_broken else float(self.course.test_accuracy[self.step])

    @property
    def right(self) -> int | None:
        """How many of the points for the test have the right class."""
        accuracy = self.accuracy
        if accuracy is None or math.isnan(accuracy):
            return None
        return round(accuracy * self.test_points)

    @property
    def test_points(self) -> int:
        """How many points the test has."""
        return len(self.course.start.data.test)

    def other_words(self, _: Translate) -> str:
        """Name the second course by the setting that is another one in it."""
        variant = parse_variant(self.other_text)
        if variant is None:
            return ""
        return f"{field_names(_).get(variant.field, variant.field)} {variant.value}"

    @cached_property
    def second(self) -> "SeenTraining | None":
        """The second course at the same step."""
        if self.other is None:
            return None
        return replace(self, course=self.other, other=None, other_text="", point=None)

    @cached_property
    def _broken(self) -> tuple[float, float]:
        return broken_losses(self.course)

    @cached_property
    def span(self) -> Span:
        """The part of the plane that is shown."""
        return span_of(self.course.start.data)

    @cached_property
    def plane(self) -> DecisionMap:
        """What the network says of the plane; only where there is one."""
        return decision_map(self.spec, self.parameters, self.span, MAP_SIZE)

    def value(self, element: Weight | Bias, step: int) -> float:
        """Return the value of a weight or bias after a step."""
        return self.course.network(step).value(element)

    def gradient(self, element: Weight | Bias) -> float:
        """Return the gradient of a parameter before the step that is shown, over all points for training."""
        return replace(self.course.start.network, parameters=self.course.gradients(self.step - 1)).value(element)


def seen_in(said: Said, course: Course, find: Find, refused: LossError | None) -> SeenTraining:
    """Read what a link shows of a course."""
    network = course.spec.network
    selected = parse(said[SELECT.name], network) or parse(SELECT.default, network)
    assert selected is not None  # every network has a first weight
    number = int(said[POINT.name] or 0)
    point = number - 1 if 1 <= number <= len(course.start.data.points) else None
    time = min(int(said[TIME.name]), course.spec.steps)
    other_text = said[OTHER.name]
    other = _other(course, other_text, find)
    return SeenTraining(
        course, time, find, other, other_text, refused, selected, point, said[DETAILS.name], said[VIEW.name] == BACKWARD
    )


def _other(course: Course, text: str, find: Find) -> Course | None:
    """Find the second course; None where its setting does not fit, and the page says so."""
    if not text:
        return None
    try:
        spec = changed(course.spec, text)
    except SpecError:
        return None
    return find(spec) if spec != course.spec else None


def lead(shown: SeenTraining, _: Translate) -> str:
    """Say in one sentence what is trained, how far it is, and what that gives."""
    spec = shown.spec
    begin = _.plural(
        "{count} step of gradient descent from seed {seed}.",
        "{count} steps of gradient descent from seed {seed}, **every one kept**.",
        spec.steps,
        seed=spec.seed,
    )
    said = {"step": _.count(shown.time), "loss": loss_text(shown.training_loss)}
    if shown.is_broken:
        last = _.count(shown.course.last)
        now = _(
            "After step **{step}** the loss is **{loss}**: the training broke after step {last}.", **said, last=last
        )
    elif shown.right is None:
        now = _("After step **{step}** the loss is **{loss}**.", **said)
    else:
        now = _(
            "After step **{step}** the loss is **{loss}**, and **{right}** of {total} of the test are right.",
            **said,
            right=shown.right,
            total=shown.test_points,
        )
    return f"{begin} {now}"


def parameter_of(element: Element) -> Weight | Bias:
    """Return the parameter that stands for an element: of a unit its bias, of an input its first weight."""
    if not isinstance(element, Unit):
        return element
    return Bias(element.layer, element.index) if element.layer else Weight(1, element.index, 0)


def moved_words(shown: SeenTraining, _: Translate) -> str:
    """Say what the last step did to the weight that is looked at, with its numbers."""
    element, spec = parameter_of(shown.selected), shown.spec
    name = code_of(element, spec.network)
    now = shown.value(element, shown.step)
    if shown.step == 0:
        return _(
            "Before the first step: `{name}` is **{value}**, drawn from seed {seed}.",
            name=name,
            value=number(now),
            seed=spec.seed,
        )
    before = shown.value(element, shown.step - 1)
    said = {"step": _.count(shown.step), "name": name, "before": number(before), "after": number(now)}
    if spec.optimizer == "sgd" and spec.batch == ALL and not spec.decay and not spec.l1:
        return _(
            "Step {step} moved `{name}` by −{rate} × its gradient {gradient}: from {before} to **{after}**.",
            **said,
            rate=f"{spec.rate:g}",
            gradient=small(shown.gradient(element)),
        )
    return _("Step {step} moved `{name}` from {before} to **{after}**.", **said)


def loss_text(value: float) -> str:
    """Write a loss with four decimals; what is not finite as `nan` or `inf`."""
    return number(value) if math.isfinite(value) else str(value)
