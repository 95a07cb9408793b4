"""The memory page: every button, what it says and why, undo, guesses, links."""

import json
import re
from html import unescape

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from components.memory.controls import (
    CHANGE_OF_TENSOR,
    FIRST,
    FIRST_OF_ARRAY,
    FIRST_OF_TENSOR,
    MAKE_OF_ARRAY,
    MAKE_OF_TENSOR,
    WRITE,
)
from compute.memory.lines import MAX_OPS, parse_ops
from compute.memory.replay import replay
from tests.pages.page_reading import GoldenPage, OpenPage, codes, container, html_in, in_link, numbers

CELL = re.compile(r'data-name="([a-h]\.\d+\.\d+)"[^>]*>([^<]*)<')


def board(page: AppTest) -> str:
    """The HTML of the tapes and the tables."""
    shown = [container(page, key).get("bidi_component") for key in ("value-memory", "value-cards")]
    return "".join(json.loads(element.proto.json)[0] for (element,) in shown)


def lines(page: AppTest) -> str:
    """The HTML of the lines that can be pressed."""
    (element,) = container(page, "value-history").get("bidi_component")
    return unescape(json.loads(element.proto.json)[0])


def shown(page: AppTest, name: str) -> list[float]:
    """The numbers in the table of a name."""
    return [float(text.replace("−", "-")) for place, text in CELL.findall(board(page)) if place.startswith(f"{name}.")]


def strips(page: AppTest) -> int:
    return board(page).count('class="strip-frame"')


def element(page: AppTest) -> Selectbox[str]:
    """The list of the elements of the name that is acted on."""
    (found,) = container(page, "element").selectbox
    return found


def story(page: AppTest) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html_in(page, "value-story")))


def press(page: AppTest, *keys: str) -> AppTest:
    for key in keys:
        page.button(key=key).click().run()
        assert not page.exception, key
    return page


def notebook(seed: int = 7) -> list[float]:
    return np.random.RandomState(seed).rand(12).round(4).tolist()


def test_the_notebook(open_page: OpenPage) -> None:
    page = open_page("memory", seed=7)
    assert not page.exception
    assert shown(page, "a") == shown(page, "b") == shown(page, "c") == notebook()
    assert strips(page) == 1
    press(page, "do-mul")
    doubled = (np.random.RandomState(7).rand(12) * 2).round(4).tolist()
    assert shown(page, "a") == shown(page, "b") == shown(page, "c") == doubled
    assert "a and c changed, too: the same memory." in story(page)


def test_another_seed_gives_other_numbers(open_page: OpenPage) -> None:
    page = open_page("memory", seed=7)
    page.slider(key="seed").set_value(8).run()
    assert shown(page, "a") == notebook(8)
    assert "np.random.seed(8)" in codes(page)[0]


def test_from_one_array_to_the_notebook_by_buttons(open_page: OpenPage) -> None:
    page = open_page("memory", ops="none")
    assert "second strip" in story(page)
    press(page, "do-from", "do-numpy", "do-add")
    assert in_link(page, "ops") == "from_a~numpy_b~add_c" or in_link(page, "ops") == "from_a~numpy_b~add_b"
    assert shown(page, "a") == (np.random.RandomState(7).rand(12) + 1).round(4).tolist()


@pytest.mark.parametrize("code", [*MAKE_OF_TENSOR, *WRITE, "set", *CHANGE_OF_TENSOR])
def test_every_button_of_a_tensor(open_page: OpenPage, code: str) -> None:
    page = press(open_page("memory", seed=7, at="b.1.2"), f"do-{code}")
    history = in_link(page, "ops") or FIRST
    assert history.startswith(f"{FIRST}~{code}_b")
    scene = replay(7, parse_ops(history) or ())
    for holder in scene.holders:
        assert shown(page, holder.name) == [round(value, 4) for row in holder.values for value in row]
    assert strips(page) == len(scene.blocks)
    assert scene.steps[-1].line in lines(page)


@pytest.mark.parametrize("code", [*MAKE_OF_ARRAY, *WRITE, "set", "lock"])
def test_every_button_of_an_array(open_page: OpenPage, code: str) -> None:
    page = press(open_page("memory", seed=7, at="a.1.2"), f"do-{code}")
    scene = replay(7, parse_ops(in_link(page, "ops") or FIRST) or ())
    assert scene.steps[-1].op.code == code
    for holder in scene.holders:
        assert shown(page, holder.name) == [round(value, 4) for row in holder.values for value in row]
    assert strips(page) == len(scene.blocks)


@pytest.mark.parametrize(
    ("history", "words", "why"),
    [
        ("back_a~from_b", "ValueError: At least one stride in the given numpy array is negative", "b.copy()"),
        ("back_a~as_b", "ValueError: At least one stride in the given numpy array is negative", "-24 bytes"),
        ("from_a~back_b", "ValueError: step must be greater than zero", "torch.flip"),
        ("from_a~grow_b", "RuntimeError: Trying to resize storage that is not resizable", "had been set to (5, 3)"),
        ("tensor_a~numpy_b~grow_b", "RuntimeError: Trying to resize storage", "NumPy looks at it"),
        ("lock_a~from_a", "UserWarning: The given NumPy array is not writable", "watch a"),
        ("lock_a~mul_a", "ValueError: output array is read-only", "NumPy keeps the promise"),
        ("lock_a~set_a_0_0_1", "ValueError: assignment destination is read-only", "nothing was written"),
        ("from_a~tensor_b", "UserWarning: To copy construct from a tensor", "memory of its own"),
        ("from_a~from_b", "TypeError: expected np.ndarray (got Tensor)", "the other kind"),
        ("numpy_a", "AttributeError: 'numpy.ndarray' object has no attribute 'numpy'", "the other kind"),
        ("grow_a", "AttributeError: 'numpy.ndarray' object has no attribute 'resize_'", "the other kind"),
        ("from_a~lock_b", "AttributeError: 'Tensor' object has no attribute 'flags'", "the other kind"),
        ("from_a~set_b_7_0_1", "IndexError: index 7 is out of bounds for dimension 0 with size 4", "begins at 0"),
        ("set_a_7_0_1", "IndexError: index 7 is out of bounds for axis 0 with size 4", "begins at 0"),
        (
            "from_a~grad_b~numpy_b",
            "RuntimeError: Can't call numpy() on Tensor that requires grad.",
            "b.detach().numpy()",
        ),
        ("from_a~grad_b~mul_b", "RuntimeError: a leaf Variable that requires grad is being used", "torch.no_grad()"),
        ("from_a~grad_b~t_b~mul_c", "RuntimeError: a view of a leaf Variable that requires", "c.detach() looks at"),
        ("from_a~grad_b~grow_b", "RuntimeError: cannot resize variables that require grad", "shape of the tensor"),
        ("from_a~grad_b~detach_b~grow_c", "RuntimeError: Trying to resize storage", "belongs to NumPy"),
        ("grad_a", "AttributeError: 'numpy.ndarray' object has no attribute 'requires_grad_'", "the other kind"),
        ("mul_g", "NameError: name 'g' is not defined", "made that name"),
    ],
)
def test_what_torch_says_and_why(open_page: OpenPage, history: str, words: str, why: str) -> None:
    page = open_page("memory", ops=history)
    assert not page.exception
    assert words in story(page)
    assert why in story(page)
    assert re.search("refused|warned", lines(page))


@pytest.mark.parametrize(
    ("history", "sentence"),
    [
        ("from_a", "b looks at the same cells as a: no number was copied."),
        ("as_a", "b looks at the same cells as a: no number was copied."),
        ("tensor_a", "b has memory of its own: the numbers were copied there."),
        ("from_a~copy_b", "c has memory of its own: the numbers were copied there."),
        ("from_a~times_b", "c has memory of its own: the results were written there."),
        ("from_a~t_b", "Only the steps through memory differ: 8 bytes to the next row, 24 to the next column."),
        ("from_a~slice_b", "c sees 6 of the 12 cells, from +24 on."),
        ("back_a", "A negative stride: it reads the memory backwards."),
        ("from_a~as_b", "c is b itself: one object with two names."),
        ("from_a~as_b~as_b", "d is the same object as b and c: one with several names."),
        ("from_a~float_b", "Its numbers are torch.float32: other bytes"),
        ("from_a~again_b", "the name b now stands for new memory. a stayed: the link is broken."),
        ("again_a", "No name looks at the old memory any more"),
        ("from_a~copy_b~mul_b", "a changed too: the same memory. c stayed: memory of its own."),
        ("slice_a~set_a_0_0_9", "One cell of memory was written. b stayed: the same memory, but other cells."),
        ("set_a_0_0_9~set_a_0_0_9", "The same numbers stood there already: nothing changed."),
        ("from_a~grad_b", "From here on torch remembers what is computed with b"),
        ("from_a~grad_b~detach_b", "c does not require grad, so it can be written in place"),
        ("from_a~grad_b~detach_b", "torch notices the change"),
        ("from_a~grad_b~data_b", "torch does not notice a change through .data"),
        ("from_a~detach_b", "c looks at the same cells as a and b: no number was copied."),
        ("from_a~grad_b~detach_b~mul_c", "a and b changed, too: the same memory."),
        ("lock_a", "a can be read, but no longer written."),
        ("lock_a~from_a~mul_b", "a is read-only and changed all the same"),
        ("tensor_a~grow_b", "b has moved to 3 cells more"),
        ("tensor_a~grow_b~grow_b", "has this shape already"),
        ("tensor_a~grow_b~slice_b~slice_c~slice_d", "e is empty: it looks at no cell."),
        ("~".join(["as_a"] * 8), "Eight names are all that fit here."),
    ],
)
def test_the_page_says_what_happened(open_page: OpenPage, history: str, sentence: str) -> None:
    page = open_page("memory", ops=history)
    assert not page.exception
    assert sentence in story(page)


@pytest.mark.parametrize(
    ("history", "key", "verdict"),
    [
        ("from_a~numpy_b", "guess-yes", "Your guess about a was right."),
        ("from_a~numpy_b", "guess-no", "You guessed that a stays: it does not."),
        ("tensor_a", "guess-yes", "You guessed that a changes: it does not."),
        ("tensor_a", "guess-no", "Your guess about a was right."),
    ],
)
def test_predict_then_see(open_page: OpenPage, history: str, key: str, verdict: str) -> None:
    page = open_page("memory", ops=history)
    assert "change too?" in page.markdown[0].value
    assert "guess" not in story(page)
    press(page, key)
    assert verdict in story(page)
    assert verdict in story(open_page("memory", ops=in_link(page, "ops"), guess=in_link(page, "guess")))
    press(page, "do-add")
    assert "guess" not in story(page)


def test_no_question_about_nobody(open_page: OpenPage) -> None:
    page = open_page("memory", ops="none")
    assert not [button for button in page.button if button.key == "guess-yes"]


def test_undo_and_start_over(open_page: OpenPage) -> None:
    page = open_page("memory", seed=7, ops="from_a~mul_b~set_b_1_2_9")
    assert 9.0 in shown(page, "a")
    press(page, "undo", "undo")
    assert in_link(page, "ops") == "from_a"
    assert shown(page, "a") == notebook()
    press(page, "start-over")
    assert in_link(page, "ops") == "none"
    assert page.button(key="undo").disabled
    assert "b.0.0" not in board(page)


@pytest.mark.parametrize(("name", "first"), [("a", FIRST_OF_ARRAY), ("b", FIRST_OF_TENSOR)])
def test_four_lines_in_sight_and_the_rest_under_more(open_page: OpenPage, name: str, first: tuple[str, ...]) -> None:
    page = open_page("memory", at=f"{name}.0.0")
    assert [button.key for button in container(page, "first-lines").button] == [f"do-{code}" for code in first]
    more = {button.key for button in container(page, "more-lines").button}
    assert len(more) == 13 if name == "b" else 10
    assert not more & {f"do-{code}" for code in first}


def test_setting_one_element(open_page: OpenPage) -> None:
    page = open_page("memory", seed=7)
    element(page).set_value("1.2").run()
    assert numbers(page, "value-output") == [notebook()[5]]
    page.text_input(key="set").set_value("much").run()
    assert "number: “much” is no number from -99 to 99." in "".join(each.proto.body for each in page.get("html"))
    assert "do-set" not in [button.key for button in page.button]
    page.text_input(key="set").set_value("-3,5").run()
    assert page.text_input(key="set").value == "-3.5"
    press(page, "do-set")
    assert in_link(page, "ops") == "from_a~numpy_b~set_b_1_2_-3.5"
    assert numbers(page, "value-output") == [-3.5]
    assert [shown(page, name)[5] for name in "abc"] == [-3.5] * 3
    page.segmented_control(key="holder").set_value("c").run()
    assert in_link(page, "at") == "c.0.0"
    assert "c.astype" in page.button(key="do-float").label


def test_the_list_of_elements_is_a_new_one_unless_it_was_chosen_from(open_page: OpenPage) -> None:
    page = open_page("memory", seed=7, at="b.1.2")
    lists = {element(page).id}
    for key, name, chosen in (("do-t", "d", "0.0"), ("do-slice", "e", "0.0"), ("undo", "d", "0.0")):
        press(page, key)
        assert element(page).value == chosen
        assert all(option.startswith(f"{name}[") for option in element(page).options)
        lists.add(element(page).id)
    page.segmented_control(key="holder").set_value("c").run()
    lists.add(element(page).id)
    assert len(lists) == 5
    element(page).set_value("2.1").run()
    assert element(page).id in lists
    assert in_link(page, "at") == "c.2.1"
    assert numbers(page, "value-output") == [notebook()[7]]


def test_a_full_history_and_full_names(open_page: OpenPage) -> None:
    page = open_page("memory", ops="~".join(["from_a", *["mul_a"] * (MAX_OPS - 2)]))
    assert not page.button(key="do-mul").disabled
    assert page.button(key="guess-yes")
    page = open_page("memory", ops="~".join(["from_a", *["mul_a"] * (MAX_OPS - 1)]))
    assert page.button(key="do-mul").disabled
    assert page.button(key="do-copy").disabled
    assert not [button for button in page.button if button.key == "guess-yes"]
    page = open_page("memory", ops="~".join(["as_a"] * 7))
    assert page.button(key="do-copy").disabled
    assert not page.button(key="do-mul").disabled


@pytest.mark.parametrize(
    "link",
    [
        {"ops": "mul_b~<script>"},
        {"ops": "set_a_0_0_1e9"},
        {"ops": "from_a~" * 400},
        {"at": "z.0.0"},
        {"set": "inf"},
        {"set": "1e9"},
        {"guess": "maybe"},
    ],
)
def test_hostile_links_give_the_default_and_a_word_about_it(open_page: OpenPage, link: dict[str, str]) -> None:
    page = open_page("memory", **link)
    assert not page.exception
    assert page.warning
    assert shown(page, "a") == notebook()


def test_an_element_beyond_the_shape_is_brought_within(open_page: OpenPage) -> None:
    page = open_page("memory", ops="from_a~slice_b", at="c.9.9")
    assert not page.warning
    assert element(page).value == "1.2"


def test_the_program_stands_on_the_page(open_page: OpenPage) -> None:
    page = open_page("memory", seed=3, ops="from_a~grow_b")
    program = codes(page)[0]
    for line in (
        "np.random.seed(3)",
        "b = torch.from_numpy(a)",
        "    b.resize_(5, 3)",
        "except RuntimeError as error:",
    ):
        assert line in program


def test_what_requires_grad_says_so(open_page: OpenPage) -> None:
    assert "requires_grad" not in board(open_page("memory", ops="from_a~detach_b"))
    assert board(open_page("memory", ops="from_a~grad_b~detach_b")).count("requires_grad") == 1


def test_in_portuguese(open_page: OpenPage) -> None:
    page = open_page("memory", lang="pt", ops="from_a~copy_b~mul_b")
    assert "a também mudou: a mesma memória." in story(page)
    assert page.button(key="undo").label == "desfazer"
    assert "memória 2" in board(page)


def test_two_visitors_do_not_share(open_page: OpenPage) -> None:
    one, other = open_page("memory", seed=7), open_page("memory", seed=7)
    press(one, "do-mul")
    other.run()
    assert shown(other, "a") == notebook()


@pytest.mark.parametrize(
    ("ops", "notes"),
    [
        ("none", []),
        ("mul_a", [""]),
        ("back_a~from_b~lock_a~from_a", ["", "refused", "", "warned"]),
        ("lock_a~mul_a", ["", "refused"]),
    ],
)
def test_each_line_of_the_history_says_what_became_of_it(open_page: OpenPage, ops: str, notes: list[str]) -> None:
    page = open_page("memory", ops=ops)
    assert "np.random.seed(7)" in html_in(page, "value-history")
    found = re.findall(
        r"<li([^>]*)><button[^>]*><code>[^<]*</code></button>(?: <small>(\w+)</small>)?</li>", lines(page)
    )
    assert [note for _look, note in found] == ["", *notes]
    lit = [' aria-current="step"' in look and "lit" in look for look, _note in found]
    assert lit == [False] * len(notes) + [True]


def test_each_line_leads_to_itself(open_page: OpenPage) -> None:
    page = open_page("memory", ops="from_a~numpy_b")
    names = re.findall(r'data-name="([^"]*)"(?: title="([^"]*)")?><code>([^<]*)<', lines(page))
    assert names == [
        ("line.0", "go back to this line", "a = np.random.rand(4, 3)"),
        ("line.1", "go back to this line", "b = torch.from_numpy(a)"),
        ("line.2", "", "c = b.numpy()"),
    ]


def test_a_line_that_was_taken_back_stays_until_another_one_is_run(open_page: OpenPage) -> None:
    page = press(open_page("memory", ops="from_a~numpy_b~mul_b"), "undo", "undo")
    later = re.findall(r'<li class="later"><button[^>]*title="run up to this line again"><code>([^<]*)<', lines(page))
    assert later == ["c = b.numpy()", "b.mul_(2)"]
    assert "later" not in lines(press(page, "do-copy"))
    assert "later" not in lines(press(page, "undo", "start-over"))


@pytest.mark.parametrize("ops", ["from_a~copy_b~t_c", "copy_a~slice_b~float_c~from_b"])
def test_the_element_that_is_meant_stands_where_the_board_shows_it(open_page: OpenPage, ops: str) -> None:
    scene = replay(7, parse_ops(ops) or ())
    for holder in scene.holders:
        row, column = holder.shape[0] - 1, holder.shape[1] - 1
        page = open_page("memory", seed=7, ops=ops, at=f"{holder.name}.{row}.{column}")
        html = html_in(page, "value-output")
        place = f"+{holder.places[row][column]}"
        assert f"<code>{holder.name}[{row}, {column}]</code> = <b>{holder.values[row][column]:.4f}</b>" in html
        said = re.search(r"at (\+\d+) of memory (\d+)", html)
        assert said is not None
        assert said[1] == place
        (section,) = re.findall(rf'aria-label="memory {said[2]}">.*?</section>', board(page), re.DOTALL)
        assert f'data-flip="bracket-{holder.name}"' in section
        assert f"{holder.name}[{row}, {column}] = {holder.values[row][column]:.4f}, at {place}" in board(page)


SAID: dict[str, dict[str, object]] = {
    "notebook": {},
    "nothing": {"ops": "none"},
    "set": {"ops": "from_a~numpy_b~mul_b~set_b_1_2_-9", "guess": "no", "at": "b.1.2"},
    "copies": {"ops": "from_a~copy_b~t_b~slice_b~times_b~float_b~again_b", "guess": "yes", "at": "b.3.2"},
    "again": {"ops": "from_a~again_a"},
    "refused": {"ops": "back_a~from_b", "at": "b.0.0"},
    "backwards": {"ops": "slice_a~back_b~add_c", "guess": "yes"},
    "read-only": {"ops": "lock_a~from_a~mul_b"},
    "warned": {"ops": "lock_a~from_a"},
    "grown": {"ops": "tensor_a~slice_b~grow_c", "at": "c.4.0"},
    "not-grown": {"ops": "from_a~grow_b"},
    "gradients": {"ops": "from_a~grad_b~numpy_b", "at": "b.2.1"},
    "detached": {"ops": "from_a~grad_b~detach_b"},
    "same-object": {"ops": "from_a~as_b"},
    "full": {"ops": "as_a~as_a~as_a~as_a~as_a~as_a~as_a~as_a"},
    "element": {"ops": "set_a_9_9_1"},
}
"""Scenes whose whole text is stored."""


@pytest.mark.parametrize("name", SAID)
def test_all_that_the_page_says(open_page: OpenPage, golden_page: GoldenPage, name: str) -> None:
    golden_page(open_page("memory", **SAID[name]), f"memory-{name}")
