"""The blocks of code: copied by keyboard, legible in both themes and on a wall."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import grave_violations
from tests.browser.scene import PATIENCE, Visitor, go_to, visit

COLOURS = (
    "block => ['', ' .keyword', ' .literal'].map(part => getComputedStyle(block.querySelector(`code${part}`)).color)"
)
BLOCK = ".st-key-program .code-block"


def test_it_is_copied_by_keyboard(visitor: Visitor, site: str) -> None:
    page = visitor(locale="pt-BR", permissions=["clipboard-read", "clipboard-write"])
    visit(page, f"{site}/?seed=7&details=program")
    block = page.locator(BLOCK)
    button = block.get_by_role("button", name="Copiar")
    page.get_by_role("combobox", name="examinar").focus()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(block.get_by_role("status")).to_have_text("Copiado")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == block.locator("code").evaluate("code => code.textContent")
    assert copied.startswith("import torch\n")
    compile(copied, "program", "exec")


def test_it_is_selected_where_there_is_no_clipboard(page: Page, site: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.add_init_script("document.execCommand = () => false")
    visit(page, f"{site}/?seed=7&details=program")
    page.locator(BLOCK).get_by_role("button", name="Copy").click()
    expect(page.locator(BLOCK).get_by_role("status")).to_contain_text("Ctrl+C")
    assert page.evaluate("() => String(getSelection())").startswith("import torch\n")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wall", ["", "&projector=true"])
def test_it_is_legible(laptop: Page, site: str, scheme: str, wall: str) -> None:
    laptop.emulate_media(color_scheme=scheme)
    go_to(laptop, f"{site}/?seed=7&details=program{wall}")
    laptop.locator(f"{BLOCK} .keyword").first.wait_for(timeout=PATIENCE)
    assert not grave_violations(laptop, ["color-contrast", "button-name", "scrollable-region-focusable"])
    colours = laptop.locator(BLOCK).evaluate(COLOURS)
    assert len(set(colours)) == len(colours)
