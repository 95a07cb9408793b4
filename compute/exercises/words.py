"""Represent what a name can stand for in a student's text, besides a tensor or a number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

NOT_GIVEN = object()


@dataclass(frozen=True)
class AllowedOperation:
    """One function, method or operator of torch or NumPy.

    Attributes
    ----------
    name: under which it takes part.
    run: the function itself; the tensor of a method is its first argument.
    keywords: names of the keyword arguments that may be given.
    large: whether its numbers are operands, which may be large; all others are sizes, places and dimensions.
    text: whether it may be given a text, such as the equation of `einsum`.
    layers: whether it may be given layers of a network.
    bound: asked with the arguments before NumPy computes; torch is asked by the gate itself.
    """

    name: str
    run: Callable[..., object]
    keywords: frozenset[str] = frozenset()
    large: bool = False
    text: bool = False
    layers: bool = False
    bound: Callable[[Sequence[object]], None] | None = None


@dataclass(frozen=True)
class Module:
    """A module by its dotted name, with what it has here."""

    name: str
    members: Mapping[str, object] = field(repr=False)


@dataclass(frozen=True)
class Builtin:
    """One of Python's own functions, which the interpreter does itself."""

    name: str


@dataclass(frozen=True)
class Failure:
    """A kind of error, for `except` and `raise`; those of torch are RuntimeErrors."""

    name: str


@dataclass(frozen=True, eq=False)
class PrintedText:
    """A text, of which only the tensors and numbers written into it are kept.

    Attributes
    ----------
    literal: the words, where they stand in the program as they are; None where they were put together.
    values: what was written into it.
    """

    literal: str | None = None
    values: tuple[object, ...] = ()


class Stream(tuple[object, ...]):
    """What `range`, `zip`, `enumerate`, `map`, `reversed` and a generator give: only to be walked over."""

    __slots__ = ()


def named(*functions: Callable[..., object]) -> dict[str, Callable[..., object]]:
    """Return functions by their own names."""
    return {function.__name__: function for function in functions}
