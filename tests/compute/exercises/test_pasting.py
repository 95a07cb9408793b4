"""What a notebook, a terminal, a chat or a word processor has put around a text, and what is taken away of it."""

from compute.exercises.pasting import cleaned, copied_mark, unmarked
from tests.cases import for_each


@for_each(
    ("text", "clean"),
    [
        # what Python reads stays as it is
        ("x + 1", "x + 1"),
        ("  x + 1  ", "  x + 1  "),
        ("x\r\ny\rz\u2028w\u2029v\x85u", "x\ny\nz\nw\nv\nu"),
        ("e\u0301", "é"),
        # invisible and other signs
        ("x\u200b +\xa0\u20031\ufeff", "x +  1"),
        ("x × 2 − y ÷ 4", "x * 2 - y / 4"),
        ("print(“a”, ‘b’)", "print(\"a\", 'b')"),
        ("x ∗ y · z • v ⋅ w", "x * y * z * v * w"),
        ("x – y — z ‐ v ‑ w", "x - y - z - v - w"),
        ("x ∕ y（1）＠ ［2，3］", "x / y(1)@ [2,3]"),
        ("（x ＋ y）＊ z", "(x + y)* z"),
        ("x…", "x"),
        # indents and quotes
        ("  x = 1\n  y = 2", "x = 1\ny = 2"),
        ("`x + 1`", "x + 1"),
        ("``x``", "x"),
        ("x `y` z", "x `y` z"),
        ("`", "`"),
        # prompts and what was printed
        ("In [7]: x = 1\nIn [8]: x", "x = 1\nx"),
        ("In[7]:x", "x"),
        ("[12]: x = 1", "x = 1"),
        ("[*]: x", "x"),
        ("[ ]: x", "x"),
        ("In [12345]: x", "In [12345]: x"),
        ("x = 1\nOut[7]: 5\ny = 2", "x = 1\n\ny = 2"),
        ("x\ntensor([[1.,\n        2.]])\ny", "x\n\n\ny"),
        ("x\nOut[3]: tensor([[1.,\n   2.]])\ny", "x\n\n\ny"),
        ("x\narray([1.])", "x\n"),
        ("tensor([[0.5]], grad_fn=<MulBackward0>)", "torch.tensor([[0.5]])"),
        ("array([0.5], dtype=float32)", "torch.tensor([0.5])"),
        ("Out[5]: tensor([0.5], device='cuda:0')", "torch.tensor([0.5])"),
        ("Out[5]: 0.5", "0.5"),
        ("# a\ntensor([0.5], requires_grad=True)", "# a\ntorch.tensor([0.5])"),
        ("from torch import tensor\ntensor([1])", "from torch import tensor\ntensor([1])"),
        ("tensor = 3\nx\ntensor(1)", "tensor = 3\nx\ntensor(1)"),
        ("def tensor(x): return x\ntensor(1)", "def tensor(x): return x\ntensor(1)"),
        # commands of a notebook
        ("!pip install torch\nx", "\nx"),
        ("%matplotlib inline\nx", "\nx"),
        ("%time x + 1", "x + 1"),
        ("%%timeit x + 1", "x + 1"),
        ("%%time\nx", "\nx"),
        ("% time x", "x"),
        # numbers of lines
        ("1 x = 1\n2 y = 2", "x = 1\ny = 2"),
        ("7. x = 1\n8. y = 2", "x = 1\ny = 2"),
        ("1: x = 1\n2: \n3: y = 2", "x = 1\n\ny = 2"),
        ("9|  x = 1\n10| y = 2", " x = 1\ny = 2"),
        ("1 x = 1\n3 y = 2", "1 x = 1\n3 y = 2"),
        ("1 x = 1", "1 x = 1"),
        ("1 x = 1\ny = 2", "1 x = 1\ny = 2"),
        # words before and after
        ("My answer: y = x", "y = x"),
        ("Answer: y = x", "Answer: y = x"),
        ("The answer is: y = x", "y = x"),
        ("y = x.", "y = x"),
        ("y = x. . ", "y = x. . "),
        ("no way (", "no way ("),
    ],
)
def test_what_is_left_of_a_pasted_text(text: str, clean: str) -> None:
    assert cleaned(text) == clean


def test_the_number_of_lines_stays() -> None:
    text = "In [1]: x = 1\n!pip install a\nIn [2]: x × 2\ntensor([[1.,\n 2.]])\ny = x."
    assert cleaned(text) == "x = 1\n\nx * 2\n\n\ny = x"


@for_each(
    ("text", "mark"),
    [
        ("x + 1", None),
        ("x % y", None),
        ("x = [1]", None),
        ("x (", None),
        (">>> x", (">>>", 1)),
        (">> x", (">>", 1)),
        ("x\n\n>>> y", (">>>", 3)),
        ("In [7]: x y", ("In [7]:", 1)),
        ("Out[7]: x y", ("Out[7]:", 1)),
        ("[7]: x y", ("[7]:", 1)),
        ("x\n```\ny", ("```", 2)),
        ("x\n```python\ny", ("```python", 2)),
        ("~~~\nx", ("~~~", 1)),
        ("%time x", ("%time", 1)),
        ("%%timeit x", ("%%timeit", 1)),
        ("!pip install x", ("!pip", 1)),
        ("x\r\n!ls", ("!ls", 2)),
        ("\u200b>>> x", (">>>", 1)),
        ("a > b (", None),
    ],
)
def test_the_first_mark_and_its_line_are_named(text: str, mark: tuple[str, int] | None) -> None:
    assert copied_mark(text) == mark


@for_each(
    ("text", "plain"),
    [
        (">>> x\n>>> y", "x\ny"),
        ("In [7]: x", "x"),
        ("```python\nx\n```", "\nx\n"),
        ("%time x\ny", "\ny"),
        ("!pip install x\ny", "\ny"),
        (">>>", ""),
        ("x >>> y", "x >>> y"),
    ],
)
def test_prompts_are_removed_and_fences_and_commands_with_their_lines(text: str, plain: str) -> None:
    assert unmarked(text) == plain
