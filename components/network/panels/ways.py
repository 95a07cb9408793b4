"""`torch.sum` and `torch.mm` side by side, with what torch gives for both."""

import streamlit as st

from components.base.style import UNKNOWN, number
from components.base.text import Translate
from compute.network.elements import Unit
from compute.network.network import Network
from compute.network.walk import EVERYTHING, Progress
from compute.network.ways import ways


def ways_panel(unit: Network, _: Translate, progress: Progress | None = None) -> None:
    """Two lines of the notebook, their results, and whether they agree to the last digit."""
    known, shown = progress or EVERYTHING, Unit(1, 0)
    both = ways(unit)
    for column, way in zip(st.columns(2), both, strict=True):
        bias = " + bias" if unit.spec.bias else ""
        total = repr(way.weighted_sum) if known.knows_sum(shown) else UNKNOWN
        output = f"tensor([[{number(float(way.output))}]])" if known.knows_output(shown) else UNKNOWN
        with column:
            st.code(
                f"{way.code}\n# {total}\nactivation({way.code}{bias})\n# {output}",
                language="python",
                wrap_lines=True,
            )
    if not known.knows_output(shown):
        return
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
