"""The part of the page that draws: the answer about sixteen numbers waits for a guess, or for such a draw."""

from tests.cases import for_each
from tests.scripts import open_script


def script() -> None:
    from components.base.text import untranslated  # noqa: PLC0415  (a script of its own)
    from components.browser.live import NO_MOVE  # noqa: PLC0415
    from components.tensors.panels.randn import randn_part  # noqa: PLC0415

    randn_part(NO_MOVE, untranslated)


@for_each(
    ("link", "is_told"), [({}, False), ({"guess": "stays"}, True), ({"size": "16"}, True), ({"guess": "first"}, False)]
)
def test_sixteen_is_explained_after_a_guess_or_where_it_is_drawn(link: dict[str, str], is_told: bool) -> None:
    page = open_script(script, link)
    shown = "".join(element.proto.body for element in page.get("html"))
    assert ("Guess first, or move the size to 16." not in shown) is is_told
    assert ("From 16 elements on" in shown) is is_told
