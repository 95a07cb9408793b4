"""The ways to a product: all give the same one, and an accelerator is waited for."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.timing import products
from compute.timing.devices import Device
from compute.timing.products import COMPARED_ROWS, difference, matrices, python_loop, torch_sum, ways

CPU_ONLY = (Device("cpu", "a processor"),)
SEEDS, SIZES = st.integers(0, 9999), st.integers(1, 20)


def longhand(a: torch.Tensor, b: torch.Tensor) -> list[list[float]]:
    n = len(a)
    return [[sum(float(a[i, k]) * float(b[k, j]) for k in range(n)) for j in range(n)] for i in range(n)]


@given(seed=SEEDS, n=st.integers(1, 8))
def test_both_loops_are_the_product(seed: int, n: int) -> None:
    a, b = matrices(seed, n)
    exact = longhand(a, b)
    assert torch.tensor(python_loop(a.tolist(), b.tolist()), dtype=torch.float64).allclose(
        torch.tensor(exact, dtype=torch.float64), atol=1e-12
    )
    torch.testing.assert_close(torch_sum(a, b), torch.tensor(exact), atol=1e-5, rtol=1e-5)


@given(seed=SEEDS, n=SIZES)
def test_every_way_gives_the_product(seed: int, n: int) -> None:
    a, b = matrices(seed, n)
    for way in ways(CPU_ONLY).values():
        if way.multiplies:
            assert difference(way.prepare(a, b)(), a, b) < 1e-4, way.name


def test_a_wrong_product_is_seen() -> None:
    a, b = matrices(7, 4)
    wrong = torch.mm(a, b)
    wrong[3, 3] += 0.5
    assert difference(wrong, a, b) == pytest.approx(0.5, abs=1e-5)
    assert difference(wrong.tolist(), a, b) == pytest.approx(0.5, abs=1e-5)
    assert difference(wrong.numpy(), a, b) == pytest.approx(0.5, abs=1e-5)


def test_a_large_product_is_compared_in_its_first_rows() -> None:
    a, b = matrices(7, COMPARED_ROWS + 4)
    wrong = torch.mm(a, b)
    wrong[-1] += 1
    assert difference(wrong, a, b) < 1e-4
    wrong[COMPARED_ROWS - 1] += 1
    assert difference(wrong, a, b) == pytest.approx(1, abs=1e-4)


def test_the_matrices_are_those_of_the_seed_and_move_no_other_generator() -> None:
    before = torch.random.get_rng_state()
    a, b = matrices(7, 3)
    assert torch.equal(torch.random.get_rng_state(), before)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        assert torch.equal(a, torch.randn(3, 3))
        assert torch.equal(b, torch.randn(3, 3))


def test_no_way_changes_its_matrices() -> None:
    a, b = matrices(7, 5)
    kept_a, kept_b = a.clone(), b.clone()
    for way in ways(CPU_ONLY).values():
        way.prepare(a, b)()
    assert torch.equal(a, kept_a)
    assert torch.equal(b, kept_b)


def test_the_ways_of_a_machine() -> None:
    assert list(ways(CPU_ONLY)) == ["python", "sum", "mm", "numpy", "move", "copy"]
    found = ways((*CPU_ONLY, Device("cuda:0", "Card"), Device("cuda:1", "Card")))
    assert list(found)[6:] == ["mm cuda:0", "move cuda:0", "mm cuda:1", "move cuda:1"]
    assert found["mm cuda:1"].device == "cuda:1"
    assert not found["move cuda:0"].multiplies
    assert found["mm cuda:0"].multiplies


def test_a_copy_is_of_as_many_numbers_as_go_to_a_device_and_come_back() -> None:
    a, b = matrices(7, 4)
    copies = ways(CPU_ONLY)["copy"].prepare(a, b)()
    assert isinstance(copies, tuple)
    assert [each.shape for each in copies] == [(4, 4)] * 3
    assert torch.equal(copies[0], a)
    assert torch.equal(copies[1], b)
    assert not {each.data_ptr() for each in copies} & {a.data_ptr(), b.data_ptr()}


@pytest.mark.parametrize("kind", ["mm", "move"])
def test_an_accelerator_is_tried_before_and_waited_for(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """The meta device stands for a GPU: its tensors have no numbers, so nothing can be handed back."""
    waited: list[str] = []
    monkeypatch.setattr(products, "synchronize", waited.append)
    monkeypatch.setattr(torch.Tensor, "cpu", lambda tensor: torch.zeros_like(tensor, device="cpu"))
    a, b = matrices(7, 4)
    work = ways((*CPU_ONLY, Device("meta", "no numbers")))[f"{kind} meta"].prepare(a, b)
    assert waited == ["meta"]
    result = work()
    assert waited == ["meta", "meta"]
    assert isinstance(result, torch.Tensor)
    assert result.shape == (4, 4)
    assert result.device.type == ("meta" if kind == "mm" else "cpu")
