"""Projector mode: what is seen on a wall, measured in the browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from tests.browser.barriers import grave_violations
from tests.browser.scene import PATIENCE, PHONE, complete, go_to, seen_at_rest, wait_for_link
from tests.browser.test_layout import OUT_OF_SIGHT, TOO_WIDE

WALL = {"width": 1920, "height": 1080}
LEAST = 24
"""Pixels of the smallest type on that wall."""

SMALL_TEXTS = (Path(__file__).parent / "legibility.js").read_text("utf-8").split("\n", 2)[2]

SCENES = {
    "/": ["/?seed=7&embed=true"],
    "/?seed=7": [
        "/?seed=7&layers=2&select=w1.1.1&edits=w1.1.1_0.5",
        "/?inputs=64&hidden=64&select=h1.3&details=matrices",
        "/?layers=3&step=2&details=compare",
    ],
    "/?seed=7&details=formula": [
        "/?seed=7&details=activation&layers=6&lang=pt",
        "/?details=program&predict=true&program_as=module",
    ],
    "/neuron?seed=7&step=2": ["/neuron?inputs=12&details=formula"],
    "/tensors?seed=7": ["/tensors?part=photo", "/tensors?part=randn&guess=stays"],
    "/shapes?repair=view": ["/shapes?part=reshape&columns=6", "/shapes?features=column&operation=sum&guess=c"],
    "/memory": ["/memory?ops=tensor_a~t_c~grow_b"],
    "/devices?program=true": [],
    "/exercises?hints=5": ["/exercises?exercise=3&inputs=9", "/exercises?exercise=6&hints=5"],
    "/gradients?view=backward": [
        "/gradients?step=4&view=backward",
        "/gradients?details=check",
        "/gradients?details=autograd&lines=grad~square~back~numpy",
        "/gradients?details=vanishing",
        "/gradients?details=valley",
    ],
    "/training?time=100&other=rate_1": [
        "/training?data=digits&lang=es",
        "/training?details=optimizer&time=9",
        "/training?part=wall&steps=100",
    ],
}
"""axe looks at the first scene of a line, all are measured. In the dark, where contrasts are harder to reach."""

OF_LAYOUT = ("color-contrast", "link-in-text-block", "scrollable-region-focusable")
"""What axe is asked on a wall. What is named and marked how is the same as on a laptop (`test_accessibility.py`)."""


BELOW_THE_EDGE = """() => [...document.querySelectorAll('[data-testid=stMain] :is(p, li, td, th, text, code, button)')]
  .filter(part => part.checkVisibility({visibilityProperty: true}) && part.getBoundingClientRect().top > innerHeight)
  .map(part => part.textContent || part.className)"""
"""What a person on a wall would have to scroll for."""

ALL_IN_SIGHT = f"selectors => ({OUT_OF_SIGHT})(selectors).length === 0"


UNDER_SCALE = """() => {
  const place = document.querySelector('.st-key-diagram'), box = place.getBoundingClientRect()
  const scale = getComputedStyle(place, '::before')
  const top = box.bottom - parseFloat(scale.bottom) - parseFloat(scale.height)
  const left = box.right - parseFloat(scale.right) - parseFloat(scale.width)
  const drawn = [...place.querySelectorAll('text, path.point')]
  const under = drawn.filter(part => {
    const {width, right, bottom} = part.getBoundingClientRect()
    return width && right > left && bottom > top
  })
  return [drawn.length, under.map(part => part.textContent || part.getAttribute('class'))]
}"""
"""How much is drawn, and the texts and circles that reach below the upper edge of the colour scale."""


@pytest.fixture
def wall(laptop: Page) -> Page:
    laptop.set_viewport_size(WALL)
    laptop.emulate_media(color_scheme="dark")
    return laptop


def show(page: Page, address: str) -> None:
    go_to(page, f"{address}{'&' if '?' in address else '?'}projector=true")


def measure(page: Page, least: float = LEAST) -> None:
    seen, small = seen_at_rest(page, SMALL_TEXTS, least, is_right=lambda look: look[0] > 20 and not look[1])
    assert seen > 20
    assert not small, "\n".join([page.url, *small])


def scale_lies_on_nothing(page: Page) -> None:
    """The colour scale is beside the picture, where there is one."""
    if page.locator(".st-key-diagram:not(.st-key-training *) .chart").count():
        drawn, under = page.evaluate(UNDER_SCALE)
        assert drawn > 15
        assert under == [], page.url


@pytest.mark.parametrize("scene", SCENES)
def test_no_text_is_small_and_nothing_is_grave(wall: Page, site: str, scene: str) -> None:
    show(wall, site + scene)
    measure(wall)
    scale_lies_on_nothing(wall)
    assert not grave_violations(wall, OF_LAYOUT)
    for other in SCENES[scene]:
        show(wall, site + other)
        measure(wall)
        scale_lies_on_nothing(wall)


RESULT = (".st-key-diagram", ".st-key-value-output", ".lesson")
LEARNED = (
    ".st-key-diagram",
    ".st-key-map",
    ".map-legend",
    ".st-key-curve",
    ".st-key-value-accuracy",
    ".st-key-time-bar",
)
STEP = (".st-key-diagram", ".walk-words", ".walk-formula", ".st-key-walk-bar")
TASK = (".task", ".filling", ".filling .step", ".filling .last b", ".drawn", ".st-key-answer", ".st-key-more-help")
ONE_LOOK = {
    "/?seed=7": RESULT,
    "/?seed=7&layers=6&beat=8": RESULT,
    "/neuron?seed=7": RESULT,
    "/?seed=7&step=2&beat=4": (*STEP, ".lesson"),
    "/?hidden=3&step=4&lang=es": (*STEP, ".walk-numbers td:last-child"),
    "/neuron?seed=7&step=3": (*STEP, ".walk-numbers", ".walk-code"),
    "/neuron?beat=6&lang=es": (*RESULT, ".st-key-by-hand .code-block", ".st-key-by-hand .stMarkdown"),
    "/gradients?lang=pt": (*RESULT, ".st-key-steps", ".st-key-value-loss", ".st-key-value-gradient"),
    "/gradients?step=2&beat=3&lang=es": (*STEP, ".lesson"),
    "/training?time=100&other=rate_1&lang=es": LEARNED,
    "/exercises": TASK,
    "/exercises?exercise=3&lang=pt": TASK,
    "/exercises?exercise=4": TASK,
    "/exercises?exercise=5&lang=es": TASK,
    "/exercises?exercise=6": TASK,
    "/tensors?lang=es": (".rung-3", ".st-key-guess", ".lesson"),
    "/tensors?part=photo": (".st-key-photo", ".planes", ".numbers .grid", ".st-key-guess", ".lesson"),
    "/tensors?part=randn": (".st-key-draw-chart", ".st-key-value-numbers .grid", ".st-key-guess", ".lesson"),
    "/memory?ops=from_a~mul_b~again_b": (".st-key-value-memory", ".st-key-value-cards", ".lesson"),
    "/shapes?repair=view": (".equation", ".st-key-value-sum", ".st-key-guess", ".st-key-value-output"),
    "/shapes?guess=a": (".equation", ".st-key-value-error", ".st-key-guess", ".st-key-value-answer"),
    "/shapes?part=reshape&columns=6": (".journey", ".journey-words", ".lesson", ".st-key-guess"),
    "/devices": (".st-key-timing-chart .chart", ".st-key-value-moving", ".lesson"),
}


@pytest.mark.parametrize("path", ONE_LOOK)
def test_picture_words_and_numbers_are_one_look(laptop: Page, site: str, path: str) -> None:
    laptop.set_viewport_size(WALL)
    show(laptop, site + path)
    scale_lies_on_nothing(laptop)
    for width in (1920, 1280):
        laptop.set_viewport_size({"width": width, "height": width * 9 // 16})
        in_one_look(laptop, [*ONE_LOOK[path]])
        assert not laptop.locator(".st-key-controls").is_visible()
        assert laptop.evaluate(BELOW_THE_EDGE) == []
        measure(laptop, LEAST * width / WALL["width"])
    if ".st-key-diagram" in ONE_LOOK[path]:
        laptop.keyboard.press("h")  # with the sidebar come the sliders
        in_one_look(laptop, [".st-key-controls [data-testid=stSlider]", ".st-key-diagram"])
        laptop.keyboard.press("h")
    laptop.set_viewport_size(PHONE["viewport"])
    complete(laptop)
    assert laptop.evaluate(TOO_WIDE) == []


def test_what_answers_the_guess_takes_the_place_of_the_histogram(wall: Page, site: str) -> None:
    show(wall, f"{site}/tensors?part=randn")
    experiment = wall.locator(".experiments section:visible")
    assert experiment.count() == 0
    wall.locator(".st-key-guess").get_by_text("it changes", exact=True).click()
    wall.locator(".st-key-value-answer").wait_for(timeout=PATIENCE)
    for width in (1920, 1280):
        wall.set_viewport_size({"width": width, "height": width * 9 // 16})
        in_one_look(wall, [".st-key-value-numbers .grid", ".st-key-value-answer", ".experiments section:last-child"])
        assert wall.evaluate(BELOW_THE_EDGE) == []
    assert experiment.count() == 1
    wall.keyboard.press("h")
    experiment.nth(2).wait_for(timeout=PATIENCE)


def test_what_was_measured_is_one_look_and_its_tables_come_with_a_key(wall: Page, site: str) -> None:
    show(wall, f"{site}/devices?largest=64")
    wall.locator(".st-key-measure button").click()
    wall.locator(".st-key-value-progress", has_text="Done in").wait_for(timeout=3 * PATIENCE)
    for width in (1920, 1280):
        wall.set_viewport_size({"width": width, "height": width * 9 // 16})
        in_one_look(wall, [".st-key-value-conclusion", ".st-key-timing-chart .chart", ".st-key-value-moving .told"])
        assert wall.evaluate(BELOW_THE_EDGE) == []
    wall.keyboard.press("h")
    wall.locator(".st-key-value-numbers table").wait_for(timeout=PATIENCE)
    assert wall.locator(".moving").is_visible()


def in_one_look(page: Page, wanted: list[str]) -> None:
    try:
        page.wait_for_function(ALL_IN_SIGHT, arg=wanted, timeout=PATIENCE)  # the picture follows the window
    except Error:
        assert page.evaluate(OUT_OF_SIGHT, wanted) == [], page.viewport_size
    complete(page)


def test_what_a_field_refuses_is_said_at_the_field(wall: Page, site: str) -> None:
    show(wall, f"{site}/?seed=7&select=w1.1.1")
    wall.keyboard.press("h")  # the field comes with the settings
    field = wall.locator(".st-key-selected-value input")
    field.fill("much")
    field.press("Enter")
    said = wall.locator(".refused")
    said.wait_for(timeout=PATIENCE)
    complete(wall)
    above, below = field.bounding_box(), said.bounding_box()
    assert 0 <= below["y"] - above["y"] - above["height"] < above["height"]


def test_the_switch_stays_on_from_page_to_page_and_is_off_again(page: Page, site: str) -> None:
    page.goto(f"{site}/memory?seed=8")
    complete(page)
    before = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    page.locator(".st-key-projector label").click()
    wait_for_link(page, "projector", "true")
    page.wait_for_function("size => getComputedStyle(document.documentElement).fontSize !== size", arg=before)
    complete(page)
    page.locator("[data-testid=stExpandSidebarButton]").click(timeout=PATIENCE)
    places = [page.locator(place).first for place in (".st-key-another-seed button", ".seed-typed input")]
    for place in places:
        place.wait_for(timeout=PATIENCE)
    button, field = (place.bounding_box() for place in places)
    assert button
    assert field
    assert button["y"] + button["height"] <= field["y"] + 1  # the words of the button leave the field free
    page.get_by_role("link", name="Exercises").click()
    page.locator(".st-key-exercise-page").wait_for(timeout=PATIENCE)
    wait_for_link(page, "projector", "true")
    measure(page, 16)
    page.locator(".st-key-projector label").click()
    wait_for_link(page, "projector", None)
    page.wait_for_function("size => getComputedStyle(document.documentElement).fontSize === size", arg=before)
