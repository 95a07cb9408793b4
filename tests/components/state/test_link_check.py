"""A link is corrected once before any widget reads it, and says what of it could not be used."""

import pytest
from streamlit.testing.v1 import AppTest

from components.base.foreign import MOST
from components.frame.pages import FIELDS
from components.network.fields import HIDDEN
from components.state import link
from components.state.link_check import MAX_VALUE, SHARED, Ignored
from tests.cases import for_each
from tests.components.state.conftest import OpenSite

PAGE = """
import streamlit as st
from components.network.fields import ACTIVATION, BIAS, EDITS
from components.state.fields import SEED, inputs
from components.state.link_check import check

st.session_state["ignored"] = check((SEED, inputs(3), ACTIVATION, BIAS, EDITS))
st.session_state["said"] = {name: st.query_params.get_all(name) for name in st.query_params}
st.slider("seed", 0, 9999, 7, key="seed", bind="query-params")
st.slider("inputs", 1, 64, 3, key="inputs", bind="query-params")
"""
OTHER = PAGE.replace("ACTIVATION, BIAS, EDITS))", "ACTIVATION))")


def said(site: AppTest) -> dict[str, list[str]]:
    found: dict[str, list[str]] = site.session_state["said"]
    return found


def ignored(site: AppTest) -> tuple[Ignored, ...]:
    found: tuple[Ignored, ...] = site.session_state["ignored"]
    return found


def test_each_value_is_written_as_streamlit_writes_it(open_site: OpenSite) -> None:
    site = open_site(PAGE, OTHER, seed=" +0008 ", bias="OFF", activation="tanh", utm_source="course")
    assert said(site) == {"seed": ["8"], "bias": ["false"], "activation": ["tanh"], "utm_source": ["course"]}
    assert ignored(site) == ()
    assert site.slider(key="seed").value == 8


def test_of_several_values_the_last_counts_and_names_that_are_not_known_keep_all(open_site: OpenSite) -> None:
    site = open_site(PAGE, OTHER, seed=["abc", "8"], inputs=["4", "x"], tag=["a", "b"])
    assert said(site) == {"seed": ["8"], "tag": ["a", "b"]}
    assert ignored(site) == (Ignored("inputs", "x", "1..64"),)


def test_what_cannot_be_used_is_named_and_the_default_stands_in(open_site: OpenSite) -> None:
    site = open_site(PAGE, OTHER, seed="inf", activation="softmax", inputs="0")
    assert said(site) == {}
    assert {(each.name, each.value) for each in ignored(site)} == {
        ("seed", "inf"),
        ("activation", "softmax"),
        ("inputs", "0"),
    }
    assert next(each.allowed for each in ignored(site) if each.name == "seed") == "0..9999"
    assert site.slider(key="seed").value == 7


@pytest.mark.parametrize(("length", "kept"), [(MAX_VALUE, True), (MAX_VALUE + 1, False)])
def test_a_value_has_a_length(open_site: OpenSite, length: int, kept: bool) -> None:
    site = open_site(PAGE, OTHER, seed=" " * (length - 1) + "8")
    assert said(site) == ({"seed": ["8"]} if kept else {})
    assert [len(each.value) for each in ignored(site)] == ([] if kept else [MOST + 1])


def test_of_changed_values_the_readable_ones_are_kept_and_the_others_named(open_site: OpenSite) -> None:
    site = open_site(PAGE, OTHER, edits="w1.1.1_0.5~nonsense")
    assert said(site) == {"edits": ["w1.1.1_0.5"]}
    assert [(each.name, each.value) for each in ignored(site)] == [("edits", "w1.1.1_0.5~nonsense")]
    assert ignored(open_site(PAGE, OTHER, edits="w1.1.1_0.5~x1_-2.0")) == ()


def test_it_is_checked_once_in_a_visit_and_again_after_back(
    open_site: OpenSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = open_site(PAGE, OTHER, seed="inf")
    first = ignored(site)
    site.query_params = {"seed": "8"}
    assert ignored(site.run()) == first
    site.query_params = {"seed": "nan", "inputs": "5"}
    monkeypatch.setattr(link, "from_history", lambda: True)
    assert ignored(site.run()) == (Ignored("seed", "nan", "0..9999"),)
    assert said(site) == {"inputs": ["5"]}
    site.query_params = {}
    assert ignored(site.run()) == ()


def test_shared_settings_go_along_and_what_the_new_link_says_wins(open_site: OpenSite) -> None:
    site = open_site(PAGE, OTHER, seed="8", inputs="5", bias="false", activation="tanh")
    site.query_params = {"seed": "8", "activation": "relu", "bias": "false"}  # as the browser still says of them
    site.switch_page("second.py").run()
    assert said(site) == {"seed": ["8"], "activation": ["relu"], "bias": ["false"]}
    assert site.slider(key="inputs").value == 3
    assert site.slider(key="seed").value == 8


def test_what_the_new_page_does_not_know_or_cannot_use_stays_behind(open_site: OpenSite) -> None:
    site = open_site(PAGE, PAGE.replace("SEED, inputs(3), ACTIVATION", "inputs(3), ACTIVATION"), seed="8")
    site.query_params = {"activation": "x" * 100, "bias": "maybe"}
    site.switch_page("second.py").run()
    assert said(site) == {}


def test_a_moved_slider_hands_nothing_on(open_site: OpenSite) -> None:
    site = open_site(PAGE, OTHER)
    site.slider(key="inputs").set_value(9).run()
    site.switch_page("second.py").run()
    assert site.slider(key="inputs").value == 3


def test_what_is_shared_means_the_same_on_every_page() -> None:
    names = {field.name for fields in FIELDS.values() for field in fields}
    assert names >= SHARED
    assert SHARED.isdisjoint({"inputs", "select", "edits", "step", "at", "ops", "guess", "operation", "hints"})
    # Of the activations one list is that of the hidden layers, the other that of the unit; a training has fewer units.
    for name in SHARED - {"activation", *(field.name for field in HIDDEN)}:
        assert len({field.allowed for fields in FIELDS.values() for field in fields if field.name == name}) == 1, name


WITH_BEATS = PAGE.replace(
    "check((SEED, inputs(3), ACTIVATION, BIAS, EDITS))",
    """check(
    (SEED, inputs(3), ACTIVATION, BIAS, EDITS, BEAT),
    (Beat(None, {}), Beat(None, {"seed": "9", "bias": "false"}), Beat(None, {"seed": "11"})),
)""",
).replace("import SEED, inputs", "import BEAT, SEED, inputs\nfrom components.state.beat import Beat")


@for_each(
    ("asked", "scene"),
    [
        ({"beat": "1"}, {}),
        ({"beat": "2"}, {"seed": ["9"], "bias": ["false"]}),
        ({"beat": "3"}, {"seed": ["11"]}),
        ({"beat": "8"}, {"seed": ["11"]}),
        ({"beat": "2", "lang": "pt", "projector": "true"}, {"seed": ["9"], "bias": ["false"]}),
        ({"beat": "2", "inputs": "5"}, {}),
        ({"lang": "pt"}, {}),
    ],
)
def test_a_link_that_names_a_beat_and_nothing_else_opens_its_scene(
    open_site: OpenSite, asked: dict[str, str], scene: dict[str, list[str]]
) -> None:
    site = open_site(WITH_BEATS, OTHER, **asked)
    assert said(site) == {name: [value] for name, value in asked.items()} | scene
    assert site.slider(key="seed").value == int(scene.get("seed", ["7"])[0])


@for_each(("number", "ignored_names"), [("0", ["beat"]), ("9", ["beat"]), ("8", [])])
def test_a_beat_has_a_number_from_one_to_eight(open_site: OpenSite, number: str, ignored_names: list[str]) -> None:
    site = open_site(WITH_BEATS, OTHER, beat=number)
    assert [each.name for each in ignored(site)] == ignored_names


@for_each(
    ("first", "asked", "there"),
    [
        ({"seed": "8"}, {}, {"seed": ["8"]}),
        ({}, {}, {}),
        ({"seed": "8"}, {"seed": "7"}, {"seed": ["7"]}),
    ],
)
def test_a_seed_goes_along_from_the_page_before_and_the_default_only_where_it_is_asked_for(
    open_site: OpenSite, first: dict[str, str], asked: dict[str, str], there: dict[str, list[str]]
) -> None:
    site = open_site(PAGE, OTHER, **first)
    site.query_params = asked
    site.switch_page("second.py").run()
    assert said(site) == there
