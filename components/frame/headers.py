"""Security headers of every answer: load nothing from other sites, guess no types, send no link to other sites.

A page of another site may show this one in a frame; that is what *Share* offers. So nothing is said of
`frame-ancestors`: even `*` would shut out a page that is opened from a disk.
"""

import base64
import hashlib
import re
from functools import lru_cache

from components.browser.history import EARLY_SCRIPT
from components.frame.streamlit_files import page

FIND_SERVER = 'window.__streamlit={BACKEND_BASE_URL:new URL(".",location.href).href}'
"""The script that `components/frame/entry.py` puts into the page: where the server is. Streamlit would look for it
below the page's own address first, and begin anew."""

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[a-z0-9.:\[\]_-]{1,260}", re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=64)
def headers(host: str) -> tuple[tuple[bytes, bytes], ...]:
    """Return the names and values of the headers.

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
    """Write what a page of the site may load, and from where."""
    # An older Safari does not take a websocket for 'self'.
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'none'",
            # Streamlit starts our components from blobs, and has a script of one line in its page, beside two of ours.
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
    """Return the hashes of the scripts in the page: Streamlit's own, which change with its versions, and ours."""
    scripts = (*_SCRIPT.findall(page()), FIND_SERVER, EARLY_SCRIPT)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
