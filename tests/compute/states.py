"""Specs over the whole of their ranges, elements of a network, and values set by hand: as strategies and as lists."""

from hypothesis import strategies as st

from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.network import VALUE_LIMIT
from compute.network.spec import LIMITS, NetworkSpec


def _within(field: str) -> st.SearchStrategy[int]:
    return st.integers(LIMITS[field].low, LIMITS[field].high)


_HIDDEN = _within("layers").flatmap(lambda layers: st.tuples(*[_within("hidden")] * layers))

SPECS = st.builds(
    NetworkSpec,
    seed=_within("seed"),
    inputs=_within("inputs"),
    hidden=_HIDDEN,
    outputs=_within("outputs"),
    activation=st.sampled_from(HIDDEN_ACTIVATIONS),
    output_activation=st.sampled_from(list(ACTIVATIONS)),
    bias=st.booleans(),
)

VALUES = st.floats(-VALUE_LIMIT, VALUE_LIMIT)


def changeable(spec: NetworkSpec) -> list[Element]:
    """Every feature, weight and bias of a network of this `spec`."""
    units = [spec.inputs, *spec.hidden, spec.outputs]
    elements: list[Element] = [Unit(0, index) for index in range(spec.inputs)]
    for layer in range(1, len(units)):
        elements += [Weight(layer, row, column) for row in range(units[layer - 1]) for column in range(units[layer])]
        elements += [Bias(layer, column) for column in range(units[layer]) if spec.bias]
    return elements


def computed(spec: NetworkSpec) -> list[Element]:
    """Every hidden and output unit of a network of this `spec`."""
    return [Unit(layer, index) for layer, units in enumerate((*spec.hidden, spec.outputs), 1) for index in range(units)]


@st.composite
def changeable_of(draw: st.DrawFn, spec: NetworkSpec) -> Element:
    """A feature, weight or bias of a network of this `spec`."""
    units = [spec.inputs, *spec.hidden, spec.outputs]
    layer = draw(st.integers(0, len(units) - 1))
    column = draw(st.integers(0, units[layer] - 1))
    if layer == 0:
        return Unit(0, column)
    if spec.bias and draw(st.booleans()):
        return Bias(layer, column)
    return Weight(layer, draw(st.integers(0, units[layer - 1] - 1)), column)


def edits_of(spec: NetworkSpec) -> st.SearchStrategy[dict[Element, float]]:
    """None, or up to eight elements of a network of this `spec` with values set by hand."""
    one = st.tuples(changeable_of(spec), VALUES)
    return st.integers(0, 8).flatmap(lambda count: st.lists(one, min_size=count, max_size=count)).map(dict)


@st.composite
def states(draw: st.DrawFn) -> tuple[NetworkSpec, dict[Element, float]]:
    """A spec with edits that fit it: what one link says."""
    spec = draw(SPECS)
    return spec, draw(edits_of(spec))
