"""nginx as the site starts it, and replicas that answer what a test tells them."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from deploy.replicas import find_nginx

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
PATIENCE = 60
"""Seconds until something has to have happened."""


@dataclass(frozen=True)
class Answer:
    """What came back, or what shall come back."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        """The values of a header, whatever its case."""
        return [value for each, value in self.headers.items() if each.lower() == name.lower()]


Tells = Callable[[str, Mapping[str, str]], Answer]
"""From the address asked for, with its query, and the headers of the question."""


class FakeReplica:
    """Answers on a port of this machine, and notes what it was asked; `close` is like a kill, `open` like a start."""

    def __init__(self, name: str, host: str = "127.0.0.1", port: int = 0) -> None:
        self.name, self.host, self.port = name, host, port or free_port()
        self.tells: Tells = self.says_its_name
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self._open: set[socket.socket] = set()
        self.open()

    def says_its_name(self, _path: str, _headers: Mapping[str, str]) -> Answer:
        return Answer(200, self.name.encode())

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    def open(self) -> None:
        replica, open_ones = self, self._open

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                replica.asked.append((self.path, dict(self.headers)))
                told = replica.tells(self.path, dict(self.headers))
                self.send_response_only(told.status)
                for name, value in {**told.headers, "Content-Length": str(len(told.body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(told.body)

            do_GET = do_PUT = _answer  # noqa: N815  (the names that the library looks for)

            def handle(self) -> None:
                open_ones.add(self.connection)
                with contextlib.suppress(ConnectionError):
                    super().handle()
                open_ones.discard(self.connection)

        class Server(ThreadingHTTPServer):
            request_queue_size = 512
            daemon_threads = True

        self._server = Server((self.host, self.port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        for each in list(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def fake_replicas() -> Iterator[list[FakeReplica]]:
    """Two of them."""
    made = [FakeReplica("replica 1"), FakeReplica("replica 2")]
    try:
        yield made
    finally:
        for each in made:
            each.close()


@contextlib.contextmanager
def proxy(
    *addresses: str, conf: Callable[[str], str] | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """nginx before these addresses, by the site's own script; gives its own.

    Parameters
    ----------
    conf: changes the text of the configuration.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o711)  # started by root, nginx works as another user
        scripts = folder / "deploy"
        scripts.mkdir()
        shutil.copy(DEPLOY / "nginx.sh", scripts)
        text = (DEPLOY / "nginx.conf").read_text("utf-8")
        (scripts / "nginx.conf").write_text(conf(text) if conf else text, "utf-8")
        port = free_port()
        command = ["sh", str(scripts / "nginx.sh"), str(folder / "run"), f"127.0.0.1:{port}", *addresses]
        log = folder / "log"
        with log.open("wb") as output:
            running = subprocess.Popen(
                command, env={**os.environ, "PROGRAM": nginx_program(), **(environment or {})}, stderr=output
            )
            try:
                wait_for(lambda: listens(port) or running.poll() is not None)
                assert running.poll() is None, log.read_text("utf-8", "replace")
                yield f"http://127.0.0.1:{port}"
            finally:
                running.terminate()
                running.wait(PATIENCE)


def nginx_program() -> str:
    """The nginx to test with. Without one the test is left out, but not where it decides on what is merged."""
    found = find_nginx()
    if found is None:
        assert "CI" not in os.environ, "there is no nginx"
        pytest.skip("there is no nginx: `make .venv/nginx`")
    return str(found)


def ask(address: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """One question, on a connection of its own; underscores in the names of headers are hyphens."""
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    try:
        line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        got = line.getresponse()
        return Answer(got.status, got.read(), _Repeated(got.getheaders()))
    finally:
        line.close()


def ask_at_once(address: str, path: str, times: int) -> list[Answer]:
    """The same question on so many connections, all of them asked before any answer is read."""
    lines = [http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE) for _ in range(times)]
    for line in lines:
        line.connect()
    for line in lines:
        line.request("GET", path)
    answers = [line.getresponse() for line in lines]
    got = [Answer(answer.status, answer.read(), _Repeated(answer.getheaders())) for answer in answers]
    for line in lines:
        line.close()
    return got


class _Repeated(dict[str, str]):
    """Headers of which one may come twice: `items` has all of them."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def items(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return self._pairs


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
