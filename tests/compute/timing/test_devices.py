"""Devices as torch finds them, on this machine and on machines made up for the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec, SpecError
from compute.timing.devices import Device, device_named, devices
from tests.cases import for_each


@pytest.fixture
def fresh() -> Iterator[None]:
    """The list of devices is made anew, and again after the test."""
    devices.cache_clear()
    yield
    devices.cache_clear()


def make_accelerators(monkeypatch: pytest.MonkeyPatch, kind: str | None, count: int) -> None:
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: kind and torch.device(kind))
    monkeypatch.setattr(torch.accelerator, "device_count", lambda: count)


def test_the_cpu_comes_first_and_has_a_label() -> None:
    assert devices()[0].name == "cpu"
    assert devices()[0].label.strip()


def test_names_are_distinct_and_torch_accepts_them() -> None:
    names = [device.name for device in devices()]
    assert len(set(names)) == len(names)
    for name in names:
        assert torch.ones(1, device=name).item() == 1


@pytest.mark.parametrize("device", devices(), ids=lambda device: device.name)
def test_every_device_computes_what_the_cpu_computes(device: Device) -> None:
    assert device_named(device.name) is device
    network = draw(NetworkSpec(inputs=64, hidden=(64, 20), outputs=5, activation="tanh", output_activation="softmax"))
    there, here = forward_network(network, device.name), forward_network(network)
    assert there.device == device.name
    torch.testing.assert_close(there.output, here.output, rtol=1e-4, atol=1e-5)


@for_each("name", ["", "CPU", "cpu:0", "cuda:99", "meta", "cpu\n", "../cpu"])
def test_an_unknown_device_is_refused_and_the_known_listed(name: str) -> None:
    for refused in (device_named, lambda name: forward_network(draw(NetworkSpec()), name)):
        with pytest.raises(SpecError) as caught:
            refused(name)
        assert (caught.value.field, caught.value.value) == ("device", name)
        assert caught.value.allowed.split(", ") == [device.name for device in devices()]


@pytest.mark.usefixtures("fresh")
def test_numbered_accelerators_with_their_own_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    make_accelerators(monkeypatch, "cuda", 2)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda index: f"Card {index}")
    assert devices()[1:] == (Device("cuda:0", "Card 0"), Device("cuda:1", "Card 1"))
    assert device_named("cuda:1").label == "Card 1"
    with pytest.raises(SpecError, match=r"allowed is cpu, cuda:0, cuda:1$"):
        device_named("cuda:2")


@pytest.mark.usefixtures("fresh")
def test_the_apple_gpu_has_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    make_accelerators(monkeypatch, "mps", 1)
    assert devices()[1:] == (Device("mps", "Apple GPU"),)


@pytest.mark.usefixtures("fresh")
def test_an_accelerator_without_a_name_is_called_by_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    make_accelerators(monkeypatch, "xpu", 1)
    monkeypatch.delattr(torch.xpu, "get_device_name")
    assert devices()[1:] == (Device("xpu:0", "XPU"),)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(("available", "kind"), [(False, "cuda"), (True, None)])
def test_without_an_accelerator_the_cpu_is_alone(
    monkeypatch: pytest.MonkeyPatch, available: bool, kind: str | None
) -> None:
    make_accelerators(monkeypatch, kind, 1)
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: available)
    assert [device.name for device in devices()] == ["cpu"]


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    ("cpuinfo", "label"),
    [
        ("processor\t: 0\nmodel name\t: Chip: 3 GHz \nmodel name\t: other\n", "Chip: 3 GHz"),
        ("processor\t: 0\nBogoMIPS\t: 50\n", "from platform"),
        (None, "from platform"),
    ],
)
def test_the_cpus_label_is_its_model_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cpuinfo: str | None, label: str
) -> None:
    file = tmp_path / "cpuinfo"
    if cpuinfo is not None:
        file.write_text(cpuinfo)
    monkeypatch.setattr("compute.timing.devices.Path", lambda _: file)
    monkeypatch.setattr("compute.timing.devices.platform.processor", lambda: "from platform")
    assert devices()[0].label == label


class OperandDevices(TorchDispatchMode):
    """Collects on which devices the operands of sums and products lie."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def __torch_dispatch__(
        self,
        func: torch._ops.OpOverload,
        types: tuple[type, ...],
        args: tuple[torch.Tensor, ...] = (),
        kwargs: dict[str, object] | None = None,
    ) -> object:
        if func.overloadpacket in (torch.ops.aten.mm, torch.ops.aten.mul, torch.ops.aten.add):
            self.found += [operand.device.type for operand in args]
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize("bias", [True, False])
def test_a_pass_computes_there_and_hands_over_here(monkeypatch: pytest.MonkeyPatch, bias: bool) -> None:
    """The meta device stands for a GPU: every machine has it. Its tensors have no numbers to hand over."""
    monkeypatch.setattr("compute.network.forward.device_named", lambda name: Device(name, "no numbers"))
    monkeypatch.setattr(torch.Tensor, "cpu", lambda tensor: torch.zeros_like(tensor, device="cpu"))
    with OperandDevices() as operands:
        result = forward_network(draw(NetworkSpec(hidden=(4, 3), bias=bias)), "meta")
    assert operands.found == ["meta"] * len(result.layers) * (6 if bias else 4)
    kept = [value for step in result.layers for value in vars(step).values() if isinstance(value, torch.Tensor)]
    assert {tensor.device.type for tensor in kept} == {"cpu"}
