"""The names of the ways to compute a product: one for legends and tables, one for use within a sentence."""

from components.base.text import Translate
from compute.timing.products import COPY

MOVING = "move"


def way_name(way: str, _: Translate) -> str:
    """Name a way in the legend and in tables: `torch.mm`, and on an accelerator `torch.mm on cuda:0`."""
    kind, _space, device = way.partition(" ")
    if kind == MOVING:
        return _("moving to {device} and back", device=device) if device else _("lists to tensors and back")
    if device:
        return _("torch.mm on {device}", device=device)
    return {
        "python": _("Python loop"),
        "sum": _("loop of torch.sum(a * b)"),
        "mm": "torch.mm",
        "numpy": "NumPy a @ b",
        COPY: _("copy within this memory"),
    }[kind]


def way_in_sentence(way: str, _: Translate) -> str:
    """Name a way within a sentence, with an article where it takes one; not for the beginning of a sentence."""
    words = {"python": _("the Python loop"), "sum": _("the loop of torch.sum"), "numpy": "NumPy"}
    return words.get(way) or way_name(way, _)
