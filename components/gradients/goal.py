"""What the network is to give, how far it is from that, and what is said where a loss does not fit."""

from dataclasses import dataclass

from components.base.text import Translate
from components.gradients.fields import LOSS, TARGET
from components.state.scene import Said
from compute.gradients.losses import CE, CLASSES, MSE, NO_DERIVATIVE, RANGE, LossError, check_loss
from compute.network.spec import NetworkSpec


@dataclass(frozen=True)
class Goal:
    """A target and a loss that fit the network.

    Attributes
    ----------
    target: the number for every output, or for `ce` the class, counted from 0.
    loss: its name.
    refused: why the loss that was asked for is another one, or why there are no gradients; else None.
    """

    target: float
    loss: str
    refused: LossError | None

    @property
    def has_gradients(self) -> bool:
        """Whether every activation on the way back has a derivative."""
        return self.refused is None or self.refused.reason != NO_DERIVATIVE


def goal_of(spec: NetworkSpec, said: Said) -> Goal:
    """Read the goal that a link describes, as near to it as the network allows."""
    loss = said[LOSS.name]
    refused = _refused(spec, loss)
    if refused is not None and refused.reason in (RANGE, CLASSES):
        loss = MSE
        refused = _refused(spec, loss) or refused
    return Goal(_target(spec, float(said[TARGET.name]), loss), loss, refused)


def _target(spec: NetworkSpec, target: float, loss: str) -> float:
    return float(min(round(target), spec.outputs - 1)) if loss == CE else min(target, 1.0)


def _refused(spec: NetworkSpec, loss: str) -> LossError | None:
    try:
        check_loss(spec, loss)
    except LossError as error:
        return error
    return None


def refused_words(goal: Goal, asked: str, _: Translate) -> str:
    """Say what does not fit, and what is allowed.

    Parameters
    ----------
    asked: the loss that the link names.
    """
    error = goal.refused
    if error is None:
        return ""
    allowed = ", ".join(f"`{each}`" for each in error.allowed.split(", "))
    if error.reason == NO_DERIVATIVE:
        return _(
            "`{activation}` has no derivative in torch: it is flat everywhere and jumps at 0, so nothing before it "
            "could learn. Allowed are {allowed}.",
            activation=str(error.value),
            allowed=allowed,
        )
    if error.reason == CLASSES:
        return _(
            "`{loss}` chooses among classes, so it needs 2 outputs or more, and this network has one. Here `{other}` "
            "stands in.",
            loss=asked,
            other=goal.loss,
        )
    return _(
        "`{loss}` takes outputs between 0 and 1, and `{activation}` at the output gives others. Allowed are {allowed}. "
        "Here `{other}` stands in.",
        loss=asked,
        activation=str(error.value),
        allowed=allowed,
        other=goal.loss,
    )
