"""Find the addresses of this server, on this machine and in the local network."""

import socket
from pathlib import Path

from streamlit import config, net_util
from streamlit.web.server import server_util

from components.frame.address import is_number_for_others

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
    """Find the IP address of this machine in the local network; None where it has none that others could open.

    Asks the system which of its own addresses it would send from, and sends nothing: a datagram socket that is
    connected has just looked the way up. A container's address is known to its host alone.
    """
    if any(mark.exists() for mark in _IN_A_CONTAINER):
        return None
    return next((number for number in map(_own_number, *zip(*_FAR_AWAY, strict=True)) if number), None)


def ask_nobody_outside() -> None:
    """Keep Streamlit from asking a host on the internet for this machine's outer address.

    It would do so whenever a page from elsewhere tries to open a connection, and the whole server stands still until
    the answer is there, up to two seconds without a way out. Who serves the site under another name says so in
    `server.corsAllowedOrigins`.
    """
    net_util.get_external_ip = lambda: None


def served_at() -> list[str]:
    """Return the addresses to print at start, the best for this machine first; none where uvicorn was started by hand.

    Streamlit's own words at start are off (`logger.hideWelcomeMessage`): they come before the site is ready, after that
    same question to the internet, and where there is no answer they begin with what looks like a fault.
    """
    if config._server_mode != "starlette-app":
        return []
    for option in ("browser.serverAddress", "server.address"):
        said = str(config.get_option(option)) if config.is_manually_set(option) else ""
        if said and said not in ("0.0.0.0", "::"):
            return [server_util.get_url(said)]
    number = lan_number()
    return [server_util.get_url(host) for host in ("localhost", number) if host]


def _own_number(family: socket.AddressFamily, number: str) -> str | None:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((number, 9))
            own = str(asked.getsockname()[0])
    except OSError:  # no way there, or no such family
        return None
    return own if is_number_for_others(own) else None
