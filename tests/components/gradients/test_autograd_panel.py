"""The panel of autograd: its buttons, the lines so far, and what each name holds after them."""

import re

from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.gradients.panels.autograd import autograd_html
from compute.gradients.autograd_lines import AUTOGRAD_LINES, MAX_LINES
from tests.cases import for_each
from tests.components.gradients.by_hand import rows_of, words_of
from tests.pages.page_reading import report, tables


def opened(lines: str) -> AppTest:
    """Open the panel alone, with a link that has run these lines."""

    def script() -> None:
        from components.base.text import untranslated  # noqa: PLC0415
        from components.gradients.panels.autograd import autograd_panel  # noqa: PLC0415

        autograd_panel(None, untranslated)  # it reads nothing of the network

    page = AppTest.from_function(script)
    page.query_params["lines"] = lines
    return page.run()


def lines_of(page: AppTest) -> str:
    """Return the lines that the link has run."""
    return "".join(page.query_params.get("lines", ""))


FULL = "~".join(["square"] * MAX_LINES)
ALMOST = "~".join(["square"] * (MAX_LINES - 1))


@for_each(
    ("lines", "pressed", "wanted"),
    [
        ("grad", "run.square", "grad~square"),
        ("grad", "run.nothing", "grad"),
        ("grad", "line.square", "grad"),
        (ALMOST, "run.square", FULL),
        (FULL, "run.square", FULL),
        ("grad~square~back", "line.2", "grad~square"),
        ("grad~square~back", "line.0", ""),
        ("grad~square~back", "line.3", "grad~square~back"),
        ("grad~square~back", "line.-1", "grad~square~back"),
        ("grad~square~back", "undo", "grad~square"),
        ("grad~square~back", "anew", ""),
        ("grad~square~back", "other", "grad~square~back"),
    ],
)
def test_a_button_runs_a_line_or_goes_back(lines: str, pressed: str, wanted: str) -> None:
    page = opened(lines)
    report(page, "autograd", "picked", {"name": pressed, "number": 1})
    assert lines_of(page) == wanted
    count = len(wanted.split("~")) if wanted else 0
    assert tables(page)["autograd"].count("<li>") == count + 1


@for_each(("count", "is_full"), [(0, False), (MAX_LINES - 1, False), (MAX_LINES, True)])
def test_no_line_can_be_run_once_there_are_as_many_as_there_may_be(count: int, is_full: bool) -> None:
    html = autograd_html(["square"] * count, untranslated)
    offered = re.findall(r'data-name="run\.(\w+)"( disabled)?>', html)
    assert [name for name, _disabled in offered] == list(AUTOGRAD_LINES)
    assert {bool(disabled) for _name, disabled in offered} == {is_full}
    back = re.findall(r'data-name="(undo|anew)"( disabled)?>([^<]*)<', html)
    disabled = "" if count else " disabled"
    assert back == [("undo", disabled, "undo"), ("anew", disabled, "start anew")]


def test_every_line_so_far_is_a_button_and_the_last_one_is_the_current_one() -> None:
    html = autograd_html(["grad", "square"], untranslated)
    found = re.findall(r'data-name="line\.(\d)" title="[^"]*"( aria-current="step")?><code>([^<]*)</code>', html)
    assert found == [
        ("0", "", "x = torch.tensor([1.0, 2.0, 3.0])"),
        ("1", "", "x.requires_grad_()"),
        ("2", ' aria-current="step"', "y = (x ** 2).sum()"),
    ]


def test_what_a_line_has_printed_and_what_it_was_refused_with_stands_below_it() -> None:
    html = autograd_html(["grad", "square", "item", "value"], untranslated)
    assert re.findall(r'<p class="said">([^<:]*)</p>', html) == ["14.0"]
    ((error, words),) = re.findall(r'<p class="refused"><b>(\w+)</b>: (.*?)</p>', html)
    assert error == "RuntimeError"
    assert words.startswith("Can&#x27;t call numpy() on Tensor that requires grad.")


@for_each(
    ("names", "rows"),
    [
        ([], [["x", "[1.0000, 2.0000, 3.0000]", "False", "None", "None"]]),
        (
            ["grad", "square", "back"],
            [
                ["x", "[1.0000, 2.0000, 3.0000]", "True", "[2.0000, 4.0000, 6.0000]", "None"],
                ["y", "14.0000", "True", "None", "SumBackward0"],
            ],
        ),
        (
            ["detach", "numpy"],
            [
                ["x", "[1.0000, 2.0000, 3.0000]", "False", "None", "None"],
                ["d = x", "[1.0000, 2.0000, 3.0000]", "False", "None", "None"],
                ["a = x, d", "[1.0000, 2.0000, 3.0000]", "", "", ""],
            ],
        ),
    ],
)
def test_each_name_stands_in_a_row_with_what_it_holds(names: list[str], rows: list[list[str]]) -> None:
    assert rows_of(autograd_html(names, untranslated)) == [["", "value", "requires_grad", ".grad", "grad_fn"], *rows]


def test_the_graph_goes_from_y_to_the_leaves_and_is_freed_by_the_way_back() -> None:
    kept, freed = (autograd_html(names, untranslated) for names in (["grad", "square"], ["grad", "square", "back"]))
    words = words_of(kept.partition('<p class="graph">')[2].partition("</p>")[0])
    assert words == " SumBackward0 y → PowBackward0 → AccumulateGrad x"
    assert "freed" not in kept
    assert re.findall(r'<span class="freed"><code>(\w+)</code>', freed) == ["PowBackward0"]
    assert 'class="graph"' not in autograd_html(["square"], untranslated)
