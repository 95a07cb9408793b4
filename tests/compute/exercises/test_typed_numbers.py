"""A typed number: what may stand around it, and how close it is to the exact one."""

from compute.exercises.numbers import (
    MAX_NUMBER,
    MIN_DECIMALS,
    SHOWN_DECIMALS,
    TOLERANCE,
    agrees,
    nearly,
    parse_number,
    roughly,
    stated_number,
)
from tests.cases import for_each


@for_each(
    ("text", "number"),
    [
        ("16%", (0.16, 2)),
        ("16 %", (0.16, 2)),
        ("15.95%", (0.1595, 4)),
        ("1.5e1%", (0.15, 2)),
        ("1.25e2", (125.0, 0)),
        ("1.25E-1", (0.125, 3)),
        ("+.5", (0.5, 1)),
        ("5.", (5.0, 0)),
        ("123456789012345", (123456789012345.0, 0)),
        ("0." + "1" * 20, (float("0." + "1" * 20), 20)),
        ("1e999", (float("inf"), -999)),
        ("((((((((0.5))))))))", (0.5, 1)),
        ("x: 0.5", (0.5, 1)),
        ("saída ≈ 0.5", (0.5, 1)),
        ("y→0.5", (0.5, 1)),
        ("Out[12]: 0.5", (0.5, 1)),
        ("-> 0.5", (0.5, 1)),
        ("print(tensor([[0.5]], grad_fn=<A>, requires_grad=True))", (0.5, 1)),
        ("torch.DoubleTensor([0.5])", (0.5, 1)),
        ("np.array([0.5], dtype='float32')", (0.5, 1)),
        ("0.5\n[torch.cuda.FloatTensor of size 1x1 (GPU 0)]", (0.5, 1)),
        ("0.5…", (0.5, 1)),
        ("0.5 ;;", (0.5, 1)),
        ("−0,5", (-0.5, 1)),
    ],
)
def test_a_number_with_what_may_stand_around_it(text: str, number: tuple[float, int]) -> None:
    assert parse_number(text) == number


@for_each(
    "text",
    [
        "1234567890123456",
        "0." + "1" * 21,
        "1e1000",
        "(((((((((0.5)))))))))",
        "lambda: 0.5",
        "else: 0.5",
        "(0.5]",
        "[0.5)",
        "0.5%%",
        "sum(0.5)",
        "x y: 0.5",
        "Out[12345]: 0.5",
        "0.5, 0.6",
        "0.5 0.6",
        "--0.5",
    ],
)
def test_what_is_no_single_number(text: str) -> None:
    assert parse_number(text) is None


def test_a_number_has_a_hundred_and_sixty_characters_with_all_around_it() -> None:
    assert parse_number("0.5" + ";" * 157) == (0.5, 1)
    assert parse_number("0.5" + ";" * 158) is None
    assert parse_number("  0.5" + ";" * 157 + "\n") == (0.5, 1)
    sentence = "the output is 0.5"
    assert stated_number(sentence + "." * (MAX_NUMBER - len(sentence))) == (0.5, 1)
    assert stated_number(sentence + "." * (MAX_NUMBER + 1 - len(sentence))) is None
    assert MAX_NUMBER == 160


@for_each(
    ("text", "number"),
    [
        ("the output is 0.1595", (0.1595, 4)),
        ("the output is 16%", (0.16, 2)),
        ("it is −0,5 (about)", (-0.5, 1)),
        ("sigmoid(-1.6619) = 0.1595", (0.1595, 4)),
        ("y = sigmoid(-1.6619) = 0.1595;", (0.1595, 4)),
        ("y = sigmoid(-1.6619) = about", None),
        ("tensor([0.5]) it is", (0.5, 1)),
        ("about 1.5e-1", (0.15, 2)),
        ("the output", None),
        ("it is 5", None),
        ("0.5 or 0.6", None),
        ("it is not 0.5", None),
        ("It isn't 0.5", None),
        ("less than 0.5", None),
        ("o número não é 0.5", None),
        ("f(x) 0.5", None),
        ("a_b 0.5", None),
        ("x**y 0.5", None),
        ("2 times 0.5", None),
        ("a < 0.5", None),
    ],
)
def test_a_sentence_states_a_single_number(text: str, number: tuple[float, int] | None) -> None:
    assert stated_number(text) == number


EXACT = 0.1595065


@for_each(
    ("typed", "decimals", "exact", "is_right"),
    [
        # one decimal says too little
        (0.2, 1, 0.2, False),
        (0.16, 2, EXACT, True),
        (0.15, 2, EXACT, True),
        (0.17, 2, EXACT, False),
        (0.14, 2, EXACT, False),
        # rounded: half a unit off, and the noise of a sum
        (0.1595, 4, 0.1594499, True),
        (0.1595, 4, 0.1594497, False),
        (-0.1595, 4, -0.1594499, True),
        (-0.1595, 4, -0.1594497, False),
        # cut: a whole unit, and the same
        (0.1595, 4, 0.1596001, True),
        (0.1595, 4, 0.1596003, False),
        (-0.1595, 4, -0.1596001, True),
        (-0.1595, 4, -0.1596003, False),
        # the noise is larger where the number is
        (10.0, 4, 10.0001019, True),
        (10.0, 4, 10.0001021, False),
        # five decimals are rounded or cut as well
        (0.15950, 5, 0.1595099, True),
        (0.15950, 5, 0.1595103, False),
        # from six on they are compared digit by digit
        (0.1595036, 6, EXACT, True),
        (0.1595034, 6, EXACT, False),
        (0.1595094, 6, EXACT, True),
        (0.1595096, 6, EXACT, False),
        (0.15950650, 8, EXACT, True),
        (0.15950449, 8, EXACT, True),
        (0.15950448, 8, EXACT, False),
        (100.00019, 6, 100.0, True),
        (100.00021, 6, 100.0, False),
        # the sign
        (-0.1595, 4, EXACT, False),
        (0.1595, 4, -EXACT, False),
        (0.00, 2, 0.004, True),
        (0.00, 2, -0.004, False),
        (-0.00, 2, -0.004, True),
        (0.5, 20, 0.5, True),
        (0.5, 20, 0.500002, True),
        (0.5, 20, 0.5000021, False),
    ],
)
def test_a_number_is_right_rounded_or_cut(typed: float, decimals: int, exact: float, is_right: bool) -> None:
    assert agrees(typed, decimals, exact) is is_right


@for_each(
    ("typed", "decimals", "is_near"),
    [
        (0.15956, 5, True),
        (0.15957, 5, False),
        (0.15945, 5, True),
        (0.15944, 5, False),
        (0.1595, 4, False),
        (0.15951, 5, True),
    ],
)
def test_a_number_with_more_decimals_than_are_shown_is_nearly_right(typed: float, decimals: int, is_near: bool) -> None:
    assert nearly(typed, decimals, EXACT) is is_near


@for_each(
    ("typed", "decimals", "exact", "is_rough"),
    [
        (0.2, 1, 0.151, True),
        (0.2, 1, 0.149, False),
        (0.2, 1, 0.299, True),
        (0.2, 1, 0.301, False),
        (-0.2, 1, -0.151, True),
        (-0.2, 1, -0.149, False),
        (-0.2, 1, -0.299, True),
        (-0.2, 1, 0.2, False),
        (0.2, 1, -0.2, False),
        (0.2, 2, 0.2, False),
        (0.0, 0, 0.0, False),
    ],
)
def test_a_number_with_one_decimal_is_roughly_right(typed: float, decimals: int, exact: float, is_rough: bool) -> None:
    assert roughly(typed, decimals, exact) is is_rough


def test_how_many_decimals_an_answer_needs() -> None:
    assert (MIN_DECIMALS, SHOWN_DECIMALS, TOLERANCE) == (2, 4, 6e-5)
