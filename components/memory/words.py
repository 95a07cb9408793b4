"""What the lesson says on the page and in the files that are taken home alike."""

from components.base.text import Translate


def remember_words(_: Translate) -> str:
    """Say which lines share memory, which copy, and which write into the old memory."""
    return _(
        "To remember: `from_numpy`, `as_tensor`, `.numpy()`, slices and `t()` share memory; `torch.tensor`, "
        "`.clone()`, `.copy()` and every calculation such as `b * 2` make new memory. A method whose name ends "
        "with an underscore, such as `mul_`, writes into the old one."
    )


def gradient_words(_: Translate) -> str:
    """Say what is different once gradients are asked for."""
    return _(
        "After `requires_grad_()` torch remembers what is computed with a tensor, to find gradients. `.numpy()` "
        "and writing in place are refused then; `.detach()` and `.data` look at the same memory without that."
    )
