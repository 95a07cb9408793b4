"""From page to page, and back in the browser: what goes along, and what each page takes from its own link."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.frame.pages import FIELDS
from components.state import link
from compute.exercises.judging import EVERY_EXERCISE
from tests.pages.page_reading import in_link, numbers

SITE = Path(__file__).parent.parent.parent / "pages" / "site.py"
BOUND = {"seed", "inputs", "layers", "hidden", "outputs", "activation", "output_activation", "bias", "device"}
"""What Streamlit's side of the browser still says of the old page's link when another one is asked for."""


def opened(page: str = "network", **said: str) -> AppTest:
    test = AppTest.from_file(str(SITE), default_timeout=30).run()
    if page != "network":
        test.switch_page(f"{page}.py")
    test.query_params = dict(said)
    return test.run()


def go(test: AppTest, page: str, **explicit: str) -> AppTest:
    said = {name: value for name, value in test.query_params.items() if name in BOUND}
    for name, value in explicit.items():
        said[name] = [said[name], value] if name in said else value
    test.query_params = said
    return test.switch_page(f"{page}.py").run()


def first_visit(**said: str) -> AppTest:
    test = AppTest.from_file(str(SITE), default_timeout=30)
    test.query_params = dict(said)
    return test.run()


SCENE = {
    "seed": "8",
    "inputs": "4",
    "layers": "2",
    "hidden": "5",
    "outputs": "2",
    "activation": "tanh",
    "bias": "false",
    "predict": "true",
    "select": "h1.2",
    "edits": "x1_0.5",
    "step": "3",
    "projector": "true",
    "lang": "pt",
}
GOES_ALONG = {"seed", "layers", "hidden", "outputs", "activation", "output_activation", "bias", "device", "predict"}
OF_THE_VISIT = {"projector", "lang"}


@pytest.mark.parametrize("page", [page for page in FIELDS if page != "network"])
def test_shared_settings_go_along_and_the_rest_is_the_pages_own(page: str) -> None:
    test = go(first_visit(**SCENE), page)
    assert not test.exception
    assert not test.warning
    has = {field.name for field in FIELDS[page]}
    expected = {name: SCENE[name] for name in SCENE.keys() & (has & GOES_ALONG | OF_THE_VISIT)}
    assert dict(test.query_params) == expected
    assert test.slider(key="seed").value == 8
    if page == "neuron":
        assert test.slider(key="inputs").value == 5
        assert test.selectbox(key="activation").value == "tanh"
        assert not test.toggle(key="bias").value
        assert test.toggle(key="predict-first").value


@pytest.mark.parametrize(("page", "part"), [("shapes", "reshape"), ("tensors", "photo")])
def test_a_seed_that_an_open_part_does_not_show_goes_along(page: str, part: str) -> None:
    test = first_visit(seed="9")
    go(test, page)
    test.button_group(key="part").set_value(part).run()
    test.query_params.pop("seed", None)  # as Streamlit does in the browser, where no widget is bound to it
    assert not [slider for slider in test.slider if slider.key == "seed"]
    test.switch_page("memory.py").run()
    assert test.slider(key="seed").value == 9
    assert in_link(test, "seed") == "9"


def test_a_seed_that_was_put_back_to_the_first_one_goes_along_as_that() -> None:
    test = go(first_visit(seed="9"), "shapes")
    test.slider(key="seed").set_value(7).run()
    test.query_params.pop("seed", None)
    test.switch_page("memory.py").run()
    assert test.slider(key="seed").value == 7
    assert in_link(test, "seed") is None


def test_the_numbers_are_those_of_the_link_that_is_there_afterwards() -> None:
    test = go(first_visit(seed="12", activation="relu"), "neuron")
    alone = go(first_visit(), "neuron", **test.query_params)
    assert numbers(test, "value-output") == numbers(alone, "value-output")
    assert in_link(test, "seed") == "12"


def test_a_moved_slider_hands_nothing_on_that_is_not_shared() -> None:
    test = first_visit(seed="12")
    test.slider(key="inputs").set_value(9).run()
    go(test, "neuron")
    assert test.slider(key="inputs").value == 5
    assert test.slider(key="seed").value == 12


def test_what_a_link_says_wins() -> None:
    test = go(first_visit(seed="8", activation="tanh"), "neuron", seed="9", activation="relu")
    assert test.slider(key="seed").value == 9
    assert test.selectbox(key="activation").value == "relu"


@pytest.mark.parametrize("said", ["inf", "99999", "-1", "<b>", "1" * 5000, "", "٣"])
def test_what_the_next_page_cannot_use_stays_behind(said: str) -> None:
    test = first_visit(seed="8")
    test.query_params = {"seed": said, "hidden": said, "activation": said, "unknown": said}
    test.switch_page("devices.py").run()
    assert not test.exception
    assert test.slider(key="seed").value == 7
    assert test.slider(key="hidden").value == 2


def test_another_exercise_has_its_own_sizes_also_after_another_page() -> None:
    test = go(first_visit(hidden="4"), "exercises")
    for exercise, sizes in EVERY_EXERCISE.items():
        test.segmented_control(key="choose-exercise").set_value(str(exercise)).run()
        assert test.slider(key="inputs").value == sizes.inputs
        assert {slider.key: slider.value for slider in test.slider}.get("hidden", 0) == sizes.hidden


@pytest.fixture
def back(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """`back(test, seed="8")`: the browser's "back" to an entry whose link says this."""

    def run(test: AppTest, **said: str) -> AppTest:
        test.query_params = dict(said)
        with monkeypatch.context() as patched:
            patched.setattr(link, "from_history", lambda: True)
            return test.run()

    return run


def test_back_takes_language_and_projector_back(back: Callable[..., AppTest]) -> None:
    test = first_visit(seed="7")
    test.segmented_control(key="lang").set_value("pt").run()
    test.toggle(key="projector").set_value(True).run()
    assert in_link(test, "lang") == "pt"
    back(test, seed="7")
    assert test.segmented_control(key="lang").value == "en"
    assert not test.toggle(key="projector").value
    assert "hidden layers" in [slider.label for slider in test.slider]
    back(test, seed="7", lang="pt", projector="true")
    assert "camadas ocultas" in [slider.label for slider in test.slider]
    assert test.toggle(key="projector").value


@pytest.mark.long
@pytest.mark.parametrize("page", FIELDS)
def test_back_to_rubbish_is_the_default_and_a_word_about_it(back: Callable[..., AppTest], page: str) -> None:
    test = opened(page)
    back(test, seed="inf", lang="xx", projector="loud")
    assert not test.exception
    assert test.slider(key="seed").value == 7
    assert "inf" in test.warning[0].value
    back(test)
    assert not test.warning


def test_the_session_notes_what_the_browser_asks_for_before_it_writes_itself() -> None:
    test = first_visit(seed="8")
    test.segmented_control(key="lang").set_value("es").run()
    go(test, "memory")  # the language is written into the new link before the page looks at it
    assert in_link(test, "lang") == "es"
    assert test.slider(key="seed").value == 8
