"""Files for the browser that were compressed once, and not for each reader anew."""

from collections.abc import AsyncIterator, Iterable, Mapping

from starlette.responses import Response, StreamingResponse

CHUNK = 64 * 1024
"""Bytes sent to a connection at a time."""

FOREVER = "public, max-age=31536000, immutable"
"""For `Cache-Control`, where the address says which version it is of."""


def best(accepted: str, offered: Iterable[str]) -> str | None:
    """The first of the encodings offered that a reader takes, or None.

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
    """Whether a parameter of an encoding is `q=0`: not that one."""
    name, _equals, value = parameter.partition("=")
    return name.strip() == "q" and not value.strip().strip("0.")


def packed_response(body: bytes, encoding: str, media_type: str, headers: Mapping[str, str]) -> Response:
    """An answer with a body that is already compressed."""
    said = {"Content-Encoding": encoding, "Content-Length": str(len(body)), "Vary": "Accept-Encoding", **headers}
    return StreamingResponse(_pieces(body), media_type=media_type, headers=said)


async def _pieces(body: bytes) -> AsyncIterator[memoryview]:
    """The body piece by piece: in one piece, each slow reader would have a copy of it in memory."""
    whole = memoryview(body)
    for start in range(0, len(whole), CHUNK):
        yield whole[start : start + CHUNK]
