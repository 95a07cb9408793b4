"""The lesson on the page of devices, beat by beat; `components/devices/lesson.py` packs the same words to take home."""

from dataclasses import dataclass

from components.base.text import Translate
from components.devices.panels.difference import DIGITS
from components.devices.panels.moving import conclusion, why_words
from components.devices.words import device_words, digits_words, matrix_words, moved_words
from components.state.beat import Asked, Beat, Told
from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.timing.device_difference import in_float64
from compute.timing.devices import CPU, devices
from compute.timing.moving import moving_of
from compute.timing.threads import all_threads
from compute.timing.timing import Measurement


@dataclass(frozen=True)
class SeenDevices:
    """The state of the page that its texts are about: the network, and the measurement, None before there is one."""

    spec: NetworkSpec
    measurement: Measurement | None


def lead(_: Translate) -> str:
    """Say in one sentence what torch finds on this machine."""
    others = [f"**{device.name}**" for device in devices() if device.name != CPU]
    if others:
        return _(
            "Beside the processor torch finds {devices} here: when is it worth moving numbers there?",
            devices=_.together(others),
        )
    return _.plural(
        "torch finds **{count}** core of a processor here, and no GPU: what would a GPU change?",
        "torch finds **{count}** cores of a processor here, and no GPU: what would a GPU change?",
        all_threads(),
    )


def _device(_shown: SeenDevices, _: Translate) -> Told:
    return Told(_("Where a tensor lies"), (device_words(_), moved_words(_)))


def _digits(shown: SeenDevices, _: Translate) -> Told:
    here = float(forward_network(draw(shown.spec)).output[0, 0])
    exact = float(forward_network(in_float64(draw(shown.spec))).output[0, 0])
    return Told(
        _("How exact is that?"),
        (digits_words(shown.spec, _),),
        Asked(
            _("The same network as `float32` and as `float64`: do both values of y agree to the last decimal?"),
            (_("all of them"), _("only the first ones")),
            int(f"{here:.{DIGITS}f}" != f"{exact:.{DIGITS}f}"),
        ),
    )


def _matrices(_shown: SeenDevices, _: Translate) -> Told:
    return Told(
        _("Why matrices?"),
        (matrix_words(_), _("Guess first, then press **Measure**: this machine shows it itself.")),
    )


def _growing(_shown: SeenDevices, _: Translate) -> Told:
    return Told(
        _("Twice the size"),
        (
            _("The product has n × n numbers, and each is a sum of n products: n × n × n of them, so 8 times as many."),
            _("The numbers of the matrices are only 4 times as many. That is why large matrices pay."),
        ),
        Asked(
            _("Two matrices of n × n numbers become twice as wide and twice as high. How many more products is that?"),
            (_("2 times as many"), _("4 times as many"), _("8 times as many")),
            2,
        ),
    )


def _gpu_or_not(shown: SeenDevices, _: Translate) -> Told:
    found = moving_of(shown.measurement) if shown.measurement is not None else None
    return Told(_("A GPU, or not?"), (why_words(_), conclusion(found, _)))


BEATS = (Beat(_device, {}), Beat(_digits, {}), Beat(_matrices, {}), Beat(_growing, {}), Beat(_gpu_or_not, {}))
"""The beats of the page of devices."""
