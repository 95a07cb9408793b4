"""Files for the browser that were compressed once, and not for each reader anew."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any

from starlette.responses import Response

CHUNK = 64 * 1024
"""Bytes sent to a connection at a time."""

FOREVER = "public, max-age=31536000, immutable"
"""For `Cache-Control`, where the address says which version it is of."""


def best(accepted: str, offered: Iterable[str]) -> str | None:
    """Choose the first of the encodings offered that a reader takes, or None.

    Parameters
    ----------
    accepted: what the request says in `Accept-Encoding`.
    offered: names of encodings, the best first.
    """
    weights = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights[name] = not any(_is_zero(parameter) for parameter in parameters)
    return next((name for name in offered if weights.get(name, weights.get("*", False))), None)


def _is_zero(parameter: str) -> bool:
    """Tell whether a parameter of an encoding is `q=0`, which means: not that one."""
    name, _equals, value = parameter.partition("=")
    return name.strip() == "q" and not value.strip().strip("0.")


class PackedResponse(Response):
    """An answer whose body is already compressed, sent piece by piece.

    In one piece, each slow reader would have a copy of it in memory.
    """

    def __init__(self, body: bytes, encoding: str, media_type: str, headers: Mapping[str, str]) -> None:
        said = {"Content-Encoding": encoding, "Content-Length": str(len(body)), "Vary": "Accept-Encoding", **headers}
        super().__init__(media_type=media_type, headers=said)
        self._whole = memoryview(body)

    async def __call__(
        self,
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],  # noqa: ARG002
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None:
        """Send it; nothing comes of it where the reader has gone."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] != "HEAD":
            for start in range(0, len(self._whole), CHUNK):
                piece = self._whole[start : start + CHUNK]
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
