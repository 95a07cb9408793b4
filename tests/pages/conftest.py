"""Pages without a browser: a test runs a page's script in this process and reads what it would send."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.page_reading import OpenPage

PAGES = Path(__file__).parent.parent.parent / "pages"


@pytest.fixture
def open_page() -> OpenPage:
    """`open_page("neuron", seed=7)`: the page as a first visitor with this link sees it."""

    def run(page: str, /, **link: object) -> AppTest:
        test = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=30)
        for name, value in link.items():
            test.query_params[name] = value if isinstance(value, list) else str(value)
        return test.run()

    return run
