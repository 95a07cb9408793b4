"""Keeps the translations in line with the code: `messages.py` merges new messages, `messages.py --check` complains."""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "assets" / "locales"
KEYWORDS = {"_": None, "plural": (1, 2)}
"""Functions whose first argument is a message; with `plural` the second is the same for many."""


def extracted() -> Catalog:
    """All messages that the code asks for."""
    catalog = Catalog(project="Tensorama", charset="utf-8", fuzzy=False)
    for folder in ("components", "pages"):
        found = extract_from_dir(ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=())
        for file, _, message, _, _ in found:
            catalog.add(message, locations=[(f"{folder}/{Path(file).as_posix()}", 0)])
    return catalog


def complaints(catalog: Catalog, template: Catalog) -> Iterator[str]:
    """What is missing, half done or left over in a translation."""
    wanted = {message.id for message in template if message.id}
    for message in catalog:
        if message.id and message.id not in wanted:
            yield f"no longer used: {message.id!r}"
    for message_id in wanted:
        found = catalog.get(message_id)
        if found is None or not found.string:
            yield f"missing: {message_id!r}"
        elif found.fuzzy:
            yield f"fuzzy: {message_id!r}"
        elif isinstance(message_id, str) != isinstance(found.string, str):
            yield f"one has plural forms, the other has none: {message_id!r} and {found.string!r}"
        elif not isinstance(message_id, str):
            yield from _plural_complaints(message_id, found.string)
        elif _fields(message_id) != _fields(found.string):
            yield f"other placeholders: {message_id!r} and {found.string!r}"


def _plural_complaints(message: Sequence[str], forms: Sequence[str]) -> Iterator[str]:
    """What is wrong with the plural forms of a translation; a form for one thing need not say the count."""
    if not all(forms):
        yield f"a plural form is missing: {message!r}"
    elif any(set(_fields(form)) - {"count"} != set(_fields(message[-1])) - {"count"} for form in forms):
        yield f"other placeholders: {message!r} and {forms!r}"


COUNTED = re.compile(r"\{(\w+)(:,)?\}(\*\*)? (?:(?:more|of the|different) )?([a-z]+s)\b")
"""A number, and a noun in the plural right after it."""

NO_COUNT = frozenset(
    {"name", "unit", "code", "activation", "fast", "slow", "factor", "line", "shape", "sizes", "column", "text"}
)
"""Places of words, and of factors such as 1.3."""

NEVER_ONE = frozenset({"limit", "most", "total", "runs", "length", "below"})
"""Places of limits and of totals that are always large."""

NO_NOUNS = frozenset({"times", "gives", "bytes", "pixels"})
"""Multiplication; and what there is never just one of."""


def uncounted(template: Catalog) -> Iterator[str]:
    """Messages that would say `1 numbers`: a number with a noun in the plural, and no form for one."""
    for message in template:
        if isinstance(message.id, str):
            for name, _, _, noun in COUNTED.findall(message.id):
                if name not in NO_COUNT | NEVER_ONE and noun not in NO_NOUNS:
                    yield f"{{{name}}} {noun} without a form for one: {message.id!r}"


def hidden_in_strings() -> Iterator[Path]:
    """Files that ask for a message inside an f-string, where the extraction does not look."""
    for folder in ("components", "pages"):
        for path in (ROOT / folder).rglob("*.py"):
            if _asks_in_strings(path.read_text("utf-8")):
                yield path.relative_to(ROOT)


def _asks_in_strings(code: str) -> bool:
    """Whether some f-string holds a call of the translator with a literal message, however deep."""
    inside = (
        inner for node in ast.walk(ast.parse(code)) if isinstance(node, ast.JoinedStr) for inner in ast.walk(node)
    )
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
        and bool(call.args)
        and isinstance(call.args[0], ast.Constant)
        for call in inside
    )


def _fields(message: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(message) if name)


def main() -> int:
    """Merge, or check; the number of languages and messages is small enough to say everything at once."""
    template = extracted()
    failed = 0
    for complaint in uncounted(template):
        failed += 1
        sys.stderr.write(f"{complaint}\n")
    for path in hidden_in_strings():
        failed += 1
        sys.stderr.write(f"{path}: a message inside an f-string is not found; put it into a variable first\n")
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/tensorama.po")):
        language = path.parent.parent.name
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        if "--check" in sys.argv:
            for complaint in complaints(catalog, template):
                failed += 1
                sys.stderr.write(f"{path.relative_to(ROOT)}: {complaint}\n")
            continue
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, width=110, omit_header=False, sort_by_file=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
