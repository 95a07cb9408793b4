"""axe on every page, light and dark. In projector mode `test_projector.py` asks it."""

import pytest

from tests.browser.barriers import grave_violations
from tests.browser.scene import complete

SCENES = [
    "/?seed=7&select=w1.1.1&edits=w1.1.1_0.5&details=formula",
    "/neuron?seed=7&select=w1.2.1&details=program",
    "/tensors?seed=7",
    "/tensors?seed=7&part=photo&slice=block",
    "/tensors?seed=7&part=randn&guess=stays",
    "/shapes?seed=7&repair=view",
    "/shapes?part=reshape",
    "/shapes?weights=column&operation=sum",
    "/memory?seed=7&ops=tensor_a~t_c~grow_b",
    "/devices?seed=7&program=true",
    "/exercises?seed=7&exercise=3&hints=5",
]


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_serious(page, site, scene):
    page.goto(site + scene)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(
            """scheme => {
              const back = getComputedStyle(document.querySelector('[data-testid=stApp]') ?? document.body)
              return back.backgroundColor === {light: 'rgb(255, 255, 255)', dark: 'rgb(15, 18, 22)'}[scheme]
            }""",
            arg=scheme,
        )
        complete(page)
        assert not grave_violations(page), scheme
