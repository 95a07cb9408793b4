"""Say how far a course is that is not there yet, and let it be stopped."""

import streamlit as st

from components.base.text import Translate
from components.training.course_for import UnderWay, go_on, stop
from compute.training.setting import TrainingSpec


def waiting_panel(under_way: UnderWay, spec: TrainingSpec, _: Translate) -> None:
    """Show it in the container `waiting`."""
    with st.container(key="waiting"):
        if under_way.is_stopped:
            st.caption(_("You have stopped this training."))
            st.button(_("go on"), key="training-go-on", on_click=go_on)
        elif under_way.has_failed:
            st.warning(_("This training could not be computed. Change the setting, or try again in a minute."))
        else:
            st.progress(under_way.share, _words(under_way, _))
            st.button(_("stop"), key="training-stop", on_click=stop, args=(spec,))


def _words(under_way: UnderWay, _: Translate) -> str:
    if under_way.is_full:
        return _("Many trainings are waiting here. This one is tried again by itself.")
    if under_way.before:
        return _.plural(
            "{count} training is before this one.", "{count} trainings are before this one.", under_way.before
        )
    return _("{percent} % of the steps are computed.", percent=round(100 * under_way.share))
