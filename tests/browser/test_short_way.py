"""The short way in the browser: what a moving slider shows, what the server hears of it, and where there is none."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scene import (
    LISTENS,
    PATIENCE,
    POLLING,
    complete,
    drag,
    go_to,
    in_link,
    numbers,
    press,
    seen_at_rest,
    settled,
    visit,
    wait_for_another,
    wait_for_link,
    wait_for_values,
)
from tests.browser.test_slow_line import SLOW
from tests.longhand import notebook

NOTE_PRESSES = "() => { window.presses = []; addEventListener('keydown', () => presses.push(performance.now()), true) }"
NEARLY_AT_REST = 150
"""Milliseconds between two keys from which on the slider may take the first for the last; its own bound is 200."""

KEYS = """async ([key, button, times]) => {
  const input = document.querySelector(`.st-key-${key} input[type=range]`)
  const links = []
  input.focus()
  for (let at = 0; at < times; at++) {
    input.dispatchEvent(new KeyboardEvent("keydown", { key: button, bubbles: true, cancelable: true }))
    await new Promise(done => setTimeout(done, 30))
    links.push(location.search)
  }
  return links
}"""
"""Presses a key as fast as it repeats, and looks at the link after each."""

NOW = """() => {
  const painted = [...document.querySelectorAll(".st-key-diagram .js-plotly-plot text")].map(text => text.textContent)
  const output = document.querySelector(".st-key-value-output b").innerText
  return { seed: Number(document.querySelector(".st-key-seed input[type=range]").value), output, painted }
}"""

WATCH = f"""() => {{
  window.seen = []
  const look = () => {{
    const {{ seed, output, painted }} = ({NOW})()
    window.seen.push([seed, output, painted.some(text => text.includes(output))])
    requestAnimationFrame(look)
  }}
  requestAnimationFrame(look)
}}"""
"""Notes with each frame where the slider stands, what the output is, and whether the picture has it, too."""

LATE = """() => {
  const { fetch } = window
  window.fetch = async (...given) => {
    const answer = await fetch(...given)
    if (String(given[0]).includes("/scene/")) await new Promise(done => setTimeout(done, 300))
    return answer
  }
}"""
"""Each scene arrives 300 ms later."""

COUNT = """() => {
  window.draws = 0
  const { react } = Plotly
  Plotly.react = (...given) => {
    window.draws++
    return react(...given)
  }
}"""

SVG = """() => {
  const plot = document.querySelector(":is(.st-key-diagram, .st-key-draw-chart) .js-plotly-plot")
  return [...plot.querySelectorAll(".main-svg *")].filter(each => !each.closest("defs, .hoverlayer")).map(each => {
    const style = Object.fromEntries([...each.style].toSorted().map(name => [name, each.style.getPropertyValue(name)]))
    if (style["stroke-dasharray"] === "none") delete style["stroke-dasharray"]
    if (style["stroke-width"] === "0px") {
      delete style.stroke
      delete style["stroke-opacity"]
    }
    if (style["fill-opacity"] === "0") delete style.fill
    const name = each.getAttribute("class")?.replaceAll(/trace[0-9a-f]+|looked-at|cursor-\\w+/g, "").trim()
    // A line through many points is simplified by Plotly when it draws it.
    const course = name === "js-line" ? "" : each.getAttribute("d") ?? ""
    const at = ["transform", "x", "y"].map(which => each.getAttribute(which) ?? "").join(" ")
    const said = [each.nodeName, name, each.children.length ? "" : each.textContent, style]
    return { said: JSON.stringify(said), places: `${course} ${at}` }
  })
}"""
"""What Plotly has drawn, part by part: what it says, in whatever order a style is written, and where it is."""

PLACE = re.compile(r"-?[0-9.]+(?:e-?[0-9]+)?")
PIXELS = 0.1
"""As far as two drawings of one place may be apart: no screen shows it."""


def messages(page: Page) -> list[object]:
    """What the page says to the server from now on; to be called before it is opened."""
    sent: list[object] = []

    def note(said: object) -> None:  # Playwright takes no method of a list
        sent.append(said)

    page.on("websocket", lambda line: line.on("framesent", note))
    return sent


def asked(page: Page) -> list[str]:
    """The links whose scenes the page asks for from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if "/scene/" in request.url else None)
    return found


def listens(page: Page) -> None:
    page.wait_for_function(LISTENS, timeout=PATIENCE)


def take(page: Page, key: str) -> tuple[float, float, float]:
    """Take hold of a slider; returns where its track begins, how long it is, and its height on the screen."""
    listens(page)
    thumb = page.locator(f".st-key-{key} [data-testid=stSliderThumbValue]").locator("..").bounding_box()
    track = page.locator(f".st-key-{key} [role=group]").bounding_box()
    y = thumb["y"] + thumb["height"] / 2
    page.mouse.move(thumb["x"] + thumb["width"] / 2, y)
    page.mouse.down()
    return track["x"], track["width"], y


def shows(page: Page, seed: int) -> None:
    (expected,) = notebook(seed, 3, (2,))[1]
    shown = f"() => document.querySelector('.st-key-value-output b')?.innerText === '{expected:.4f}'"
    page.wait_for_function(shown, timeout=PATIENCE, polling=POLLING)


def is_drawn_alike(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two parts of a picture say the same in the same place."""
    shapes = [PLACE.sub("", each["places"]) for each in (one, other)]
    places = [[float(number) for number in PLACE.findall(each["places"])] for each in (one, other)]
    return (
        one["said"] == other["said"]
        and shapes[0] == shapes[1]
        and all(abs(here - there) <= PIXELS for here, there in zip(*places, strict=True))
    )


def unlike(some: list[dict[str, str]], others: list[dict[str, str]]) -> list[tuple[dict[str, str], dict[str, str]]]:
    """The parts of a picture that the other one has otherwise."""
    return [pair for pair in zip(some, others, strict=True) if not is_drawn_alike(*pair)]


def test_while_it_is_dragged_a_slider_shows_what_torch_says_and_the_server_hears_nothing(page: Page, site: str) -> None:
    sent = messages(page)
    visit(page, f"{site}/?seed=9")
    begin, width, y = take(page, "seed")
    page.evaluate(WATCH)
    sent.clear()
    seeds = set()
    for share in (0.2, 0.45, 0.3, 0.8):
        page.mouse.move(begin + share * width, y, steps=5)
        seed = page.evaluate(NOW)["seed"]
        shows(page, seed)
        now = page.evaluate(NOW)
        assert any(now["output"] in text for text in now["painted"])
        seeds.add(seed)
    assert len(seeds) == 4
    assert sent == []
    assert in_link(page, "seed") == "9"
    page.mouse.up()
    wait_for_link(page, "seed", str(seed))
    settled(page)
    shows(page, seed)
    seen = page.evaluate("() => window.seen")
    assert all(painted for _seed, _output, painted in seen)  # picture and values never show two scenes
    passed = {f"{notebook(each, 3, (2,))[1][0]:.4f}" for each, _output, _painted in seen}
    assert {output for _seed, output, _painted in seen} <= passed


def test_keys_are_answered_at_once_and_heard_of_when_they_rest(page: Page, site: str) -> None:
    sent = messages(page)
    visit(page, f"{site}/?seed=9")
    listens(page)
    sent.clear()
    page.evaluate(NOTE_PRESSES)
    links = page.evaluate(KEYS, ["seed", "ArrowRight", 10])
    shows(page, 19)
    wait_for_link(page, "seed", "19")
    settled(page)
    # On a busy machine keys may come as late as if they had rested; each such rest is heard of, and no other.
    times = page.evaluate("() => presses")
    rests = sum(after - before > NEARLY_AT_REST for before, after in pairwise(times))
    assert len(set(links)) <= 1 + rests
    assert 1 <= len(sent) <= 1 + rests
    if not rests:
        assert set(links) == {"?seed=9"}
    shows(page, 19)
    wait_for_values(page, "value-hidden-1", *notebook(19, 3, (2,))[0])
    expect(page.locator(".st-key-seed input[type=range]")).to_be_focused()
    expect(page.locator(".st-key-seed-typed input")).to_have_value("19")


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("?seed=7&inputs=64&hidden=64", "seed", "?seed=8&inputs=64&hidden=64"),
        ("?seed=7&select=h1.2", "seed", "?seed=8&select=h1.2"),
        ("?seed=7&step=2", "step", "?seed=7&step=3"),
        ("neuron?seed=7", "seed", "neuron?seed=8"),
        ("neuron?seed=7&select=w1.2.1", "seed", "neuron?seed=8&select=w1.2.1"),
        ("tensors?part=randn&seed=7", "seed", "tensors?part=randn&seed=8"),
        ("tensors?part=randn&size=300", "size", "tensors?part=randn&size=500"),
    ],
)
def test_a_picture_that_was_changed_is_the_one_that_would_be_drawn(
    page: Page, site: str, before: str, key: str, after: str
) -> None:
    page.goto(f"{site}/{before}")
    complete(page)
    listens(page)
    page.evaluate(COUNT)
    was = page.evaluate(SVG)
    before_value = in_link(page, key)  # before the key: the link can be there as soon as the picture
    page.evaluate(KEYS, [key, "ArrowRight", 1])
    page.wait_for_function(f"was => JSON.stringify(({SVG})()) !== JSON.stringify(was)", arg=was, timeout=PATIENCE)
    page.wait_for_function(
        "([name, was]) => new URL(location.href).searchParams.get(name) !== was", arg=[key, before_value]
    )
    complete(page)
    changed, draws = page.evaluate(SVG), page.evaluate("() => window.draws")
    page.goto(f"{site}/{after}")
    complete(page)
    drawn = seen_at_rest(page, SVG, is_right=lambda drawn: len(drawn) == len(changed) and not unlike(changed, drawn))
    assert len(drawn) == len(changed)
    assert unlike(changed, drawn) == []
    assert changed != was
    if "step" not in before:
        assert draws == 0


def test_where_scenes_cannot_be_had_the_page_is_asked(page: Page, site: str) -> None:
    page.route("**/scene/**", lambda route: route.abort())
    visit(page, f"{site}/?seed=7")
    listens(page)
    press(page, "seed", "ArrowRight")
    wait_for_link(page, "seed", "8")
    shows(page, 8)
    settled(page)
    assert len(set(drag(page, "seed", [0.25, 0.5, 0.75]))) == 3
    settled(page)
    shows(page, int(in_link(page, "seed")))


def test_a_formula_waits_until_the_slider_rests(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?seed=7&details=formula")
    expect(regular.locator(".st-key-detail")).to_contain_text("0.3171")
    begin, width, y = take(regular, "seed")
    regular.mouse.move(begin + 0.6 * width, y, steps=5)
    regular.locator(".st-key-detail[data-waits]").wait_for(timeout=PATIENCE)
    seed = regular.evaluate(NOW)["seed"]
    shows(regular, seed)
    # Under a pointer that stays where it is, too.
    regular.locator("[data-waits]").wait_for(state="detached", timeout=PATIENCE)
    (output,) = notebook(seed, 3, (2,))[1]
    expect(regular.locator(".st-key-detail")).to_contain_text(f"{output:.4f}", timeout=PATIENCE)
    regular.mouse.up()
    wait_for_link(regular, "seed", str(seed))
    settled(regular)
    assert regular.locator("[data-waits]").count() == 0
    expect(regular.locator(".st-key-detail")).to_contain_text(f"{output:.4f}")


def test_before_a_guess_a_drag_shows_no_number_that_is_computed(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?seed=7&predict=true&select=h1.1")
    found = asked(regular)
    begin, width, y = take(regular, "seed")
    painted = regular.evaluate(NOW)["painted"]
    for share in (0.3, 0.6, 0.9):
        regular.mouse.move(begin + share * width, y, steps=4)
        regular.wait_for_function(
            f"was => ({NOW})().painted.join() !== was", arg=",".join(painted), timeout=PATIENCE, polling=POLLING
        )
        now = regular.evaluate(NOW)
        painted = now["painted"]
        text = regular.locator("[data-testid=stMain]").inner_text() + " ".join(painted)
        layers = [value for layer in notebook(now["seed"], 3, (2,)) for value in layer]
        assert [value for value in layers if f"{value:.4f}" in text] == []
        assert "?" in now["output"]
    regular.mouse.up()
    settled(regular)
    assert found
    assert numbers(regular) == []


def test_two_tabs_know_nothing_of_each_other(page: Page, site: str) -> None:
    visit(page, f"{site}/?seed=7")
    other = page.context.new_page()
    try:
        visit(other, f"{site}/?seed=20")
        listens(other)
        other.evaluate(KEYS, ["seed", "ArrowLeft", 3])
        shows(other, 17)
        page.bring_to_front()
        listens(page)
        page.evaluate(KEYS, ["seed", "ArrowRight", 2])
        shows(page, 9)
        wait_for_link(page, "seed", "9")
        wait_for_link(other, "seed", "17")
        for each, seed in ((page, 9), (other, 17)):
            settled(each)
            shows(each, seed)
    finally:
        other.close()


def test_back_right_after_a_key(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?seed=7")
    regular.locator(".st-key-bias label").first.click()
    wait_for_link(regular, "bias", "false")
    settled(regular)
    listens(regular)
    regular.evaluate(KEYS, ["seed", "ArrowRight", 2])
    regular.evaluate("() => history.back()")
    wait_for_link(regular, "bias", None)
    settled(regular)
    regular.wait_for_timeout(3_500)  # until nothing can be under way any more
    settled(regular)
    assert regular.evaluate(NOW)["seed"] == 7  # whoever goes back does not mean the key any more
    assert (in_link(regular, "seed"), in_link(regular, "bias")) == (None, None)
    expect(regular.locator(".st-key-bias input")).to_be_checked()
    wait_for_values(regular, "value-output", *notebook(7, 3, (2,))[1])
    assert regular.locator("[data-waits]").count() == 0


def test_over_a_slow_line_keys_are_answered_and_the_last_one_counts(page: Page, site: str) -> None:
    page.add_init_script(f"({SLOW})()")
    page.add_init_script(f"({LATE})()")
    visit(page, f"{site}/?seed=7")
    listens(page)
    page.evaluate(KEYS, ["seed", "ArrowRight", 6])
    shows(page, 13)
    page.evaluate(KEYS, ["seed", "ArrowLeft", 1])
    shows(page, 12)
    wait_for_link(page, "seed", "12")
    settled(page)
    page.wait_for_timeout(900)
    settled(page)
    shows(page, 12)
    assert page.evaluate(NOW)["seed"] == 12


def test_layers_that_rest_have_the_size_that_the_short_way_has_shown(regular: Page, site: str) -> None:
    go_to(regular, f"{site}/?seed=7&layers=3&hidden_3=5")
    listens(regular)
    regular.evaluate(KEYS, ["layers", "ArrowLeft", 1])
    wait_for_link(regular, "layers", "2")
    settled(regular)
    before = regular.locator(".st-key-value-output b").inner_text()
    regular.evaluate(KEYS, ["layers", "ArrowRight", 1])  # one key: of two the answer to the first may be seen, too
    meanwhile = wait_for_another(regular, ".st-key-value-output b", before)
    regular.wait_for_function("() => document.querySelector('.st-key-hidden_3 input')", timeout=PATIENCE)
    settled(regular)
    units = int(regular.locator(".st-key-hidden_3 input").input_value())
    (output,) = notebook(7, 3, (2, 2, units))[-1]
    wait_for_values(regular, "value-output", output)
    assert meanwhile == f"{output:.4f}"
