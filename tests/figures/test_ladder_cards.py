"""The ladder as HTML: every element in a cell with its name, and torch's words on each tensor."""

import re
from itertools import product

from components.base.style import fill_of, true_minus
from components.tensors.figures.ladder_cards import ladder_html
from compute.tensors.ladder import FILLS, LadderSpec, ladder
from tests.cases import for_each

BUTTON = re.compile(r'data-name="([^"]+)" aria-pressed="(true|false)" aria-label="([^"]+)">([^<]+)<')


@for_each("dtype", FILLS)
def test_every_element_stands_in_a_cell(dtype: str) -> None:
    rungs = ladder(LadderSpec(42, 3, 2, 4, dtype))
    found = BUTTON.findall(ladder_html(rungs, ("matrix", (1, 2))))
    expected = []
    for rung in rungs:
        for index in product(*map(range, rung.tensor.shape)):
            value = rung.tensor[index].item()
            text = f"{value:.4f}" if dtype == "float32" else str(value)
            pressed = "true" if (rung.name, index) == ("matrix", (1, 2)) else "false"
            name = ".".join([rung.name, *map(str, index)])
            expected.append((name, pressed, f"{rung.expression(index)} = {true_minus(text)}", true_minus(text)))
    assert found == expected


def test_what_torch_says_and_how_it_was_drawn() -> None:
    html = ladder_html(ladder(LadderSpec(7, 2, 3, 4)), ("scalar", ()))
    for text in (
        "torch.Size([])",
        "torch.Size([4])",
        "torch.Size([3, 4])",
        "torch.Size([2, 3, 4])",
        "<dd>24</dd>",
        "torch.int64",
        "cube = torch.randint(10, (2, 3, 4))",
    ):
        assert text in html
    assert re.findall(r"<caption>([^<]+)</caption>", html) == ["cube[0]", "cube[1]"]


def test_an_element_has_the_colour_of_its_value_and_sign() -> None:
    rungs = ladder(LadderSpec(7, 2, 3, 4, "float32"))
    colours = re.findall(r'<td class="cell[^"]*" style="--fill:([^;]+);', ladder_html(rungs, ("scalar", ())))
    values = [value for rung in rungs for value in rung.tensor.flatten().tolist()]
    assert min(values) < 0 < max(values)
    assert colours == [fill_of(value) for value in values]


def test_another_seed_is_another_picture() -> None:
    first, second = (ladder_html(ladder(LadderSpec(seed)), ("scalar", ())) for seed in (7, 8))
    assert first != second


@for_each(
    ("picked", "axes"),
    [
        (("cube", (0, 1, 2)), {"depth": 1, "row": 2, "column": 3}),
        (("matrix", (2, 0)), {"row": 2, "column": 3}),
        (("vector", (3,)), {"column": 3}),
        (("scalar", ()), {}),
    ],
)
def test_what_an_index_walks_along_is_marked(picked: tuple[str, tuple[int, ...]], axes: dict[str, int]) -> None:
    html = ladder_html(ladder(LadderSpec(7, 2, 3, 4)), picked)
    marked = re.findall(r'class="cell along-(\w+)"[^>]*><button type="button" data-name="([^"]+)"', html)
    assert {axis: sum(1 for each, _ in marked if each == axis) for axis in ("depth", "row", "column")} == {
        "depth": 0,
        "row": 0,
        "column": 0,
    } | axes
    for axis, name in marked:
        tensor, *index = name.split(".")
        assert tensor == picked[0]
        others = [at for at, (one, other) in enumerate(zip(map(int, index), picked[1], strict=True)) if one != other]
        assert others == [("depth", "row", "column").index(axis) - 3 + len(index)]


def test_the_last_step_of_an_axis_begins_again() -> None:
    html = ladder_html(ladder(LadderSpec(7, 2, 3, 4)), ("cube", (1, 2, 3)))
    assert re.findall(r'data-axis="\w+" data-name="([^"]+)"', html) == ["cube.0.2.3", "cube.1.0.3", "cube.1.2.0"]
