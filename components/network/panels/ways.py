"""Show `torch.sum` and `torch.mm` side by side, with what torch gives for both."""

import streamlit as st

from components.base.style import UNKNOWN, number, true_minus
from components.base.text import Translate
from components.widgets.code import code_block
from compute.network.known_pass import KnownPass
from compute.network.ways import ways


def ways_panel(passed: KnownPass, _: Translate) -> None:
    """Show two lines of the notebook, their results, and whether they agree to the last digit."""
    (layer,), spec = passed.layers, passed.network.spec
    has_sum, has_output = layer.weighted_sum[0] is not None, layer.output[0] is not None
    both = ways(passed.network)
    for column, way in zip(st.columns(2), both, strict=True):
        bias = " + bias" if spec.bias else ""
        total = repr(way.weighted_sum) if has_sum else UNKNOWN
        output = f"tensor([[{number(float(way.output))}]])" if has_output else UNKNOWN
        with column:
            code_block(f"{way.code}\n# {total}\nactivation({way.code}{bias})\n# {output}", _)
    if not has_output:
        return
    first, second = (float(way.output) for way in both)
    if first == second:
        st.caption(_("Both ways agree to the last digit: {value:.8f}.", value=first))
    else:
        st.caption(
            _(
                "The two add up in another order, so the last digits may differ: {first} and {second}. "
                "Compare such numbers with a tolerance.",
                first=true_minus(f"{first:.8f}"),
                second=true_minus(f"{second:.8f}"),
            )
        )
