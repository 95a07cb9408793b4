"""The same product of two n × n matrices in several ways, from a loop in Python to an accelerator.

All ways get the same numbers, drawn from a seed as float32, and give the whole product: n² sums of n products each,
2 n³ additions and multiplications.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from jaxtyping import Float
from torch import Tensor

from compute.timing.devices import CPU, Device, devices

Rows = list[list[float]]
"""A matrix as Python has it without any library: a list of rows."""

Work = Callable[[], object]
"""Something to be timed; what it returns can be compared with the exact product."""

COPY = "copy"
"""A copy within the memory of this machine, which stands for the way to a device where there is none."""

COMPARED_ROWS = 16
"""How many rows of a product are compared with the exact one: enough to notice an error, and cheap at every size."""


def python_loop(a: Rows, b: Rows) -> Rows:
    """Multiply rows by columns with three loops and nothing else."""
    n = len(a)
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i][k] * b[k][j]
            c[i][j] = total
    return c


def torch_sum(a: Float[Tensor, "n n"], b: Float[Tensor, "n n"]) -> Float[Tensor, "n n"]:
    """Call the notebook's `torch.sum(features * weights)`, once for every element."""
    n = len(a)
    columns = b.t()
    c = torch.zeros(n, n)
    for i in range(n):
        for j in range(n):
            c[i, j] = torch.sum(a[i] * columns[j])
    return c


@dataclass(frozen=True)
class ProductMethod:
    """A way to the product, or the moving of its numbers.

    Attributes
    ----------
    name: short name: python, sum, mm, numpy, move, copy, and `mm cuda:0`, `move cuda:0` for an accelerator.
    code: the call that is timed.
    prepare: from the two matrices to the call, with everything that shall not be timed already done.
    device: where it happens.
    power: the work grows with n to this power: 3 for a product, 2 for moving numbers.
    """

    name: str
    code: str
    prepare: Callable[[Tensor, Tensor], Work]
    device: str = CPU
    power: int = 3

    @property
    def multiplies(self) -> bool:
        """Whether it gives the product; moving does not."""
        return self.power == 3


def ways(present: Iterable[Device] | None = None) -> Mapping[str, ProductMethod]:
    """Return all ways on this machine, or on one with the devices `present`, by name."""
    found = [PYTHON, SUM, MM, NUMPY, MOVE, COPIED]
    for device in devices() if present is None else present:
        if device.name != CPU:
            found += [_mm_on(device.name), _move_to(device.name)]
    return MappingProxyType({way.name: way for way in found})


def matrices(seed: int, n: int) -> tuple[Float[Tensor, "n n"], Float[Tensor, "n n"]]:
    """Draw two matrices, one after the other on the CPU, from a generator of their own."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(n, n, generator=generator), torch.randn(n, n, generator=generator)


def difference(product: object, a: Float[Tensor, "n n"], b: Float[Tensor, "n n"]) -> float:
    """Return the largest distance of an element from the exact product, computed in float64, over the first rows."""
    first = product[:COMPARED_ROWS] if isinstance(product, list) else torch.as_tensor(product)[:COMPARED_ROWS].cpu()
    exact = torch.mm(a[:COMPARED_ROWS].double(), b.double())
    return float((torch.as_tensor(first, dtype=torch.float64) - exact).abs().max())


def _prepare_python(a: Tensor, b: Tensor) -> Work:
    rows_a, rows_b = a.tolist(), b.tolist()
    return lambda: python_loop(rows_a, rows_b)


def _prepare_numpy(a: Tensor, b: Tensor) -> Work:
    array_a, array_b = a.numpy(), b.numpy()
    return lambda: array_a @ array_b


def _prepare_moving_lists(a: Tensor, b: Tensor) -> Work:
    """Return a call that turns both matrices into tensors, and a third of the product's size into a list again."""
    rows_a, rows_b = a.tolist(), b.tolist()
    return lambda: (torch.tensor(rows_a), torch.tensor(rows_b).tolist())


def _prepare_copying(a: Tensor, b: Tensor) -> Work:
    """Return a call that copies as much as goes to a device and back: two matrices, and one of the product's size."""
    return lambda: (a.clone(), b.clone(), b.clone())


PYTHON = ProductMethod("python", "python_loop(a, b)", _prepare_python)
SUM = ProductMethod("sum", "torch.sum(a[i] * b[:, j])", lambda a, b: lambda: torch_sum(a, b))
MM = ProductMethod("mm", "torch.mm(a, b)", lambda a, b: lambda: torch.mm(a, b))
NUMPY = ProductMethod("numpy", "a @ b", _prepare_numpy)
MOVE = ProductMethod("move", "torch.tensor(rows), .tolist()", _prepare_moving_lists, power=2)

COPIED = ProductMethod(COPY, "a.clone(), b.clone(), c.clone()", _prepare_copying, power=2)


def _mm_on(device: str) -> ProductMethod:
    def prepare(a: Tensor, b: Tensor) -> Work:
        there_a, there_b = a.to(device), b.to(device)

        def work() -> Tensor:
            product = torch.mm(there_a, there_b)
            synchronize(device)
            return product

        work()  # an accelerator loads its programs at the first call, which can take seconds
        return work

    return ProductMethod(f"mm {device}", f'torch.mm(a, b)  # on "{device}"', prepare, device)


def _move_to(device: str) -> ProductMethod:
    def prepare(a: Tensor, b: Tensor) -> Work:
        there = a.to(device)

        def work() -> Tensor:
            a.to(device)
            b.to(device)
            synchronize(device)
            return there.cpu()

        work()
        return work

    return ProductMethod(f"move {device}", f'.to("{device}"), .cpu()', prepare, device, power=2)


def synchronize(device: str) -> None:
    """Wait until the device has finished; a call to an accelerator returns before that."""
    torch.accelerator.synchronize(device)
