"""A question on each part of the tensors page: guess first, then read what torch has answered."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from components.base.text import Translate
from components.tensors.controls import guess_control


def guess_panel(part: str, question: str, names: Mapping[str, str], right: str, answer: str, _: Translate) -> bool:
    """Ask, and once there is a guess say whether it is `right`, with the `answer`; returns whether there is one."""
    with st.container(key="question"):
        st.html(f'<p class="question">{escape(question)}</p>')
        guess = guess_control(part, names, _)
    if guess is None:
        return False
    verdict = _("Right.") if guess == right else _("Not this time.")
    with st.container(key="value-answer"):
        st.html(f'<p class="answer"><b>{escape(verdict)}</b> {escape(answer)}</p>')
    return True
