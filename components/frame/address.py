"""Addresses of pages: read the site's address from the visitor's browser, and make the links that are shared.

What comes from a browser is believed only in so far as it is an address of the web: everything else gives None. All
functions here are pure; the machine's own number comes from `components.frame.lan`.
"""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urlencode, urlsplit

MAX_URL = 2000
"""Characters of an address without its query; browsers and proxies give up somewhere above."""

EMBED = (900, 600)
"""Width and height of the frame in a learning platform, in pixels."""

_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?", re.ASCII | re.IGNORECASE)
_PATH = "/:@!$&'()*+,;=~%-._"
"""What may stand in a path as it is; quotes of all kinds, spaces and angles are percent-encoded."""


@dataclass(frozen=True)
class Address:
    """Where the site is, without a page.

    Attributes
    ----------
    scheme: http or https.
    host: a name or a number as it stands in a link, IPv6 in brackets.
    port: None for the scheme's own.
    path: begins and ends with a slash.
    """

    scheme: str
    host: str
    port: int | None = None
    path: str = "/"

    def __str__(self) -> str:
        """The site's first page."""
        return f"{self.origin}{self.path}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.host}" + ("" if self.port is None else f":{self.port}")


def read_address(url: str | None, pages: Iterable[str] = (), base: str = "") -> Address | None:
    """Read the site's address from that of the page that a browser shows; None where that is none of the web.

    Parameters
    ----------
    url: as the browser has it; query, fragment and user names are dropped.
    pages: paths of the site's pages; one of them at the end belongs to the page and not to the site.
    base: `server.baseUrlPath`: a path that begins with it keeps it, even if a page is called the same.
    """
    if not url or len(url) > MAX_URL or not url.isprintable():
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = _host(parts.hostname), parts.port
    except ValueError:  # a port that is none, brackets without an end
        return None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or host is None or port == 0:
        return None
    own = {"http": 80, "https": 443}[scheme]
    return Address(scheme, host, None if port == own else port, _site_path(parts.path, pages, base))


def _host(name: str | None) -> str | None:
    """Write a host as it stands in a link; None for what is neither a name nor a number."""
    if not name:
        return None
    try:
        return f"[{IPv6Address(name)}]"
    except AddressValueError:
        return name.lower() if len(name) <= 253 and _NAME.fullmatch(name) else None


def _site_path(path: str, pages: Iterable[str], base: str) -> str:
    kept = base.strip("/").split("/") if base.strip("/") else []
    steps = [step for step in path.split("/") if step]
    below = len(kept) if steps[: len(kept)] == kept else 0
    if len(steps) > below and steps[-1] in set(pages) - {""}:
        steps.pop()
    return quote("/".join(["", *steps, ""]) if steps else "/", safe=_PATH)


def is_local(address: Address) -> bool:
    """Tell whether the address is that of the local machine, such as localhost, which no other machine can open."""
    host = address.host.strip("[]").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        number = ip_address(host)
    except ValueError:
        return False
    if isinstance(number, IPv6Address) and number.ipv4_mapped is not None:
        number = number.ipv4_mapped
    return number.is_loopback or number.is_unspecified


def is_number_for_others(number: str) -> bool:
    """Tell whether a machine in the local network or beyond can have this IP address, as others see it."""
    try:
        found: IPv4Address | IPv6Address = ip_address(number)
    except ValueError:
        return False
    return not (found.is_loopback or found.is_unspecified or found.is_link_local or found.is_multicast)


def on_host(address: Address, host: str) -> Address | None:
    """Return the same site under another name or number of the same machine; None where `host` is neither."""
    name = _host(host.strip().strip("[]"))
    return None if name is None else replace(address, host=name)


def link_to(address: Address, page: str, query: Iterable[tuple[str, str]]) -> str:
    """Make the link of a page with what was chosen on it.

    Parameters
    ----------
    page: its path, empty for the first page.
    query: names and values in the order in which they shall stand; a name may come twice.
    """
    asked = urlencode(list(query))
    return f"{address}{quote(page, safe='')}" + (f"?{asked}" if asked else "")


def embedding(link: str, title: str) -> str:
    """Write HTML that shows the link's page inside a page of a learning platform: the lesson without the frame."""
    width, height = EMBED
    source = html.escape(f"{link}{'&' if '?' in link else '?'}embed=true")
    return (
        f'<iframe src="{source}" width="{width}" height="{height}" title="{html.escape(title)}" '
        'allow="clipboard-write" loading="lazy"></iframe>'
    )


class Unreachable(Enum):
    """Why no other machine can open the site."""

    LISTENS_HERE_ONLY = "the server answers to this machine alone"
    UNKNOWN = "no address in the local network was found"


def for_others(
    address: Address, named: str | None, listens: str | None, find: Callable[[], str | None]
) -> Address | Unreachable:
    """Find the address under which other machines open a site that its visitor has opened as `localhost`.

    Parameters
    ----------
    named: what the person who started the server says that it is called, `browser.serverAddress`.
    listens: what the server listens on, `server.address`; nothing is everything.
    find: asks for the machine's number in the local network, if that is to be offered.
    """
    told = on_host(address, named or "")
    if told is not None and not is_local(told):
        return told
    listening = on_host(address, listens or "")
    if listening is not None and not _is_everything(listening):
        return Unreachable.LISTENS_HERE_ONLY if is_local(listening) else listening
    found = on_host(address, find() or "")
    return Unreachable.UNKNOWN if found is None else found


def _is_everything(address: Address) -> bool:
    return address.host in ("0.0.0.0", "[::]")
