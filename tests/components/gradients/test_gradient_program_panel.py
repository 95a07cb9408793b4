"""The program below the picture, and what is said beside a module about its gradients."""

from streamlit.testing.v1 import AppTest

from components.gradients.lesson import source_of
from compute.network.program_ways import MODULE, NOTEBOOK, SEQUENTIAL
from tests.cases import for_each
from tests.components.gradients.by_hand import seen_by_link, words_of
from tests.pages.page_reading import codes, html_in
from tests.scripts import open_script

OWN, SHAPE, DIGITS = "learn without being told", "the shape of its parameter", "last digits may differ"


def opened(way: str, **link: str) -> AppTest:
    """Open the panel alone."""

    def script() -> None:
        import streamlit as st  # noqa: PLC0415

        from components.base.text import untranslated  # noqa: PLC0415
        from components.gradients.panels.program import program_panel  # noqa: PLC0415
        from tests.components.gradients.by_hand import seen_by_link  # noqa: PLC0415

        program_panel(seen_by_link(**st.session_state["link"]), untranslated)

    return open_script(script, {"program_as": way}, {"link": link})


@for_each("way", [NOTEBOOK, SEQUENTIAL, MODULE])
def test_the_program_is_that_of_the_link_in_the_way_that_is_chosen(way: str) -> None:
    (code,) = codes(opened(way, updates="2", rate="3"))
    assert code.strip() == source_of(seen_by_link(updates="2", rate="3"), way).strip()


@for_each(
    ("way", "link", "said"),
    [
        (SEQUENTIAL, {"select": "w1.1.1"}, {OWN, SHAPE}),
        (SEQUENTIAL, {"select": "b1.1"}, {OWN, SHAPE}),
        (SEQUENTIAL, {"select": "h1.1"}, {OWN}),
        (MODULE, {"select": "x1", "updates": "1"}, {OWN, DIGITS}),
        (MODULE, {"select": "w2.1.1", "updates": "1"}, {OWN, SHAPE, DIGITS}),
    ],
)
def test_a_module_has_facts_of_its_own(way: str, link: dict[str, str], said: set[str]) -> None:
    facts = words_of(html_in(opened(way, **link), "module-facts"))
    assert {words for words in (OWN, SHAPE, DIGITS) if words in facts} == said


def test_the_same_gradient_is_named_in_both_programs_with_its_value() -> None:
    weight = words_of(html_in(opened(SEQUENTIAL, select="w1.3.2"), "module-facts"))
    gradient = seen_by_link(select="w1.3.2").gradient
    assert gradient is not None
    assert "weight is W transposed" in weight
    assert "W1.grad[2, 1] of the notebook is " in weight
    assert "weight.grad[1, 2] here." in weight
    assert f"Both are {gradient:.4f}." in weight.replace("−", "-")
    bias = words_of(html_in(opened(SEQUENTIAL, select="b1.2"), "module-facts"))
    assert "bias is a vector" in bias
    assert "B1.grad[0, 1] of the notebook is " in bias
    assert "bias.grad[1] here." in bias
    early = words_of(html_in(opened(SEQUENTIAL, select="w1.3.2", step="0"), "module-facts"))
    assert "here." in early
    assert "Both are" not in early


@for_each(("way", "link"), [(NOTEBOOK, {}), (SEQUENTIAL, {"activation": "heaviside"})])
def test_the_notebook_and_a_network_without_gradients_have_no_facts(way: str, link: dict[str, str]) -> None:
    assert not any("module-facts" in element.proto.body for element in opened(way, **link).get("html"))
