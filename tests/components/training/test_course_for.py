"""What the page says while a course is waited for, and what is done where a visitor stops it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.jobs.courses import Waiting, WallSoFar, WallSpec
from components.training import course_for
from compute.training.setting import TrainingSpec
from compute.training.wall import RATES

SPEC = TrainingSpec(steps=100)
WALL = WallSpec(SPEC, RATES, (0.1, 1.0), (0, 1))


class StoreThatIsAsked:
    """A store of courses that says how far it is, gives nothing, and keeps in mind what it was asked."""

    def __init__(self, told: Waiting) -> None:
        self.told = told
        self.stopped: list[object] = []
        self.patience: list[float] = []

    def find(self, _spec: TrainingSpec) -> None:
        return None

    def find_wall(self, _key: WallSpec) -> None:
        return None

    def wait_for(self, _spec: TrainingSpec, _asker: object, show: Callable[[Waiting], None]) -> Waiting:
        show(self.told)
        raise InterruptedError

    def stop(self, spec: TrainingSpec, _asker: object) -> None:
        self.stopped.append(spec)

    def stop_wall(self, key: WallSpec, _asker: object) -> None:
        self.stopped.append(key)

    def ask_wall(self, _key: WallSpec, _asker: object, seconds: float) -> WallSoFar:
        self.patience.append(seconds)
        return WallSoFar((), 0.25, is_done=len(self.patience) > 2)


def waiting_page() -> None:
    import contextlib  # noqa: PLC0415

    from components.base.text import translator  # noqa: PLC0415
    from components.training.course_for import WaitingPlace  # noqa: PLC0415
    from compute.training.setting import TrainingSpec  # noqa: PLC0415

    with contextlib.suppress(InterruptedError):
        WaitingPlace(lambda: None, translator("en")).course(TrainingSpec(steps=100))


def wall_page() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.training import course_for  # noqa: PLC0415

    wall = st.session_state["wall"]
    st.session_state["looks"] = [course_for.wall_now(wall, seconds) for seconds in (None, 1.0, 1.0)]
    course_for.stop_wall(wall)
    st.session_state["stopped"] = course_for.wall_now(wall, None)
    waits = [course_for.interval()]
    for value in (True, False):
        course_for.wait_for(value)
        waits.append(course_for.interval())
    st.session_state["waits"] = waits


def store(monkeypatch: pytest.MonkeyPatch, told: Waiting) -> StoreThatIsAsked:
    """Put such a store in the place of that of all sessions."""
    asked = StoreThatIsAsked(told)
    monkeypatch.setattr(course_for, "courses", lambda: asked)
    monkeypatch.setattr(course_for, "this_asker", lambda _tab: "asker")
    return asked


@pytest.mark.parametrize(
    ("before", "share", "words"),
    [
        (0, 0.256, "26 % of the steps are computed."),
        (0, 1.0, "100 % of the steps are computed."),
        (1, 0.0, "1 training is before this one."),
        (2, 0.0, "2 trainings are before this one."),
    ],
)
def test_it_is_said_how_far_a_course_is(monkeypatch: pytest.MonkeyPatch, before: int, share: float, words: str) -> None:
    store(monkeypatch, Waiting(share=share, before=before))
    test = AppTest.from_function(waiting_page).run()
    assert not test.exception
    assert [bar.proto.text for bar in test.get("progress")] == [words]


def test_a_course_that_was_stopped_waits_until_it_is_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = store(monkeypatch, Waiting(share=0.5, before=0))
    test = AppTest.from_function(waiting_page).run()
    test.button(key="training-stop").click().run()
    assert asked.stopped == [SPEC]
    assert [caption.value for caption in test.caption] == ["You have stopped this training."]
    test.button(key="training-go-on").click().run()
    assert not test.caption
    assert test.button(key="training-stop").label == "stop"


def test_a_wall_is_waited_for_longer_at_first_and_not_at_all_once_it_was_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = store(monkeypatch, Waiting(share=0.5, before=0))
    test = AppTest.from_function(wall_page)
    test.session_state["wall"] = WALL
    test.run()
    assert not test.exception
    assert [goes_on for _found, goes_on in test.session_state["looks"]] == [True, True, False]
    assert asked.patience == [0.8, 0.05, 0.05]
    assert test.session_state["stopped"] == (WallSoFar((), 0.0), False)
    assert asked.stopped == [WALL]
    assert test.session_state["waits"] == [None, 1.0, None]
