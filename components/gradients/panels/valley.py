"""Show the loss along what is selected, and over it and the weight with the largest gradient."""

import streamlit as st

from components.base.text import Translate
from components.browser.chart import picture, place
from components.gradients.figures.loss_curve import (
    describe_curve,
    describe_map,
    loss_curve,
    loss_map,
    partner_of,
    slopes,
)
from components.gradients.seen import SeenGradients
from components.state.session import projector
from compute.network.elements import code_of

KEY, CURVE, MAP = "valley", "loss-curve", "loss-map"
"""Key of the container, and those of the pictures in it."""


def valley_pictures(shown: SeenGradients, _: Translate, *, wall: bool) -> dict[str, dict[str, object]]:
    """Return both pictures by their keys; none where what is selected has no value of its own."""
    back, element = shown.whole, shown.selected
    if back is None or not slopes(element):
        return {}
    curve = loss_curve(back, element, shown.rate, _=_)
    drawn = {CURVE: picture(curve, alt=describe_curve(back, element, _), wall=wall)}
    other = partner_of(back, element)
    if other is not None:
        heights = loss_map(back, element, other, _=_)
        drawn[MAP] = picture(heights, alt=describe_map(back, element, other, _), wall=wall)
    return drawn


def valley_panel(shown: SeenGradients, _: Translate) -> None:
    """Show both pictures side by side."""
    back, element = shown.whole, shown.selected
    if back is None:
        return
    drawn = valley_pictures(shown, _, wall=projector())
    if not slopes(element):
        st.caption(_("Select a weight, a bias or an input: a computed unit has no value that could be moved alone."))
        return
    other = partner_of(back, element)
    with st.container(key=KEY):
        with st.container(key="along-one"):
            st.caption(
                _(
                    "The loss while `{name}` alone moves. The dashed line has the slope of the gradient.",
                    name=code_of(element, shown.spec),
                )
            )
            place(drawn[CURVE], key=CURVE)
        if other is None:
            return
        with st.container(key="over-two"):
            st.caption(
                _(
                    "The loss while `{name}` and `{other}` move: each line has one loss, and the arrow goes downhill.",
                    name=code_of(element, shown.spec),
                    other=code_of(other, shown.spec),
                )
            )
            place(drawn[MAP], key=MAP)
