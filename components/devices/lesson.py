"""The lesson of the devices page: the same network everywhere, how exact it is, and why matrices."""

from collections.abc import Iterator

import torch
from torch import Tensor

from components.base.style import printed_number
from components.base.text import Translate
from components.devices.beats import BEATS, SeenDevices
from components.devices.panels.difference import DIGITS, other_numbers
from components.devices.panels.moving import conclusion, why_words
from components.devices.timing_words import sentences
from components.devices.words import device_words, digits_words, matrix_words, moved_words
from components.lesson.network_steps import heading, text
from components.lesson.packing import listed, packed
from components.lesson.questions import question_steps
from compute.files.take_home import Passage, TakeHome
from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.ways import ways
from compute.timing.device_difference import in_float64
from compute.timing.devices import devices
from compute.timing.moving import moving_of
from compute.timing.program import (
    TIMED_AT_HOME,
    digits_step,
    measured_step,
    measured_times,
    moving_steps,
    timing_step,
    ways_step,
)
from compute.timing.timing import Measurement


def devices_lesson(spec: NetworkSpec, measurement: Measurement | None, _: Translate) -> TakeHome:
    """Pack a network with one hidden layer on every device, and the times, as far as they were measured."""
    measured = measurement if measurement is not None and measurement.points else None
    asked = question_steps(BEATS, SeenDevices(spec, measured), _)
    lesson = (*_same_seed(spec, _), *_why_matrices(spec, measured, _), *_gpu_or_not(measured, _), *asked)
    tensors = _network(spec) | (_times(measured) if measured is not None else {})
    return packed(f"devices-seed-{spec.seed}-{spec}", _("The same network on every device"), lesson, tensors)


def _same_seed(spec: NetworkSpec, _: Translate) -> Iterator[Passage]:
    here = forward_network(draw(spec))
    found, drawn, moved, computed = moving_steps(spec)
    yield Passage(
        device_words(_),
        found,
    )
    yield Passage(
        text(
            heading(_("Drawn here")),
            _(
                "The network {sizes}, from the inputs to the output, is drawn on the CPU: a generator on another "
                "device gives other numbers for the same seed.",
                sizes=str(spec),
            ),
            other_numbers(_),
        ),
        drawn,
    )
    yield Passage(
        text(
            heading(_("There and back")),
            moved_words(_),
        ),
        moved,
    )
    yield Passage(
        _("The page shows y = {value} for the CPU. `.cpu()` brings it back.", value=printed_number(float(here.output))),
        computed,
    )
    yield Passage(
        text(
            heading(_("How exact is that?")),
            digits_words(spec, _),
        ),
        digits_step(),
    )
    first, second = (f"{float(way.output):.{DIGITS}f}" for way in ways(draw(NetworkSpec(spec.seed, spec.inputs, ()))))
    yield Passage(
        text(
            _(
                "Even the order of the additions can show in the last digits. One unit by `torch.sum`: {summed}, by "
                "`torch.mm`: {multiplied}. So compare with a tolerance, as `torch.allclose` does, and never with `==`.",
                summed=first,
                multiplied=second,
            )
        ),
        ways_step(spec),
    )


def _why_matrices(spec: NetworkSpec, measured: Measurement | None, _: Translate) -> Iterator[Passage]:
    yield Passage(
        text(
            heading(_("Why matrices?")),
            matrix_words(_),
        )
    )
    sizes, threads, seed = TIMED_AT_HOME, 1, spec.seed
    if measured is not None:
        sizes, threads, seed = measured.sizes, measured.threads, measured.seed
        yield Passage(
            text(
                _(
                    "Measured on the page, on a machine with {devices}, threads: {threads}. In seconds, the shortest "
                    "of some runs; `nan` where nothing was measured.",
                    devices=_.together(device.label for device in devices()),
                    threads=measured.threads,
                ),
                listed(sentences(measured, _)),
            ),
            measured_step(measured),
        )
    yield Passage(
        text(
            heading(_("Measure your own machine")),
            _(
                "Two n × n matrices are multiplied in four ways. Guess first: from which n on does `torch.mm` beat "
                "the loop in Python?"
            ),
        ),
        timing_step(seed, sizes, threads),
    )


def _gpu_or_not(measured: Measurement | None, _: Translate) -> Iterator[Passage]:
    found = moving_of(measured) if measured is not None else None
    told = conclusion(found, _) if found is not None else ""
    yield Passage(text(heading(_("A GPU, or not?")), f"{why_words(_)} {told}".strip()))


def _network(spec: NetworkSpec) -> dict[str, Tensor]:
    """Compute the network on the CPU in both types, and the unit in two ways; returns all these tensors by name."""
    network = draw(spec)
    here, exact = forward_network(network), forward_network(in_float64(network))
    unit = draw(NetworkSpec(spec.seed, spec.inputs, ()))
    summed, multiplied = ways(unit)
    (first, second), (first_bias, second_bias) = network.weights, network.biases
    return {
        "features": network.features,
        "W1": first,
        "W2": second,
        "B1": first_bias,
        "B2": second_bias,
        "h": here.values(1),
        "output": here.output,
        "exact_h": exact.values(1),
        "exact_output": exact.output,
        "weights": unit.weights[0].view(1, -1),
        "bias": unit.biases[0],
        "by_sum": summed.output,
        "by_mm": multiplied.output,
    }


def _times(measured: Measurement) -> dict[str, Tensor]:
    """Return the sizes, and for each way the seconds at each of them; NaN where there was no measurement."""
    times = {name: torch.tensor(seconds, dtype=torch.float64) for name, seconds in measured_times(measured).items()}
    return {"sizes": torch.tensor(measured.sizes), **times}
