"""The training page: a whole course of gradient descent, and time as a slider."""

import streamlit as st

from components.frame.keeping import keep
from components.training.course_for import interval
from components.training.explorer import explorer
from components.training.page import PAGE
from components.widgets.beginning import begin

begin(PAGE)
again = interval()
st.fragment(explorer, run_every=again)(again, keep)
