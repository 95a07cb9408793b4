"""The exercises page: the three questions, answers right and wrong, help, progress, and links."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import torch
from streamlit.testing.v1 import AppTest

from components.exercises.panels.answer import why
from components.exercises.panels.task import printed
from compute.exercises.cases import BIAS_GRADIENT, UPDATED_WEIGHT, WEIGHT_GRADIENT
from compute.exercises.judging import Case, mistaken, solution
from tests.cases import for_each
from tests.pages.page_reading import GoldenPage, OpenPage, codes, container, html_in, in_link

FORWARD = "h = activation(torch.mm(features, W1) + B1)\ny = activation(torch.mm(h, W2) + B2)"
PAGES = Path(__file__).parent.parent.parent / "pages"


def answered(page: AppTest, text: str) -> AppTest:
    page.text_area(key="answer").set_value(text)
    return page.button(key="check").click().run()


def feedback(page: AppTest) -> str:
    """The words and the code of the verdict."""
    return html_in(page, "value-feedback") + "\n".join(codes(container(page, "value-feedback")))


def test_the_notebooks_unit_as_it_is_printed(open_page: OpenPage) -> None:
    page = open_page("exercises", seed=7)
    assert not page.exception
    shown = html_in(page, "value-drawn")
    for line in (
        "torch.manual_seed(7)",
        "features = torch.randn((1, 5))",
        "tensor([[-0.1468,  0.7861,  0.9468, -1.1143,  1.6908]])",
        "tensor([[-0.8948, -0.3556,  1.2324,  0.1382, -1.6822]])",
        "tensor([[0.3177]])",
    ):
        assert line in shown
    assert "0.1595" not in " ".join(element.proto.body for element in page.get("html"))


def test_the_notebooks_network_as_it_is_printed(open_page: OpenPage) -> None:
    page = open_page("exercises", exercise=3)
    assert page.slider(key="inputs").value == 3
    assert page.slider(key="hidden").value == 2
    shown = html_in(page, "value-drawn")
    for line in ("W1 = torch.randn(3, 2)", "[-0.8948, -0.3556]", "tensor([[0.1328, 0.1373]])", "tensor([[0.2405]])"):
        assert line in shown


def test_lines_are_judged_anew_for_other_numbers(open_page: OpenPage) -> None:
    """What is remembered of an answer is of its text and of its numbers, both."""
    text = "activation(torch.sum(features * weights) + bias)"
    page = answered(open_page("exercises", seed=7), text)
    for seed in (8, 7, 8):
        page.slider(key="seed").set_value(seed).run()
        output = f"{solution(Case(1, seed, 5)):.4f}"
        assert f"Right: y = {output}" in feedback(page)
        assert f"tensor([[{output}]])" in feedback(page)
    page.slider(key="inputs").set_value(3).run()
    assert f"tensor([[{solution(Case(1, 8, 3)):.4f}]])" in feedback(page)
    answered(page, "torch.sum(features * weights)")
    assert "Right" not in feedback(page)


def test_tensors_are_printed_as_torch_does_without_powers_of_ten() -> None:
    for shape in ((1, 1), (1, 5), (3, 2), (2, 1), (6, 6), (7, 9), (64, 64)):
        tensor = torch.linspace(3.7, -0.51, shape[0] * shape[1] + 1)[:-1].view(shape).abs().clamp(min=0.01).neg()
        tensor[0, 0] = 1.25
        assert printed(tensor).split() == repr(tensor).split(), shape
        assert (
            printed(tensor) == repr(tensor) or shape[1] >= 9
        )  # torch's lines are longer, and a blank stands before its dots
    assert printed(torch.tensor([[1e-4, 1e3]])) == "tensor([[   0.0001, 1000.0000]])"


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ({}, "0.1595"),
        ({}, "0,1595"),
        ({}, "activation(torch.mm(features, weights.view(5, 1)) + bias)"),
        ({"exercise": 2}, "weights = weights.view(5, 1)\nactivation(torch.mm(features, weights) + bias)"),
        ({"exercise": 3}, "0.3171"),
        ({"exercise": 3}, "h = activation(torch.mm(features, W1) + B1)\nactivation(torch.mm(h, W2) + B2)"),
        ({"exercise": 4}, "-0.2015"),
        ({"exercise": 4}, f"{FORWARD}\ndelta = 2 * (y - target) * y * (1 - y)\ntorch.mm(h.t(), delta)[0, 0]"),
        ({"exercise": 5}, "0,1080"),
        ({"exercise": 5}, Case(5, 7, 3, 2).right),
        ({"exercise": 6}, "-1.1064"),
        ({"exercise": 6}, Case(6, 7, 3, 2).right),
    ],
)
def test_right_answers(open_page: OpenPage, link: dict[str, object], text: str) -> None:
    page = answered(open_page("exercises", **link), text)
    assert not page.exception
    assert "feedback right" in feedback(page)
    said = r"Right: (y = 0\.(1595|3171)|dL/dW2\[0, 0\] = −0\.2015|dL/dB1\[0, 0\] = 0\.1080|W1\[0, 0\] = −1\.1064)"
    assert re.search(said, feedback(page))
    done = f"<b>{link.get('exercise', 1)}</b> ✓ 1"
    assert done in html_in(page, "value-progress")


def test_a_right_answer_is_celebrated_once_and_leads_on(open_page: OpenPage) -> None:
    page = open_page("exercises", seed=7)
    check = page.button(key="check")
    assert check.proto.type == "primary"
    answered(page, "torch.sum(features * weights) + bias")
    assert "confetti" not in feedback(page)
    answered(page, "activation(torch.sum(features * weights) + bias)")
    assert feedback(page).count("<i style=") > 20
    assert "filling fresh" in html_in(page, "value-filling")
    assert page.button(key="next-exercise").proto.type == "primary"
    assert page.button(key="check").proto.type == "secondary"
    page.run()
    assert "confetti" not in feedback(page)
    assert "fresh" not in html_in(page, "value-filling")
    assert "Right" in feedback(page)
    page.button(key="next-exercise").click().run()
    assert in_link(page, "exercise") == "2"
    assert "0.1595" not in html_in(page, "value-filling")


@pytest.mark.parametrize(
    ("link", "text", "numbers"),
    [
        ({}, "0.9999", 5),
        ({}, "0.1595", 5 + 5 + 3),
        ({}, "0.4034", 5 + 5),
        ({}, "features * weights\ntorch.mm(features, weights)", 5 + 5),
        ({"exercise": 2}, "torch.mm(features, weights.t())", 5 + 1),
        ({"exercise": 3}, "activation(features @ W1 + B1)", 3 + 6),
        ({"exercise": 4}, FORWARD, 3 + 6 + 3),
        ({"exercise": 4}, "-0.2958", 3 + 6 + 3 + 2),
        ({"exercise": 4}, "-0.2015", 3 + 6 + 3 + 3),
        ({"exercise": 5}, f"{FORWARD}\n2 * (y - target) * y * (1 - y)", 3 + 6 + 3 + 2),
        ({"exercise": 6}, "-1.1064", 3 + 6 + 3 + 5),
    ],
)
def test_the_picture_fills_as_far_as_the_answer_goes(
    open_page: OpenPage, link: dict[str, object], text: str, numbers: int
) -> None:
    page = open_page("exercises", seed=7, **link)
    assert not re.findall(r'class="passed', html_in(page, "value-filling"))
    answered(page, text)
    assert not page.exception
    assert len(re.findall(r'<b class="(?:computed|passed) cell"', html_in(page, "value-filling"))) == numbers


@pytest.mark.parametrize(
    ("link", "text", "name"),
    [
        ({}, "0.1214", "the bias was forgotten"),
        ({}, "0,4034", "the bias was added inside the sum"),
        ({"exercise": 2}, "-1.6619", "the activation was forgotten"),
        ({"exercise": 2}, "torch.mm(features.t(), weights)", "column times row"),
        ({}, "0.0448", "weights.resize_"),
        ({"exercise": 3}, "0.2460", "no activation on the hidden layer"),
        ({"exercise": 3}, "0.2751", "no biases"),
        ({"exercise": 3}, "-0.7672", "no activation on the output"),
        ({"exercise": 3}, "0.2616", "ReLU on the hidden layer"),
        ({"exercise": 3}, "0.2853", "tanh on the hidden layer"),
        ({"exercise": 4}, "-0.9305", "the slope of the sigmoid was left out"),
        ({"exercise": 4}, "-0.2958", "only delta of the output"),
        ({"exercise": 5}, "0.4975", "the slope of the hidden unit was left out"),
        ({"exercise": 5}, "-0,0159", "delta was multiplied by an input, as for a weight"),
        ({"exercise": 6}, "-1.1223", "the step goes uphill"),
        ({"exercise": 6}, "-1.0985", "the learning rate was left out"),
    ],
)
def test_known_mistakes_are_named_with_their_program(
    open_page: OpenPage, link: dict[str, object], text: str, name: str
) -> None:
    page = answered(open_page("exercises", seed=7, **link), text)
    assert "feedback wrong" in feedback(page)
    assert name in feedback(page)
    (code,) = codes(container(page, "value-feedback"))
    if text[-1].isdigit():
        assert "torch.mm(" in code or "torch.sum(" in code
        assert text.replace(",", ".") in code
    else:
        assert code.count("\n") == 4  # 5 x 5
    assert "✓" not in html_in(page, "value-progress")


@pytest.mark.parametrize(
    "case",
    [Case(1, 42, 9), Case(2, 100, 20), Case(3, 9999, 64, 64), Case(4, 42, 8, 8), Case(5, 3, 1, 8), Case(6, 77, 8, 1)],
)
def test_any_seed_and_size(open_page: OpenPage, case: Case) -> None:
    link = {"exercise": case.exercise, "seed": case.seed, "inputs": case.inputs}
    page = open_page("exercises", **link, **({"hidden": case.hidden} if case.hidden else {}))
    assert not page.warning
    wrong = next(
        (name.name, value) for name, _text, value in mistaken(case) if abs(value.sum() - solution(case)) > 0.01
    )
    page = answered(page, f"{float(wrong[1]):.4f}")
    assert "feedback wrong" in feedback(page)
    assert "feedback question" not in feedback(page)
    assert "feedback right" in feedback(answered(page, f"{solution(case):.4f}"))


def test_torch_speaks_and_is_explained(open_page: OpenPage) -> None:
    page = answered(open_page("exercises"), "torch.mm(features, weights)")
    assert "RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x5 and 1x5)" in feedback(page)
    assert "<code>weights</code> 1 × 5" in feedback(page)
    page = answered(page, "torch.mm(features, weights")
    assert "Python says" in feedback(page)
    assert "was never closed" in feedback(page)


HOSTILE = [
    "features.__class__",
    "features.numpy().tofile",
    "torch.load(features)",
    "2**10**10",
    "yield 1",
    "while True: features",
    "{1, 2}",
    "class A(print): pass",
    "features.repeat(100000, 100000)",
    "features.map_('<script>alert(1)</script>')",
    "`</code><img src=x onerror=alert(1)>`",
    "$\\frac{1}{0}$",
    "\x00",
    "(" * 400,
    "9" * 5000,
]


def test_hostile_answers_are_refused_with_what_is_allowed(open_page: OpenPage) -> None:
    page = open_page("exercises")
    for text in HOSTILE:
        answered(page, text)
        assert not page.exception, text
        assert "Not allowed here" in feedback(page), text
        assert "<script" not in feedback(page)
        assert "<img" not in feedback(page)
        assert "✓" not in html_in(page, "value-progress")


def test_an_error_is_told_with_its_line_in_the_visitors_language(open_page: OpenPage) -> None:
    page = answered(open_page("exercises", lang="pt"), "x = features\n`</code>`\ny = <b>peso`s")
    assert "Linha 2: <code>&#x27;&lt;/code&gt;&#x27;</code>" in feedback(page)
    page = answered(page, "class Net(nn.Module):\n    def __init__(self):\n        self.fc = nn.Linear(5, 1)\nNet()")
    assert "Linha 3: <code>self.fc = nn.Linear(5, 1)</code>" in feedback(page)
    assert "tem de ser a primeira linha" in feedback(page)
    page = answered(page, "def f(x):\n    return x")
    assert "chame a função" in feedback(page)
    page = answered(page, "0.1214\n0.4034\n0.1595")
    assert "Vários números" in feedback(page)
    assert page.text_area(key="answer").value == "0.1214\n0.4034\n0.1595"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "print('<img src=x>', features)", "'<b>'", "f'{1:<9}'"])
def test_no_words_of_the_visitor_become_html(open_page: OpenPage, text: str) -> None:
    page = answered(open_page("exercises"), text)
    assert not page.exception
    assert "feedback wrong" in feedback(page)
    assert not any(tag in html_in(page, "value-feedback") for tag in ("<script", "<img"))


def test_names_from_the_visitor_are_escaped(open_page: OpenPage) -> None:
    page = answered(open_page("exercises"), "foo.bar")
    assert "<code>foo</code>" in feedback(page)
    assert "features, weights, bias" in feedback(page)


def test_the_second_exercise_wants_a_matrix_product(open_page: OpenPage) -> None:
    page = answered(open_page("exercises", exercise=2), "activation(torch.sum(features * weights) + bias)")
    assert "feedback almost" in feedback(page)
    assert "✓" not in html_in(page, "value-progress")


def test_a_line_is_run_again_on_other_numbers_and_a_number_is_not(open_page: OpenPage) -> None:
    page = answered(open_page("exercises"), "activation(torch.mm(features, weights.t()) + bias)")
    page.slider(key="seed").set_value(8).run()
    assert f"y = {solution(Case(1, 8, 5)):.4f}" in feedback(page)
    assert "<b>1</b> ✓ 1" in html_in(page, "value-progress")  # handed in once
    page = answered(open_page("exercises"), "0.1595")
    page.slider(key="seed").set_value(8).run()
    assert "feedback question" in feedback(page)
    page.slider(key="seed").set_value(7).run()
    assert "feedback right" in feedback(page)


def test_help_step_by_step_then_with_a_gap_then_whole(open_page: OpenPage) -> None:
    page = open_page("exercises", seed=7)
    shown = []
    for count in range(1, 6):
        page.button(key="more-help").click().run()
        assert in_link(page, "hints") == str(count)
        help_panel = container(page, "exercise-help")
        shown.append((html_in(page, "exercise-help").count("<li>"), codes(help_panel)))
    gap = "output = activation(torch.sum(____) + bias)"
    whole = "output = activation(torch.sum(features * weights) + bias)"
    assert shown == [(1, []), (2, []), (3, []), (3, [gap]), (3, [whole])]
    assert "more-help" not in [button.key for button in page.button]
    assert "feedback right" in feedback(answered(page, whole))
    page.button(key="hide-help").click().run()
    assert in_link(page, "hints") is None
    assert "<li>" not in html_in(page, "exercise-help")


def test_a_link_opens_the_help(open_page: OpenPage) -> None:
    page = open_page("exercises", exercise=2, inputs=7, hints=5)
    assert "weights = weights.view(7, 1)" in codes(container(page, "exercise-help"))[0]


def test_another_exercise_starts_afresh(open_page: OpenPage) -> None:
    page = answered(open_page("exercises", seed=9, inputs=12, hints=3), "features.view(12, 1)")
    page.segmented_control(key="choose-exercise").set_value("3").run()
    assert not page.exception
    assert in_link(page, "exercise") == "3"
    assert in_link(page, "hints") is None
    assert (page.slider(key="seed").value, page.slider(key="inputs").value, page.slider(key="hidden").value) == (
        9,
        3,
        2,
    )
    assert page.text_area(key="answer").value == ""
    assert "feedback question" in feedback(page)
    assert "feedback right" in feedback(answered(page, f"{solution(Case(3, 9, 3, 2)):.4f}"))
    page.segmented_control(key="choose-exercise").set_value("1").run()
    assert in_link(page, "exercise") is None
    assert page.slider(key="inputs").value == 5


def test_progress_counts_draws_and_can_be_reset(open_page: OpenPage) -> None:
    page = answered(open_page("exercises"), "0.1595")
    page = answered(page, "0.15951")
    assert "<b>1</b> ✓ 1" in html_in(page, "value-progress")
    page.slider(key="seed").set_value(8).run()
    page = answered(page, f"{solution(Case(1, 8, 5)):.4f}")
    assert "<b>1</b> ✓ 2" in html_in(page, "value-progress")
    assert "<b>2</b> –" in html_in(page, "value-progress")
    page.button(key="reset-progress").click().run()
    assert "✓" not in html_in(page, "value-progress")
    assert "reset-progress" not in [button.key for button in page.button]


def test_a_visit_of_another_page_keeps_the_progress() -> None:
    site = AppTest.from_file(str(PAGES / "site.py"), default_timeout=30).run()
    site.switch_page("exercises.py").run()
    answered(site, "0.1595")
    site.switch_page("neuron.py").run()
    assert "inputs" in [slider.key for slider in site.slider]
    site.switch_page("exercises.py").run()
    assert "<b>1</b> ✓ 1" in html_in(site, "value-progress")


def test_two_visitors_have_their_own_progress(open_page: OpenPage) -> None:
    answered(open_page("exercises"), "0.1595")
    assert "✓" not in html_in(open_page("exercises"), "value-progress")


@for_each(
    ("name", "value"),
    [("exercise", "7"), ("exercise", "<b>"), ("hints", "6"), ("hints", "-1"), ("hidden", "65"), ("inputs", "0")],
)
def test_a_link_that_cannot_be_is_named(open_page: OpenPage, name: str, value: str) -> None:
    page = open_page("exercises", **{name: value})
    assert not page.exception
    assert name in page.warning[0].value
    assert "tensor([[0.3177]])" in html_in(page, "value-drawn")


def test_in_portuguese(open_page: OpenPage) -> None:
    page = answered(open_page("exercises", lang="pt"), "0,1214")
    assert not page.exception
    assert "o viés foi esquecido" in feedback(page)
    assert "Conferir" in [button.label for button in page.button]


def test_a_guess_is_judged_with_the_answer(open_page: OpenPage) -> None:
    page = open_page("exercises", seed=7)
    page.segmented_control(key="exercise-guess").set_value("1").run()
    assert "You said: nearer to 1" in feedback(page)
    assert "It is nearer" not in feedback(page)
    page = answered(page, "0.1214")
    assert "It is nearer" not in feedback(page)  # a wrong answer gives nothing away
    page = answered(page, "0.1595")
    assert "It is nearer to 0" in feedback(page)
    page.slider(key="seed").set_value(8).run()
    assert page.segmented_control(key="exercise-guess").value is None
    page.slider(key="seed").set_value(7).run()
    assert "It is nearer to 0" in feedback(page)


@pytest.mark.parametrize(
    ("exercise", "seed", "name", "right", "verdict"),
    [
        (4, 7, "W2[0, 0]", "up", "Below 0"),
        (5, 7, "B1[0, 0]", "down", "Above 0"),
        (5, 8, "B1[0, 0]", "up", "Below 0"),
        (6, 7, "W1[0, 0]", "up", "which is −0.0159"),
        (6, 10, "W1[0, 0]", "down", "which is 0.0112"),
    ],
)
def test_up_or_down_is_judged_with_the_answer(
    open_page: OpenPage, exercise: int, seed: int, name: str, right: str, verdict: str
) -> None:
    page = open_page("exercises", exercise=exercise, seed=seed)
    assert f"does a step of gradient descent take <code>{name}</code> up or down?" in feedback(page)
    other = {"up": "down", "down": "up"}[right]
    page.segmented_control(key="exercise-direction").set_value(other).run()
    assert f"You said: {other}. Now compute it." in feedback(page)
    page = answered(page, "0.5")
    assert "You said" not in feedback(page)  # a wrong answer gives nothing away
    assert verdict not in feedback(page)
    page = answered(page, Case(exercise, seed, 3, 2).right)
    assert f"You said: {other}. It goes {right}." in feedback(page)
    assert verdict in feedback(page)
    page = open_page("exercises", exercise=exercise, seed=seed)
    page.segmented_control(key="exercise-direction").set_value(right).run()
    assert f"You said: {right}. So it is." in feedback(answered(page, Case(exercise, seed, 3, 2).right))


def test_the_exercises_about_gradients_have_target_and_rate(open_page: OpenPage) -> None:
    for exercise, lines in ((3, 0), (4, 1), (5, 1), (6, 2)):
        shown = html_in(open_page("exercises", exercise=exercise), "value-drawn")
        assert ("target = torch.tensor([[1.0]])" in shown) + ("rate = torch.tensor(0.5)" in shown) == lines


@pytest.mark.parametrize("exercise", [4, 5, 6])
def test_more_than_eight_is_no_size_of_a_gradient(open_page: OpenPage, exercise: int) -> None:
    page = open_page("exercises", exercise=exercise, inputs=20, hidden=64)
    assert not page.exception
    assert [page.slider(key=key).value for key in ("inputs", "hidden")] == [8, 8]
    assert [page.slider(key=key).max for key in ("inputs", "hidden")] == [8, 8]
    assert "torch.randn(8, 8)" in html_in(page, "value-drawn")
    [said] = page.warning
    assert said.value == "- **inputs** = `20`; allowed: `1..8`\n- **hidden** = `64`; allowed: `1..8`"
    page.slider(key="inputs").set_value(5).run()
    assert len(page.warning) == 1  # as what is ignored of a link elsewhere, it stands as long as the page
    page.segmented_control(key="choose-exercise").set_value("3").run()
    assert not page.warning
    page = open_page("exercises", exercise=3, inputs=20, hidden=64)
    assert not page.warning
    page.segmented_control(key="choose-exercise").set_value(str(exercise)).run()
    assert not page.exception
    assert [page.slider(key=key).value for key in ("inputs", "hidden")] == [3, 2]
    page.segmented_control(key="choose-exercise").set_value("3").run()
    page.slider(key="hidden").set_value(64).run()
    assert "torch.randn(3, 64)" in html_in(page, "value-drawn")


def test_all_of_a_gradient_is_not_the_entry_that_is_asked_for(open_page: OpenPage) -> None:
    page = answered(open_page("exercises", exercise=4), f"{FORWARD}\ntorch.mm(h.t(), 2 * (y - target) * y * (1 - y))")
    assert "One entry is asked for, that at <code>[0, 0]</code>" in feedback(page)
    assert "(2, 1)" in feedback(page)


def test_every_exercise_has_its_mark(open_page: OpenPage) -> None:
    page = open_page("exercises", exercise=4)
    for exercise in (4, 5, 6):
        page = answered(page, Case(exercise, 7, 3, 2).right)
        assert html_in(page, "value-progress").count("✓ 1") == exercise - 3
        if exercise < 6:
            page.button(key="next-exercise").click().run()
    assert "next-exercise" not in [button.key for button in page.button]
    marks = re.findall(r"<b>(\d)</b> (\S)", html_in(page, "value-progress"))
    assert marks == [("1", "–"), ("2", "–"), ("3", "–"), ("4", "✓"), ("5", "✓"), ("6", "✓")]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ({"exercise": 1, "seed": 12, "inputs": 9}, "./neuron?seed=12&inputs=9"),
        ({"exercise": 2, "seed": 12, "inputs": 6}, "./shapes?seed=12&inputs=6&weights=column"),
        ({"exercise": 2, "seed": 12, "inputs": 60}, "./neuron?seed=12&inputs=60"),
        (
            {"exercise": 3, "seed": 12, "inputs": 4, "hidden": 5, "lang": "pt", "projector": "true"},
            "./?seed=12&inputs=4&hidden=5&lang=pt&projector=true",
        ),
        (
            {"exercise": 4, "seed": 12, "inputs": 4, "hidden": 5},
            "./gradients?seed=12&inputs=4&hidden=5&view=backward&select=w2.1.1",
        ),
        (
            {"exercise": 6, "seed": 12, "inputs": 4, "hidden": 5},
            "./gradients?seed=12&inputs=4&hidden=5&view=backward&select=w1.1.1&rate=0.5&updates=1",
        ),
    ],
)
def test_after_a_right_answer_it_goes_on(open_page: OpenPage, link: dict[str, Any], address: str) -> None:
    page = open_page("exercises", **link)
    assert not page.get("link_button")
    case = Case(link["exercise"], 12, link["inputs"], link.get("hidden", 0))
    page = answered(page, case.right)
    (why,) = page.get("link_button")
    assert why.proto.url == address
    following = [button for button in page.button if button.key == "next-exercise"]
    assert len(following) == (link["exercise"] < 6)
    for button in following:
        button.click().run()
        assert in_link(page, "exercise") == str(link["exercise"] + 1)
        assert page.segmented_control(key="choose-exercise").value == str(link["exercise"] + 1)
        assert page.text_area(key="answer").value == ""
        assert "feedback question" in feedback(page)


@pytest.mark.parametrize("exercise", [WEIGHT_GRADIENT, BIAS_GRADIENT, UPDATED_WEIGHT])
def test_the_page_of_the_gradients_shows_the_answer(open_page: OpenPage, exercise: int) -> None:
    case = Case(exercise, 12, 4, 5)
    link = {name: values[0] for name, values in parse_qs(urlsplit(why(case)).query).items()}
    shown = open_page("gradients", **link)
    said = " ".join(element.proto.body for element in shown.get("html"))
    assert f"{solution(case):.4f}" in said.replace("−", "-")


def test_the_line_that_is_right_is_named(open_page: OpenPage) -> None:
    page = answered(open_page("exercises"), "y = activation(features @ weights.t() + bias)\nfeatures")
    assert "feedback right" in feedback(page)
    assert "Line 1 is right, the last line is something else." in feedback(page)
    assert "✓ 1" in html_in(page, "value-progress")


def test_a_result_that_was_thrown_away_is_said(open_page: OpenPage) -> None:
    page = answered(open_page("exercises"), "weights.view(5, 1)\ntorch.mm(features, weights)")
    said = "Line 1: <code>view</code> returns a new tensor; it changes nothing here."
    assert said in feedback(page)
    assert said in feedback(answered(page, "weights.view(5, 1)\ntorch.sum(features * weights)"))


def test_what_a_number_or_these_numbers_cannot_tell_is_said(open_page: OpenPage) -> None:
    page = open_page("exercises", seed=0, inputs=64)
    page = answered(page, "activation(torch.sum(features * weights))")
    assert "feedback wrong" in feedback(page)
    assert "the bias was forgotten" in feedback(page)
    assert "The number is the right one here" in feedback(page)
    page = answered(page, f"{solution(Case(1, 0, 64)):.4f}")
    assert "feedback right" in feedback(page)
    assert "a mistake gives the same number here" in feedback(page)


@pytest.mark.parametrize("text", ["features + " * 3000 + "bias", "9" * 50_000, "weights.view(5, 1)"])
def test_nothing_that_was_typed_is_lost(open_page: OpenPage, text: str) -> None:
    page = answered(open_page("exercises"), text)
    assert page.text_area(key="answer").value == text
    assert "feedback wrong" in feedback(page)
    page.query_params["lang"] = "pt"
    page.run()
    assert page.text_area(key="answer").value == text
    assert feedback(page).count('class="feedback') == 1


def test_whatever_escapes_becomes_a_sentence_and_stands_in_the_log(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object) -> None:
        raise AssertionError("torch has a surprise")

    monkeypatch.setattr("components.exercises.answers.judge", broken)
    page = answered(open_page("exercises"), "-torch.mul(True, True)")
    assert not page.exception
    assert "This answer could not be judged" in feedback(page)
    assert "surprise" not in feedback(page)
    assert "surprise" in caplog.text


def test_coming_back_finds_the_answer_and_the_guess() -> None:
    site = AppTest.from_file(str(PAGES / "site.py"), default_timeout=30).run()
    site.switch_page("exercises.py").run()
    site.slider(key="inputs").set_value(5).run()
    site.segmented_control(key="exercise-guess").set_value("0").run()
    answered(site, "0.1214")
    site.switch_page("neuron.py").run()
    site.switch_page("exercises.py").run()
    site.slider(key="inputs").set_value(5).run()
    assert site.text_area(key="answer").value == "0.1214"
    assert "the bias was forgotten" in feedback(site)
    answered(site, "0.1595")
    assert "nearer to 0. So it is." in feedback(site)


SAID: dict[str, dict[str, object]] = {
    "sum": {"hints": 3},
    "matrix": {"exercise": 2, "hints": 4, "seed": 12},
    "stack": {"exercise": 3, "hints": 5, "hidden": 20},
    "smallest": {"inputs": 1, "hints": 5},
    "weight-gradient": {"exercise": 4, "hints": 3},
    "bias-gradient": {"exercise": 5, "hints": 4, "seed": 12},
    "updated-weight": {"exercise": 6, "hints": 5, "inputs": 8, "hidden": 8},
}
"""Scenes whose whole text is stored."""


@pytest.mark.parametrize("name", SAID)
def test_all_that_the_page_says(open_page: OpenPage, golden_page: GoldenPage, name: str) -> None:
    golden_page(open_page("exercises", **SAID[name]), f"exercises-{name}")


ANSWERS = {
    "right": "activation(torch.sum(features * weights) + bias)",
    "right-line": "y = activation(torch.sum(features * weights) + bias)\nprint(y)\nbias",
    "right-name": "y = activation(torch.sum(features * weights) + bias)\nfor i in range(2):\n    z = i",
    "mistake": "torch.sum(features * weights) + bias",
    "typed-mistake": "-1.6619",
    "typed": "0.1595",
    "rounded": "0.2",
    "wrong": "0.9999",
    "shape": "features * 2",
    "several": "print(0.1)\nprint(0.7)\nprint(0.8)\nprint(0.2)",
    "thrown-away": "weights.view(5, 1)\ntorch.mm(features, weights)",
    "not-allowed": "x = 1\nopen('x')",
    "python": "activation(features",
}


GRADIENT_ANSWERS = {
    "weight-gradient-right": (4, Case(4, 7, 3, 2).right),
    "bias-gradient-mistake": (5, "-0.2958"),
    "updated-weight-right": (6, "-1.1064"),
}


@pytest.mark.parametrize("name", GRADIENT_ANSWERS)
def test_all_that_is_said_of_an_answer_about_gradients(open_page: OpenPage, golden_page: GoldenPage, name: str) -> None:
    exercise, text = GRADIENT_ANSWERS[name]
    page = open_page("exercises", seed=7, exercise=exercise)
    page.segmented_control(key="exercise-direction").set_value("up").run()
    golden_page(answered(page, text), f"answer-{name}")


@pytest.mark.parametrize("name", ANSWERS)
def test_all_that_is_said_of_an_answer(open_page: OpenPage, golden_page: GoldenPage, name: str) -> None:
    page = open_page("exercises", seed=7)
    page.segmented_control(key="exercise-guess").set_value("0").run()
    golden_page(answered(page, ANSWERS[name]), f"answer-{name}")
