"""List the known mistakes in the three exercises, each as programs that make it.

A mistake is a program, not a number: it is run on the tensors that were drawn, so that it is known for every seed and
size. `{inputs}` and `{hidden}` stand for the sizes.
"""

import re
from dataclasses import dataclass

OUTER, RESIZED, COLUMN, PYTHON_SUM = "column times row", "resized", "column spread", "python's sum"


@dataclass(frozen=True)
class Mistake:
    """A known wrong way.

    Attributes
    ----------
    name: short and fixed; the pages have its name and a hint in the reader's language.
    programs: ways to write it; any of them gives it away.
    used: where different ways give the same, this one is meant only by a text that used one of these operations.
    written: likewise by how it is written, a regular expression.
    typed: whether a typed number gets this name even where a later mistake gives the same.
    """

    name: str
    programs: tuple[str, ...]
    used: frozenset[str] = frozenset()
    written: str = ""
    typed: bool = True

    def fits(self, used: frozenset[str], text: str) -> bool:
        """Tell whether a text that used these operations can be this mistake."""
        return (not self.used or bool(self.used & used)) and (not self.written or bool(re.search(self.written, text)))


_NOT_SUMMED = (
    "activation(features * weights + bias)",
    "features * weights + bias",
    "activation(features * weights)",
    "features * weights",
)
_PRODUCT = frozenset({"mm", "matmul", "@", "bmm", "einsum", "tensordot", "outer", "ger"})


def unit_mistakes(total: str) -> tuple[Mistake, ...]:
    """List the mistakes with a single unit; where two of them give the same, the first is named.

    Parameters
    ----------
    total: the weighted sum as the exercise asks for it, for programs in which the sum is right.
    """
    return (
        Mistake("no bias", (f"activation({total})",)),
        Mistake("bias inside the sum", ("activation(torch.sum(features * weights + bias))",)),
        Mistake("no activation", (f"{total} + bias",)),
        Mistake(
            OUTER,
            (
                "torch.mm(features.t(), weights)",
                "activation(torch.mm(features.t(), weights) + bias)",
                "features * weights.view({inputs}, 1)",
                "activation(features * weights.view({inputs}, 1) + bias)",
            ),
        ),
        Mistake(
            "column times row, summed",
            (
                "activation(torch.sum(torch.mm(features.t(), weights)) + bias)",
                "activation(torch.sum(torch.mm(features.t(), weights) + bias))",
                "activation(torch.sum(torch.mm(features.t(), weights)))",
                "torch.sum(torch.mm(features.t(), weights)) + bias",
                "torch.sum(torch.mm(features.t(), weights))",
            ),
            used=_PRODUCT,
            typed=False,
        ),
        Mistake(RESIZED, _spread("weights.resize_({inputs}, 1)"), used=frozenset({"resize_", "resize"})),
        Mistake(COLUMN, _spread("weights = weights.view({inputs}, 1)")),
        Mistake("weighted sum only", (total,)),
        Mistake(PYTHON_SUM, _NOT_SUMMED, written=r"(?<![\w.])sum\s*\("),
        Mistake("not summed", _NOT_SUMMED),
        Mistake("bias after the activation", (f"activation({total}) + bias",)),
        Mistake(
            "activation before the sum",
            (
                "torch.sum(activation(features * weights))",
                "torch.sum(activation(features * weights)) + bias",
                "torch.sum(activation(features * weights + bias))",
                "torch.sum(activation(features * weights) + bias)",
                "activation(torch.sum(activation(features * weights)) + bias)",
                "activation(torch.sum(activation(features * weights + bias)))",
                "activation(torch.sum(activation(features * weights)))",
            ),
        ),
        Mistake(
            "activation before the product",
            (
                "activation(torch.sum(activation(features) * weights) + bias)",
                "torch.sum(activation(features) * weights) + bias",
            ),
        ),
        Mistake(
            "bias in the weights",
            ("activation(torch.sum(features * (weights + bias)))", "torch.sum(features * (weights + bias))"),
        ),
        Mistake(
            "bias in the features",
            ("activation(torch.sum((features + bias) * weights))", "torch.sum((features + bias) * weights)"),
        ),
        Mistake("bias inside the sum, no activation", ("torch.sum(features * weights + bias)",)),
        Mistake("bias twice", (f"activation({total} + 2 * bias)", f"{total} + 2 * bias")),
        Mistake("bias taken away", (f"activation({total} - bias)",)),
        Mistake("bias as a factor", (f"activation({total} * bias)",)),
        Mistake("activation twice", (f"activation(activation({total} + bias))", f"activation(activation({total}))")),
        Mistake("activation twice, bias between", (f"activation(activation({total}) + bias)",)),
        Mistake("sign in the exponent", (f"1 / (1 + torch.exp({total} + bias))",)),
        Mistake("brackets of the sigmoid", (f"1 / 1 + torch.exp(-({total} + bias))",)),
        Mistake("mean", ("activation(torch.mean(features * weights) + bias)",)),
        Mistake("added", ("activation(torch.sum(features + weights) + bias)",)),
        Mistake("relu", (f"torch.relu({total} + bias)",)),
        Mistake("tanh", (f"torch.tanh({total} + bias)",)),
        Mistake("no weights", ("activation(torch.sum(features) + bias)",)),
        Mistake("no features", ("activation(torch.sum(weights) + bias)",)),
    )


def _spread(first: str) -> tuple[str, ...]:
    """Multiply a column of weights element by element with a row: all products, added up."""
    product = "torch.sum(features * weights)"
    ends = (f"activation({product} + bias)", f"activation({product})", f"{product} + bias", product)
    return tuple(f"{first}\n{end}" for end in ends)


_SUMS, _H = "torch.mm(features, W1)", "activation(torch.mm(features, W1) + B1)"


def _after(hidden: str, *ends: str) -> tuple[str, ...]:
    return tuple(f"h = {hidden}\n{end}" for end in ends)


_END = "activation(torch.mm(h, W2) + B2)"
_RELU, _TANH = f"torch.relu({_SUMS} + B1)", f"torch.tanh({_SUMS} + B1)"
_END_RELU, _END_TANH = "torch.relu(torch.mm(h, W2) + B2)", "torch.tanh(torch.mm(h, W2) + B2)"

STACK_MISTAKES = (
    Mistake("no hidden activation", _after(f"{_SUMS} + B1", _END)),
    Mistake("no biases", _after(f"activation({_SUMS})", "activation(torch.mm(h, W2))")),
    Mistake("no output activation", _after(_H, "torch.mm(h, W2) + B2")),
    Mistake("relu", (*_after(_RELU, _END), *_after(f"activation({_RELU})", _END))),
    Mistake("tanh", _after(_TANH, _END)),
    Mistake("no B1", _after(f"activation({_SUMS})", _END)),
    Mistake("no B2", _after(_H, "activation(torch.mm(h, W2))")),
    Mistake("no activation at all", _after(f"{_SUMS} + B1", "torch.mm(h, W2) + B2")),
    Mistake("hidden layer only", (_H,)),
    Mistake("hidden sums only", (f"{_SUMS} + B1", _SUMS)),
    Mistake("biases after the activations", _after(f"activation({_SUMS}) + B1", "activation(torch.mm(h, W2)) + B2")),
    Mistake("B1 after the activation", _after(f"activation({_SUMS}) + B1", _END)),
    Mistake("B2 after the activation", _after(_H, "activation(torch.mm(h, W2)) + B2")),
    Mistake("B1 in the weights", _after("activation(torch.mm(features, W1 + B1))", _END, "torch.mm(h, W2) + B2")),
    Mistake("B2 in the weights", _after(_H, "activation(torch.mm(h, W2 + B2))", "torch.mm(h, W2 + B2)")),
    Mistake(
        "biases in the weights",
        _after("activation(torch.mm(features, W1 + B1))", "activation(torch.mm(h, W2 + B2))", "torch.mm(h, W2 + B2)"),
    ),
    Mistake("B2 in the hidden values", _after(_H, "activation(torch.mm(h + B2, W2))")),
    Mistake("B2 on the hidden layer", _after(f"activation({_SUMS} + B2)", _END)),
    Mistake("B1 on the output", _after(_H, "activation(torch.mm(h, W2) + B1)")),
    Mistake(
        "activation on the inputs", _after("torch.mm(activation(features), W1) + B1", _END, "torch.mm(h, W2) + B2")
    ),
    Mistake("activation twice", (*_after(_H, f"activation({_END})"), *_after(f"activation({_H})", _END))),
    Mistake("nothing on the hidden layer", _after(_SUMS, "activation(torch.mm(h, W2) + B2)")),
    Mistake("weighted sum of the output only", _after(_H, "torch.mm(h, W2)")),
    Mistake("no activation and no biases", _after(_SUMS, "torch.mm(h, W2)", "activation(torch.mm(h, W2))")),
    Mistake("no W2", _after(_H, "activation(torch.sum(h) + B2)", "activation(h + B2)")),
    Mistake("relu on the output", (*_after(_H, _END_RELU), *_after(_RELU, _END_RELU))),
    Mistake("tanh on the output", (*_after(_H, _END_TANH), *_after(_TANH, _END_TANH))),
    Mistake(
        "W1 by view",
        _after(
            "activation(torch.mm(W1.view({hidden}, {inputs}), features.t()).t() + B1)",
            _END,
        ),
    ),
)
"""The mistakes with two layers."""
