"""The share panel without a browser: where its link leads, and what it says where nobody else could follow it."""

import html
import json
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.frame import share
from tests.pages.conftest import PAGES
from tests.pages.page_reading import numbers


def shared(url: str | None, locale: str = "en-US", **link: str) -> AppTest:
    """The site as a browser at this address sees it, with the panel open."""
    site = AppTest.from_file(str(PAGES / "site.py"), default_timeout=30)
    site.context = {"url": url, "locale": locale, "is_embedded": False}
    for name, value in link.items():
        site.query_params[name] = value
    page = site.run().button(key="share").click().run()
    assert not page.exception
    return page


def copied(page: AppTest) -> list[str]:
    """The texts that can be copied: the link and the snippet."""
    found = [element.proto for element in page.get("bidi_component")]
    return [json.loads(proto.json)[1] for proto in found if proto.component_name == "tensorama_copy"]


def said(page: AppTest) -> str:
    return " ".join(element.value for element in (*page.warning, *page.caption))


def test_the_link_is_the_scene_and_always_has_the_language() -> None:
    page = shared("https://school.edu/tensorama/", "pt-BR", seed="8", edits="x3_0.5", utm_source="a b")
    link, snippet = copied(page)
    assert link == "https://school.edu/tensorama/?seed=8&edits=x3_0.5&utm_source=a+b&lang=pt"
    assert f'src="{html.escape(link)}&amp;embed=true"' in snippet
    assert not page.warning
    assert not page.radio
    there = AppTest.from_file(str(PAGES / "site.py"), default_timeout=30)
    there.context = {"locale": "en-US", "is_embedded": True}
    for name, value in parse_qsl(urlsplit(link).query):
        there.query_params[name] = value
    there.run()
    for key in ("value-output", "value-hidden-1"):
        assert numbers(there, key) == numbers(page, key)
    assert [slider.label for slider in there.slider] == [slider.label for slider in page.slider]
    assert not there.sidebar.children


@pytest.mark.parametrize("lang", ["pt", "xx"])
def test_a_language_in_the_link_keeps_its_place(lang: str) -> None:
    link, _ = copied(shared("https://school.edu/", lang=lang, seed="8"))
    language = "pt" if lang == "pt" else "en"
    assert sorted(urlsplit(link).query.split("&")) == sorted([f"lang={language}", "seed=8"])


def test_on_localhost_the_link_is_that_of_the_machine_or_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "lan_number", lambda: "192.168.1.20")
    page = shared("http://localhost:8501/", seed="8")
    assert copied(page)[0] == "http://192.168.1.20:8501/?seed=8&lang=en"
    assert 'src="http://192.168.1.20:8501/' in copied(page)[1]
    assert "no phone" in said(page)
    page.radio(key="share-address").set_value(share.HERE)
    page.button(key="share").click().run()  # AppTest runs the whole script, which closes what is not opened again
    assert copied(page)[0] == "http://localhost:8501/?seed=8&lang=en"


@pytest.mark.parametrize(("listens", "words"), [(None, "browser.serverAddress"), ("127.0.0.1", "server.address")])
def test_on_localhost_without_another_address(monkeypatch: pytest.MonkeyPatch, listens: str | None, words: str) -> None:
    monkeypatch.setattr(share, "lan_number", lambda: None)
    monkeypatch.setattr(st, "get_option", {"server.address": listens}.get)
    page = shared("http://127.0.0.1:8501/")
    assert copied(page)[0] == "http://127.0.0.1:8501/?lang=en"
    assert words in said(page)


def test_a_long_link_is_given_but_not_as_a_code() -> None:
    edits = "~".join(f"w1.{row}.{column}_-0.125" for row in range(1, 21) for column in range(1, 11))
    page = shared("https://school.edu/", inputs="20", hidden="10", edits=edits)
    link = copied(page)[0]
    assert f"edits={edits}" in link
    assert f"{len(link):,}" in said(page)
    assert "1,732" in said(page)
    assert not [element for element in page.get("html") if 'qr-code"' in element.proto.body]


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", 'http://"><script>alert(1)</script>/'])
def test_an_address_that_cannot_be_used_is_not_given_away(url: str | None) -> None:
    page = shared(url)
    assert copied(page) == []
    assert "address" in said(page)
