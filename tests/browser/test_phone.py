"""Every page on a phone, with every switch on: nothing sticks out, no text is squeezed, a finger hits what it means."""

import pytest
from playwright.sync_api import Page

from tests.browser.scene import PATIENCE, PHONE, PLACE, Visitor, complete, go_to, visit, wait_for_link
from tests.browser.test_layout import TOO_WIDE
from tests.browser.test_projector import SMALL_TEXTS

WIDTHS = (390, 320)
LEAST = 24
"""Pixels of what is pressed, at least, in both directions (WCAG 2.2, 2.5.8)."""

SMALLEST = 11
"""Pixels of the type of a number in a table."""

NARROWEST = 5
"""So many characters stand in a line of a text, at least on average: one letter per line is no text."""

SHOWN = """element => element.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && element.getBoundingClientRect().width > 1"""

SQUEEZED = f"""least => {{
  const shown = {SHOWN}
  const place = document.querySelector('[role=dialog]') ?? document.querySelector('[data-testid=stMain]')
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
  const found = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {{
    const text = node.data.trim()
    if (text.length < least || !shown(node.parentElement)) continue
    if (node.parentElement.closest('svg, style, script, pre')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const lines = new Set([...range.getClientRects()].filter(box => box.width > 0).map(box => Math.round(box.top))).size
    if (lines > 2 && text.length / lines < least) found.push(`"${{text.slice(0, 30)}}" in ${{lines}} lines`)
  }}
  return found
}}"""

SMALL = f"""least => {{
  const shown = {SHOWN}
  const place = document.querySelector('[role=dialog]') ?? document.querySelector('[data-testid=stMain]')
  const pressed = 'button, a[href], select, textarea, summary, input, label:has(input)'
  return [...place.querySelectorAll(`${{pressed}}, [role=radio], [role=tab], [role=button]`)].flatMap(element => {{
    if (!shown(element) || element.disabled || element.matches('[type=range], [type=hidden], label input')) return []
    const {{width, height}} = element.getBoundingClientRect()
    if (width > least - 0.5 && height > least - 0.5) return []
    const within = element.closest('[class*=st-key-]')?.className.match(/st-key-[^ ]+/)?.[0]
    const name = element.getAttribute('aria-label') ?? element.innerText.slice(0, 20)
    return [`${{element.tagName}} "${{name}}" in ${{within}}: ${{width.toFixed()}} x ${{height.toFixed()}}`]
  }})
}}"""

OUTSIDE = """() => {
  const place = document.querySelector('[role=dialog]') ?? document.querySelector('[data-testid=stMain]')
  const scrolls = element => element !== place && (getComputedStyle(element).overflowX !== 'visible'
    || scrolls(element.parentElement))
  return [...place.querySelectorAll('*')].filter(element => {
    const {left, right, width, height} = element.getBoundingClientRect()
    return width && height && (right > innerWidth + 1 || left < -1) && element.checkVisibility()
      && !scrolls(element.parentElement)
  }).map(element => `${element.tagName}.${element.className} "${(element.innerText ?? '').slice(0, 20)}"`)
}"""
"""What sticks out of the page although nothing around it scrolls: the page itself is clipped, so that it is never too
wide."""


UNDER_THE_WAY = """() => {
  const textOf = element => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return range.getBoundingClientRect()
  }
  const head = textOf(document.querySelector('.page-head h1'))
  return [...document.querySelectorAll('.st-key-page-way a')].map(textOf).some(way =>
    head.bottom > way.top && way.bottom > head.top && head.right > way.left)
}"""
"""Whether the ways to the previous and to the next page lie over the heading."""


def check(page: Page, what: str) -> None:
    """Look at what the page shows, at every width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        complete(page)
        place = f"{what} at {width}"
        assert page.evaluate(TOO_WIDE) == [], place
        assert page.evaluate(OUTSIDE) == [], place
        assert page.evaluate(SQUEEZED, NARROWEST) == [], place
        assert page.evaluate(SMALL, LEAST) == [], place
        assert not page.evaluate(UNDER_THE_WAY), place
    page.set_viewport_size(PHONE["viewport"])


def switch(page: Page, key: str, *names: str) -> None:
    """Turn to each of these choices, and look."""
    for name in names:
        page.locator(f".st-key-{key} [role=radio]", has_text=name).tap()
        page.locator(f".st-key-{key} [role=radio][aria-checked=true]", has_text=name).wait_for(timeout=PATIENCE)
        check(page, name)
        if name == "Matrices":  # its cells keep the width of their numbers, and it scrolls
            assert page.locator(".st-key-matrix-chart .chart").evaluate("chart => chart.clientWidth") >= 640


DETAILS = ("Formula", "Matrices", "Activation", "Program", "Compare")
SCENES = {
    "/?seed=7&layers=2&hidden=9&inputs=12&step=3&select=h1.1&edits=w1.1.1_0.5": ("details", *DETAILS),
    "/?seed=7&layers=6&outputs=10&predict=true&bias=false": (),
    "/?seed=7&step=2&lang=pt": (),
    "/neuron?seed=7&step=0&inputs=20&program_as=module": ("details", "Formula", "Program", "Compare"),
    "/tensors?seed=7&part=photo&slice=block&select=matrix.1.2": ("part", "Scalar to cube", "Random numbers"),
    "/shapes?part=reshape&depth=3&columns=6&inputs=8&weights=column&operation=sum": ("part", "Multiply two tensors"),
    "/memory?seed=7&ops=tensor_a~from_a~t_c~grow_b~mul_c~grow_c": (),
    "/devices?seed=7&guess=16&program=true": (),
    "/exercises?seed=7&exercise=3&inputs=64&hidden=64&hints=5": (),
    "/gradients?seed=7&view=backward&updates=3&select=h1.1": ("details", "Valley", "Three ways", "autograd", "Program"),
    "/gradients?seed=7&layers=3&outputs=3&loss=ce&step=5&lang=pt": (),
    "/training?time=240&other=rate_1&details=point&point=17&lang=es": (),
}


@pytest.mark.parametrize("path", SCENES)
def test_every_page_with_every_switch_on(phone: Page, site: str, path: str) -> None:
    go_to(phone, site + path)
    check(phone, path)
    if SCENES[path]:
        switch(phone, *SCENES[path])


@pytest.mark.parametrize("operation", ["mm", "mul", "sum"])
def test_eight_numbers_in_a_row_are_legible(laptop: Page, site: str, operation: str) -> None:
    """They scroll rather than shrink, and where they scroll the page says so."""
    go_to(laptop, f"{site}/shapes?inputs=8&operation={operation}&weights=any&weight_rows=8&weight_columns=8")
    for width in (*WIDTHS, 640, 720):
        laptop.set_viewport_size({"width": width, "height": 844})
        complete(laptop)
        seen, small = laptop.evaluate(SMALL_TEXTS, SMALLEST)
        assert seen > 80
        assert small == []
        scrolls, said = laptop.evaluate(
            "() => [document.querySelector('.equation'), document.querySelector('.swipe')]"
            ".map((each, index) => index ? each.checkVisibility() : each.scrollWidth > each.clientWidth + 1)"
        )
        assert scrolls is said


def test_what_the_sidebar_opens(visitor: Visitor, site: str) -> None:
    page = visitor(**PHONE)
    visit(page, f"{site}/?seed=7")
    page.get_by_test_id("stExpandSidebarButton").tap()
    assert not page.locator(".st-key-keys").is_visible()  # of keys nobody is told who has none
    for key in ("share", "take-home", "glossary"):
        page.locator(f".st-key-{key} button").tap()
        page.get_by_role("dialog").wait_for(timeout=PATIENCE)
        check(page, key)
        page.get_by_role("dialog").get_by_role("button", name="Close").tap()
        page.get_by_role("dialog").wait_for(state="detached", timeout=PATIENCE)


def test_a_tap_selects_what_is_under_the_finger(phone: Page, site: str) -> None:
    page = phone
    go_to(page, f"{site}/?seed=7&inputs=5&hidden=4")
    for name in ("h1.3", "x2", "w2.1.1", "y1"):
        x, y = page.wait_for_function(PLACE, arg=name, timeout=PATIENCE).json_value()
        page.touchscreen.tap(x, y)
        wait_for_link(page, "select", name)
        complete(page)
