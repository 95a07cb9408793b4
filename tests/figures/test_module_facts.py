"""What is told of a network as a module of torch, sentence by sentence and number by number."""

import re
from html import unescape

import pytest
import torch

from components.network.figures import module_facts
from components.network.figures.module_facts import MAX_SIDE, module_facts_html, told_html
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.module import ModelFacts, model_facts
from compute.network.network import draw
from compute.network.program_ways import MODULE, SEQUENTIAL
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps
from tests.cases import for_each

UNIT = NetworkSpec(inputs=5, hidden=())
TURNED, OWN, STATE, CALLED, ALIKE = range(5)


def html(spec: NetworkSpec = NetworkSpec(), layer: int = 1, way: str = SEQUENTIAL, count: int = 99) -> str:  # noqa: B008
    """Return all that is told after so many steps."""
    return module_facts_html(
        known_pass(forward_network(draw(spec), "cpu"), progress_after(steps(spec), count)), layer, way
    )


def plain(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text.replace("<code>", "").replace("</code>", ""))).split())


def paragraphs(spec: NetworkSpec = NetworkSpec(), layer: int = 1, way: str = SEQUENTIAL) -> list[str]:  # noqa: B008
    return [plain(text) for text in re.findall(r"<p>(.*?)</p>", html(spec, layer, way))]


def tables(text: str) -> list[list[list[str]]]:
    """Return caption, heads and rows of each matrix."""
    found = []
    for table in re.findall(r'<table class="grid">(.*?)</table>', text):
        rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)]
        found.append([re.findall(r"<caption>(.*?)</caption>", table), *rows])
    return found


@for_each(
    ("spec", "layer", "way", "words"),
    [
        (
            NetworkSpec(),
            1,
            SEQUENTIAL,
            "W1 has the shape (3, 2), a row for each input; model[0].weight has the shape (2, 3), a row for each unit. "
            "So W1.t() is copied in: W1[2, 0] and model[0].weight[0, 2] are both 1.2324.",
        ),
        (
            NetworkSpec(),
            2,
            MODULE,
            "W2 has the shape (2, 1), a row for each input; model.output.weight has the shape (1, 2), a row for each "
            "unit. So W2.t() is copied in: W2[1, 0] and model.output.weight[0, 1] are both 0.3177.",
        ),
        (
            NetworkSpec(inputs=1),
            1,
            SEQUENTIAL,
            "W1 has the shape (1, 2), a row for each input; model[0].weight has the shape (2, 1), a row for each unit. "
            "So W1.t() is copied in: W1[0, 1] and model[0].weight[1, 0] are both 0.9468.",
        ),
        (
            UNIT,
            1,
            SEQUENTIAL,
            "model[0].weight has the shape (1, 5): a row for each unit, a column for each input. For one unit weights "
            "is drawn just so, as a row; as a matrix W it would have the shape (5, 1) and need .t().",
        ),
    ],
)
def test_what_is_said_of_the_transposed_weights(spec: NetworkSpec, layer: int, way: str, words: str) -> None:
    assert paragraphs(spec, layer, way)[TURNED] == f"nn.Linear keeps W transposed. {words}"


@for_each(
    ("spec", "layer", "limits", "given"),
    [
        (NetworkSpec(), 1, ("3", "0.5774"), "W1 goes from −1.1143 to 1.6908"),
        (NetworkSpec(), 2, ("2", "0.7071"), "W2 goes from −1.6822 to 0.3177"),
        (UNIT, 1, ("5", "0.4472"), "weights goes from −1.6822 to 1.2324"),
    ],
)
def test_what_is_said_of_its_own_numbers(spec: NetworkSpec, layer: int, limits: tuple[str, str], given: str) -> None:
    own = model_facts(draw(spec), SEQUENTIAL).layers[layer - 1].own
    low, high = (f"{value:.4f}".replace("-", "−") for value in (own.min().item(), own.max().item()))
    inputs, bound = limits
    assert paragraphs(spec, layer)[OWN] == (
        "It has drawn numbers of its own. kaiming_uniform_(a=sqrt(5)) draws them, each value from "
        f"−1/sqrt({inputs}) to 1/sqrt({inputs}) as likely as any other, so within ±{bound}: here from {low} to {high}. "
        f"randn knows no such limit: {given}. copy_ writes it over the layer's own numbers."
    )


def test_the_matrices_stand_below_with_the_names_of_their_units() -> None:
    given, kept, own = tables(html())
    assert given == [
        ["W1"],
        ["", "h1", "h2"],
        ["x1", "−1.1143", "1.6908"],
        ["x2", "−0.8948", "−0.3556"],
        ["x3", "1.2324", "0.1382"],
    ]
    assert kept == [
        ["model[0].weight"],
        ["", "x1", "x2", "x3"],
        ["h1", "−1.1143", "−0.8948", "1.2324"],
        ["h2", "1.6908", "−0.3556", "0.1382"],
    ]
    assert own[:2] == [["model[0].weight before the copy"], ["", "x1", "x2", "x3"]]
    assert [row[0] for row in own[2:]] == ["h1", "h2"]
    assert [table[0] for table in tables(html(layer=2))] == [
        ["W2"],
        ["model[2].weight"],
        ["model[2].weight before the copy"],
    ]


def test_of_a_unit_the_matrix_would_look_the_same_and_stands_once() -> None:
    assert [table[0] for table in tables(html(UNIT))] == [["model[0].weight"], ["model[0].weight before the copy"]]


@for_each(("inputs", "hidden", "count"), [(5, 5, 3), (6, 5, 0), (5, 6, 0), (1, 1, 3)])
def test_up_to_five_rows_and_columns_all_numbers_are_written_out(inputs: int, hidden: int, count: int) -> None:
    assert len(tables(html(NetworkSpec(inputs=inputs, hidden=(hidden,))))) == count
    assert MAX_SIDE == 5


@for_each(
    ("spec", "way", "names", "bias"),
    [
        (NetworkSpec(), SEQUENTIAL, "The names are the places in nn.Sequential, counted from 0.", False),
        (NetworkSpec(), MODULE, "The names are those that __init__ gives the layers.", False),
        (NetworkSpec(bias=False), MODULE, "The names are those that __init__ gives the layers.", True),
    ],
)
def test_what_is_said_of_the_names(spec: NetworkSpec, way: str, names: str, bias: bool) -> None:
    said = paragraphs(spec, 1, way)[STATE]
    assert said.startswith(f"state_dict() names every tensor. {names}")
    assert said.endswith("otherwise each would draw its own." if bias else "so it is not in the list.")


@for_each(
    ("spec", "way", "rows"),
    [
        (
            NetworkSpec(),
            SEQUENTIAL,
            [
                ["0.weight", "2 × 3", "W1.t()", "6"],
                ["0.bias", "2", "B1[0]", "2"],
                ["2.weight", "1 × 2", "W2.t()", "2"],
                ["2.bias", "1", "B2[0]", "1"],
                ["sum(p.numel() for p in model.parameters())", "11"],
            ],
        ),
        (
            NetworkSpec(inputs=40, hidden=(30,), bias=False),
            MODULE,
            [
                ["hidden.weight", "30 × 40", "W1.t()", "1,200"],
                ["output.weight", "1 × 30", "W2.t()", "30"],
                ["sum(p.numel() for p in model.parameters())", "1,230"],
            ],
        ),
        (
            NetworkSpec(inputs=5, hidden=(), bias=False),
            SEQUENTIAL,
            [["0.weight", "1 × 5", "weights", "5"], ["sum(p.numel() for p in model.parameters())", "5"]],
        ),
    ],
)
def test_each_entry_has_a_row_and_all_numbers_are_counted(spec: NetworkSpec, way: str, rows: list[list[str]]) -> None:
    (table,) = re.findall(r'<div class="state-dict".*?</div>', html(spec, 1, way))
    assert 'aria-label="the entries of state_dict()"' in table
    found = [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in table.split("</tr>")]
    assert found[:-1] == [["name", "shape", "copied from", "numbers"], *rows]


def test_a_hook_hears_the_call_and_not_forward() -> None:
    said = paragraphs()[CALLED]
    assert said.endswith("A hook that counts was told 1 × by the one and 0 × by the other.")


@for_each(
    ("difference", "words"),
    [
        (0.0, "The output of the model is that of the notebook's lines to the last digit."),
        (3e-8, "The output of the model is up to 3.0e-08 away from that of the notebook's lines: the two add up in"),
        (1.0, "The output of the model is up to 1.0e+00 away from that of the notebook's lines: the two add up in"),
    ],
)
def test_how_far_the_ways_are_apart_is_said_by_the_largest_difference(difference: float, words: str) -> None:
    spec = NetworkSpec(outputs=3)
    passed = known_pass(forward_network(draw(spec), "cpu"))
    facts = model_facts(passed.network, SEQUENTIAL)
    output = facts.output.double() + torch.tensor([[0.0, -difference, difference / 2]], dtype=torch.double)
    with pytest.MonkeyPatch.context() as patched:
        moved = ModelFacts(
            facts.layers, facts.entries, facts.parameters, facts.hooks_of_call, facts.hooks_of_forward, output
        )
        patched.setattr(module_facts, "model_facts", lambda *_: moved)
        said = plain(module_facts_html(passed, 1, SEQUENTIAL))
    assert f"All three ways compute the same. {words}" in said


@for_each(("count", "is_said"), [(0, False), (7, False), (8, True)])
def test_how_far_waits_until_all_is_computed(count: int, is_said: bool) -> None:
    assert ("All three ways" in html(count=count)) is is_said


def test_code_stands_in_a_title_and_in_its_words() -> None:
    told = told_html("`a` < b", "c `d`")
    assert told == "<p><strong><code>a</code> &lt; b.</strong> c <code>d</code></p>"
