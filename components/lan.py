"""Under which address others in the local network find this machine."""

import socket
from pathlib import Path

from components.address import is_number_for_others

# Addresses that belong to nobody (RFC 5737, RFC 3849), and private ones for a network without a way out (RFC 1918).
_FAR_AWAY = (
    (socket.AF_INET, "192.0.2.1"),
    (socket.AF_INET, "192.168.255.254"),
    (socket.AF_INET, "10.255.255.254"),
    (socket.AF_INET, "172.31.255.254"),
    (socket.AF_INET6, "2001:db8::1"),
)
_IN_A_CONTAINER = (Path("/.dockerenv"), Path("/run/.containerenv"))


def lan_number() -> str | None:
    """The IP address of this machine in the local network, or None where it has none that others could open.

    Asks the system which of its own addresses it would send from, and sends nothing: a datagram socket that is
    connected has just looked the way up. A container's address is known to its host alone.
    """
    if any(mark.exists() for mark in _IN_A_CONTAINER):
        return None
    return next((number for number in map(_own_number, *zip(*_FAR_AWAY, strict=True)) if number), None)


def _own_number(family: socket.AddressFamily, number: str) -> str | None:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((number, 9))
            own = str(asked.getsockname()[0])
    except OSError:  # no way there, or no such family
        return None
    return own if is_number_for_others(own) else None
