"""What stands beside the ladder, the photo and the draw: elements, guesses, and experiments with the seed."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest
import torch

from components.base.text import untranslated
from components.tensors.controls import FIELDS
from components.tensors.figures.ladder_cards import ladder_html
from components.tensors.panels import guess, ladder, photo, randn
from components.tensors.panels.guess import guess_panel
from components.tensors.panels.ladder import element_html, number_html
from components.tensors.panels.photo import numbers_around_html
from components.tensors.panels.randn import describe, experiments_html, measures_html
from components.tensors.scene import tensors_scene
from compute.tensors import ladder as ladders
from compute.tensors import photo as photos
from compute.tensors.randn import DrawSpec, crossing, draw_numbers
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SPEC = ladders.LadderSpec(7, depth=2, rows=3, columns=4)


@for_each(
    ("guessed", "words", "is_told"),
    [
        ("a", '<p class="answer"><b>Right.</b> So it is &lt;.</p>', True),
        ("b", '<p class="answer"><b>Not this time.</b> So it is &lt;.</p>', True),
        (None, "", False),
    ],
)
def test_a_guess_is_right_or_not_this_time(guessed: str | None, words: str, is_told: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        patch.setattr(guess, "guess_control", lambda *_: guessed)
        assert guess_panel("photo", "Which <?", {"a": "A", "b": "B"}, "a", "So it is <.", untranslated) is is_told
        assert page.text("question") == '<p class="question">Which &lt;?</p>'
        assert page.text("value-answer") == words


def test_the_cards_of_the_ladder_are_as_wide_as_their_columns() -> None:
    html = ladder_html(ladders.ladder(SPEC), ("scalar", ()))
    assert re.findall(r"--columns:(\d+);--all:(\d+);", html) == [("1", "1"), ("4", "4"), ("4", "4"), ("4", "8")]


class AskedInPanel:
    """What was asked, instead of the panel that asks it."""

    def __init__(self, patch: pytest.MonkeyPatch, module: object) -> None:
        self.given: tuple[Any, ...] = ()
        patch.setattr(module, "guess_panel", self)

    def __call__(self, *given: Any) -> bool:
        self.given = given
        return True

    @property
    def names(self) -> Mapping[str, str]:
        """The answers that are offered."""
        offered: Mapping[str, str] = self.given[2]
        return offered


@for_each(
    ("depth", "rows", "columns", "shapes"),
    [
        (2, 3, 4, {"first": "(3, 4)", "last": "(2, 3)", "none": "(1, 3, 4)"}),
        (3, 3, 3, {"first": "(3, 3)", "none": "(1, 3, 3)"}),
    ],
)
def test_the_shapes_that_are_asked_for_differ(depth: int, rows: int, columns: int, shapes: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        asked = AskedInPanel(patch, ladder)
        spec = ladders.LadderSpec(7, depth=depth, rows=rows, columns=columns)
        ladder._question(spec, ladders.ladder(spec)[-1], untranslated)
        assert asked.names == shapes
        assert asked.given[0] == "ladder"
        assert asked.given[3] == "first"
        assert f"cube[0].shape is torch.Size([{rows}, {columns}]):" in asked.given[4]


def test_red_is_a_matrix() -> None:
    with pytest.MonkeyPatch.context() as patch:
        asked = AskedInPanel(patch, photo)
        photo._question(photos.photo(), untranslated)
        assert asked.given[0] == "photo"
        assert asked.names == {"matrix": "matrix", "line": "vector", "number": "number"}
        assert asked.given[3] == "matrix"
        assert asked.given[4].startswith("Its shape is torch.Size([32, 48]): red of every pixel.")


def test_whether_the_first_number_stays() -> None:
    with pytest.MonkeyPatch.context() as patch:
        asked = AskedInPanel(patch, randn)
        crossed = crossing(7)
        assert randn._question(crossed, untranslated)
        few = torch.randn(15, generator=torch.Generator().manual_seed(7))
        many = torch.randn(16, generator=torch.Generator().manual_seed(7))
        kept = int((few == many[:15]).sum())
        assert asked.given[3] == ("stays" if few[0] == many[0] else "changes")
        assert asked.given[4] == f"Of the first 15 numbers, {kept} stay the same. Why: see below."
        assert asked.names == {"stays": "it stays", "changes": "it changes"}


def test_the_element_as_torch_gives_it() -> None:
    rung = ladders.ladder(SPEC)[2]
    html = unescape(element_html(rung, [1, 2], untranslated))
    assert re.findall("<code>(.*?)</code>", html) == ["matrix[1, 2]", repr(rung.tensor[1, 2])]


def test_an_element_becomes_a_number_and_a_whole_tensor_does_not() -> None:
    rung = ladders.ladder(SPEC)[2]
    asked = ladders.to_number(rung, (1, 2))
    items = re.findall("<li>(.*?)</li>", unescape(number_html(rung, (1, 2), untranslated)))
    assert len(items) == len(asked)
    assert {bool(each.error) for each in asked} == {True, False}
    for each, item in zip(asked, items, strict=True):
        end = f'<b class="refused">{each.error}</b> {each.said}' if each.error else f"<b>{each.said}</b>"
        assert item == f"<code>{each.code}</code> {end}"


def test_element_slice_and_pixel_of_the_photo() -> None:
    image, place = photos.photo(), photos.Place(3, 5, 1)
    taken = photos.cut(image, photos.index_of("row", place))
    html = unescape(numbers_around_html(image, place, taken, untranslated))
    lines = re.findall(r'<p class="expression"><code>(.*?)</code>.*?<code>(.*?)</code>(.*?)</p>', html)
    assert [line[:2] for line in lines] == [
        ("photo[3, 5, 1]", repr(image[3, 5, 1])),
        (f"{taken.code}.shape", str(taken.result.shape)),
        ("photo[3, 5]", repr(image[3, 5])),
    ]
    assert [bool(line[2]) for line in lines] == [False, False, True]
    assert "Shape (32, 48, 3): rows, columns, channels" in html
    assert "in front, (3, 32, 48), as networks want it" in html
    assert f"is the same {int(image[3, 5, 1])}." in html
    assert re.findall(r'<a href="(.*?)">(.*?)</a>', html) == [
        (photos.SOURCE, "vultilion"),
        (photos.LICENCE, "CC BY 2.0"),
    ]
    assert "scaled down to 48 × 32." in html


def test_mean_and_deviation_have_their_places() -> None:
    numbers = torch.tensor([1.0, 2.0, 6.0])  # mean 3, squares of distances 4 + 1 + 9 = 14, of which the half is 7
    assert measures_html(numbers) == {
        "value-mean": '<p class="expression"><code>t.mean()</code> <b>3.0000</b></p>',
        "value-deviation": '<p class="expression"><code>t.std()</code> <b>2.6458</b></p>',
    }
    assert describe(numbers, DrawSpec(7, 3), untranslated) == (
        "Histogram of 3 numbers under the normal curve; their mean is 3.0000, their deviation 2.6458"
    )


@for_each(
    ("revealed", "note"),
    [
        (
            True,
            "From 16 elements on torch fills the whole tensor by another, vectorized method, so the same seed gives "
            "other numbers.",
        ),
        (False, "Guess first, or move the size to 16."),
    ],
)
def test_sixteen_numbers_are_told_only_after_a_guess(revealed: bool, note: str) -> None:
    html = experiments_html(DrawSpec(8, 5), crossing(8), revealed, untranslated)
    assert re.findall("<h3>(.*?)</h3>", html) == [
        "randn_like takes over the shape",
        "The same seed, the same numbers",
        "15 numbers or 16",
    ]
    assert html.endswith(f"<p>{note}</p></section></div>")
    assert "torch.manual_seed(8)" in html
    assert (">?<" in html) is not revealed


PLAIN = {field.name: field.default for field in FIELDS} | {"guess": "", "beat": ""}


def test_the_ladder_of_a_link() -> None:
    link = PLAIN | {"seed": "7", "depth": "2", "rows": "3", "columns": "4", "select": "matrix.1.2"}
    shown = tensors_scene(link, untranslated)
    rung = ladders.ladder(ladders.LadderSpec(7, depth=2, rows=3, columns=4))[2]
    assert shown.parts["value-element"] == element_html(rung, (1, 2), untranslated)
    assert shown.parts["value-number"] == number_html(rung, (1, 2), untranslated)
    assert shown.waits[:3] == ("program", "guess", "value-answer")
    assert "ladder-cards" in shown.tables


def test_the_photo_of_a_link() -> None:
    link = PLAIN | {"part": "photo", "row": "3", "column": "5", "channel": "1", "slice": "row"}
    shown = tensors_scene(link, untranslated)
    image, place = photos.photo(), photos.Place(3, 5, 1)
    taken = photos.cut(image, photos.index_of("row", place))
    assert shown.parts["value-element"] == numbers_around_html(image, place, taken, untranslated)
    assert "photo" in shown.tables


@for_each(
    ("size", "guessed", "is_told"), [("15", "", False), ("16", "", True), ("15", "stays", True), ("15", "first", False)]
)
def test_the_draw_of_a_link_tells_of_sixteen_where_it_was_guessed_or_seen(
    size: str, guessed: str, is_told: bool
) -> None:
    shown = tensors_scene(PLAIN | {"part": "randn", "seed": "8", "size": size, "guess": guessed}, untranslated)
    assert ("Guess first, or move the size to 16." not in shown.parts["value-experiments"]) is is_told
    numbers = draw_numbers(DrawSpec(8, int(size)))
    assert shown.parts["value-mean"] == measures_html(numbers)["value-mean"]
    assert "draw-chart" in shown.charts
    assert shown.waits[:2] == ("program", "value-answer")


@for_each(("pressed", "select"), [("matrix.1.0", "matrix.1.0"), ("", "vector.1"), ("nothing", "vector.1")])
def test_a_press_on_a_cell_of_the_ladder_picks_its_element(pressed: str, select: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.link["select"] = "vector.1"
        page.state[ladder.CHART] = {"picked": {"name": pressed, "number": 1}}
        ladder._pick()
        assert page.link["select"] == select


@for_each(("guessed", "told"), [("matrix", "<b>Right.</b> So"), ("line", "<b>Not this time.</b> So"), ("stays", "")])
def test_the_guess_of_the_link_is_answered_in_its_own_part(guessed: str, told: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.state["guess"] = page.link["guess"] = guessed
        names = {"matrix": "A", "line": "B"}
        guess_panel("photo", "Which?", names, "matrix", "So.", untranslated)
        assert page.widgets["guess"].given[1] == ["matrix", "line"]
        if told:
            assert told in page.text("value-answer")


def test_a_scene_is_drawn_for_a_laptop_unless_a_wall_is_asked_for() -> None:
    link = PLAIN | {"part": "randn", "seed": "8", "size": "15"}
    plain, laptop, wall = (
        str(shown.charts)
        for shown in (
            tensors_scene(link, untranslated),
            tensors_scene(link, untranslated, wall=False),
            tensors_scene(link, untranslated, wall=True),
        )
    )
    assert plain == laptop != wall


def test_each_part_has_its_pieces_where_the_page_looks_for_them() -> None:
    found = {part: tensors_scene(PLAIN | {"part": part}, untranslated) for part in ("ladder", "photo", "randn")}
    assert {part: list(shown.charts) for part, shown in found.items()} == {
        "ladder": [],
        "photo": [],
        "randn": ["draw-chart"],
    }
    assert {
        part: sorted(name for name in shown.parts if name.startswith("value")) for part, shown in found.items()
    } == {
        "ladder": ["value-element", "value-number"],
        "photo": ["value-element"],
        "randn": ["value-deviation", "value-experiments", "value-mean", "value-numbers"],
    }
