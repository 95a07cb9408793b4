"""List the activation functions by torch's name: the function, its line of code and its formula.

One entry in `ACTIVATIONS` adds a function everywhere: on the pages, in the formula and in the exported program.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True)
class Activation:
    """An activation function f, applied to the pre-activation z of a whole layer.

    Attributes
    ----------
    name: torch's own name, also the name in links.
    function: torch's function, shape in = shape out.
    latex: f as a formula of z.
    code: the body of `def activation(x)` in the exported program; the same torch call as `function`.
    module: the same as a module: of `torch.nn`, or of a class that the program defines around `code`.
    elementwise: False where a value depends on its neighbours in the layer (softmax).
    differentiable: False where torch has no gradient of f (heaviside), so that nothing before it can learn.
    """

    name: str
    function: Callable[[Tensor], Tensor]
    latex: str
    code: str
    module: str
    elementwise: bool = True
    differentiable: bool = True

    def __call__(self, preactivation: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
        """Compute f(z), of the shape of z."""
        return self.function(preactivation)


def _identity(x: Tensor) -> Tensor:
    return x


def _heaviside(x: Tensor) -> Tensor:
    return torch.heaviside(x, torch.ones_like(x))


def _softmax(x: Tensor) -> Tensor:
    return torch.softmax(x, dim=-1)


_ALL = (
    Activation("sigmoid", torch.sigmoid, r"\frac{1}{1+e^{-z}}", "torch.sigmoid(x)", "nn.Sigmoid()"),
    Activation("tanh", torch.tanh, r"\tanh(z)", "torch.tanh(x)", "nn.Tanh()"),
    Activation("relu", torch.relu, r"\max(0, z)", "torch.relu(x)", "nn.ReLU()"),
    Activation(
        "leaky_relu",
        functional.leaky_relu,
        r"\max(0, z) + 0.01\,\min(0, z)",
        "torch.nn.functional.leaky_relu(x)",
        "nn.LeakyReLU()",
    ),
    Activation("elu", functional.elu, r"\max(0, z) + \min(0, e^{z}-1)", "torch.nn.functional.elu(x)", "nn.ELU()"),
    Activation(
        "gelu",
        functional.gelu,
        r"\frac{z}{2}\left(1+\operatorname{erf}\frac{z}{\sqrt{2}}\right)",
        "torch.nn.functional.gelu(x)",
        "nn.GELU()",
    ),
    Activation("silu", functional.silu, r"\frac{z}{1+e^{-z}}", "torch.nn.functional.silu(x)", "nn.SiLU()"),
    Activation("softplus", functional.softplus, r"\ln(1+e^{z})", "torch.nn.functional.softplus(x)", "nn.Softplus()"),
    Activation(
        "heaviside",
        _heaviside,
        r"\begin{cases}1 & z \ge 0\\ 0 & z < 0\end{cases}",
        "torch.heaviside(x, torch.ones_like(x))",
        "Heaviside()",
        differentiable=False,
    ),
    Activation("sin", torch.sin, r"\sin(z)", "torch.sin(x)", "Sin()"),
    Activation("identity", _identity, "z", "x", "nn.Identity()"),
    Activation(
        "softmax",
        _softmax,
        r"\frac{e^{z_j}}{\sum_k e^{z_k}}",
        "torch.softmax(x, dim=-1)",
        "nn.Softmax(dim=-1)",
        elementwise=False,
    ),
)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({a.name: a for a in _ALL})
"""Every activation by name; all of them may stand at the output."""

HIDDEN_ACTIVATIONS: tuple[str, ...] = tuple(a.name for a in _ALL if a.elementwise)
"""The names that a hidden layer can have: softmax is for the output."""
