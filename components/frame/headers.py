"""Security headers of every answer: load nothing from other sites, guess no types, send no link to other sites.

A page of another site may show this one in a frame; that is what *Share* offers. So nothing is said of
`frame-ancestors`: even `*` would shut out a page that is opened from a disk.
"""

import base64
import hashlib
import re
from functools import lru_cache

from components.frame.index_page import inline_scripts

_HOST = re.compile(r"[a-z0-9.:\[\]_-]{1,260}", re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=64)
def headers(host: str) -> tuple[tuple[bytes, bytes], ...]:
    """Names and values.

    Parameters
    ----------
    host: what the request says that this site is called; anything but the name or number of a machine is left out.
    """
    return (
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"content-security-policy", content_security_policy(host).encode("ascii")),
    )


def content_security_policy(host: str = "") -> str:
    """What a page of the site may load, and from where."""
    # An older Safari does not take a websocket for 'self'.
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'none'",
            # Streamlit starts our components from blobs; its page has a script of one line, and one of ours.
            f"script-src 'self' blob: {' '.join(_own_scripts())}",
            # Its styles are written by its scripts; so are Plotly's.
            "style-src 'self' 'unsafe-inline'",
            # The picture to take home is drawn by way of both.
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{sockets}",
            "media-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@lru_cache(maxsize=1)
def _own_scripts() -> tuple[str, ...]:
    """The hashes of the scripts that stand in the page itself, which change with Streamlit's versions."""
    digests = (hashlib.sha256(script.encode()).digest() for script in inline_scripts())
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
