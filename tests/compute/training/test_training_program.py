"""The program of a training, run as a student would: it prints the losses and weights of the step on the screen."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.program_ways import MODULE, NOTEBOOK, SEQUENTIAL, WAYS
from compute.network.spec import SpecError
from compute.training.course import Course, train
from compute.training.data import MeasuredRows
from compute.training.program import data_lines, drawing, training_program, training_steps, written_rows
from compute.training.setting import TrainingSpec
from tests.compute.program_running import Run, printed_tensors, student
from tests.compute.training.random_trainings import trainings
from tests.examples import SHARE

LAST_DIGIT = 6e-5
"""Half of the last of four decimals, and a bit for rounding it."""

OWN_NUMBERS = MeasuredRows(
    ("a", "b", "c"), tuple((0.5 * i, float(i * i % 7)) for i in range(20)), tuple(i / 3 for i in range(20)), ()
)
OWN_CLASSES = MeasuredRows(
    ("a", "b", "c"), tuple((0.5 * i, float(i * i % 7)) for i in range(20)), tuple(float(i % 3) for i in range(20)),
    ("u", "v", "w"),
)  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with student(Path(tmp_path_factory.mktemp("student"))) as run_one:
        yield run_one


def assert_prints(run: Run, course: Course, step: int, way: str, allowed: float = LAST_DIGIT) -> None:
    source = training_program(course.spec, step, way)
    printed = run(source)
    assert "Traceback" not in printed, printed + source
    training, test, *_rest = printed.splitlines()
    assert float(training.removeprefix("training loss: ")) == pytest.approx(
        float(course.training_loss[step]), abs=allowed
    )
    assert float(test.removeprefix("test loss: ")) == pytest.approx(float(course.test_loss[step]), abs=allowed)
    parameters = course.parameters(step)
    tensors = printed_tensors(printed)
    for rows, on_screen in zip(tensors, (*parameters.weights, *parameters.biases), strict=True):
        assert len(rows) == len(on_screen)
        for row, values in zip(rows, on_screen.tolist(), strict=True):
            assert row == pytest.approx(values, abs=allowed, rel=1e-6), source


@pytest.mark.long
def test_plain_tensors_print_a_random_step_of_any_training(run: Run) -> None:
    chance = random.Random(4)
    for spec in trainings(max(15, round(40 * SHARE))):
        assert_prints(run, train(spec), chance.choice([0, 1, chance.randint(2, 99), 100]), NOTEBOOK)


@pytest.mark.long
def test_modules_print_the_same_while_rounding_does_not_grow(run: Run) -> None:
    for number, spec in enumerate(trainings(15)):
        assert_prints(run, train(spec), 12, (SEQUENTIAL, MODULE)[number % 2], 5e-4)


@pytest.mark.long
@pytest.mark.parametrize(
    "spec",
    [
        TrainingSpec(data="iris", steps=100),
        TrainingSpec(data="iris", loss="bce", points=20, steps=100, hidden=()),
        TrainingSpec(data="own", measured=OWN_NUMBERS, steps=100),
        TrainingSpec(data="own", measured=OWN_CLASSES, steps=100, batch=10),
        TrainingSpec(hidden=(), loss="ce", steps=100),
        TrainingSpec(data="digits", points=500, steps=100, batch=32, hidden=(8,), init="xavier"),
        TrainingSpec(data="digits", points=20, split=10, loss="mse", steps=100, hidden=(), seed=3),
    ],
)
def test_measured_data_stand_in_the_program(run: Run, spec: TrainingSpec) -> None:
    for way in WAYS:
        assert_prints(run, train(spec), 40, way, LAST_DIGIT if way == NOTEBOOK else 5e-4)


def test_only_the_digits_that_are_taken_stand_in_the_program() -> None:
    spec = TrainingSpec(data="digits", points=40, steps=100)
    rows = re.findall(r'^    (\d+): \("([0-9a-g]{64})", (\d)\),$', training_program(spec, 0), re.MULTILINE)
    order = torch.randperm(1797, generator=torch.Generator().manual_seed(spec.seed))[:40].tolist()
    assert [int(row) for row, _pixels, _digit in rows] == order
    assert len(training_program(replace(spec, points=500), 0)) < 50_000


@pytest.mark.long
def test_every_activation_has_its_program(run: Run) -> None:
    for name in HIDDEN_ACTIVATIONS:
        if ACTIVATIONS[name].differentiable:
            course = train(TrainingSpec(activation=name, rate=0.05, steps=100))
            assert_prints(run, course, 10, NOTEBOOK)
            for way in (SEQUENTIAL, MODULE):
                assert_prints(run, course, 10, way, 5e-4)


def test_a_program_has_a_step_of_its_training_and_a_known_way() -> None:
    spec = TrainingSpec(steps=100)
    assert len(training_steps(spec, 100)) == 6
    for step, way in ((-1, NOTEBOOK), (101, NOTEBOOK), (True, NOTEBOOK), (5, "numpy")):
        with pytest.raises(SpecError):
            training_program(spec, step, way)


HILLS = TrainingSpec(
    data="hills", optimizer="adam", decay=0.5, l1=0.25, batch=10, init="xavier", steps=100, hidden=(3,),
    features=("x1", "x1x2"),
)  # fmt: skip


def test_the_program_in_plain_tensors_line_by_line() -> None:
    start, data, network, loss, training, printed = training_steps(HILLS, 40)
    assert start.splitlines() == [
        "import math", "", "import torch", "", "torch.set_printoptions(precision=4, sci_mode=False)", "",
        "def activation(x):", '    """tanh"""', "    return torch.tanh(x)", "",
        "def output_activation(x):", '    """identity"""', "    return x",
    ]  # fmt: skip
    assert data.splitlines()[:7] == [
        "torch.manual_seed(7)", "", "uniform = torch.rand((200, 2))", "normal = torch.randn((200, 2))",
        "order = torch.randperm(200)", "noise = 0.25", "",
    ]  # fmt: skip
    assert data.splitlines()[-4:] == [
        "x1, x2 = points[:, 0], points[:, 1]",
        "features = torch.stack([x1, x1 * x2], dim=1)",
        "targets = wanted.unsqueeze(1)",
        "training, test = order[:140], order[140:]",
    ]
    assert network.splitlines() == [
        "W1 = (2 * torch.rand((2, 3)) - 1) * math.sqrt(6 / (2 + 3))",
        "W2 = (2 * torch.rand((3, 1)) - 1) * math.sqrt(6 / (3 + 1))",
        "B1 = torch.zeros((1, 3))",
        "B2 = torch.zeros((1, 1))",
    ]
    assert loss.splitlines() == [
        "parameters = [W1, W2, B1, B2]", "for tensor in parameters:", "    tensor.requires_grad_()", "",
        "def loss_of(features, target):", "    h = activation(torch.mm(features, W1) + B1)",
        "    output = output_activation(torch.mm(h, W2) + B2)",
        "    return torch.nn.functional.mse_loss(output, target)",
    ]  # fmt: skip
    assert training.splitlines() == [
        "rate, steps = 0.3, 40",
        "batches = []",
        "m = [torch.zeros_like(tensor) for tensor in parameters]",
        "s = [torch.zeros_like(tensor) for tensor in parameters]",
        "",
        "for t in range(1, steps + 1):",
        "    if not batches:",
        "        batches = list(torch.split(training[torch.randperm(len(training))], 10))",
        "    batch = batches.pop(0)",
        "    loss = loss_of(features[batch], targets[batch])",
        "    loss.backward()",
        "    with torch.no_grad():",
        "        for k, tensor in enumerate(parameters):",
        "            g = tensor.grad + 0.5 * tensor + 0.25 * torch.sign(tensor)",
        "            m[k] = 0.9 * m[k] + (1 - 0.9) * g",
        "            s[k] = 0.999 * s[k] + (1 - 0.999) * g * g",
        "            mean, square = m[k] / (1 - 0.9**t), s[k] / (1 - 0.999**t)",
        "            tensor -= rate * mean / (torch.sqrt(square) + 1e-08)",
        "            tensor.grad = None",
    ]
    assert printed.splitlines() == [
        'print(f"training loss: {loss_of(features[training], targets[training]).item():.4f}")',
        'print(f"test loss: {loss_of(features[test], targets[test]).item():.4f}")',
        "print(W1.detach())",
        "print(W2.detach())",
        "print(B1.detach())",
        "print(B2.detach())",
    ]


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        (
            {"optimizer": "sgd", "batch": 0, "decay": 0.0, "l1": 0.0},
            ["rate, steps = 0.3, 40", "", "for step in range(1, steps + 1):",
             "    loss = loss_of(features[training], targets[training])", "    loss.backward()",
             "    with torch.no_grad():", "        for tensor in parameters:", "            g = tensor.grad",
             "            tensor -= rate * g", "            tensor.grad = None"],
        ),
        (
            {"optimizer": "momentum", "batch": 0, "decay": 0.0},
            ["rate, steps = 0.3, 40", "v = [torch.zeros_like(tensor) for tensor in parameters]", "",
             "for step in range(1, steps + 1):", "    loss = loss_of(features[training], targets[training])",
             "    loss.backward()", "    with torch.no_grad():", "        for k, tensor in enumerate(parameters):",
             "            g = tensor.grad + 0.25 * torch.sign(tensor)", "            v[k] = 0.9 * v[k] + g",
             "            tensor -= rate * v[k]", "            tensor.grad = None"],
        ),
    ],
)  # fmt: skip
def test_the_steps_of_the_other_optimizers_line_by_line(changes: dict[str, Any], lines: list[str]) -> None:
    assert training_steps(replace(HILLS, **changes), 40)[4].splitlines() == lines


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        (
            {"optimizer": "sgd", "batch": 0, "decay": 0.0, "l1": 0.0},
            ["optimizer = torch.optim.SGD(model.parameters(), lr=0.3)", "", "for step in range(40):",
             "    loss = loss_of(features[training], targets[training])", "    optimizer.zero_grad()",
             "    loss.backward()", "    optimizer.step()"],
        ),
        (
            {"optimizer": "momentum", "batch": 32},
            ["optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9, weight_decay=0.5)", "batches = []",
             "", "for step in range(40):", "    if not batches:",
             "        batches = list(torch.split(training[torch.randperm(len(training))], 32))",
             "    batch = batches.pop(0)", "    loss = loss_of(features[batch], targets[batch])",
             "    loss = loss + 0.25 * sum(parameter.abs().sum() for parameter in model.parameters())",
             "    optimizer.zero_grad()", "    loss.backward()", "    optimizer.step()"],
        ),
        (
            {"optimizer": "adam", "batch": 0, "l1": 0.0},
            ["optimizer = torch.optim.Adam(model.parameters(), lr=0.3, weight_decay=0.5)", "", "for step in range(40):",
             "    loss = loss_of(features[training], targets[training])", "    optimizer.zero_grad()",
             "    loss.backward()", "    optimizer.step()"],
        ),
    ],
)  # fmt: skip
def test_modules_are_trained_by_torchs_optimizers_line_by_line(changes: dict[str, Any], lines: list[str]) -> None:
    for way in (SEQUENTIAL, MODULE):
        assert training_steps(replace(HILLS, **changes), 40, way)[4].splitlines() == lines


def test_a_loss_of_logits_leaves_the_last_activation_out() -> None:
    spec = TrainingSpec(loss="ce", hidden=(3,), steps=100)
    row = training_steps(spec, 1, SEQUENTIAL)
    assert row[0].splitlines()[-5:] == [
        "model = nn.Sequential(", "    nn.Linear(2, 3),", "    nn.Tanh(),", "    nn.Linear(3, 2),", ")",
    ]  # fmt: skip
    assert "def " not in row[0]
    assert "import math" not in row[0]
    loss = ["def loss_of(features, target):", "    z = model(features)",
            "    return torch.nn.functional.cross_entropy(z, target)"]  # fmt: skip
    assert row[3].splitlines() == loss
    assert row[1].splitlines()[-2] == "targets = wanted"
    module = training_steps(spec, 1, MODULE)
    assert module[0].splitlines()[-5:] == [
        "    def forward(self, x):", "        h = activation(self.hidden(x))", "        return self.output(h)", "",
        "model = Network()",
    ]  # fmt: skip
    assert module[0].count("def activation") == 1
    assert "output_activation" not in module[0]
    assert module[3].splitlines() == loss
    plain = training_steps(spec, 1)
    assert plain[3].splitlines()[-3:] == [
        "    h = activation(torch.mm(features, W1) + B1)", "    z = torch.mm(h, W2) + B2",
        "    return torch.nn.functional.cross_entropy(z, target)",
    ]  # fmt: skip
    assert "def " not in training_steps(replace(spec, hidden=()), 1)[0]


def test_a_loss_of_outputs_keeps_the_last_activation() -> None:
    spec = TrainingSpec(hidden=(3, 2), steps=100)
    assert training_steps(spec, 1, SEQUENTIAL)[0].splitlines()[-8:] == [
        "model = nn.Sequential(", "    nn.Linear(2, 3),", "    nn.Tanh(),", "    nn.Linear(3, 2),", "    nn.Tanh(),",
        "    nn.Linear(2, 1),", "    nn.Sigmoid(),", ")",
    ]  # fmt: skip
    assert training_steps(spec, 1, SEQUENTIAL)[2].splitlines()[-7:] == [
        "with torch.no_grad():",
        "    model[0].weight.copy_(W1.t())", "    model[0].bias.copy_(B1[0])",
        "    model[2].weight.copy_(W2.t())", "    model[2].bias.copy_(B2[0])",
        "    model[4].weight.copy_(W3.t())", "    model[4].bias.copy_(B3[0])",
    ]  # fmt: skip
    assert training_steps(spec, 1, SEQUENTIAL)[3].splitlines()[1:] == [
        "    output = model(features)", "    return torch.nn.functional.binary_cross_entropy(output, target)",
    ]  # fmt: skip
    assert training_steps(spec, 1, MODULE)[0].splitlines()[-6:-2] == [
        "    def forward(self, x):", "        h1 = activation(self.hidden1(x))",
        "        h2 = activation(self.hidden2(h1))", "        return output_activation(self.output(h2))",
    ]  # fmt: skip
    assert training_steps(spec, 1, MODULE)[5].splitlines()[2:] == [
        "print(model.hidden1.weight.t().detach())", "print(model.hidden2.weight.t().detach())",
        "print(model.output.weight.t().detach())", "print(model.hidden1.bias.unsqueeze(0).detach())",
        "print(model.hidden2.bias.unsqueeze(0).detach())", "print(model.output.bias.unsqueeze(0).detach())",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("init", "lines"),
    [
        ("randn", ["torch.randn((a, 5))", "torch.randn((1, 5))"]),
        ("linear", ["(2 * torch.rand((a, 5)) - 1) / math.sqrt(a)", "(2 * torch.rand((1, 5)) - 1) / math.sqrt(a)"]),
        ("xavier", ["(2 * torch.rand((a, 5)) - 1) * math.sqrt(6 / (a + 5))", "torch.zeros((1, 5))"]),
        ("kaiming", ["torch.randn((a, 5)) * math.sqrt(2 / a)", "torch.zeros((1, 5))"]),
        ("zeros", ["torch.zeros((a, 5))", "torch.zeros((1, 5))"]),
    ],
)
def test_each_start_is_written(init: str, lines: list[str]) -> None:
    assert drawing(["W1", "B1"], ("a", 5), init) == [f"W1 = {lines[0]}", f"B1 = {lines[1]}"]
    starts = [training_steps(replace(HILLS, init=init), 1, way)[0].startswith("import math\n\n") for way in WAYS]
    assert starts == [init in ("linear", "xavier", "kaiming")] * 3


def test_measured_rows_stand_six_in_a_line() -> None:
    small = TrainingSpec(data="own", measured=OWN_NUMBERS, points=20, split=60)
    written = data_lines(small)
    assert written[0] == "rows = torch.tensor(["
    assert written[1] == "    [0.0, 0.0], [0.5, 1.0], [1.0, 4.0], [1.5, 2.0], [2.0, 2.0], [2.5, 4.0],"
    assert written[4:7] == [
        "    [9.0, 2.0], [9.5, 4.0],",
        "], dtype=torch.float64)",
        "points = ((rows - rows.mean(dim=0)) / rows.std(dim=0)).float()",
    ]
    assert written[11:15] == [
        "    6.0, 6.333333333333333,",
        "], dtype=torch.float64)",
        "wanted = ((wanted - wanted.mean()) / wanted.std()).float()",
        "order = torch.randperm(20)[:20]",
    ]
    assert written[-1] == "training, test = order[:12], order[12:]"
    classes = data_lines(TrainingSpec(data="own", measured=OWN_CLASSES, points=20, loss="mse"))
    assert classes[7:12] == [
        "wanted = torch.tensor([", "    0, 1, 2, 0, 1, 2,", "    0, 1, 2, 0, 1, 2,", "    0, 1, 2, 0, 1, 2,",
        "    0, 1,",
    ]  # fmt: skip
    assert classes[12:14] == ["])", "order = torch.randperm(20)[:20]"]
    assert classes[-2] == "targets = torch.nn.functional.one_hot(wanted, 3).float()"
    many = data_lines(TrainingSpec(data="own", measured=OWN_CLASSES, points=500))
    assert many[13] == "order = torch.randperm(20)[:20]"
    assert data_lines(TrainingSpec(data="iris", points=40))[-7:] == [
        "])", "order = torch.randperm(150)[:40]", "", "x1, x2 = points[:, 0], points[:, 1]",
        "features = torch.stack([x1, x2], dim=1)", "targets = wanted", "training, test = order[:28], order[28:]",
    ]  # fmt: skip


def test_digits_are_written_and_taken() -> None:
    spec = TrainingSpec(data="digits", points=20, split=30)
    assert data_lines(spec) == [
        "order = torch.randperm(1797)[:20].tolist()",
        "pixels = torch.tensor([[int(sign, 17) for sign in digits[row][0]] for row in order])",
        "wanted = torch.tensor([digits[row][1] for row in order])",
        "",
        "features = pixels / 16",
        "targets = wanted",
        "training, test = torch.arange(20).split([6, 14])",
    ]
    orders = [torch.randperm(1797, generator=torch.Generator().manual_seed(seed))[:20].tolist() for seed in (1, 2, 1)]
    rows = written_rows(spec, [1, 2, 1])
    assert (rows[0], rows[-1]) == ("digits = {", "}")
    assert [int(row.strip().partition(":")[0]) for row in rows[1:-1]] == list(dict.fromkeys(orders[0] + orders[1]))
    steps = training_steps(spec, 0)
    assert steps[1].splitlines() == ["torch.manual_seed(7)", "", *written_rows(spec, [7]), *data_lines(spec)]


@pytest.mark.parametrize(
    ("step", "way", "field", "value", "allowed"),
    [
        (-1, NOTEBOOK, "time", -1, "0..100"),
        (101, NOTEBOOK, "time", 101, "0..100"),
        (100, "numpy", "way", "numpy", "notebook, sequential, module"),
    ],
)
def test_a_refused_program_says_what_there_is(step: int, way: str, field: str, value: object, allowed: str) -> None:
    with pytest.raises(SpecError) as error:
        training_steps(HILLS, step, way)
    assert (error.value.field, error.value.value, error.value.allowed) == (field, value, allowed)
