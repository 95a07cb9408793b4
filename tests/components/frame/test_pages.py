"""A page is added by a folder, a script and one word in the registry; all else finds it there."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit as st

from components.frame import known_pages
from components.frame.pages import NOTEBOOK, PAGES, PICTURES, ROOMS, check_known, names_of_all_pages, scene_now
from components.state.page import Group
from compute.files.scene import SavedLink
from compute.files.tensor_files import FileError, Refusal
from tests.cases import for_each

ROOT = Path(__file__).parent.parent.parent.parent
PAGE = """
from components.network.fields import PREDICT
from components.state.fields import SEED
from components.state.page import Page, only

PAGES = (
    Page(
        slug="added",
        title=lambda _: "Added",
        lead=lambda _: "A page more",
        fields=(SEED, PREDICT),
        sliders=("seed",),
        picture=("diagram",),
        lessons=only(lambda _: None),
    ),
)
"""
SCRIPT = """
import streamlit as st
from components.added.page import PAGES
from components.widgets.beginning import begin

begin(PAGES[0])
st.slider("seed", 0, 9999, 7, key="seed", bind="query-params")
"""
LOOK = """
from streamlit.testing.v1 import AppTest
from components.frame.keeping import GUESSED
from components.frame.pages import FIELDS

assert [field.name for field in FIELDS["added"]] == ["seed", "predict"]
assert GUESSED == ("neuron", "network", "added")
site = AppTest.from_file("pages/site.py", default_timeout=60).run()
assert not site.exception
assert "Added" in [link.proto.label for link in site.get("page_link")]
site.button(key="share").click().run()
assert not site.exception
page = AppTest.from_file("pages/added.py", default_timeout=60)
page.query_params["seed"] = "nonsense"
page.run()
assert not page.exception
assert "seed" in page.warning[0].value
print("found")
"""


@pytest.mark.own_process
def test_a_page_is_added_in_one_place(tmp_path: Path) -> None:
    for name in ("components", "compute", "pages", "assets", ".streamlit"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "components" / "added").mkdir()
    (tmp_path / "components" / "added" / "page.py").write_text(PAGE, "utf-8")
    (tmp_path / "pages" / "added.py").write_text(SCRIPT, "utf-8")
    registry = tmp_path / "components" / "frame" / "pages.py"
    text = registry.read_text("utf-8")
    assert text.count('"training")') == 1
    registry.write_text(text.replace('"training")', '"training", "added")'), "utf-8")
    look = tmp_path / "look.py"
    look.write_text(LOOK, "utf-8")
    ran = subprocess.run([sys.executable, look], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert ran.stdout.endswith("found\n"), ran.stderr[-3000:]


def test_the_menu_has_the_order_of_the_notebook() -> None:
    assert [page.slug for page in PAGES] == [*NOTEBOOK, "exercises", "gradients", "training"]
    assert {page.slug: page.group for page in PAGES if page.group is not Group.NOTEBOOK} == {
        "exercises": Group.PRACTICE,
        "gradients": Group.NEXT,
        "training": Group.NEXT,
    }
    groups = [page.group for page in PAGES]
    assert groups == sorted(groups, key=list(Group).index), "each group stands together"


def test_every_room_has_pages_and_every_page_its_script() -> None:
    assert {page.slug for page in PAGES} == {script.stem for script in (ROOT / "pages").glob("*.py")} - {
        "__init__",
        "site",
    }
    assert len({page.slug for page in PAGES}) == len(PAGES)
    for room in ROOMS:
        assert (ROOT / "components" / room / "page.py").is_file()
    for page in PAGES:
        assert page.stylesheet is None or page.stylesheet.is_file()
        assert set(page.sliders) - {"step"} <= {field.name for field in page.fields}, page.slug
        assert page.lessons


def test_the_scene_is_what_the_page_has_in_its_link_as_its_fields_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"seed": "+08", "inputs": "99", "bias": "OFF", "lang": "pt", "projector": "true", "utm": "x", "layers": "2"}
    monkeypatch.setattr(st, "query_params", said)
    assert scene_now("network") == SavedLink("network", {"seed": "8", "bias": "false", "layers": "2"})
    assert scene_now("neuron") == SavedLink("neuron", {"seed": "8", "bias": "false"})


@for_each(
    ("page", "names", "is_known"),
    [
        ("network", ("seed", "layers"), True),
        ("network", (), True),
        ("neuron", ("seed", "layers"), False),
        ("network", ("lang",), False),
        ("nowhere", (), False),
        ("nowhere", ("seed",), False),
    ],
)
def test_a_scene_is_known_by_its_page_and_all_of_its_names(page: str, names: tuple[str, ...], is_known: bool) -> None:
    scene = SavedLink(page, dict.fromkeys(names, "1"))
    if is_known:
        check_known(scene)
        return
    with pytest.raises(FileError) as caught:
        check_known(scene)
    assert caught.value.refusal is Refusal.NO_SCENE


def test_every_name_of_a_link_is_listed_once_in_order() -> None:
    names = names_of_all_pages()
    assert list(names) == sorted({field.name for page in PAGES for field in page.fields})
    assert {"seed", "layers", "beat", "select"} <= set(names)
    assert len(PICTURES) == len(set(PICTURES))
    assert set(PICTURES) == {key for page in PAGES for key in page.picture}


def test_pages_are_known_by_their_names() -> None:
    known = known_pages.known_pages()
    assert [known[page.slug] for page in PAGES] == list(PAGES)
    assert len(known) == len(PAGES)
