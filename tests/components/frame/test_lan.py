"""The machine's own number in the local network: asked of the system, sent to nobody."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest
from streamlit import config, net_util
from streamlit.web.server import server_util

from components.frame import lan
from components.frame.address import is_number_for_others
from tests.cases import for_each


class Asked:
    """A datagram socket of a machine that reaches some addresses, and what was done with it."""

    ways: dict[str, str] = {}  # noqa: RUF012
    done: list[str] = []  # noqa: RUF012

    def __init__(self, family: int, kind: int) -> None:
        assert family in (socket.AF_INET, socket.AF_INET6)
        assert kind == socket.SOCK_DGRAM

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.done.append("closed")

    def connect(self, address: tuple[str, int]) -> None:
        self.to = address[0]
        self.done.append(f"connect {self.to}")
        if self.to not in self.ways:
            raise OSError("Network is unreachable")

    def getsockname(self) -> tuple[str, int]:
        return self.ways[self.to], 40000


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def with_ways(**ways: str) -> None:
        monkeypatch.setattr(lan, "_IN_A_CONTAINER", ())
        monkeypatch.setattr(Asked, "ways", {name.replace("_", "."): number for name, number in ways.items()})
        monkeypatch.setattr(Asked, "done", [])
        monkeypatch.setattr(socket, "socket", Asked)

    return with_ways


def test_the_number_of_the_way_out(machine: Callable[..., None]) -> None:
    machine(**{"192.0.2.1": "192.168.1.20"})
    assert lan.lan_number() == "192.168.1.20"
    assert Asked.done == ["connect 192.0.2.1", "closed"]


def test_a_network_without_a_way_out(machine: Callable[..., None]) -> None:
    machine(**{"10.255.255.254": "10.0.0.3"})
    assert lan.lan_number() == "10.0.0.3"


def test_no_network_at_all(machine: Callable[..., None]) -> None:
    machine()
    assert lan.lan_number() is None
    machine(**{"192.0.2.1": "127.0.0.1", "192.168.255.254": "169.254.7.7"})
    assert lan.lan_number() is None


def test_a_container_does_not_know(
    machine: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine(**{"192.0.2.1": "172.17.0.2"})
    monkeypatch.setattr(lan, "_IN_A_CONTAINER", (tmp_path,))
    assert lan.lan_number() is None


def test_the_real_one_is_none_or_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan, "_IN_A_CONTAINER", ())
    number = lan.lan_number()
    assert number is None or is_number_for_others(number)


@for_each(
    ("mode", "said", "number", "served"),
    [
        ("starlette-app", {}, "192.168.1.20", ["at localhost", "at 192.168.1.20"]),
        ("starlette-app", {}, None, ["at localhost"]),
        ("starlette-app", {"browser.serverAddress": "lab", "server.address": "10.0.0.3"}, "192.168.1.20", ["at lab"]),
        ("starlette-app", {"server.address": "10.0.0.3"}, "192.168.1.20", ["at 10.0.0.3"]),
        ("starlette-app", {"server.address": "0.0.0.0"}, "192.168.1.20", ["at localhost", "at 192.168.1.20"]),
        ("starlette-app", {"server.address": "::"}, None, ["at localhost"]),
        ("starlette-app", {"browser.serverAddress": "", "server.address": "10.0.0.3"}, None, ["at 10.0.0.3"]),
        ("other", {"server.address": "10.0.0.3"}, "192.168.1.20", []),
    ],
)
def test_the_addresses_at_start_are_what_was_said_or_this_machine_first(
    mode: str, said: dict[str, str], number: str | None, served: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(config, "_server_mode", mode)
        patched.setattr(config, "get_option", lambda name: said.get(name, "by default"))
        patched.setattr(config, "is_manually_set", said.__contains__)
        patched.setattr(server_util, "get_url", lambda host: f"at {host}")
        patched.setattr(lan, "lan_number", lambda: number)
        assert lan.served_at() == served


def test_nobody_outside_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(net_util, "get_external_ip", lambda: "asked")
    lan.ask_nobody_outside()
    assert net_util.get_external_ip() is None
