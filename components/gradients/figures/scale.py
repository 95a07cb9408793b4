"""Say what the ends of the colour scale are, below the picture of a backward pass."""

from components.base.small import small
from components.gradients.figures.backward_diagram import as_pass, scale_of
from compute.gradients.known_backward import KnownBackward


def scale_html(known: KnownBackward | None) -> str:
    """Write both ends and the middle of the colour scale; nothing where the picture shows values."""
    if known is None:
        return ""
    largest = 1 / scale_of(as_pass(known))
    return f'<p class="scale"><span>{small(-largest)}</span><span>0</span><span>{small(largest)}</span></p>'
