"""One point, number by number: what the network makes of it."""

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from components.base.cells import Cell, Grid, grids_html
from components.base.style import number, true_minus
from components.base.text import Translate
from components.browser.open_link import leave_for
from components.state import link
from components.training.fields import FIELDS, POINT
from components.training.figures.decision_picture import class_names
from components.training.seen import SeenTraining, loss_text, parameter_of
from components.training.signs import feature_sign
from compute.training.digits import PIXELS, SIDE
from compute.training.exports import as_network_link
from compute.training.one_point import PointPass, is_right, one_point


def point_panel(shown: SeenTraining, _: Translate) -> None:
    """Show the forward pass of the point that is looked at, and lead to others."""
    at = shown.point or 0
    passed = one_point(shown.course, shown.step, at)
    with st.container(key="point"):
        with st.container(key="point-ways"):
            _ways(shown, at, _)
        st.html(point_html(shown, passed, _))


def point_html(shown: SeenTraining, passed: PointPass, _: Translate) -> str:
    """Write the numbers of a point as tables, and in one sentence what came out."""
    grids = _inputs(shown, passed, _)
    for grid in _layers(passed, _):
        grids += ["→", grid]
    return f"<p>{escape(_sentence(shown, passed, _))}</p>{grids_html(grids)}"


def _inputs(shown: SeenTraining, passed: PointPass, _: Translate) -> list[Grid | str]:
    """Show what the network gets: features, or pixels and the weights that the looked-at unit has for them."""
    spec, element = shown.spec, parameter_of(shown.selected)
    if spec.has_plane:
        return [_grid(_("inputs"), [feature_sign(name) for name in spec.features], [passed.features])]
    pixels = _pixels(passed.features, _("pixels"))
    if element.layer > 1:
        return [pixels]
    name = element.target().label(spec.network)
    weights = shown.parameters.weights[0][:, element.column].tolist()
    return [pixels, "×", _pixels(weights, _("weights of {name}", name=name))]


def _layers(passed: PointPass, _: Translate) -> Iterator[Grid]:
    last = len(passed.layers)
    for layer, (z, values) in enumerate(passed.layers, start=1):
        letter = "y" if layer == last else "h" if last == 2 else f"h{layer}_"
        names = [f"{letter}{unit}" if len(values) > 1 or letter != "y" else "y" for unit in range(1, len(values) + 1)]
        caption = _("output") if layer == last else _("hidden layer {layer}", layer=layer)
        yield _grid(caption, names, [z, values], ("z", "f(z)"))


def _pixels(values: Sequence[float], caption: str) -> Grid:
    rows = [values[at : at + SIDE] for at in range(0, PIXELS, SIDE)]
    return Grid([[Cell(true_minus(f"{value:.2g}"), value) for value in row] for row in rows], caption)


def _grid(caption: str, names: list[str], columns: list[tuple[float, ...]], column_names: tuple[str, ...] = ()) -> Grid:
    rows = [[Cell(number(value), value) for value in row] for row in zip(*columns, strict=True)]
    return Grid(rows, caption, names, column_names)


def _sentence(shown: SeenTraining, passed: PointPass, _: Translate) -> str:
    side = _("for training") if passed.is_training else _("of the test")
    said = {
        "number": passed.number + 1,
        "side": side,
        "loss": loss_text(passed.loss),
    }
    if passed.wanted_class is None:
        return _(
            "Point {number}, {side}: the network says {output}, wanted is {wanted}. The loss of this point is {loss}.",
            **said,
            output=true_minus(number(passed.output[0])),
            wanted=true_minus(number(passed.wanted)),
        )
    names = class_names(shown.spec)
    return _(
        "Point {number}, {side}: the network says {found}, wanted is {wanted}. The loss of this point is {loss}.",
        **said,
        found=names[passed.found_class or 0],
        wanted=names[passed.wanted_class],
    )


def _ways(shown: SeenTraining, at: int, _: Translate) -> None:
    """Place buttons that lead to another point, and to the network page."""
    count = len(shown.course.start.data.points)
    st.button(_("previous point"), key="point-back", on_click=_go, args=((at - 1) % count,))
    st.button(_("next point"), key="point-next", on_click=_go, args=((at + 1) % count,))
    right = is_right(shown.course, shown.step)
    if right is not None:
        wrong = [(at + 1 + more) % count for more in range(count) if not right[(at + 1 + more) % count]]
        words = _.plural("{count} wrong point", "{count} wrong points", len(wrong))
        st.button(words, key="point-wrong", on_click=_go, args=(wrong[0] if wrong else at,), disabled=not wrong)
    scene = as_network_link(shown.course, shown.step, at)
    if scene is not None and st.button(_("open it on the network page"), key="point-open"):
        leave_for(scene, [field.name for field in FIELDS])


def _go(to: int) -> None:
    link.set_value(POINT.name, str(to + 1))
