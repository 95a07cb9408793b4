"""The line for measurements: one at a time, in the order of asking, and nobody holds it who has left."""

import threading
import time

import pytest
import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from components.jobs.queue import (
    LONGEST_TURN,
    MAX_COOKIE,
    PLACES,
    SIGN_OF_LIFE,
    JobQueue,
    measuring_line,
    network_of,
    visitor_of,
)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(clock: Clock) -> JobQueue:
    return JobQueue(clock)


def test_the_first_works_and_the_others_see_it(line: JobQueue, clock: Clock) -> None:
    assert line.ask("a").before == 0
    assert line.ask("b").before == 1
    assert line.ask("c").before == 2
    with line.work("b") as mine:
        assert not mine
    with line.work("a") as mine:
        assert mine
    line.report("a", 12, 50)
    clock.now += 3
    seen = line.ask("c")
    assert (seen.before, seen.seconds, seen.done, seen.total) == (2, 3.0, 12, 50)
    line.leave("a")
    clock.now += 1
    assert line.ask("b").before == 0
    clock.now += 2
    assert line.ask("c").before == 1
    assert line.ask("c").seconds == 2.0  # of the one who is first now


def test_who_has_not_asked_has_no_turn(line: JobQueue) -> None:
    with line.work("a") as mine:
        assert not mine
    line.report("a", 1, 2)
    line.leave("a")


def test_who_gives_no_sign_of_life_is_taken_out(line: JobQueue, clock: Clock) -> None:
    line.ask("a")
    line.ask("b")
    clock.now += SIGN_OF_LIFE - 1
    line.ask("b")
    assert line.ask("c").before == 2
    clock.now += 2
    assert line.ask("c").before == 1
    assert line.ask("b").before == 0
    assert line.ask("a").before == 2  # back, at the end


def test_while_somebody_works_nobody_can_take_over(line: JobQueue, clock: Clock) -> None:
    line.ask("a")
    with line.work("a"):
        clock.now += 10 * SIGN_OF_LIFE
        assert line.ask("b").before == 1
        line.leave("a")
        assert line.ask("b").before == 0
        with line.work("b") as mine:
            assert not mine
    with line.work("b") as mine:
        assert mine


def test_work_that_fails_gives_the_turn_back(line: JobQueue, clock: Clock) -> None:
    line.ask("a")
    line.ask("b")
    with pytest.raises(ValueError, match="broken"), line.work("a"):
        raise ValueError("broken")
    clock.now += SIGN_OF_LIFE + 1
    assert line.ask("b").before == 0
    with line.work("b") as mine:
        assert mine


def test_work_is_a_sign_of_life(line: JobQueue, clock: Clock) -> None:
    line.ask("a")
    with line.work("a"):
        clock.now += 2 * SIGN_OF_LIFE
    assert line.ask("b").before == 1


def test_a_first_one_that_does_not_work_is_passed_over(line: JobQueue, clock: Clock) -> None:
    line.ask("a")
    line.ask("b")
    for _ in range(3):
        clock.now += SIGN_OF_LIFE / 2
        line.ask("a")  # there, but idle
        line.ask("b")
    assert line.ask("b").before == 0
    assert line.ask("a").before == 1
    with line.work("a") as mine:
        assert not mine
    with line.work("b") as mine:
        assert mine


def test_a_turn_ends_when_others_wait_and_the_work_goes_on_later(line: JobQueue, clock: Clock) -> None:
    line.ask("a")
    line.ask("b")
    while clock.now < 100 + LONGEST_TURN:
        clock.now += 1
        with line.work("a") as mine:
            assert mine
        line.report("a", 5, 9)
        line.ask("a")
        line.ask("b")
    clock.now += 1
    assert line.ask("b").before == 0
    assert line.ask("a").before == 1
    line.leave("b")
    assert (line.ask("a").before, line.ask("a").seconds, line.ask("a").done) == (0, 0.0, 5)


def test_who_is_alone_may_go_on(line: JobQueue, clock: Clock) -> None:
    line.ask("a")
    for _ in range(20):
        clock.now += LONGEST_TURN
        with line.work("a") as mine:
            assert mine
        assert line.ask("a").before == 0


def test_the_line_is_bounded(line: JobQueue, clock: Clock) -> None:
    for number in range(PLACES):
        assert not line.ask(f"visitor {number}").is_full
    refused = line.ask("one more")
    assert (refused.is_full, refused.is_elsewhere, refused.before) == (True, False, PLACES)
    with line.work("one more") as mine:
        assert not mine
    line.leave("visitor 3")
    assert not line.ask("one more").is_full
    clock.now += SIGN_OF_LIFE + 1
    assert line.ask("late").before == 0


CLASS, OUTSIDE, HOME = "203.0.113.7", "198.51.100.1", "192.0.2.9"


def test_a_class_behind_one_address_has_the_whole_line(line: JobQueue) -> None:
    asked = [line.ask(f"student {number}", address=CLASS) for number in range(PLACES)]
    assert [standing.before for standing in asked] == list(range(PLACES))
    assert not any(standing.is_full for standing in asked)
    assert line.ask("one more", address=CLASS).is_full


def test_invented_visitors_keep_nobody_at_another_address_waiting(line: JobQueue) -> None:
    for number in range(PLACES):
        line.ask(f"invented {number}", address=OUTSIDE)
    with line.work("invented 0") as mine:
        assert mine
        student = line.ask("student", address=CLASS)  # the last of the invented ones made room
        assert (student.before, student.is_full) == (1, False)
    assert line.ask(f"invented {PLACES - 1}", address=OUTSIDE).is_full
    assert line.ask("invented 1", address=OUTSIDE).before == 2
    assert line.ask("second student", address=CLASS).before == 3
    line.leave("invented 0")
    assert line.ask("student", address=CLASS).before == 0


def test_turns_go_round_among_addresses(line: JobQueue) -> None:
    for name, address in (("a1", CLASS), ("a2", CLASS), ("a3", CLASS), ("b1", OUTSIDE), ("b2", OUTSIDE), ("c1", HOME)):
        line.ask(name, address=address)
    order = sorted(("a1", "a2", "a3", "b1", "b2", "c1"), key=lambda name: line.ask(name).before)
    assert order == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_a_full_line_takes_from_the_most_crowded_address_alone(line: JobQueue) -> None:
    for number in range(PLACES):
        line.ask(f"visitor {number}", address=str(number // 2))
    assert line.ask("new", address="0").is_full
    assert not line.ask("new", address="elsewhere").is_full
    assert line.ask("another", address="elsewhere").is_full


@pytest.mark.parametrize(
    ("number", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        (None, ""),
        ("nonsense", ""),
    ],
)
def test_one_person_has_half_of_a_long_number(number: str | None, network: str) -> None:
    assert network_of(number) == network


def test_the_tabs_of_a_visitor_stand_in_the_line_once(line: JobQueue, clock: Clock) -> None:
    line.ask("a", "one")
    line.ask("b", "one")
    assert line.ask("a", "two").is_elsewhere
    assert line.ask("c", "one").before == 2
    with line.work("a", "two") as mine:
        assert not mine
    line.report("a", 3, 4, "two")
    line.leave("a", "two")
    seen = line.ask("a", "one")
    assert (seen.before, seen.done, seen.is_elsewhere) == (0, 0, False)
    line.leave("a", "one")
    seen = line.ask("a", "two")
    assert (seen.before, seen.is_elsewhere) == (2, False)  # after those who came before it
    line.ask("a", "three")
    clock.now += SIGN_OF_LIFE + 1  # the second was closed
    assert not line.ask("a", "three").is_elsewhere


def test_the_tabs_of_a_browser_have_the_same_name() -> None:
    token = bytes(range(16))
    first, second = (generate_xsrf_token_string(token, moment) for moment in (1, 2))
    assert first != second
    assert visitor_of(first) == visitor_of(second)
    assert visitor_of(f'"{first}"') == visitor_of(first)
    assert visitor_of(first) != visitor_of(generate_xsrf_token_string(bytes(16)))
    assert token.hex() not in str(visitor_of(first))


@pytest.mark.parametrize(
    "cookie",
    [
        None,
        7,
        "",
        "2|",
        "2|00000000|00|1",
        "2|00000000|" + "g" * 32 + "|1",
        "3|00000000|" + "0" * 32 + "|1",
        "2|00000000|" + "0" * 32 + "|1" * 9,
        "2|00000000|" + "0" * 32 + "|" + "1" * 10_000,
        "\u0662|00000000|" + "0" * 32 + "|1",
    ],
)
def test_what_streamlit_has_not_written_names_nobody(cookie: int | str | None) -> None:
    assert visitor_of(cookie) is None


def test_a_message_that_clears_caches_leaves_the_line() -> None:
    line = measuring_line()
    st.cache_resource.clear()
    st.cache_data.clear()
    assert measuring_line() is line


def test_many_threads_never_work_at_the_same_time() -> None:
    line, inside, worst, finished = JobQueue(), [], [], []

    def visit(name: str) -> None:
        pieces = 0
        while pieces < 3:
            line.ask(name)
            with line.work(name) as mine:
                if mine:
                    inside.append(name)
                    worst.append(len(inside))
                    time.sleep(0.0005)
                    inside.remove(name)
                    pieces += 1
            if not mine:
                time.sleep(0.0005)
        line.leave(name)
        finished.append(name)

    threads = [threading.Thread(target=visit, args=(f"visitor {number}",)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(finished) == 20
    assert max(worst) == 1
    assert len(worst) == 60


def test_exactly_so_many_seconds_without_a_sign_are_not_too_many(line: JobQueue, clock: Clock) -> None:
    line.ask("a")
    clock.now += SIGN_OF_LIFE
    assert line.ask("b").before == 1
    clock.now += 0.5
    assert line.ask("b").before == 0


def test_a_turn_lasts_exactly_so_long_and_then_goes_on(line: JobQueue, clock: Clock) -> None:
    line.ask("a")
    for _ in range(int(LONGEST_TURN / 4)):
        clock.now += 4.0
        with line.work("a"):
            line.ask("b")
    assert clock.now == 100.0 + LONGEST_TURN == 160.0
    assert (line.ask("a").before, line.ask("b").before) == (0, 1)
    clock.now += 0.5
    assert (line.ask("a").before, line.ask("b").before) == (1, 0)


def test_who_keeps_its_place_keeps_what_was_reported(line: JobQueue, clock: Clock) -> None:
    line.ask("a", "tab", CLASS)
    line.ask("b", "tab", CLASS)
    line.report("a", 5, 9, "tab")
    for _ in range(3):
        clock.now += 4.0
        line.ask("a", "tab", CLASS)
        line.ask("b", "tab", CLASS)
    assert line.ask("b", "tab", CLASS).before == 0
    line.leave("b", "tab")
    seen = line.ask("a", "tab", CLASS)
    assert (seen.before, seen.done, seen.total, seen.is_elsewhere) == (0, 5, 9, False)


def test_the_line_says_how_many_stand_in_it(line: JobQueue) -> None:
    assert line.visitors == 0
    line.ask("a")
    line.ask("a", "another tab")
    line.ask("b")
    assert line.visitors == 2


@pytest.mark.parametrize(("quotes", "is_known"), [(0, True), (MAX_COOKIE, True), (MAX_COOKIE + 1, False)])
def test_a_cookie_is_looked_at_up_to_a_length(quotes: int, is_known: bool) -> None:
    cookie = "2|01020304|" + "0" * 32 + "|123456789012"
    assert (visitor_of(cookie.ljust(quotes, '"')) is not None) is is_known
    assert visitor_of(cookie + "3") is None
