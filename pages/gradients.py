"""The gradients page: the way back from the loss to every weight, and what one does with it."""

import streamlit as st

from components.base.stylesheet import stylesheet
from components.gradients.controls import details_switch, gradient_choices
from components.gradients.explorer import explorer
from components.gradients.page import PAGE
from components.network.page import NETWORK
from components.state.session import translate
from components.widgets.beginning import begin

_ = translate()
begin(PAGE)
if NETWORK.stylesheet is not None:  # the line of matrices and that of the selected element are those of the network
    st.html(stylesheet(NETWORK.stylesheet))
# Keyed containers that assets/site.css lays out as a grid, as on the network page.
with st.container(key="explorer"):
    moving = st.container(key="moving")
    choices = gradient_choices(_)
    details_switch(_)
    with moving:
        explorer(choices)
