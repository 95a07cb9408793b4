"""What the last line did, in sentences: who shares memory, who has its own, who changed, and why a line was refused."""

import re

import pytest

from components.base.text import untranslated
from components.memory.panels.story import begun, guessed_about, story_html, story_panel, told
from compute.memory.replay import replay
from tests.cases import for_each
from tests.components.without_page import WithoutPage
from tests.compute.memory.histories import scene

SAME = "`{}` looks at the same cells as {}: no number was copied."
COPIED = "`{}` has memory of its own: the numbers were copied there."
COMPUTED = "`{}` has memory of its own: the results were written there."
ALONE = "What is done to `{}` leaves the others alone."
NEW = "Nothing was written over: the name `{}` now stands for new memory."
FREED = "No name looks at the old memory any more, so Python gives it back."
ALL = "12 cells of memory were written."
LOCKED = "{} and changed all the same: torch does not keep NumPy's promise."
NO_GRAD = "`c` does not require grad, so it can be written in place, and NumPy may look at it."
CLONE = "Only a warning: for a tensor, `.clone()` says the same more clearly."
OTHER_KIND = "This is for the other kind: arrays and tensors share memory, but not all their methods."
NUMPYS = (
    "The memory belongs to NumPy, or NumPy looks at it: torch may write there, but not make it larger or move it. "
    "Otherwise the array would point at memory that is gone."
)


def last(lines: str) -> list[str]:
    """Return the sentences about the last of these lines."""
    shown = scene(lines)
    assert shown.story is not None
    return list(told(shown, shown.story, untranslated))


@for_each(
    ("lines", "words"),
    [
        ("from_a", [SAME.format("b", "`a`")]),
        ("copy_a", [COPIED.format("b"), ALONE.format("b")]),
        ("from_a~as_b", ["`c` is `b` itself: one object with two names."]),
        ("from_a~as_b~as_b", ["`d` is the same object as `b` and `c`: one with several names."]),
        (
            "float_a",
            [
                COMPUTED.format("b"),
                "Its numbers are `float32`: other bytes, so no cell can be shared.",
                ALONE.format("b"),
            ],
        ),
        ("times_a", [COMPUTED.format("b"), ALONE.format("b")]),
        ("from_a~times_b", [COMPUTED.format("c"), ALONE.format("c")]),
        (
            "from_a~t_b",
            [
                SAME.format("c", "`a` and `b`"),
                "Only the steps through memory differ: 8 bytes to the next row, 24 to the next column.",
            ],
        ),
        ("slice_a", [SAME.format("b", "`a`"), "`b` sees 6 of the 12 cells, from +24 on."]),
        (
            "back_a",
            [
                SAME.format("b", "`a`"),
                "Only the steps through memory differ: -24 bytes to the next row, 8 to the next column.",
                "A negative stride: it reads the memory backwards.",
            ],
        ),
        ("from_a~detach_b", [SAME.format("c", "`a` and `b`")]),
        (
            "from_a~grad_b~detach_b",
            [
                SAME.format("c", "`a` and `b`"),
                NO_GRAD,
                "Gradients that a change through it would make wrong are refused: torch notices the change.",
            ],
        ),
        (
            "from_a~grad_b~data_b",
            [
                SAME.format("c", "`a` and `b`"),
                NO_GRAD,
                "torch does not notice a change through `.data`, and may compute wrong gradients without a word: "
                "`.detach()` is safer.",
            ],
        ),
        (
            "lock_a~from_a",
            [
                SAME.format("b", "`a`"),
                "Only a warning: torch has no read-only tensors. Change the tensor, and watch `a`.",
            ],
        ),
        ("tensor_a~tensor_b", [COPIED.format("c"), ALONE.format("c"), CLONE]),
    ],
)
def test_a_new_name_shares_memory_or_has_its_own(lines: str, words: list[str]) -> None:
    assert last(lines) == words


@for_each(
    ("lines", "words"),
    [
        ("from_a~again_b", [NEW.format("b"), "`a` stayed: the link is broken."]),
        ("from_a~numpy_b~again_b", [NEW.format("b"), "`a` and `c` stayed: the links are broken."]),
        ("copy_a~again_b", [NEW.format("b"), FREED, "`a` stayed: the link is broken."]),
        ("again_a", [NEW.format("a"), FREED]),
    ],
)
def test_an_old_name_for_new_memory_breaks_links(lines: str, words: list[str]) -> None:
    assert last(lines) == words


@for_each(
    ("lines", "words"),
    [
        ("mul_a", [ALL]),
        ("from_a~mul_b", [ALL, "`a` changed too: the same memory."]),
        ("from_a~numpy_b~mul_a", [ALL, "`b` and `c` changed, too: the same memory."]),
        ("from_a~set_b_0_0_5", ["One cell of memory was written.", "`a` changed too: the same memory."]),
        ("from_a~set_b_0_0_5~set_b_0_0_5", ["The same numbers stood there already: nothing changed."]),
        (
            "slice_a~set_a_0_0_5",
            ["One cell of memory was written.", "`b` stayed: the same memory, but other cells."],
        ),
        (
            "slice_a~slice_a~set_a_0_0_5",
            [
                "One cell of memory was written.",
                "`b` and `c` stayed, all of them: the same memory, but other cells.",
            ],
        ),
        ("copy_a~mul_b", [ALL, "`a` stayed: memory of its own."]),
        ("copy_a~copy_b~mul_c", [ALL, "`a` and `b` stayed: memory of their own."]),
        ("lock_a~from_a~mul_b", [ALL, "`a` changed too: the same memory.", LOCKED.format("`a` is read-only")]),
        (
            "lock_a~from_a~from_a~mul_b",
            [ALL, "`a` and `c` changed, too: the same memory.", LOCKED.format("`a` is read-only")],
        ),
        (
            "lock_a~t_a~lock_b~from_b~mul_c",
            [ALL, "`a` and `b` changed, too: the same memory.", LOCKED.format("`a` and `b` are read-only")],
        ),
        (
            "lock_a",
            [
                "`a` can be read, but no longer written. Try to change it.",
                "Only this name is locked, not the memory: a tensor made of it does not know.",
            ],
        ),
        (
            "from_a~grad_b",
            [
                "No number changed. From here on torch remembers what is computed with `b`, to find gradients.",
                "So it lets nobody write into it behind its back. Try `.numpy()`, or change it in place.",
            ],
        ),
        (
            "tensor_a~grow_b",
            [
                "torch owns this memory, so it may grow: `b` has moved to 3 cells more. Nobody has set those: `?` "
                "stands for whatever lies there.",
            ],
        ),
        ("tensor_a~grow_b~grow_b", ["`b` has this shape already: nothing changed."]),
    ],
)
def test_a_line_in_place_says_who_changed_and_who_stayed(lines: str, words: list[str]) -> None:
    assert last(lines) == words


@for_each(
    ("lines", "words"),
    [
        ("~".join(["copy_a"] * 8), ["Eight names are all that fit here. Undo a line, or start over."]),
        (
            "from_a~grad_b~mul_b",
            [
                "`b` requires grad: gradients are for the numbers that stand there, so torch does not write over them. "
                "`b.detach()` looks at the same memory and can be written; when training, `with torch.no_grad():` "
                "allows it.",
            ],
        ),
        (
            "from_a~grad_b~numpy_b",
            [
                "`b` requires grad: torch remembers what is computed with it, and NumPy's calculations would be "
                "missing there. `b.detach().numpy()` looks at the same memory, without gradients.",
            ],
        ),
        (
            "from_a~grad_b~grow_b",
            ["`b` requires grad: its gradient has the shape of the tensor, so torch keeps that."],
        ),
        (
            "copy_a~from_b~grow_c",
            [
                NUMPYS,
                "Beware: the shape of `c` had been set to (5, 3) before torch found out. The page puts it back; a "
                "program that goes on with it would reach beyond the end of the memory.",
            ],
        ),
        (
            "back_a~from_b",
            [
                "`b` reads the memory backwards: -24 bytes from row to row. A tensor's strides are never negative, so "
                "torch cannot look at it. `b.copy()` writes the numbers in the new order; torch takes that.",
            ],
        ),
        (
            "from_a~back_b",
            ["A tensor's strides are never negative. `torch.flip` turns the rows round, as a copy."],
        ),
        ("lock_a~mul_a", ["NumPy keeps the promise: nothing was written. Make a tensor of it and try again."]),
        ("set_a_9_0_1", ["There is no such row or column; counting begins at 0."]),
        ("mul_h", ["No line so far has made that name."]),
        ("grow_a", [OTHER_KIND]),
        ("from_a~lock_b", [OTHER_KIND]),
        ("numpy_a", [OTHER_KIND]),
    ],
)
def test_why_a_line_was_refused(lines: str, words: list[str]) -> None:
    assert last(lines) == words


@for_each(
    ("holder", "names", "about"),
    [("b", "abc", "a"), ("a", "abc", "c"), ("a", "a", ""), ("c", "ac", "a"), ("a", "ab", "b")],
)
def test_asked_is_about_the_array_or_else_the_last_name(holder: str, names: str, about: str) -> None:
    assert guessed_about(holder, list(names)) == about


def test_the_story_begins_with_the_array_and_a_question() -> None:
    html = story_html(replay(12, ()), "", untranslated)
    assert html.startswith('<div class="story" role="status"><code class="line">a = np.random.rand(4, 3)</code><p>')
    assert 'class="said"' not in html
    assert [*begun(replay(12, ()), untranslated)][1] == (
        "Press a line: will there be a second strip of memory, or not?"
    )
    assert "hold its numbers. Press a line" in html


def test_the_story_quotes_a_refusal_and_marks_names_as_code() -> None:
    html = story_html(scene("lock_a~mul_a"), "", untranslated)
    assert html.startswith('<div class="story" role="status"><code class="line">a *= 2</code><pre class="said"')
    assert re.findall(r'tabindex="0">(.*?)</pre>', html)[0].startswith("ValueError: ")
    assert "<pre" not in story_html(scene("~".join(["copy_a"] * 8)), "", untranslated)
    html = story_html(scene("from_a~mul_b"), "no", untranslated)
    assert (
        "<p>You guessed that <code>a</code> stays: it does not. 12 cells of memory were written. <code>a</code> changed"
    ) in html


def test_the_story_stands_in_its_place_with_the_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    page = WithoutPage(monkeypatch)
    shown = scene("from_a~mul_b")
    story_panel(shown, "no", untranslated)
    told_of = story_html(shown, "no", untranslated)
    assert page.texts == [("value-story", f'<div data-part="value-story">{told_of}</div>')]
