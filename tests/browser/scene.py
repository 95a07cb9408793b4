"""What a person does on a page and sees there, in terms of the page's keys. Everything waits; nothing sleeps."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Error, Page

Visitor = Callable[..., Page]
"""Opens a page for another visitor, with the options of Playwright's `new_context`."""

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
"""Options of a page on a phone."""

NUMBER = re.compile(r"-?\d+\.\d{4}")
PATIENCE = 20_000
"""Milliseconds until something has to have happened; on a fast machine it takes a few hundred."""

POLLING = 50
"""Milliseconds between two looks at a text while a pointer is held down: a busy browser may stop painting meanwhile,
and with its frames the looks that Playwright takes once a frame."""

READY = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  return app?.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && !document.documentElement.matches('[data-keys], [data-passes]')
    && !document.querySelector('[data-stale=true], .stSkeleton, [data-testid=stSkeleton]')
    && [...document.querySelectorAll('.st-key-seed')].every(place => place.querySelector('input'))
}"""
"""Nothing is under way, and no slider goes the short way. The script of the sliders may come after that of the picture,
and leaves their places empty."""

IDLE = f"""() => {{
  const chart = document.querySelector('.st-key-diagram .js-plotly-plot')
  return ({READY})() && document.querySelector('.st-key-value-output b')
    && chart?.calcdata && chart.querySelector('text')
}}"""

SHOWS = """([key, wanted]) => {
  const text = document.querySelector(`.st-key-${key}`)?.innerText.replaceAll('−', '-') ?? ''
  return (text.match(/-?\\d+\\.\\d{4}/g) ?? []).join() === wanted.join()
}"""

CHANGED = """([selector, before]) => {
  const text = document.querySelector(selector)?.innerText
  return text && text !== before ? text : null
}"""

IN_LINK = "([name, wanted]) => new URL(location.href).searchParams.get(name) === wanted"

LISTENS = "() => document.querySelector('.st-key-live span[data-listens]')"
"""Whether what lets a slider speak during a drag has begun; before that it speaks on release, as any of Streamlit's.
Its place on the page is there earlier than its script."""

PLACE = """name => {
  const chart = document.querySelector('.st-key-diagram .js-plotly-plot')
  const points = chart?.calcdata?.find(points => points[0].trace.customdata?.includes(name))
  if (!points) return null
  const {x, y} = points[points[0].trace.customdata.indexOf(name)]
  const {xaxis, yaxis} = chart._fullLayout
  const box = chart.getBoundingClientRect()
  return [box.x + xaxis._offset + xaxis.l2p(x), box.y + yaxis._offset + yaxis.l2p(y)]
}"""


def settled(page: Page) -> None:
    """Wait until a whole page is there and nothing is under way."""
    page.wait_for_function(IDLE, timeout=PATIENCE)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function(IDLE, timeout=PATIENCE)


def visit(page: Page, address: str) -> None:
    """Open an address and wait for all of it."""
    page.goto(address)
    settled(page)


LOOKS = 50
"""A tenth of a second apart: as long as a page may take to come to rest."""


def seen_at_rest(page: Page, script: str, arg: Any = None, *, is_right: Callable[[Any], bool]) -> Any:
    """Look until what is seen is right, or until the page has had the time to come to rest; return the last look.

    A picture takes another size with its window, and while stylesheets arrive.
    """
    for _ in range(LOOKS):
        seen = page.evaluate(script, arg)
        if is_right(seen):
            break
        page.wait_for_timeout(100)
    return seen


UNFOLDED = """key => {
  const details = document.querySelector(`.st-key-${key} details`)
  return details.open && details.getAnimations({subtree: true}).length === 0
}"""


def unfold(page: Page, key: str) -> None:
    """Open what is folded away in a container, and wait until it is at rest; what lies in it slides until then."""
    page.locator(f".st-key-{key} summary").click()
    page.wait_for_function(UNFOLDED, arg=key, timeout=PATIENCE)


COUNT_RUNS = """() => {
  window.runs = { asked: 0, begun: 0, ended: 0 }
  const fieldsOf = bytes => {
    const fields = []
    let at = 0
    const number = () => {
      let [found, byte] = [0, 0]
      for (let scale = 1; scale === 1 || byte > 127; scale *= 128) {
        byte = bytes[at++]
        found += (byte % 128) * scale
      }
      return found
    }
    while (at < bytes.length) {
      const tag = number()
      fields.push(tag >> 3)
      const length = number() // of bytes; else it is a number itself
      if ((tag & 7) === 2) at += length
    }
    return fields
  }
  window.WebSocket = class extends WebSocket {
    constructor(...said) {
      super(...said)
      this.addEventListener('message', ({ data }) => {
        const fields = fieldsOf(new Uint8Array(data))
        if (fields.includes(4)) window.runs.begun += 1
        if (fields.includes(6)) window.runs.ended += 1
      })
    }

    send(data) {
      if (fieldsOf(new Uint8Array(data)).includes(11)) window.runs.asked = window.runs.begun + 1
      super.send(data)
    }
  }
}"""
"""Counts the runs of the page, by the fields `new_session` and `script_finished` of Streamlit's `ForwardMsg`, and which
of them answers what was asked last, by the field `rerun_script` of its `BackMsg`. On a quick page the state of a script
turns to running and back before it is drawn."""

FOLLOW = """address => {
  history.pushState(null, '', address)
  dispatchEvent(new PopStateEvent('popstate', {state: null}))
  return window.runs.begun
}"""

ANSWERED = "() => window.runs.begun >= window.runs.asked && window.runs.ended === window.runs.begun"
"""A dialog that closes asks for a run: it is gone from the page before the run has begun."""

HAS_RUN = f"before => window.runs.begun > before && ({ANSWERED})()"


def go_to(page: Page, address: str) -> None:
    """Go to a scene as Back and Forward do, without loading the page again, and wait for all of it.

    It takes a quarter of the time. A page that was not on the site yet is loaded, and one for or in a frame.
    """
    site = "{0.scheme}://{0.netloc}/".format(urlsplit(address))
    if page.url.startswith(site) and not any("embed=true" in each for each in (page.url, address)):
        page.wait_for_function(ANSWERED, timeout=PATIENCE)  # what was done last
        complete(page)
        before = page.evaluate(FOLLOW, address)
        page.wait_for_function(HAS_RUN, arg=before, timeout=PATIENCE)
    else:
        page.goto(address)
    complete(page)


def numbers(page: Page, key: str = "value-output") -> list[float]:
    """The values with four decimals that a container shows now."""
    shown = page.locator(f".st-key-{key}").inner_text().replace("−", "-")
    return [float(text) for text in NUMBER.findall(shown)]


def wait_for_values(page: Page, key: str, *values: float) -> None:
    """Wait until a container shows exactly these values; says what it shows instead if it never does."""
    try:
        page.wait_for_function(SHOWS, arg=[key, [f"{value:.4f}" for value in values]], timeout=PATIENCE)
    except Error:
        raise AssertionError(f"{key} shows {numbers(page, key)} and not {values}; {page.url}") from None


def wait_for_another(page: Page, selector: str, before: str) -> str:
    """Wait until the text there is another one than `before`, and return it."""
    try:
        changed = page.wait_for_function(CHANGED, arg=[selector, before], timeout=PATIENCE, polling=POLLING)
        return str(changed.json_value())
    except Error:
        raise AssertionError(f"{selector} still shows {before!r}; {page.url}") from None


def wait_for_link(page: Page, name: str, value: str | None) -> None:
    """Wait until the link says this about a name; None is nothing at all."""
    try:
        page.wait_for_function(IN_LINK, arg=[name, value], timeout=PATIENCE)
    except Error:
        raise AssertionError(f"the link does not say {name}={value}: {page.url}") from None


def in_link(page: Page, name: str) -> str | None:
    """What the link says about a name now."""
    return parse_qs(urlsplit(page.url).query).get(name, [None])[-1]


def click_in_diagram(page: Page, name: str) -> None:
    """Click the point with this short name (`h1.2`, `w1.3.2`) in the picture."""
    x, y = page.wait_for_function(PLACE, arg=name, timeout=PATIENCE).json_value()
    page.mouse.move(x, y)  # Plotly picks what it has hovered
    page.locator(".st-key-diagram .hoverlayer .hovertext").first.wait_for(timeout=PATIENCE)
    page.mouse.click(x, y)


def press(page: Page, key: str, button: str) -> None:
    """Press a key of the keyboard on a slider."""
    page.locator(f".st-key-{key} input[type=range]").press(button)


def drag(page: Page, key: str, positions: list[float], watched: str = ".st-key-value-output b") -> list[str]:
    """Drag a slider to parts of its width, and return the texts that were painted there before the release.

    At every position it waits for another text than the one before: nothing is asked about time, but a slider that
    speaks on release only never gets past the first.
    """
    page.wait_for_function(LISTENS, timeout=PATIENCE)
    thumb = page.locator(f".st-key-{key} [data-testid=stSliderThumbValue]").locator("..")
    thumb.scroll_into_view_if_needed()
    track = page.locator(f".st-key-{key} [role=group]").bounding_box()
    start = thumb.bounding_box()
    assert track is not None
    assert start is not None
    seen = [page.locator(watched).first.inner_text()]
    y = start["y"] + start["height"] / 2
    page.mouse.move(start["x"] + start["width"] / 2, y)
    page.mouse.down()
    try:
        for position in positions:
            page.mouse.move(track["x"] + position * track["width"], y, steps=3)
            seen.append(wait_for_another(page, watched, seen[-1]))
    finally:
        page.mouse.up()
    return seen[1:]


COMPLETE = f"""() => {{
  const all = (selector, test) => [...document.querySelectorAll(selector)].every(test)
  return ({READY})() && document.querySelector('[data-testid=stMain] :is(input, button)')
    && all('.chart', chart => chart.querySelector('text') || !chart.checkVisibility({{visibilityProperty: true}}))
}}"""


def complete(page: Page) -> None:
    """Wait until any page of the site is all there: its widgets and its pictures."""
    page.wait_for_function(COMPLETE, timeout=PATIENCE)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function(COMPLETE, timeout=PATIENCE)
