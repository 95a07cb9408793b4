"""The frame: navigation and language, and `app.py` on a host that knows nothing of its `app`."""

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack
from streamlit.runtime.state import SafeSessionState
from streamlit.testing.v1 import AppTest

from components.base.glossary import entries
from tests.pages.page_reading import in_link, numbers, pictures

ROOT = Path(__file__).parent.parent.parent
DEEP = {
    "inputs": "5",
    "layers": "3",
    "hidden": "4",
    "hidden_2": "4",
    "hidden_3": "3",
    "outputs": "2",
    "activation": "tanh",
}


def opened(script: str, **link: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / script), default_timeout=30)
    for name, value in link.items():
        test.query_params[name] = value
    return test.run()


@pytest.mark.parametrize("script", ["app.py", "pages/site.py"])
def test_the_site_opens_at_the_network(script: str) -> None:
    page = opened(script, seed="7")
    assert not page.exception
    assert numbers(page, "value-output") == [0.3171]


def test_a_whole_page_is_drawn_from_its_top_after_a_fragment_in_the_same_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened("pages/site.py", seed="7")
    top = list(page.main.children)
    call_back = SafeSessionState.on_script_will_rerun

    def as_after_a_fragment(state: SafeSessionState, *given: Any, **named: Any) -> None:
        """Leave a container as the one to draw in, as Streamlit does where a fragment was drawn last."""
        call_back(state, *given, **named)
        context_dg_stack.set((*context_dg_stack.get(), st.container()))

    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", as_after_a_fragment)
    page.run()
    assert numbers(page, "value-output") == [0.3171]
    assert len(page.main.children) == len(top) + 1  # the container, which is empty
    assert not page.main.children[0].children


def test_the_language_of_the_link_and_of_the_choice() -> None:
    page = opened("pages/site.py", lang="pt")
    assert "camadas ocultas" in [slider.label for slider in page.slider]
    page.segmented_control(key="lang").set_value("en").run()
    assert "hidden layers" in [slider.label for slider in page.slider]
    assert in_link(page, "lang") is None


def test_an_unknown_language_is_the_browsers() -> None:
    page = opened("pages/site.py", lang="xx")
    assert not page.exception
    assert "hidden layers" in [slider.label for slider in page.slider]


def test_the_glossary_lists_its_words() -> None:
    page = opened("pages/site.py", lang="pt", seed="7")
    before = [element.proto.body for element in page.get("html")]
    page.button(key="glossary").click().run()
    (listed,) = [element.proto.body for element in page.get("html") if element.proto.body not in before]
    assert "camada oculta" in listed
    assert listed.count("<dt>") == len(entries())


def is_welcomed(page: AppTest) -> bool:
    return any(button.key == "welcome-close" for button in page.button)


@pytest.mark.parametrize(
    ("link", "welcomed"),
    [({}, True), ({"lang": "es"}, True), ({"projector": "true"}, True), ({"seed": "7"}, False), ({"edits": ""}, False)],
)
def test_who_comes_without_a_scene_is_welcomed(link: dict[str, object], welcomed: bool) -> None:
    assert is_welcomed(opened("pages/site.py", **link)) is welcomed


def test_the_welcome_stays_while_one_tries_and_goes_when_closed() -> None:
    page = opened("pages/site.py")
    page.slider(key="seed").set_value(8).run()
    assert is_welcomed(page)
    page.button(key="welcome-close").click().run()
    assert not is_welcomed(page)
    page.slider(key="seed").set_value(9).run()
    assert not is_welcomed(page)


@pytest.mark.parametrize(
    ("key", "link", "hidden"), [("welcome-notebook", {"select": "h1.1"}, 1), ("welcome-deep", DEEP, 3)]
)
def test_a_scene_is_the_same_as_its_link(key: str, link: dict[str, str], hidden: int) -> None:
    page = opened("pages/site.py")
    page.slider(key="seed").set_value(8).run()
    page.button(key=key).click().run()
    assert not is_welcomed(page)
    shown = opened("pages/site.py", **link)
    for place in ("value-output", f"value-hidden-{hidden}"):
        assert numbers(page, place) == numbers(shown, place)
    assert {name: in_link(page, name) for name in link} == link


def test_the_welcome_does_not_come_back_with_the_page() -> None:
    page = opened("pages/site.py")
    page.switch_page("neuron.py").run()
    page.switch_page("network.py").run()
    assert not page.exception
    assert numbers(page, "value-output") == [0.3171]
    assert not is_welcomed(page)


def test_the_projector_of_the_link_and_of_the_switch() -> None:
    page = opened("pages/site.py", projector="on")
    assert page.toggle(key="projector").value
    assert in_link(page, "projector") == "true"
    assert _largest_type(page) > 24
    page.toggle(key="projector").set_value(False).run()
    assert in_link(page, "projector") is None
    assert _largest_type(page) < 24


@pytest.mark.parametrize("value", ["loud", "", "nan", "<script>alert(1)</script>", "true" * 2000])
def test_what_is_no_switch_is_named_and_leaves_the_projector_off(value: str) -> None:
    page = opened("pages/site.py", projector=value)
    assert not page.exception
    assert not page.toggle(key="projector").value
    assert in_link(page, "projector") is None or value == ""
    assert not value or "projector" in page.warning[0].value


def test_the_list_of_keys_opens() -> None:
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


def test_what_a_widget_shows_is_in_the_link_also_if_the_browser_has_lost_it_there() -> None:
    """As over a slow line: the value of a switch comes with a link from before it was pressed."""
    page = opened("pages/site.py", seed="8", bias="false")
    assert (in_link(page, "seed"), in_link(page, "bias")) == ("8", "false")
    page.toggle(key="bias").set_value(True).run()
    assert in_link(page, "bias") in (None, "")
    page.toggle(key="bias").set_value(False).run()
    assert (in_link(page, "seed"), in_link(page, "bias")) == ("8", "false")
    page.slider(key="inputs").set_value(5).run()
    assert (in_link(page, "seed"), in_link(page, "bias"), in_link(page, "inputs")) == ("8", "false", "5")
