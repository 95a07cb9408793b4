"""Keeps the README's table of links as the pages have it: `links_table.py` writes it, `--check` complains."""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from components.frame.pages import PAGES
from components.state.fields import FRAME, Field

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- links: written by tests/links_table.py -->\n", "<!-- end of links -->"
OF_THIS_MACHINE = {"device": "`cpu`, `cuda:0`, `mps`, .. as far as the machine has it"}
"""Values that are others on another machine."""


def table() -> str:
    """A row for each field of each page; neighbours that say the same share one."""
    rows = ["| page | name | meaning | values | default |", "|---|---|---|---|---|"]
    for page, fields in [("every page", FRAME), *((page.slug, page.fields) for page in PAGES)]:
        rows += _rows(page, fields)
    return "\n".join(rows) + "\n"


def _rows(page: str, fields: tuple[Field, ...]) -> Iterator[str]:
    for (meaning, values, default), group in groupby(fields, _said):
        names = ", ".join(f"`{field.name}`" for field in group)
        yield f"| {page} | {names} | {meaning} | {values} | {default} |"
        page = ""


def _said(field: Field) -> tuple[str, str, str]:
    values = OF_THIS_MACHINE.get(field.name) or ", ".join(f"`{value}`" for value in field.allowed.split(", "))
    return field.meaning, values, f"`{field.default}`" if field.default else "nothing"


def main() -> int:
    """Write the table, or with `--check` say whether it is up to date."""
    text = README.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    wanted = f"{before}{BEGIN}{table()}{END}{after}"
    if "--check" in sys.argv:
        if text != wanted:
            print("the table of links in README.md is not what the pages say: run `make links`")  # noqa: T201
        return int(text != wanted)
    README.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
