"""The devices page in a browser: a measurement goes on by itself, is stopped in the middle, and makes others wait."""

from playwright.sync_api import Page

from tests.browser.barriers import grave_violations
from tests.browser.scene import PATIENCE, Visitor, drag, in_link, wait_for_link, wait_for_values
from tests.longhand import notebook

LOADED = """() => document.querySelector('.st-key-value-output b') && document.querySelector('.st-key-measure button')
  && document.querySelector('.st-key-timing-chart .js-plotly-plot .xtick')
  && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"""
POINTS = ".st-key-timing-chart .scatterlayer .trace:not(:has(.textpoint)) .point"
"""What has been measured; before that the multiplications are drawn, each with its number."""

PROGRESS = ".st-key-value-progress [role=status]"
ALL_DRAWN = """points => {
  const cells = [...document.querySelectorAll('.st-key-value-numbers tr:not(.apart) td')]
  return document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
    && document.querySelectorAll(points).length
      === cells.filter(cell => /\\d/.test(cell.innerText)).length
}"""
"""The run has ended, and the picture has a point for each number of the table; it is drawn a little after that."""


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(LOADED, timeout=PATIENCE)


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button").click(timeout=PATIENCE)


def wait_for_text(page: Page, text: str, selector: str = PROGRESS, patience: int = PATIENCE) -> None:
    page.locator(selector, has_text=text).wait_for(timeout=patience)


def points(page: Page) -> int:
    return page.locator(POINTS).count()


def test_a_measurement_is_stopped_in_the_middle_and_another_goes_to_the_end(page: Page, site: str) -> None:
    opened(page, f"{site}/devices?seed=7&largest=2048")
    press(page, "measure")
    page.wait_for_function("points => document.querySelectorAll(points).length > 4", arg=POINTS, timeout=PATIENCE)
    press(page, "stop")
    wait_for_text(page, "Stopped after step")
    page.wait_for_function(ALL_DRAWN, arg=POINTS, timeout=PATIENCE)
    stopped, text = points(page), page.locator(PROGRESS).inner_text()
    done, total = (int(word) for word in text.rstrip(".").split() if word.isdigit())
    assert 0 < done < total
    page.wait_for_timeout(1500)  # six times as long as a measurement waits before it goes on
    assert points(page) == stopped > 4
    assert page.locator(PROGRESS).inner_text() == text
    page.locator(".st-key-plot button", has_text="GFLOP/s").click()
    wait_for_link(page, "plot", "speed")
    opened(page, f"{site}/devices?seed=7&largest=64&guess=16")
    press(page, "measure")
    wait_for_text(page, "Done in", patience=60_000)
    assert "n = 64" in page.locator(".st-key-value-numbers").inner_text()
    assert "guess" in page.locator(".st-key-value-conclusion").inner_text() or "never" in page.inner_text("body")


def test_a_second_visitor_waits_and_then_measures(page: Page, visitor: Visitor, site: str) -> None:
    first, second = visitor(), page
    opened(first, f"{site}/devices?seed=7&largest=2048")
    opened(second, f"{site}/devices?seed=7&largest=64")
    press(first, "measure")
    wait_for_text(first, "Step")
    press(second, "measure")
    wait_for_text(second, "Another measurement has been running")
    assert points(second) == 0
    first.close()  # without a word
    wait_for_text(second, "Done in", patience=60_000)
    assert points(second) > 0


def test_on_a_phone_it_follows_the_finger_fits_and_axe_finds_nothing_serious(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    opened(page, f"{site}/devices?seed=7&inputs=3&largest=64&guess=16&program=true")
    wait_for_values(page, "value-output", 0.3171)
    assert len(set(drag(page, "seed", [0.3, 0.5, 0.8]))) >= 3
    page.wait_for_function("() => new URL(location.href).searchParams.get('seed') !== '7'", timeout=PATIENCE)
    *_, output = notebook(int(in_link(page, "seed") or 7), 3, [2])
    wait_for_values(page, "value-output", *output)
    press(page, "measure")
    wait_for_text(page, "Done in", patience=60_000)
    wide = "() => document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth"
    assert page.evaluate(wide) <= 0
    assert not grave_violations(page)
