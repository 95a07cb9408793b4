"""Tell whether a course depends on the last bit: whether rounding alone would give it other numbers.

It is trained once more from parameters that are larger by `ASIDE`. Where both go apart, another machine, another number
of threads or `torch.optim` would lead elsewhere too, and the numbers on the screen are one way of many.
"""

import math
from dataclasses import dataclass

from compute.training.course import ASIDE, Course, Training

APART = 1e-4
"""Losses that differ by more than this are apart: it shows in the fourth decimal. Of losses above 1 it is a share."""


@dataclass(frozen=True)
class LastBit:
    """What rounding does to a course.

    Attributes
    ----------
    step: the first step at which the losses of both are apart, or one alone is not finite; None if there is none.
    training_loss, other_loss: the loss over the points for training of both at that step, or at the last one; inf where
        it was not finite.
    """

    step: int | None
    training_loss: float
    other_loss: float

    @property
    def hangs(self) -> bool:
        """Whether the course depends on the last bit."""
        return self.step is not None


class LastBitCheck:
    """A comparison of a course with one that begins a last bit aside, for `compute.training.course.slices`.

    It ends as soon as both are apart.
    """

    def __init__(self, course: Course) -> None:
        self._course, self._other = course, Training(course.spec, ASIDE)
        self._found = self._compared()

    @property
    def share(self) -> float:
        """How much of it is done."""
        return 1.0 if self.is_done else self._other.step / self._course.spec.steps

    @property
    def is_done(self) -> bool:
        """Whether both are apart, or there is no step left."""
        return self._found.hangs or self._other.step == self._course.spec.steps or self._broke_alike

    def advance(self, steps: int) -> None:
        """Take so many steps more, or as many as there are left."""
        for _step in range(steps):
            if self.is_done:
                return
            self._other.advance(1)
            self._found = self._compared()

    def found(self) -> LastBit:
        """Return what was found so far; at last, what there is to find."""
        return self._found

    @property
    def _broke_alike(self) -> bool:
        """Whether both were no longer finite after the same step."""
        return self._other.is_done and self._course.broke is not None and self._other.step == self._course.last

    def _compared(self) -> LastBit:
        step, course = self._other.step, self._course
        if self._other.is_done and step < course.last:  # the other one broke, and this one went on
            return LastBit(step + 1, float(course.training_loss[step + 1]), math.inf)
        if step > course.last:
            return LastBit(step, math.inf, self._other.losses[0])
        (training, test), ours = self._other.losses, float(course.training_loss[step])
        apart = _are_apart(training, ours) or _are_apart(test, float(course.test_loss[step]))
        return LastBit(step if apart else None, ours, training)


def _are_apart(one: float, other: float) -> bool:
    """Compare two losses; that of the test need not be finite."""
    if math.isfinite(one) and math.isfinite(other):
        return abs(one - other) > APART * max(1.0, abs(one))
    return one != other and not (math.isnan(one) and math.isnan(other))


def last_bit(course: Course) -> LastBit:
    """Compare a course with the one that begins a last bit aside, all at once."""
    check = LastBitCheck(course)
    check.advance(course.spec.steps)
    return check.found()
