"""Links: the very first request, rubbish, changed scenes elsewhere, and the way back."""

import pytest

from tests.browser.scene import (
    PATIENCE,
    click_in_diagram,
    in_link,
    numbers,
    settled,
    visit,
    wait_for_link,
    wait_for_values,
)
from tests.browser.serving import serve


def test_a_deep_link_as_the_very_first_request(page, tmp_path):
    with serve(tmp_path / "log") as fresh:
        page.goto(f"{fresh}/neuron?seed=7&inputs=5")
        wait_for_values(page, "value-output", 0.1595)
        assert "/neuron" in page.url


def test_the_notebook_network(page, site):
    visit(page, f"{site}/?seed=7")
    wait_for_values(page, "value-output", 0.3171)
    wait_for_values(page, "value-hidden-1", 0.6813, 0.4355)
    assert page.get_by_test_id("stAppDeployButton").count() == 0
    assert page.get_by_text("Deploy", exact=True).count() == 0


def test_rubbish_is_named_and_breaks_nothing(page, site):
    page.goto(f"{site}/?seed=abc&inputs=inf&device=cuda:9")
    wait_for_values(page, "value-output", 0.3171)
    settled(page)
    warning = page.get_by_test_id("stAlert").inner_text()
    for part in ("seed", "abc", "inputs", "inf", "device", "cuda:9"):
        assert part in warning
    assert page.get_by_test_id("stException").count() == 0
    assert "Traceback" not in page.locator("body").inner_text()


CHANGED_SCENES = [
    "/?seed=12&inputs=4&layers=2&hidden=3&hidden_2=4&outputs=2&activation=tanh&bias=false"
    "&select=w1.2.1&edits=w1.2.1_0.5~x3_-1.25",
    "/neuron?seed=3&inputs=4&activation=relu&select=w1.2.1&edits=w1.2.1_0.5~b1.1_1.5",
]


@pytest.mark.parametrize("scene", CHANGED_SCENES, ids=["network", "neuron"])
def test_a_changed_scene_is_the_same_elsewhere_and_after_a_reload(page, visitor, site, scene):
    first, second = page, visitor(viewport={"width": 1000, "height": 900})
    visit(first, site + scene)
    keys = ["value-output"] + (["value-hidden-1", "value-hidden-2"] if "hidden" in scene else [])
    shown = {key: numbers(first, key) for key in keys}
    assert all(shown.values())
    for name in ("select", "edits", "seed", "activation"):
        assert in_link(first, name) is not None
    visit(second, first.url)
    first.reload()
    settled(first)
    for shows in (first, second):
        for key, values in shown.items():
            wait_for_values(shows, key, *values)
        assert shows.url == second.url


def test_back_restores_the_earlier_selection(page, site):
    visit(page, f"{site}/?seed=8")
    before = numbers(page)
    for name, label in (("h1.1", "h1"), ("h1.2", "h2")):
        click_in_diagram(page, name)
        wait_for_link(page, "select", name)
        page.locator(".sum-table th", has_text=label).first.wait_for(timeout=PATIENCE)
        settled(page)
    page.go_back()
    wait_for_link(page, "select", "h1.1")
    page.locator(".sum-table th", has_text="h1").first.wait_for(timeout=PATIENCE)
    settled(page)
    assert in_link(page, "select") == "h1.1"
    assert numbers(page) == before
