"""What belongs to a value of a student's text: attributes, methods, classes and instances, as in Python and torch."""

import pytest

from compute.exercises.expression import evaluate
from compute.exercises.members import MODULE_METHODS, methods_of
from compute.exercises.refusals import Reason
from compute.exercises.words import PrintedText
from tests.cases import for_each
from tests.compute.exercises.student_lines import NAMES, allowed, given, pythons, told

NET = """class Net(nn.Module):
    def __init__(self, size=3):
        super().__init__()
        self.fc = nn.Linear(size, 1)
        self.k = 2
    def forward(self, v):
        return self.fc(v) * self.k
net = Net()
with torch.no_grad():
    net.fc.weight.copy_(w)
    net.fc.bias.fill_(0.5)
"""
TREE = """class A:
    k = 3
    j: int = 4
    def __init__(self, a=1, *, c=0): self.a = a + c
    def f(self, v): return self.a * 10 + v
    @staticmethod
    def s(v): return v * 2
    @classmethod
    def c(cls, v): return cls.k * v
    @property
    def p(self): return self.a + 7
class B(A):
    k = 5
    def __init__(self): super().__init__(a=4)
    def f(self, v): return super().f(v) + 1000
b, a = B(), A(2, c=6)
"""
SAME = [
    # tensors and arrays
    "[x.shape, x.ndim, x.T, x.mT]",
    "[x.requires_grad, x.is_leaf]",
    "[x.numpy().shape, x.numpy().ndim, x.numpy().size, x.numpy().T]",
    "x.dtype is torch.float32",
    "torch.Tensor.mul(x, w)",
    "np.pi",
    # layers
    "l = nn.Linear(2, 3)\n[l.in_features, l.out_features, l.weight.shape, l.bias.shape]",
    "nn.Linear(2, 3, bias=False).bias is None",
    "nn.ReLU().forward(x)",
    "nn.Sequential(nn.Tanh()).forward(x)",
    "from collections import OrderedDict\nnn.Sequential(OrderedDict([('a', nn.ReLU()), ('c', nn.Tanh())])).c(x)",
    "from collections import OrderedDict\nm = nn.Sequential(OrderedDict([('a', nn.ReLU()), ('c', nn.Tanh())]))\nm.a(x)",
    "x.to('cpu')",
    # classes
    f"{TREE}[b.a, a.a, b.k, a.k, B.k, A.k, b.j]",
    f"{TREE}[b.f(1), a.f(1)]",
    f"{TREE}[b.s(4), B.s(4), A.s(5)]",
    f"{TREE}[b.c(4), B.c(4), A.c(4), a.c(4)]",
    f"{TREE}[b.p, a.p]",
    f"{TREE}A.f(b, 3)",
    f"{TREE}super(B, b).f(3)",
    f"{TREE}super(B, b).k",
    f"{TREE}b.k = 9\n[b.k, B.k]",
    f"{TREE}b.g = lambda v: v + 1\nb.g(4)",
    "class A:\n    k = 2\n    m = k * 3\nA.m",
    "class A(object): pass\na = A()\na.v = 3\na.v",
    "class A:\n    def __call__(self, v): return v + 1\nA()(4)",
    "class A:\n    def f(self): return self.g()\n    def g(self): return 6\nA().f()",
    "class A:\n    def f(self): return 1\nclass B(A): pass\nclass C(B):\n"
    "    def f(self): return super().f() + 1\nC().f()",
    "class A:\n    def f(self): return 1\nclass B(A):\n    def f(self): return super().f() + 10\n"
    "class C:\n    def g(self): return B().f() + 100\nC().g()",
    # modules
    f"{NET}net(x).detach()",
    f"{NET}net.forward(x).detach()",
    f"{NET}[v.detach() for v in net.parameters()]",
    f"{NET}[v.detach() for k, v in net.named_parameters()]",
    f"{NET}net.state_dict()['fc.bias']",
    f"{NET}list(net.state_dict().keys())[0] == 'fc.weight'",
    f"{NET}len(list(net.parameters()))",
    f"{NET}other = Net()\nother.load_state_dict(net.state_dict())\nother(x).detach()",
    f"{NET}net.requires_grad_(False)\n[v.requires_grad for v in net.parameters()]",
    f"{NET}net.requires_grad_(False).requires_grad_()\n[v.requires_grad for v in net.parameters()]",
    f"{NET}net.eval().train().to('cpu').cpu().float()(x).detach()",
    f"{NET}net.register_buffer('n', x * 2)\nnet.n",
    f"{NET}net.register_parameter('n', nn.Parameter(x))\nlen(list(net.parameters()))",
    f"{NET}net.add_module('n', nn.ReLU())\nnet.n(x)",
    "class Net(nn.Module):\n    def forward(self, v): return v * 2\nNet()(x)",
    "class Net(nn.Module):\n    def __init__(self):\n        nn.Module.__init__(self)\n"
    "        self.act = nn.ReLU()\n    def forward(self, v): return self.act(v)\nNet()(x)",
    "class Net(nn.Module):\n    def eval(self): return 7\nNet().eval()",
    "class A(nn.Module):\n    def forward(self, v): return v * 3\nclass Net(A): pass\nNet()(x)",
    "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.forward = lambda v: v + 1\nNet()(x)",
    "class Net(nn.Module):\n    def __call__(self, v): return v + 1\nNet()(x)",
]


@for_each("text", SAME)
def test_what_belongs_to_a_value_is_as_in_python(text: str) -> None:
    assert given(text) == pythons(text)


FORM = (Reason.FORM, "class")
TOLD = {
    "x.color": (Reason.METHOD, "color"),
    "x.color()": (Reason.METHOD, "color"),
    "(3).real": (Reason.METHOD, "real"),
    "x.numpy().color": (Reason.METHOD, "color"),
    "[1].color()": (Reason.METHOD, "color"),
    "{}.color()": (Reason.METHOD, "color"),
    "'a'.encode()": (Reason.METHOD, "encode"),
    "nn.Linear(1, 1).color": (Reason.METHOD, "color"),
    "nn.ReLU().color()": (Reason.METHOD, "color"),
    "nn.ReLU().weight": (Reason.METHOD, "weight"),
    "nn.Sequential(nn.ReLU()).a": (Reason.METHOD, "a"),
    "torch.color": (Reason.FUNCTION, "torch.color"),
    "torch.nn.color": (Reason.FUNCTION, "torch.nn.color"),
    "np.color(1)": (Reason.FUNCTION, "numpy.color"),
    "torch.sum.color": (Reason.METHOD, "color"),
    "torch.sum.__init__": (Reason.METHOD, "__init__"),
    "class A: pass\nA().a": ("AttributeError", "'A' object has no attribute 'a'"),
    "class A: pass\nA().a()": ("AttributeError", "'A' object has no attribute 'a'"),
    "class A: pass\nA.a": ("AttributeError", "type object 'A' has no attribute 'a'"),
    "class A: pass\nA(1)": ("TypeError", "A() takes no arguments"),
    "class A: pass\nA(a=1)": ("TypeError", "A() takes no arguments"),
    "class A: pass\nA()()": ("TypeError", "'A' object is not callable"),
    "class A: pass\nA.__init__(3)": ("TypeError", "__init__() takes no arguments here but self"),
    "class A: pass\nA.__init__(A(), 3)": ("TypeError", "__init__() takes no arguments here but self"),
    "class A: pass\nA.__init__()": ("TypeError", "__init__() takes no arguments here but self"),
    "class A:\n    def f(self): return super().g()\nA().f()": ("AttributeError", "'super' object has no attribute 'g'"),
    "class A:\n    @property\n    def p(self): return 1\nA().p()": ("TypeError", "'int' object is not callable"),
    "class A: pass\nfor i in A(): 1": ("TypeError", "'A' object is not iterable"),
    "class A: pass\nfor i in A: 1": ("TypeError", "'type' object is not iterable"),
    "super()": ("RuntimeError", "super(): no arguments"),
    "class A: pass\nsuper(A)": ("TypeError", "super(type, obj): obj must be an instance of type"),
    "class A: pass\nsuper(3, A())": ("TypeError", "super(type, obj): obj must be an instance of type"),
    "class A(nn.Module): pass\nA()(x)": (
        "NotImplementedError",
        'Module [A] is missing the required "forward" function',
    ),
    "class A(nn.Module):\n    def __init__(self): pass\n    def forward(self, v): return v\nA()(x)": (
        "AttributeError",
        "'A' object has no attribute '_backward_hooks'",
    ),
    "class A(nn.Module):\n    def __init__(self): self.f = nn.ReLU()\nA()": (
        "AttributeError",
        "cannot assign module before Module.__init__() call",
    ),
    "class A(nn.ReLU): pass": FORM,
    "class A(nn.Module, object): pass": FORM,
    "class A(k=1): pass": FORM,
    "@property\nclass A: pass": FORM,
    "class A:\n    for i in x: pass": FORM,
    "class A:\n    if 1: pass": FORM,
    "@activation\ndef f(): 1": (Reason.FORM, "@"),
    "@torch.no_grad\n@staticmethod\ndef f(): 1": (Reason.FORM, "@"),
    "nn.ReLU().to('cuda')": (Reason.ARGUMENT, "cuda"),
    "nn.ReLU().load_state_dict()": ("TypeError", "'NoneType' object is not a mapping"),
    "nn.ReLU().register_buffer('a', x)": (Reason.OPERAND, ""),
    "class A(nn.Module): pass\nA().register_buffer(3, x)": (Reason.OPERAND, ""),
    "class A(nn.Module): pass\nA().register_buffer('a b', x)": (Reason.OPERAND, ""),
    "class A(nn.Module): pass\nA().register_buffer(str(x), x)": (Reason.OPERAND, ""),
    "class A: pass\nA().register_buffer('a', x)": ("AttributeError", "'A' object has no attribute 'register_buffer'"),
    "class A: pass\nA().parameters()": ("AttributeError", "'A' object has no attribute 'parameters'"),
    "nn.Linear(2, 1).load_state_dict({'weight': x})": (
        "RuntimeError",
        'Error(s) in loading state_dict for Linear:\n\tMissing key(s) in state_dict: "bias". \n\tsize mismatch for '
        "weight: copying a param with shape torch.Size([1, 3]) from checkpoint, the shape in current model is "
        "torch.Size([1, 2]).",
    ),
    f"{NET}net.load_state_dict({{'fc.weight': 3, 'fc.bias': b[0], 'a': x}})": (
        "RuntimeError",
        'Error(s) in loading state_dict for Net:\n\tUnexpected key(s) in state_dict: "a". \n\tsize mismatch for '
        "fc.weight: copying a param with shape int from checkpoint, the shape in current model is torch.Size([1, 3]).",
    ),
}


@for_each("text", TOLD)
def test_what_does_not_belong_to_a_value_is_refused(text: str) -> None:
    assert told(text) == TOLD[text]


def test_the_names_of_a_body_of_a_class_are_not_known_in_its_functions() -> None:
    assert told("class A:\n    k = 2\n    def f(self): return k\nA().f()") == (Reason.NAME, "k")
    assert told("class A:\n    k = 2\nk") == (Reason.NAME, "k")


def test_the_device_of_a_tensor_is_a_text() -> None:
    assert given("[1 if x.device == 'cpu' else 2]") == [("int", 1)]


@for_each(
    ("text", "numbers"),
    [
        ("print(f'{3}'.upper())", [3]),
        ("print(f'{3}'.replace('a', 'b'))", [3]),
        ("print(', '.join([f'{1}', f'{2}{3}']))", [1, 2, 3]),
    ],
)
def test_a_method_of_a_text_keeps_what_is_written_into_it(text: str, numbers: list[int]) -> None:
    assert [part[1] for part in given(text)] == numbers


def test_a_refusal_offers_what_a_value_has() -> None:
    assert allowed("[1].color()") == ("append", "extend", "insert", "pop", "reverse")
    assert allowed("{}.color()") == ("get", "items", "keys", "update", "values")
    assert methods_of(PrintedText("a"))[:4] == ["format", "join", "center", "ljust"]
    assert list(allowed("nn.ReLU().color()")) == sorted(MODULE_METHODS)
    assert allowed("x.numpy().color()")[:5] == ("T", "ndim", "shape", "size", "astype")
    assert allowed("x.color()")[:9] == (
        *("T", "data", "dtype", "is_leaf", "mT", "ndim", "requires_grad", "shape"),
        "abs",
    )
    assert methods_of(3) == methods_of(NAMES["x"])


def test_a_refusal_offers_no_name_with_an_underscore() -> None:
    offered = allowed("torch.color")
    assert list(offered) == sorted(offered)
    assert {"sum", "mm", "tensor", "nn"} <= set(offered)
    assert not [name for name in offered if name.startswith("_")]


def test_an_instance_holds_two_hundred_things() -> None:
    """One for each number of a loop, under names that an update makes."""
    setting = "\n".join(f"n.a{k} = n.b{k} = n.c{k} = n.d{k} = {k}" for k in range(50))
    head = "class A: pass\nn = A()\nif 1:\n"
    body = "\n".join(f"    {line}" for line in setting.splitlines())
    assert evaluate(f"{head}{body}\nn.d49", {}).value == 49
    assert told(f"{head}{body}\nn.e = 1") == (Reason.SIZE, "")


@pytest.mark.parametrize(("deep", "reason"), [("self.f(n - 1)", ""), ("super().f(n)", "AttributeError")])
def test_what_runs_is_forgotten_when_it_ends(deep: str, reason: str) -> None:
    """`super()` is that of the method that runs, also after another one has."""
    text = f"class A:\n    def f(self, n):\n        if n == 0: return 0\n        return {deep}\nA().f(2)"
    assert told(text)[0] == reason
    assert told("class A:\n    def f(self): return 1\nA().f()\nsuper()") == ("RuntimeError", "super(): no arguments")


def test_what_is_known_without_being_given_is_not_made_of_what_was_given() -> None:
    assert [line.typed for line in evaluate("torch.sum(torch.ones(2))\nsum([1, 2])\nx.sum()", NAMES).lines] == [
        True,
        True,
        False,
    ]
