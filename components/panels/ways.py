"""`torch.sum` and `torch.mm` side by side, with what torch gives for both."""

import streamlit as st

from components.style import number
from components.text import Translate
from compute.network import Network
from compute.ways import ways


def ways_panel(unit: Network, _: Translate) -> None:
    """Two lines of the notebook, their results, and whether they agree to the last digit."""
    both = ways(unit)
    for column, way in zip(st.columns(2), both, strict=True):
        bias = " + bias" if unit.spec.bias else ""
        with column:
            st.code(
                f"{way.code}\n# {way.weighted_sum!r}\n"
                f"activation({way.code}{bias})\n# tensor([[{number(float(way.output))}]])",
                language="python",
                wrap_lines=True,
            )
    first, second = (float(way.output) for way in both)
    if first == second:
        st.caption(_("Both ways agree to the last digit: {value:.8f}.", value=first))
    else:
        st.caption(
            _(
                "The two add up in another order, so the last digits may differ: {first:.8f} and {second:.8f}. "
                "Compare such numbers with a tolerance.",
                first=first,
                second=second,
            )
        )
