"""Links: rubbish in every field, both ends of every range, and what the page says about it."""

import re
from itertools import cycle

import pytest

from components.frame.pages import FIELDS as PAGES
from components.state.fields import FRAME
from tests.cases import for_each
from tests.pages.page_reading import OpenPage, html_in, in_link, numbers

RUBBISH = [
    "",
    " ",
    "abc",
    "-1",
    "1e400",
    "nan",
    "inf",
    "-inf",
    "3.7",
    "1_000",
    "٣",  # a digit elsewhere, not in a link
    "99999999999999999999",
    "0x10",
    "None",
    "<script>alert(1)</script>",
    "`$\\frac{1}{0}$`",
    "%00",
    "\x00",
    "'; drop table",
    "../../etc/passwd",
    "a" * 5000,
    "{0.__class__}",
    "~" * 300,
]
SHOWN = {"tensors": "value-element", "shapes": "value-line", "exercises": "value-drawn", "training": "value-loss"}
"""Where a page shows what it has computed, if not as an output."""

FIELDS = [(page, field.name) for page, fields in PAGES.items() for field in (*fields, *FRAME)]


NUMBERS = ("seed", "inputs", "layers", "hidden", "outputs")


@pytest.mark.parametrize("page", PAGES)
def test_rubbish_gives_the_default_and_a_word_about_it(open_page: OpenPage, page: str) -> None:
    shown = SHOWN.get(page, "value-output")
    default = html_in(open_page(page), shown)
    assert default
    names = [name for of, name in FIELDS if of == page and name in NUMBERS]
    for value in ("-1", "1e400", "a" * 5000):
        test = open_page(page, **dict.fromkeys(names, value))
        assert not test.exception, value
        assert html_in(test, shown) == default, value
        named = re.findall(r"^- \*\*(\w+)\*\*", test.warning[0].value, re.MULTILINE)
        assert sorted(named) == sorted(names), value


@pytest.mark.parametrize("page", PAGES)
def test_every_field_that_cannot_be_read_is_named(open_page: OpenPage, page: str) -> None:
    names = [name for of, name in FIELDS if of == page and name not in NUMBERS]
    test = open_page(page, **dict.fromkeys(names, "<script>alert(1)</script>"))
    assert not test.exception
    assert html_in(test, SHOWN.get(page, "value-output"))
    said = " ".join(warning.value for warning in test.warning)
    assert [name for name in names if not re.search(rf"\b{name}\b", said)] == []


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES)
def test_rubbish_in_every_field_at_once(open_page: OpenPage, page: str) -> None:
    names = [field.name for field in PAGES[page]]
    for first in range(0, len(RUBBISH), 4):  # a page has more fields than 4: each piece of rubbish comes in one of them
        turned = cycle(RUBBISH[first:] + RUBBISH[:first])
        test = open_page(page, **dict(zip(names, turned, strict=False)))
        assert not test.exception, first
        assert html_in(test, SHOWN.get(page, "value-output"))


@for_each("value", RUBBISH)
def test_rubbish_is_refused_or_read_as_something_that_reads_the_same(value: str) -> None:
    for fields in PAGES.values():
        for field in (*fields, *FRAME):
            read = field.canonical(value)
            assert read is None or field.canonical(read) == read, field.name
            if field.name in NUMBERS:
                assert read is None, field.name


@pytest.mark.parametrize("page", PAGES)
def test_a_field_given_twice_counts_once(open_page: OpenPage, page: str) -> None:
    test = open_page(page, seed=["abc", "8"], inputs=["3", "4", "5"])
    assert not test.exception
    assert test.slider(key="seed").value == 8
    if "inputs" in [field.name for field in PAGES[page]]:
        assert test.slider(key="inputs").value == 5


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("seed", 0, 9999),
        ("inputs", 1, 64),
        ("layers", 1, 6),
        ("hidden", 1, 64),
        ("outputs", 1, 10),
    ],
)
def test_both_ends_are_taken_and_just_beyond_is_not(open_page: OpenPage, name: str, low: int, high: int) -> None:
    for value in (low, high):
        test = open_page("network", **{name: value})
        assert not test.exception
        assert not test.warning
        assert test.slider(key=name).value == value
    for value in (low - 1, high + 1):
        test = open_page("network", **{name: value})
        assert not test.exception
        assert f"{low}..{high}" in test.warning[0].value


def test_everything_at_its_end(open_page: OpenPage) -> None:
    ends = {"seed": 9999, "inputs": 64, "layers": 6, "outputs": 10, "hidden": 64}
    ends |= {f"hidden_{layer}": 64 for layer in range(2, 7)}
    test = open_page("network", **ends, output_activation="softmax", activation="heaviside", bias="false")
    assert not test.exception
    assert sum(numbers(test, "value-output")) == pytest.approx(1, abs=1e-3)


def test_a_device_that_is_not_here(open_page: OpenPage) -> None:
    test = open_page("network", seed=7, device="cuda:7")
    assert not test.exception
    assert "cuda:7" in test.warning[0].value
    assert "cpu" in test.warning[0].value
    assert numbers(test, "value-output") == [0.3171]


@pytest.mark.parametrize("text", ["off", "0", "FALSE", "no"])
def test_a_switch_understands_people(open_page: OpenPage, text: str) -> None:
    test = open_page("network", seed=7, bias=text)
    assert not test.warning
    assert numbers(test, "value-output") == [0.2751]


def test_the_readable_part_of_changed_values_is_kept(open_page: OpenPage) -> None:
    test = open_page("network", seed=7, edits="w1.1.1_0.5~nonsense~b1.1_1e99~x9999_1")
    assert not test.exception
    assert in_link(test, "edits") == "w1.1.1_0.5"
    assert "edits" in test.warning[0].value


def test_names_that_are_not_ours_stay(open_page: OpenPage) -> None:
    test = open_page("network", seed=7, utm_source="course")
    assert not test.warning
    assert in_link(test, "utm_source") == "course"


@pytest.mark.parametrize("page", PAGES)
def test_a_part_that_runs_alone_completes_the_link(
    open_page: OpenPage, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    completed = []
    for module in ("state.url", "network.forward_page", "gradients.explorer", "training.explorer"):
        monkeypatch.setattr(f"components.{module}.complete_link", lambda: completed.append(page))
    open_page(page)  # the page without its frame, which does so after it
    assert completed == [page]
