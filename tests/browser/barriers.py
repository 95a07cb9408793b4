"""axe, asked in one way by all tests: nothing serious, except what Streamlit itself does."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.scene import PATIENCE

GRAVE = ("serious", "critical")

BY_STREAMLIT: list[tuple[str, str, str]] = []
"""(rule, part of the element's HTML, reason): what no site that Streamlit serves can change."""


AT_REST = """() => document.getAnimations().every(animation => animation.playState !== 'running'
  || animation.timeline !== document.timeline || animation.effect.getComputedTiming().iterations === Infinity)"""
"""Half faded, as the ends of a slider that the pointer has just left, nothing has the contrast it is meant to have.
What follows a scroll position, and no clock, is always at rest."""


def grave_violations(page: Page, rules: Sequence[str] = (), within: str | None = None) -> list[str]:
    """A line for each element of the page as it stands that axe finds serious or critical; empty if there is none.

    Parameters
    ----------
    rules: those that are asked; all of them if there are none.
    within: the one element that is looked at, by its selector; the whole page if there is none.
    """
    only = {"runOnly": [*rules]} if rules else {}
    page.wait_for_function(AT_REST, timeout=PATIENCE)
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for violation in Axe().run(page, within, {"resultTypes": ["violations"], **only}).response["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not any(rule == violation["id"] and part in node["html"] for rule, part, _ in BY_STREAMLIT)
    ]
