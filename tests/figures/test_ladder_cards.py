"""The ladder as HTML: every element in a cell with its name, and torch's words on each tensor."""

import re
from itertools import product

from components.base.style import fill_of, true_minus
from components.tensors.figures.ladder_cards import axes_of, element_name, element_text, ladder_html
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


@for_each(
    ("picked", "words", "value"),
    [
        (("scalar", ()), "scalar = ", 0),
        (("vector", (2,)), "vector[2] = ", 1),
        (("matrix", (1, 2)), "matrix[1, 2] = ", 2),
        (("cube", (1, 0, 3)), "cube[1, 0, 3] = ", 3),
    ],
)
def test_the_large_line_names_the_element_and_its_number(
    picked: tuple[str, tuple[int, ...]], words: str, value: int
) -> None:
    rungs = ladder(LadderSpec(7, 2, 3, 4))
    html = ladder_html(rungs, picked)
    (walk,) = re.findall(r'<p class="walk">(.*?)</p>', html)
    assert re.sub("<[^>]+>", "", walk) == f"{words}{rungs[value].tensor[picked[1]].item()}"
    assert html.index('class="rung rung-2"') < html.index('class="walk"') < html.index('class="rung rung-3"')


def test_a_step_says_where_it_is_and_where_it_goes() -> None:
    html = ladder_html(ladder(LadderSpec(7, 2, 3, 4)), ("matrix", (1, 3)))
    assert re.findall(
        r'class="axis (\w+)" data-axis="(\w+)" data-name="([^"]+)" data-place="([^"]+)" title="([^"]+)" '
        r'aria-label="([^"]+)">(\d)<',
        html,
    ) == [
        ("row", "row", "matrix.2.3", "step-0", "go on to matrix[2, 3]", "1, go on to matrix[2, 3]", "1"),
        ("column", "column", "matrix.1.0", "step-1", "go on to matrix[1, 0]", "3, go on to matrix[1, 0]", "3"),
    ]


def test_each_card_has_its_title_its_line_and_its_room() -> None:
    html = ladder_html(ladder(LadderSpec(7, 2, 3, 4, "uint8")), ("scalar", ()))
    assert re.findall(r"<h3>([^<]+)</h3>", html) == [
        "Scalar: no index",
        "Vector: one index",
        "Matrix: two indices",
        "Cube: three indices",
    ]
    assert re.findall(r"</h3><code>(\w+) = ", html) == ["scalar", "vector", "matrix", "cube"]
    assert re.findall(r"--columns:(\d+);--all:(\d+)", html) == [("1", "1"), ("4", "4"), ("4", "4"), ("4", "8")]
    longest = [
        max(len(str(value)) for value in rung.tensor.flatten().tolist())
        for rung in ladder(LadderSpec(7, 2, 3, 4, "uint8"))
    ]
    assert [int(letters) for letters in re.findall(r"--letters:(\d+)", html)] == longest
    assert re.findall(r'role="group" aria-label="([^"]+)"', html) == re.findall(r"<h3>([^<]+)</h3>", html)


def test_rows_and_columns_are_numbered_where_there_are_any() -> None:
    html = ladder_html(ladder(LadderSpec(7, 1, 2, 3)), ("scalar", ()))
    cards = html.split('<section class="rung')[1:]
    assert [re.findall(r'<th scope="col">(\d)</th>', card) for card in cards] == [
        [],
        list("012"),
        list("012"),
        list("012"),
    ]
    assert [re.findall(r'<th scope="row">(\d)</th>', card) for card in cards] == [[], [], list("01"), list("01")]


def test_the_largest_number_has_the_end_of_the_colours() -> None:
    for dtype, largest in (("int64", 9), ("uint8", 255), ("bool", 1)):
        rungs = ladder(LadderSpec(7, 2, 3, 4, dtype))
        colours = re.findall(r'<td class="cell[^"]*" style="--fill:([^;]+);', ladder_html(rungs, ("scalar", ())))
        values = [value for rung in rungs for value in rung.tensor.flatten().tolist()]
        assert colours == [fill_of(value / largest) for value in values], dtype


def test_names_texts_and_axes_of_elements() -> None:
    assert [element_name("scalar", ()), element_name("cube", (0, 1, 2))] == ["scalar", "cube.0.1.2"]
    assert [element_text(value) for value in (-0.5, 7, True, 0.12345)] == ["−0.5000", "7", "True", "0.1235"]
    assert [axes_of(count) for count in range(4)] == [(), ("column",), ("row", "column"), ("depth", "row", "column")]


def test_of_what_torch_says_only_the_shape_opens_the_glossary() -> None:
    html = ladder_html(ladder(LadderSpec(7, 2, 3, 4)), ("scalar", ()))
    card = html.split('<section class="rung')[-1]
    names = re.findall(r"<dt><code>(.*?)</code></dt>", card)
    assert [re.sub("<[^>]+>", "", name) for name in names] == [".shape", ".ndim", ".numel()", ".dtype"]
    assert [name.startswith("<") for name in names] == [True, False, False, False]
