"""What every answer says to a browser: to guess no types, to send no link away, and what a page may load."""

import re

import pytest

from components.frame.headers import content_security_policy, headers


def test_every_answer_has_three_headers() -> None:
    assert headers("site.example") == (
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"content-security-policy", content_security_policy("site.example").encode()),
    )


def test_a_page_loads_from_its_own_site_alone() -> None:
    policy = re.sub(r" 'sha256-[A-Za-z0-9+/=]{44}'", " hash", content_security_policy("lab:80")).split("; ")
    assert policy == [
        "default-src 'none'",
        "script-src 'self' blob: hash hash hash",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws://lab:80 wss://lab:80",
        "media-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


@pytest.mark.parametrize(("length", "is_named"), [(1, True), (260, True), (261, False)])
def test_a_host_is_named_up_to_a_length(length: int, is_named: bool) -> None:
    assert ("wss://" in content_security_policy("a" * length)) is is_named
