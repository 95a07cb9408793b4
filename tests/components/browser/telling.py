"""What a component tells its script, what a page does with a click, and what an answer of the server sends."""

from typing import Any

from tests import loops

Told = list[dict[str, Any]]


def on_pick() -> None:
    """Stand for what a page does with a click."""


def sent_of(response: Any, method: str = "GET") -> list[dict[str, Any]]:
    """What an answer sends."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append({**message, "body": bytes(message["body"])} if "body" in message else dict(message))

    loops.run(response({"type": "http", "method": method, "headers": []}, None, send))
    return sent
