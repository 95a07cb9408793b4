"""Write to a browser once what one turn of the event loop has for it: each write is a call of the system.

The websocket's server writes each message by itself, a first page with its seventy messages so many times; that took
half of the event loop's time.
"""

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class GatheringTransport:
    """A transport that keeps what it is given until a turn of the event loop ends; all else the real one does."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._kept: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Take bytes for the other end, behind those that are kept."""
        if not self._kept:
            self._loop.call_soon(self._write_out)
        self._kept.append(data)

    def close(self) -> None:
        """Close when all is written."""
        self._write_out()
        self._transport.close()

    def abort(self) -> None:
        """Close at once; what is kept is lost, as what the real one still has."""
        self._kept.clear()
        self._transport.abort()

    def _write_out(self) -> None:
        kept, self._kept = self._kept, []
        if kept:
            self._transport.write(b"".join(kept))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def install() -> None:
    """Let each websocket from here on write in this way; to be called once."""
    connected = WebSocketsSansIOProtocol.connection_made

    def connection_made(self: WebSocketsSansIOProtocol, transport: asyncio.Transport) -> None:
        connected(self, transport)
        self.transport = GatheringTransport(transport, self.loop)  # type: ignore[assignment]

    WebSocketsSansIOProtocol.connection_made = connection_made  # type: ignore[method-assign, assignment]
