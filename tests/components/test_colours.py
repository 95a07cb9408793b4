"""Every colour stands once, in components/base/style.py; stylesheets and scripts have variables."""

import ast
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL.ImageColor import colormap

from components.base.style import DIVERGING, LOGO_WORD, NEGATIVE, NIGHT, POSITIVE, THEME, faded
from components.base.stylesheet import PAINTED, palette, stylesheet, variables
from tests.cases import for_each

ROOT = Path(__file__).parent.parent.parent
STYLES = sorted([*(ROOT / "assets").glob("*.css"), *(ROOT / "components").rglob("*.css")])
SCRIPTS = sorted((ROOT / "components").rglob("*.js"))
CODE = [ROOT / "app.py", *(path for room in ("compute", "components", "pages") for path in (ROOT / room).rglob("*.py"))]
STYLE = ROOT / "components" / "base" / "style.py"

IN_NUMBERS = re.compile(
    r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(\s*[\d.]", re.I
)
NAMED = re.compile(rf"(?<![\w-])(?:{'|'.join(colormap)})(?![\w-])", re.I)


def literals(text: str) -> list[str]:
    """What in a stylesheet is a colour and no variable: in its declarations, and as numbers also in its selectors."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    values = " ".join(re.findall(r":([^:;{}]*)[;}]", re.sub(r'"[^"]*"', "", text)))
    return IN_NUMBERS.findall(re.sub(r"#[\w-]+(?=[^{};]*\{)", "", text)) + NAMED.findall(values)


@for_each(
    ("text", "found"),
    [
        ("#no-server p { color: var(--text); }", 0),
        ("#fed { color: currentColor; background: transparent }", 0),
        (".red > .green { border-color: var(--white-40); content: 'x' }", 0),
        ('/* white #fff */ p { white-space: nowrap; content: "red"; mask: var(--black); }', 0),
        ("p { color: #abc; }", 1),
        ("p { color: #aabbcc }", 1),
        ("p { background: linear-gradient(#aabbcc80, RGB(1 2 3)); }", 2),
        ('p[style*="rgb(0, 0, 55)"] { opacity: 1 }', 1),
        ("p { border: 1px solid black; } q { color: Rebeccapurple }", 2),
        ("p { fill: oklch(0.5 0.2 90); color: hsl(120deg 10% 10%) }", 2),
    ],
)
def test_a_colour_in_a_stylesheet_is_found(text: str, found: int) -> None:
    assert len(literals(text)) == found


@for_each("path", STYLES)
def test_no_colour_stands_in_a_stylesheet(path: Path) -> None:
    assert literals(path.read_text("utf-8")) == []


@for_each("path", SCRIPTS)
def test_no_colour_stands_in_a_script(path: Path) -> None:
    text = path.read_text("utf-8")
    assert IN_NUMBERS.findall(text) == []
    assert [word for word in re.findall(r"""["'`](\w+)["'`]""", text) if NAMED.fullmatch(word)] == []


def colours(path: Path) -> Iterator[str]:
    """The colours in the texts of a module, docstrings aside."""
    tree = ast.parse(path.read_text("utf-8"))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield from re.findall(r"#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|rgba?\(\d[^)]*\)", node.value, re.I)


@pytest.mark.long
def test_no_colour_stands_twice_in_python() -> None:
    found = Counter(colour.lower() for path in CODE for colour in colours(path))
    assert len(found) > 40
    assert {colour: count for colour, count in found.items() if count > 1} == {}


@pytest.mark.long
def test_colours_stand_in_one_module() -> None:
    assert [str(path) for path in CODE if path != STYLE and list(colours(path))] == []


def test_each_variable_of_a_stylesheet_is_there_and_each_one_there_is_used() -> None:
    texts = [path.read_text("utf-8") for path in (*STYLES, *SCRIPTS)]
    own = {name for text in texts for name in re.findall(r"(?<![\w(])--([\w-]+)\s*:", text)}
    html = "".join(path.read_text("utf-8") for path in CODE)
    own |= set(re.findall(r"--([\w-]+):", html))
    used = {name for text in texts for name in re.findall(r"var\(\s*--([\w-]+)", text) if not name.startswith("st-")}
    used |= {name for path in SCRIPTS for name in re.findall(r'PropertyValue\("--([\w-]+)"', path.read_text("utf-8"))}
    assert used - own == set(variables()) - own == set(variables())


def test_the_palette_gives_each_variable_its_colour() -> None:
    text = palette()
    assert text.startswith("<style>:root {--black:#000000;")
    assert "--neutral-45:rgba(138,143,152,0.45);" in text
    assert "--text:light-dark(#14171c, #eef1f5);" in text
    scale = [f"light-dark({day}, {night})" for (_, day), (_, night) in zip(DIVERGING, NIGHT, strict=True)]
    assert f"--scale:{', '.join(scale)};" in text
    assert faded("#a855f7", 0.3) == "rgba(168,85,247,0.3)"


def test_a_selector_looks_for_what_a_browser_writes() -> None:
    assert PAINTED["INK"] == "rgb(0, 0, 55)"
    assert PAINTED["EMPTY"] == "rgb(255, 255, 254)"
    text = stylesheet(ROOT / "assets" / "site.css")
    assert '.chart text:is([style*="rgb(0, 0, 55)"], .hovertext *)' in text
    assert '[style*="fill: rgb(255, 255, 254)"]' in text


@for_each("path", STYLES)
def test_the_browser_gets_a_stylesheet_without_comments_and_names(path: Path) -> None:
    text = stylesheet(path)
    assert text.startswith("<style>")
    assert text.endswith("</style>")
    assert "/*" not in text
    assert re.findall(r"\{[A-Z_]+\}", text) == []
    assert text.count("{") == text.count("}") >= len(re.findall(r"^[^@\s].*\}$", path.read_text("utf-8"), re.M))
    assert "\n" not in text


def test_a_stylesheet_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    """As `make dev` shows it."""
    path = tmp_path / "some.css"
    for number, text in enumerate(("p {\n  margin: 0;\n}", "p { margin: 1rem; }")):
        path.write_text(text, "utf-8")
        os.utime(path, ns=(number, number))
        assert stylesheet(path) == f"<style>{' '.join(text.split())}</style>"


def test_the_theme_of_streamlit_has_the_same_colours() -> None:
    """Streamlit reads them from a file of its own, which no variable reaches."""
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    for place, look in enumerate(("light", "dark")):
        assert theme[look] == {name: both[place] for name, both in THEME.items()}
    rest = {name: value for name, value in theme.items() if name not in ("light", "dark")}
    assert IN_NUMBERS.findall(repr(rest)) == []


SIGN = [POSITIVE, NEGATIVE]
ENDS = [DIVERGING[-1][1], DIVERGING[0][1]]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("assets/logo.svg", [*SIGN, *SIGN, POSITIVE, LOGO_WORD]),
        ("assets/icon.svg", [*SIGN, *ENDS, DIVERGING[-1][1]]),
        ("docs/embedding.html", []),
    ],
)
def test_a_file_that_no_variable_reaches_has_the_same_colours(path: str, expected: list[str]) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert re.findall(r"#[0-9a-f]{6}", text) == expected
    assert len(IN_NUMBERS.findall(text)) == len(expected)
    assert NAMED.findall(" ".join(re.findall(r"""(?:fill|stroke|color|style)=["']([^"']*)""", text))) == []


def test_these_are_all_files_that_no_variable_reaches() -> None:
    """Without tests, translations, what others wrote, and texts about the site; colours must stand in a test above."""
    kinds = {".svg", ".html", ".toml", ".css", ".js", ".py"}
    folders = (ROOT / name for name in ("assets", "docs", ".streamlit", "components", "compute", "pages"))
    found = {
        path for folder in folders for path in folder.rglob("*") if path.suffix in kinds and "vendor" not in path.parts
    }
    known = {*STYLES, *SCRIPTS, *CODE, *(ROOT / "assets").glob("*.svg"), ROOT / "docs" / "embedding.html"}
    assert found - known == {ROOT / ".streamlit" / "config.toml"}
