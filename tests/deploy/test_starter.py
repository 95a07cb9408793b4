"""The program that starts replicas and nginx: what it hands to them, and what it does where one ends."""

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from deploy import replicas
from deploy.replicas import LONGEST_WAIT, SECRET, CannotServeError, Replica, Site, read_options, site


@pytest.fixture(autouse=True)
def _nginx_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicas, "find_nginx", lambda: Path("/usr/sbin/nginx"))


def asked(*arguments: str) -> Site:
    return site(read_options(arguments))


def test_replicas_listen_beside_nginx_and_have_one_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET, raising=False)
    first, again = asked("--replicas", "4", "--port", "8600"), asked()
    assert [each.port for each in first.replicas] == [8601, 8602, 8603, 8604]
    assert [each.port for each in again.replicas] == [8502, 8503]
    (secret,) = {each.environment[SECRET] for each in first.replicas}
    assert len(secret) == 64
    assert secret not in {each.environment[SECRET] for each in again.replicas}
    monkeypatch.setenv(SECRET, "the school's")
    assert {each.environment[SECRET] for each in asked().replicas} == {"the school's"}


def test_the_replicas_say_where_nginx_is() -> None:
    for arguments, listen in (
        (["--port", "8600"], "8600"),
        (["--port", "8600", "--address", "127.0.0.1"], "127.0.0.1:8600"),
    ):
        made = asked(*arguments)
        assert made.listen == listen
        for each in made.replicas:
            options = dict(zip(each.options[::2], each.options[1::2], strict=True))
            assert options["--browser.serverPort"] == "8600"
            assert options.get("--browser.serverAddress") != ""
    assert options["--browser.serverAddress"] == "127.0.0.1"


def test_without_nginx_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(replicas, "find_nginx", lambda: None)
    monkeypatch.setattr(sys, "argv", ["replicas"])
    assert replicas.main() == 1
    assert "make .venv/nginx" in capsys.readouterr().err


class Ended(subprocess.Popen[bytes]):
    """A process that ends at once."""

    def __init__(self) -> None:
        super().__init__([sys.executable, "-S", "-c", "raise SystemExit(3)"])
        self.wait()


class ShortLived(Replica):
    """A replica that ends whenever it has been started."""

    def start(self) -> None:
        self.process = Ended()
        self._started = time.monotonic()


@pytest.mark.own_process
def test_a_replica_that_does_not_start_ends_it_all() -> None:
    with pytest.raises(CannotServeError, match="Replica 1 did not start"):
        Site(Path("nginx"), "8600", [ShortLived(1, 8601, [], {})]).serve()


@pytest.mark.own_process
def test_one_that_ends_again_and_again_is_started_at_longer_intervals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    replica = ShortLived(1, 8601, [], {})
    replica.start()
    starts: list[float] = []
    while len(starts) < 8:
        was = replica.process
        replica.revive()
        if replica.process is not None and replica.process is not was:
            starts.append(now)
        now += 0.5
    gaps = [later - before for before, later in pairwise(starts)]
    assert gaps == sorted(gaps)
    assert gaps[0] <= 3
    assert LONGEST_WAIT <= gaps[-1] <= LONGEST_WAIT + 1
    assert capsys.readouterr().out.startswith("replica 1 has ended (3); starts again in 1 s\n")


@pytest.mark.own_process
def test_one_that_has_lived_for_long_is_started_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    replica = ShortLived(1, 8601, [], {})
    replica.start()
    was, now = replica.process, 3600.0
    replica.revive()
    assert replica.process is not None
    assert replica.process is not was
