"""Short notes beside the numbers: what a link said that had to be ignored, and why all numbers changed."""

from collections.abc import Iterable

import streamlit as st

from components.base.foreign import code, within_code
from components.base.text import Translate
from components.state.link_check import Ignored
from compute.network.network import VECTORIZED_RANDN, drawn_vectorized, tensor_shapes
from compute.network.spec import NetworkSpec


def ignored_panel(ignored: Iterable[Ignored], _: Translate) -> None:
    """Show one warning that names every field of the link that was ignored and what it may be."""
    lines = []
    for part in ignored:
        shown, allowed = within_code(part.value), code(part.allowed, len(part.allowed))
        if part.name == "device":
            lines.append(_("**device**: this machine has no `{value}`; it has {allowed}", value=shown, allowed=allowed))
        else:
            lines.append(_("**{name}** = `{value}`; allowed: {allowed}", name=part.name, value=shown, allowed=allowed))
    if lines:
        st.warning("\n".join(f"- {line}" for line in lines), title=_("Parts of this link were ignored"))


def crossing_note(spec: NetworkSpec, key: str, _: Translate) -> None:
    """Explain why all numbers changed, when a tensor crosses the 16 elements of randn's other method."""
    shapes, now = tensor_shapes(spec), drawn_vectorized(spec)
    before, note = st.session_state.get(key, (now, ""))
    if now != before:
        note = next((name for name in shapes if (name in now) != (name in before)), "")
    st.session_state[key] = (now, note)
    if note in shapes:
        rows, columns = shapes[note]
        st.caption(
            _(
                "**{name} and what is drawn after it changed.** It now has {total} elements; from {limit} elements on "
                "`torch.randn` fills a tensor by another method, so the same seed gives other numbers.",
                name=note,
                total=rows * columns,
                limit=VECTORIZED_RANDN,
            )
        )
