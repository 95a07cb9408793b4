"""What the gradients page shows, as its heading, its panels and its beats read it."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch

from components.base.small import small
from components.base.style import number, number_or_unknown
from components.base.text import Translate
from components.gradients.figures.chain import gradient_name
from components.gradients.goal import Goal
from components.gradients.walk import BackWalk
from compute.gradients.backward import BackwardPass
from compute.gradients.known_backward import KnownBackward
from compute.gradients.losses import CE, LOSSES
from compute.network.elements import Element
from compute.network.forward import ForwardPass
from compute.network.known_pass import Value
from compute.network.spec import NetworkSpec

MAX_OUTPUTS = 3
"""The most outputs that the sentence names; of more, the first ones."""


@dataclass(frozen=True, eq=False)
class SeenGradients:
    """The forward pass, its loss, and the way back as far as it may be seen.

    Attributes
    ----------
    passed: the forward pass after `updates` steps of gradient descent.
    known: None where an activation on the way back has no derivative.
    back: all of the way back, for the answers of questions; nothing is shown from it.
    edits: values that a person changed.
    is_backward: whether the picture shows the way back.
    updates: how many steps have been taken.
    asked_updates: how many were asked for: more, where a number would no longer have been finite.
    walk: how far one has walked back; None where nobody walks.
    first_loss: the loss before any of the steps; None where none was taken.
    """

    passed: ForwardPass
    goal: Goal
    known: KnownBackward | None
    back: BackwardPass | None
    selected: Element
    edits: Mapping[Element, float]
    is_backward: bool
    rate: float
    updates: int
    asked_updates: int
    walk: BackWalk | None
    first_loss: float | None

    @property
    def spec(self) -> NetworkSpec:
        """The network's sizes, activations and seed."""
        return self.passed.network.spec

    @property
    def whole(self) -> BackwardPass | None:
        """The way back, once all of it may be seen."""
        return None if self.known is None else self.known.whole

    @property
    def loss(self) -> Value:
        """The loss, which is there without a way back, too."""
        return self.loss_for(self.goal.target) if self.known is None else self.known.value

    def loss_for(self, target: float) -> float:
        """Compute the loss of the same output for a target; there is one without a way back, too."""
        loss = LOSSES[self.goal.loss]
        values = loss.values(self.passed)
        if loss.of_logits:
            return float(loss.function(values, torch.tensor([int(target)])))
        return float(loss.function(values, torch.full_like(values, target)))

    @property
    def gradient(self) -> Value:
        """The gradient of what is selected."""
        return None if self.known is None else self.known.gradient(self.selected)


def lead(shown: SeenGradients, _: Translate) -> str:
    """Say in one sentence what comes out, what should, how far that is, and the gradient of what is selected."""
    values = [number(value) for value in shown.passed.output[0].tolist()]
    more = ", …" if len(values) > MAX_OUTPUTS else ""
    said = {
        "output": ", ".join(values[:MAX_OUTPUTS]) + more,
        "target": f"{shown.goal.target:g}",
        "loss": number_or_unknown(shown.loss),
    }
    is_class = shown.goal.loss == CE
    if shown.known is None:
        if is_class:
            return _("The output is **{output}**, the right class **{target}**, the loss **{loss}**.", **said)
        return _("The output is **{output}**, the target **{target}**, the loss **{loss}**.", **said)
    said |= {"name": gradient_name(shown.selected, shown.spec), "gradient": small(shown.gradient)}
    if is_class:
        return _(
            "The output is **{output}**, the right class **{target}**, the loss **{loss}**, and {name} is "
            "**{gradient}**.",
            **said,
        )
    return _(
        "The output is **{output}**, the target **{target}**, the loss **{loss}**, and {name} is **{gradient}**.",
        **said,
    )
