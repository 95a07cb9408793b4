"""Show two networks side by side: the page's, and one without bias, without activation or from another seed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from components.base.style import printed_number
from components.base.text import Translate
from components.browser.chart import chart
from components.browser.live import Move
from components.network.compare.side_by_side import headed, is_pictured, side_by_side_html, signed
from components.network.fields import OTHER_SEED as OTHER_SEED_FIELD
from components.network.figures.network_diagram import describe, network_diagram
from components.network.panels.changes import changed_values
from components.state import link
from components.state.following import sync
from components.state.own_writes import if_set_by_person
from components.widgets.choices import pressed
from components.widgets.linked import linked
from compute.network.ablation import (
    ACTIVATION,
    BIAS,
    IDENTITY,
    SEED,
    VARIANTS,
    Pair,
    Row,
    is_otherwise,
    side_by_side,
    varied,
)
from compute.network.edits import applied_to
from compute.network.elements import Element, Unit, name_of
from compute.network.forward import ForwardPass
from compute.network.known_pass import KnownPass, known_pass
from compute.network.spec import LIMITS, NetworkSpec

KEY = "compare"
OTHER_SEED = OTHER_SEED_FIELD.name


def compare_choice(_: Translate) -> None:
    """Place the choice of what differs; outside the fragment, so that a move does not send it again."""
    names = {BIAS: _("bias"), ACTIVATION: _("activation"), SEED: _("seed")}
    if pressed(_("what is different"), KEY, names, BIAS, hidden_label=True) == SEED:
        limits = LIMITS["seed"]
        seed = sync(OTHER_SEED, _other_seed())
        st.slider(
            _("the other seed"),
            limits.low,
            limits.high,
            seed,
            key=OTHER_SEED,
            on_change=if_set_by_person(OTHER_SEED, _keep_seed),
        )


def compare_panel(
    passed: KnownPass,
    unit: Unit,
    edits: Mapping[Element, float],
    move: Move,
    _: Translate,
) -> None:
    """Show both networks and say what the difference changes, once all of the page's network is computed.

    Parameters
    ----------
    unit: what is selected; the words are about it if it is an output, else about the first one.
    edits: values that the person changed in this network; the other also takes those that only it has.
    """
    spec = passed.network.spec
    if passed.whole is None:
        _say(_("The comparison follows when the output is on the screen."))
        return
    what = _what()
    live = move.of(OTHER_SEED)
    other = varied(spec, what, _other_seed() if live is None else _within(live))
    if not is_otherwise(spec, other):
        _say(_nothing(what, _))
        return
    named = changed_values() | {name_of(element, spec): value for element, value in edits.items()}
    pair = side_by_side(passed.whole, other, named)
    shown = unit if unit.layer == spec.depth else Unit(spec.depth, 0)
    titles = _titles(spec, other, what, _)
    with st.container(key="value-compare", gap=None):
        words = [_headline(pair.of(shown), spec, other, what, _), *_remarks(pair, shown, what, named, _)]
        st.html("".join(map(_paragraph, words)) + side_by_side_html(pair, titles, _))
    if is_pictured(spec):
        with st.container(key="compare-pictures"):
            _picture(pair.this, titles[0], named, "compare-this", _)
            _picture(pair.other, titles[1], named, "compare-other", _)


def _picture(passed: ForwardPass, title: str, named: Mapping[str, float], key: str, _: Translate) -> None:
    changed = applied_to(passed.network.spec, named)
    shown = known_pass(passed)
    drawing = network_diagram(shown, changed=changed, with_legend=False, _=_)
    chart(headed(drawing, title), key=key, alt=f"{title}. {describe(shown, _)}")


def _say(text: str) -> None:
    with st.container(key="value-compare", gap=None):
        st.html(_paragraph(text))


def _what() -> str:
    what = link.value(KEY, BIAS)
    return what if what in VARIANTS else BIAS


def _other_seed() -> int:
    """Return the seed that the link names, else one that is not the notebook's."""
    return int(linked(OTHER_SEED_FIELD))


def _keep_seed() -> None:
    seed = _within(st.session_state[OTHER_SEED])
    link.set_value(OTHER_SEED, "" if seed == OTHER_SEED_FIELD.start else str(seed))


def _within(seed: float) -> int:
    return min(max(round(seed), LIMITS["seed"].low), LIMITS["seed"].high)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _nothing(what: str, _: Translate) -> str:
    """Say why there is nothing to compare."""
    if what == SEED:
        return _("Nothing differs: both have the same seed. Move the other one.")
    return _("Nothing differs: the activation is the identity already. Choose another one to see what it does.")


def _titles(spec: NetworkSpec, other: NetworkSpec, what: str, _: Translate) -> tuple[str, str]:
    """Return the titles of the page's network and of the other."""
    return _title(spec, what, _), _title(other, what, _)


def _title(spec: NetworkSpec, what: str, _: Translate) -> str:
    if what == SEED:
        return _("seed {seed}", seed=spec.seed)
    if what == BIAS:
        return _("with bias") if spec.bias else _("without bias")
    functions = dict.fromkeys(spec.activation_of(layer) for layer in range(1, spec.depth + 1))
    return _("without activation") if set(functions) == {IDENTITY} else ", ".join(functions)


def _headline(row: Row, spec: NetworkSpec, other: NetworkSpec, what: str, _: Translate) -> str:
    """Say what y would be in the other network, and how far that is from y here."""
    said = {"name": row.unit.label(spec), "this": printed_number(row.this), "other": printed_number(row.other)}
    if what == SEED:
        first = _("With seed {seed} {name} would be {other} instead of {this}.", seed=other.seed, **said)
    elif what == ACTIVATION:
        first = _("Without activation {name} would be {other} instead of {this}.", **said)
    elif other.bias:
        first = _("With bias {name} would be {other} instead of {this}.", **said)
    else:
        first = _("Without bias {name} would be {other} instead of {this}.", **said)
    return f"{first} {how_far(row.difference, _)}"


def how_far(difference: float, _: Translate) -> str:
    """Say how much higher or lower a number is than the one named before."""
    amount = signed(abs(difference)).lstrip("+")
    if difference > 0:
        return _("That is {amount} higher.", amount=amount)
    return _("That is {amount} lower.", amount=amount) if difference < 0 else _("That is the same.")


def _remarks(pair: Pair, unit: Unit, what: str, named: Mapping[str, float], _: Translate) -> Iterator[str]:
    """Explain where the difference comes from."""
    if what == SEED:
        yield _("Sizes and functions are the same; every number is drawn anew.")
    elif what == BIAS:
        yield _("x and all weights are the same in both: biases are drawn last, so they change no other number.")
    elif pair.spec.is_unit:
        yield _("Nothing bends z then: y is z itself.")
    else:
        yield _("Nothing bends between the matrix products then: all layers together do what a single one can do.")
        hidden, output = (pair.of(unit) for pair in _halves(pair, named))
        yield _(
            "Left out in the hidden layers only: {hidden}; at the output only: {output}.",
            hidden=printed_number(hidden.other),
            output=printed_number(output.other),
        )
    if named:
        yield _("Changed values count in both, where both have them.")


def _halves(pair: Pair, named: Mapping[str, float]) -> Iterator[Pair]:
    """Compare with two more variants: without activation in the hidden layers only, and at the output only."""
    for half in (replace(pair.spec, activation=IDENTITY), replace(pair.spec, output_activation=IDENTITY)):
        yield side_by_side(pair.this, half, named)
