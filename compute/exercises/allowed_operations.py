"""List the torch functions and tensor methods that a student's text may use.

Names are looked up in the tables below; any other name is refused. No attribute is ever fetched by a name that a
visitor wrote, so there is no way from a tensor to its module, its file methods or its memory.
`compute.exercises.bounds` limits the size of all results.
"""

import operator
from collections.abc import Callable, Mapping
from math import prod
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from compute.exercises.refusals import Reason, RefusedError
from compute.exercises.words import AllowedOperation, named

Run = Callable[..., object]

KEYWORDS = frozenset(
    "alpha atol axis axis0 axis1 batch1 batch2 beta bias decimals dim dim0 dim1 dims dtype end end_dim exponent "
    "fill_value fmt index input keepdim keepdims length mat mat1 mat2 max min n other requires_grad rtol self shape "
    "size sizes start start_dim step steps tensor tensors value vec vec1 vec2 weight x".split()
)
"""Names of arguments that may be given; whether a function has them, torch says itself."""

OUT = "out"
RESIZE = "resize_"


def activation(x: Tensor) -> Tensor:
    """Compute the notebook's sigmoid, word for word."""
    return 1 / (1 + torch.exp(-x))


def transposed(tensor: Tensor) -> Tensor:
    """Transpose as `.T` does, without its warning on the server's log for other than two dimensions."""
    return torch.t(tensor) if tensor.dim() <= 2 else tensor.permute(*reversed(range(tensor.dim())))


def resized(tensor: Tensor, *sizes: Any) -> Tensor:
    """Make a new tensor of as many elements, without the warning of `.resize(..)`."""
    return tensor.contiguous().view(*sizes)


def resize_in_place(tensor: Tensor, *sizes: Any) -> Tensor:
    """Resize in place, never to more elements: they would show memory that nobody has set."""
    numbers = [size for part in sizes for size in (part if isinstance(part, tuple | list) else (part,))]
    if not all(isinstance(size, int) and not isinstance(size, bool) for size in numbers):
        raise RefusedError(Reason.OPERAND)
    if prod(abs(int(size)) for size in numbers) > tensor.numel():
        raise RefusedError(Reason.GROWTH)
    return tensor.resize_(*sizes)


def moved(tensor: Tensor, *places: object, **named_places: object) -> Tensor:
    """Convert to another dtype, or stay on the CPU: `.to(..)`."""
    kinds = [place for place in (*places, *named_places.values()) if isinstance(place, torch.dtype)]
    if any(isinstance(place, str) and place != "cpu" for place in (*places, *named_places.values())):
        raise RefusedError(Reason.ARGUMENT, "cuda", ["cpu"])
    return tensor.to(kinds[0]) if kinds else tensor


def typed(tensor: Tensor, dtype: object = None) -> object:
    """Convert to a dtype, or name that of the tensor: `.type(..)`."""
    return tensor.to(dtype) if isinstance(dtype, torch.dtype) else tensor.type()


def item(tensor: Tensor) -> object:
    """Return the number of a tensor, also of one that requires grad: `.item()`."""
    return tensor.detach().item()


def _operations(
    functions: Mapping[str, Run], *, large: bool = False, more: frozenset[str] = KEYWORDS
) -> dict[str, AllowedOperation]:
    return {name: AllowedOperation(name, run, more, large) for name, run in functions.items()}


_BOTH = named(
    *(torch.add, torch.sub, torch.subtract, torch.mul, torch.multiply, torch.div, torch.divide, torch.true_divide),
    *(torch.pow, torch.maximum, torch.minimum, torch.eq, torch.ne, torch.gt, torch.lt, torch.ge, torch.le),
    *(torch.clamp, torch.where, torch.isclose, torch.allclose, torch.equal),
)
_EACH = named(
    *(torch.sum, torch.mean, torch.prod, torch.cumsum, torch.cumprod, torch.max, torch.min, torch.argmax),
    *(torch.argmin, torch.all, torch.any, torch.sigmoid, torch.tanh, torch.relu, torch.exp, torch.expm1, torch.log),
    *(torch.log1p, torch.sqrt, torch.square, torch.abs, torch.neg, torch.negative, torch.reciprocal, torch.sign),
    *(torch.sin, torch.cos, torch.erf, torch.round, torch.floor, torch.ceil, torch.softmax, torch.numel, torch.clone),
)
_PRODUCTS = named(
    *(torch.mm, torch.matmul, torch.dot, torch.vdot, torch.bmm, torch.mv, torch.inner, torch.outer),
    *(torch.addmm, torch.addmv, torch.addbmm, torch.baddbmm, torch.addcmul),
)
_VIEWS = named(
    *(torch.t, torch.transpose, torch.swapaxes, torch.swapdims, torch.permute, torch.movedim, torch.flatten),
    *(torch.squeeze, torch.unsqueeze, torch.reshape, torch.ravel, torch.unbind, torch.split, torch.chunk),
    *(torch.select, torch.narrow, torch.diagonal, torch.detach, torch.broadcast_to),
)
_GATHERED = named(
    *(torch.cat, torch.concat, torch.concatenate, torch.stack, torch.hstack, torch.vstack, torch.row_stack),
    *(torch.column_stack, torch.flip, torch.rot90, torch.tile, torch.index_select, torch.diag, torch.trace),
)

WITH_OUT = KEYWORDS | {OUT}
FUNCTIONS: Mapping[str, AllowedOperation] = MappingProxyType(
    {
        **_operations(_BOTH, large=True, more=WITH_OUT),
        **_operations(_EACH, more=WITH_OUT),
        **_operations(_PRODUCTS, more=WITH_OUT),
        **_operations(_VIEWS),
        **_operations(_GATHERED, more=WITH_OUT),
        "tensordot": AllowedOperation("tensordot", torch.tensordot, WITH_OUT | {"a", "b"}),
        "einsum": AllowedOperation("einsum", torch.einsum, text=True),
        "chain_matmul": AllowedOperation("chain_matmul", lambda *matrices: torch.linalg.multi_dot(matrices)),
    },
)
"""`torch.<name>(..)`; what makes new tensors stands in `compute.drawing_words`."""

LINALG: Mapping[str, AllowedOperation] = MappingProxyType(
    _operations(
        {"vecdot": torch.linalg.vecdot, "multi_dot": torch.linalg.multi_dot, "matmul": torch.linalg.matmul},
        more=WITH_OUT,
    )
)

FUNCTIONAL: Mapping[str, AllowedOperation] = MappingProxyType(
    {
        **_operations(named(functional.linear, functional.sigmoid, functional.tanh, functional.relu)),
        "softmax": FUNCTIONS["softmax"],
        "logsigmoid": AllowedOperation("logsigmoid", functional.logsigmoid, KEYWORDS),
    }
)

METHODS: Mapping[str, AllowedOperation] = MappingProxyType(
    {
        **_operations(
            named(
                *(Tensor.add, Tensor.sub, Tensor.subtract, Tensor.mul, Tensor.multiply, Tensor.div, Tensor.divide),
                *(Tensor.true_divide, Tensor.pow, Tensor.maximum, Tensor.minimum, Tensor.eq, Tensor.ne, Tensor.gt),
                *(Tensor.lt, Tensor.ge, Tensor.le, Tensor.clamp, Tensor.where, Tensor.isclose, Tensor.allclose),
                *(Tensor.equal, Tensor.add_, Tensor.sub_, Tensor.mul_, Tensor.div_, Tensor.pow_, Tensor.fill_),
                *(Tensor.clamp_, Tensor.copy_, Tensor.multiply_, Tensor.subtract_, Tensor.divide_),
            ),
            large=True,
        ),
        **_operations(
            named(
                *(Tensor.sum, Tensor.mean, Tensor.prod, Tensor.cumsum, Tensor.cumprod, Tensor.max, Tensor.min),
                *(Tensor.argmax, Tensor.argmin, Tensor.all, Tensor.any, Tensor.sigmoid, Tensor.tanh, Tensor.relu),
                *(Tensor.exp, Tensor.expm1, Tensor.log, Tensor.log1p, Tensor.sqrt, Tensor.square, Tensor.abs),
                *(Tensor.neg, Tensor.negative, Tensor.reciprocal, Tensor.sign, Tensor.sin, Tensor.cos, Tensor.erf),
                *(Tensor.round, Tensor.floor, Tensor.ceil, Tensor.softmax, Tensor.numel, Tensor.nelement),
                *(Tensor.sigmoid_, Tensor.tanh_, Tensor.relu_, Tensor.exp_, Tensor.neg_, Tensor.sqrt_, Tensor.abs_),
                *(Tensor.reciprocal_, Tensor.zero_, Tensor.round_, Tensor.square_, Tensor.negative_, Tensor.log_),
            )
        ),
        **_operations(
            named(
                *(Tensor.mm, Tensor.matmul, Tensor.dot, Tensor.vdot, Tensor.bmm, Tensor.mv, Tensor.inner),
                *(Tensor.outer, Tensor.addmm, Tensor.addmv, Tensor.addbmm, Tensor.baddbmm, Tensor.addcmul),
                *(Tensor.addmm_, Tensor.addmv_, Tensor.addcmul_),
            )
        ),
        **_operations(
            named(
                *(Tensor.t, Tensor.transpose, Tensor.swapaxes, Tensor.swapdims, Tensor.permute, Tensor.movedim),
                *(Tensor.flatten, Tensor.squeeze, Tensor.unsqueeze, Tensor.reshape, Tensor.ravel, Tensor.unbind),
                *(Tensor.split, Tensor.chunk, Tensor.select, Tensor.narrow, Tensor.diagonal, Tensor.detach),
                *(Tensor.view, Tensor.view_as, Tensor.reshape_as, Tensor.expand, Tensor.expand_as, Tensor.repeat),
                *(Tensor.tile, Tensor.flip, Tensor.index_select, Tensor.diag, Tensor.trace, Tensor.contiguous),
                *(Tensor.clone, Tensor.t_, Tensor.transpose_, Tensor.unsqueeze_, Tensor.squeeze_, Tensor.swapaxes_),
                *(Tensor.detach_, Tensor.broadcast_to),
            )
        ),
        **_operations(
            named(
                *(Tensor.size, Tensor.dim, Tensor.ndimension, Tensor.stride, Tensor.is_contiguous, Tensor.tolist),
                *(Tensor.storage_offset, Tensor.element_size, Tensor.numpy, Tensor.requires_grad_, Tensor.cpu),
                *(Tensor.float, Tensor.double, Tensor.long, Tensor.int, Tensor.bool),
            )
        ),
        "item": AllowedOperation("item", item),
        "resize": AllowedOperation("resize", resized),
        RESIZE: AllowedOperation(RESIZE, resize_in_place),
        "to": AllowedOperation("to", moved, frozenset({"dtype", "device"}), text=True),
        "type": AllowedOperation("type", typed, frozenset({"dtype"})),
    }
)
"""`<tensor>.<name>(..)`."""


def _attribute(name: str, run: Run) -> AllowedOperation:
    return AllowedOperation(name, run)


ATTRIBUTES: Mapping[str, AllowedOperation] = MappingProxyType(
    {
        "shape": _attribute("shape", Tensor.size),
        "ndim": _attribute("ndim", Tensor.dim),
        "T": _attribute("T", transposed),
        "mT": _attribute("mT", lambda tensor: tensor.mT),
        "data": _attribute("data", lambda tensor: tensor.data),
        "dtype": _attribute("dtype", lambda tensor: tensor.dtype),
        "requires_grad": _attribute("requires_grad", lambda tensor: tensor.requires_grad),
        "is_leaf": _attribute("is_leaf", lambda tensor: tensor.is_leaf),
    }
)
"""`<tensor>.<name>`."""

OPERATORS: Mapping[str, AllowedOperation] = MappingProxyType(
    {
        sign: AllowedOperation(sign, run, large=True)
        for sign, run in {
            "+": operator.add,
            "-": operator.sub,
            "*": operator.mul,
            "/": operator.truediv,
            "//": operator.floordiv,
            "%": operator.mod,
            "**": operator.pow,
            "@": operator.matmul,
        }.items()
    }
)

IN_PLACE: Mapping[str, AllowedOperation] = MappingProxyType(
    {
        sign: AllowedOperation(f"{sign}=", run, large=True)
        for sign, run in {
            "+": operator.iadd,
            "-": operator.isub,
            "*": operator.imul,
            "/": operator.itruediv,
            "//": operator.ifloordiv,
            "%": operator.imod,
            "**": operator.ipow,
            "@": operator.imatmul,
        }.items()
    }
)

COMPARISONS: Mapping[str, AllowedOperation] = MappingProxyType(
    {
        sign: AllowedOperation(sign, run, large=True)
        for sign, run in {
            "==": operator.eq,
            "!=": operator.ne,
            "<": operator.lt,
            "<=": operator.le,
            ">": operator.gt,
            ">=": operator.ge,
        }.items()
    }
)

MATRIX_PRODUCTS = frozenset(
    "mm matmul dot @ @= mv bmm addmm addmm_ addmv addmv_ addbmm baddbmm vdot vecdot inner tensordot einsum multi_dot "
    "linear".split()
)
"""Operations that multiply and add up in one; `outer` only multiplies."""
