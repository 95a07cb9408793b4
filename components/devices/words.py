"""Sentences of the lesson that the page and the files to take home share."""

from components.base.text import Translate
from components.devices.panels.difference import apart_text
from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.timing.device_difference import distance, in_float64


def device_words(_: Translate) -> str:
    """Explain what a device is."""
    return _(
        "A tensor lies on a device: the CPU, or a GPU, which multiplies large matrices much faster. The program "
        "takes the accelerator of the machine that it runs on, and the CPU where there is none."
    )


def moved_words(_: Translate) -> str:
    """Explain what moving means."""
    return _("`.to(device)` gives a copy on that device. All tensors of an operation have to be on the same one.")


def digits_words(spec: NetworkSpec, _: Translate) -> str:
    """Explain how exact a value is, with the difference for this network."""
    apart = distance(forward_network(draw(spec)), forward_network(in_float64(draw(spec))))
    return _(
        "`float32` has about 7 digits, `float64` about 16. Computed with the same numbers in both, the values "
        "of the units are up to {difference} apart. Between two devices there is such a difference too.",
        difference=apart_text(apart),
    )


def matrix_words(_: Translate) -> str:
    """Explain why a layer is computed as a product of matrices."""
    return _(
        "A layer is a product of two matrices. It can be computed by loops in Python, by a loop that calls "
        "`torch.sum(a * b)` for every element, or by one call of `torch.mm`: the same additions and "
        "multiplications. A call of torch costs some time however small the matrices are; then it is very "
        "fast, as it works on many numbers at once."
    )
