"""The panel of a link to give away, part by part: which link, for whom, and what it warns of."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.frame import share
from components.frame.qr_code import MAX_LENGTH


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.frame.share import Shown, share_button, share_dialog  # noqa: PLC0415
    from components.state.beyond_link import say_beyond_link  # noqa: PLC0415

    beyond = st.session_state.get("beyond")
    say_beyond_link(None if beyond is None else lambda _: beyond)
    if share_button(untranslated):
        share_dialog(Shown("neuron", "Neuron & more", ("", "neuron")), untranslated)


Open = Callable[..., AppTest]


@pytest.fixture
def panel(monkeypatch: pytest.MonkeyPatch) -> Open:
    """`panel(url, seed="8")`: the panel on a machine whose number is 192.168.1.20."""
    options: dict[str, Any] = {"server.baseUrlPath": "", "browser.serverAddress": "localhost", "server.address": None}
    own = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: options[name] if name in options else own(name))

    def opened(url: str | None, beyond: str | None = None, listens: str | None = None, **said: Any) -> AppTest:
        monkeypatch.setattr(share, "lan_number", lambda: "192.168.1.20" if listens is None else None)
        options["server.address"] = listens
        page = AppTest.from_function(script)
        page.context = {"url": url, "locale": "en-US", "is_embedded": False}
        page.session_state["beyond"] = beyond
        page.query_params.update(said)
        page.run().button(key="share").click().run()
        assert not page.exception
        return page

    return opened


def copied(page: AppTest) -> list[tuple[str, str]]:
    """The label and the text of all that can be copied."""
    protos = [element.proto for element in page.get("bidi_component")]
    return [tuple(json.loads(each.json)[:2]) for each in protos if each.component_name == "tensorama_copy"]


def codes(page: AppTest) -> list[str]:
    return [each.proto.body for each in page.get("html") if each.proto.body.startswith("<img")]


def test_a_link_and_its_frame_can_be_copied_and_its_code_read(panel: Open) -> None:
    page = panel("https://school.edu/lab/neuron?seed=1", seed="8", tag=["a", "b"])
    link, embed = copied(page)
    assert link == ("Link", "https://school.edu/lab/neuron?seed=8&tag=a&tag=b&lang=en")
    assert embed[0] == "For a learning platform"
    assert 'title="Tensorama: Neuron &amp; more"' in embed[1]
    assert 'src="https://school.edu/lab/neuron?seed=8&amp;tag=a&amp;tag=b&amp;lang=en&amp;embed=true"' in embed[1]
    (code,) = codes(page)
    assert 'alt="QR code of the link"' in code
    assert not page.warning
    assert not page.radio
    assert [caption.value.endswith("settles how it looks.") for caption in page.caption] == [True]


def test_a_site_without_https_says_what_a_platform_wants(panel: Open) -> None:
    (caption,) = panel("http://school.edu/neuron").caption
    more = "A platform whose own address begins with https shows it only if this site has https too."
    assert caption.value.endswith(f"settles how it looks. {more}")


def test_what_no_link_holds_is_said_beside_it(panel: Open) -> None:
    page = panel("https://school.edu/", "your own data")
    assert [(warning.value, warning.icon) for warning in page.warning] == [("your own data", ":material/link_off:")]
    assert len(copied(page)) == 2


@pytest.mark.parametrize("url", [None, "nonsense"])
def test_without_an_address_there_is_no_link(panel: Open, url: str | None) -> None:
    page = panel(url)
    (warning,) = page.warning
    assert warning.value == "The browser does not say under which address it has found this site."
    assert (copied(page), codes(page)) == ([], [])


def test_on_the_machine_itself_others_get_its_number_unless_chosen_otherwise(panel: Open) -> None:
    page = panel("http://localhost:8501/neuron", lang="pt")
    assert copied(page)[0][1] == "http://192.168.1.20:8501/neuron?lang=pt"
    assert page.radio[0].options == [
        "for other devices: `http://192.168.1.20:8501/`",
        "for this one: `http://localhost:8501/`",
    ]
    assert page.caption[0].value == (
        "`localhost` means this very machine: no phone can open it. `192.168.1.20` is its address in the local network."
    )


@pytest.mark.parametrize(
    ("listens", "words"),
    [
        (
            "127.0.0.1",
            "The server answers to nobody else: start it without `server.address`, or with the address of this "
            "machine.",
        ),
        (
            "0.0.0.0",
            "Its address in the local network could not be found; `--browser.serverAddress` tells it when the server "
            "is started.",
        ),
    ],
)
def test_where_no_phone_can_come_it_says_why(panel: Open, listens: str, words: str) -> None:
    page = panel("http://localhost:8501/neuron", listens=listens)
    (warning,) = page.warning
    first = "No phone can open this link: `localhost` means this very machine."
    assert (warning.value, warning.icon) == (f"{first}  \n{words}", ":material/mobile_off:")
    assert copied(page)[0][1].startswith("http://localhost:8501/neuron?")


def test_a_link_that_is_too_long_for_a_code_is_given_all_the_same(panel: Open) -> None:
    bare = len("https://school.edu/neuron?tag=&lang=en")
    assert len(codes(panel("https://school.edu/", tag="x" * (MAX_LENGTH - bare)))) == 1
    page = panel("https://school.edu/", tag="x" * (MAX_LENGTH - bare + 1))
    assert codes(page) == []
    assert len(copied(page)) == 2
    assert page.warning[0].value.startswith("This link has 1,733 characters.")
    assert "holds 1,732 at most" in page.warning[0].value
