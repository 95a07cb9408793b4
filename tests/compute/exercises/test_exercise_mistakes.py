"""Each known mistake gives what its name says, written out with torch; some are told apart by how they are written."""

import torch
from torch import Tensor

from compute.exercises.cases import (
    MATRIX,
    STACK,
    SUM,
    Case,
    exercise_of,
    given,
)
from compute.exercises.draws import mistaken_by
from compute.exercises.mistakes import COLUMN, OUTER, PYTHON_SUM, RESIZED, Mistake
from tests.cases import for_each
from tests.longhand import sigmoid

UNITS = Case(SUM, 7, 4), Case(MATRIX, 12, 3)
NETWORK = Case(STACK, 7, 4, 3)


def unit(case: Case) -> dict[str, list[Tensor]]:
    """What each mistake with a single unit gives."""
    x, w, b = given(case).values()
    products, z, s = x * w, (x * w).sum(), sigmoid
    table = x.t() @ w
    spread = (x * w.t()).sum()
    raw = [s(products + b), products + b, s(products), products]
    return {
        "no bias": [s(z)],
        "bias inside the sum": [s(z + case.inputs * b)],
        "no activation": [z + b],
        OUTER: [table, s(table + b), (table).t(), s(table.t() + b)],
        "column times row, summed": [
            s(table.sum() + b),
            s(table.sum() + case.inputs**2 * b),
            s(table.sum()),
            table.sum() + b,
            table.sum(),
        ],
        RESIZED: [s(spread + b), s(spread), spread + b, spread],
        COLUMN: [s(spread + b), s(spread), spread + b, spread],
        "weighted sum only": [z],
        PYTHON_SUM: raw,
        "not summed": raw,
        "bias after the activation": [s(z) + b],
        "activation before the sum": [
            s(products).sum(),
            s(products).sum() + b,
            s(products + b).sum(),
            s(products).sum() + case.inputs * b,
            s(s(products).sum() + b),
            s(s(products + b).sum()),
            s(s(products).sum()),
        ],
        "activation before the product": [s((s(x) * w).sum() + b), (s(x) * w).sum() + b],
        "bias in the weights": [s((x * (w + b)).sum()), (x * (w + b)).sum()],
        "bias in the features": [s(((x + b) * w).sum()), ((x + b) * w).sum()],
        "bias inside the sum, no activation": [z + case.inputs * b],
        "bias twice": [s(z + b + b), z + b + b],
        "bias taken away": [s(z - b)],
        "bias as a factor": [s(z * b)],
        "activation twice": [s(s(z + b)), s(s(z))],
        "activation twice, bias between": [s(s(z) + b)],
        "sign in the exponent": [s(-z - b)],
        "brackets of the sigmoid": [1 + torch.exp(-z - b)],
        "mean": [s(z / case.inputs + b)],
        "added": [s(x.sum() + w.sum() + b)],
        "relu": [(z + b).clamp(min=0)],
        "tanh": [2 * s(2 * (z + b)) - 1],
        "no weights": [s(x.sum() + b)],
        "no features": [s(w.sum() + b)],
    }


def network(case: Case) -> dict[str, list[Tensor]]:
    """What each mistake with two layers gives."""
    x, first, second, b1, b2 = list(given(case).values())[:5]
    sums, s = x @ first, sigmoid
    h, relu, tanh = s(sums + b1), (sums + b1).clamp(min=0), 2 * s(2 * (sums + b1)) - 1

    def out(hidden: Tensor) -> Tensor:
        return s(hidden @ second + b2)

    def to_tanh(z: Tensor) -> Tensor:
        return 2 * s(2 * z) - 1

    moved, put = s(x @ (first + b1)), s(x) @ first + b1
    return {
        "no hidden activation": [out(sums + b1)],
        "no biases": [s(s(sums) @ second)],
        "no output activation": [h @ second + b2],
        "relu": [out(relu), out(s(relu))],
        "tanh": [out(tanh)],
        "no B1": [out(s(sums))],
        "no B2": [s(h @ second)],
        "no activation at all": [(sums + b1) @ second + b2],
        "hidden layer only": [h],
        "hidden sums only": [sums + b1, sums],
        "biases after the activations": [s((s(sums) + b1) @ second) + b2],
        "B1 after the activation": [out(s(sums) + b1)],
        "B2 after the activation": [s(h @ second) + b2],
        "B1 in the weights": [out(moved), moved @ second + b2],
        "B2 in the weights": [s(h @ (second + b2)), h @ (second + b2)],
        "biases in the weights": [s(moved @ (second + b2)), moved @ (second + b2)],
        "B2 in the hidden values": [s((h + b2) @ second)],
        "B2 on the hidden layer": [out(s(sums + b2))],
        "B1 on the output": [s(h @ second + b1)],
        "activation on the inputs": [out(put), put @ second + b2],
        "activation twice": [s(out(h)), out(s(h))],
        "nothing on the hidden layer": [out(sums)],
        "weighted sum of the output only": [h @ second],
        "no activation and no biases": [sums @ second, s(sums @ second)],
        "no W2": [s(h.sum() + b2), s(h + b2)],
        "relu on the output": [(h @ second + b2).clamp(min=0), (relu @ second + b2).clamp(min=0)],
        "tanh on the output": [to_tanh(h @ second + b2), to_tanh(tanh @ second + b2)],
        "W1 by view": [out(s((first.reshape(case.hidden, case.inputs) @ x.t()).t() + b1))],
    }


@for_each("case", [*UNITS, NETWORK])
def test_a_mistake_gives_what_its_name_says(case: Case) -> None:
    expected = network(case) if case.hidden else unit(case)
    found: dict[str, list[Tensor]] = {}
    for mistake, _text, value in mistaken_by(case):
        found.setdefault(mistake.name, []).append(value)
    assert list(found) == list(expected)
    for name, values in expected.items():
        assert len(found[name]) == len(values), name
        for one, other in zip(found[name], values, strict=True):
            assert torch.allclose(one.squeeze(), other.squeeze(), atol=1e-5), name


@for_each(
    ("mistake", "used", "text", "fits"),
    [
        (Mistake("a", ()), frozenset(), "", True),
        (Mistake("a", ()), {"mm"}, "x", True),
        (Mistake("a", (), used=frozenset({"mm", "@"})), {"mm", "t"}, "", True),
        (Mistake("a", (), used=frozenset({"mm"})), {"t"}, "", False),
        (Mistake("a", (), used=frozenset({"mm"})), frozenset(), "", False),
        (Mistake("a", (), written="su+m"), frozenset(), "x.suum", True),
        (Mistake("a", (), written="su+m"), {"mm"}, "x.mean", False),
        (Mistake("a", (), used=frozenset({"mm"}), written="b"), {"mm"}, "a", False),
        (Mistake("a", (), used=frozenset({"mm"}), written="b"), {"t"}, "b", False),
        (Mistake("a", (), used=frozenset({"mm"}), written="b"), {"mm"}, "b", True),
    ],
)
def test_a_mistake_is_meant_by_what_was_used_and_how_it_was_written(
    mistake: Mistake, used: set[str], text: str, fits: bool
) -> None:
    assert mistake.fits(frozenset(used), text) is fits


@for_each(
    ("text", "is_pythons"),
    [("sum(x)", True), ("y=sum (x)", True), ("torch.sum(x)", False), ("x.sum(1)", False), ("my_sum(x)", False)],
)
def test_pythons_own_sum_is_told_from_torchs(text: str, is_pythons: bool) -> None:
    (mistake,) = (each for each in exercise_of(SUM).mistakes if each.name == PYTHON_SUM)
    assert mistake.fits(frozenset(), text) is is_pythons


def test_a_typed_number_is_named_by_the_spread_and_not_by_the_product() -> None:
    typed = {mistake.name: mistake.typed for mistake in exercise_of(SUM).mistakes}
    assert [name for name, is_typed in typed.items() if not is_typed] == ["column times row, summed"]
    (product,) = (each for each in exercise_of(SUM).mistakes if each.name == "column times row, summed")
    assert {"mm", "@", "einsum", "outer"} <= product.used
    (resized,) = (each for each in exercise_of(SUM).mistakes if each.name == RESIZED)
    assert resized.used == {"resize_", "resize"}
