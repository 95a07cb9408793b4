"""Each kind of expression of a student's text gives what Python gives, or says in which way it cannot."""

import torch

from compute.exercises.expression import evaluate
from compute.exercises.interpreter import MAX_NOTED, kind_of
from compute.exercises.refusals import Reason
from compute.exercises.words import AllowedOperation, Builtin, Module, PrintedText, Stream
from tests.cases import for_each
from tests.compute.exercises.student_lines import NAMES, allowed, given, pythons, told

SAME = [
    # several values
    "{'a': 1, **{'b': 2, 'a': 3}, 'c': 4}",
    "{**{'a': 1}, 'a': 2}",
    "d = {(1, 2): 3, None: 4, True: 5, 2.5: 6}\n[d[1, 2], d[None], d[True], d[2.5]]",
    "[k + 1 for k in {5: 1, 7: 2}]",
    "[k[1] for k in {(5, 6): 1}]",
    "[1, *(2, 3), *[4]]",
    "(1, *{7: 8})",
    "[row[0] for row in w]",
    "[(i, j) for i in range(4) for j in range(i) if i > 1 if j]",
    "{i: j for i, j in [(1, 2), (3, 4), (1, 5)]}",
    "i = 9\n[i for i in range(3)]\ni",
    "[y := k for k in range(3)] + [y]",
    "[[z := k for k in range(j)] for j in (2, 4)]\nz",
    "(y := 3) + y",
    # arithmetic and comparisons
    "3 < 2 < 1 / 0",
    "1 < 2 < 2",
    "2 > 1 == 1",
    "None is None is x",
    "x == None",
    "x is x",
    "x is not x",
    "w[0, 0] in [0.25, 0.5]",
    "2 in (1, torch.tensor(2))",
    "1 in {1: 2}",
    "2 in {1: 2}",
    "(1, 2, 3) > (1, 2)",
    "[1, 3] <= [1, 2]",
    "0 or [] or 7",
    "1 and 2 and 3",
    "0 and 1 / 0",
    "1 or 1 / 0",
    "5 if '' else 6",
    "5 if 'a' else 6",
    "5 if [] else 6",
    "5 if x[0, 0] > 0 else 6",
    "-x",
    "+x",
    "not x[0, 0]",
    "[1] * 3",
    "3 * [1, 2]",
    "(1, 2) * 2",
    "2 * (5,)",
    "[1] * 0 + [4]",
    "[1] * -1 + [4]",
    "[1, 2] + [3]",
    "(1,) + (2, 3)",
    "torch.tensor([7.0]) % 4",
    "2 ** 16",
    "2 ** -16",
    "x ** 17",
    "17 ** torch.tensor(2.0)",
    "torch.tensor([2, 3]) ** 2",
    "np.array([7, 8]) // 3",
    # elements
    "x[0, (0, 2)]",
    "x[0, [2, 0]]",
    "x[0][torch.tensor([2, 1])]",
    "x[0][torch.tensor([2, 1], dtype=torch.int32)]",
    "x[None, 0]",
    "x[..., 1]",
    "x[0, :2]",
    "x[0, 1:]",
    "x[0, ::2]",
    "x[0, None:2]",
    "[1, 2, 3, 4][1:3]",
    "(1, 2, 3, 4)[::-2]",
    "[4, 5, 6][-1]",
    "x.numpy()[0, 1:]",
    # functions
    "def f(a, b=2, c=3): return a * 100 + b * 10 + c\n[f(1), f(1, 5), f(1, c=7), f(c=1, a=2)]",
    "def f(a, /, b=4): return a - b\n[f(1), f(1, b=2)]",
    "def f(a, *, k=3, m): return a + k * m\n[f(1, m=2), f(1, k=5, m=2)]",
    "def f(*rest, **named): return [rest, named]\nf(1, 2, z=3)",
    "def f(a, *rest): return rest\nf(1, 2, 3)",
    "def f(a, **named): return named\nf(1, b=2, c=3)",
    "f = lambda a, b=5: a - b\n[f(1), f(1, 2)]",
    "k = 2\ndef f(a):\n    k = 3\n    return a * k\n[f(1), k]",
    "k = 2\ndef f(a): return a * k\nk = 5\nf(1)",
    "def f(a): return g(a) + 1\ndef g(a): return a * 2\nf(4)",
    "def f(n): return 0 if n == 0 else n + f(n - 1)\nf(5)",
    "def f(a):\n    def g(b): return a - b\n    return g\nf(9)(2)",
    "@torch.no_grad()\ndef f(a): return a * 2\nf(x.requires_grad_()).requires_grad",
    "def f(a): return a * 2\nf(x.requires_grad_()).requires_grad",
    "torch.sum(*[x], **{'dim': 1})",
    "torch.sum(x, dim=1, keepdim=True)",
    "nn.ReLU()(x)",
    "nn.Sequential(nn.ReLU(), nn.Tanh())(x)",
    "[nn.Sequential(nn.ReLU(), nn.Tanh())[0](x), nn.Sequential(nn.ReLU(), nn.Tanh())[-1](x)]",
    # out=
    "y = torch.zeros(0)\ntorch.mul(x, w, out=y)\ny",
    "y = torch.zeros(1, 3)\n[torch.add(x, w, out=y), y]",
    "y = torch.zeros(1, 3, dtype=torch.float64)\ntorch.mul(x, w, out=y)\ny",
    "x.type() == 'torch.FloatTensor'",
    "x.shape + (4,)",
    "torch.add(x, w, alpha=2)",
    "torch.mul(2, x)",
]


@for_each("text", SAME)
def test_an_expression_gives_what_it_gives_in_python(text: str) -> None:
    assert given(text) == pythons(text)


@for_each(
    ("text", "numbers"),
    [
        ("print('{1} {0} {0}'.format(5, 6))", [6, 5, 5]),
        ("print('{} {} {k}'.format(5, 6, k=7))", [5, 6, 7]),
        ("print('a {} {{b}}'.format(5, 6))", [5]),
        ("print('{0!r:>9}'.format(8))", [8]),
        ("print(str(3).format(4))", [3, 4]),
        ("print(f'{1} and {2:.3f}')", [1, 2]),
        ("print('%s %d' % (3, 4))", [3, 4]),
        ("print(f'{1}' % 2)", [1, 2]),
        ("print(f'{1}' + f'{2}')", [1, 2]),
        ("print(f'{1}' * 2, 3)", [1, 3]),
        ("print(2 * f'{4}')", [4]),
        ("print(f'{1}{2}'[:3])", [1, 2]),
        ("print(f'{1}' + 'a', sep='')", [1]),
        ("print(ValueError(4))", [4]),
    ],
)
def test_of_a_text_the_numbers_are_kept_in_their_order(text: str, numbers: list[int]) -> None:
    assert [part[1] for part in given(text)] == numbers


OPERAND = (Reason.OPERAND, "")
ELEMENTS = (Reason.ELEMENTS, "")
UNKNOWN = "f() got an argument too many, or one that it does not know"
TOLD = {
    "[...]": OPERAND,
    "{[1]: 2}": OPERAND,
    "{range(2): 1}": OPERAND,
    "{((1, 2), 3): 1}": OPERAND,
    "{str(1): 2}": OPERAND,
    "{f'{1}a': 2}": OPERAND,
    "-'a'": OPERAND,
    "-None": ("TypeError", "unsupported operand type(s): 'NoneType'"),
    "None + 1": ("TypeError", "unsupported operand type(s): 'NoneType'"),
    "1 + None": ("TypeError", "unsupported operand type(s): 'NoneType'"),
    "activation + 1": OPERAND,
    "1 + activation": OPERAND,
    "'a' + 1": ("TypeError", "unsupported operand type(s) for +: 'str'"),
    "1 + 'a'": ("TypeError", "unsupported operand type(s) for +: 'str'"),
    "'a' - 'b'": ("TypeError", "unsupported operand type(s) for -: 'str'"),
    "'a' * 2.5": ("TypeError", "unsupported operand type(s) for *: 'str'"),
    "2 % 'a'": ("TypeError", "unsupported operand type(s) for %: 'str'"),
    "1 - {}": ("TypeError", "unsupported operand type(s) for -: 'dict'"),
    "{} * 2": ("TypeError", "unsupported operand type(s) for *: 'dict'"),
    "[1] + (2,)": OPERAND,
    "[1] - [2]": OPERAND,
    "(1,) - (2,)": OPERAND,
    "[1] * True": OPERAND,
    "[1] * 2.0": OPERAND,
    "range(3) * 2": OPERAND,
    "[1] + 1": OPERAND,
    "2 ** 17": (Reason.POWER, ""),
    "2 ** -17": (Reason.POWER, ""),
    "2.5 ** 16.5": (Reason.POWER, ""),
    "torch.tensor([7]) // 2": (Reason.FORM, "//"),
    "7 % torch.tensor(3)": (Reason.FORM, "%"),
    "y = torch.tensor([7])\ny //= 2": (Reason.FORM, "//"),
    "x @= b": ("RuntimeError", "mat1 and mat2 shapes cannot be multiplied (1x3 and 1x1)"),
    "x[x > 0]": OPERAND,
    "x[torch.tensor([0.0])]": OPERAND,
    "x[[True]]": OPERAND,
    "x[0:1.5]": OPERAND,
    "x[True:]": OPERAND,
    "x['a']": OPERAND,
    "'abc'[0]": OPERAND,
    "3[0]": OPERAND,
    "range(3)[0]": OPERAND,
    "x[0, 0, 0, 0, 0, 0, 0, 0]": ("IndexError", "too many indices for tensor of dimension 2"),
    "x[0, 0, 0, 0, 0, 0, 0, 0, 0]": (Reason.DIMENSIONS, ""),
    "{1: 2}[3]": ("KeyError", "3"),
    "[1, 2][2]": ("IndexError", "list index out of range"),
    "[i for i in range(2)]\ni": (Reason.NAME, "i"),
    "for c in 'abc': 1": ("TypeError", "'str' object is not iterable"),
    "[*3]": ("TypeError", "'int' object is not iterable"),
    "{**3}": ("TypeError", "'int' object is not a mapping"),
    "torch.sum(**[x])": ("TypeError", "'list' object is not a mapping"),
    "torch.sum(**{1: 2})": ("TypeError", "keywords must be strings"),
    "3(1)": ("TypeError", "'int' object is not callable"),
    "torch(1)": ("TypeError", "'module' object is not callable"),
    "'a'(1)": ("TypeError", "'str' object is not callable"),
    "import pandas\npandas(1)": (Reason.IMPORT, "pandas"),
    "nn.ReLU()(x, x)": ("TypeError", "forward() takes one positional argument: the input"),
    "nn.ReLU()()": ("TypeError", "forward() takes one positional argument: the input"),
    "nn.ReLU()(x, input=x)": ("TypeError", "forward() takes one positional argument: the input"),
    "def f(a): return a\nf(1, 2)": ("TypeError", UNKNOWN),
    "def f(a): return a\nf(1, a=2)": ("TypeError", UNKNOWN),
    "def f(a): return a\nf(1, c=2)": ("TypeError", UNKNOWN),
    "def f(a, *rest): return a\nf(1, c=2)": ("TypeError", UNKNOWN),
    "def f(a, **named): return a\nf(1, 2)": ("TypeError", UNKNOWN),
    "def f(a, b, c=1): return a\nf()": ("TypeError", "f() missing 2 required positional argument: 'a'"),
    "def f(a, *, k): return a\nf(1)": ("TypeError", "f() missing 1 required positional argument: 'k'"),
    "(lambda a: a)()": ("TypeError", "<lambda>() missing 1 required positional argument: 'a'"),
    "torch.sum('a')": (Reason.TEXT, "sum"),
    "torch.einsum(str(x), x)": (Reason.TEXT, "einsum"),
    "torch.sum(range(3))": OPERAND,
    "torch.sum(torch)": OPERAND,
    "torch.stack([x, print])": OPERAND,
    "torch.sum(x, color=1)": (Reason.ARGUMENT, "color"),
    "x.sum(4096)": ("IndexError", "Dimension out of range (expected to be in range of [-2, 1], but got 4096)"),
    "x.sum(4097)": ELEMENTS,
    "x.sum(-4097)": ELEMENTS,
    "x.sum(dim=4097)": ELEMENTS,
    "x.add(4097)": ("", ""),
    "torch.sum(nn.ReLU())": ("TypeError", "argument must be Tensor, not Elementwise"),
    "class A: pass\ntorch.sum(A())": ("TypeError", "argument must be Tensor, not A"),
    "class A: pass\ntorch.sum(A)": OPERAND,
    "torch.add(x, x, out=3)": ("TypeError", "argument 'out' must be Tensor, not int"),
    "y = x > 0\ntorch.add(x, x, out=y)": (
        "RuntimeError",
        "result type torch.float32 can't be cast to the desired output type torch.bool",
    ),
    "y = x * 1\ny.requires_grad = True\ntorch.add(x, x, out=y)": (
        "RuntimeError",
        "functions with out=... arguments don't support automatic differentiation, but one requires grad.",
    ),
    "y = x * 1\nx.requires_grad = True\ntorch.add(w, x, out=y)": (
        "RuntimeError",
        "functions with out=... arguments don't support automatic differentiation, but one requires grad.",
    ),
    "y = x * 1\nx.requires_grad = True\nwith torch.no_grad():\n    torch.add(w, x, out=y)": ("", ""),
    "torch.mul(x, 2, x)": ("TypeError", "mul() takes 2 positional arguments but 3 were given"),
    "f'{x:.2f}'": ("TypeError", "unsupported format string passed to Tensor.__format__"),
    "f'{x.numpy():.2f}'": ("TypeError", "unsupported format string passed to numpy.ndarray.__format__"),
    "f'{x!r:>90}'": ("", ""),
    "f'{x[0, 0]:.2f}'": ("", ""),
    "f'{x}'": ("", ""),
    "'{:.2f}'.format(x)": ("TypeError", "unsupported format string passed to Tensor.__format__"),
    "'{!r:>90}'.format(x)": ("", ""),
    "'{1}'.format(x)": ("IndexError", "Replacement index 1 out of range for positional args tuple"),
    "'{}{}'.format(x)": ("IndexError", "Replacement index 1 out of range for positional args tuple"),
    "'{1234567890123}'.format(x)": ("IndexError", "Replacement index 123456789 out of range for positional args tuple"),
    "'{00000}'.format(x)": ("IndexError", "Replacement index 00000 out of range for positional args tuple"),
    "'{0000}'.format(x)": ("", ""),
    "'{a}'.format(x, b=1)": (Reason.FORM, "{a}"),
    "'{0[0]}'.format(x)": (Reason.FORM, "{0[0]}"),
    "'{'.format(x)": ("ValueError", "Single '{' encountered in format string"),
    "1000000001": (Reason.NUMBER, ""),
    "1000000000 + 0": ("", ""),
    "1000000000 + 1": (Reason.NUMBER, ""),
    "0 - 1000000000": ("", ""),
    "-1000000000 - 1": (Reason.NUMBER, ""),
    "[0] * 4096": ("", ""),
    "[0] * 4097": ELEMENTS,
    "(0,) * 4097": ELEMENTS,
    "[0] * 2048 + [0] * 2048": ("", ""),
    "[0] * 2048 + [0] * 2049": ELEMENTS,
    "(0,) * 2048 + (0,) * 2049": ELEMENTS,
    "np.zeros((64, 1)) + np.zeros((1, 64))": ("", ""),
    "np.zeros((64, 1)) + np.zeros((1, 65))": ELEMENTS,
    "np.zeros((64, 1)) < np.zeros((1, 65))": ELEMENTS,
    "np.zeros((64, 1)) @ np.zeros((1, 65))": ELEMENTS,
    "np.zeros((1, 65)) @ np.zeros((65, 1))": ("", ""),
    "(await_ := 1)": ("", ""),
    "with x: pass": (Reason.FORM, "with"),
    "with torch.no_grad() as y: pass": (Reason.FORM, "with"),
    "async def f(): pass": (Reason.FORM, "async"),
    "[(yield 1)]": (Reason.FORM, "yield"),
    "[(yield from x)]": (Reason.FORM, "yield"),
    "match x:\n    case 1: pass": (Reason.FORM, "match"),
    "try:\n    1\nexcept* ValueError:\n    2": (Reason.FORM, "except*"),
    "{1, 2}": (Reason.FORM, "{ }"),
    "{k for k in x}": (Reason.FORM, "{ }"),
}


@for_each("text", TOLD)
def test_what_an_expression_is_refused_for_and_in_which_words(text: str) -> None:
    reason, words = told(text)
    assert (reason, words.splitlines()[0] if words else "") == TOLD[text]


@for_each("name", ["add", "sub"])
def test_a_factor_before_a_tensor_is_to_be_named(name: str) -> None:
    words = f"This overload of {name} is deprecated: name the factor (alpha=, beta=, value=)"
    assert told(f"torch.{name}(x, 2, w)") == ("TypeError", words)
    assert told(f"x.{name}(2, w)") == ("TypeError", words)
    assert told(f"torch.{name}(x, w, alpha=2)") == ("", "")
    assert told("torch.addmm(b, x, w.t())") == ("", "")


def test_a_refusal_offers_twelve_names_and_some_of_torchs() -> None:
    assigned = "".join(f"a{number} = {number}\n" for number in range(14))
    names = ("x", "w", "b", *(f"a{number}" for number in range(9)))
    assert allowed(f"{assigned}y") == (*names, "activation", "torch.sum", "torch.mm", "..")
    assert allowed("y") == ("x", "w", "b", "activation", "torch.sum", "torch.mm", "..")


def test_a_refusal_offers_the_names_of_arguments_in_their_order() -> None:
    assert allowed("nn.Linear(1, 1, color=2)") == ("bias", "in_features", "out_features")
    assert allowed("import pandas\npandas(1)") == ("torch", "numpy", "math")
    assert allowed("import pandas\npandas.DataFrame(1)") == ("torch", "numpy", "math")
    assert allowed("2 ** 17") == ("16",)
    assert allowed("x.sum(4097)") == ("4096",)
    assert allowed("x[0, 0, 0, 0, 0, 0, 0, 0, 0]") == ("4",)
    assert allowed("x.view(1, 1, 1, 1, 3)") == ("4",)
    assert allowed("np.zeros((1, 1)).reshape(1, 1, 1, 1, 1)") == ("4",)


@for_each(
    ("text", "used"),
    [
        ("x + w", {"+"}),
        ("-x", set()),
        ("x == w", set()),
        ("x += w", {"+="}),
        ("x @ w.t()", {"@", "t"}),
        ("abs(x)", {"abs"}),
        ("x[0, 0] = 1\nx", {"[]="}),
        ("nn.Linear(3, 1)(x)", {"Linear", "linear"}),
        ("nn.Sigmoid()(x)", {"Sigmoid", "sigmoid"}),
        ("1 + 2 - 3", {"+", "-"}),
        ("sum([1, 2])", {"sum", "+"}),
    ],
)
def test_what_takes_part_in_a_text(text: str, used: set[str]) -> None:
    assert evaluate(text, NAMES).used == used


def test_functions_within_functions_have_seventy_levels() -> None:
    """A call is a level and what it runs another one; each sum is one more than what it adds."""
    outer = "f = lambda: g()" + " + 1" * 25
    assert evaluate(f"g = lambda: 1{' + 1' * 40}\n{outer}\nf()", {}).value == 66
    assert told(f"g = lambda: 1{' + 1' * 41}\n{outer}\nf()") == (Reason.SIZE, "")


def test_what_was_computed_on_the_way_is_copied_as_it_was() -> None:
    seen: list[torch.Tensor] = []
    evaluate("y = x * 2\ny += 1\nz = x.sum().item()\nx.numpy() * 3\nx.dim()\nx > 0\n1 + 2", NAMES, seen)
    assert [tensor.tolist() for tensor in seen] == [
        [[2.0, -4.0, 6.0]],
        [[3.0, -3.0, 7.0]],
        2.0,
        2.0,
        [[1.0, -2.0, 3.0]],
        [[3.0, -6.0, 9.0]],
        [[True, False, True]],
    ]


def test_no_more_is_kept_of_the_way_than_the_first_two_hundred() -> None:
    seen: list[torch.Tensor] = []
    evaluate("for k in range(250):\n    y = x * k", NAMES, seen)
    assert len(seen) == MAX_NOTED == 200
    assert seen[-1].tolist() == [[199.0, -398.0, 597.0]]


def test_a_kind_is_named_as_python_names_it() -> None:
    kinds = [
        PrintedText("a"),
        Stream((1,)),
        Module("torch", {}),
        AllowedOperation("sum", sum),
        Builtin("print"),
        1,
        None,
    ]
    assert list(map(kind_of, kinds)) == [
        "str",
        "range",
        "module",
        "builtin_function_or_method",
        "builtin_function_or_method",
        "int",
        "NoneType",
    ]


@for_each(
    ("text", "typed"),
    [("a = 3\na + 1", True), ("a = x\na + 1", False), ("a = x\na = 3\na", True), ("[k for k in x]", False)],
)
def test_what_a_name_was_made_of_is_known(text: str, typed: bool) -> None:
    assert evaluate(text, NAMES).lines[-1].typed is typed
