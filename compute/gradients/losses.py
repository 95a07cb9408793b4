"""List the losses by their names in links: torch's function, its slope, both formulas and the line of the program.

`mse` and `bce` are means over the outputs, as torch's own functions are. `ce` takes the pre-activations of the last
layer as logits, whatever activation that layer has, and its target is a class.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional

from compute.network.activations import ACTIVATIONS
from compute.network.forward import ForwardPass
from compute.network.network import VALUE_LIMIT
from compute.network.spec import NetworkSpec, Range, SpecError

MSE, BCE, CE = "mse", "bce", "ce"

Target: TypeAlias = int | float
"""The number that every output is to give, or for `ce` a class, counted from 0."""

RANGE, CLASSES, TARGET, NO_DERIVATIVE, UNKNOWN = "range", "classes", "target", "no derivative", "unknown"
"""Why a loss does not fit a network: its outputs may leave 0..1, it has one output only, the target is not one of this
loss, an activation has no derivative, or there is no loss of this name."""

SMALLEST_VARIANCE = 1e-12
"""torch divides by y(1 - y), but never by less than this, so that the slope of `bce` stays finite at 0 and 1."""

FROM_0_TO_1 = ("sigmoid", "softmax")
"""The activations whose outputs `bce` takes: they lie in 0..1 and have a derivative."""


class LossError(SpecError):
    """A loss, its target or an activation does not fit.

    Attributes
    ----------
    reason: RANGE, CLASSES, TARGET, NO_DERIVATIVE or UNKNOWN; a page words the error by it.
    """

    def __init__(self, field: str, value: object, allowed: str, reason: str) -> None:
        super().__init__(field, value, allowed)
        self.reason = reason


@dataclass(frozen=True)
class Loss:
    """A loss L of the last layer.

    Attributes
    ----------
    name: the name in links.
    reduced: torch's own function of values and target, with its `reduction`: "mean" or "none".
    slope: dL/dy by hand, a function of values and target; where `of_logits` is set, dL/dz of the last layer.
    latex, slope_latex: both as formulas of y and t, or of the logits z and the class c.
    code: the loss in the program, of `output` or `z`, and `target`.
    slope_code: the slope as an expression of the same names.
    of_logits: whether it takes the pre-activations of the last layer and a class.
    """

    name: str
    reduced: Callable[[Tensor, Tensor, str], Tensor]
    slope: Callable[[Tensor, Tensor], Tensor]
    latex: str
    slope_latex: str
    code: str
    slope_code: str
    of_logits: bool = False

    def function(self, values: Float[Tensor, "batch outputs"], target: Tensor) -> Float[Tensor, ""]:
        """Compute the loss of values, a mean."""
        return self.reduced(values, target, "mean")

    def terms(self, values: Float[Tensor, "batch outputs"], target: Tensor) -> Tensor:
        """Compute what the mean is taken of: a term for each output, with `ce` for each row."""
        return self.reduced(values, target, "none")

    def values(self, passed: ForwardPass) -> Float[Tensor, "batch outputs"]:
        """Return what the loss takes of a forward pass: y, or the logits."""
        return passed.layers[-1].preactivation if self.of_logits else passed.output

    def of(self, passed: ForwardPass, target: Target) -> Float[Tensor, ""]:
        """Compute the loss of a forward pass.

        Raises
        ------
        LossError: the loss does not fit the network, or the target not the loss.
        """
        values = self.values(passed)
        return self.function(values, target_tensor(passed.network.spec, target, self.name, values))


def _mse(values: Tensor, target: Tensor, reduction: str) -> Tensor:
    return functional.mse_loss(values, target, reduction=reduction)


def _mse_slope(values: Tensor, target: Tensor) -> Tensor:
    return 2 / values.numel() * (values - target)


def _bce(values: Tensor, target: Tensor, reduction: str) -> Tensor:
    """Take outputs that are not a number, which torch refuses: the loss is then not a number either."""
    lost = values.isnan()
    if not lost.any():
        return functional.binary_cross_entropy(values, target, reduction=reduction)
    computed = functional.binary_cross_entropy(torch.where(lost, 0.5, values), target, reduction=reduction)
    return torch.where(lost if reduction == "none" else lost.any(), torch.nan, computed)


def _bce_slope(values: Tensor, target: Tensor) -> Tensor:
    variance = ((1 - values) * values).clamp(min=SMALLEST_VARIANCE)
    return (values - target) / variance / values.numel()


def _ce(values: Tensor, target: Tensor, reduction: str) -> Tensor:
    return functional.cross_entropy(values, target, reduction=reduction)


def _ce_slope(values: Tensor, target: Tensor) -> Tensor:
    """Take the probabilities from their logarithms, as torch does: near 1, softmax may be off in the last bit."""
    is_class = functional.one_hot(target, values.shape[-1]).to(values.dtype)
    return (torch.log_softmax(values, dim=-1).exp() - is_class) / values.shape[0]


_ALL = (
    Loss(
        MSE,
        _mse,
        _mse_slope,
        r"L = \frac{1}{n}\sum_{k}(y_k - t_k)^2",
        r"\frac{\partial L}{\partial y_k} = \frac{2}{n}\,(y_k - t_k)",
        "torch.nn.functional.mse_loss(output, target)",
        "2 / output.numel() * (output - target)",
    ),
    Loss(
        BCE,
        _bce,
        _bce_slope,
        r"L = -\frac{1}{n}\sum_{k}\left[t_k \ln y_k + (1 - t_k)\ln(1 - y_k)\right]",
        r"\frac{\partial L}{\partial y_k} = \frac{1}{n}\cdot\frac{y_k - t_k}{y_k\,(1 - y_k)}",
        "torch.nn.functional.binary_cross_entropy(output, target)",
        f"(output - target) / ((1 - output) * output).clamp(min={SMALLEST_VARIANCE}) / output.numel()",
    ),
    Loss(
        CE,
        _ce,
        _ce_slope,
        r"L = -\ln p_c, \quad p_k = \frac{e^{z_k}}{\sum_m e^{z_m}}",
        r"\frac{\partial L}{\partial z_k} = p_k - \begin{cases}1 & k = c\\ 0 & k \ne c\end{cases}",
        "torch.nn.functional.cross_entropy(z, target)",
        "torch.softmax(z, dim=-1) - torch.nn.functional.one_hot(target, z.shape[-1])",
        of_logits=True,
    ),
)

LOSSES: Mapping[str, Loss] = MappingProxyType({loss.name: loss for loss in _ALL})
"""Every loss by its name in links."""


def check_loss(spec: NetworkSpec, name: str) -> Loss:
    """Return the loss of this name if a network of this `spec` can have it.

    Raises
    ------
    LossError: there is no such loss; `bce` where the outputs are not those of `FROM_0_TO_1`; `ce` with one output; or
        a layer on the way back has an activation without a derivative.
    """
    if name not in LOSSES:
        raise LossError("loss", name, ", ".join(LOSSES), UNKNOWN)
    if name == BCE and spec.output_activation not in FROM_0_TO_1:
        raise LossError("output_activation", spec.output_activation, ", ".join(FROM_0_TO_1), RANGE)
    if name == CE and spec.outputs < 2:
        raise LossError("outputs", spec.outputs, "2 or more", CLASSES)
    loss = LOSSES[name]
    on_the_way = range(1, spec.depth if loss.of_logits else spec.depth + 1)
    for layer in reversed(on_the_way):
        if not ACTIVATIONS[spec.activation_of(layer)].differentiable:
            field = "output_activation" if layer == spec.depth else "activation"
            allowed = ", ".join(other.name for other in ACTIVATIONS.values() if other.differentiable)
            raise LossError(field, spec.activation_of(layer), allowed, NO_DERIVATIVE)
    return loss


def check_target(spec: NetworkSpec, target: Target, name: str) -> None:
    """Check that a loss can have this target: 0..1 for `bce`, for `ce` a class counted from 0, else any small number.

    Raises
    ------
    LossError: it cannot; `allowed` says what can.
    """
    is_number = isinstance(target, int | float) and not isinstance(target, bool) and math.isfinite(target)
    low, high = {BCE: (0.0, 1.0), CE: (0.0, spec.outputs - 1.0)}.get(name, (-VALUE_LIMIT, VALUE_LIMIT))
    fits = is_number and low <= target <= high and (name != CE or float(target).is_integer())
    if not fits:
        allowed = str(Range(0, spec.outputs - 1)) if name == CE else f"{low:g}..{high:g}"
        raise LossError("target", target, allowed, TARGET)


def target_tensor(
    spec: NetworkSpec, target: Target, name: str, values: Float[Tensor, "*rows outputs"]
) -> Float[Tensor, "*rows outputs"] | Int[Tensor, " *rows"]:
    """Return the target as the loss takes it: the same number for every output, or the class of every row.

    Raises
    ------
    LossError: the loss does not fit the network, or the target not the loss.
    """
    loss = check_loss(spec, name)
    check_target(spec, target, name)
    if loss.of_logits:
        return torch.full(values.shape[:-1], int(target), dtype=torch.int64)
    return torch.full_like(values.detach(), float(target))


@dataclass(frozen=True, eq=False)
class WithLogits:
    """`binary_cross_entropy_with_logits` beside `binary_cross_entropy`, of the same z.

    Where the sigmoid is flat, 1 - y rounds to 0: the logarithm is cut off at -100, and f'(z) = 0 stops all learning.
    From z itself the loss is exact, and its slope is y - t, which is largest where the network is most wrong.

    Attributes
    ----------
    loss, logits_loss: the loss of y, and of z.
    delta, logits_delta: dL/dz of either, from autograd.
    """

    loss: float
    logits_loss: float
    delta: Float[Tensor, "batch outputs"]
    logits_delta: Float[Tensor, "batch outputs"]


def with_logits(preactivation: Float[Tensor, "batch outputs"], target: Target) -> WithLogits:
    """Compute `bce` of sigmoid(z) and of z for one target in 0..1."""
    with torch.enable_grad():
        z = preactivation.detach().clone().requires_grad_()
        wanted = torch.full_like(z, target, requires_grad=False)
        loss = _bce(torch.sigmoid(z), wanted, "mean")
        logits_loss = functional.binary_cross_entropy_with_logits(z, wanted)
        (delta,), (logits_delta,) = torch.autograd.grad(loss, z), torch.autograd.grad(logits_loss, z)
    return WithLogits(loss.item(), logits_loss.item(), delta, logits_delta)
