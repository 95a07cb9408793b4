"""The line for measurements: one at a time, in the order of asking, and nobody holds it who has left."""

import threading
import time

import pytest

from components.turn import SIGN_OF_LIFE, Line


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(clock):
    return Line(clock)


def test_the_first_works_and_the_others_see_it(line, clock):
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


def test_who_has_not_asked_has_no_turn(line):
    with line.work("a") as mine:
        assert not mine
    line.report("a", 1, 2)
    line.leave("a")


def test_who_gives_no_sign_of_life_is_taken_out(line, clock):
    line.ask("a")
    line.ask("b")
    clock.now += SIGN_OF_LIFE - 1
    line.ask("b")
    assert line.ask("c").before == 2
    clock.now += 2
    assert line.ask("c").before == 1
    assert line.ask("b").before == 0
    assert line.ask("a").before == 2  # back, at the end


def test_while_somebody_works_nobody_can_take_over(line, clock):
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


def test_work_that_fails_gives_the_turn_back(line, clock):
    line.ask("a")
    line.ask("b")
    with pytest.raises(ValueError, match="broken"), line.work("a"):
        raise ValueError("broken")
    clock.now += SIGN_OF_LIFE + 1
    assert line.ask("b").before == 0
    with line.work("b") as mine:
        assert mine


def test_work_is_a_sign_of_life(line, clock):
    line.ask("a")
    with line.work("a"):
        clock.now += 2 * SIGN_OF_LIFE
    assert line.ask("b").before == 1


def test_many_threads_never_work_at_the_same_time():
    line, inside, worst, finished = Line(), [], [], []

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
