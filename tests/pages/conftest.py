"""Pages without a browser: a test runs a page's script in this process and reads what it would send."""

from itertools import islice
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from compute.timing.devices import devices
from tests.pages.page_reading import GoldenPage, OpenPage
from tests.pages.page_text import differences, page_text

STORED = Path(__file__).parent / "golden"
SHOWN_DIFFERENCES = 12
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


@pytest.fixture
def golden_page(request: pytest.FixtureRequest) -> GoldenPage:
    """Compare all that a page says with its stored copy; with --refresh-golden, store it."""
    if len(devices()) > 1:
        pytest.skip("what is stored was said on a machine with a CPU only")

    def check(page: AppTest, name: str) -> None:
        assert not page.exception
        path, seen = STORED / f"{name}.txt", page_text(page)
        if request.config.getoption("--refresh-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text("\n".join(seen) + "\n", encoding="utf-8")
            return
        assert path.exists(), f"no stored copy {path.name}: run pytest with --refresh-golden, and read it"
        found = list(islice(differences(path.read_text("utf-8").splitlines(), seen), SHOWN_DIFFERENCES))
        assert not found, "\n".join(
            [f"{path.name}: the page says something else (--refresh-golden if it should)", *found]
        )

    return check
