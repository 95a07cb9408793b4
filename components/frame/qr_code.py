"""A link as a QR code."""

from html import escape

import segno

from components.base.style import BLACK, WHITE

MAX_VERSION = 30
"""137 modules a side. With the quiet zone they are four pixels wide each where the code has 600: about what a phone's
camera still tells apart from the other end of a classroom."""

MAX_LENGTH = 1732
"""Characters that a code of that size holds at the lowest level of correction (ISO/IEC 18004, table 7)."""

QUIET = 4
"""Modules that stay white around the code; the standard asks for four."""


def qr_html(link: str, alt: str) -> str | None:
    """Draw the code as a picture (SVG) in HTML; None where the link is too long to be read from afar.

    On a screen nothing is smudged, so the lowest level of correction will do, and modules as large as can be help more;
    a higher level is taken where it costs no module. Dark on white on every page: many readers know nothing else.
    """
    if len(link.encode()) > MAX_LENGTH:
        return None
    code = segno.make_qr(link, error="l", boost_error=True)
    source = code.svg_data_uri(border=QUIET, dark=BLACK, light=WHITE, omitsize=True)
    return f'<img class="qr-code" src="{escape(source)}" alt="{escape(alt)}">'
