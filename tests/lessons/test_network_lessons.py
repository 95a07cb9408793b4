"""The lessons of the network and of the single unit, for many states and in every language."""

import ast
import re

import pytest

from components.base.text import Translate, languages, translator, untranslated
from components.network.lesson import network_lesson
from components.network.neuron_lesson import neuron_lesson
from compute.files.take_home import TakeHome
from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import ForwardPass, forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.lessons.pack_checking import check_pack, run

CHANGED: dict[Element, float] = {Unit(0, 0): 0.5, Weight(1, 0, 0): -1.25}
SPECS = [
    NetworkSpec(),
    NetworkSpec(0, 1, (1,), 1, "relu", bias=False),
    NetworkSpec(9999, 64, (64, 3), 10, "tanh", "softmax"),
    NetworkSpec(12, 4, (3, 4, 2), 2, "heaviside", "sin", bias=False),
    NetworkSpec(3, 16, (64,) * 6, 3, "leaky_relu", "identity"),
]


def packed(
    spec: NetworkSpec, edits: dict[Element, float], device: str = "cpu", _: Translate = untranslated
) -> tuple[ForwardPass, TakeHome]:
    passed = forward_network(edit(draw(spec), edits))
    passed = type(passed)(passed.network, device, passed.layers)  # as if it had run there
    return passed, (neuron_lesson if spec.is_unit else network_lesson)(passed, edits, _)


def check(spec: NetworkSpec, edits: dict[Element, float], device: str = "cpu", _: Translate = untranslated) -> None:
    passed, pack = packed(spec, edits, device, _)
    shown = [ast.literal_eval(text) for text in check_pack(pack).split("tensor")[1:]]
    for source in pack.programs.values():
        held, told = run([source])
        assert set(pack.tensors) <= set(held)
        values = [value for text in told.split("tensor")[1:] for value in ast.literal_eval(text)[0]]
        expected = [value for rows in shown for value in rows[0]]
        # Layers of torch add up in another order; numbers of some thousands are off by more than the last digit.
        assert values == pytest.approx(expected, abs=1.01e-4 + 1e-5 * max(map(abs, expected)))
    layers = [layer.output.tolist() for layer in passed.layers]
    assert len(shown) == len(layers)
    for rows, expected in zip(shown, layers, strict=True):
        assert rows[0] == pytest.approx(expected[0], abs=1e-4, rel=1e-6)


@pytest.mark.parametrize("language", languages())
def test_any_network_is_told_and_prints_the_screens_numbers(language: str) -> None:
    for spec in SPECS:
        check(spec, CHANGED, _=translator(language))
        check(spec, {}, "cuda:99", translator(language))


@pytest.mark.parametrize("language", languages())
def test_any_unit_is_told_and_prints_the_screens_numbers(language: str) -> None:
    for inputs in (1, 2, 5, 15, 16, 64):
        for bias in (True, False):
            spec = NetworkSpec(7, inputs, (), output_activation="tanh", bias=bias)
            check(spec, CHANGED | ({Bias(1, 0): 3.0} if bias else {}), "cuda:99", translator(language))


def test_every_activation() -> None:
    for name in ACTIVATIONS:
        hidden = name if name in HIDDEN_ACTIVATIONS else "sigmoid"
        check(NetworkSpec(5, 3, (2, 2), 2, hidden, name), {})
        if name in HIDDEN_ACTIVATIONS:
            check(NetworkSpec(5, 4, (), output_activation=name), {})


def test_the_lesson_names_what_was_chosen() -> None:
    _, pack = packed(NetworkSpec(12, 5, (4, 2), 1, "tanh", "relu"), CHANGED, "cuda:1")
    told = "\n".join(passage.text for passage in pack.lesson)
    assert pack.name == "network-5-4-2-1-seed-12"
    for part in (
        "5-4-2-1",
        "`torch.manual_seed(12)`",
        "`tanh`",
        "`relu`",
        "`features[0, 0]`",
        "`W1[0, 0]`",
        "`cuda:1`",
    ):
        assert part in told
    assert r"f(z) = \tanh(z)" in told
    assert r"f(z) = \max(0, z)" in told
    assert "16 elements and more: `W1`." in told  # 20 elements


@for_each(
    ("spec", "names"),
    [
        (NetworkSpec(hidden=(2, 2)), ["features", "W1", "W2", "W3", "B1", "B2", "B3", "h1", "h2", "output"]),
        (NetworkSpec(bias=False), ["features", "W1", "W2", "h", "output"]),
        (NetworkSpec(inputs=5, hidden=()), ["features", "weights", "bias", "output"]),
        (NetworkSpec(inputs=5, hidden=(), bias=False), ["features", "weights", "output"]),
    ],
)
def test_the_tensors_stand_in_the_programs_order(spec: NetworkSpec, names: list[str]) -> None:
    _, pack = packed(spec, {})
    assert list(pack.tensors) == names


def test_the_golden_numbers() -> None:
    _, stack = packed(NetworkSpec(), {})
    _, unit = packed(NetworkSpec(inputs=5, hidden=()), {})
    assert check_pack(stack) == "tensor([[0.6813, 0.4355]])\ntensor([[0.3171]])\n"
    assert check_pack(unit) == "tensor([[0.1595]])\n"


@for_each(("bias", "is_said"), [(True, True), (False, False)])
def test_biases_are_explained_and_added_where_there_are_some(bias: bool, is_said: bool) -> None:
    _, pack = packed(NetworkSpec(bias=bias), {})
    told = "\n".join(passage.text for passage in pack.lesson)
    assert ("`B1`, `B2` and so on are the biases" in told) is is_said
    assert ("With bias and activation that is the hidden layer" in told) is is_said
    assert ("With the activation that is the hidden layer" in told) is not is_said


def test_the_lesson_shows_the_numbers_of_the_page() -> None:
    _, pack = packed(NetworkSpec(outputs=2), {})
    told = "\n".join(passage.text for passage in pack.lesson)
    values = ", ".join(f"{value:.4f}" for value in forward_network(draw(NetworkSpec(outputs=2))).output[0].tolist())
    assert f"The page shows {values}." in told
    _, notebook = packed(NetworkSpec(), {})
    assert any("The page shows $h_{1}$ = 0.6813." in passage.text for passage in notebook.lesson)
    assert pack.title == "The network 3-2-2, step by step"


@for_each(("hidden", "layers"), [((2,), []), ((2, 3), ["2"]), ((2, 3, 4), ["2", "3"])])
def test_each_further_hidden_layer_has_its_heading(hidden: tuple[int, ...], layers: list[str]) -> None:
    _, pack = packed(NetworkSpec(hidden=hidden), {})
    told = "\n".join(passage.text for passage in pack.lesson)
    assert re.findall(r"## Hidden layer (\d)", told) == layers
