"""A panel with the devices of this machine by name, as torch reports them."""

import platform
from collections.abc import Iterator
from html import escape

import numpy as np
import streamlit as st
import torch

from components.base.text import Translate
from compute.timing.devices import CPU, Device, devices, instruction_set
from compute.timing.threads import all_threads


def machine_panel(_: Translate) -> None:
    """Show the devices with their names, and what runs on them, in the container `value-machine`."""
    with st.container(key="value-machine", gap=None):
        st.html(machine_html(devices(), _))


def machine_html(found: tuple[Device, ...], _: Translate) -> str:
    """Write a list of the devices; where there is only a CPU, words say so."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in _rows(found, _))
    heading = escape(_("What this machine has"))
    return f'<h2 class="devices-heading">{heading}</h2><dl class="machine">{rows}</dl>'


def _rows(found: tuple[Device, ...], _: Translate) -> Iterator[tuple[str, str]]:
    for device in found:
        if device.name == CPU:
            yield (
                CPU,
                _(
                    "{label}; cores for this site: {cores}; instructions: {instructions}",
                    label=device.label,
                    cores=all_threads(),
                    instructions=instruction_set(),
                ),
            )
        else:
            yield device.name, device.label
    if len(found) == 1:
        yield _("accelerator"), _("none: torch finds only the CPU here")
    yield "torch", f"{torch.__version__} · NumPy {np.__version__} · Python {platform.python_version()}"
