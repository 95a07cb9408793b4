"""What is in sight on a small laptop, and in the dark."""

import pytest
from playwright.sync_api import Page, expect

from components.base.text import languages
from tests.browser.scene import complete, go_to, settled, wait_for_link

OUT_OF_SIGHT = """selectors => selectors.flatMap(selector => {
  const found = [...document.querySelectorAll(selector)]
  if (!found.length) return [`${selector}: not there`]
  return found.flatMap(element => {
    const box = element.getBoundingClientRect()
    const inside = box.width > 0 && box.left >= 0 && box.top >= 0
      && box.right <= innerWidth + 0.5 && box.bottom <= innerHeight + 0.5
    const [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom].map(Math.round)
    return inside ? [] : [`${selector} "${element.innerText.slice(0, 20)}": x ${left}..${right}, y ${top}..${bottom}`]
  })
})"""

TOO_WIDE = """() => ['html', 'body', '[data-testid=stApp]', '[data-testid=stMain]'].filter(selector => {
  const element = document.querySelector(selector)
  return element.scrollWidth > element.clientWidth
})"""

LIGHTNESS = """() => {
  const lightness = colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number)
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
  }
  const title = [...document.querySelectorAll('.st-key-diagram svg text')].find(text => /inputs/.test(text.textContent))
  const page = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor
  return [lightness(getComputedStyle(title).fill), lightness(page)]
}"""


def test_what_moves_together_is_in_one_look(laptop: Page, site: str) -> None:
    go_to(laptop, f"{site}/?seed=7&layers=6")
    laptop.locator(".st-key-value-hidden-6").wait_for()
    hidden = [f".st-key-value-hidden-{layer}" for layer in range(1, 7)]
    wanted = [".st-key-controls [data-testid=stSlider]", ".st-key-diagram", ".st-key-value-output", *hidden]
    assert laptop.evaluate(OUT_OF_SIGHT, wanted) == []


def test_titles_are_light_in_the_dark(laptop: Page, site: str) -> None:
    laptop.emulate_media(color_scheme="dark")
    go_to(laptop, f"{site}/neuron?seed=7")
    title, background = laptop.evaluate(LIGHTNESS)
    assert background < 0.15
    assert title > 0.7


def test_the_lesson_stays_in_sight_when_it_walks_through_the_neuron(page: Page, site: str) -> None:
    go_to(page, f"{site}/neuron?seed=7")
    page.locator(".lesson").get_by_role("button", name="next").click()
    wait_for_link(page, "step", "0")
    settled(page)
    assert page.evaluate(OUT_OF_SIGHT, [".lesson h2", ".lesson .answers button", ".st-key-step-next"]) == []


@pytest.mark.parametrize("path", ["", "neuron", "tensors"])
def test_the_field_of_the_seed_leaves_its_help_free(page: Page, site: str, path: str) -> None:
    go_to(page, f"{site}/{path}?seed=7&lang=en")
    for code, name in languages().items():
        page.get_by_role("radio", name=name).click()
        expect(page.locator("html")).to_have_attribute("lang", code)
        complete(page)
        mark = page.locator(".st-key-seed [data-testid=stTooltipHoverTarget]").bounding_box()
        field = page.locator(".seed-typed input").bounding_box()
        assert mark is not None
        assert field is not None
        assert mark["x"] + mark["width"] <= field["x"] or mark["y"] + mark["height"] <= field["y"], code


PASSING = """() => {
  const all = [...document.querySelectorAll('[data-testid=stMain] *')]
  return [all.length, all.filter(each => getComputedStyle(each).transitionProperty !== 'none').length]
}"""
"""How many elements there are, and how many of them would pass over to another colour or size."""


def test_nothing_passes_over_for_who_wants_no_motion(laptop: Page, site: str) -> None:
    """Not even in a moment: thousands of transitions of a moment make a page slow."""
    go_to(laptop, f"{site}/?seed=7&inputs=9&hidden=9")
    for motion, passes in (("reduce", False), ("no-preference", True)):
        laptop.emulate_media(reduced_motion=motion)
        elements, passing = laptop.evaluate(PASSING)
        assert elements > 500
        assert bool(passing) is passes, (motion, passing)
