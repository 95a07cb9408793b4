"""The words of the neuron's lesson to take home, where they depend on its number of inputs and on its bias."""

from components.base.text import untranslated
from components.network.neuron_lesson import neuron_lesson, unit_tensors
from compute.network.forward import ForwardPass, forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each


def passed(inputs: int = 5, *, bias: bool = True) -> ForwardPass:
    return forward_network(draw(NetworkSpec(inputs=inputs, hidden=(), bias=bias)), "cpu")


def told(inputs: int = 5, *, bias: bool = True) -> list[str]:
    return [passage.text for passage in neuron_lesson(passed(inputs, bias=bias), {}, untranslated).lesson]


@for_each(
    ("inputs", "name", "title"),
    [
        (1, "neuron-1-seed-7", "One unit with one input, step by step"),
        (5, "neuron-5-seed-7", "One unit with 5 inputs, step by step"),
    ],
)
def test_the_pack_is_named_after_its_inputs(inputs: int, name: str, title: str) -> None:
    pack = neuron_lesson(passed(inputs), {}, untranslated)
    assert (pack.name, pack.title) == (name, title)


@for_each(
    ("inputs", "row", "column"),
    [
        (1, "x_{1}", "w_{1}"),
        (5, "x_{1} & x_{2} & x_{3} & x_{4} & x_{5}", r"w_{1} \\ w_{2} \\ w_{3} \\ w_{4} \\ w_{5}"),
        (6, r"x_{1} & x_{2} & \cdots & x_{6}", r"w_{1} \\ w_{2} \\ \vdots \\ w_{6}"),
    ],
)
def test_a_row_times_a_column_has_all_terms_up_to_five(inputs: int, row: str, column: str) -> None:
    for bias, added in ((True, " + b"), (False, "")):
        formula = (
            r"y = f\!\left(\begin{bmatrix}"
            + row
            + r"\end{bmatrix}\cdot\begin{bmatrix}"
            + column
            + r"\end{bmatrix}"
            + added
            + r"\right)"
        )
        assert any(formula in text for text in told(inputs, bias=bias))


@for_each(("inputs", "is_said"), [(1, False), (2, True), (5, True)])
def test_two_rows_of_more_than_one_number_do_not_fit(inputs: int, is_said: bool) -> None:
    assert any(text.startswith("Two rows do not fit") for text in told(inputs)) is is_said


def test_the_column_has_as_many_rows_as_there_are_inputs() -> None:
    assert any("`weights.view(5, 1)`" in text and "The page shows y = 0.1595." in text for text in told())
    assert any("`weights.view(2, 1)`" in text for text in told(2))


def test_the_tensors_are_those_of_the_pass() -> None:
    unit = passed()
    tensors = unit_tensors(unit)
    assert tensors["features"].tolist() == unit.network.features.tolist()
    assert tensors["weights"].tolist() == unit.network.weights[0].tolist()
    assert tensors["bias"].tolist() == unit.network.biases[0].tolist()
    assert tensors["output"].tolist() == unit.output.tolist()
