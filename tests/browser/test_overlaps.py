"""No two circles and no two texts of the network's picture share a place, measured where they are drawn."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.scene import complete, go_to, seen_at_rest, settled, wait_for_link

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
"""The link of each scene, and how many units it has; each is looked at in three sizes."""

BACKWARD = {
    "": 6,
    "inputs=6&hidden=6&outputs=6&select=h1.3": 18,
    "inputs=10&hidden=10&layers=3&hidden_2=10&hidden_3=10&outputs=10&select=w2.1.1": 50,
    "inputs=64&hidden=64": 129,
}
"""Scenes of the gradients page, where each number has a sign."""

EIGHT = "&".join(f"hidden{ending}=8" for ending in ("", "_2", "_3", "_4", "_5", "_6"))
TRAINED = {
    "": (2, 5),
    "hidden=16": (2, 17),
    f"layers=6&{EIGHT}&features=x1~x2~x1x1~x2x2~x1x2~sin1~sin2": (7, 49),
    "data=iris&view=backward": (2, 7),
    "data=digits&hidden=16": (1, 16),
}
"""Scenes of the training page: how many inputs are circles, and how many units are maps."""

SCREENS = {
    "laptop and phone": (((1366, 768), (390, 844)), "", "es"),
    "wall": (((1280, 720),), "&projector=true", "pt"),
}
"""Sizes of the window, what the link says of it, and in which language one walks there."""


@pytest.mark.parametrize("screen", SCREENS)
def test_no_circles_and_no_texts_overlap(laptop: Page, site: str, screen: str) -> None:
    sizes, wall, lang = SCREENS[screen]
    scenes = {f"?{query}": (units, 0) for query, units in SCENES.values()}
    scenes |= {f"gradients?view=backward&{query}": (units, 0) for query, units in BACKWARD.items()}
    scenes |= {f"training?steps=100&points=40&{query}": parts for query, parts in TRAINED.items()}
    for scene, parts in scenes.items():
        resize(laptop, sizes[0])
        go_to(laptop, f"{site}/{scene}{wall}")
        looked_at(laptop, sizes, scene, *parts)
    go_to(laptop, f"{site}/?step=0&lang={lang}{wall}")
    laptop.locator(".st-key-step-presses").wait_for(state="attached")
    settled(laptop)
    for step in range(1, 9):
        laptop.keyboard.press("n")
        wait_for_link(laptop, "step", str(step))
        looked_at(laptop, sizes, f"3-2-1 step {step}", 6)


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def looked_at(page: Page, sizes: Sequence[tuple[int, int]], scene: str, circles: int, maps: int = 0) -> None:
    """Check at each size of the window that the picture has all its units, and none of it lies over another."""
    for size in sizes:
        resize(page, size)
        complete(page)
        seen = seen_at_rest(page, OVERLAPS, is_right=lambda look: not look["found"])
        assert seen["found"] == [], (size, scene)
        assert (seen["circles"], seen["maps"]) == (circles, maps), (size, scene)
        assert seen["texts"] >= 2, (size, scene)
