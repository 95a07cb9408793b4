"""The site with its replicas as `make run-replicas` serves it, and visitors without a browser who come back."""

import asyncio
import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.frame.resume import WHOLE_PAGE
from tests.deploy.proxying import PATIENCE, ROOT, ask, free_port, nginx_program, wait_for
from tests.many.test_sessions import compare
from tests.many.websocket_client import Client

STARTED = re.compile(r"^replica (\d+) is process (\d+) at 127.0.0.1:(\d+)$", re.MULTILINE)
ANEW = "all replicas have been started anew"
AGAIN = 0.1
"""Seconds between two tries to connect; a browser's are no further apart at first."""


@dataclass(frozen=True)
class Running:
    """Two replicas behind nginx.

    Attributes
    ----------
    starter: the program that has started them.
    said: what it says.
    access_log: nginx's line for each request.
    """

    address: str
    starter: subprocess.Popen[bytes]
    said: Path
    access_log: Path

    def processes(self) -> dict[int, int]:
        """Port of each replica -> its newest process."""
        return {int(port): int(process) for _, process, port in STARTED.findall(self.said.read_text("utf-8"))}

    def kill_one(self) -> tuple[int, int]:
        """Kill a replica as a machine does that has no memory left; returns its port and its process."""
        port, process = next(iter(self.processes().items()))
        os.kill(process, signal.SIGKILL)
        return port, process

    def wait_until_it_is_back(self, port: int, killed: int) -> None:
        """Wait until the starter has started a replica again, and it answers."""
        wait_for(lambda: self.processes()[port] != killed)
        wait_for(lambda: _is_healthy(port))

    def restart_all(self) -> None:
        """Have all replicas started anew, one after another."""
        self.starter.send_signal(signal.SIGHUP)

    def times_restarted(self) -> int:
        return self.said.read_text("utf-8").count(ANEW)

    def replicas_of(self, path: str) -> set[int]:
        """The ports of the replicas that were asked for this path."""
        lines = [line.split(" ") for line in self.access_log.read_text("utf-8").splitlines()]
        return {int(line[7].rsplit(":", 1)[1]) for line in lines if line[3] == path and ":" in line[7]}


def _is_healthy(port: int) -> bool:
    with contextlib.suppress(OSError):
        return ask(f"http://127.0.0.1:{port}", "/_stcore/health").status == 200
    return False


@contextlib.contextmanager
def running_site() -> Iterator[Running]:
    """Two replicas behind nginx, while the block runs."""
    nginx_program()
    with tempfile.TemporaryDirectory() as made:
        said, access_log, port = Path(made) / "said", Path(made) / "access", free_port()
        command = [sys.executable, "-m", "deploy.replicas", "--port", str(port), "--address", "127.0.0.1"]
        command += ["--replica-ports", str(free_port()), str(free_port()), "--access-log", str(access_log)]
        with said.open("wb") as output:
            starter = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
            try:
                wait_for(lambda: "Tensorama: " in said.read_text("utf-8") or starter.poll() is not None)
                assert starter.poll() is None, said.read_text("utf-8")
                yield Running(f"http://127.0.0.1:{port}", starter, said, access_log)
            finally:
                starter.send_signal(signal.SIGINT)
                starter.wait(PATIENCE)


@dataclass
class Returning(Client):
    """A session that another replica can take up; `session` is what the server calls it."""

    session: str = ""

    async def come_back(self, socket: websockets.ClientConnection, query: str) -> None:
        """Ask for the page that was there, as a browser does that is told to."""
        self.socket, self.query = socket, query
        self._moved.clear()
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.query_string = query
        message.rerun_script.fragment_id = WHOLE_PAGE
        message.rerun_script.is_auto_rerun = True
        await self._ask(message)

    def _read(self, data: str | bytes) -> bool:
        message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
        if message.WhichOneof("type") == "new_session":
            self.session = message.new_session.initialize.session_id
        return super()._read(data)


@dataclass
class Seen:
    """What all visitors have seen together.

    Attributes
    ----------
    answers: how many were there, and right.
    lost: how many pages have lost their replica.
    backs: seconds until each of those was back on its scene.
    """

    answers: int = 0
    lost: int = 0
    backs: list[float] = field(default_factory=list)


@dataclass
class Person:
    """A visitor of the network page who moves its seed until told to stop; each number is compared with raw torch."""

    address: str
    number: int
    seen: Seen
    ended: threading.Event
    pause: float = 1.0

    async def visit(self) -> None:
        """Load the page, move, come back where the line breaks, and move on."""
        self._cookie = _cookie_from(ask(self.address, "/").all("Set-Cookie"))
        self._chance = random.Random(self.number)
        self._now = {"seed": self._chance.randint(0, 9999), "inputs": 3, "hidden": 2}
        async with await self._connect() as socket:
            client = Returning(socket, "", self._link())
            await client.load()
            self._compare(client)
            if await self._move_until_it_breaks(client):
                return
        while not await self._go_on(client):
            pass

    async def _go_on(self, client: Returning) -> bool:
        """Connect again, be where one was, and move; whether this has come to its end."""
        self.seen.lost += 1
        begin = time.monotonic()
        while True:
            try:
                async with await self._connect(client.session) as socket:
                    await client.come_back(socket, self._link())
                    self._compare(client)
                    self.seen.backs.append(time.monotonic() - begin)
                    return await self._move_until_it_breaks(client)
            except (OSError, websockets.WebSocketException):
                assert time.monotonic() - begin < PATIENCE
                await asyncio.sleep(AGAIN)

    async def _move_until_it_breaks(self, client: Returning) -> bool:
        try:
            while not self.ended.is_set():
                await asyncio.sleep(self._chance.uniform(0, 2 * self.pause))
                await self._move(client)
        except websockets.ConnectionClosed:
            return False
        return True

    async def _move(self, client: Returning) -> None:
        self._now["seed"] = self._chance.randint(0, 9999)
        await client.move("seed", self._now["seed"])
        self._compare(client)

    def _compare(self, client: Returning) -> None:
        compare(client, self._now)
        self.seen.answers += 1

    def _link(self) -> str:
        return "&".join(f"{name}={value}" for name, value in self._now.items())

    async def _connect(self, session: str = "") -> websockets.ClientConnection:
        return await websockets.connect(
            f"{self.address.replace('http', 'ws')}/_stcore/stream",
            subprotocols=[websockets.Subprotocol(each) for each in ("streamlit", "xsrf", session) if each],
            additional_headers={"Cookie": self._cookie},
            max_size=None,
            compression=None,
            open_timeout=PATIENCE,
        )


def _cookie_from(said: list[str]) -> str:
    (cookie,) = [each.partition(";")[0] for each in said if each.startswith("tensorama_replica=")]
    return cookie
