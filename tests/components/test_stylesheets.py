"""The stylesheets, which reach the page as HTML."""

import re
from pathlib import Path

from tests.cases import for_each

ROOT = Path(__file__).parent.parent.parent
STYLES = sorted([*(ROOT / "assets").glob("*.css"), *(ROOT / "components").rglob("*.css")])


@for_each("path", STYLES)
def test_nothing_in_a_stylesheet_looks_like_a_tag(path: Path) -> None:
    """Streamlit leaves a whole stylesheet away that has a tag in it, such as the `<length>` of @property."""
    assert re.findall(r"<[/\w!]", path.read_text("utf-8")) == []


@for_each(
    ("text", "found"),
    [
        ('.a:has(> [class*="st-key-value"])', 1),
        (".a:has(> :is(.b, [class^=x]) .c)", 1),
        ('.a:has(> .b) > [class*="c"]', 0),
        ('.a:has([data-b="c"])', 0),
    ],
)
def test_a_part_of_a_class_within_has_is_found(text: str, found: int) -> None:
    assert len(parts_of_classes(text)) == found


@for_each("path", STYLES)
def test_within_has_each_class_has_its_name(path: Path) -> None:
    """With a part of one, the browser goes over the page again at each change of any class: 10 ms in each picture."""
    assert parts_of_classes(path.read_text("utf-8")) == []


@for_each(
    ("text", "found"),
    [
        (".a > :has(> .b) { c: d }", 1),
        (".a > :is(.b, :has(> .b)) { c: d }", 1),
        (".a *:has(.b) .c { c: d }", 1),
        (".a:has(.b) > * { c: d }", 1),
        (".a:not(:has(.b)) :is(.c, .d) { c: d }", 1),
        (".e { c: d } .e .f, /* why */ .a:has(.b):hover > :first-child { c: d }", 1),
        (".a { > :has(.b) { c: d } }", 1),
        (".a > .b:has(> .c) { c: d }", 0),
        (".a:not(:has(.b)) > div:not(:has(.c)) { c: d }", 0),
        (':is(.a, .b):has(.c) [role="d"] { c: d }', 0),
        (".a > :where(.b):has(> .c) { c: d } .a > :is(.b, .c) { d: e }", 0),
        ("@media (min-width: 1px) { .a:has(> .b) > .c { d: e } }", 0),
    ],
)
def test_what_is_asked_of_every_element_is_found(text: str, found: int) -> None:
    assert len(asked_of_all(text)) == found


@for_each("path", STYLES)
def test_a_has_is_asked_of_few_elements(path: Path) -> None:
    """Asked of any element, the browser goes over the page again at each change: a third of a drag on a large page."""
    assert asked_of_all(path.read_text("utf-8")) == []


def asked_of_all(text: str) -> list[str]:
    """Selectors with a `:has()` that concern elements of any kind: as those that have, or as those below them."""
    heads = re.findall(r"([^{};]+)\{", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    selectors = [one for head in heads if not head.strip().startswith("@") for one in _parts(head.strip(), ",")]
    return [selector for selector in selectors if _is_asked_of_all(_parts(selector, " >+~"))]


def _is_asked_of_all(compounds: list[str]) -> bool:
    has = [":has(" in compound for compound in compounds]
    return any(map(_is_of_any_kind, compounds, has)) or (any(has[:-1]) and _is_of_any_kind(compounds[-1], True))


def _is_of_any_kind(compound: str, is_asked: bool) -> bool:
    """Whether nothing is named before the first `:`: no element, class or attribute, nor one of them by `:where()`."""
    starts, _, within = compound.partition("(")
    named = starts in (":where", ":is") and ":has(" not in _closed(within) and len(_parts(_closed(within), ",")) == 1
    listed = starts == ":is" and ":has(" in compound and ":has(" not in _closed(within)
    return is_asked and compound[:1] in "*:" and not named and not listed


def _parts(text: str, separators: str) -> list[str]:
    """The text between separators that stand in no bracket."""
    parts, depth = [""], 0
    for character in text:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if depth == 0 and character in separators:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def parts_of_classes(text: str) -> list[str]:
    """What stands within a `:has()` and looks at parts of classes."""
    return [within for within in map(_closed, re.findall(r":has\((.*)", text)) if "[class" in within]


def _closed(text: str) -> str:
    """The text up to the bracket that closes what was opened before it."""
    depth = 1
    for at, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return text[:at]
    return text
