"""The frame: navigation and language, and `app.py` on a host that knows nothing of its `app`."""

from pathlib import Path

import pytest
from page_reading import in_link, numbers
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent.parent


def opened(script: str, **link: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / script), default_timeout=30)
    for name, value in link.items():
        test.query_params[name] = value
    return test.run()


@pytest.mark.parametrize("script", ["app.py", "pages/site.py"])
def test_the_site_opens_at_the_network(script):
    page = opened(script, seed="7")
    assert not page.exception
    assert numbers(page, "value-output") == [0.3171]


def test_the_language_of_the_link_and_of_the_choice():
    page = opened("pages/site.py", lang="pt")
    assert "camadas ocultas" in [slider.label for slider in page.slider]
    page.segmented_control(key="lang").set_value("en").run()
    assert "hidden layers" in [slider.label for slider in page.slider]
    assert in_link(page, "lang") is None


def test_an_unknown_language_is_the_browsers():
    page = opened("pages/site.py", lang="xx")
    assert not page.exception
    assert "hidden layers" in [slider.label for slider in page.slider]
