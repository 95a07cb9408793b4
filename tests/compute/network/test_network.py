"""Drawing a network as the notebook does, off the global generator, and changing it without changing it in place."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from math import inf, nan
from threading import Barrier

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.network import VECTORIZED_RANDN, Network, draw, drawn_vectorized, edit, tensor_shapes
from compute.network.spec import NetworkSpec, SpecError
from tests.cases import for_each
from tests.compute.states import SPECS, changeable, computed, edits_of, states
from tests.longhand import draw_longhand


def tensors(network: Network) -> list[Tensor]:
    return [network.features, *network.weights, *network.biases]


def is_as_drawn(network: Network) -> bool:
    features, weights, biases = draw_longhand(network.spec)
    expected = [features, *weights, *biases]
    return len(tensors(network)) == len(expected) and all(map(torch.equal, tensors(network), expected))


@given(spec=SPECS)
def test_draws_the_notebooks_numbers(spec: NetworkSpec) -> None:
    network = draw(spec)
    assert network.spec is spec
    assert len(network.weights) == spec.depth
    assert is_as_drawn(network)


@for_each("seed", [0, 1, 7, 42, 9999])
@for_each("hidden", [(), (1,), (16,), (64,) * 6])
@for_each("bias", [True, False])
def test_draws_the_notebooks_numbers_at_the_ends(seed: int, hidden: tuple[int, ...], bias: bool) -> None:
    for inputs, outputs in ((1, 1), (64, 10)):
        assert is_as_drawn(draw(NetworkSpec(seed, inputs, hidden, outputs, bias=bias)))


@given(spec=SPECS)
def test_features_and_weights_are_the_same_without_biases(spec: NetworkSpec) -> None:
    with_biases, without = (
        draw(NetworkSpec(spec.seed, spec.inputs, spec.hidden, spec.outputs, bias=bias)) for bias in (True, False)
    )
    assert without.biases == ()
    assert all(map(torch.equal, tensors(with_biases), tensors(without)))


def test_drawing_neither_moves_nor_reads_the_global_generator() -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1234)
        before = torch.get_rng_state()
        first = draw(NetworkSpec())
        assert torch.equal(torch.get_rng_state(), before)
        torch.manual_seed(4321)
        torch.randn(5)
        assert all(map(torch.equal, tensors(draw(NetworkSpec())), tensors(first)))


@pytest.fixture
def _threads_switch_often() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("_threads_switch_often")
def test_eight_threads_at_once_all_draw_the_right_numbers() -> None:
    threads, rounds = 8, 30
    together = Barrier(threads)

    def draw_many(thread: int) -> list[Network]:
        together.wait(timeout=30)
        return [draw(NetworkSpec(100 * thread + i, 1 + i, (thread + 2, 16, 64), 3)) for i in range(rounds)]

    with ThreadPoolExecutor(threads) as pool:
        drawn = [network for networks in pool.map(draw_many, range(threads)) for network in networks]
    assert len(drawn) == threads * rounds
    assert all(is_as_drawn(network) for network in drawn)


def set_longhand(network: Network, edits: dict[Element, float]) -> list[Tensor]:
    """The tensors of a network with the values written into copies, one by one."""
    features, *rest = (tensor.clone() for tensor in tensors(network))
    weights, biases = rest[: network.spec.depth], rest[network.spec.depth :]
    for element, value in edits.items():
        if isinstance(element, Weight):
            weights[element.layer - 1][element.row, element.column] = value
        elif isinstance(element, Bias):
            biases[element.layer - 1][0, element.column] = value
        else:
            features[0, element.index] = value
    return [features, *weights, *biases]


@given(state=states())
def test_edits_set_those_elements_and_nothing_else(state: tuple[NetworkSpec, dict[Element, float]]) -> None:
    spec, edits = state
    changed = edit(draw(spec), edits)
    assert changed.spec is spec
    expected = set_longhand(draw(spec), edits)
    assert all(map(torch.equal, tensors(changed), expected))
    for element, value in edits.items():
        assert changed.value(element) == torch.tensor(value).item()


@given(state=states())
def test_editing_changes_nothing_in_place(state: tuple[NetworkSpec, dict[Element, float]]) -> None:
    spec, edits = state
    network = draw(spec)
    changed = edit(network, edits)
    assert is_as_drawn(network)
    if edits:
        kept = {tensor.data_ptr() for tensor in tensors(network)}
        assert kept.isdisjoint(tensor.data_ptr() for tensor in tensors(changed))


@given(data=st.data())
def test_an_edit_on_top_of_edits_keeps_them(data: st.DataObject) -> None:
    spec = NetworkSpec(hidden=(3, 2), outputs=2)
    first, second = data.draw(edits_of(spec)), data.draw(edits_of(spec))
    stacked, at_once = edit(edit(draw(spec), first), second), edit(draw(spec), first | second)
    assert all(map(torch.equal, tensors(stacked), tensors(at_once)))


@for_each("value", [-100.0, 100.0, 0.0, -0.0, 1e-30])
def test_values_up_to_the_limit_are_accepted(value: float) -> None:
    assert edit(draw(NetworkSpec()), {Weight(1, 0, 0): value}).value(Weight(1, 0, 0)) == pytest.approx(value)


@for_each("value", [100.00001, -100.00001, 1e300, inf, -inf, nan])
@for_each(("element", "name"), [(Unit(0, 2), "x3"), (Weight(1, 2, 1), "w1.3.2"), (Bias(2, 0), "b2.1")])
def test_values_beyond_the_limit_are_refused_by_the_elements_name(element: Element, name: str, value: float) -> None:
    network = draw(NetworkSpec())
    with pytest.raises(SpecError) as caught:
        edit(network, {Bias(1, 0): 0.5, element: value})
    assert (caught.value.field, caught.value.allowed) == (name, "-100..100")
    assert caught.value.value is value
    assert is_as_drawn(network)


SMALL = NetworkSpec(hidden=(2, 4), outputs=2, bias=False)

ABSENT = {
    "x4": Unit(0, 3),
    "x0": Unit(0, -1),
    "w1.4.1": Weight(1, 3, 0),
    "w1.1.3": Weight(1, 0, 2),
    "w0.1.1": Weight(0, 0, 0),
    "w4.1.1": Weight(4, 0, 0),
    "w1.0.1": Weight(1, -1, 0),
    "w1.1.0": Weight(1, 0, -1),
    "b1.1": Bias(1, 0),
}


@for_each(("name", "element"), ABSENT.items())
def test_elements_that_the_network_lacks_are_refused_by_name(name: str, element: Element) -> None:
    network = draw(SMALL)
    for refused in (network.value, lambda element: edit(network, {element: 1.0})):
        with pytest.raises(SpecError) as caught:
            refused(element)
        assert caught.value.field == name


@for_each("unit", computed(SMALL))
def test_computed_units_cannot_be_set(unit: Unit) -> None:
    with pytest.raises(SpecError) as caught:
        edit(draw(SMALL), {unit: 1.0})
    assert caught.value.field == unit.name(SMALL)


def test_value_reads_every_element_in_its_place() -> None:
    network = draw(NetworkSpec(inputs=2, hidden=(3,), outputs=2))
    features, weights, biases = draw_longhand(network.spec)
    read = [network.value(element) for element in changeable(network.spec)]
    stored = torch.cat([features, weights[0].view(1, -1), biases[0], weights[1].view(1, -1), biases[1]], dim=1)
    assert read == stored[0].tolist()


@given(spec=SPECS)
def test_tensor_shapes_name_what_is_drawn_in_order(spec: NetworkSpec) -> None:
    shapes = tensor_shapes(spec)
    layers = range(1, spec.depth + 1)
    biases = [f"B{layer}" for layer in layers] if spec.bias else []
    assert list(shapes) == ["features", *(f"W{layer}" for layer in layers), *biases]
    assert list(shapes.values()) == [tuple(tensor.shape) for tensor in tensors(draw(spec))]


def test_randn_takes_its_other_method_exactly_from_the_size_we_say() -> None:
    """Below it a longer draw continues a shorter one; from it on the first number is another."""
    longest = draw(NetworkSpec(inputs=VECTORIZED_RANDN - 1)).features[0].tolist()
    for inputs in range(1, 65):
        features = draw(NetworkSpec(inputs=inputs)).features[0].tolist()
        assert (features[0] != longest[0]) == (inputs >= VECTORIZED_RANDN)
        assert inputs >= VECTORIZED_RANDN or features == longest[:inputs]


@for_each(
    ("spec", "names"),
    [
        (NetworkSpec(), ()),
        (NetworkSpec(inputs=15, hidden=()), ()),
        (NetworkSpec(inputs=16, hidden=()), ("features", "W1")),
        (NetworkSpec(inputs=8), ("W1",)),
        (NetworkSpec(inputs=1, hidden=(16,)), ("W1", "W2", "B1")),
        (NetworkSpec(inputs=1, hidden=(16,), bias=False), ("W1", "W2")),
    ],
)
def test_names_of_the_tensors_drawn_by_the_other_method(spec: NetworkSpec, names: tuple[str, ...]) -> None:
    assert drawn_vectorized(spec) == names
