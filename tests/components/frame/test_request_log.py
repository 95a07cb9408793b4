"""The lines of the log: what stands in them, and what does not."""

import json
import logging

import pytest

from components.frame.request_log import RequestLog, identifier_of
from tests.cases import for_each


def lines(environment: dict[str, str], caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What a log of this environment writes of two events."""
    log = RequestLog(environment)
    logger = logging.getLogger("tensorama.requests")
    logger.addHandler(caplog.handler)
    try:
        log.write("abc", "page", "neuron", 0.0123456, 200)
        log.write("abc", "run", "neuron", 0.5)
    finally:
        logger.removeHandler(caplog.handler)
        logger.disabled = False
    return [json.loads(record.getMessage()) for record in caplog.records]


def test_a_line_says_when_what_how_long_and_who(caplog: pytest.LogCaptureFixture) -> None:
    page, run = lines({"TENSORAMA_REPLICA": "site-2"}, caplog)
    assert str(page.pop("time")).endswith("+00:00")
    assert page == {"id": "abc", "kind": "page", "page": "neuron", "ms": 12.3, "status": 200, "replica": "site-2"}
    assert run.keys() == {"time", "id", "kind", "page", "ms", "replica"}


def test_a_name_of_a_replica_cannot_break_a_line(caplog: pytest.LogCaptureFixture) -> None:
    page, _run = lines({"TENSORAMA_REPLICA": 'a"\n{b' * 40}, caplog)
    assert page["replica"] == ("a___b" * 40)[:64]


def test_a_machine_has_a_name_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    page, _run = lines({}, caplog)
    assert page["replica"]


@for_each("said", ["false", "0", "Off", "no"])
def test_the_lines_can_be_turned_off(said: str, caplog: pytest.LogCaptureFixture) -> None:
    assert lines({"TENSORAMA_LOG": said}, caplog) == []


@for_each("said", ["9f86d081884c7d659a2feaa0c55ad015", "a", "A-b_c.9", "x" * 64])
def test_an_identifier_of_a_proxy_is_kept(said: str) -> None:
    assert identifier_of(said) == said


@for_each("said", [None, "", "x" * 65, "a b", "a\nb", 'a"b', "ä", "a\x00", "{}", "a\n"])
def test_what_can_be_no_identifier_is_replaced(said: str | None) -> None:
    new = identifier_of(said)
    assert len(new) == 32
    assert new != identifier_of(said)
