"""Starts the site as `streamlit run app.py` does, on a free port, and ends it afterwards."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 90
"""Seconds until a server has to be healthy; it takes two where nothing else runs."""


@contextlib.contextmanager
def serve(log: Path, port: int = 0, *, everywhere: bool = False) -> Iterator[str]:
    """Serve the site while the block runs; gives its address, and writes what the server says to `log`.

    Parameters
    ----------
    port: where, as of a server that has been there before; 0 for any that is free.
    everywhere: listen to other machines, too, as `make run` does.
    """
    port = port or _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.port", str(port), *(() if everywhere else ("--server.address", "127.0.0.1"))]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command + options, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(address, server, log)
            yield address
        finally:
            _end(server)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"the site did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _end(server: subprocess.Popen[bytes]) -> None:
    """End the server and whatever it started: they are a process group of their own."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(10)
            return
