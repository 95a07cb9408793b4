"""Measures the site on this machine, beside a plain yardstick in the same run, and prints a Markdown table.

`bench.py --write` also puts the table between the `bench` markers of README.md. No time is ever asserted: machines
differ, and what carries over from one to another is the ratio.
"""

import argparse
import math
import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from browser import Feel, Visit, chromium, feel, first_visit
from classroom import Classroom, run_classroom
from playwright.sync_api import Browser
from server import PLAIN, ROOT, SITE, Server, serve
from short_way import short_way_ms

README = ROOT / "README.md"
MARKED = re.compile(r"(<!-- bench -->\n).*?(<!-- /bench -->)", re.DOTALL)
SESSIONS = (10, 40)
"""At once, one class after the other."""

NOTHING = "–"


@dataclass(frozen=True)
class Size:
    """A network to look at, and how many key presses count; a large one takes the yardstick many seconds each."""

    name: str
    link: str
    presses: int
    presses_plain: int


SIZES = (
    Size("3-2-1", "/?seed=7", 20, 20),
    Size("64-64-1", "/?seed=7&inputs=64&hidden=64", 12, 3),
)


@dataclass(frozen=True)
class FirstVisit:
    """A page that is opened by a browser that has kept nothing; the yardstick has one page, and shows it for each."""

    name: str
    link: str
    slow: bool = False


FIRST_VISITS = (
    FirstVisit("network", "/?seed=7"),
    FirstVisit("neuron", "/neuron?seed=7"),
    FirstVisit("network over 10 Mbit/s and 40 ms", "/?seed=7", slow=True),
)


SHORT = {
    "3-2-1": "inputs=3&hidden=2&lang=en",
    "64-64-1": "inputs=64&hidden=64&lang=en",
}
"""Networks whose moves go the short way, by name: the link without its seed."""


@dataclass(frozen=True)
class Measured:
    """All figures of one app."""

    started_in: float
    visits: dict[str, Visit]
    feels: dict[str, Feel]
    short: dict[str, float | None]
    memory_before: float | None
    memory_after: float | None
    rooms: dict[int, Classroom]


Row = tuple[str, str, str, str]


def measure() -> tuple[dict[str, Measured], str]:
    """Both apps are served side by side; whichever is not being measured is at rest."""
    with serve(SITE) as site, serve(PLAIN) as plain:
        with chromium() as browser:
            visits = {server: _visits(browser, server) for server in (site, plain)}
            feels = {server: _feels(browser, server) for server in (site, plain)}
            chromium_version = browser.version
        measured = {
            name: _crowd(server, visits[server], feels[server]) for name, server in (("site", site), ("plain", plain))
        }
        return measured, chromium_version


def _feels(browser: Browser, server: Server) -> dict[str, Feel]:
    found = {}
    for size in SIZES:
        _say(f"one person, {size.name}, {server.url}")
        presses = size.presses if server.script == SITE else size.presses_plain
        found[size.name] = feel(browser, server.url + size.link, presses)
    return found


def _visits(browser: Browser, server: Server) -> dict[str, Visit]:
    """First visits, after one that does not count: the yardstick then has its torch."""
    first_visit(browser, server.url + FIRST_VISITS[0].link, slow=False, times=1)
    found = {}
    for each in FIRST_VISITS:
        _say(f"a first visit, {each.name}, {server.url}")
        found[each.name] = first_visit(browser, server.url + each.link, slow=each.slow)
    return found


def _crowd(server: Server, visits: dict[str, Visit], feels: dict[str, Feel]) -> Measured:
    before, rooms = server.memory(), {}
    short: dict[str, float | None] = dict.fromkeys(SHORT)
    if server.script == SITE:
        _say("the short way")
        short = {name: short_way_ms(server, link, first_seed=2000) for name, link in SHORT.items()}
    for sessions in SESSIONS:
        _say(f"{sessions} sessions, {server.url}")
        rooms[sessions] = run_classroom(server.url, sessions)
    return Measured(server.started_in, visits, feels, short, before, server.memory(), rooms)


def rows(site: Measured, plain: Measured) -> Iterator[Row]:
    """The lines of the table."""

    def row(label: str, figure: Callable[[Measured], float | None], digits: int = 0) -> Row:
        return _row(label, figure(site), figure(plain), digits)

    for each in FIRST_VISITS:
        yield row(f"first visit until the picture, {each.name}, s", lambda app, n=each.name: app.visits[n].seconds, 2)
    for each in FIRST_VISITS[:2]:
        yield row(f"what it loads, {each.name}, MB", lambda app, n=each.name: app.visits[n].megabytes, 2)
    for size in SIZES:
        yield row(f"key press to paint, {size.name}, median, ms", lambda app, n=size.name: app.feels[n].median)
    for size in SIZES:
        yield row(
            f"updates while dragging the seed, {size.name}, per second",
            lambda app, n=size.name: app.feels[n].updates,
            1,
        )
    for name in SHORT:
        yield row(f"processor time of a move by the short way, {name}, ms", lambda app, n=name: app.short[n], 1)
    for n in SESSIONS:
        yield row(f"{n} sessions: time to join, 95th percentile, ms", lambda app, n=n: _p95(app.rooms[n].joins))
        yield row(f"{n} sessions: time per move, 95th percentile, ms", lambda app, n=n: _p95(app.rooms[n].moves))
        yield (f"{n} sessions: wrong numbers", _wrong(site.rooms[n]), _wrong(plain.rooms[n]), NOTHING)
        yield (f"{n} sessions: gave up after 30 s", str(site.rooms[n].gave_up), str(plain.rooms[n].gave_up), NOTHING)
    yield row("memory of the server before all sessions, MB", lambda app: app.memory_before)
    yield row("memory of the server after them, MB", lambda app: app.memory_after)
    yield row("start to healthy, s", lambda app: app.started_in, 1)


def _row(label: str, site: float | None, plain: float | None, digits: int) -> Row:
    ratio = NOTHING if site is None or not plain else f"{site / plain:.2f}"
    return label, _number(site, digits), _number(plain, digits), ratio


def _number(value: float | None, digits: int) -> str:
    return NOTHING if value is None else f"{value:,.{digits}f}"


def _p95(seconds: Sequence[float]) -> float | None:
    """In ms, by nearest rank; None where nobody got an answer."""
    return sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1] * 1000 if seconds else None


def _wrong(room: Classroom) -> str:
    return f"{room.wrong} of {len(room.moves)}"


def table(lines: Iterable[Row], browser: str, load: str) -> str:
    """The figures as Markdown, and on what they were measured."""
    head = ["| | this site | plain Streamlit | ratio |", "|---|---:|---:|---:|"]
    body = [f"| {' | '.join(line)} |" for line in lines]
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "plotly", "torch"))
    machine = f"{platform.system()} on {_cores()} cores, Python {platform.python_version()}, {packages}"
    return "\n".join([*head, *body, "", f"{machine}, headless {browser} without a GPU{load}.", ""])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _load() -> str:
    """What else the machine was doing: figures from a busy one say little."""
    return f"; load average at the start {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def write(text: str) -> None:
    """Put the table where README.md has room for it."""
    readme, found = MARKED.subn(lambda match: match[1] + text + match[2], README.read_text("utf-8"))
    if not found:
        raise RuntimeError("README.md has no bench markers")
    README.write_text(readme, encoding="utf-8")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="also put the table into README.md")
    wants_write = parser.parse_args().write
    load = _load()
    measured, chromium_version = measure()
    text = table(rows(measured["site"], measured["plain"]), f"Chromium {chromium_version}", load)
    sys.stdout.write(text)
    if wants_write:
        write(text)


if __name__ == "__main__":
    main()
