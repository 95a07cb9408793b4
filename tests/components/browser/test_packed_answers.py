"""An answer that is already compressed: its headers, and its body piece by piece."""

from components.browser.packed import CHUNK, PackedResponse
from tests.cases import for_each
from tests.components.browser.telling import sent_of


@for_each(("size", "pieces"), [(0, []), (1, [1]), (CHUNK, [CHUNK]), (CHUNK + 1, [CHUNK, 1]), (2 * CHUNK, [CHUNK] * 2)])
def test_a_body_goes_out_in_pieces_of_64_kilobytes(size: int, pieces: list[int]) -> None:
    body = bytes(place % 251 for place in range(size))
    start, *rest, end = sent_of(PackedResponse(body, "gzip", "text/css", {}))
    assert start["status"] == 200
    assert [len(piece["body"]) for piece in rest] == pieces
    assert all(piece["more_body"] for piece in rest)
    assert b"".join(piece["body"] for piece in rest) == body
    assert (end["body"], end.get("more_body", False)) == (b"", False)
    assert CHUNK == 65_536


def test_its_headers_say_what_it_is_and_those_that_are_given_come_first() -> None:
    start = sent_of(PackedResponse(b"abc", "br", "text/css", {"Cache-Control": "no-cache", "Vary": "Accept-Language"}))[
        0
    ]
    assert dict(start["headers"]) == {
        b"content-encoding": b"br",
        b"content-length": b"3",
        b"vary": b"Accept-Language",
        b"cache-control": b"no-cache",
        b"content-type": b"text/css; charset=utf-8",
    }
    assert dict(sent_of(PackedResponse(b"", "br", "text/css", {}))[0]["headers"])[b"vary"] == b"Accept-Encoding"


def test_who_asks_for_the_headers_alone_gets_no_body() -> None:
    start, end = sent_of(PackedResponse(b"abc", "br", "text/css", {}), "HEAD")
    assert dict(start["headers"])[b"content-length"] == b"3"
    assert end["body"] == b""
