"""The lines of the exported program that a walk goes through, one for each layer, taken apart by their steps."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from compute.network.program import program
from compute.network.spec import NetworkSpec

_LINE = re.compile(r"(?P<result>\w+) = (?P<function>\w+)\(torch\.mm\((?P<arguments>[^()]*)\)(?P<bias> \+ \w+)?\)")


@dataclass(frozen=True)
class ForwardLine:
    """`h = activation(torch.mm(features, W1) + B1)` in its parts.

    Attributes
    ----------
    result: the variable that takes the layer's values.
    function: the activation function's name in the program.
    arguments: what is multiplied, `features, W1`.
    bias: ` + B1`, or nothing without biases.
    """

    result: str
    function: str
    arguments: str
    bias: str

    def __str__(self) -> str:
        return f"{self.result} = {self.function}(torch.mm({self.arguments}){self.bias})"


def forward_lines(spec: NetworkSpec) -> tuple[ForwardLine, ...]:
    """The line of layer 1, 2, .. depth, read from the text of the program itself."""
    return _forward_lines(replace(spec, seed=0))


@lru_cache(maxsize=64)
def _forward_lines(spec: NetworkSpec) -> tuple[ForwardLine, ...]:
    """The same for every seed, and kept."""
    found = (_LINE.fullmatch(line) for line in program(spec, {}).splitlines())
    return tuple(
        ForwardLine(match["result"], match["function"], match["arguments"], match["bias"] or "")
        for match in found
        if match
    )
