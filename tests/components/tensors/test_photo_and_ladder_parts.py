"""The parts of the tensors page that draw photo and ladder: what they place, and what they give back to the page."""

from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from compute.tensors import ladder as ladders
from compute.tensors import photo as photos
from tests.scripts import open_script


def photo_script() -> None:
    import streamlit as st  # noqa: PLC0415  (a script of its own)

    from components.base.text import untranslated  # noqa: PLC0415
    from components.browser.live import NO_MOVE  # noqa: PLC0415
    from components.state.take_home import offered  # noqa: PLC0415
    from components.tensors.panels.photo import photo_part  # noqa: PLC0415

    st.session_state["gives"] = photo_part(NO_MOVE, untranslated)
    pack = offered()
    st.session_state["home"] = pack(untranslated) if pack else None


def ladder_script() -> None:
    import streamlit as st  # noqa: PLC0415  (a script of its own)

    from components.base.text import untranslated  # noqa: PLC0415
    from components.browser.live import NO_MOVE  # noqa: PLC0415
    from components.state.take_home import offered  # noqa: PLC0415
    from components.tensors.panels.ladder import ladder_part  # noqa: PLC0415

    st.session_state["gives"] = ladder_part(NO_MOVE, untranslated)
    pack = offered()
    st.session_state["home"] = pack(untranslated) if pack else None


def opened(script: Any, link: dict[str, str]) -> tuple[AppTest, str]:
    """Run a part of the page with this link, and join the HTML that it places."""
    page = open_script(script, link)
    return page, unescape("".join(element.proto.body for element in page.get("html")))


def test_the_photo_gives_back_its_program_its_link_and_what_is_seen() -> None:
    page, html = opened(photo_script, {"part": "photo", "row": "3", "column": "5", "channel": "1", "slice": "row"})
    program, said, seen = page.session_state["gives"]
    place = photos.Place(3, 5, 1)
    assert program == photos.photo_program(place, photos.index_of("row", place))
    assert said == {"row": "3", "column": "5", "channel": "1", "slice": "row"}
    assert (seen.part, seen.place, seen.taking) == ("photo", place, "row")
    assert "<code>photo[3].shape</code>" in html
    assert "Guess: what will photo[..., 0] give?" in html
    home = page.session_state["home"]
    assert home.name == "tensors-photo-3-5-1"
    assert tuple(home.tensors["taken"].shape) == (48, 3)


def test_the_ladder_gives_back_its_program_its_link_and_what_is_seen() -> None:
    link = {"seed": "12", "depth": "3", "rows": "2", "columns": "5", "dtype": "uint8", "select": "vector.3"}
    page, html = opened(ladder_script, link | {"guess": "first"})
    program, said, seen = page.session_state["gives"]
    spec = ladders.LadderSpec(12, 3, 2, 5, "uint8")
    assert program == ladders.ladder_program(spec, ("vector", (3,)))
    assert said == link
    assert (seen.part, seen.spec, seen.picked) == ("ladder", spec, ("vector", (3,)))
    vector = ladders.ladder(spec)[1].tensor
    assert f'<code>vector[3]</code> <span aria-hidden="true">→</span> <code>{vector[3]!r}</code>' in html
    assert f"<code>vector[3].item()</code> <b>{vector[3].item()}</b>" in html
    assert "cube[0] gives the first index and no other." in html
    assert "cube[0].shape is torch.Size([2, 5]): an index that is given is gone" in html
    home = page.session_state["home"]
    assert home.name == "tensors-ladder-seed-12"
    assert tuple(home.tensors["cube"].shape) == (3, 2, 5)
