"""axe on every page and every dialog, light and dark. On the pages in projector mode `test_projector.py` asks it."""

import pytest
from playwright.sync_api import Page

from tests.browser.barriers import grave_violations
from tests.browser.scene import PATIENCE, complete, go_to
from tests.browser.test_projector import WALL
from tests.contrast import contrast

BOTH, DARK = ("light", "dark"), ("dark",)
ALL, OF_COLOUR = (), ("color-contrast", "link-in-text-block")
"""The same page in other colours is asked about those alone."""

SCENES = {
    "/?seed=7&select=w1.1.1&edits=w1.1.1_0.5&details=formula": BOTH,
    "/?seed=7&step=2&select=h1.1": BOTH,
    "/?seed=7&predict=true&details=compare": BOTH,
    "/neuron?seed=7&select=w1.2.1&details=program&program_as=module": BOTH,
    "/neuron?seed=7&step=3": BOTH,
    "/tensors?seed=7": BOTH,
    "/tensors?seed=7&part=photo&slice=block": DARK,
    "/tensors?seed=7&part=randn&guess=stays": DARK,
    "/shapes?seed=7&repair=view": BOTH,
    "/shapes?part=reshape": DARK,
    "/shapes?weights=column&operation=sum": DARK,
    "/memory?seed=7&ops=tensor_a~t_c~grow_b": BOTH,
    "/devices?seed=7&program=true": BOTH,
    "/exercises?seed=7&exercise=3&hints=5": BOTH,
    "/gradients?seed=7&view=backward&details=autograd&lines=grad~square~back~numpy": BOTH,
    "/gradients?seed=7&step=4&details=valley&view=backward": DARK,
    "/training?time=240&other=rate_1&details=point&point=17": BOTH,
}


SHOWN_IN = """scheme => {
  const back = getComputedStyle(document.querySelector('[data-testid=stApp]') ?? document.body)
  return back.backgroundColor === {light: 'rgb(255, 255, 255)', dark: 'rgb(15, 18, 22)'}[scheme]
}"""


def show_in(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(SHOWN_IN, arg=scheme)
    complete(page)


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_serious(laptop: Page, site: str, scene: str) -> None:
    laptop.emulate_media(color_scheme=SCENES[scene][0])
    go_to(laptop, site + scene)
    for scheme in SCENES[scene]:
        show_in(laptop, scheme)
        assert not grave_violations(laptop, ALL if scheme == SCENES[scene][0] else OF_COLOUR), scheme


@pytest.mark.parametrize("on_a_wall", [False, True], ids=["laptop", "wall"])
def test_nothing_serious_in_a_dialog(page: Page, site: str, on_a_wall: bool) -> None:
    if on_a_wall:
        page.set_viewport_size(WALL)
    go_to(page, f"{site}/?seed=7{'&projector=true' if on_a_wall else ''}")
    if on_a_wall:
        page.locator("[data-testid=stExpandSidebarButton]").click(timeout=PATIENCE)
    for key in ("share", "take-home", "glossary", "keys"):
        page.locator(f".st-key-{key} button").click(timeout=PATIENCE)
        page.get_by_role("dialog").wait_for(timeout=PATIENCE)
        for scheme in BOTH:
            show_in(page, scheme)
            rules = ALL if scheme == BOTH[0] else OF_COLOUR
            assert not grave_violations(page, rules, "[role=dialog]"), (key, scheme)
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="hidden", timeout=PATIENCE)


PAINTED = """([selector, property]) => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d')
  const page = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor
  return [...document.querySelectorAll(selector)].map(element => [null, element].map(over => {
    canvas.fillStyle = over ? getComputedStyle(over)[property] : page
    canvas.fillRect(0, 0, 1, 1)
    return `rgb(${canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)})`
  }))
}"""
"""The page and what is drawn over it, as they are seen: a colour may let the page through."""

CIRCLE = ["[data-testid=stRadioOption] > div > div:first-child", "borderTopColor"]
SWITCH = [".stCheckbox:not([data-selected]) > label > span + div", "backgroundColor"]


def test_circles_of_choices_and_switches_are_seen(laptop: Page, site: str) -> None:
    """axe asks about the contrast of words, not of what is drawn."""
    for scheme in BOTH:
        laptop.emulate_media(color_scheme=scheme)
        go_to(laptop, f"{site}/shapes?seed=7")
        show_in(laptop, scheme)
        for drawn in (CIRCLE, SWITCH):
            painted = laptop.evaluate(PAINTED, drawn)
            assert painted, drawn
            assert min(contrast(*colours) for colours in painted) >= 3, (scheme, drawn, painted)
