"""One line of the log for each request, each websocket and each run of a page, as JSON.

A line says when, which page, how long it took, how it ended and which replica did it. It says nothing of what was asked
for: no query, no address of a visitor, no name of a session.
"""

import json
import logging
import os
import re
import secrets
import socket
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

SWITCH = "TENSORAMA_LOG"
"""The environment's name for what turns the lines off, by `false`."""

REPLICA = "TENSORAMA_REPLICA"
"""The environment's name for the replica's name; where it has none it is that of the machine."""

_LOGGER = "tensorama.requests"
_IDENTIFIER = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_SHOWABLE = re.compile(r"[^A-Za-z0-9._-]", re.ASCII)


def identifier_of(said: str | None) -> str:
    """Return the identifier that a proxy has given a request, or a new one where it gave none that can be one."""
    return said if said and _IDENTIFIER.fullmatch(said) else secrets.token_hex(16)


def is_switched_off(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether whoever runs the site wants no lines."""
    return environment.get(SWITCH, "").lower() in ("false", "0", "off", "no")


class RequestLog:
    """Writes the lines, to the standard error stream; there is one for a server."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._replica = _SHOWABLE.sub("_", environment.get(REPLICA, "") or socket.gethostname())[:64]
        self._logger = logging.getLogger(_LOGGER)
        self._logger.propagate = False
        self._logger.disabled = is_switched_off(environment)
        if not self._logger.handlers:
            self._logger.addHandler(logging.StreamHandler(sys.stderr))
        self._logger.setLevel(logging.INFO)

    def write(self, identifier: str, kind: str, page: str, seconds: float, status: int | None = None) -> None:
        """Write a line.

        Parameters
        ----------
        kind: `page`, `scene` (the short way), `file`, `upload`, `session` (a websocket that has
            ended), `run` or `other`.
        page: the page's name; empty where it is about none.
        status: of the answer; of a websocket the code with which it was closed; None for a run.
        """
        if self._logger.disabled:
            return
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "id": identifier,
            "kind": kind,
            "page": page,
            "ms": round(1000 * seconds, 1),
            "status": status,
            "replica": self._replica,
        }
        self._logger.info(json.dumps({name: value for name, value in line.items() if value not in (None, "")}))
