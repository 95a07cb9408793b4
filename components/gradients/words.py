"""Words of the lesson that stand on the page and in what is taken home."""

from components.base.text import Translate


def loss_words(_: Translate) -> str:
    """Say what a loss is."""
    return _("The **loss** is one number for how far the output is from what it should be. Learning makes it smaller.")


def backward_words(_: Translate) -> str:
    """Say what the chain rule does, layer by layer."""
    return _(
        "The **chain rule** goes back from the loss: what comes back to a unit, times the slope of its activation, is "
        "its **delta**. The gradient of a weight is the number that came in through it, times delta."
    )


def descent_words(_: Translate) -> str:
    """Say what a step of gradient descent does."""
    return _(
        "One step of **gradient descent** moves each weight and bias by the learning rate times its gradient, against "
        "its sign."
    )


def vanishing_words(_: Translate) -> str:
    """Say why gradients vanish."""
    return _(
        "On the way back each layer multiplies by the slope of its activation. That of the sigmoid is 0.25 at most, so "
        "after some layers little is left. The same network, drawn from the same seed, with three activations:"
    )


def autograd_words(_: Translate) -> str:
    """Say what autograd does."""
    return _(
        "torch keeps account of what is computed with a tensor that has `requires_grad`, and goes back through it with "
        "`backward()`. Each line below is really run; what torch refuses, it says in its own words."
    )
