"""Numbers that were copied from the page are read as what they are, and no others."""

import torch

from compute.exercises.draws import MAX_PRINTED, Draw
from compute.exercises.expression import evaluate
from compute.exercises.rewriting import MIN_DECIMALS, by_name
from tests.cases import for_each

TENSORS = {
    "features": torch.tensor([[0.1234, -0.5678]]),
    "weights": torch.tensor([[0.1234, 2.5]]),
    "bias": torch.tensor([[-0.7505]]),
}
DRAW = Draw(TENSORS, torch.cat([tensor.flatten() for tensor in TENSORS.values()]), torch.tensor(0.5))


def rewritten(text: str) -> str | None:
    """The changed text; None where it stays as it is."""
    found = by_name(text, (), DRAW)
    return None if found is None else found[0]


@for_each(
    ("text", "changed"),
    [
        ("x + 0.1234", "x + printed[0]"),
        ("x + 0.123", "x + printed[0]"),
        ("x + 0.12", None),
        ("x + .1234", "x + printed[0]"),
        ("x - 0.5678", "x - -printed[1]"),
        ("x + -0.5678", "x + printed[1]"),
        ("x + -0.1234", "x + -printed[0]"),
        ("x - 0.1234", "x - printed[0]"),
        ("x + 2.500", "x + printed[3]"),
        ("x + 2.5", None),
        ("x * -0.7505 + 0.7505", "x * printed[4] + -printed[4]"),
        ("x + 0.751", "x + -printed[4]"),
        ("x + 0.752", None),
        ("x + 3", None),
        ("x + 1234e-4", None),
        ("x + '0.1234'", None),
        ("-x + 0.1234", "-x + printed[0]"),
        ("+0.1234", "+printed[0]"),
        ("x\n\ny = 0.1234", "x\ny = printed[0]"),
        ("x (", None),
        ("assert x > 1\ny", "import torch\ny"),
    ],
)
def test_a_printed_number_gets_its_place(text: str, changed: str | None) -> None:
    assert rewritten(text) == changed


def test_the_nearest_of_several_numbers_is_meant() -> None:
    near = Draw(TENSORS, torch.tensor([0.1240, 0.12345, 0.1231]), torch.tensor(0.5))
    assert by_name("0.1234", (), near) == ("printed[1]", "printed")
    assert by_name("0.124", (), near) == ("printed[0]", "printed")


def test_a_number_is_itself_before_it_is_its_opposite() -> None:
    both = Draw(TENSORS, torch.tensor([-0.6251, 0.6251]), torch.tensor(0.5))
    assert by_name("x + 0.6251", (), both) == ("x + printed[1]", "printed")
    assert by_name("x * -0.6251", (), both) == ("x * printed[0]", "printed")


def test_the_name_is_none_that_the_text_has() -> None:
    assert by_name("printed + 0.1234", (), DRAW) == ("printed + printeds[0]", "printeds")
    assert by_name("printeds + printed + 0.1234", (), DRAW) == ("printeds + printed + printedss[0]", "printedss")


def test_without_printed_numbers_nothing_is_read_as_one() -> None:
    assert by_name("0.1234", (), Draw(TENSORS, torch.zeros(0), torch.tensor(0.5))) is None
    assert (MIN_DECIMALS, MAX_PRINTED) == (3, 256)


def test_a_draw_of_the_given_tensor_is_read_as_a_copy_of_it() -> None:
    names = {"generator": TENSORS["weights"]}
    lines = evaluate("\n\na = generator * 1\nb = generator * 2\nc = generator * 1", names).lines
    text = "\n\na = torch.randn(1, 2)\nb = torch.randn_like(a)\nc = generator"
    assert by_name(text, lines, DRAW) == (
        "a = printed[2:4].reshape(1, 2) * 1\nb = torch.randn_like(a)\nc = generator",
        "printed",
    )
    last = evaluate("a = bias * 1", TENSORS).lines
    assert by_name("a = torch.rand(1, 1)", last, DRAW) == ("a = printed[4:5].reshape(1, 1) * 1", "printed")
    assert by_name("a = torch.zeros(1, 1)", last, DRAW) is None
    assert by_name("a = torch.rand(1, 1)", (), DRAW) is None
    other = evaluate("a = bias.view(1)", TENSORS).lines
    assert by_name("a = torch.rand(1)", other, DRAW) is None
