"""The steps of the programs of the shapes page, written out."""

from compute.shapes.operations import ShapesSpec, attempt, draw_operands, repairs
from compute.shapes.program import (
    HEAD,
    change_step,
    change_steps,
    drawing_step,
    operation_step,
    output_step,
    parts_step,
    repair_step,
    result_name,
    start_step,
    trap_step,
)
from compute.shapes.reshaping import ChangeSpec, compare
from tests.cases import for_each


def tried(spec: ShapesSpec) -> tuple[str, str, str]:
    """Write the line that is tried, what becomes of a trap, and the output."""
    operands = draw_operands(spec)
    found = attempt(spec.operation, operands.features, operands.weights)
    return operation_step(found), trap_step(spec, found), output_step(found)


@for_each(
    ("spec", "features", "weights"),
    [
        (ShapesSpec(), "torch.randn((1, 5))", "torch.randn((1, 5))"),
        (ShapesSpec(12, 4, "column", "column"), "torch.randn((1, 4)).view(4, 1)", "torch.randn((4, 1))"),
        (ShapesSpec(12, 4, "vector", "vector"), "torch.randn((1, 4)).view(4)", "torch.randn((4,))"),
        (ShapesSpec(7, 5, "row", "any", 2, 3), "torch.randn((1, 5))", "torch.randn((2, 3))"),
    ],
)
def test_the_operands_are_drawn_in_their_shapes(spec: ShapesSpec, features: str, weights: str) -> None:
    assert drawing_step(spec) == (
        f'{HEAD}\n\n\ndef activation(x):\n    """sigmoid"""\n    return torch.sigmoid(x)\n\n\n'
        f"torch.manual_seed({spec.seed})\nfeatures = {features}\nweights = {weights}\nbias = torch.randn((1, 1))\n"
        'print(features, weights, bias, sep="\\n")'
    )
    double = drawing_step(ShapesSpec(dtype="float64"))
    assert "bias = torch.randn((1, 1))\nfeatures = features.double()\nprint(" in double


@for_each(
    ("spec", "line", "trap", "output"),
    [
        (
            ShapesSpec(),
            "try:\n    result = torch.mm(features, weights)\nexcept RuntimeError as error:\n    print(error)",
            "",
            "",
        ),
        (
            ShapesSpec(form="column"),
            "result = torch.mm(features, weights)\nprint(result)",
            "",
            "output = activation(result + bias)\nprint(output)",
        ),
        (
            ShapesSpec(form="column", operation="mul"),
            "result = features * weights\nprint(result)",
            "wrong = activation(torch.sum(result) + bias)\n"
            "meant = activation(torch.sum(features.flatten() * weights.flatten()) + bias)\nprint(wrong, meant)",
            "",
        ),
        (
            ShapesSpec(form="column", operation="add"),
            "result = features + weights\nprint(result)",
            "print(result.shape)",
            "",
        ),
        (
            ShapesSpec(features_form="column", form="any", rows=1, columns=3, operation="mul"),
            "result = features * weights\nprint(result)",
            "print(result.shape)",
            "",
        ),
        (ShapesSpec(operation="mul"), "result = features * weights\nprint(result)", "", ""),
        (
            ShapesSpec(inputs=1, operation="mul"),
            "result = features * weights\nprint(result)",
            "",
            "output = activation(result + bias)\nprint(output)",
        ),
    ],
)
def test_the_line_its_trap_and_its_output(spec: ShapesSpec, line: str, trap: str, output: str) -> None:
    assert tried(spec) == (line, trap, output)


@for_each(
    ("operation", "dimensions", "lines"),
    [
        ("mm", (2, 2), "terms = a[3] * b[:, 4]\nprint(terms, terms.sum())"),
        ("matmul", (1, 2), "terms = a * b[:, 4]\nprint(terms, terms.sum())"),
        ("matmul", (2, 1), "terms = a[3] * b\nprint(terms, terms.sum())"),
        ("matmul", (1, 1), "terms = a * b\nprint(terms, terms.sum())"),
        ("sum", (2, 2), "terms = a * b\nprint(terms)"),
        ("dot", (1, 1), "terms = a * b\nprint(terms)"),
        ("mul", (2, 2), ""),
        ("add", (2, 2), ""),
    ],
)
def test_a_cell_is_taken_apart_along_its_row_and_its_column(
    operation: str, dimensions: tuple[int, int], lines: str
) -> None:
    assert parts_step(operation, ("a", "b"), dimensions, (3, 4)) == lines


def test_a_repair_has_its_line_its_terms_and_the_output() -> None:
    found = {repair.name: repair_step(repair, (0, 0)) for repair in repairs("mm", draw_operands(ShapesSpec()))}
    assert found["view"] == (
        "repaired = torch.mm(features, weights.view(5, 1))\nprint(repaired)\n"
        "terms = features[0] * weights.view(5, 1)[:, 0]\nprint(terms, terms.sum())\n"
        "output = activation(repaired + bias)\nprint(output)"
    )
    assert found["sum"] == (
        "repaired = torch.sum(features * weights)\nprint(repaired)\nterms = features * weights\nprint(terms)\n"
        "output = activation(repaired + bias)\nprint(output)"
    )


@for_each(
    ("spec", "making"),
    [
        (ChangeSpec(), ["numbers = torch.arange(6, dtype=torch.float32)", "return numbers.view(3, 2)"]),
        (
            ChangeSpec(fill="drawn", seed=12),
            ["torch.manual_seed(12)", "numbers = torch.randn((3, 2))", "return numbers.view(3, 2)"],
        ),
        (
            ChangeSpec(owner="numpy", depth=2),
            ["numbers = torch.from_numpy(np.arange(12, dtype=np.float32))", "return numbers.view(2, 3, 2)"],
        ),
        (
            ChangeSpec(owner="numpy", fill="drawn"),
            [
                "torch.manual_seed(7)",
                "numbers = torch.from_numpy(torch.randn((3, 2)).numpy().copy())",
                "return numbers.view(3, 2)",
            ],
        ),
        (
            ChangeSpec(owner="requires_grad", transposed=True),
            [
                "numbers = torch.arange(6, dtype=torch.float32)",
                "return numbers.view(3, 2).transpose(0, 1).requires_grad_()",
            ],
        ),
        (
            ChangeSpec(flat=True, transposed=True),
            ["numbers = torch.arange(6, dtype=torch.float32)", "return numbers.view(6)"],
        ),
    ],
)
def test_a_fresh_tensor_is_made_as_the_page_says(spec: ChangeSpec, making: list[str]) -> None:
    step = start_step(spec)
    body = step.partition("def fresh():\n")[2].partition("\n\n\ndef tell")[0]
    assert body.split("\n") == [f"    {line}" for line in making]
    detached = ".detach()" if spec.owner == "requires_grad" else ""
    assert step.endswith(f"a = fresh()\nprint(a{detached}, a.shape, a.stride(), a.is_contiguous())")
    assert f"    print(b{detached})\n" in step
    assert step.startswith("import numpy as np\nimport torch\n") is ("np.arange" in step)
    assert step.startswith("import torch\n") is ("np.arange" not in step)


@for_each(
    ("spec", "name", "lines"),
    [
        (
            ChangeSpec(),
            "view",
            ["a = fresh()", "address = a.data_ptr()", "by_view = a.view(2, 3)", "tell(by_view, a, address)"],
        ),
        (
            ChangeSpec(3, 2, 4, 3),
            "resize_",
            [
                "a = fresh()",
                "address = a.data_ptr()",
                "by_resize = a.resize_(4, 3)",
                "by_resize.view(-1)[6:] = torch.nan  # nobody has set these: torch would show what lay there",
                "tell(by_resize, a, address)",
            ],
        ),
        (
            ChangeSpec(3, 2, 1, 2),
            "resize_",
            [
                "a = fresh()",
                "address = a.data_ptr()",
                "by_resize = a.resize_(1, 2)",
                "tell(by_resize, a, address)",
                "print(by_resize.as_strided((6,), (1,)))  # out of sight, still in memory",
            ],
        ),
        (
            ChangeSpec(3, 2, 4, 3),
            "reshape",
            [
                "a = fresh()",
                "try:",
                "    by_reshape = a.reshape(4, 3)",
                "except RuntimeError as error:",
                "    print(error)",
            ],
        ),
    ],
)
def test_a_change_is_told_with_what_is_unset_and_what_is_out_of_sight(
    spec: ChangeSpec, name: str, lines: list[str]
) -> None:
    assert change_step(compare(spec).named(name), 6).split("\n") == lines


def test_every_change_has_its_step_and_its_own_variable() -> None:
    spec = ChangeSpec(depth=2)
    steps = change_steps(spec, compare(spec))
    assert steps[0] == start_step(spec)
    assert len(steps) == 7
    assert [result_name(name) for name in ("reshape", "resize_", "t")] == ["by_reshape", "by_resize", "by_t"]
    assert [
        name for name in ("reshape", "resize", "view", "transpose", "t", "T") if f"by_{name} = " in "".join(steps)
    ] == [
        "reshape",
        "resize",
        "view",
        "transpose",
        "t",
        "T",
    ]
    grown = change_step(compare(ChangeSpec(3, 2, 6, 6, depth=2)).named("resize_"), 12)
    assert "by_resize.view(-1)[12:] = torch.nan" in grown
