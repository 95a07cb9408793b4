"""The shapes page: torch's errors and their repairs, the trap, and six ways to change a shape."""

import re

import pytest
import torch
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from components.base.text import languages
from components.shapes.controls import FIELDS
from components.widgets.lesson_panel import LESSON
from tests.cases import for_each
from tests.pages.page_reading import NUMBER, GoldenPage, OpenPage, codes, container, html_in, in_link, numbers


def texts(page: AppTest) -> str:
    """Every sentence on the page."""
    return " ".join([*(element.value for kind in (page.markdown, page.warning) for element in kind), *codes(page)])


def tables(page: AppTest, key: str) -> str:
    """The HTML of the tables that can be pressed."""
    (found,) = (element.proto for element in page.get("bidi_component") if element.proto.id.endswith(f"-{key}"))
    return found.json.encode().decode("unicode_escape")


def line(page: AppTest) -> str:
    """What the line with its tensors says, without its HTML: `weights(5, 1)`."""
    return re.sub(r"<[^>]+>", "", tables(page, "value-product"))


def card(page: AppTest, name: str) -> str:
    """The HTML of the card of one of the six changes."""
    return re.search(rf'<section class="card {name}">.*?</section>', tables(page, "value-changes"))[0]


def test_the_notebook_error_and_where_it_comes_from(open_page: OpenPage) -> None:
    page = open_page("shapes", seed=7)
    assert not page.exception
    assert codes(container(page, "value-error"))[0] == "mat1 and mat2 shapes cannot be multiplied (1x5 and 1x5)"
    assert tables(page, "value-product").count('class="clash">') == 3
    assert "**5** numbers" in texts(page)
    assert numbers(page, "value-output") == []
    assert [button.label for button in page.button if button.key.startswith("repair-")] == [
        "view(5, 1)",
        "reshape(-1, 1)",
        ".t()",
        "torch.sum(features * weights)",
    ]


def is_primary(button: Button) -> bool:
    kind: str = button.proto.type
    return kind == "primary"


@pytest.mark.parametrize("repair", ["view", "reshape", "t", "sum"])
def test_each_repair_gives_the_notebook_value(open_page: OpenPage, repair: str) -> None:
    page = open_page("shapes", seed=7)
    page.button(key=f"repair-{repair}").click().run()
    assert in_link(page, "repair") == repair
    pressed = [button.key for button in page.button if button.key.startswith("repair-") and is_primary(button)]
    assert pressed == [f"repair-{repair}"]
    assert numbers(page, "value-output") == [0.1595]
    assert "0.1595" in codes(container(page, "value-repaired"))[0]
    assert "-1.9796" in codes(container(page, "value-repaired"))[0]
    assert numbers(open_page("shapes", seed=7, repair=repair), "value-output") == [0.1595]
    page.button(key=f"repair-{repair}").click().run()
    assert in_link(page, "repair") is None
    assert not [button for button in page.button if is_primary(button)]
    assert numbers(page, "value-output") == []


def test_a_repair_redraws_the_picture(open_page: OpenPage) -> None:
    page = open_page("shapes", seed=7, repair="view")
    assert "5 = 5" in tables(page, "value-product")
    assert "clash" not in tables(page, "value-product")
    assert "weights.view(5, 1)(5, 1)" in line(page)
    assert "result(1, 1)" in line(page)
    assert numbers(page, "value-sum")[-1] == -1.9796
    assert codes(container(page, "value-error"))[0] == "mat1 and mat2 shapes cannot be multiplied (1x5 and 1x5)"
    page.button(key="repair-view").click().run()
    assert "5 ≠ 1" in tables(page, "value-product")


def test_a_repair_that_has_nothing_to_repair_is_not_drawn(open_page: OpenPage) -> None:
    page = open_page("shapes", weights="column", repair="sum")
    assert "torch.mm(features, weights)" in html_in(page, "value-line")
    assert numbers(page, "value-output") == [0.1595]


@pytest.mark.parametrize("operation", ["mul", "add", "sum"])
def test_float64_spreads_without_a_word_and_the_page_says_it(open_page: OpenPage, operation: str) -> None:
    page = open_page("shapes", operation=operation, dtype="float64")
    assert not page.exception
    assert "`torch.float64`" in container(page, "value-dtype").markdown[0].value
    page.selectbox(key="dtype").set_value("float32").run()
    assert "float64" not in texts(page)


def test_dot_of_matrices_and_its_repair(open_page: OpenPage) -> None:
    page = open_page("shapes", operation="dot")
    assert codes(container(page, "value-error"))[0] == "1D tensors expected, but got 2D and 2D tensors"
    assert "(1, 5) and (1, 5)" in texts(page)
    page.button(key="repair-dot").click().run()
    assert "torch.dot(features.flatten(), weights.flatten())" in html_in(page, "value-line")
    assert numbers(page, "value-output") == [0.1595]
    page.selectbox(key="features").set_value("vector").run()
    page.selectbox(key="weights").set_value("vector").run()
    assert "Number meets number" in texts(page)
    assert numbers(page, "value-output") == [0.1595]


def test_the_notebook_s_older_words_stand_beside_today_s(open_page: OpenPage) -> None:
    older = container(open_page("shapes"), "value-older").caption[0].value
    assert "`size mismatch, m1: [1 x 5], m2: [1 x 5]`" in older
    assert "torch 0.4" in older


def test_the_error_follows_the_sliders(open_page: OpenPage) -> None:
    page = open_page("shapes")
    page.slider(key="inputs").set_value(3).run()
    assert "(1x3 and 1x3)" in texts(page)
    page.selectbox(key="weights").set_value("any").run()
    page.slider(key="weight_rows").set_value(4).run()
    page.slider(key="weight_columns").set_value(2).run()
    assert "(1x3 and 4x2)" in texts(page)
    page.slider(key="weight_rows").set_value(3).run()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        expected = torch.mm(torch.randn(1, 3), torch.randn(3, 2))
    assert not codes(page)
    shown = [float(text) for text in NUMBER.findall(line(page).split("result(1, 2)")[1].replace("−", "-"))]
    assert shown == pytest.approx(expected[0].tolist(), abs=6e-5)


def test_another_seed_shows_other_numbers(open_page: OpenPage) -> None:
    page = open_page("shapes", seed=7, weights="column")
    before = tables(page, "value-product"), numbers(page, "value-output")
    page.slider(key="seed").set_value(8).run()
    after = tables(page, "value-product"), numbers(page, "value-output")
    assert before[0] != after[0]
    assert before[1] == [0.1595]
    assert before[1] != after[1]


@for_each(
    ("link", "words"),
    [
        ({"features": "vector", "weights": "vector"}, "self must be a matrix"),
        (
            {"features": "vector", "weights": "any_vector", "weight_columns": 4, "operation": "add"},
            "The size of tensor a (5) must match the size of tensor b (4) at non-singleton dimension 0",
        ),
        (
            {"weights": "column", "dtype": "float64"},
            "expected m1 and m2 to have the same dtype, but got: double != float",
        ),
        ({"operation": "matmul"}, "mat1 and mat2 shapes cannot be multiplied (1x5 and 1x5)"),
    ],
)
@for_each("lang", languages())
def test_torch_s_own_words_stay_whatever_the_language(
    open_page: OpenPage, link: dict[str, object], words: str, lang: str
) -> None:
    page = open_page("shapes", lang=lang, **link)
    assert not page.exception
    assert codes(container(page, "value-error"))[0] == words


def test_float64_is_repaired_by_float(open_page: OpenPage) -> None:
    page = open_page("shapes", weights="column")
    page.selectbox(key="dtype").set_value("float64").run()
    page.button(key="repair-features").click().run()
    assert "features.float()" in codes(container(page, "value-repaired"))[0]
    assert numbers(page, "value-output") == [0.1595]


def test_where_nothing_helps_the_page_says_so(open_page: OpenPage) -> None:
    page = open_page("shapes", features="vector", weights="any_vector", operation="add")
    assert "5 numbers cannot meet 4" in texts(page)
    assert not [button for button in page.button if button.key.startswith("repair-")]


def test_the_trap_of_broadcasting(open_page: OpenPage) -> None:
    page = open_page("shapes", weights="column", operation="mul")
    assert not codes(page)
    warning = container(page, "value-trap").warning[0].value
    for part in ("**25** cells instead of 5", "y = **0.0448** instead of 0.1595", "weights.resize_(5, 1)"):
        assert part in warning
    assert numbers(page, "value-output") == []
    page.segmented_control(key="operation").set_value("sum").run()
    assert in_link(page, "operation") == "sum"
    assert numbers(page, "value-output") == [0.0448]
    page.button(key="repair-mm").click().run()
    assert numbers(page, "value-output") == [0.1595]
    page.selectbox(key="weights").set_value("row").run()
    assert not page.warning
    assert numbers(page, "value-output") == [0.1595]


@pytest.mark.parametrize(("inputs", "others", "meant"), [(3, 5, 5), (5, 3, 5), (2, 8, 8)])
def test_a_trap_of_two_lengths_names_the_cells_and_the_longer_one(
    open_page: OpenPage, inputs: int, others: int, meant: int
) -> None:
    link = {"inputs": inputs, "weights": "any", "weight_rows": others, "weight_columns": 1, "operation": "mul"}
    warning = container(open_page("shapes", **link), "value-trap").warning[0].value
    assert f"**{inputs * others}** cells instead of {meant}" in warning
    assert "which looks like an answer" not in warning


def test_of_a_sum_nothing_is_said_to_look_like_the_answer(open_page: OpenPage) -> None:
    warning = container(open_page("shapes", weights="column", operation="add"), "value-trap").warning[0].value
    assert "**25** cells instead of 5" in warning
    assert "which looks like an answer" not in warning
    assert "resize_" in warning


def test_a_column_times_a_row_is_a_trap_too(open_page: OpenPage) -> None:
    page = open_page("shapes", features="column")
    assert "**25** cells instead of 5" in page.warning[0].value
    assert "result(5, 5)" in line(page)


def test_a_chosen_cell_shows_its_sum(open_page: OpenPage) -> None:
    link = {"weights": "any", "weight_rows": 5, "weight_columns": 3}
    first = numbers(open_page("shapes", **link), "value-sum")
    third = numbers(open_page("shapes", select="c1.3", **link), "value-sum")
    assert len(first) == len(third) == 16
    assert first != third
    lefts, rights, products, total = third[0:15:3], third[1:15:3], third[2:15:3], third[15]
    assert [a * b for a, b in zip(lefts, rights, strict=True)] == pytest.approx(products, abs=1e-3)
    assert sum(products) == pytest.approx(total, abs=5e-4)
    # A cell that is not there: the first.
    assert numbers(open_page("shapes", select="c8.8", **link), "value-sum") == first


@pytest.mark.parametrize(("guess", "words"), [("a", "(1x5 and 1x5)"), ("b", "(5x1 and 5x1)"), ("c", "(5, 5)")])
def test_the_question_is_answered_by_torch(open_page: OpenPage, guess: str, words: str) -> None:
    page = open_page("shapes")
    page.radio(key="guess").set_value(guess).run()
    assert words in html_in(page, "value-answer")
    assert in_link(page, "guess") == guess


def test_the_other_part(open_page: OpenPage) -> None:
    page = open_page("shapes", seed=7)
    page.segmented_control(key="part").set_value("reshape").run()
    assert not page.exception
    assert in_link(page, "part") == "reshape"
    for name in ("reshape", "resize_", "view", "transpose", "t", "T"):
        assert "(2, 3)" in card(page, name), name
    assert "**other numbers**" in texts(page)
    page.segmented_control(key="part").set_value("multiply").run()
    assert in_link(page, "part") is None
    assert "(1x5 and 1x5)" in texts(page)


@pytest.mark.parametrize(
    ("link", "name", "words"),
    [
        ({"rows": 1, "columns": 5, "new_rows": 3, "new_columns": 2}, "view", "is invalid for input of size 5"),
        ({"depth": 2}, "t", "expects a tensor with"),
        ({"transposed": "true", "new_rows": 1, "new_columns": 6}, "view", "view size is not compatible"),
        ({"owner": "numpy", "new_rows": 3, "new_columns": 3}, "resize_", "storage that is not resizable"),
        ({"owner": "requires_grad"}, "resize_", "cannot resize variables that require grad"),
    ],
)
def test_what_the_five_refuse(open_page: OpenPage, link: dict[str, object], name: str, words: str) -> None:
    page = open_page("shapes", part="reshape", **link)
    assert not page.exception
    assert words in card(page, name)
    assert "torch refuses" in card(page, name)


def test_a_vector_and_torch_s_warning(open_page: OpenPage) -> None:
    page = open_page("shapes", part="reshape")
    assert "warns" not in tables(page, "value-changes")
    page.toggle(key="flat").set_value(True).run()
    assert not page.exception
    assert "(6,)" in card(page, "t")
    assert "it comes back as it is" in card(page, "t")
    assert "on tensors of dimension other than 2" in card(page, "T")
    assert "Dimension out of range" in card(page, "transpose")
    assert not [slider for slider in page.slider if slider.key == "depth"]


def test_minus_one_in_a_shape(open_page: OpenPage) -> None:
    page = open_page("shapes", part="reshape", infer="rows")
    assert "a.reshape(-1, 3)" in card(page, "reshape")
    assert "torch has worked out -1: it is 2." in card(page, "reshape")
    page.selectbox(key="infer").set_value("both").run()
    assert in_link(page, "infer") == "both"
    assert "only one dimension can be inferred" in card(page, "view")
    page = open_page("shapes", part="reshape", infer="columns", new_rows=4)
    assert "6 numbers cannot be shared out in parts of 4" in card(page, "reshape")


def test_the_cards_follow_the_sliders(open_page: OpenPage) -> None:
    page = open_page("shapes", part="reshape")
    assert "unset" not in card(page, "resize_")
    page.slider(key="new_rows").set_value(3).run()
    assert card(page, "resize_").count("cell unset") == 3
    page.slider(key="new_columns").set_value(1).run()
    assert "out of sight, still in memory" in card(page, "resize_")
    page.toggle(key="transposed").set_value(True).run()
    assert "(1, 2)" in card(page, "before")
    page.selectbox(key="fill").set_value("drawn").run()
    drawn = card(page, "before")
    assert len(set(NUMBER.findall(drawn))) == 6
    page.slider(key="seed").set_value(8).run()
    assert card(page, "before") != drawn


def test_reshape_copies_where_view_cannot(open_page: OpenPage) -> None:
    page = open_page("shapes", part="reshape", transposed="true", new_rows=1, new_columns=6)
    assert "a copy" in card(page, "reshape")
    assert "so reshape has made a copy" in card(page, "reshape")
    assert "resize_ ignores strides" in card(page, "resize_")


def test_a_single_row_where_view_and_t_agree(open_page: OpenPage) -> None:
    page = open_page("shapes", part="reshape", rows=1, columns=5, new_rows=5, new_columns=1)
    assert "agree here" in texts(page)


def test_a_chosen_element_is_lit_in_all_cards(open_page: OpenPage) -> None:
    page = open_page("shapes", part="reshape", select="e4")
    for name in ("before", "reshape", "resize_", "view", "transpose", "t", "T"):
        assert re.findall(r'class="cell lit"[^>]*>(?:<button[^>]*>)?(\d+)', card(page, name)) == ["3"], name
    assert "lit" not in tables(open_page("shapes", part="reshape", select="e99"), "value-changes")


@pytest.mark.parametrize(
    ("guess", "owner", "words"),
    [
        ("resize_", "torch", "in place"),
        ("view", "torch", "a keeps its shape (3, 2)"),
        ("resize_", "requires_grad", "cannot resize variables"),
    ],
)
def test_which_line_changes_the_tensor(open_page: OpenPage, guess: str, owner: str, words: str) -> None:
    page = open_page("shapes", part="reshape", owner=owner, guess=guess)
    assert words in html_in(page, "value-answer")


@pytest.mark.parametrize("part", ["multiply", "reshape"])
@pytest.mark.parametrize("value", ["abc", "-1", "<script>alert(1)</script>"])
def test_rubbish_gives_the_default_and_a_word_about_it(open_page: OpenPage, part: str, value: str) -> None:
    rubbish = {field.name: value for field in FIELDS if field.name != "part"}
    page = open_page("shapes", part=part, **rubbish)
    assert not page.exception
    for name in rubbish:
        assert f"**{name}**" in page.warning[0].value, name
    key = "value-changes" if part == "reshape" else "value-product"
    assert tables(page, key) == tables(open_page("shapes", part=part), key)


@pytest.mark.parametrize("part", ["multiply", "reshape"])
@pytest.mark.parametrize("edge", [0, 1])
def test_everything_at_its_end(open_page: OpenPage, part: str, edge: int) -> None:
    sizes = {"inputs": (1, 8), "weight_rows": (1, 8), "weight_columns": (1, 8), "depth": (1, 3), "seed": (0, 9999)}
    sizes |= dict.fromkeys(("rows", "columns", "new_rows", "new_columns"), (1, 6))
    page = open_page(
        "shapes",
        part=part,
        features="column",
        weights="any",
        operation="sum",
        dtype="float64",
        transposed="true",
        fill="drawn",
        **{name: ends[edge] for name, ends in sizes.items()},
    )
    assert not page.exception
    assert not any("ignored" in warning.value for warning in page.warning)


def test_in_portuguese(open_page: OpenPage) -> None:
    page = open_page("shapes", lang="pt", weights="column", operation="mul")
    assert "armadilha" in page.warning[0].value
    page = open_page("shapes", lang="pt", part="reshape")
    assert "não" in card(page, "view")


def journey(page: AppTest) -> str:
    """What the change that is looked into shows, without its HTML."""
    return re.sub(r"<[^>]+>+", " ", tables(page, "value-journey"))


def test_a_change_that_shares_has_one_tape_and_one_that_copies_has_two(open_page: OpenPage) -> None:
    page = open_page("shapes", part="reshape")
    assert "one tape of memory" in journey(page)
    assert "a second tape" not in journey(page)
    page.button(key="copying-case").click().run()
    assert (in_link(page, "transposed"), in_link(page, "new_rows"), in_link(page, "new_columns")) == ("true", "3", "2")
    assert "a second tape: a copy" in journey(page)
    page.segmented_control(key="change").set_value("view").run()
    assert in_link(page, "change") == "view"
    assert "view size is not compatible" in journey(page)
    assert "a second tape" not in journey(page)
    page.button(key="sharing-case").click().run()
    assert in_link(page, "transposed") is None
    assert "one tape of memory" in journey(page)
    assert "torch refuses" not in journey(page)


SAID: dict[str, dict[str, object]] = {
    "refused": {"guess": "c"},
    "one-number": {"inputs": 1, "features": "vector", "operation": "dot"},
    "trap": {"weights": "column", "operation": "mul", "select": "c2.3"},
    "two-lengths": {"inputs": 3, "weights": "any", "weight_rows": 5, "weight_columns": 1, "operation": "add"},
    "repaired": {"repair": "t", "select": "c1.1"},
    "dot": {"operation": "dot", "inputs": 4, "weights": "any_vector", "weight_columns": 3, "features": "vector"},
    "double": {"dtype": "float64", "operation": "mul"},
    "elementwise": {"weights": "any", "weight_rows": 2, "weight_columns": 3, "operation": "mul"},
    "long-sum": {"inputs": 8, "weights": "any", "weight_rows": 8, "weight_columns": 2, "select": "c1.2"},
    "changed": {"part": "reshape", "guess": "resize_", "select": "e2"},
    "layers": {"part": "reshape", "depth": 2, "infer": "rows"},
    "turned": {"part": "reshape", "transposed": "true", "fill": "drawn", "columns": 5, "new_rows": 5, "guess": "view"},
    "owned": {"part": "reshape", "owner": "numpy", "new_rows": 6, "new_columns": 6},
    "gradients": {"part": "reshape", "owner": "requires_grad", "new_rows": 1, "new_columns": 1},
    "vector": {"part": "reshape", "flat": "true", "rows": 1, "columns": 1, "new_rows": 1, "new_columns": 2},
}
"""Scenes whose whole text is stored."""


@pytest.mark.parametrize("name", SAID)
def test_all_that_the_page_says(open_page: OpenPage, golden_page: GoldenPage, name: str) -> None:
    golden_page(open_page("shapes", **SAID[name]), f"shapes-{name}")


@for_each(
    ("features", "weights", "named"),
    [
        ("vector", "row", "(5,)"),
        ("row", "vector", "(5,)"),
        ("vector", "any_vector", "(5,)"),
        ("row", "any_vector", "(3,)"),
    ],
)
def test_the_operand_that_is_no_matrix_is_the_one_that_is_named(
    open_page: OpenPage, features: str, weights: str, named: str
) -> None:
    page = open_page("shapes", features=features, weights=weights, weight_columns=3)
    assert f"{named} is a vector, it has neither." in texts(page)


def test_what_a_refusal_means_stands_once(open_page: OpenPage) -> None:
    meaning, refused = "Each number needs a partner", "Below the picture stand its own words"
    page = open_page("shapes")
    lesson = tables(page, LESSON)
    assert meaning in texts(page)
    assert (meaning in lesson, refused in lesson) == (False, True)
    elsewhere = tables(open_page("shapes", part="reshape", beat="1"), LESSON)  # where the two tensors are out of sight
    assert (meaning in elsewhere, refused in elsewhere) == (True, False)


def test_who_has_no_lines_to_press_is_not_told_to_press_one(open_page: OpenPage) -> None:
    words = "press one of the lines above the picture"
    assert words in html_in(open_page("shapes"), "value-output")
    page = open_page("shapes", weights="any", weight_rows=2, weight_columns=3, operation="mul")
    assert "No other shape helps" in texts(page)
    assert "no result" in html_in(page, "value-output")
    assert words not in html_in(page, "value-output")
