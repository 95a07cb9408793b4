"""What a link to a forward page shows, without a session: how it is read, what is in it, and what has to wait."""

from collections.abc import Mapping
from typing import Any

from components.base.drawing import Drawing
from components.base.text import untranslated
from components.network.page import NETWORK_PICTURE, NEURON_PICTURE
from components.network.scene import ForwardPicture, SeenPass, network_spec, said_of, scene, unit_spec
from components.state.scene import Scene
from compute.network.elements import Unit, Weight
from compute.network.known_pass import KnownPass
from compute.network.spec import NetworkSpec
from tests.cases import for_each

SAID = {
    "seed": "7",
    "inputs": "3",
    "layers": "1",
    **{f"hidden{tail}": "2" for tail in ("", "_2", "_3", "_4", "_5", "_6")},
    "outputs": "1",
    "activation": "sigmoid",
    "output_activation": "sigmoid",
    "bias": "true",
    "device": "cpu",
    "edits": "",
    "select": "",
    "details": "",
    "predict": "false",
    "step": "",
    "beat": "1",
}
"""A link to the notebook's network, whole."""


def shown(picture: ForwardPicture = NETWORK_PICTURE, *, wall: bool = False, **said: str) -> Scene:
    return scene(picture, SAID | said, untranslated, wall=wall)


@for_each(
    ("said", "spec"),
    [
        ({}, NetworkSpec()),
        ({"layers": "3", "hidden_2": "5", "hidden_4": "6"}, NetworkSpec(hidden=(2, 5, 2))),
        ({"layers": "6", "hidden_6": "4"}, NetworkSpec(hidden=(2, 2, 2, 2, 2, 4))),
        (
            {"seed": "9", "inputs": "4", "outputs": "3", "activation": "tanh", "bias": "false"},
            NetworkSpec(9, 4, (2,), 3, "tanh", bias=False),
        ),
        ({"output_activation": "softmax", "bias": ""}, NetworkSpec(output_activation="softmax", bias=False)),
    ],
)
def test_a_link_describes_a_network_and_the_network_the_link(said: dict[str, str], spec: NetworkSpec) -> None:
    assert network_spec(SAID | said) == spec
    assert network_spec({**SAID, **said_of(spec)}) == spec
    assert said_of(spec)["bias"] == ("true" if spec.bias else "false")
    assert "hidden_7" not in said_of(spec)


@for_each(
    ("said", "spec"),
    [
        ({"inputs": "5"}, NetworkSpec(inputs=5, hidden=())),
        ({"seed": "9", "activation": "relu"}, NetworkSpec(9, 3, (), output_activation="relu")),
        ({"bias": "false", "output_activation": "tanh"}, NetworkSpec(hidden=(), bias=False)),
    ],
)
def test_a_link_describes_a_unit_whose_function_is_that_of_its_output(said: dict[str, str], spec: NetworkSpec) -> None:
    assert unit_spec(SAID | said) == spec
    assert unit_spec({**SAID, **said_of(spec)}) == spec
    assert said_of(spec).keys() == {"seed", "inputs", "bias", "activation"}


def test_without_anything_else_a_scene_is_the_picture_and_its_numbers() -> None:
    found = shown()
    assert list(found.charts) == ["network-chart"]
    assert list(found.parts) == ["lead", "value-output", "value-hidden-1", "band", "sentence"]
    assert (list(found.tables), found.waits) == (["lesson"], ())
    assert "0.3171" in found.parts["value-output"]
    neuron = shown(NEURON_PICTURE, inputs="5")
    assert list(neuron.charts) == ["neuron-chart"]
    assert list(neuron.parts) == ["lead", "value-output", "sum"]
    assert "0.1595" in neuron.parts["value-output"]
    assert neuron.waits == ("ways",)


@for_each(("select", "has_sum"), [("h1.2", True), ("w2.1.1", True), ("x1", False), ("h1.3", False), ("", False)])
def test_the_sum_of_what_is_selected_is_beside_the_picture(select: str, has_sum: bool) -> None:
    assert ("sum" in shown(select=select).parts) is has_sum


@for_each(
    ("said", "waits"),
    [
        ({}, ()),
        ({"select": "h1.1"}, ()),
        ({"select": "w1.1.1"}, ("edit-value",)),
        ({"select": "b1.1"}, ("edit-value",)),
        ({"select": "x1"}, ("edit-value",)),
        ({"select": "x4"}, ()),
        ({"predict": "true"}, ("predict",)),
        ({"details": "formula"}, ("detail",)),
        ({"details": "program", "predict": "true", "select": "x1"}, ("detail", "predict", "edit-value")),
        ({"details": "matrices"}, ()),
        ({"details": "activation"}, ()),
        ({"details": "activation", "activation": "tanh"}, ("activation-formula",)),
        ({"beat": ""}, ("lesson",)),
    ],
)
def test_what_has_to_wait_until_a_slider_rests(said: dict[str, str], waits: tuple[str, ...]) -> None:
    assert shown(**said).waits == waits


@for_each(
    ("step", "output", "words"),
    [
        ("", "0.3171", None),
        ("0", "?", "step 0 of 8"),
        ("7", "?", "step 7 of 8"),
        ("8", "0.3171", "step 8 of 8"),
        ("9", "0.3171", "step 8 of 8"),
    ],
)
def test_step_by_step_a_scene_has_what_was_walked(step: str, output: str, words: str | None) -> None:
    found = shown(step=step)
    assert f"<b>{output}</b>" in found.parts["value-output"]
    assert (words in found.parts["walk"]) if words else ("walk" not in found.parts)


def test_with_a_unit_selected_that_one_is_walked() -> None:
    assert "step 4 of 4" in shown(step="9", select="h1.2").parts["walk"]
    assert "step 8 of 8" in shown(step="9", select="x2").parts["walk"]


def test_before_a_guess_nothing_is_computed_and_nothing_walked() -> None:
    found = shown(predict="true", step="8")
    assert ("walk" in found.parts, "0.3171" in str(found.parts)) == (False, False)
    assert "<b>?</b>" in found.parts["value-output"]


def test_changed_values_count_in_the_scene() -> None:
    assert "−0.5000" in shown(edits="b2.1_-0.5").parts["band"]
    assert shown(edits="b2.1_-0.5").parts["value-output"] != shown().parts["value-output"]
    assert shown(edits="b4.1_-0.5").parts["value-output"] == shown().parts["value-output"]


@for_each(
    ("said", "chart", "table"),
    [
        ({"details": "matrices"}, False, True),
        ({"details": "matrices", "inputs": "30", "hidden": "30"}, True, False),
        ({"details": "compare"}, False, False),
    ],
)
def test_the_open_matrix_is_a_table_or_a_picture(said: dict[str, str], chart: bool, table: bool) -> None:
    found = shown(**said)
    assert ("matrix-chart" in found.charts, "matrix-chart" in found.tables) == (chart, table)
    assert "network-chart" in found.charts


@for_each(
    ("select", "alt"),
    [("", "sigmoid; y is at"), ("h1.2", "tanh; h2 is at"), ("x1", "tanh; h1 is at"), ("w2.1.1", "sigmoid; y is at")],
)
def test_the_open_curve_is_of_the_selected_unit_and_else_of_the_output(select: str, alt: str) -> None:
    chart: Any = shown(details="activation", activation="tanh", select=select).charts["curve-chart"]
    assert str(chart["alt"]).startswith(f"Curve of the activation function {alt}")


def test_a_picture_is_handed_what_is_seen_and_its_words() -> None:
    given: dict[str, object] = {}

    def diagram(_passed: KnownPass, **named: object) -> Drawing:
        given.update(named)
        return Drawing([], {})

    def words(_passed: KnownPass, _: object) -> str:
        return "in words"

    def parts(seen: SeenPass, _: object) -> Mapping[str, str]:
        return {"mine": f"{seen.selected} {dict(seen.edits)}"}

    picture = ForwardPicture("some-chart", network_spec, diagram, words, parts, waits=("mine",))
    found = shown(picture, select="h1.2", edits="w1.1.1_2.0", wall=True)
    assert (given["selected"], given["changed"]) == (Unit(1, 1), {Weight(1, 0, 0): 2.0})
    assert (given["with_legend"], given["wall"]) == (False, True)
    chart: Any = found.charts["some-chart"]
    assert (chart["alt"], chart["selected"]) == ("in words", "h1.2")
    assert found.parts["mine"] == f"{Unit(1, 1)} {{{Weight(1, 0, 0)}: 2.0}}"
    assert found.parts["lead"] == "<p></p>"
    assert (found.tables, found.waits) == ({}, ("mine",))
    shown(picture)
    assert (given["selected"], given["wall"]) == (None, False)
