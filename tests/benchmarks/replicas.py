"""Several replicas behind nginx: what a class waits for, what the cache spares, and whether memory grows.

Run it as `PYTHONPATH=. .venv/bin/python tests/benchmarks/replicas.py`; with `--minutes 30` it is about memory alone, of
forty sessions that come, move and go for that long. It prints; no time is asserted.
"""

import argparse
import asyncio
import gzip
import json
import random
import re
import statistics
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import websockets
from classroom import expected
from server import resident
from short_way import processor_seconds

from tests.deploy.running import Person, Returning, Running, Seen, running_site
from tests.many.test_pages_at_once import LINKS

SESSIONS = 40
STUDENTS, SECONDS = 200, 30.0
"""How many drag by the short way, and for how long."""

DRAG, AT, REST = 8, 0.12, 7.0
"""Positions of a drag, seconds from one to the next, and seconds on average until the next drag."""

STAY, THINK = 60.0, 4.0
"""Seconds that a session stays and that it waits between two moves, on average, where memory is looked at."""

LOOK = 30.0
SHOWN = re.compile(r"y = <b>([-−]?\d+\.\d{4})</b>")
FOLLOWED = 7
"""The seed of the teacher's link."""


def quantile(values: list[float], share: float) -> float:
    """By nearest rank."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@dataclass
class Dragged:
    """What came of all questions by the short way."""

    waits: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    kept: int = 0
    wrong: int = 0


async def drag_all(running: Running, starts: Callable[[int], int]) -> Dragged:
    """All students drag the seed, each beginning with the seed that `starts` gives to its number."""
    found, end = Dragged(), time.monotonic() + SECONDS
    answers: list[tuple[int, bytes]] = []
    await asyncio.gather(*(_student(running.address, starts(n), n, end, found, answers) for n in range(STUDENTS)))
    for seed, body in answers:
        shown = SHOWN.search(json.loads(gzip.decompress(body))["parts"]["value-output"])
        right = shown is not None and abs(float(shown[1].replace("−", "-")) - expected(seed, 3, 2)) < 1e-4
        found.wrong += not right
    return found


async def _student(
    address: str, seed: int, number: int, end: float, found: Dragged, answers: list[tuple[int, bytes]]
) -> None:
    from components.browser.short_way import version  # noqa: PLC0415  (it imports torch)

    host, chance = urlsplit(address), random.Random(number)
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    await asyncio.sleep(chance.uniform(0, REST))
    while time.monotonic() < end:
        for _position in range(DRAG):
            seed = (seed + 1) % 10_000
            begin = time.monotonic()
            question = f"GET /scene/{version()}/network?hidden=2&inputs=3&lang=en&seed={seed} HTTP/1.1"
            writer.write(f"{question}\r\nHost: {host.netloc}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            body = await reader.readexactly(int(re.findall(r"content-length: (\d+)", head)[0]))
            waited, status = time.monotonic() - begin, int(head.split()[1])
            found.statuses[status] = found.statuses.get(status, 0) + 1
            found.kept += "x-cache: hit" in head
            if status == 200:
                found.waits.append(waited)
                answers.append((seed, body))
            await asyncio.sleep(max(0.0, AT - waited))
        await asyncio.sleep(chance.expovariate(1 / REST))
    writer.close()


def short_way(running: Running) -> None:
    """Print what students wait for who drag, each from an own link and all from the teacher's."""
    for name, starts in {
        "each from an own link": lambda number: 50 * number,
        "all from the teacher's link": lambda _number: FOLLOWED,
    }.items():
        found = asyncio.run(drag_all(running, starts))
        asked = sum(found.statuses.values())
        refused = asked - found.statuses.get(200, 0)
        say(
            f"{STUDENTS} students drag, {name}: {asked} scenes asked for in {SECONDS:.0f} s; median "
            f"{1000 * quantile(found.waits, 0.5):.0f} ms, p95 {1000 * quantile(found.waits, 0.95):.0f} ms; "
            f"{found.wrong} wrong; {100 * refused / asked:.1f} % refused, which go the long way; "
            f"{100 * found.kept / asked:.1f} % from the cache"
        )


def moves(running: Running) -> None:
    """Print what a move costs a replica, and how long pages are away from their scene when one is killed."""
    seen, ended = Seen(), threading.Event()
    processes = running.processes().values()

    async def everybody() -> None:
        visits = (Person(running.address, number, seen, ended).visit() for number in range(SESSIONS))
        await asyncio.gather(*visits)

    with ThreadPoolExecutor(1) as thread:
        visits = thread.submit(asyncio.run, everybody())
        while seen.answers < 3 * SESSIONS:
            time.sleep(0.1)
        before, answers = [processor_seconds(each) or 0.0 for each in processes], seen.answers
        time.sleep(15)
        spent = sum(processor_seconds(each) or 0.0 for each in processes) - sum(before)
        moved = seen.answers - answers
        held = " and ".join(f"{resident(each) or 0.0:.0f}" for each in processes)
        say(
            f"{SESSIONS} sessions over two replicas: {moved / 15:.0f} moves a second, {1000 * spent / moved:.1f} ms of "
            f"a processor each, so at most {moved / spent:.0f} a second for a processor; memory {held} MB"
        )
        running.kill_one()
        while not seen.lost or len(seen.backs) < seen.lost:
            time.sleep(0.1)
        ended.set()
        visits.result()
    say(
        f"one is killed: {seen.lost} pages are back on their scene after {quantile(seen.backs, 0.5):.2f} s (median), "
        f"{quantile(seen.backs, 0.95):.2f} s (p95); {seen.answers} numbers, all of them right"
    )


async def _come_and_go(address: str, chance: random.Random, end: float) -> None:
    """One place in the class: a session on some page that stays a while, then another one."""
    while time.monotonic() < end:
        page = chance.choice(list(LINKS))
        leaves = time.monotonic() + chance.expovariate(1 / STAY)
        async with websockets.connect(
            f"{address.replace('http', 'ws')}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers={"Cookie": f"tensorama_replica={chance.getrandbits(128):032x}"},
            max_size=None,
            compression=None,
            open_timeout=60,
        ) as socket:
            client = Returning(socket, page, f"{LINKS[page]}&seed={chance.randint(0, 9999)}")
            await client.load()
            while time.monotonic() < min(end, leaves):
                await asyncio.sleep(chance.expovariate(1 / THINK))
                await client.move("seed", chance.randint(0, 9999))
            if client.problems:
                say(f"{page}: {client.problems}")


def memory(running: Running, minutes: float) -> None:
    """Print the memory of each replica while sessions come, move and go."""
    end = time.monotonic() + 60 * minutes

    async def everybody() -> None:
        await asyncio.gather(*(_come_and_go(running.address, random.Random(n), end) for n in range(SESSIONS)))

    processes = list(running.processes().values())
    looks: list[list[float]] = []
    with ThreadPoolExecutor(1) as thread:
        visits = thread.submit(asyncio.run, everybody())
        begin = time.monotonic()
        while not visits.done():
            looks.append([resident(each) or 0.0 for each in processes])
            if len(looks) % 4 == 1:
                say(
                    f"{(time.monotonic() - begin) / 60:.1f} min: {' and '.join(f'{each:.0f}' for each in looks[-1])} MB"
                )
            time.sleep(min(LOOK, 60 * minutes / 20))
        visits.result()
    for number, each in enumerate(zip(*looks, strict=True), start=1):
        third = len(each) // 3
        say(
            f"replica {number}: {each[0]:.0f} MB at first; of {minutes:.0f} minutes, on average "
            f"{statistics.mean(each[third : 2 * third]):.0f} MB in the second third and "
            f"{statistics.mean(each[2 * third :]):.0f} MB in the last; at most {max(each):.0f} MB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, help="look at the memory alone, for so long")
    minutes = parser.parse_args().minutes
    with running_site() as running:
        if minutes:
            memory(running, minutes)
        else:
            short_way(running)
            moves(running)


if __name__ == "__main__":
    main()
