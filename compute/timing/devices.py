"""Where a forward pass can run, as torch finds it on this machine."""

import platform
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch

from compute.network.spec import SpecError

CPU = "cpu"


@dataclass(frozen=True)
class Device:
    """A device: `name` as torch has it (cpu, cuda:0, mps, xpu:0), `label` as a person knows it."""

    name: str
    label: str


@lru_cache(maxsize=1)
def devices() -> tuple[Device, ...]:
    """Return the CPU, and every accelerator that torch can use here. Hardware does not change while the site runs."""
    found = [Device(CPU, _processor())]
    if torch.accelerator.is_available():
        kind = torch.accelerator.current_accelerator()
        if kind is not None:
            found += [_accelerator(kind.type, index) for index in range(torch.accelerator.device_count())]
    return tuple(found)


def device_named(name: str) -> Device:
    """Return the device of this name.

    Raises
    ------
    SpecError: this machine has none; the error lists those it has.
    """
    for device in devices():
        if device.name == name:
            return device
    raise SpecError("device", name, ", ".join(device.name for device in devices()))


def instruction_set() -> str:
    """Return the widest instructions of the processor that torch uses here, by torch's name: AVX2, AVX512, .."""
    return str(torch.backends.cpu.get_cpu_capability())


def _accelerator(kind: str, index: int) -> Device:
    if kind == "mps":  # torch has one of these and does not number it
        return Device("mps", "Apple GPU")
    module = getattr(torch, kind)
    label = module.get_device_name(index) if hasattr(module, "get_device_name") else kind.upper()
    return Device(f"{kind}:{index}", label)


def _processor() -> str:
    """Name of the processor; `platform.processor()` is empty or only an architecture on Linux."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine() or "CPU"
