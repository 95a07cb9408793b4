"""A move by the short way, as the server has it: processor time of an answer that nobody has asked for before."""

import http.client
import os
import time
from pathlib import Path
from urllib.parse import urlsplit

from server import Server

ANSWERS = 100
PAUSE = 0.03
"""Seconds between two of them: the route answers only so many at once."""


def short_way_ms(server: Server, query: str, first_seed: int) -> float | None:
    """Milliseconds of the server's processor for an answer, on average; None where the system has no /proc.

    Parameters
    ----------
    query: the link of the network without its seed.
    first_seed: each answer is for a seed of its own, from this one on.
    """
    before = processor_seconds(server.process_id)
    if before is None:
        return None
    from components.browser.short_way import version  # noqa: PLC0415  (it imports torch)

    host = urlsplit(server.url)
    line = http.client.HTTPConnection(host.hostname or "", host.port)
    for seed in range(first_seed, first_seed + ANSWERS):
        line.request("GET", f"/scene/{version()}/network?{query}&seed={seed}", headers={"Accept-Encoding": "gzip"})
        answer = line.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"the short way answered {answer.status}")
        time.sleep(PAUSE)
    line.close()
    after = processor_seconds(server.process_id)
    return None if after is None else (after - before) / ANSWERS * 1000


def processor_seconds(process_id: int) -> float | None:
    """Processor time that a process has had; None where the system has no /proc."""
    stat = Path(f"/proc/{process_id}/stat")
    if not stat.exists():
        return None
    parts = stat.read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
