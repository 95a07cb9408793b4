"""A stylesheet as the browser gets it: in one line, without comments, with the colours that it names."""

import os
from pathlib import Path

from components.base.stylesheet import palette, stylesheet, variables
from tests.cases import for_each


def test_comments_go_and_lines_become_one_and_a_name_in_braces_is_a_colour(tmp_path: Path) -> None:
    path = tmp_path / "some.css"
    path.write_text("/* why\n   so */\np {\n  margin: 0; /* none */\n}\n[style*='{INK}'] b {}\n", "utf-8")
    assert stylesheet(path) == "<style>p { margin: 0; } [style*='rgb(0, 0, 55)'] b {}</style>"


def test_a_stylesheet_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "some.css"
    path.write_text("p {}", "utf-8")
    assert stylesheet(path) == "<style>p {}</style>"
    path.write_text("b {}", "utf-8")
    os.utime(path, ns=(1, 1))
    assert stylesheet(path) == "<style>b {}</style>"


@for_each(
    ("name", "value"),
    [
        ("black", "#000000"),
        ("white", "#ffffff"),
        ("highlight", "#a855f7"),
        ("positive", "#2f78c4"),
        ("negative", "#d9731a"),
        ("neutral", "#8a8f98"),
        ("right-answer", "#1a7f4b"),
        ("dark-text", "#14171c"),
        ("wall-ink", "#0a0c10"),
        ("second-course", "#12946b"),
        ("lowest", "#c2570c"),
        ("highest", "#1f5fa8"),
        ("neutral-45", "rgba(138,143,152,0.45)"),
        ("highlight-12", "rgba(168,85,247,0.12)"),
        ("text", "light-dark(#14171c, #eef1f5)"),
        ("wall-veil", "light-dark(rgba(255,255,255,0.4), rgba(0,0,0,0.5))"),
        ("ink", "rgb(0, 0, 55)"),
        (
            "scale",
            "light-dark(#c2570c, #f58a2e), light-dark(#f0a868, #8a4c18), light-dark(#f3f3f1, #0f1216), "
            "light-dark(#86b5e3, #24578c), light-dark(#1f5fa8, #5aa9f5)",
        ),
    ],
)
def test_a_variable_has_its_colour_by_day_and_at_night(name: str, value: str) -> None:
    assert variables()[name] == value
    assert f"--{name}:{value}" in palette().removeprefix("<style>:root {").removesuffix("}</style>").split(";")


@for_each(
    ("name", "colour"),
    [
        ("EMPTY", "255, 255, 254"),
        ("LIGHT_TEXT", "255, 255, 255"),
        ("DARK_TEXT", "20, 23, 28"),
        ("BLACK", "0, 0, 0"),
        ("POSITIVE", "47, 120, 196"),
        ("NEGATIVE", "217, 115, 26"),
        ("LOWEST", "194, 87, 12"),
        ("LOW", "240, 168, 104"),
        ("HIGH", "134, 181, 227"),
        ("HIGHEST", "31, 95, 168"),
    ],
)
def test_a_selector_finds_what_was_painted_in_a_colour(tmp_path: Path, name: str, colour: str) -> None:
    path = tmp_path / f"{name}.css"
    path.write_text(f"[x='{{{name}}}'] {{}}", "utf-8")
    assert stylesheet(path) == f"<style>[x='rgb({colour})'] {{}}</style>"
