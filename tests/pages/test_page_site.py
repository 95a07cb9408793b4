"""The frame: navigation and language, and `app.py` on a host that knows nothing of its `app`."""

from pathlib import Path

import pytest
from page_reading import in_link, numbers, pictures
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


def test_the_projector_of_the_link_and_of_the_switch():
    page = opened("pages/site.py", projector="on")
    assert page.toggle(key="projector").value
    assert in_link(page, "projector") == "true"
    assert _largest_type(page) > 24
    page.toggle(key="projector").set_value(False).run()
    assert in_link(page, "projector") is None
    assert _largest_type(page) < 24


@pytest.mark.parametrize("value", ["loud", "", "nan", "<script>alert(1)</script>", "true" * 2000])
def test_what_is_no_switch_is_named_and_leaves_the_projector_off(value):
    page = opened("pages/site.py", projector=value)
    assert not page.exception
    assert not page.toggle(key="projector").value
    assert in_link(page, "projector") is None or value == ""
    assert not value or "projector" in page.warning[0].value


def test_the_list_of_keys_opens():
    page = opened("pages/site.py", lang="pt")
    page.button(key="keys").click().run()
    assert not page.exception
    (table,) = [element.proto.body for element in page.get("html") if 'class="keys"' in element.proto.body]
    assert "outra semente" in table
    assert table.count('<th scope="row">') >= 9


def _largest_type(page: AppTest) -> float:
    (trace,) = [trace for trace in pictures(page)["network-chart"]["data"] if trace["mode"] == "markers+text"]
    sizes = trace["textfont"]["size"]
    return max(sizes) if isinstance(sizes, list) else sizes
