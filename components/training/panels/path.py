"""The way of two weights over the loss."""

import streamlit as st

from components.base.text import Translate
from components.browser.chart import chart
from components.state.following import sync
from components.state.own_writes import if_set_by_person
from components.training.fields import SECOND
from components.training.figures.weight_path import describe_path, weight_path
from components.training.seen import SeenTraining, parameter_of
from components.widgets.linked import linked, take
from compute.network.elements import Bias, Weight, code_of, name_of, parse
from compute.training.exports import elements_of
from compute.training.two_weights import two_weights

CHART = "training-path"


def path_panel(shown: SeenTraining, _: Translate) -> None:
    """Show the loss over the weight that is looked at and a second one, and how the course went through it."""
    network = shown.spec.network
    first, second = parameter_of(shown.selected), second_of(shown)
    with st.container(key="path"):
        st.caption(
            _(
                "The training loss for every value of two parameters, with all others as they are at step {step}. "
                "Click a line of the network for the first one.",
                step=_.count(shown.step),
            )
        )
        names = {name_of(element, network): code_of(element, network) for element in elements_of(network)}
        del names[name_of(first, network)]
        offered, now = list(names), name_of(second, network)
        sync(SECOND.name, now, names[now])
        st.selectbox(
            _("the second parameter"),
            offered,
            offered.index(now),
            format_func=names.__getitem__,
            key=SECOND.name,
            on_change=if_set_by_person(SECOND.name, _take),
        )
        found = two_weights(shown.course, shown.step, first, second)
        codes = (code_of(first, network), code_of(second, network))
        path = found.path.numpy()
        drawing = weight_path(codes, found.across.numpy(), found.up.numpy(), found.loss.numpy(), path, shown.step, _=_)
        with st.container(key="path-picture"):
            chart(drawing, key=CHART, alt=describe_path(codes, path, shown.step, _=_))


def second_of(shown: SeenTraining) -> Weight | Bias:
    """Return the second parameter: the one that the link names, else the next one of the network."""
    network, first = shown.spec.network, parameter_of(shown.selected)
    named = parse(linked(SECOND), network)
    if isinstance(named, Weight | Bias) and named != first:
        return named
    every = elements_of(network)
    return every[(every.index(first) + 1) % len(every)]


def _take() -> None:
    take(SECOND, str(st.session_state[SECOND.name]))
