"""Starts a Streamlit app on a free port, waits until it is healthy, and stops it."""

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = ROOT / "app.py"
PLAIN = Path(__file__).resolve().parent / "plain_app.py"
START_AT_MOST = 60.0
"""Seconds; an app that is not healthy by then never will be."""


@dataclass(frozen=True)
class Server:
    """An app that is being served; `started_in` is the time from the command to the first healthy answer, in s."""

    script: Path
    url: str
    process_id: int
    started_in: float

    def memory(self) -> float | None:
        """Resident memory in MB; None where the system has no /proc."""
        return resident(self.process_id)


def resident(process_id: int) -> float | None:
    """Resident memory of a process in MB; None where the system has no /proc."""
    status = Path(f"/proc/{process_id}/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


@contextlib.contextmanager
def serve(script: Path) -> Iterator[Server]:
    """Serve the site from its own folder, and another script from an empty one: that gets no settings of ours."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        port = _free_port()
        command = [
            *(sys.executable, "-m", "streamlit", "run", str(script)),
            *("--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"),
            *("--browser.gatherUsageStats", "false"),
        ]
        log = Path(scratch) / "log"
        begin = time.perf_counter()
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=ROOT if script == SITE else scratch, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield Server(script, f"http://127.0.0.1:{port}", process.pid, time.perf_counter() - begin)
        finally:
            _stop(process)


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.perf_counter() + START_AT_MOST
    while time.perf_counter() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"the app did not start:\n{log.read_text(errors='replace')}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
