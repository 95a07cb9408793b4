"""Serve the site by several processes behind nginx, on one machine and without containers: `make run-replicas`.

A replica that ends is started again. SIGHUP starts all of them anew, one after another: the next one goes when the one
before it answers, and its pages go on at another meanwhile. Ctrl-C ends everything.
"""

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parent.parent
START_NGINX = ROOT / "deploy" / "nginx.sh"
SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"
"""The environment's name for `server.cookieSecret`, which all replicas have to have in common."""

METRICS, REPLICA = "TENSORAMA_METRICS", "TENSORAMA_REPLICA"
"""Those for what opens `/metrics` and for the name of a replica in its lines of the log."""

LOOK = 0.1
"""Seconds between two looks at the processes."""

PATIENCE = 120.0
"""Seconds until a replica has to answer; it takes three where nothing else runs."""

GRACE = 20.0
"""Seconds in which a replica may say good-bye to its pages."""

SETTLES = 2.0
"""Seconds from a replica's first answer until the next one may go: until then nginx may think that it is not there."""

TOO_SHORT = 10.0
"""A replica that ends sooner after its start waits before the next one, each time twice as long."""

LONGEST_WAIT = 60.0


class CannotServeError(Exception):
    """What is needed is not there; the message says what."""


def find_nginx() -> Path | None:
    """Find the nginx that `make .venv/nginx` has found or fetched, else the machine's own; None if there is neither."""
    ours = ROOT / ".venv" / "nginx" / "nginx"
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin")
    return ours if ours.exists() else Path(found) if found else None


@dataclass
class Replica:
    """One process of the site.

    Attributes
    ----------
    number: counted from 1.
    port: where it listens, for this machine alone.
    options: of `streamlit run`, besides where it listens.
    """

    number: int
    port: int
    options: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _waits: float = 0.0

    def start(self) -> None:
        """Start it; it answers some seconds later."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        command += ["--server.address", "127.0.0.1", "--server.port", str(self.port), "--server.headless", "true"]
        # In a session of its own, so that Ctrl-C reaches this program alone, which then ends all in their order.
        self.process = subprocess.Popen(
            [*command, *self.options],
            cwd=ROOT,
            env={**self.environment, REPLICA: str(self.number)},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._started = time.monotonic()
        say(f"replica {self.number} is process {self.process.pid} at 127.0.0.1:{self.port}")

    def is_there(self) -> bool:
        """Tell whether its process runs."""
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        """Tell whether it is healthy."""
        return is_healthy(f"127.0.0.1:{self.port}")

    def revive(self) -> None:
        """Start it again if it has ended; one that ends soon each time waits longer and longer."""
        if self.is_there():
            return
        now = time.monotonic()
        if self.process is not None:
            lived = now - self._started
            self._waits = min(LONGEST_WAIT, max(1.0, 2 * self._waits)) if lived < TOO_SHORT else 0.0
            say(f"replica {self.number} has ended ({self.process.returncode}); starts again in {self._waits:.0f} s")
            self.process, self._started = None, now
        if now - self._started >= self._waits:
            self.start()

    def ask_to_end(self) -> None:
        """Ask it to end."""
        if self.process is not None and self.is_there():
            self.process.terminate()

    def end(self, until: float) -> None:
        """Wait for its end until then, a reading of the monotonic clock; after that it is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Site:
    """The replicas and the nginx before them.

    Attributes
    ----------
    listen: where nginx listens, as in its own `listen`.
    """

    nginx: Path
    listen: str
    replicas: Sequence[Replica]
    access_log: Path | None = None
    ended: bool = False
    restart: bool = False
    _proxy: subprocess.Popen[bytes] | None = field(default=None)

    def serve(self) -> None:
        """Serve until `ended` is set.

        Raises
        ------
        CannotServeError: a replica does not start, or nginx ends.
        """
        with _folder() as folder:
            try:
                self._begin(folder)
                while not self.ended:
                    self._look()
                    if self.restart:
                        self.restart = False
                        self._restart_all()
            finally:
                self._end()

    def _begin(self, folder: Path) -> None:
        for replica in self.replicas:
            replica.start()
        end = time.monotonic() + PATIENCE
        while not self.ended and not all(replica.answers() for replica in self.replicas):
            gone = next((replica for replica in self.replicas if not replica.is_there()), None)
            if gone is not None or time.monotonic() > end:
                raise CannotServeError(f"Replica {gone.number if gone else ''} did not start; is its port taken?")
            time.sleep(LOOK)
        if self.ended:
            return
        addresses = [f"127.0.0.1:{replica.port}" for replica in self.replicas]
        environment = {**os.environ, "PROGRAM": str(self.nginx), "ACCESS_LOG": str(self.access_log or os.devnull)}
        environment.pop("FOLLOW", None)
        self._proxy = subprocess.Popen(
            ["sh", str(START_NGINX), str(folder), self.listen, *addresses], env=environment, start_new_session=True
        )
        host, _, port = self.listen.rpartition(":")
        self._wait(lambda: is_healthy(f"{host or '127.0.0.1'}:{port}"), "nginx does not answer.")
        if not self.ended:
            say(f"Tensorama: http://{host or 'localhost'}:{port}")

    def _look(self) -> None:
        """See that all are there; a replica that has ended is started again."""
        for replica in self.replicas:
            replica.revive()
        if self._proxy is not None and self._proxy.poll() is not None:
            raise CannotServeError("nginx has ended; what it said stands above.")
        time.sleep(LOOK)

    def _wait(self, until: Callable[[], bool], otherwise: str) -> None:
        end = time.monotonic() + PATIENCE
        while not self.ended and not until():
            if time.monotonic() > end:
                raise CannotServeError(otherwise)
            self._look()

    def _restart_all(self) -> None:
        for replica in self.replicas:
            if self.ended:
                return
            replica.ask_to_end()
            replica.end(time.monotonic() + GRACE)
            replica.start()
            self._wait(replica.answers, f"Replica {replica.number} did not start again.")
            settled = time.monotonic() + SETTLES
            while not self.ended and time.monotonic() < settled:
                self._look()
        say("all replicas have been started anew")

    def _end(self) -> None:
        if self._proxy is not None and self._proxy.poll() is None:
            self._proxy.terminate()
            self._proxy.wait()
        for replica in self.replicas:
            replica.ask_to_end()
        until = time.monotonic() + GRACE
        for replica in self.replicas:
            replica.end(until)


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """Yield a folder for nginx in one that its workers can enter: where root starts nginx, they are another user."""
    with tempfile.TemporaryDirectory(prefix="tensorama-") as made:
        Path(made).chmod(0o711)
        yield Path(made) / "nginx"


def is_healthy(address: str) -> bool:
    """Tell whether a site answers at an address: a host and a port."""
    try:
        urllib.request.urlopen(f"http://{address}/_stcore/health", timeout=2).close()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True


def site(options: argparse.Namespace) -> Site:
    """Build the site that a command line asks for.

    Raises
    ------
    CannotServeError: there is no nginx.
    """
    nginx = find_nginx()
    if nginx is None:
        raise CannotServeError("There is no nginx. `make .venv/nginx` fetches Debian's; elsewhere install it first.")
    ports = options.replica_ports or [options.port + 1 + number for number in range(options.replicas)]
    environment = {**os.environ}
    environment.setdefault(SECRET, secrets.token_hex(32))
    environment.setdefault(METRICS, "true")  # nginx closes the address to the outside
    replicas = [
        Replica(number, port, _named_outside(options), environment) for number, port in enumerate(ports, start=1)
    ]
    return Site(
        nginx,
        f"{options.address}:{options.port}" if options.address else str(options.port),
        replicas,
        options.access_log,
    )


def _named_outside(options: argparse.Namespace) -> list[str]:
    """Return the options that tell the replicas where the site is.

    They themselves answer to this machine alone, nginx to others, too.
    """
    from components.frame.lan import lan_number  # noqa: PLC0415  (Streamlit takes a second; `--help` should not)

    named = options.address or lan_number()
    said = ["--browser.serverPort", str(options.port)]
    return [*said, "--browser.serverAddress", named] if named else said


def say(text: str) -> None:
    """Tell who has started this program."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def read_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m deploy.replicas", description=__doc__.partition("\n")[0])
    parser.add_argument("--replicas", type=int, choices=range(1, 65), default=2, metavar="N", help="how many (2)")
    parser.add_argument("--port", type=int, default=8501, help="where nginx listens (8501)")
    parser.add_argument("--address", default="", help="listen there alone, as on 127.0.0.1 (everywhere)")
    parser.add_argument(
        "--replica-ports",
        type=int,
        nargs="+",
        metavar="PORT",
        help="where the replicas listen (the ports after nginx's)",
    )
    parser.add_argument("--access-log", type=Path, help="a file for nginx's line for each request (nowhere)")
    return parser.parse_args(arguments)


def main() -> int:
    """Serve until a signal says to end; returns the exit status."""
    try:
        served = site(read_options())
    except CannotServeError as error:
        sys.stderr.write(f"{error}\n")
        return 1

    def end(_signal: int, _frame: FrameType | None) -> None:
        served.ended = True

    def restart(_signal: int, _frame: FrameType | None) -> None:
        served.restart = True

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, restart)
    try:
        served.serve()
    except CannotServeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
