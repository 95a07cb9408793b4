"""No two circles and no two texts of the network's picture share a place, measured where they are drawn."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.scene import settled, visit

OVERLAPS = (Path(__file__).parent / "overlaps.js").read_text("utf-8")

SCENES = {
    "1-1-1": ("inputs=1&hidden=1", 3),
    "3-2-1": ("", 6),
    "3-2-1 selected": ("select=h1.1", 6),
    "6-6-6": ("inputs=6&hidden=6&outputs=6", 18),
    "6-6-6 selected": ("inputs=6&hidden=6&outputs=6&select=h1.3", 18),
    "10-10-10-10-10": ("inputs=10&hidden=10&layers=3&hidden_2=10&hidden_3=10&outputs=10", 50),
    "64-64-1": ("inputs=64&hidden=64", 129),
    "64-64x6-10": (
        "inputs=64&hidden=64&layers=6&hidden_2=64&hidden_3=64&hidden_4=64&hidden_5=64&hidden_6=64&outputs=10",
        458,
    ),
}
"""The link of each scene, and how many units it has; each is looked at on three screens."""

STEPS = {f"3-2-1 step {step}": (f"step={step}&lang={('en', 'es', 'pt')[step % 3]}", 6) for step in range(1, 9)}
"""Scenes for the laptop alone."""

SCREENS = {"laptop": (1366, 768, ""), "phone": (390, 844, ""), "wall": (1280, 720, "projector=true")}


@pytest.mark.parametrize("screen", SCREENS)
def test_no_circles_and_no_texts_overlap(page: Page, site: str, screen: str) -> None:
    width, height, wall = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    visit(page, f"{site}/?{wall}")
    for name, (query, units) in (SCENES | (STEPS if screen == "laptop" else {})).items():
        page.goto(f"{site}/?{'&'.join(filter(None, (query, wall)))}", wait_until="commit")
        settled(page)
        seen = page.evaluate(OVERLAPS)
        assert seen["found"] == [], (screen, name)
        assert seen["circles"] == units, (screen, name)
        assert seen["texts"] >= 2, (screen, name)
