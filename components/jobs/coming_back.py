"""Fragments that come back every so often while something is under way."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def settle_interval(wanted: float | None, interval: float | None) -> None:
    """Run the whole page again if its fragment is to come back after another time; only such a run sets or ends that.

    A run of the whole page may have been asked for by a press in the frame, such as "take home", of which the next run
    would not know: what only ends waits until the fragment has come back by itself.

    Parameters
    ----------
    wanted: seconds after which the fragment is to come back from now on; None for no longer.
    interval: seconds after which it comes back now; None where it does not.
    """
    if wanted == interval:
        return
    context = get_script_run_ctx()
    in_fragment = context is not None and bool(context.fragment_ids_this_run)
    if in_fragment or interval is None:
        st.rerun()
