"""The tensors page: its three parts, every control, its links, and torch's own answers."""

import re

import pytest
import torch
from streamlit.testing.v1 import AppTest

from compute.tensors.photo import photo
from compute.tensors.randn import SIZES
from tests.cases import for_each
from tests.pages.page_reading import GoldenPage, OpenPage, codes, html_in, in_link, numbers, pictures, report, tables

PARTS = ("ladder", "photo", "randn")


def draws(seed: int, *sizes: int) -> list[torch.Tensor]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return [torch.randn(size) for size in sizes]


def integers(seed: int, *shapes: tuple[int, ...]) -> list[torch.Tensor]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return [torch.randint(10, shape) for shape in shapes]


def cards(page: AppTest) -> str:
    """The HTML of the ladder, which goes to the browser as the data of a component."""
    (found,) = (
        element.proto
        for element in page.get("bidi_component")
        if element.proto.component_name == "tensorama_grids" and element.proto.id.endswith("-ladder-cards")
    )
    return str(found.json)


def all_html(page: AppTest) -> str:
    return "".join(element.proto.body for element in page.get("html"))


def test_the_ladder_by_default(open_page: OpenPage) -> None:
    page = open_page("tensors")
    assert not page.exception
    assert not page.warning
    *_, cube = integers(7, (), (4,), (3, 4), (2, 3, 4))
    assert f"<code>{cube[0, 1, 2]!r}</code>" in html_in(page, "value-element")
    for text in ("torch.Size([])", "torch.Size([4])", "torch.Size([3, 4])", "torch.Size([2, 3, 4])", "torch.int64"):
        assert text in cards(page)


def test_an_index_too_many_and_item_in_torch_s_own_words(open_page: OpenPage) -> None:
    scalar, *_, cube = integers(7, (), (4,), (3, 4), (2, 3, 4))
    shown = html_in(open_page("tensors"), "value-number")
    assert f"<code>cube[0, 1, 2].item()</code> <b>{cube[0, 1, 2].item()}</b>" in shown
    assert "IndexError" in shown
    assert "a Tensor with 24 elements cannot be converted to Scalar" in shown
    shown = html_in(open_page("tensors", select="scalar"), "value-number")
    assert f"<code>scalar.item()</code> <b>{scalar.item()}</b>" in shown
    assert "<code>scalar[0]</code>" in shown
    assert "invalid index of a 0-dim tensor" in shown
    assert "RuntimeError" not in shown
    assert "tensor.item&lt;T&gt;()" in shown


def test_other_sizes_seeds_and_types(open_page: OpenPage) -> None:
    page = open_page("tensors")
    before = cards(page)
    page.slider(key="seed").set_value(8).run()
    assert cards(page) != before
    page.slider(key="depth").set_value(3).run()
    page.slider(key="rows").set_value(2).run()
    page.slider(key="columns").set_value(5).run()
    *_, cube = integers(8, (), (5,), (2, 5), (3, 2, 5))
    assert f"<code>{cube[0, 1, 2]!r}</code>" in html_in(page, "value-element")
    assert "torch.Size([3, 2, 5])" in cards(page)
    page.selectbox(key="dtype").set_value("bool").run()
    assert re.search(r"tensor\((True|False)\)", html_in(page, "value-element"))
    assert "torch.bool" in cards(page)


@pytest.mark.parametrize(
    ("select", "expression"),
    [
        ("scalar", "scalar"),
        ("vector.3", "vector[3]"),
        ("matrix.1.2", "matrix[1, 2]"),
        ("cube.1.2.3", "cube[1, 2, 3]"),
        ("cube.9.9.9", "cube[1, 2, 3]"),
    ],
)
def test_the_picked_element_is_in_the_link(open_page: OpenPage, select: str, expression: str) -> None:
    page = open_page("tensors", select=select)
    assert not page.warning
    scalar, vector, matrix, cube = integers(7, (), (4,), (3, 4), (2, 3, 4))
    value = eval(expression, {"scalar": scalar, "vector": vector, "matrix": matrix, "cube": cube})
    shown = html_in(page, "value-element")
    assert f"<code>{expression}</code>" in shown
    assert f"<code>{value!r}</code>" in shown


def test_an_index_that_is_pressed_walks_on_along_its_axis(open_page: OpenPage) -> None:
    page = open_page("tensors")
    steps = re.findall(r'data-axis="(\w+)" data-name="([^"]+)"', tables(page)["ladder-cards"])
    assert steps == [("depth", "cube.1.1.2"), ("row", "cube.0.2.2"), ("column", "cube.0.1.3")]
    report(page, "ladder-cards", "picked", {"name": "cube.1.1.2", "number": 1})
    assert in_link(page, "select") == "cube.1.1.2"
    *_, cube = integers(7, (), (4,), (3, 4), (2, 3, 4))
    assert f"= <b>{cube[1, 1, 2].item()}</b>" in tables(page)["ladder-cards"]


@pytest.mark.parametrize(
    "select", ["matrix", "matrix.1", "cube.1.2", "cube.-1.0.0", "scalar.0", "vector.10", "tensor.1"]
)
def test_what_names_no_element_is_ignored(open_page: OpenPage, select: str) -> None:
    page = open_page("tensors", select=select)
    assert not page.exception
    assert "select" in page.warning[0].value
    assert "cube[0, 1, 2]" in html_in(page, "value-element")


def test_row_column_and_channel(open_page: OpenPage) -> None:
    page = open_page("tensors", part="photo")
    picture = photo()
    assert repr(picture[11, 20, 0]) in html_in(page, "value-element")
    page.slider(key="row").set_value(25).run()
    page.slider(key="column").set_value(41).run()
    page.slider(key="channel").set_value(2).run()
    shown = html_in(page, "value-element")
    assert f'<code>photo[25, 41, 2]</code> <span aria-hidden="true">→</span> <code>{picture[25, 41, 2]!r}' in shown
    assert repr(picture[25, 41]) in shown
    assert f"<code>photo[25, 41, 2]</code> <b>{int(picture[25, 41, 2])}</b>" in tables(page)["photo"]


@pytest.mark.parametrize(
    ("kind", "code", "shape"),
    [
        ("element", "photo[9, 4, 1]", []),
        ("pixel", "photo[9, 4]", [3]),
        ("row", "photo[9]", [48, 3]),
        ("column", "photo[:, 4]", [32, 3]),
        ("channel", "photo[..., 1]", [32, 48]),
        ("block", "photo[9:15, 4:14]", [6, 10, 3]),
        ("steps", "photo[::4, ::4]", [8, 12, 3]),
    ],
)
def test_slices(open_page: OpenPage, kind: str, code: str, shape: list[int]) -> None:
    page = open_page("tensors", part="photo", row=9, column=4, channel=1, slice=kind)
    assert f'<code>{code}.shape</code> <span aria-hidden="true">→</span> <code>torch.Size({shape})</code>' in html_in(
        page, "value-element"
    )
    other = open_page("tensors", part="photo", row=9, column=4, channel=1)
    other.segmented_control(key="slice").set_value(kind).run()
    assert all_html(other) == all_html(page)
    assert in_link(other, "slice") == (None if kind == "element" else kind)


def test_who_took_the_photo(open_page: OpenPage) -> None:
    page = open_page("tensors", part="photo")
    assert "vultilion" in all_html(page)
    assert "CC BY 2.0" in all_html(page)


@pytest.mark.parametrize("size", [1, 15, 16, 20, 10_000])
def test_a_draw(open_page: OpenPage, size: int) -> None:
    page = open_page("tensors", part="randn", seed=7, size=size)
    assert not page.exception
    (expected,) = draws(7, size)
    assert numbers(page, "value-numbers") == pytest.approx(expected[:20].tolist(), abs=6e-5)
    assert numbers(page, "value-mean") == pytest.approx([float(expected.mean())], abs=6e-5)
    if size > 1:
        assert numbers(page, "value-deviation") == pytest.approx([float(expected.std())], abs=6e-5)
    else:
        assert "nan" in html_in(page, "value-deviation")
    assert f"{size:,}" in pictures(page)["draw-chart"]["alt"]


def test_seed_and_size(open_page: OpenPage) -> None:
    page = open_page("tensors", part="randn")
    before = pictures(page)["draw-chart"]
    page.slider(key="seed").set_value(99).run()
    page.select_slider(key="size").set_value(500).run()
    assert numbers(page, "value-numbers") == pytest.approx(draws(99, 500)[0][:20].tolist(), abs=6e-5)
    assert pictures(page)["draw-chart"]["data"] != before["data"]


def test_sixteen_elements_change_the_numbers_and_the_page_says_why(open_page: OpenPage) -> None:
    page = open_page("tensors", part="randn", seed=7, size=15)
    assert numbers(page, "value-numbers")[0] == -0.1468
    assert -0.8201 not in numbers(page, "value-experiments")
    page.select_slider(key="size").set_value(16).run()
    assert numbers(page, "value-numbers")[0] == -0.8201
    assert {-0.1468, -0.8201} <= set(numbers(page, "value-experiments"))
    assert "vectorized" in html_in(page, "value-experiments")


def test_the_same_seed_twice_and_randn_like(open_page: OpenPage) -> None:
    page = open_page("tensors", part="randn", seed=42)
    first, going_on = (part.tolist() for part in draws(42, 4, 4))
    model, drawn = (part.flatten().tolist() for part in draws(42, (2, 3), (2, 3)))
    below = draws(42, 15)[0][:4].tolist()
    expected = [*model, *drawn, *first, *first, *going_on, *below]
    assert numbers(page, "value-experiments") == pytest.approx(expected, abs=6e-5)
    assert html_in(page, "value-experiments").count("torch.Size([2, 3])") == 2


@pytest.mark.parametrize(
    ("part", "right", "wrong", "said"),
    [
        ("ladder", "first", "none", "torch.Size([3, 4])"),
        ("photo", "matrix", "number", "torch.Size([32, 48])"),
        ("randn", "changes", "stays", "0"),
    ],
)
def test_a_guess(open_page: OpenPage, part: str, right: str, wrong: str, said: str) -> None:
    page = open_page("tensors", part=part)
    before = all_html(page)
    assert "Right." not in before
    page.segmented_control(key="guess").set_value(wrong).run()
    assert "Not this time." in html_in(page, "value-answer")
    page.segmented_control(key="guess").set_value(right).run()
    assert "Right." in html_in(page, "value-answer")
    assert said in html_in(page, "value-answer")
    assert in_link(page, "guess") == right
    assert all_html(open_page("tensors", part=part, guess=right)) == all_html(page)


def test_a_guess_at_sixteen_shows_its_numbers(open_page: OpenPage) -> None:
    page = open_page("tensors", part="randn", seed=7, guess="stays")
    assert -0.8201 in numbers(page, "value-experiments")


def test_the_guess_of_another_part_is_none(open_page: OpenPage) -> None:
    page = open_page("tensors", part="photo", guess="stays")
    assert not page.exception
    assert page.segmented_control(key="guess").value is None


def test_shapes_that_are_alike_are_offered_once(open_page: OpenPage) -> None:
    page = open_page("tensors", depth=3, rows=3, columns=3, guess="last")
    assert not page.exception
    assert page.segmented_control(key="guess").options == ["(3, 3)", "(1, 3, 3)"]


def test_only_the_open_part_is_there(open_page: OpenPage) -> None:
    page = open_page("tensors")
    assert {slider.key for slider in page.slider} == {"seed", "depth", "rows", "columns"}
    page.segmented_control(key="part").set_value("photo").run()
    assert in_link(page, "part") == "photo"
    assert {slider.key for slider in page.slider} == {"row", "column", "channel"}
    page.segmented_control(key="part").set_value("randn").run()
    assert {slider.key for slider in page.slider} == {"seed"}
    page.segmented_control(key="part").set_value("ladder").run()
    assert in_link(page, "part") is None


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("lang", "words"), [("en", "program of your own"), ("pt", "no seu programa")])
def test_both_languages(open_page: OpenPage, part: str, lang: str, words: str) -> None:
    page = open_page("tensors", part=part, lang=lang)
    assert not page.exception
    assert any(words in caption.value for caption in page.caption)
    assert ("Dê um palpite" in all_html(page)) == (lang == "pt")


@pytest.mark.parametrize("part", PARTS)
def test_the_program_seeds_and_draws(open_page: OpenPage, part: str) -> None:
    page = open_page("tensors", part=part, seed=123)
    (code,) = codes(page)
    compile(code, "program", "exec")
    assert ("torch.manual_seed(123)" in code) == (part != "photo")


@for_each("size", ["0", "21", "10001", "15.5", "1e3", "-16", "inf"])
def test_a_size_that_is_none_of_them(open_page: OpenPage, size: str) -> None:
    page = open_page("tensors", part="randn", size=size)
    assert not page.exception
    assert page.select_slider(key="size").value == 15
    assert "size" in page.warning[0].value


def test_every_size_that_is_offered_can_be_linked(open_page: OpenPage) -> None:
    for size in (SIZES[0], 17, 25, SIZES[-1]):
        page = open_page("tensors", part="randn", size=size)
        assert not page.warning
        assert page.select_slider(key="size").value == size


@pytest.mark.parametrize("part", ["", "network", "LADDER", "<script>alert(1)</script>"])
def test_a_part_that_there_is_not(open_page: OpenPage, part: str) -> None:
    page = open_page("tensors", part=part, row="99", slice="everything", dtype="complex64", guess="perhaps")
    assert not page.exception
    assert page.segmented_control(key="part").value == "ladder"
    for name in ("row", "slice", "dtype", "guess"):
        assert name in page.warning[0].value


@pytest.mark.parametrize(("depth", "rows", "columns"), [(2, 3, 4), (3, 1, 5), (1, 4, 2), (2, 3, 3)])
def test_the_choices_are_shapes_and_the_right_one_is_torchs(
    open_page: OpenPage, depth: int, rows: int, columns: int
) -> None:
    page = open_page("tensors", depth=depth, rows=rows, columns=columns)
    shape = str(tuple(torch.zeros(depth, rows, columns)[0].shape))
    offered = page.segmented_control(key="guess").options
    assert set(offered) == {shape, str((depth, rows)), str((1, rows, columns))}
    names = ("first", "last", "none") if len(offered) == 3 else ("first", "none")
    for name, text in zip(names, offered, strict=True):
        page.segmented_control(key="guess").set_value(name).run()
        assert ("Right." in html_in(page, "value-answer")) is (text == shape)
        assert f"cube[0].shape is torch.Size([{rows}, {columns}])" in html_in(page, "value-answer")


SAID: dict[str, dict[str, object]] = {
    "ladder": {"select": "matrix.1.2", "guess": "last"},
    "smallest": {"depth": 1, "rows": 1, "columns": 1, "dtype": "float32", "guess": "first"},
    "bytes": {"dtype": "uint8", "select": "scalar"},
    "bools": {"dtype": "bool", "select": "vector.3"},
    "photo": {"part": "photo", "guess": "line"},
    "photo-corner": {"part": "photo", "row": 31, "column": 47, "channel": 2, "slice": "block"},
    "photo-steps": {"part": "photo", "row": 0, "column": 0, "slice": "steps", "guess": "matrix"},
    "draw": {"part": "randn", "guess": "stays"},
    "draw-of-one": {"part": "randn", "size": 1},
    "large-draw": {"part": "randn", "size": 2000, "seed": 12},
}
"""Scenes whose whole text is stored."""


@pytest.mark.parametrize("name", SAID)
def test_all_that_the_page_says(open_page: OpenPage, golden_page: GoldenPage, name: str) -> None:
    golden_page(open_page("tensors", **SAID[name]), f"tensors-{name}")
