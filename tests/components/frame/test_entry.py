"""What a browser gets first: the page in its language, what it says beforehand, and Streamlit's files, compressed."""

import base64
import gzip
import hashlib
import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from components.base.text import languages, translator
from components.browser.bundle import ADDRESS
from components.browser.history import EARLY_SCRIPT
from components.frame import streamlit_files
from components.frame.entry import FirstAnswers, document
from components.frame.guard import Send
from components.frame.headers import content_security_policy
from components.frame.pages import PAGES
from components.frame.streamlit_files import ELEMENTS, FOLDER, asked_for_at_once, asked_for_late, icons, names, packed
from components.state.page_address import address_of
from tests import loops
from tests.cases import for_each

ADDRESSES = [address_of(page.slug) for page in PAGES]
HOSTILE = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
NOT_OURS = 299


def asked(path: str, query: str = "", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body; the status is `NOT_OURS` where the question was left to Streamlit."""
    sent: list[dict[str, Any]] = []

    async def streamlit(_scope: object, _receive: object, send: Any) -> None:
        await send({"type": "http.response.start", "status": NOT_OURS, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message | ({"body": bytes(message["body"])} if "body" in message else {}))

    said = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode("latin-1"), "headers": said}
    loops.run(FirstAnswers(streamlit)(scope, None, send))
    start, *rest = sent
    got = {name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]}
    return start["status"], got, b"".join(part["body"] for part in rest)


@for_each("language", languages())
@for_each("page", PAGES)
def test_every_page_says_its_language_and_its_title(page: Any, language: str) -> None:
    status, headers, body = asked(f"/{address_of(page.slug)}", f"lang={language}")
    text = body.decode()
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-cache"
    assert re.findall(r"<html lang=\"(\w+)\">", text) == [language]
    assert re.findall("<title>(.*)</title>", text) == [f"{html.escape(page.title(translator(language)))} · Tensorama"]
    assert (ADDRESS in text) is (page.slug in ("network", "neuron", "gradients", "training"))


@for_each(
    ("query", "accepted", "language"),
    [
        ("", "pt-BR,pt;q=0.9,en;q=0.8", "pt"),
        ("", "es", "es"),
        ("", "de-DE,pt", "en"),
        ("", "", "en"),
        ("seed=7&lang=es", "pt-BR", "es"),
        ("lang=es&lang=pt", "en", "pt"),
        ("lang=xx", "pt-BR", "pt"),
        ("lang=", "es;q=0.5", "es"),
        ("lang=%ff%fe", "en", "en"),
    ],
)
def test_the_language_is_the_links_or_the_first_of_the_browsers(query: str, accepted: str, language: str) -> None:
    _, headers, body = asked("/", query, accept_language=accepted)
    assert f'<html lang="{language}">'.encode() in body
    assert "Accept-Language" in headers["vary"]


@for_each("query", [f"lang={HOSTILE}", f"seed={HOSTILE}", f"{HOSTILE}={HOSTILE}", 'lang="><script>', "&" * 999])
@for_each("accepted", ["en", '"><script>alert(1)</script>', "en\"'>", ",;,;" * 99])
def test_nothing_of_a_request_stands_in_the_page(query: str, accepted: str) -> None:
    assert asked("/neuron", query, accept_language=accepted)[2] == document("neuron", "en")


@for_each(
    "path",
    [
        "/unknown",
        f"/{HOSTILE}",
        "//",
        "/neuron/",
        "/NEURON",
        "/_stcore/health",
        "/static/js/",
        "/static/js/../index.html",
    ],
)
def test_what_is_no_page_and_no_file_is_left_to_streamlit(path: str) -> None:
    assert asked(path, accept_encoding="gzip")[0] == NOT_OURS
    assert asked("/", method="POST")[0] == NOT_OURS


def test_a_site_below_another_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.frame.entry.config.get_option", {"server.baseUrlPath": "/lab/"}.get)
    assert asked("/lab/neuron")[2] == document("neuron", "en")
    assert asked("/lab/")[0] == 200
    assert asked("/neuron")[0] == NOT_OURS
    assert asked(f"/lab/{asked_for_late()[0]}", accept_encoding="gzip")[0] == 200


def test_the_page_may_come_compressed() -> None:
    _, headers, body = asked("/", accept_encoding="gzip, br")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == asked("/")[2] == document("", "en")


@for_each("address", ADDRESSES)
def test_the_policy_knows_every_script_of_the_page(address: str) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", document(address, "en").decode(), re.DOTALL)
    assert len(scripts) == 3
    assert EARLY_SCRIPT in scripts
    assert "begin()" in EARLY_SCRIPT
    assert "export" not in EARLY_SCRIPT
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in content_security_policy()
    assert "unsafe" not in content_security_policy().partition("style-src")[0]


def asked_for_beforehand() -> Iterator[str]:
    yield from re.findall(r'<link rel="(?:modulepreload|preload)"[^>]* href="\./([^"]+)"', document("", "en").decode())


def test_what_it_says_beforehand_is_there() -> None:
    said = list(asked_for_beforehand())
    assert {*asked_for_late(), ADDRESS, icons()} <= set(said)
    assert len(said) == len(set(said))
    for name in set(said) - {ADDRESS}:
        assert (FOLDER / name).is_file()


def test_the_elements_have_their_scripts_and_all_that_these_import() -> None:
    late = set(asked_for_late())
    for element in ELEMENTS:
        assert any(name.startswith(f"static/js/{element}.") for name in late), element
    known = late | set(asked_for_at_once())
    for name in late:
        for imported in re.findall(r'from"\./([^"]+)"', names()[name].read_text("utf-8")):
            assert f"static/js/{imported}" in known


@for_each("name", [*asked_for_late()[:3], *(each for each in asked_for_at_once() if each.endswith("css"))])
def test_streamlits_files_come_compressed_and_may_be_kept(name: str) -> None:
    status, headers, body = asked(f"/{name}", accept_encoding="gzip, deflate")
    assert status == 200
    assert gzip.decompress(body) == (FOLDER / name).read_bytes()
    assert headers["content-encoding"] == "gzip"
    assert int(headers["content-length"]) == len(body)
    assert headers["content-type"] == f"text/{'css' if name.endswith('css') else 'javascript'}; charset=utf-8"
    assert "immutable" in headers["cache-control"]
    assert asked(f"/{name}", method="HEAD", accept_encoding="gzip")[2] == b""
    assert asked(f"/{name}")[0] == NOT_OURS, "who takes nothing compressed gets Streamlit's own answer"


def test_each_file_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[bytes] = []

    def compress(body: bytes, **_: int) -> bytes:
        done.append(body)
        return b"packed"

    monkeypatch.setattr(streamlit_files, "_packed", {})
    monkeypatch.setattr("components.frame.streamlit_files.gzip.compress", compress)
    for _ in range(3):
        assert packed(asked_for_late()[0]) == b"packed"
    assert len(done) == 1
    with pytest.raises(KeyError):
        packed("static/js/../../index.html")


def streamlit_answers(status: int, kind: bytes, *pieces: bytes) -> list[dict[str, Any]]:
    """What a browser gets for an address of no page where Streamlit answers with this."""

    async def application(_scope: object, _receive: object, send: Send) -> None:
        said = [(b"content-type", kind), (b"content-length", b"6"), (b"etag", b"x"), (b"cache-control", b"no-cache")]
        await send({"type": "http.response.start", "status": status, "headers": said})
        for place, piece in enumerate(pieces, start=1):
            await send({"type": "http.response.body", "body": piece, "more_body": place < len(pieces)})

    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(dict(message))

    scope = {"type": "http", "method": "GET", "path": "/nothere", "query_string": b"", "headers": []}
    loops.run(FirstAnswers(application)(scope, None, send))
    return sent


def test_an_address_of_no_page_begins_with_the_script_of_the_history() -> None:
    begun, body = streamlit_answers(200, b"text/html; charset=utf-8", b"<html", b">")
    said, text = dict(begun["headers"]), body["body"].decode()
    assert text.index(EARLY_SCRIPT) < text.index('<script type="module"')
    assert said[b"content-length"] == str(len(body["body"])).encode()
    assert b"etag" not in said
    assert said[b"cache-control"] == b"no-cache"


@pytest.mark.parametrize(("status", "kind"), [(304, b"text/html"), (404, b"text/html"), (200, b"text/javascript")])
def test_all_other_answers_of_streamlit_stay_as_they_are(status: int, kind: bytes) -> None:
    begun, *pieces = streamlit_answers(status, kind, b"one", b"two")
    assert [piece["body"] for piece in pieces] == [b"one", b"two"]
    assert (b"content-length", b"6") in begun["headers"]
