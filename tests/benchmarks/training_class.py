"""A class at the training page: forty sessions open a training each, while others move the network by the short way.

Run it as `PYTHONPATH=. .venv/bin/python tests/benchmarks/training_class.py`: it prints how long they waited for their
trainings, how long an answer to a move took meanwhile, and the memory of the site; once with a scene for each, once
with one scene for all.
"""

import asyncio
import http.client
import random
import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import websockets
from classroom import PATIENCE
from server import SITE, Server, serve
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SESSIONS, MOVERS, MOVES = 40, 8, 3.0
"""How many train, how many move the network at the same time, and how often each of them does so in a second."""

SECONDS = 25.0
"""So long the movers move; trainings that are not there by then are counted as missing."""

SCENES: dict[str, Callable[[int], str]] = {
    "a scene for each": lambda number: f"seed={number}",
    "one scene for all": lambda _number: "seed=4000",
    "a scene for each, large and in batches": lambda number: (
        f"seed={number}&batch=10" if number % 2 else f"seed={number}&layers=4&hidden=16&rate=0.01&steps=2000"
    ),
}
NUMBER = re.compile(r"\d+\.\d{4}")


@dataclass
class TrainingClass:
    """What happened: seconds until a training stood, seconds of each answer to a move, refused moves, missing ones."""

    waits: list[float] = field(default_factory=list)
    moves: list[float] = field(default_factory=list)
    refused: int = 0
    missing: int = 0


def run_training_class(server: Server, scene: Callable[[int], str], first_seed: int) -> TrainingClass:
    """Let all sessions in at the same moment, and the movers with them."""
    found, end = TrainingClass(), time.perf_counter() + SECONDS
    movers = [
        threading.Thread(target=_move, args=(server.url, first_seed + 500 * number, end, found))
        for number in range(MOVERS)
    ]
    for mover in movers:
        mover.start()

    async def everybody() -> None:
        await asyncio.gather(*(_person(server.url, scene(number), end, found) for number in range(SESSIONS)))

    asyncio.run(everybody())
    for mover in movers:
        mover.join()
    return found


def _move(url: str, seed: int, end: float, found: TrainingClass) -> None:
    """Move the network by the short way, each time to a seed that nobody has asked for."""
    from components.browser.short_way import version  # noqa: PLC0415  (it imports torch)

    host, chance = urlsplit(url), random.Random(seed)
    line = http.client.HTTPConnection(host.hostname or "", host.port, timeout=PATIENCE)
    while time.perf_counter() < end:
        time.sleep(chance.expovariate(MOVES))
        seed += 1
        begin = time.perf_counter()
        line.request(
            "GET", f"/scene/{version()}/network?seed={seed}&hidden=4&lang=en", headers={"Accept-Encoding": "gzip"}
        )
        answer = line.getresponse()
        answer.read()
        if answer.status == http.client.OK:
            found.moves.append(time.perf_counter() - begin)
        else:
            found.refused += 1
    line.close()


@dataclass
class _Shown:
    """What a browser would remember: where the loss stands, whether it does, and when to ask again for what."""

    place: tuple[int, ...] | None = None
    has_loss: bool = False
    again: tuple[float, str] | None = None
    page: str = ""
    ended: bool = False
    _said: tuple[float, str] | None = None

    def read(self, message: ForwardMsg) -> None:
        """Take in one message of the server."""
        match message.WhichOneof("type"):
            case "new_session":
                self.page, self._said = message.new_session.page_script_hash, None
            case "auto_rerun":
                self._said = (message.auto_rerun.interval, message.auto_rerun.fragment_id)
            case "delta":
                self._take(message)
            case "script_finished":
                is_whole = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                if is_whole:  # only a run of the whole page says so
                    self.again = self._said
                self.ended = is_whole or message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY

    def _take(self, message: ForwardMsg) -> None:
        path, delta = tuple(message.metadata.delta_path), message.delta
        if delta.WhichOneof("type") == "add_block":
            if "value-loss" in str(delta.add_block):
                self.place = path
        elif self.place is not None and path[: len(self.place)] == self.place:
            self.has_loss |= NUMBER.search(str(delta.new_element)) is not None


async def _person(url: str, scene: str, end: float, found: TrainingClass) -> None:
    """Open the page and ask again as often as it says, until the whole training is there."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    options = {"subprotocols": ["streamlit"], "max_size": None, "compression": None, "open_timeout": PATIENCE}
    begin = time.perf_counter()
    async with websockets.connect(address, **options) as socket:
        shown, message = _Shown(), BackMsg()
        message.rerun_script.page_name = "training"
        message.rerun_script.query_string = scene
        while True:
            shown.ended = False
            await socket.send(message.SerializeToString())
            while not shown.ended:
                shown.read(ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), PATIENCE)))
            if shown.again is None and shown.has_loss:
                found.waits.append(time.perf_counter() - begin)
                await asyncio.sleep(max(0.0, end - time.perf_counter()))  # the page stays open
                return
            if time.perf_counter() > end or shown.again is None:
                found.missing += 1
                return
            interval, fragment = shown.again
            await asyncio.sleep(interval)
            message.rerun_script.fragment_id, message.rerun_script.page_script_hash = fragment, shown.page


def _quantile(seconds: list[float], share: float) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))] if seconds else float("nan")


def main() -> None:
    with serve(SITE) as server:
        sys.stdout.write(f"memory before {server.memory():.0f} MB\n")
        for at, (name, scene) in enumerate(SCENES.items()):
            found = run_training_class(server, scene, 200 + 300 * at)
            waits = " / ".join(f"{_quantile(found.waits, share):.1f}" for share in (0.0, 0.5, 1.0))
            moves = " / ".join(f"{1000 * _quantile(found.moves, share):.0f}" for share in (0.5, 0.95, 1.0))
            sys.stdout.write(
                f"{name}: {len(found.waits)} trainings after {waits} s (first, median, last), {found.missing} missing; "
                f"{len(found.moves)} moves answered in {moves} ms (median, p95, longest), {found.refused} refused; "
                f"memory {server.memory():.0f} MB\n"
            )


if __name__ == "__main__":
    main()
