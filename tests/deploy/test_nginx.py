"""What nginx does by the site's configuration, before replicas that answer what a test tells them."""

import re
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from components.frame.guard import MAX_FORM
from compute.files.tensor_files import MAX_BYTES
from tests.deploy.proxying import DEPLOY, Answer, FakeReplica, ask, ask_at_once, fake_replicas, proxy, wait_for

pytestmark = pytest.mark.own_process

KEPT = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
CLASS = 200
"""Students behind one address."""


@pytest.fixture(scope="module")
def replicas() -> Iterator[list[FakeReplica]]:
    with fake_replicas() as made:
        yield made


@pytest.fixture(scope="module")
def address(replicas: list[FakeReplica]) -> Iterator[str]:
    with proxy(*(each.address for each in replicas)) as found:
        yield found


@pytest.fixture(autouse=True)
def _as_at_first(replicas: list[FakeReplica]) -> None:
    for each in replicas:
        each.asked.clear()
        each.tells = each.says_its_name


def visitor(number: int) -> str:
    return f"tensorama_replica={number:032x}"


def own_replicas(address: str) -> dict[int, bytes]:
    """Who answers each of a dozen visitors."""
    return {number: ask(address, "/", Cookie=visitor(number)).body for number in range(12)}


def test_a_visitor_stays_with_one_replica_and_all_replicas_have_visitors(address: str) -> None:
    seen = {
        number: {ask(address, "/neuron?seed=1", Cookie=visitor(number)).body for _ in range(4)} for number in range(40)
    }
    assert all(len(bodies) == 1 for bodies in seen.values())
    assert set.union(*seen.values()) == {b"replica 1", b"replica 2"}


@pytest.mark.parametrize(
    "cookie", ["", "tensorama_replica=", "tensorama_replica=0123|456", "tensorama_replica=" + "a" * 33]
)
def test_who_has_no_cookie_gets_one_that_counts(address: str, cookie: str) -> None:
    (said,) = ask(address, "/", Cookie=cookie).all("Set-Cookie")
    given = re.fullmatch(r"(tensorama_replica=[0-9a-f]{32}); Path=/; HttpOnly; SameSite=Lax", said)
    again = ask(address, "/", Cookie=given[1])
    assert again.all("Set-Cookie") == []
    assert {ask(address, "/", Cookie=given[1]).body for _ in range(3)} == {again.body}


def test_what_is_kept_for_all_gives_no_cookie(address: str) -> None:
    for path in ("/scene/v/network?seed=3", "/static/js/a.js", "/plotly/1/plotly.min.js", "/media/a.png"):
        assert ask(address, path).all("Set-Cookie") == [], path


def test_a_replica_that_has_gone_is_left_without_an_error_and_taken_again(
    address: str, replicas: list[FakeReplica]
) -> None:
    own = own_replicas(address)
    replicas[0].close()
    try:
        meanwhile = [ask(address, "/", Cookie=visitor(number)) for number in own for _ in range(3)]
    finally:
        replicas[0].open()
    assert {(each.status, each.body) for each in meanwhile} == {(200, b"replica 2")}
    wait_for(lambda: own_replicas(address) == own)


def test_where_no_replica_answers_the_page_says_so_in_all_languages(address: str, replicas: list[FakeReplica]) -> None:
    own = own_replicas(address)
    for each in replicas:
        each.close()
    try:
        answer = ask(address, "/")
    finally:
        for each in replicas:
            each.open()
    assert answer.status == 503
    assert answer.all("Content-Type") == ["text/html; charset=utf-8"]
    for words in ("does not answer", "não responde", "no responde", 'http-equiv="refresh"'):
        assert words in answer.body.decode()
    _has_headers_of_a_page_that_loads_nothing(answer)
    assert ask(address, "/").status == 200  # at once, although all of them have failed a moment ago
    wait_for(lambda: own_replicas(address) == own)


def _has_headers_of_a_page_that_loads_nothing(answer: Answer) -> None:
    assert answer.all("X-Content-Type-Options") == ["nosniff"]
    assert answer.all("Referrer-Policy") == ["same-origin"]
    assert answer.all("Content-Security-Policy") == ["default-src 'none'; base-uri 'none'; form-action 'none'"]
    assert answer.all("Server") == ["nginx"]
    assert len(answer.all("X-Request-ID")) == 1


CLOSED = [
    "/metrics",
    "/metrics/",
    "/_stcore/metrics",
    "//metrics",
    "/a/../metrics",
    "/%6detrics",
    "/_stcore/%6Detrics?a=1",
]


@pytest.mark.parametrize("path", CLOSED)
def test_the_figures_are_closed_to_the_outside(address: str, replicas: list[FakeReplica], path: str) -> None:
    answer = ask(address, path)
    assert answer.status == 403
    assert all(each.asked == [] for each in replicas)
    _has_headers_of_a_page_that_loads_nothing(answer)


def test_an_answers_own_headers_come_once_and_the_request_has_an_identifier(
    address: str, replicas: list[FakeReplica]
) -> None:
    own = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Content-Security-Policy": "default-src 'none'; script-src 'self'",
        "X-Request-ID": "the replica's",
    }
    for each in replicas:
        each.tells = lambda _path, _headers: Answer(200, b"", {**own, **KEPT})
    for path in ("/", "/scene/v/network?seed=5", "/scene/v/network?seed=5", "/static/css/a.css"):
        answer = ask(address, path, X_Request_ID="the browser's")
        for name, value in own.items():
            if name != "X-Request-ID":
                assert answer.all(name) == [value], path
        (given,) = answer.all("X-Request-ID")
        assert re.fullmatch(r"[0-9a-f]{32}", given)
        if answer.all("X-Cache") != ["HIT"]:
            asked = next(
                headers
                for each in replicas
                for _, headers in reversed(each.asked[-1:])
                if headers["X-Request-ID"] == given
            )
            assert asked["Host"] == address.removeprefix("http://")
            assert asked["X-Forwarded-For"] == "127.0.0.1"
            assert asked["X-Forwarded-Proto"] == "http"


def test_a_scene_is_asked_for_once_and_another_one_for_itself(address: str, replicas: list[FakeReplica]) -> None:
    for each in replicas:
        each.tells = lambda path, headers: Answer(200, f"{path} {headers.get('Accept-Encoding')}".encode(), KEPT)
    for way, told in (("gzip, deflate, br, zstd", "br, gzip"), ("gzip", "gzip"), ("identity", None)):
        for seed in (1, 2):
            path = f"/scene/v/network?seed={seed}&lang=en"
            answers = [ask(address, path, Accept_Encoding=way) for _ in range(3)]
            assert {each.body for each in answers} == {f"{path} {told}".encode()}
            assert [each.all("X-Cache") for each in answers] == [["MISS"], ["HIT"], ["HIT"]]
    assert sum(len(each.asked) for each in replicas) == 6


def test_a_class_that_opens_one_link_asks_about_once(address: str, replicas: list[FakeReplica]) -> None:
    def slowly(path: str, _headers: Mapping[str, str]) -> Answer:
        time.sleep(0.03)
        return Answer(200, path.encode(), KEPT)

    for each in replicas:
        each.tells = slowly
    answers = ask_at_once(address, "/scene/v/network?seed=77", 40)
    assert {(each.status, each.body) for each in answers} == {(200, b"/scene/v/network?seed=77")}
    # One, where this machine is quick; the others ask for themselves when that one takes longer than they wait.
    assert 1 <= sum(len(each.asked) for each in replicas) <= 10


@pytest.mark.parametrize("status", [404, 429, 503])
def test_a_replica_that_has_no_scene_is_passed_over_and_keeps_its_visitors(
    address: str, replicas: list[FakeReplica], status: int
) -> None:
    own = own_replicas(address)
    refusing, other = replicas
    refusing.tells = lambda path, _headers: Answer(status) if path.startswith("/scene/") else Answer(200, b"replica 1")
    other.tells = lambda path, _headers: Answer(
        200, path.encode() if path.startswith("/scene/") else b"replica 2", KEPT
    )
    for seed in range(6):
        path = f"/scene/v{status}/training?seed={seed}"
        assert ask(address, path).body == path.encode()
    assert own_replicas(address) == own


def test_what_says_nothing_of_being_kept_is_not(address: str, replicas: list[FakeReplica]) -> None:
    for each in replicas:
        each.tells = lambda _path, _headers: Answer(400, b"seed: allowed is 0..9999")
    assert {ask(address, "/scene/v/network?seed=x").status for _ in range(3)} == {400}
    assert sum(len(each.asked) for each in replicas) == 3


def test_where_nobody_has_the_scene_the_browser_hears_the_refusal(address: str, replicas: list[FakeReplica]) -> None:
    for each in replicas:
        each.tells = lambda _path, _headers: Answer(429, b"", {"Retry-After": "1"})
    assert ask(address, "/scene/v/network?seed=8").status == 429
    assert ask(address, "/scene/v/network?seed=8").status == 429
    assert [len(each.asked) for each in replicas] == [2, 2]


def test_a_file_of_a_session_is_found_with_whoever_has_it(address: str, replicas: list[FakeReplica]) -> None:
    replicas[0].tells = lambda _path, _headers: Answer(404)
    assert {(each.status, each.body) for each in (ask(address, "/media/a.png") for _ in range(8))} == {
        (200, b"replica 2")
    }


def test_an_upload_may_be_as_large_as_the_site_takes_it(address: str, replicas: list[FakeReplica]) -> None:
    path = "/_stcore/upload_file/session/file"
    assert ask(address, path, "PUT", b"0" * (MAX_BYTES + MAX_FORM)).status == 200
    for each in replicas:
        each.asked.clear()
    assert ask(address, path, "PUT", b"0" * (MAX_BYTES + MAX_FORM + 5_000)).status == 413
    assert all(each.asked == [] for each in replicas)


def test_a_long_link_passes(address: str, replicas: list[FakeReplica]) -> None:
    path = f"/scene/v/network?edits={'w1.1.1_0.5~' * 1000}"
    for each in replicas:
        each.tells = lambda _path, _headers: Answer(200, b"", KEPT)
    assert [ask(address, path).all("X-Cache") for _ in range(2)] == [["MISS"], ["HIT"]]
    assert path in {asked for each in replicas for asked, _headers in each.asked}


def test_a_class_behind_one_address_is_not_refused(address: str) -> None:
    def student(number: int) -> set[int]:
        paths = ["/", "/_stcore/health", *(f"/scene/v/network?seed={number}&hidden={units}" for units in range(1, 6))]
        return {ask(address, path, Cookie=visitor(number)).status for path in paths}

    with ThreadPoolExecutor(40) as pool:
        assert set.union(*pool.map(student, range(CLASS))) == {200}


def test_who_sends_far_more_is_refused() -> None:
    def with_low_limits(conf: str) -> str:
        conf, changed = re.subn(r"rate=\d+r/s", "rate=1r/s", conf)
        conf, bursts = re.subn(r"burst=\d+", "burst=5", conf)
        assert (changed, bursts) == (2, 5)
        return conf

    with fake_replicas() as (one, _other), proxy(one.address, conf=with_low_limits) as address:
        for path in ("/", "/scene/v/network"):
            statuses = [ask(address, path).status for _ in range(20)]
            assert statuses[:3] == [200] * 3, path
            assert statuses[-1] == 429, path


def test_a_scaled_service_is_followed(tmp_path: Path) -> None:
    """Where a name stands for other machines than before, nginx asks those."""
    known, getent = tmp_path / "known", tmp_path / "getent"
    getent.write_text(f'#!/bin/sh\n[ "$1 $2" = "ahostsv4 site" ] && cat {known}\n')
    getent.chmod(0o755)
    first = FakeReplica("first")
    second = FakeReplica("second", "127.0.0.2", first.port)

    def seen(address: str) -> set[bytes]:
        return set(own_replicas(address).values())

    known.write_text("127.0.0.1 STREAM site\n127.0.0.1 DGRAM\n")
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "FOLLOW": "0.05"}
    with proxy(f"site:{first.port}", environment=environment) as address:
        assert seen(address) == {b"first"}
        known.write_text("127.0.0.1 STREAM site\n127.0.0.2 STREAM\n")
        wait_for(lambda: seen(address) == {b"first", b"second"})
        known.write_text("127.0.0.2 STREAM site\n")
        wait_for(lambda: seen(address) == {b"second"})
        known.write_text("")  # for a moment nobody knows the name
        time.sleep(0.2)
        assert seen(address) == {b"second"}
    first.close()
    second.close()


def test_the_configuration_names_no_place_outside_its_folder() -> None:
    """It has to start as any user, and with a root that cannot be written to."""
    lines = [line.split("#")[0] for line in (DEPLOY / "nginx.conf").read_text("utf-8").splitlines()]
    written = [line for line in lines if re.match(r"\s*(pid|access_log|\w+_temp_path|proxy_cache_path|include) ", line)]
    assert len(written) == 12
    assert [line for line in written if " /" in line] == []
