"""One served site for all tests of many sessions."""

from collections.abc import Iterator

import pytest

from tests.browser.serving import serve


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the site."""
    with serve(tmp_path_factory.mktemp("site") / "log") as address:
        yield address
