"""The keys: what they do, and that they do nothing while somebody types."""

from playwright.sync_api import Page, expect

from tests.browser.scene import PATIENCE, complete, go_to, in_link, settled, wait_for_another, wait_for_link
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


def test_a_new_seed_also_from_a_slider_but_not_while_typing(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?seed=7&select=w1.1.1")
    output = ".st-key-value-output b"
    regular.keyboard.press("s")
    second = wait_for_another(regular, output, "0.3171")
    regular.locator(".st-key-inputs input[type=range]").press("s")
    wait_for_another(regular, output, second)
    settled(regular)
    seed = in_link(regular, "seed")
    field = regular.locator(".st-key-selected-value input")
    field.click()
    for key in ("s", "h", "?", "n"):
        regular.keyboard.press(key)
    regular.locator(".st-key-pick-unit input").click()
    regular.keyboard.type("sh?")
    regular.keyboard.press("Escape")
    settled(regular)
    assert in_link(regular, "seed") == seed
    assert regular.locator(DIALOG).count() == 0
    assert regular.locator(EXPAND).count() == 0


def test_the_keyboard_picks_in_the_sum_what_a_click_picks_in_the_picture(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/neuron?seed=7")
    for name in ("x2", "w1.3.1", "b1.1", "y1"):
        regular.locator(f".sum-table [data-name='{name}']").first.press(" ")
        wait_for_link(regular, "select", name)
        settled(regular)
        regular.wait_for_function("name => document.activeElement.dataset.name === name", arg=name, timeout=PATIENCE)
    (output,) = notebook(7, 5)
    expect(regular.locator(".st-key-value-output b")).to_have_text(f"{output[0]:.4f}")
    focused = regular.evaluate("() => getComputedStyle(document.activeElement).outlineWidth")
    assert float(focused.removesuffix("px")) >= 2
