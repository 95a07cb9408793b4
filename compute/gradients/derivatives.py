"""List the derivative of every activation function: the function, its formula and its line of code.

One of three kinds stands beside each activation: a derivative unit by unit, the matrix of softmax, or none at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import TypeAlias

import torch
from jaxtyping import Float
from torch import Tensor


@dataclass(frozen=True)
class ElementwiseDerivative:
    """f'(z), where each value depends on its own z alone.

    Attributes
    ----------
    name: the activation's.
    function: f' of z and of y = f(z), of their shape.
    latex: f' as a formula of z, or of y where that is shorter.
    code: the same as an expression of `z` and `y` in torch.
    choice: the value that torch takes at z = 0, where the curve has a corner and f' is a choice; else None.
    ordered: dL/dy times f'(z), multiplied in the order of torch's own kernel, where that differs in the last bit.
    """

    name: str
    function: Callable[[Tensor, Tensor], Tensor]
    latex: str
    code: str
    choice: float | None = None
    ordered: Callable[[Tensor, Tensor], Tensor] | None = None

    @property
    def has_kink(self) -> bool:
        """Whether the curve has a corner, which is at z = 0."""
        return self.choice is not None

    def back(
        self,
        gradient: Float[Tensor, "batch units"],
        preactivation: Float[Tensor, "batch units"],
        output: Float[Tensor, "batch units"],
    ) -> Float[Tensor, "batch units"]:
        """Return dL/dz = dL/dy * f'(z)."""
        if self.ordered is not None:
            return self.ordered(gradient, output)
        return gradient * self.function(preactivation, output)


@dataclass(frozen=True)
class JacobianDerivative:
    """The derivative of softmax: every y depends on every z, so it is a matrix, dy_k/dz_j.

    Attributes
    ----------
    latex, code: the matrix, with the row k of `y` and the column j of `z`.
    back_latex: dL/dz by it, where the sum over all outputs is written out.
    """

    name: str
    latex: str
    code: str
    back_latex: str

    def matrix(self, output: Float[Tensor, " units"]) -> Float[Tensor, "units units"]:
        """Return dy_k/dz_j at [k, j] for one row of outputs."""
        return torch.diag(output) - torch.outer(output, output)

    def back(
        self, gradient: Float[Tensor, "batch units"], output: Float[Tensor, "batch units"]
    ) -> Float[Tensor, "batch units"]:
        """Return dL/dz_j = y_j (dL/dy_j - sum_k dL/dy_k y_k): the gradient times the matrix, for every row.

        The sum goes from left to right, as torch's kernel does: where one output has nearly all, the two parts of the
        difference are nearly the same, and another order would be seen.
        """
        terms = (gradient * output).unbind(dim=-1)
        total = reduce(torch.add, terms)[..., None]
        return (gradient - total) * output


@dataclass(frozen=True)
class NoDerivative:
    """The activation has no derivative in torch: it is flat everywhere and jumps at z = 0, so nothing could learn."""

    name: str


Derivative: TypeAlias = ElementwiseDerivative | JacobianDerivative | NoDerivative


def _sigmoid_back(gradient: Tensor, y: Tensor) -> Tensor:
    return gradient * (1 - y) * y


def _one_plus(first: Tensor, second: Tensor) -> Tensor:
    """Compute 1 + first * second, rounded once at the end, as torch's kernels do.

    Near zero, a product that was rounded before would leave little of the sum: 1 - y * y of a tanh near 1 for example.
    """
    return (1 + first.double() * second.double()).to(first.dtype)


def _tanh(_z: Tensor, y: Tensor) -> Tensor:
    return _one_plus(-y, y)


def _relu(z: Tensor, _y: Tensor) -> Tensor:
    return (z > 0).to(z.dtype)


def _leaky_relu(z: Tensor, _y: Tensor) -> Tensor:
    return torch.where(z > 0, torch.ones_like(z), 0.01)


def _elu(z: Tensor, _y: Tensor) -> Tensor:
    return torch.where(z > 0, 1.0, torch.exp(z.clamp(max=0)))


def _gelu(z: Tensor, _y: Tensor) -> Tensor:
    """Call torch's own kernel, like the forward pass does.

    In float32 its erf is another one than `torch.erf`: the formula is up to 4e-7 away, much where all is nearly flat.
    """
    slope: Tensor = torch.ops.aten.gelu_backward(torch.ones_like(z), z)
    return slope


def _silu(z: Tensor, _y: Tensor) -> Tensor:
    s = torch.sigmoid(z)
    return s * _one_plus(z, 1 - s)


_ALL: tuple[Derivative, ...] = (
    ElementwiseDerivative("sigmoid", lambda _z, y: (1 - y) * y, r"y\,(1-y)", "y * (1 - y)", ordered=_sigmoid_back),
    ElementwiseDerivative("tanh", _tanh, "1-y^2", "1 - y * y"),
    ElementwiseDerivative(
        "relu", _relu, r"\begin{cases}1 & z > 0\\ 0 & z \le 0\end{cases}", "(z > 0).to(z.dtype)", choice=0.0
    ),
    ElementwiseDerivative(
        "leaky_relu",
        _leaky_relu,
        r"\begin{cases}1 & z > 0\\ 0.01 & z \le 0\end{cases}",
        "torch.where(z > 0, torch.ones_like(z), 0.01)",
        choice=0.01,
    ),
    ElementwiseDerivative(
        "elu",
        _elu,
        r"\begin{cases}1 & z > 0\\ e^{z} & z \le 0\end{cases}",
        "torch.where(z > 0, 1.0, torch.exp(z.clamp(max=0)))",
    ),
    ElementwiseDerivative(
        "gelu",
        _gelu,
        r"\frac{1}{2}\left(1+\operatorname{erf}\frac{z}{\sqrt{2}}\right) + \frac{z\,e^{-z^2/2}}{\sqrt{2\pi}}",
        "(1 + torch.erf(z / 2**0.5)) / 2 + z * torch.exp(-z * z / 2) / (2 * torch.pi) ** 0.5",
    ),
    ElementwiseDerivative(
        "silu",
        _silu,
        r"\sigma(z)\left(1+z\,(1-\sigma(z))\right),\quad \sigma(z)=\frac{1}{1+e^{-z}}",
        "torch.sigmoid(z) * (1 + z * (1 - torch.sigmoid(z)))",
    ),
    ElementwiseDerivative("softplus", lambda z, _y: torch.sigmoid(z), r"\frac{1}{1+e^{-z}}", "torch.sigmoid(z)"),
    NoDerivative("heaviside"),
    ElementwiseDerivative("sin", lambda z, _y: torch.cos(z), r"\cos(z)", "torch.cos(z)"),
    ElementwiseDerivative("identity", lambda z, _y: torch.ones_like(z), "1", "torch.ones_like(z)"),
    JacobianDerivative(
        "softmax",
        r"\frac{\partial y_k}{\partial z_j} = \begin{cases}y_j\,(1-y_j) & k = j\\ -y_k\,y_j & k \ne j\end{cases}",
        "torch.diag(y[0]) - torch.outer(y[0], y[0])",
        r"\frac{\partial L}{\partial z_j} = "
        r"y_j\left(\frac{\partial L}{\partial y_j} - \sum_k \frac{\partial L}{\partial y_k}\,y_k\right)",
    ),
)

DERIVATIVES: Mapping[str, Derivative] = MappingProxyType({derivative.name: derivative for derivative in _ALL})
"""The derivative of every activation by its name."""


def has_kink(name: str) -> bool:
    """Tell whether this activation's curve has a corner at z = 0."""
    derivative = DERIVATIVES[name]
    return isinstance(derivative, ElementwiseDerivative) and derivative.has_kink
