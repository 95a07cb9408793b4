"""What is written to a browser in one turn of the event loop goes out at once, in order, and before the end."""

import asyncio
from types import SimpleNamespace

import pytest
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from components.frame import gathering
from components.frame.gathering import GatheringTransport
from tests import loops


class Wire:
    """The real transport: notes what happens to it."""

    def __init__(self) -> None:
        self.seen: list[object] = []

    def write(self, data: bytes) -> None:
        self.seen.append(data)

    def close(self) -> None:
        self.seen.append("closed")

    def abort(self) -> None:
        self.seen.append("aborted")

    def is_closing(self) -> bool:
        return "closed" in self.seen


def test_a_turn_of_the_loop_is_one_write() -> None:
    async def write() -> list[object]:
        wire = Wire()
        transport = GatheringTransport(wire, asyncio.get_running_loop())
        for data in (b"one ", b"two ", b"three"):
            transport.write(data)
        assert wire.seen == []
        await asyncio.sleep(0)
        transport.write(b"four")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return wire.seen

    assert loops.run(write()) == [b"one two three", b"four"]


def test_what_was_written_goes_out_before_the_end() -> None:
    async def write() -> tuple[list[object], bool]:
        wire = Wire()
        transport = GatheringTransport(wire, asyncio.get_running_loop())
        transport.write(b"the last")
        transport.close()
        await asyncio.sleep(0)
        return wire.seen, transport.is_closing()

    assert loops.run(write()) == ([b"the last", "closed"], True)


def test_who_breaks_off_writes_nothing_more() -> None:
    async def write() -> list[object]:
        wire = Wire()
        transport = GatheringTransport(wire, asyncio.get_running_loop())
        transport.write(b"too late")
        transport.abort()
        await asyncio.sleep(0)
        return wire.seen

    assert loops.run(write()) == ["aborted"]


def test_each_websocket_writes_in_this_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        WebSocketsSansIOProtocol, "connection_made", lambda self, wire: setattr(self, "transport", wire)
    )
    gathering.install()

    async def connect() -> list[object]:
        wire, protocol = Wire(), SimpleNamespace(loop=asyncio.get_running_loop(), transport=None)
        WebSocketsSansIOProtocol.connection_made(protocol, wire)
        protocol.transport.write(b"a")
        protocol.transport.write(b"b")
        await asyncio.sleep(0)
        return wire.seen

    assert loops.run(connect()) == [b"ab"]
