"""The machine's own number in the local network: asked of the system, sent to nobody."""

import socket

import pytest

from components.frame import lan


class Asked:
    """A datagram socket of a machine that reaches some addresses, and what was done with it."""

    ways: dict[str, str] = {}  # noqa: RUF012
    done: list[str] = []  # noqa: RUF012

    def __init__(self, family, kind):
        assert family in (socket.AF_INET, socket.AF_INET6)
        assert kind == socket.SOCK_DGRAM

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.done.append("closed")

    def connect(self, address):
        self.to = address[0]
        self.done.append(f"connect {self.to}")
        if self.to not in self.ways:
            raise OSError("Network is unreachable")

    def getsockname(self):
        return self.ways[self.to], 40000


@pytest.fixture
def machine(monkeypatch):
    def with_ways(**ways):
        monkeypatch.setattr(lan, "_IN_A_CONTAINER", ())
        monkeypatch.setattr(Asked, "ways", {name.replace("_", "."): number for name, number in ways.items()})
        monkeypatch.setattr(Asked, "done", [])
        monkeypatch.setattr(lan.socket, "socket", Asked)

    return with_ways


def test_the_number_of_the_way_out(machine):
    machine(**{"192.0.2.1": "192.168.1.20"})
    assert lan.lan_number() == "192.168.1.20"
    assert Asked.done == ["connect 192.0.2.1", "closed"]


def test_a_network_without_a_way_out(machine):
    machine(**{"10.255.255.254": "10.0.0.3"})
    assert lan.lan_number() == "10.0.0.3"


def test_no_network_at_all(machine):
    machine()
    assert lan.lan_number() is None
    machine(**{"192.0.2.1": "127.0.0.1", "192.168.255.254": "169.254.7.7"})
    assert lan.lan_number() is None


def test_a_container_does_not_know(machine, monkeypatch, tmp_path):
    machine(**{"192.0.2.1": "172.17.0.2"})
    monkeypatch.setattr(lan, "_IN_A_CONTAINER", (tmp_path,))
    assert lan.lan_number() is None


def test_the_real_one_is_none_or_a_number(monkeypatch):
    monkeypatch.setattr(lan, "_IN_A_CONTAINER", ())
    number = lan.lan_number()
    assert number is None or lan.is_number_for_others(number)
