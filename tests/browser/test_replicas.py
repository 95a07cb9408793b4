"""Two replicas of the site behind nginx: one is killed, all are started anew, and nobody loses a scene."""

import asyncio
import json
import math
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from psutil import Process

from components.browser.short_way import version
from tests.browser.scene import Visitor, complete, numbers, wait_for_link
from tests.deploy.proxying import PATIENCE, Answer, ask, wait_for
from tests.deploy.running import Person, Running, Seen, running_site
from tests.longhand import notebook

pytestmark = pytest.mark.own_process

SESSIONS, IN_USE = 40, 18
A_CLASS, MOST_KEPT = 12, 1_000_000
"""Visitors at a time, and bytes that may stay for each: Streamlit keeps a session for two minutes after its end."""

SOON = 20.0
"""Seconds; how long it really takes, the benchmark says."""

SHOWN_ERRORS = """() => {
  window.errors = []
  const wrong = '[data-testid=stException], [data-testid=stDialog], [data-testid=stAlert]'
  new MutationObserver(() => {
    for (const each of document.querySelectorAll(wrong)) window.errors.push(each.innerText)
  }).observe(document, { childList: true, subtree: true })
}"""


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with running_site() as site:
        yield site


async def people(running: Running, count: int, seen: Seen, ended: threading.Event, pause: float = 1.0) -> None:
    """So many visitors, until it has ended."""
    await asyncio.gather(*(Person(running.address, number, seen, ended, pause).visit() for number in range(count)))


def go_on_until(happened: Callable[[], bool], visits: Future[None]) -> None:
    """Wait until something has happened, or one of the visitors has seen what is wrong."""
    wait_for(lambda: happened() or visits.done())
    assert happened(), visits.result()


def move(page: Page) -> None:
    """Move the seed by a key until it counts: while there is no server, sliders take none."""
    slider = page.locator(".st-key-seed input[type=range]")
    before = slider.input_value()

    def shows_another() -> bool:
        seed = slider.input_value()
        if seed == before:
            slider.press("ArrowRight")
            return False
        return numbers(page) == [round(each, 4) for each in notebook(int(seed), 3, [2])[-1]]

    wait_for(shows_another)


def test_one_is_killed_and_every_page_goes_on_where_it_was(running: Running) -> None:
    seen, ended = Seen(), threading.Event()
    with ThreadPoolExecutor(1) as thread:
        visits = thread.submit(asyncio.run, people(running, SESSIONS, seen, ended))
        try:
            go_on_until(lambda: seen.answers >= 3 * SESSIONS, visits)
            port, killed = running.kill_one()
            go_on_until(lambda: seen.lost > 0 and len(seen.backs) == seen.lost, visits)
            answers = seen.answers
            go_on_until(lambda: seen.answers >= answers + 2 * SESSIONS, visits)
        finally:
            ended.set()
        visits.result(PATIENCE)
    assert SESSIONS / 5 < len(seen.backs) == seen.lost < 4 * SESSIONS / 5  # one killed: half of them, about
    assert sorted(seen.backs)[math.ceil(0.95 * len(seen.backs)) - 1] < SOON
    running.wait_until_it_is_back(port, killed)
    newcomers = [f"/shapes?newcomer={number}" for number in range(24)]
    wait_for(lambda: [ask(running.address, each) for each in newcomers] and running.replicas_of("/shapes") >= {port})


def test_all_are_started_anew_while_their_pages_are_used(running: Running, visitor: Visitor) -> None:
    links = [f"/{page}?seed={seed}" for page, seed in (("", 20), ("gradients", 60))]
    pages = {}
    for link in links:
        page = visitor()
        page.add_init_script(f"({SHOWN_ERRORS})()")
        page.goto(running.address + link)
        complete(page)
        pages[page] = page.evaluate("performance.timeOrigin")
    seen, ended, before = Seen(), threading.Event(), running.times_restarted()
    with ThreadPoolExecutor(1) as thread:
        visits = thread.submit(asyncio.run, people(running, IN_USE, seen, ended, pause=2.0))
        try:
            go_on_until(lambda: seen.answers >= 2 * IN_USE, visits)
            old = running.processes()
            running.restart_all()
            moved = 0
            while running.times_restarted() == before or moved < 2:
                for page in pages:
                    move(page)
                moved += 1
                assert not visits.done(), visits.result()
            answers = seen.answers
            go_on_until(lambda: seen.answers >= answers + IN_USE, visits)
        finally:
            ended.set()
        visits.result(PATIENCE)
    assert set(running.processes().values()).isdisjoint(old.values())
    assert len(seen.backs) == seen.lost >= IN_USE
    for page, loaded in pages.items():
        move(page)
        complete(page)
        wait_for_link(page, "seed", page.locator(".st-key-seed input[type=range]").input_value())
        assert page.evaluate("performance.timeOrigin") == loaded, "the page was loaded again"
        assert page.evaluate("window.errors") == []


def test_memory_does_not_grow_with_each_visitor_who_has_gone(running: Running) -> None:
    """A short look; `tests/benchmarks/replicas.py --minutes 30` is the long one."""

    def of_a_class_more() -> int:
        seen, ended = Seen(), threading.Event()
        with ThreadPoolExecutor(1) as thread:
            visits = thread.submit(asyncio.run, people(running, A_CLASS, seen, ended, pause=0.1))
            try:
                go_on_until(lambda: seen.answers >= 2 * A_CLASS, visits)
            finally:
                ended.set()
            visits.result(PATIENCE)
        return sum(Process(each).memory_info().rss for each in running.processes().values())

    of_a_class_more()
    before = of_a_class_more()
    for _class in range(2):
        after = of_a_class_more()
    assert after - before < 2 * A_CLASS * MOST_KEPT


def test_the_short_way_is_answered_from_what_is_kept_with_the_same_numbers(running: Running) -> None:
    path = f"/scene/{version()}/network?hidden=3&lang=en&seed=12"
    ways = [f"http://127.0.0.1:{port}" for port in running.processes()]
    first, *others = [ask(address, path) for address in (running.address, running.address, *ways)]
    assert [first.all("X-Cache"), others[0].all("X-Cache")] == [["MISS"], ["HIT"]]
    assert {first.body} == {each.body for each in others}
    *_, output = notebook(12, 3, [3])
    shown = json.loads(first.body)["parts"]["value-output"]
    assert f"y = <b>{output[0]:.4f}</b>".replace("-", "−") in shown
    assert ask(running.address, path.replace("seed=12", "seed=x")).status == 400


def test_a_page_has_the_headers_that_it_has_without_nginx(running: Running) -> None:
    def said(answer: Answer) -> dict[str, list[str]]:
        own = {"connection", "date", "server", "set-cookie", "x-request-id", "x-cache", "keep-alive"}
        return {name: answer.all(name) for name in {name.lower() for name in answer.headers} - own}

    host = urlsplit(running.address).netloc
    port = next(iter(running.processes()))
    for path in ("/", "/neuron", "/_stcore/health", f"/scene/{version()}/network?lang=en", "/nowhere"):
        direct = ask(f"http://127.0.0.1:{port}", path, Host=host)
        for _time in range(2):
            assert said(ask(running.address, path)) == said(direct), path
