"""A script of its own in a session of Streamlit's: a panel or a few controls, without the page around them."""

from collections.abc import Callable, Mapping
from typing import Any

from streamlit.testing.v1 import AppTest


def open_script(
    script: Callable[..., object],
    link: Mapping[str, Any] | None = None,
    session: Mapping[str, object] | None = None,
) -> AppTest:
    """Run a script as a first visitor with this link, in a session that holds this; nothing may be raised."""
    test = AppTest.from_function(script, default_timeout=30)
    test.query_params.update(link or {})
    for name, value in (session or {}).items():
        test.session_state[name] = value
    test.run()
    assert not test.exception, test.exception[0].value
    return test
