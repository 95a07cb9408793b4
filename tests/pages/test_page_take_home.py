"""What the pages offer to take home is what they show; the dialog, and what opening a file makes of it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
from streamlit.testing.v1 import AppTest

from components.base.text import languages, translator
from components.frame import pages as scenes
from components.frame.pages import check_known
from components.network.fields import EDITS
from compute.files.scene import SavedLink
from compute.files.take_home import TakeHome
from compute.files.tensor_files import MAX_BYTES, FileError, Refusal, read_file, to_npz, to_safetensors
from tests.lessons.pack_checking import check_pack
from tests.pages.page_reading import OpenPage, numbers

SITE = Path(__file__).parent.parent.parent / "pages" / "site.py"
PRINTED = re.compile(r"-?\d+\.\d*")  # torch prints 1. for a tensor of whole numbers

STATES = {
    "network": [
        {},
        {"seed": 12, "edits": "x3_0.5~w1.2.1_-1.25~b2.1_1e-07", "activation": "tanh"},
        {
            "seed": 3,
            "layers": 3,
            "hidden": 4,
            "hidden_2": 3,
            "hidden_3": 16,
            "outputs": 4,
            "output_activation": "softmax",
        },
        {"seed": 9999, "inputs": 64, "hidden": 5, "bias": "false", "activation": "relu"},
    ],
    "neuron": [
        {},
        {"seed": 12, "inputs": 2, "edits": "x1_0.5~b1.1_3.0", "activation": "gelu"},
        {"seed": 3, "inputs": 64, "bias": "false", "activation": "heaviside"},
    ],
}


def offered(page: AppTest, language: str) -> TakeHome:
    assert not page.exception
    return page.session_state["take-home-pack"](translator(language))


@pytest.mark.parametrize(("page", "link"), [(page, link) for page, links in STATES.items() for link in links])
def test_program_and_lesson_print_what_the_page_shows_in_every_language(
    open_page: OpenPage, page: str, link: dict[str, Any]
) -> None:
    test = open_page(page, **link)
    shown = numbers(test, "value-output")
    for layer in range(int(link.get("layers", 1)), 0, -1) if page == "network" else ():
        shown = numbers(test, f"value-hidden-{layer}") + shown
    for language in languages():
        printed = [float(text) for text in PRINTED.findall(check_pack(offered(test, language)))]
        assert printed == pytest.approx(shown, abs=1e-4)


def test_what_is_offered_follows_the_sliders(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    page.slider(key="seed").set_value(12).run()
    pack = offered(page, "en")
    assert pack.name == "network-3-2-1-seed-12"
    assert [round(value, 4) for value in pack.tensors["output"][0].tolist()] == numbers(page, "value-output")


@pytest.fixture
def site() -> Callable[..., AppTest]:
    """The frame with the first page in it, opened with a link."""

    def run(**link: str) -> AppTest:
        test = AppTest.from_file(SITE, default_timeout=30)
        for name, value in link.items():
            test.query_params[name] = value
        return test.run()

    return run


@pytest.mark.parametrize("language", languages())
def test_the_dialog_offers_every_kind_of_file(site: Callable[..., AppTest], language: str) -> None:
    test = site(seed="12", lang=language)
    assert not test.get("download_button")
    test.button(key="take-home").click().run()
    assert not test.exception
    labels = [element.proto.label for element in test.get("download_button")]
    for ending in (".ipynb", ".py", ".npz", ".safetensors", ".csv"):
        assert sum(f"({ending})" in label for label in labels) == 1
    assert len(test.get("file_uploader")) == 1


FILES = [
    (Refusal.OTHER_KIND, b"name,index,value\r\n"),
    (Refusal.TOO_LARGE, bytes(MAX_BYTES + 1)),
    (Refusal.NO_SCENE, safetensors.torch.save({"x": torch.zeros(1)})),
    (Refusal.NO_SCENE, to_npz({}, SavedLink("nowhere", {}))),
    (Refusal.DAMAGED, to_npz({}, SavedLink("network", {}))[:-40]),
]


def opened(test: AppTest) -> list[Any]:
    return [element for element in test.get("bidi_component") if element.proto.component_name == "tensorama_leave"]


def way_back_alone() -> None:
    """The dialog's lower half; AppTest knows no run of a dialog alone."""
    from components.frame.take_home_panel import way_back  # noqa: PLC0415
    from components.state.session import translate  # noqa: PLC0415

    way_back(translate())


@pytest.mark.parametrize("language", languages())
def test_a_file_that_is_not_opened_is_told_why(language: str) -> None:
    test = AppTest.from_function(way_back_alone, default_timeout=30)
    test.query_params["lang"] = language
    test.run()
    told: dict[Refusal, str] = {}
    for refusal, data in FILES:
        test.file_uploader(key="take-home-open").set_value([("scene.npz", data, "")]).run()
        assert not test.exception, refusal
        assert not opened(test)
        assert told.setdefault(refusal, test.error[0].value) == test.error[0].value
    assert len(set(told.values())) == len(Refusal)
    test.file_uploader(key="take-home-open").set_value(
        [("scene.npz", to_safetensors({}, SavedLink("memory", {"ops": "none"})), "")]
    ).run()
    assert not test.error
    assert len(opened(test)) == 1


@pytest.mark.parametrize(
    "scene",
    [SavedLink("nowhere", {}), SavedLink("memory", {"inputs": "3"}), SavedLink("network", {"lang": "pt"})],
    ids=lambda scene: scene.page,
)
def test_a_scene_that_is_not_of_this_site_is_refused(scene: SavedLink) -> None:
    with pytest.raises(FileError) as caught:
        check_known(scene)
    assert caught.value.refusal is Refusal.NO_SCENE


def test_every_field_of_every_page_comes_back_from_a_file() -> None:
    for page, fields in scenes.FIELDS.items():
        scene = SavedLink(page, {field.name: "1" for field in fields})
        check_known(scene)
        assert read_file(to_safetensors({"x": torch.zeros(1)}, scene)) == scene
    assert EDITS.name in scenes.names_of_all_pages()
