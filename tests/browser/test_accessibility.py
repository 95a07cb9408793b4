"""axe on every page, light and dark: nothing serious, except what Streamlit itself does."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.scene import settled, visit

GRAVE = ("serious", "critical")

BY_STREAMLIT: list[tuple[str, str, str]] = []
"""(rule, part of the element's HTML, reason): what no site that Streamlit serves can change."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "details"),
    [("/?seed=7&select=w1.1.1&edits=w1.1.1_0.5", "Formula"), ("/?seed=7", "Program"), ("/neuron?seed=7", "Program")],
)
def test_nothing_serious(visitor, site, path, details, scheme):
    page = visitor(color_scheme=scheme)
    visit(page, site + path)
    page.locator(".st-key-details").get_by_role("radio", name=details).click()
    if details == "Program":  # its colours come a little later than its text
        page.locator("[data-testid=stCode] .token", has_text="import").first.wait_for()
    settled(page)
    violations = Axe().run(page).response["violations"]
    found = [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for violation in violations
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not any(rule == violation["id"] and part in node["html"] for rule, part, _ in BY_STREAMLIT)
    ]
    assert not found, "\n".join(found)
