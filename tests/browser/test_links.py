"""Links: the very first request, rubbish, changed scenes elsewhere, and the way back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.scene import (
    PATIENCE,
    Visitor,
    click_in_diagram,
    complete,
    drag,
    go_to,
    in_link,
    numbers,
    press,
    settled,
    visit,
    wait_for_another,
    wait_for_link,
    wait_for_values,
)
from tests.browser.serving import serve
from tests.longhand import notebook


def test_a_deep_link_as_the_very_first_request(page: Page, tmp_path: Path) -> None:
    with serve(tmp_path / "log") as fresh:
        page.goto(f"{fresh}/neuron?seed=7&inputs=5")
        wait_for_values(page, "value-output", 0.1595)
        assert "/neuron" in page.url


def test_the_notebook_network(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?seed=7")
    wait_for_values(regular, "value-output", 0.3171)
    wait_for_values(regular, "value-hidden-1", 0.6813, 0.4355)
    assert regular.get_by_test_id("stAppDeployButton").count() == 0
    assert regular.get_by_text("Deploy", exact=True).count() == 0


def test_rubbish_is_named_and_breaks_nothing(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?seed=abc&inputs=inf&device=cuda:9")
    wait_for_values(regular, "value-output", 0.3171)
    settled(regular)
    warning = regular.get_by_test_id("stAlert").inner_text()
    for part in ("seed", "abc", "inputs", "inf", "device", "cuda:9"):
        assert part in warning
    assert regular.get_by_test_id("stException").count() == 0
    assert "Traceback" not in regular.locator("body").inner_text()


CHANGED_SCENES = [
    "/?seed=12&inputs=4&layers=2&hidden=3&hidden_2=4&outputs=2&activation=tanh&bias=false"
    "&select=w1.2.1&edits=w1.2.1_0.5~x3_-1.25",
    "/neuron?seed=3&inputs=4&activation=relu&select=w1.2.1&edits=w1.2.1_0.5~b1.1_1.5",
]


@pytest.mark.parametrize("scene", CHANGED_SCENES, ids=["network", "neuron"])
def test_a_changed_scene_is_the_same_elsewhere_and_after_a_reload(
    regular: Page, visitor: Visitor, site: str, scene: str
) -> None:
    first, second = regular, visitor(viewport={"width": 1000, "height": 900})
    go_to(first, site + scene)
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


def place_in_history(page: Page) -> tuple[int, int]:
    """Where in the browser's history one is, and how many entries there are."""
    return tuple(page.evaluate("() => [navigation.currentEntry.index, navigation.entries().length]"))


def goes(page: Page, how: Callable[[], object], *parts: str, shows: str, entry: int) -> None:
    """Go back or forward, and wait until the link has these parts and the page what it shows of them."""
    how()
    for part in parts:
        wait_for_link(page, *part.split("=")) if "=" in part else wait_for_link(page, part, None)
    page.locator(shows).first.wait_for(timeout=PATIENCE)
    settled(page)
    assert place_in_history(page)[0] == entry


def test_what_a_page_corrects_in_its_link_is_no_entry(page: Page, site: str) -> None:
    visit(page, f"{site}/?seed=7&layers=1&activation=tanh&inputs=abc")
    page.wait_for_function("() => navigation.currentEntry.url.endsWith('/?activation=tanh')")
    first, _ = place_in_history(page)
    visit(page, f"{site}/?activation=relu")
    assert place_in_history(page) == (first + 1, first + 2)
    page.go_back()
    wait_for_link(page, "activation", "tanh")
    settled(page)
    assert place_in_history(page) == (first, first + 2)


@pytest.mark.parametrize("link", ["/?seed=abc&foo=...", "/memory?seed=abc&foo=x", "/nothere?seed=inf", "/?seed=7"])
def test_the_first_link_of_a_visit_is_one_entry_whatever_is_corrected(visitor: Visitor, site: str, link: str) -> None:
    """Also where the page is quicker than the script that looks after the entries."""
    page = visitor()
    page.goto(f"{site}/_stcore/health")
    page.goto(site + link)
    page.wait_for_function("() => !/seed|nothere/.test(location.href)", timeout=PATIENCE)
    complete(page)
    assert place_in_history(page) == (1, 2)
    page.go_back()
    assert page.url == f"{site}/_stcore/health"


def test_back_undoes_one_thing_at_a_time(page: Page, site: str) -> None:
    visit(page, f"{site}/")
    begun, start = numbers(page), place_in_history(page)[0]
    page.locator(".st-key-welcome-deep button").click()
    wait_for_link(page, "hidden_3", "3")
    wait_for_link(page, "outputs", "2")
    settled(page)
    goes(page, page.go_back, "layers", "hidden_3", "activation", shows=".st-key-hidden", entry=start)
    wait_for_values(page, "value-output", *begun)

    for count, (name, label) in enumerate((("h1.1", "h1"), ("h1.2", "h2")), start=1):
        page.mouse.move(5, 5)  # where the pointer was last, the picture would still show what it picks
        page.locator(".hoverlayer .hovertext").wait_for(state="detached", timeout=PATIENCE)
        click_in_diagram(page, name)
        wait_for_link(page, "select", name)
        page.locator(".sum-table th", has_text=label).first.wait_for(timeout=PATIENCE)
        settled(page)
        assert place_in_history(page) == (start + count, start + count + 1)
    before = page.locator(".st-key-value-output b").first.inner_text()
    drag(page, "seed", [0.3, 0.6])
    press(page, "inputs", "ArrowRight")
    wait_for_link(page, "inputs", "4")
    wait_for_another(page, ".st-key-value-output b", before)
    settled(page)
    assert place_in_history(page)[0] == start + 2
    seed = in_link(page, "seed")
    (moved,) = notebook(int(seed), 4, (2,))[-1:]
    wait_for_values(page, "value-output", *moved)  # not what the last message of the drag has said
    page.get_by_test_id("stSidebar").get_by_text("Português").click()
    wait_for_link(page, "lang", "pt")
    page.locator(".st-key-layers", has_text="camadas ocultas").wait_for(timeout=PATIENCE)
    settled(page)
    assert place_in_history(page)[0] == start + 3
    goes(
        page,
        page.go_back,
        "lang",
        "select=h1.2",
        f"seed={seed}",
        shows=".st-key-layers:has-text('hidden layers')",
        entry=start + 2,
    )
    wait_for_values(page, "value-output", *moved)
    goes(page, page.go_back, "select=h1.1", "seed", "inputs", shows=".sum-table th:text('h1')", entry=start + 1)
    wait_for_values(page, "value-output", *begun)
    before = page.locator(".st-key-value-output b").first.inner_text()
    page.locator(".st-key-bias label").first.click()  # a switch, which Streamlit itself gives no entry
    wait_for_link(page, "bias", "false")  # the browser writes it, before the page has run
    wait_for_another(page, ".st-key-value-output b", before)
    settled(page)
    assert place_in_history(page) == (start + 2, start + 3)
    changed = numbers(page)
    page.get_by_role("link", name="Neuron", exact=True).click()
    page.wait_for_url("**/neuron?bias=false")
    settled(page)
    assert place_in_history(page) == (start + 3, start + 4)
    goes(page, page.go_back, "bias=false", "select=h1.1", shows=".st-key-hidden", entry=start + 2)
    wait_for_values(page, "value-output", *changed)
