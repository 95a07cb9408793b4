"""What each way to a product says that it calls, and what is moved."""

import pytest
import torch

from compute.timing import products
from compute.timing.devices import Device
from compute.timing.products import COMPARED_ROWS, matrices, ways


def test_what_is_moved_without_a_device() -> None:
    a, b = matrices(7, 3)
    found = ways((Device("cpu", "a processor"),))
    moved = found["move"].prepare(a, b)()
    assert isinstance(moved, tuple)
    tensor, listed = moved
    assert torch.equal(tensor, a)
    assert listed == b.tolist()
    copied = found["copy"].prepare(a, b)()
    assert isinstance(copied, tuple)
    first, second, third = copied
    assert torch.equal(first, a)
    assert torch.equal(second, b)
    assert torch.equal(third, b)
    assert COMPARED_ROWS == 16


def test_each_way_says_what_it_calls() -> None:
    found = ways((Device("cpu", "a processor"), Device("cuda:0", "a card")))
    assert {name: way.code for name, way in found.items()} == {
        "python": "python_loop(a, b)",
        "sum": "torch.sum(a[i] * b[:, j])",
        "mm": "torch.mm(a, b)",
        "numpy": "a @ b",
        "move": "torch.tensor(rows), .tolist()",
        "copy": "a.clone(), b.clone(), c.clone()",
        "mm cuda:0": 'torch.mm(a, b)  # on "cuda:0"',
        "move cuda:0": '.to("cuda:0"), .cpu()',
    }
    assert {name: way.power for name, way in found.items() if not way.multiplies} == {
        "move": 2,
        "copy": 2,
        "move cuda:0": 2,
    }


def test_both_matrices_are_moved_to_a_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """The meta device stands for a card; what has gone there is remembered by its first number."""
    a, b = torch.full((2, 2), 3.0), torch.full((2, 2), 5.0)
    moved: list[float] = []
    to = torch.Tensor.to

    def remember(tensor: torch.Tensor, device: str) -> torch.Tensor:
        moved.append(float(tensor[0, 0]))
        return to(tensor, device)

    monkeypatch.setattr(products, "synchronize", lambda _device: None)
    monkeypatch.setattr(torch.Tensor, "cpu", lambda tensor: tensor)
    found = ways((Device("cpu", "a processor"), Device("meta", "no numbers")))
    monkeypatch.setattr(torch.Tensor, "to", remember)
    work = found["move meta"].prepare(a, b)
    moved.clear()
    work()
    assert moved == [3.0, 5.0]
    moved.clear()
    found["mm meta"].prepare(a, b)
    assert moved == [3.0, 5.0]
