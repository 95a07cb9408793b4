"""A walk back shows what torch gives at each step, and nothing of what has not been computed yet."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import orjson
import pytest
import torch

from components.base.small import small
from components.base.text import untranslated
from components.gradients.figures.backward_diagram import backward_diagram, describe_backward
from components.gradients.figures.chain import chain_html
from components.gradients.figures.scale import scale_html
from components.gradients.panels.walk import MAX_UNITS, walk_html
from components.gradients.walk import BackWalk
from compute.gradients.backward import BackwardPass, backward
from compute.gradients.known_backward import KnownBackward, known_backward
from compute.gradients.walk_back import BackProgress, back_steps
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each

SCENES = [
    (NetworkSpec(), 1.0, "mse"),
    (NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, activation="tanh"), 0.3, "bce"),
    (NetworkSpec(inputs=5, hidden=(7,), outputs=3, output_activation="softmax"), 1.0, "mse"),
    (NetworkSpec(inputs=4, hidden=(3, 2), outputs=3, activation="relu", bias=False), 2.0, "ce"),
]


def run_of(spec: NetworkSpec, target: float, loss: str) -> BackwardPass:
    return backward(forward_network(draw(spec)), target, loss)


def with_other_numbers(run: BackwardPass, progress: BackProgress) -> BackwardPass:
    """The same run with other numbers wherever none is known yet."""
    layers = []
    for at, layer in enumerate(run.layers, start=1):
        has = {name: progress.has(name, Unit(at, 0)) for name in ("loss", "slope", "delta", "gradient")}

        def other(values: torch.Tensor | None, known: bool) -> torch.Tensor | None:
            return values if values is None or known else -7.5 * values - 9

        came_back = has["loss"] if at == len(run.layers) else progress.has("gradient", Unit(at + 1, 0))
        layers.append(
            replace(
                layer,
                output_gradient=other(layer.output_gradient, came_back),
                slope=other(layer.slope, has["slope"]),
                jacobian=other(layer.jacobian, has["slope"]),
                delta=other(layer.delta, has["delta"]),
                weight_gradient=other(layer.weight_gradient, has["gradient"]),
                bias_gradient=other(layer.bias_gradient, has["gradient"]),
                returned=other(layer.returned, has["gradient"]),
                input_gradient=other(layer.input_gradient, has["gradient"]),
            )
        )
    has_loss = progress.has("loss", Unit(len(run.layers), 0))
    value = run.value if has_loss else 99.0
    probabilities = run.probabilities if has_loss or run.probabilities is None else 1 - run.probabilities
    return replace(run, layers=tuple(layers), value=value, probabilities=probabilities)


def elements(spec: NetworkSpec) -> list[Element]:
    last = spec.depth
    found: list[Element] = [Weight(1, 0, 0), Weight(last, 0, 0), Unit(0, 0), Unit(1, 0), Unit(last, 0)]
    return [*found, Bias(last, 0)] if spec.bias else found


def said(known: KnownBackward, walk: BackWalk) -> Iterator[str]:
    """All that the page shows of a run."""
    drawing = backward_diagram(known, selected=None)
    yield orjson.dumps([drawing.traces, drawing.layout], option=orjson.OPT_SERIALIZE_NUMPY).decode()
    yield describe_backward(known)
    yield scale_html(known)
    yield walk_html(known, walk, untranslated)
    for element in elements(known.passed.network.spec):
        yield chain_html(known, element, "chart", untranslated)


@pytest.mark.long
@for_each(("spec", "target", "loss"), SCENES)
def test_nothing_depends_on_what_has_not_been_computed(spec: NetworkSpec, target: float, loss: str) -> None:
    run, path = run_of(spec, target, loss), back_steps(spec, loss)
    changed = 0
    for count in range(len(path) + 1):
        walk = BackWalk(path, count)
        seen = list(said(known_backward(run, walk.progress), walk))
        other = with_other_numbers(run, walk.progress)
        assert seen == list(said(known_backward(other, walk.progress), walk)), count
        changed += seen != list(said(known_backward(other), walk))
    assert changed >= len(path) - 1  # the other numbers are others, and all of them would be seen


@for_each(("spec", "target", "loss"), SCENES)
def test_each_step_lights_its_part_in_formula_numbers_and_code(spec: NetworkSpec, target: float, loss: str) -> None:
    run, path = run_of(spec, target, loss), back_steps(spec, loss)
    for count, step in enumerate(path, start=1):
        walk = BackWalk(path, count)
        html = walk_html(known_backward(run, walk.progress), walk, untranslated)
        formula, numbers, code = (html.split(f'class="walk-{name}"')[1] for name in ("formula", "numbers", "code"))
        assert f'class="part lit" data-step="{step.name}"' in formula.split("</div>")[0]
        assert f'<tr class=lit data-step="{step.name}">' in numbers.split("</table>")[0]
        assert f'class="line lit-line"><span class="part lit" data-step="{step.name}">' in code
        assert f"step {count} of {len(path)}" in html


@pytest.mark.parametrize("outputs", [MAX_UNITS, MAX_UNITS + 1])
def test_as_many_units_as_fit_stand_side_by_side(outputs: int) -> None:
    spec = NetworkSpec(outputs=outputs)
    walk = BackWalk(back_steps(spec, "mse"), 2)
    html = walk_html(known_backward(run_of(spec, 1.0, "mse"), walk.progress), walk, untranslated)
    heads = re.findall(r'<th scope="col">([^<]*)</th>', html)
    few = [f"y{unit}" for unit in range(1, outputs + 1)]
    assert heads == (few if outputs == MAX_UNITS else ["y1", f"{outputs - 2} more", f"y{outputs}"])


UNITS = [
    (scene, Unit(*at))
    for scene, at in zip(SCENES * 2, [(1, 1), (2, 2), (1, 6), (3, 1), (2, 0), (3, 1), (2, 2), (1, 2)], strict=True)
]
"""Of each network a hidden unit or an output, and another one."""


@pytest.mark.long
@for_each(("scene", "unit"), UNITS)
def test_a_unit_is_walked_with_its_own_numbers_and_nothing_before_its_time(
    scene: tuple[NetworkSpec, float, str], unit: Unit
) -> None:
    spec, _target, loss = scene
    run, path = run_of(*scene), back_steps(spec, loss, unit)
    parts = run.parts(unit)
    for count in range(len(path) + 1):
        walk = BackWalk(path, count, unit=unit)
        seen = list(said(known_backward(run, walk.progress), walk))
        other = with_other_numbers_of(run, walk.progress, unit)
        assert seen == list(said(known_backward(other, walk.progress), walk)), count
        html = walk_html(known_backward(run, walk.progress), walk, untranslated)
        is_known = {step.name for step in path[:count]}
        row_of_delta = html.split('data-step="delta"><th')[1].split("</tr>")[0]
        assert (f"<b>{small(parts.delta)}</b>" in row_of_delta) is ("delta" in is_known)
        if count:
            assert f'class="part lit" data-step="{path[count - 1].name}"' in html
            assert f'<tr class=lit data-step="{path[count - 1].name}">' in html
    for way in parts.returned[:2]:
        assert f"{small(way.value)} × {small(way.delta)}" in html.replace("\N{NO-BREAK SPACE}", " ")
    new = run.passed.network.weights[unit.layer - 1][0, unit.index] - 0.1 * run.gradient(
        Weight(unit.layer, 0, unit.index)
    )
    assert f"= <b>{small(float(new))}</b>" in html
    assert html.count('<th scope="col">') == 1


def with_other_numbers_of(run: BackwardPass, progress: BackProgress, unit: Unit) -> BackwardPass:
    """The same run with other numbers of this unit wherever none is known, of its neighbours, and of all before it."""
    layers = []
    for at, layer in enumerate(run.layers, start=1):
        if at > unit.layer:
            layers.append(layer)
            continue
        known = {
            name: [progress.has(name, Unit(at, index)) for index in range(layer.delta.shape[1])]
            for name in ("slope", "delta", "gradient")
        }

        def other(values: torch.Tensor | None, name: str, known: dict[str, list[bool]] = known) -> torch.Tensor | None:
            return None if values is None else torch.where(torch.tensor([known[name]]), values, -7.5 * values - 9)

        given = layer.output_gradient
        layers.append(
            replace(
                layer,
                slope=other(layer.slope, "slope"),
                jacobian=other(layer.jacobian, "slope"),
                delta=other(layer.delta, "delta"),
                weight_gradient=other(layer.weight_gradient, "gradient"),
                bias_gradient=other(layer.bias_gradient, "gradient"),
                returned=other(layer.returned, "gradient"),
                input_gradient=-7.5 * layer.input_gradient - 9,
                **({} if at == unit.layer or given is None else {"output_gradient": -7.5 * given - 9}),
            )
        )
    return replace(run, layers=tuple(layers))


def test_the_numbers_of_a_step_are_torchs() -> None:
    spec = NetworkSpec()
    run, path = run_of(spec, 1.0, "mse"), back_steps(spec, "mse")
    network = draw(spec)
    z1 = (network.features @ network.weights[0] + network.biases[0]).requires_grad_()
    z2 = torch.sigmoid(z1) @ network.weights[1] + network.biases[1]
    z2.retain_grad()
    ((torch.sigmoid(z2) - 1) ** 2).mean().backward()
    shown = {}
    for count, step in enumerate(path, start=1):
        walk = BackWalk(path, count)
        shown[step.name, step.layer] = walk_html(known_backward(run, walk.progress), walk, untranslated)
    assert z1.grad is not None
    assert z2.grad is not None
    assert f"<b>{small(z2.grad.item())}</b>" in shown["delta", 2]
    for delta in z1.grad[0].tolist():
        assert f"<b>{small(delta)}</b>" in shown["delta", 1]
        assert f"<b>{small(delta)}</b>" not in shown["slope", 1]
    updated = network.weights[0] - 0.1 * network.features.t() @ z1.grad
    for value in updated.flatten().tolist():
        assert f"<span>{small(value)}</span>" in shown["update", None]


def test_the_picture_lights_edges_for_a_gradient_and_units_for_a_delta() -> None:
    spec = NetworkSpec()
    run, path = run_of(spec, 1.0, "mse"), back_steps(spec, "mse")
    halos, rings = {}, {}
    for count, step in enumerate(path, start=1):
        drawing = backward_diagram(known_backward(run, BackWalk(path, count).progress), selected=Weight(1, 0, 0))
        text = json.loads(orjson.dumps(drawing.layout, option=orjson.OPT_SERIALIZE_NUMPY))
        halos[step.name, step.layer] = text["meta"]["first"]
        (points,) = drawing.traces
        widths = points["marker"]["line"]["width"]
        names = [name for name, width in zip(points["customdata"], widths, strict=True) if width == 4]
        rings[step.name, step.layer] = set(names)
    assert halos["gradient", 2] == 2
    assert halos["gradient", 1] == 6
    assert halos["delta", 2] == 0
    assert rings["delta", 2] == {"y1"}
    assert rings["slope", 1] == {"h1.1", "h1.2"}
