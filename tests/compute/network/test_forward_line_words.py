"""The line of the program that computes a layer, and the variables that hold values."""

from compute.network.forward_line import forward_line, forward_lines, values_name, variables
from compute.network.spec import NetworkSpec
from tests.cases import for_each


@for_each(
    ("spec", "lines"),
    [
        (NetworkSpec(hidden=()), ["output = activation(torch.mm(features, weights) + bias)"]),
        (NetworkSpec(hidden=(), bias=False), ["output = activation(torch.mm(features, weights))"]),
        (NetworkSpec(hidden=(), outputs=2), ["output = activation(torch.mm(features, W1) + B1)"]),
        (
            NetworkSpec(),
            ["h = activation(torch.mm(features, W1) + B1)", "output = activation(torch.mm(h, W2) + B2)"],
        ),
        (
            NetworkSpec(hidden=(3, 2), output_activation="tanh", bias=False),
            [
                "h1 = activation(torch.mm(features, W1))",
                "h2 = activation(torch.mm(h1, W2))",
                "output = output_activation(torch.mm(h2, W3))",
            ],
        ),
    ],
)
def test_each_layer_has_its_line(spec: NetworkSpec, lines: list[str]) -> None:
    assert [str(line) for line in forward_lines(spec)] == lines
    assert [str(forward_line(spec, layer)) for layer in range(1, spec.depth + 1)] == lines


def test_the_variables_of_the_layers() -> None:
    assert [values_name(NetworkSpec(), layer) for layer in range(3)] == ["features", "h", "output"]
    deep = NetworkSpec(hidden=(3, 2))
    assert [values_name(deep, layer) for layer in range(4)] == ["features", "h1", "h2", "output"]
    assert variables(deep) == {
        "features": "x",
        "output": "y",
        "h1": "h1",
        "h2": "h2",
        "W1": "w1",
        "W2": "w2",
        "W3": "w3",
        "B1": "b1",
        "B2": "b2",
        "B3": "b3",
    }
