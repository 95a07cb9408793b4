"""A server of its own: what it notes of its visitors, what it tells Prometheus, and how it ends."""

import json
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.browser.serving import serve

SECRET = "seed=4242"
LONGEST = 60
RUN_COUNTED = 'tensorama_run_seconds_count{page="neuron"} 1.0'


def run_neuron(session: ClientConnection, address: str) -> None:
    """Ask for the neuron's page and wait until it has run."""
    asked = BackMsg()
    asked.rerun_script.query_string = SECRET
    asked.rerun_script.page_name = "neuron"
    asked.rerun_script.context_info.url = f"{address}/neuron?{SECRET}"
    session.send(asked.SerializeToString())
    told = ForwardMsg()
    while told.WhichOneof("type") != "script_finished":
        told.ParseFromString(bytes(session.recv(LONGEST)))


def figures_with(line: str, address: str) -> str:
    """Read the server's figures until a line is among them: a run is counted just after its page has heard of it."""
    said = ""
    for _look in range(LONGEST):
        with urllib.request.urlopen(f"{address}/metrics", timeout=LONGEST) as answer:
            said = answer.read().decode()
        if f"\n{line}\n" in said:
            break
        time.sleep(1)
    return said


def code_at_the_end(session: ClientConnection) -> int | None:
    """Read to the end of a websocket; returns the code with which the other side closed it."""
    try:
        while True:
            session.recv(LONGEST)
    except ConnectionClosed as ended:
        return ended.rcvd.code if ended.rcvd else None


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=LONGEST) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.own_process
def test_it_notes_what_it_does_and_tells_its_pages_when_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    monkeypatch.setenv("TENSORAMA_METRICS", "true")
    monkeypatch.setenv("TENSORAMA_REPLICA", "seven")
    log = tmp_path / "log"
    with ExitStack() as connected, serve(log) as address:
        session = connected.enter_context(
            connect(
                address.replace("http", "ws") + "/_stcore/stream",
                subprotocols=["streamlit"],
                max_size=None,
                additional_headers={"X-Request-ID": "abc-1"},
            )
        )
        assert session.response is not None
        assert session.response.headers["X-Request-ID"] == "abc-1"
        run_neuron(session, address)
        said = figures_with(RUN_COUNTED, address)
        assert status_of(f"{address}/_stcore/metrics") == 200
    # It was asked to end, as any service is, and has; a page that is told so comes back at once, to another replica.
    assert code_at_the_end(session) == 1012
    for line in ("tensorama_sessions 1.0", RUN_COUNTED):
        assert f"\n{line}\n" in said
    text = log.read_text()
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    assert {line["replica"] for line in lines} == {"seven"}
    mine = [(line["kind"], line.get("page"), line.get("status")) for line in lines if line["id"] == "abc-1"]
    assert mine == [("run", "neuron", None), ("session", None, 1012)]
    assert SECRET not in text
    assert "127.0.0.1" not in "".join(line for line in text.splitlines() if line.startswith("{"))
    # A server that nobody has told to keeps its figures for itself.
    assert [status_of(f"{site}/{path}") for path in ("metrics", "_stcore/metrics")] == [404, 404]
