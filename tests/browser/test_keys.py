"""The keys: what they do, and that they do nothing while somebody types."""

from playwright.sync_api import Page, expect

from tests.browser.scene import PATIENCE, complete, in_link, settled, visit, wait_for_another, wait_for_link
from tests.longhand import notebook

DIALOG = "[role=dialog]"
EXPAND = "[data-testid=stExpandSidebarButton]"


def test_the_list_and_the_sidebar(page: Page, site: str) -> None:
    page.goto(f"{site}/tensors?seed=7")
    complete(page)
    page.keyboard.press("?")
    page.locator(f"{DIALOG} .keys").wait_for(timeout=PATIENCE)
    for key in "nbpshgr?":
        expect(page.locator(f"{DIALOG} .keys th kbd", has_text=key).first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(DIALOG).wait_for(state="detached", timeout=PATIENCE)
    page.keyboard.press("h")
    page.locator(EXPAND).wait_for(timeout=PATIENCE)
    page.keyboard.press("h")
    page.locator(EXPAND).wait_for(state="detached", timeout=PATIENCE)
    page.locator(".st-key-keys button").click()
    page.locator(f"{DIALOG} .keys").wait_for(timeout=PATIENCE)


def test_a_new_seed_also_from_a_slider_but_not_while_typing(page: Page, site: str) -> None:
    visit(page, f"{site}/?seed=7&select=w1.1.1")
    output = ".st-key-value-output b"
    page.keyboard.press("s")
    second = wait_for_another(page, output, "0.3171")
    page.locator(".st-key-inputs input[type=range]").press("s")
    wait_for_another(page, output, second)
    settled(page)
    seed = in_link(page, "seed")
    field = page.locator(".st-key-selected-value input")
    field.click()
    for key in ("s", "h", "?", "n"):
        page.keyboard.press(key)
    page.locator(".st-key-pick-unit input").click()
    page.keyboard.type("sh?")
    page.keyboard.press("Escape")
    settled(page)
    assert in_link(page, "seed") == seed
    assert page.locator(DIALOG).count() == 0
    assert page.locator(EXPAND).count() == 0


def test_the_keyboard_picks_in_the_sum_what_a_click_picks_in_the_picture(page: Page, site: str) -> None:
    visit(page, f"{site}/neuron?seed=7")
    for name in ("x2", "w1.3.1", "b1.1", "y1"):
        page.locator(f".sum-table [data-name='{name}']").first.press(" ")
        wait_for_link(page, "select", name)
        settled(page)
        page.wait_for_function("name => document.activeElement.dataset.name === name", arg=name, timeout=PATIENCE)
    (output,) = notebook(7, 5)
    expect(page.locator(".st-key-value-output b")).to_have_text(f"{output[0]:.4f}")
    focused = page.evaluate("() => getComputedStyle(document.activeElement).outlineWidth")
    assert float(focused.removesuffix("px")) >= 2
