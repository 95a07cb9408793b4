"""Choose a second course: one setting of the first, with another value."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import streamlit as st

from components.base.text import Translate
from components.state import link
from components.state.following import sync
from components.state.own_writes import if_set_by_person
from components.training.controls import HUNDREDTHS, RATES, SHARES
from components.training.fields import ACTIVATION, BATCH, INIT, OPTIMIZER, OTHER
from components.training.seen import SeenTraining
from components.training.words import field_names
from components.widgets.linked import linked, take
from compute.network.spec import SpecError
from compute.training.setting import WHOLE, TrainingSpec
from compute.training.variant import Variant, changed, parse

_CHOICES: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "rate": RATES,
        "noise": HUNDREDTHS,
        "decay": SHARES,
        "l1": SHARES,
        **{field.name: field.allowed.split(", ") for field in (OPTIMIZER, ACTIVATION, INIT, BATCH)},
    }
)

FIELD, VALUE = "other-field", "other-value"
"""Keys of the two lists."""

MOST_SEEDS = 20
"""How many seeds after that of the first course are offered."""


def other_controls(shown: SeenTraining, _: Translate) -> None:
    """Place a list of the settings that can be another one, and one of their values."""
    spec, said = shown.spec, parse(linked(OTHER))
    with st.container(key="other"):
        names = {"": _("none"), **field_names(_)}
        linked_field = said.field if said is not None and said.field in names else ""
        field = sync(FIELD, linked_field, names[linked_field])
        options = list(names)
        st.selectbox(
            _("a second training beside it"),
            options,
            options.index(field),
            format_func=names.__getitem__,
            key=FIELD,
            on_change=if_set_by_person(FIELD, _take_field),
            args=(spec, options),
        )
        if said is not None and field:
            values = _offered(spec, field, said.value)
            sync(VALUE, said.value, "")
            st.selectbox(
                _("its value there"),
                values,
                values.index(said.value),
                key=VALUE,
                on_change=if_set_by_person(VALUE, _take_value),
                args=(field,),
            )
        if said is not None and shown.other is None:
            st.caption(_refused(spec, said, _))


def _refused(spec: TrainingSpec, said: Variant, _: Translate) -> str:
    """Say why there is no second course."""
    try:
        other = changed(spec, said.text)
    except SpecError as error:
        return _(
            "**{name}** = `{value}`; allowed: {allowed}",
            name=said.field,
            value=said.value,
            allowed=f"`{error.allowed}`",
        )
    if other == spec:
        return _("The first training has this value, too.")
    return _("The second training is not there.")


def _offered(spec: TrainingSpec, field: str, also: str) -> list[str]:
    """List the values of a field that fit the setting, and the one that the link says."""
    fitting = [value for value in _values(spec, field) if _fits(spec, field, value)]
    return fitting if also in fitting else [also, *fitting]


def _values(spec: TrainingSpec, field: str) -> Sequence[str]:
    if field == "seed":
        return [str(spec.seed + more) for more in range(1, MOST_SEEDS + 1)]
    if field in WHOLE:
        return [str(size) for size in range(WHOLE[field].low, WHOLE[field].high + 1)]
    return _CHOICES[field]


def _fits(spec: TrainingSpec, field: str, value: str) -> bool:
    try:
        return changed(spec, f"{field}_{value}") != spec
    except SpecError:
        return False


def _take_field(spec: TrainingSpec, options: Sequence[str]) -> None:
    """Begin with a value that is not the one of the first course.

    What the browser sends in the words of another language, before it has those of now, nobody has chosen.
    """
    field = st.session_state[FIELD]
    if field not in options:
        return
    offered = [value for value in _values(spec, field) if _fits(spec, field, value)] if field else []
    link.set_value(OTHER.name, Variant(field, offered[len(offered) // 2]).text if offered else "")


def _take_value(field: str) -> None:
    take(OTHER, Variant(field, st.session_state[VALUE]).text)
