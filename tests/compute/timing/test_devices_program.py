"""The devices page as a program: what it prints is y, wherever it runs."""

import contextlib
import io
import re

import pytest
import torch

from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.program_ways import WAYS
from compute.network.spec import NetworkSpec
from compute.timing.program import moving_program


@pytest.mark.parametrize("spec", [NetworkSpec(), NetworkSpec(12, 64, (64,)), NetworkSpec(3, 1, (1,))], ids=str)
@pytest.mark.parametrize("way", WAYS)
def test_the_program_prints_the_output(spec: NetworkSpec, way: str) -> None:
    printed = io.StringIO()
    with torch.random.fork_rng(devices=[]), contextlib.redirect_stdout(printed):
        exec(moving_program(spec, way), {})
    device, output = printed.getvalue().strip().splitlines()
    assert device.startswith("computing on ")
    assert float(re.sub(r"[\[\]]", "", output)) == pytest.approx(float(forward_network(draw(spec)).output), abs=1e-6)
