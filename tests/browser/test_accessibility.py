"""axe on every page, light and dark. In projector mode `test_projector.py` asks it."""

import pytest

from tests.browser.barriers import grave_violations
from tests.browser.scene import complete

BOTH, DARK = ("light", "dark"), ("dark",)
SCENES = {
    "/?seed=7&select=w1.1.1&edits=w1.1.1_0.5&details=formula": BOTH,
    "/neuron?seed=7&select=w1.2.1&details=program": BOTH,
    "/tensors?seed=7": BOTH,
    "/tensors?seed=7&part=photo&slice=block": DARK,
    "/tensors?seed=7&part=randn&guess=stays": DARK,
    "/shapes?seed=7&repair=view": BOTH,
    "/shapes?part=reshape": DARK,
    "/shapes?weights=column&operation=sum": DARK,
    "/memory?seed=7&ops=tensor_a~t_c~grow_b": BOTH,
    "/devices?seed=7&program=true": BOTH,
    "/exercises?seed=7&exercise=3&hints=5": BOTH,
}


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_serious(page, site, scene):
    page.emulate_media(color_scheme=SCENES[scene][0])
    page.goto(site + scene)
    for scheme in SCENES[scene]:
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
