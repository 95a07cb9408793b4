"""The neuron page: numbers that are changed where they stand, steps that move, and nothing that lies over another."""

import pytest
from playwright.sync_api import Page

from tests.browser.scene import (
    LISTENS,
    PATIENCE,
    drag,
    go_to,
    in_link,
    press,
    seen_at_rest,
    settled,
    wait_for_another,
    wait_for_link,
    wait_for_values,
)
from tests.longhand import notebook


@pytest.fixture
def page(regular: Page) -> Page:
    return regular


OUTPUT = ".st-key-value-output b"

SHARED_PLACES = """() => {
  const chart = document.querySelector(".st-key-neuron-chart .chart")
  const box = element => element.getBoundingClientRect()
  const frame = box(chart)
  const texts = [...chart.querySelectorAll(".textpoint text")].filter(text => text.textContent.trim())
  const points = [...chart.querySelectorAll("path.point")].filter(({ style }) => style.fillOpacity !== "0")
  const circles = points.map(path => {
    const { left, top, width, height } = box(path)
    return { x: left + width / 2, y: top + height / 2, radius: width / 2 }
  })
  const found = []
  const each = (list, test) => list.forEach((one, at) => list.slice(at + 1).forEach(other => test(one, other)))
  each(circles, (one, other) => {
    const apart = Math.hypot(one.x - other.x, one.y - other.y)
    if (apart > 1 && apart < one.radius + other.radius - 0.5) found.push(["circles", one, other])
  })
  // A line of type is higher than its letters.
  each(texts, (one, other) => {
    const [a, b] = [box(one), box(other)]
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    const least = 0.2 * Math.min(a.height, b.height)
    if (wide > 0.5 && high > least) found.push(["texts", one.textContent, other.textContent])
  })
  for (const text of texts) {
    const { left, right, top, bottom } = box(text)
    if (left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1) {
      found.push(["cut off", text.textContent])
    }
    for (const { x, y, radius } of circles) {
      const isIn = Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y) < radius
      const [acrossX, acrossY] = [Math.max(left, Math.min(x, right)), Math.max(top, Math.min(y, bottom))]
      if (!isIn && Math.hypot(acrossX - x, acrossY - y) < radius - 2) found.push(["text on circle", text.textContent])
    }
  }
  for (const { x, y, radius } of circles) {
    if (x - radius < frame.left - 1 || x + radius > frame.right + 1) found.push(["circle cut off", x, radius])
  }
  return [found, texts.length, circles.length]
}"""

SCREENS = {"laptop and phone": (((1366, 768), (390, 844)), ""), "wall": (((1280, 720),), "&projector=true")}
SCENES = {
    1: "inputs=1",
    3: "inputs=3&select=w1.2.1&edits=w1.1.1_-12.5",
    5: "seed=7&step=1",
    8: "inputs=8&edits=x1_-99.5~b1.1_-50",
    64: "inputs=64&bias=false",
}


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_lies_over_another(laptop: Page, site: str, screen: str) -> None:
    sizes, wall = SCREENS[screen]
    for inputs, link in SCENES.items():
        laptop.set_viewport_size({"width": sizes[0][0], "height": sizes[0][1]})
        go_to(laptop, f"{site}/neuron?{link}{wall}")
        for width, height in sizes:
            laptop.set_viewport_size({"width": width, "height": height})
            settled(laptop)
            found, texts, circles = seen_at_rest(laptop, SHARED_PLACES, is_right=lambda look: not look[0])
            assert found == [], (width, inputs)
            assert circles == inputs + 2  # with y and the dot
            assert texts > 7, (width, inputs)


def test_a_weight_is_dragged_on_its_pill(page: Page, site: str) -> None:
    go_to(page, f"{site}/neuron?seed=7&inputs=5")
    page.wait_for_function(LISTENS, timeout=PATIENCE)
    box = page.locator(".handles [data-scrub='w1.3.1']").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = [page.locator(OUTPUT).inner_text()]
    page.mouse.move(x, y)
    page.mouse.down()
    for by in (20, 60, 100):
        page.mouse.move(x + by, y, steps=2)
        before.append(wait_for_another(page, OUTPUT, before[-1]))
    assert in_link(page, "edits") is None  # the page hears of it when the pointer is let go
    page.mouse.up()
    wait_for_link(page, "edits", "w1.3.1_2.2324")
    (output,) = notebook(7, 5, changed={3: 2.2324})
    wait_for_values(page, "value-output", *output)
    assert in_link(page, "select") is None  # who drags has not clicked


def test_a_number_is_typed_in_the_table_by_the_keyboard_alone(page: Page, site: str) -> None:
    go_to(page, f"{site}/neuron?seed=7&inputs=5")
    page.wait_for_function(LISTENS, timeout=PATIENCE)
    page.locator("[data-part=sum] [data-scrub='b1.1']").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    wait_for_values(page, "value-output", 0.1214)  # what one gets who forgets the bias
    wait_for_link(page, "edits", "b1.1_0.0")
    page.locator(".st-key-put-all-back button").click()
    wait_for_values(page, "value-output", 0.1595)


def test_a_press_on_a_pill_selects_its_weight(page: Page, site: str) -> None:
    go_to(page, f"{site}/neuron?seed=7&inputs=5")
    page.locator(".handles [data-scrub='w1.2.1']").click()
    wait_for_link(page, "select", "w1.2.1")


def test_a_step_moves_what_is_drawn(page: Page, site: str) -> None:
    """From products alone to the sum the bars are the same ones elsewhere: nothing is drawn anew."""
    go_to(page, f"{site}/neuron?seed=7&inputs=5&step=1")
    bars = "() => [...document.querySelectorAll('.shapelayer path')].map(path => path.getAttribute('d'))"
    before = page.evaluate(bars)
    page.evaluate("() => document.querySelectorAll('.shapelayer path').forEach(path => { path.same = true })")
    press(page, "step", "ArrowRight")
    wait_for_link(page, "step", "2")
    settled(page)
    after = page.evaluate(bars)
    assert len(after) == len(before)
    assert sum(one != other for one, other in zip(before, after, strict=True)) >= 5
    assert page.evaluate("() => [...document.querySelectorAll('.shapelayer path')].every(path => path.same)")


def test_dragging_the_seed_changes_no_value_by_hand(page: Page, site: str) -> None:
    go_to(page, f"{site}/neuron?seed=7&inputs=5")
    assert len(set(drag(page, "seed", [0.3, 0.5, 0.8]))) >= 3
    settled(page)
    assert in_link(page, "edits") is None
    (output,) = notebook(int(in_link(page, "seed") or 7), 5)
    wait_for_values(page, "value-output", *output)


def test_arrow_keys_in_a_row_change_no_value_by_hand(page: Page, site: str) -> None:
    go_to(page, f"{site}/neuron?seed=7&inputs=5")
    for _ in range(8):
        press(page, "seed", "ArrowRight")
    wait_for_link(page, "seed", "15")
    (output,) = notebook(15, 5)
    wait_for_values(page, "value-output", *output)
    assert in_link(page, "edits") is None
