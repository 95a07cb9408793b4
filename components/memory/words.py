"""What the lesson says on the page and in the files that are taken home alike."""

from components.base.text import Translate


def sharing_words(_: Translate) -> str:
    """How arrays and tensors come to share memory."""
    return _(
        "torch makes a tensor of a NumPy array with `torch.from_numpy()`, and an array of a tensor with "
        "`.numpy()`. No number is copied: both look at the same memory, so what is changed in place in one is "
        "changed in the other. Other lines copy, and some only look as if they changed something."
    )


def remember_words(_: Translate) -> str:
    """Which lines share, copy, and write."""
    return _(
        "To remember: `from_numpy`, `as_tensor`, `.numpy()`, slices and `t()` share memory; `torch.tensor`, "
        "`.clone()`, `.copy()` and every calculation such as `b * 2` make new memory. A method whose name ends "
        "with an underscore, such as `mul_`, writes into the old one."
    )


def gradient_words(_: Translate) -> str:
    """What is different once gradients are asked for."""
    return _(
        "After `requires_grad_()` torch remembers what is computed with a tensor, to find gradients. `.numpy()` "
        "and writing in place are refused then; `.detach()` and `.data` look at the same memory without that."
    )
